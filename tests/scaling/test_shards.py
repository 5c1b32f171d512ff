"""What a worker does with a shard, without a cluster."""

import json
import sys
from datetime import date
from functools import partial

import pyarrow.parquet as pq
import pytest
from making_shards import ENGLISH, GERMAN, write_shards

from gipfelbuch.errors import InputError, InternalError
from gipfelbuch.model.entries import Reading
from gipfelbuch.model.reports import Report
from gipfelbuch.pipeline import read_reports
from gipfelbuch.reading import Defaults, Place, find_reports
from gipfelbuch.scaling.kept import read_found
from gipfelbuch.scaling.shards import LOST, Job, work_on

read_by_rules = partial(read_reports, workers=1, encoder=False)


@pytest.fixture
def job(tmp_path):
    def make(*names, run="a", **changes):
        places = tuple(Place(name=str(tmp_path / n)) for n in names)
        standard = {"folder": tmp_path / "readings", "version": "1", "defaults": Defaults(), "read": read_by_rules}
        made = Job(places=places, run=run, **(standard | changes))
        made.run_folder.mkdir(parents=True, exist_ok=True)
        return made

    return make


@pytest.fixture
def lines(tmp_path):
    def write(name, *texts):
        (tmp_path / name).write_text("\n".join(json.dumps({"text": t}) for t in texts), encoding="utf-8")
        return name

    return write


def files(job):
    return sorted(p.name for p in job.folder.glob("*.parquet"))


def failing(error, times=99):
    """A reader that fails the first times."""
    calls = []

    def read(reports):
        calls.append(1)
        if len(calls) <= times:
            raise error
        yield from read_by_rules(reports)

    return read


def test_a_file_of_readings_holds_reports_readings_and_errors_in_the_order_of_the_shard(job, tmp_path):
    news = write_shards(tmp_path / "news", 1, 3)
    outcome = work_on(job("news/s0.jsonl"), 0)
    assert (outcome.reports, outcome.attempts, outcome.error, outcome.kept) == (4, 1, None, False)
    found = list(read_found(tmp_path / "readings" / outcome.file))
    wanted = list(find_reports([str(news / "s0.jsonl")]))
    assert [f.report for f in found] == [w if isinstance(w, Report) else None for w in wanted]
    assert found[-1].error == str(wanted[-1])
    assert type(found[-1].outcome()) is InputError
    readings = [f.outcome() for f in found[:-1]]
    again = [r for w in wanted[:-1] for r in read_by_rules([w])]
    assert [(r.entries, r.report) for r in readings] == [(r.entries, r.report) for r in again]


def test_the_name_is_that_of_the_bytes_of_the_shard_and_of_the_version(job, lines):
    lines("a.jsonl", GERMAN)
    first = work_on(job("a.jsonl"), 0)
    assert first.file.endswith(".1.parquet")
    second = work_on(job("a.jsonl", run="b"), 0)
    assert (second.file, second.kept, second.reports) == (first.file, True, 0)
    assert not work_on(job("a.jsonl", run="c", again=True), 0).kept
    others = [
        work_on(job("a.jsonl", run="d", version="2"), 0),
        work_on(job("a.jsonl", run="e", defaults=Defaults(published=date(2025, 11, 1))), 0),
        work_on(job("a.jsonl", run="f", defaults=Defaults(language="de")), 0),
        work_on(job(lines("a.jsonl", GERMAN, ENGLISH), run="g"), 0),
        work_on(job(lines("b.jsonl", GERMAN), run="h"), 0),  # ids come from the name
    ]
    assert len({o.file for o in (first, *others)}) == 6
    assert not any(o.kept for o in others)


def test_an_attempt_that_fails_is_made_once_more(job, lines):
    outcome = work_on(job(lines("a.jsonl", GERMAN), read=failing(OSError(5, "the disk went away"), times=1)), 0)
    assert (outcome.attempts, outcome.error, outcome.reports) == (2, None, 1)


def test_a_second_failure_is_told_and_leaves_no_file(job, lines):
    made = job(lines("a.jsonl", GERMAN), lines("b.jsonl", GERMAN), read=failing(ValueError("no luck"), times=2))
    outcome = work_on(made, 0)
    assert (outcome.file, outcome.attempts) == (None, 2)
    assert outcome.error == "ValueError: no luck"
    assert files(made) == []
    assert work_on(made, 1).error is None


def test_what_ended_the_process_twice_is_not_begun_again(job, lines):
    class Killed(BaseException):
        pass

    made = job(lines("a.jsonl", GERMAN), read=failing(Killed(), times=2))
    for _ in range(2):
        with pytest.raises(Killed):
            work_on(made, 0)
    assert work_on(made, 0).error == LOST
    assert work_on(job("a.jsonl", run="b"), 0).error is None


def test_a_shard_whose_outcome_was_lost_with_its_node_is_not_read_again(job, lines):
    made = job(lines("a.jsonl", GERMAN), again=True)
    first = work_on(made, 0)
    assert [work_on(made, 0) for _ in range(3)] == [first] * 3


def test_faults_of_a_node_are_no_faults_of_reports(job, lines, tmp_path, monkeypatch):
    gone = work_on(job("gone.jsonl"), 0)
    assert "cannot be read on" in gone.error
    assert "every node must see the shards" in gone.error
    (tmp_path / "a.warc").write_bytes(b"WARC/1.0\r\n")
    monkeypatch.setitem(sys.modules, "fastwarc", None)
    made = job("a.warc", run="b")
    assert "pip install 'gipfelbuch[warc]'" in work_on(made, 0).error
    assert files(made) == []


def test_a_report_that_our_own_bug_keeps_from_being_read_is_told_as_such(job, lines):
    def read(reports):
        for report in reports:
            yield InternalError(f"report {report.id!r} could not be read")

    made = job(lines("a.jsonl", GERMAN), read=read)
    (found,) = read_found(made.folder / work_on(made, 0).file)
    assert type(found.outcome()) is InternalError
    assert found.report.text == GERMAN


def test_files_of_readings_tell_what_they_are_and_are_not_read_as_reports(job, lines):
    made = job(lines("a.jsonl", GERMAN))
    path = made.folder / work_on(made, 0).file
    about = pq.read_schema(path).metadata
    assert about[b"gipfelbuch.version"] == b"1"
    assert about[b"gipfelbuch.shard"].endswith(b"a.jsonl")
    (error,) = find_reports([str(path)])
    assert "readings that 'gipfelbuch build' keeps" in str(error)
    assert list(find_reports([str(made.folder)])) == []


def test_readings_come_back_as_they_were(job, lines):
    made = job(lines("a.jsonl", GERMAN, ENGLISH), defaults=Defaults(published=date(2025, 11, 5)))
    for found in read_found(made.folder / work_on(made, 0).file):
        (wanted,) = read_by_rules([found.report])
        assert isinstance(wanted, Reading)
        assert found == type(found).of(wanted)
        assert found.outcome().entries == wanted.entries
