"""``gipfelbuch build`` from the outside."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

GERMAN = "Der Präsident reiste am Montag nach Paris und traf dort den Minister. „Wir bleiben dabei“, sagte er."
COMMAND = [sys.executable, "-c", "from gipfelbuch.cli import main; main()"]


def run(*args, **options):
    return subprocess.run([*COMMAND, *map(str, args)], capture_output=True, timeout=240, check=False, **options)


def lines(number):
    return "\n".join(json.dumps({"id": f"r{i}", "text": f"{GERMAN} Bericht Nummer {i}."}) for i in range(number))


@pytest.fixture
def news(tmp_path):
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "many.jsonl").write_text(lines(3), encoding="utf-8")
    return folder


@pytest.fixture
def register(tmp_path):
    return tmp_path / "news.db"


def content(register):
    """Records, readings and witnesses, without instants."""
    with sqlite3.connect(register) as connection:
        found = [
            sorted(connection.execute(f"SELECT {columns} FROM {table}"))
            for table, columns in (
                ("readings", "report, version, basis, digest, body"),
                ("records", "*"),
                ("witnesses", "*"),
                ("variants", "*"),
                ("entries", "*"),
            )
        ]
    connection.close()
    return found


def test_a_folder_becomes_a_register(news, register):
    done = run("build", news, "--register", register)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"3 reports found: 3 read, 0 read before. The register has 3 reports" in done.stdout


def test_reports_read_before_are_skipped_and_read_again_on_request(news, register):
    run("build", news, "--register", register)
    assert b"0 read, 3 read before" in run("build", news, "-r", register).stdout
    assert b"3 read, 0 read before" in run("build", news, "-r", register, "--again").stdout


def test_the_register_may_be_named_by_the_environment(news, register):
    done = run("build", news, env=os.environ | {"GIPFELBUCH_REGISTER": str(register)})
    assert done.returncode == 0
    assert register.exists()


def test_refused_inputs_give_exit_one_and_the_rest_is_in_the_register(news, register):
    (news / "bad.txt").write_bytes("Größe".encode("latin-1"))
    done = run("build", news, "-r", register)
    assert done.returncode == 1
    assert b"bad.txt: not UTF-8" in done.stderr
    assert b"1 refused" in done.stderr
    assert b"3 reports and" in done.stdout


@pytest.mark.parametrize("args", [["build"], ["build", "x.txt", "--published", "gestern"]])
def test_a_wrong_command_gives_exit_two(args):
    assert run(*args).returncode == 2


def test_a_register_that_is_none_is_told_in_one_line(news, tmp_path):
    (tmp_path / "letter.txt").write_text("Kein Register.", encoding="utf-8")
    done = run("build", news, "-r", tmp_path / "letter.txt")
    assert done.returncode == 1
    assert done.stderr.count(b"\n") == 1
    assert b"no register" in done.stderr
    assert (tmp_path / "letter.txt").read_text(encoding="utf-8") == "Kein Register."


def children_of(process):
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == process and fields[0] != "Z":
            found.append(int(stat.parent.name))
    return found


def alive(process):
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are looked up in /proc")
def test_a_build_killed_while_it_reads_on_several_cores_goes_on_and_leaves_no_process(tmp_path, register):
    source = tmp_path / "many.jsonl"
    source.write_text(lines(150), encoding="utf-8")
    run("build", source, "-r", tmp_path / "whole.db")
    rng = random.Random(7)
    for _ in range(4):
        process = subprocess.Popen([*COMMAND, "build", str(source), "-r", str(register), "-j", "2"])
        while len(workers := children_of(process.pid)) < 2 and process.poll() is None:
            time.sleep(0.02)
        time.sleep(rng.uniform(0, 2))
        process.send_signal(signal.SIGKILL)
        process.wait(timeout=60)
        until = time.monotonic() + 20
        while any(map(alive, workers)) and time.monotonic() < until:
            time.sleep(0.05)
        assert not any(map(alive, workers))
    assert run("build", source, "-r", register, "-j", "2").returncode == 0
    assert content(register) == content(tmp_path / "whole.db")


def test_help_tells_exit_codes_and_an_example():
    text = run("build", "--help").stdout.decode()
    for part in ("--register", "--again", "--jobs", "Exit codes", "gipfelbuch build news/"):
        assert part in text
