"""Build a register again and again, killing each build at a random moment; told at the end: whether it came out whole.

Run as a program of its own: one process, which forks the builds that it kills.
"""

import json
import os
import random
import signal
import sys
import time
from pathlib import Path

from dumping import dump_register
from simple_matching import read_simply, tools

from gipfelbuch.building import build_register
from gipfelbuch.model.reports import Report
from gipfelbuch.register import open_register

KILLS_A_REGISTER = 6
NAMES = ["Anna", "Berta", "Carl", "Dora", "Emil"]


def texts(number):
    rng = random.Random(4)
    for i in range(number):
        meeting = f"{rng.choice(NAMES)} v{rng.randrange(40)} {rng.choice(NAMES)} 2024-0{rng.randrange(1, 9)}"
        yield Report(id=f"r{i}", text=f"{meeting}. {rng.choice(NAMES)} sah Nr{i}.", language="de")


def read_slowly(reports):
    """As long as reading takes, so that there is something to interrupt."""
    for reading in read_simply(reports):
        time.sleep(0.0005)
        yield reading


def build(place, reports):
    register = open_register(place, create=True)
    for _ in build_register(reports, register, tools(read=read_slowly)):
        pass
    return register


def killed_build(place, reports, seconds):
    """Whether the build was still at work when it was killed."""
    child = os.fork()
    if not child:
        try:
            build(place, reports)
        finally:
            os._exit(0)
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if os.waitpid(child, os.WNOHANG) != (0, 0):
            return False
        time.sleep(0.001)
    os.kill(child, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def empty(place):
    """Make room for the next register."""
    if "://" not in place:
        for file in Path(place).parent.glob(f"{Path(place).name}*"):
            file.unlink()
        return
    import psycopg

    with psycopg.connect(place, autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")


def main(folder, kills, seed, place):
    import gipfelbuch.building as building

    building.BATCH_SECONDS = 0.02  # many small transactions, so that many different ones are hit
    rng = random.Random(seed)
    reports = list(texts(70))
    started = time.monotonic()
    whole = build(f"{folder}/whole.db", reports)
    took = time.monotonic() - started  # the first time some modules are loaded as well
    begun = time.monotonic()
    build(f"{folder}/again.db", reports)
    took = min(took, time.monotonic() - begun)
    expected = dump_register(whole)
    hit = registers = 0
    while hit < kills:
        registers += 1
        empty(place)
        for _ in range(KILLS_A_REGISTER):
            if not killed_build(place, reports, rng.uniform(0, took)):
                break
            hit += 1
        found = build(place, reports)
        found.database.check()
        if dump_register(found) != expected:
            sys.stdout.write(json.dumps({"differs": place}))
            return 1
    sys.stdout.write(
        json.dumps({"hit": hit, "registers": registers, "seconds": time.monotonic() - started, "build": took})
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]))
