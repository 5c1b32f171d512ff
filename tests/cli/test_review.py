"""``gipfelbuch review`` from the outside."""

import json

import pytest
from typer.testing import CliRunner

from gipfelbuch.cli.app import app

TEXT = (
    "Außenministerin Anna Lindqvist traf am Montag in Oslo ihren Amtskollegen Paul Berger. Sie schenkte ihm eine Uhr."
)


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.setenv("GIPFELBUCH_REGISTER", str(tmp_path / "news.db"))
    monkeypatch.setenv("GIPFELBUCH_AUTHOR", "Ada")
    report = {"id": "oslo", "text": TEXT, "language": "de", "published": "2024-05-14"}
    (tmp_path / "news.jsonl").write_text(json.dumps(report), encoding="utf-8")

    def call(*args):
        return CliRunner().invoke(app, [*map(str, args)], env={"COLUMNS": "200", "NO_COLOR": "1"})

    assert call("build", tmp_path / "news.jsonl", "-j", "1").exit_code == 0
    return call


def asked(run):
    return [json.loads(line) for line in run("review", "queue", "--json").stdout.splitlines()]


def meeting(run):
    (found,) = (d["record"] for d in asked(run) if d["why"].startswith("encounter"))
    return found


def history(run):
    return [json.loads(line) for line in run("review", "history", "--json").stdout.splitlines()]


def test_the_queue_shows_what_is_in_doubt(run):
    assert meeting(run) in run("review", "queue").stdout


def test_an_accepted_record_leaves_the_queue(run):
    record = meeting(run)
    assert run("review", "accept", record, "--reason", "read it").exit_code == 0
    assert record not in {d["record"] for d in asked(run)}


def test_a_correction_and_its_undo_are_in_the_history(run):
    record = meeting(run)
    done = run("review", "correct", record, "participants", '["Anna Lindqvist"]', "-m", "he was ill")
    assert done.exit_code == 0, done.output
    (first,) = history(run)
    assert (first["author"], first["action"], first["field"], first["reason"]) == (
        "Ada",
        "correct",
        "participants",
        "he was ill",
    )
    assert first["words"] == [TEXT.split(". ", maxsplit=1)[0]] or first["words"][0] in TEXT
    assert run("review", "undo", first["id"], "-m", "he was not").exit_code == 0
    assert [e["undone"] for e in history(run)] == [True, False]
    assert "(undone)" in run("review", "history", record).stdout


def test_null_means_not_told_and_words_stay_words(run):
    record = meeting(run)
    run("review", "correct", record, "date", "null", "-m", "no date")
    run("review", "correct", record, "occasion", "2024", "-m", "the year is its name")
    assert [e["value"] for e in history(run)] == [None, "2024"]


def test_an_added_event_and_a_rejected_one_leave_as_readings(run, tmp_path):
    done = run(
        "review", "add", "gift", "oslo", "schenkte ihm eine Uhr", "--set", "item=Uhr", "--set", "giver=Anna Lindqvist",
        "-m", "missed",
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    run("review", "reject", meeting(run), "-m", "it was a call")
    assert run("review", "export", "-o", tmp_path / "out.jsonl").exit_code == 0
    (reading,) = map(json.loads, (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines())
    kinds = [e["kind"] for e in reading["entries"]]
    assert "encounter" not in kinds
    assert reading["entries"][-1]["item"] == "Uhr"
    assert reading == json.loads(run("review", "export").stdout)


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["accept", "none", "-m", "right"], "no such record"),
        (["undo", "none", "-m", "right"], "no such review"),
        (["add", "gift", "oslo", "stands nowhere", "-m", "missed"], "stands 0 times"),
    ],
)
def test_a_review_of_nothing_is_told_with_exit_one(run, args, told):
    done = run("review", *args)
    assert done.exit_code == 1
    assert told in done.output
    assert history(run) == []


def test_a_review_without_a_reason_is_a_wrong_command(run):
    assert run("review", "accept", meeting(run)).exit_code == 2


def test_a_register_that_is_not_there_is_told(tmp_path):
    done = CliRunner().invoke(app, ["review", "queue", "-r", str(tmp_path / "none.db")])
    assert done.exit_code == 1
    assert "gipfelbuch build" in done.output
