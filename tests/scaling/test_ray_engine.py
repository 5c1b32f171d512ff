"""``gipfelbuch build --engine ray`` on a real cluster of two nodes, one of which is killed on the way."""

import json
import re
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from making_shards import GERMAN, write_shards

FOLDER = Path(__file__).parent
COMMAND = [sys.executable, "-c", "from gipfelbuch.cli import main; main()"]
PATIENCE = 600  # seconds: the tests take a minute on two free cores, and much more on busy ones
SHARDS, REPORTS = 5, 80  # enough that a node is killed long before all are read, also on a fast machine


def start(*args, command=COMMAND):
    return subprocess.Popen([*command, *map(str, args)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def run(*args, command=COMMAND):
    return ended(start(*args, command=command))


def ended(process):
    out, err = process.communicate(timeout=PATIENCE)
    told = re.findall("^gipfelbuch: .*", err, re.MULTILINE)
    return SimpleNamespace(code=process.returncode, lines=out.splitlines(), told=told, err=err)


def content(register):
    """All that a register holds, without instants."""
    with sqlite3.connect(register) as connection:
        found = [
            sorted(connection.execute(f"SELECT {columns} FROM {table}"))
            for table, columns in (
                ("readings", "report, version, basis, digest, body"),
                ("reports", "key, text, name, language, title, published, publisher, url, witness_group"),
                ("copies", "*"),
                ("records", "*"),
                ("witnesses", "*"),
                ("variants", "*"),
                ("entries", "*"),
            )
        ]
    connection.close()
    return found


def begun(readings):
    """Numbers of the shards that were begun, as the folder of the run tells while the run lasts."""
    return {p.name.split(".")[0] for p in readings.glob(".run-*/*") if re.fullmatch(r"\d+\.\d", p.name)}


def finished(readings):
    return {p.name: (p.stat().st_ino, p.stat().st_mtime_ns) for p in readings.glob("*.parquet")}


def wait_for(condition, process):
    until = time.monotonic() + PATIENCE
    while not condition() and process.poll() is None and time.monotonic() < until:
        time.sleep(0.02)
    assert process.poll() is None, process.communicate()


@pytest.fixture(scope="module")
def built(nodes, tmp_path_factory):
    """A build on two nodes, the second of which was killed while both were at a shard; and one on this machine."""
    folder = tmp_path_factory.mktemp("scaling")
    news, readings = write_shards(folder / "news", SHARDS, REPORTS), folder / "readings"
    options = ("-r", folder / "cluster.db", "--engine", "ray", "--ray-address", nodes.address, "--readings", readings)
    process = start("build", news, *options)
    wait_for(lambda: finished(readings) and len(begun(readings)) > len(finished(readings)) + 1, process)
    before = finished(readings)
    nodes.kill_second()
    local = run("build", news, "-r", folder / "local.db", "-j", "1")
    return SimpleNamespace(
        folder=folder,
        news=news,
        readings=readings,
        options=options,
        before=before,
        cluster=ended(process),
        after=finished(readings),
        local=local,
    )


def test_the_killed_node_costs_the_shard_that_it_was_at_and_no_other(built):
    assert built.cluster.lines, built.cluster.err
    assert built.cluster.lines[0] == f"{SHARDS} shards: {SHARDS} read, 0 read before, 1 begun twice"
    assert len(built.after) == SHARDS
    assert built.before.items() <= built.after.items()


def test_the_register_is_the_one_that_one_machine_builds_byte_for_byte(built):
    assert content(built.folder / "cluster.db") == content(built.folder / "local.db")
    assert built.cluster.lines[1:] == built.local.lines


def test_refused_inputs_are_told_as_on_one_machine(built):
    assert (built.cluster.code, built.cluster.told) == (built.local.code, built.local.told)
    assert f"s0.jsonl, line {REPORTS + 2}: no report" in built.cluster.told[0]


def test_nothing_of_the_run_is_left_but_readings(built):
    assert {p.suffix for p in built.readings.iterdir()} == {".parquet"}


def test_a_second_run_reads_what_is_new_and_nothing_else(built):
    (built.news / "s9.jsonl").write_text(json.dumps({"id": "new", "text": GERMAN.format("Neu")}), encoding="utf-8")
    again = run("build", built.news, *built.options)
    assert again.lines, again.err
    assert again.lines[0] == f"{SHARDS + 1} shards: 1 read, {SHARDS} read before"
    assert "reports found: 1 read" in again.lines[1]
    assert built.after.items() < finished(built.readings).items()
    assert again.told == built.local.told


def test_a_shard_that_ends_its_process_or_breaks_the_reader_is_given_up_and_the_others_are_read(nodes, tmp_path):
    for name, word in {"a": "gut", "b": "GIFT", "c": "gut", "d": "BRUCH"}.items():
        lines = [json.dumps({"text": GERMAN.format(f"{word} {name}{n}")}) for n in range(3)]
        (tmp_path / f"{name}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    program = [sys.executable, str(FOLDER / "poisoned.py")]
    done = run(nodes.address, tmp_path / "n.db", tmp_path / "readings", tmp_path, command=program)
    assert done.code == 0, done.err
    *steps, counts = map(json.loads, done.lines)
    errors = "\n".join(sorted(s["error"] for s in steps if s["error"]))
    assert len(steps) == 5, (done.lines, done.err)
    assert re.search(r"b\.jsonl: not read, in 2 attempts: the process that read it was lost", errors)
    assert re.search(r"d\.jsonl: not read, in 2 attempts: .*the disk went away", errors)
    assert (steps[-1]["read"], steps[-1]["failed"], counts["reports"]) == (2, 2, 6)


def test_without_an_address_ray_is_started_on_this_machine_and_ended(tmp_path):
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": GERMAN.format("Adler")}), encoding="utf-8")
    done = run("build", tmp_path / "a.jsonl", "-r", tmp_path / "n.db", "--engine", "ray", "-j", "1")
    assert (done.code, done.told) == (0, []), done.err
    assert done.lines[0] == "1 shards: 1 read, 0 read before"
    assert len(finished(tmp_path / "n.db.readings")) == 1
