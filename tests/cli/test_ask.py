"""Questions to a register from the outside."""

import csv
import io
import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from gipfelbuch.cli.app import app
from gipfelbuch.cli.ask import QUESTIONS

ROOT = Path(__file__).parents[2]
GERMAN = (
    "Außenministerin Anna Lindqvist traf am Montag in Oslo ihren norwegischen Amtskollegen Paul Berger. "
    "„Wir brauchen einen Vertrag über die Fischerei“, sagte Lindqvist. "
    "Schweden und Norwegen unterzeichneten ein Abkommen über Fischerei."
)
ENGLISH = "Swedish Foreign Minister Anna Lindqvist met her Norwegian counterpart Paul Berger in Oslo on Tuesday."


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    folder = tmp_path_factory.mktemp("news")
    reports = [
        {"id": "oslo", "text": GERMAN, "language": "de", "published": "2024-05-14", "publisher": "Elbe-Kurier"},
        {"id": "wire", "text": ENGLISH, "language": "en", "published": "2024-05-15", "publisher": "Pacific Wire"},
    ]
    (folder / "news.jsonl").write_text("\n".join(map(json.dumps, reports)), encoding="utf-8")
    done = CliRunner().invoke(app, ["build", str(folder / "news.jsonl"), "-r", str(folder / "news.db"), "-j", "1"])
    assert done.exit_code == 0, done.output
    return str(folder / "news.db")


@pytest.fixture
def run(place):
    def call(*args):
        options = {"COLUMNS": "200", "NO_COLOR": "1", "GIPFELBUCH_REGISTER": place}
        return CliRunner().invoke(app, [*map(str, args)], env=options)

    return call


def found(run, *args):
    done = run(*args, "--format", "json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_a_time_line_shows_each_record_with_its_id_and_its_witnesses(run):
    records = found(run, "timeline")
    shown = run("timeline").stdout
    for record in records:
        assert record["id"] in shown
        for witness in record["witnesses"]:
            assert f"{witness['publisher']}, {witness['published']}: “" in shown
            assert witness["words"] in shown


def test_a_time_line_has_an_end_that_can_be_moved(run):
    done = run("timeline", "-n", 1)
    assert "--most asks for more" in done.stderr
    assert len(json.loads(run("timeline", "-n", 1, "-f", "json").stdout)) == 1
    assert run("timeline", "-n", 1, "--all").stderr == ""


def test_words_around_are_in_the_language_asked_for(run):
    assert "Treffen, fand statt" in run("timeline", "--kind", "encounter", "--language", "de").stdout
    assert "meeting, held" in run("timeline", "--kind", "encounter").stdout
    assert "nichts gefunden" in run("gifts", "--language", "de").stdout


def test_a_dyad_is_of_states_in_any_language_and_narrowed_by_days(run):
    assert found(run, "dyad", "Schweden", "Norway") == found(run, "dyad", "no", "SWE")
    assert found(run, "dyad", "Schweden", "Norway", "--from", "2025") == []
    assert found(run, "dyad", "Schweden", "Norway", "--to", "2024-05") != []


def test_a_record_is_shown_with_everything_about_it(run):
    record = next(r for r in found(run, "timeline") if r["kind"] == "encounter")["id"]
    done = run("review", "correct", record, "occasion", "Jahrestreffen", "--author", "Ada", "-m", "the programme")
    assert done.exit_code == 0, done.output
    shown = run("show", record).stdout
    for part in (record, "participants", "Anna Lindqvist", "witnesses", "corrections", "Ada", "the programme"):
        assert part in shown
    page = found(run, "show", record)
    assert page["history"][0]["review"]["reason"] == "the programme"
    rows = list(csv.reader(io.StringIO(run("show", record, "-f", "csv").stdout)))
    assert ["occasion", "0", "Jahrestreffen"] in [row[1:4] for row in rows]


def test_a_party_is_shown_and_what_it_said(run):
    page = found(run, "party", "Anna Lindqvist")
    assert page["country"] == "SWE" or page["name"] == "Anna Lindqvist"
    assert "Anna Lindqvist" in run("party", "Lindqvist").stdout
    (said,) = found(run, "party", "Lindqvist", "--said")
    assert said["quote"] == "Wir brauchen einen Vertrag über die Fischerei"
    assert len(found(run, "party", "Lindqvist", "--about", "Verträge")) == 1
    assert found(run, "party", "Lindqvist", "--about", "Erdgas") == []


def test_words_are_found(run):
    assert "Wir brauchen einen Vertrag" in run("search", "brauchen Verträge").stdout
    assert found(run, "search", "Vertrag", "--in", "evidence", "--of", "Norwegen", "--kind", "gift") == []


@pytest.mark.parametrize("command", ["timeline", "agreements", "visits", "gifts", "issues", "scores"])
@pytest.mark.parametrize("form", ["text", "json", "csv"])
def test_every_question_is_answered_in_every_format(run, command, form):
    done = run(command, "--format", form)
    assert done.exit_code == 0, done.output
    if form == "csv":
        widths = {len(row) for row in csv.reader(io.StringIO(done.stdout))}
        assert len(widths) == 1
    if form == "json":
        assert isinstance(json.loads(done.stdout), list)


def test_a_statement_is_run_and_one_that_changes_something_is_not(run):
    assert run("sql", "SELECT name FROM reports ORDER BY name").stdout.splitlines() == ["name", "oslo", "wire"]
    assert found(run, "sql", "SELECT count(*) AS n FROM reports") == [{"n": 2}]
    done = run("sql", "DELETE FROM reports")
    assert done.exit_code == 1
    assert found(run, "sql", "SELECT count(*) AS n FROM reports") == [{"n": 2}]


@pytest.mark.parametrize(
    ("args", "code", "told"),
    [
        (["timeline", "Atlantis"], 1, "no state and no party"),
        (["dyad", "Schweden", "swe"], 1, "are the same"),
        (["show", "nothing:1"], 1, "no such record"),
        (["search", "?"], 1, "no word"),
        (["timeline", "--from", "soon"], 2, "no day, month or year"),
        (["timeline", "--from", "2025", "--to", "2024"], 1, "ends"),
        (["timeline", "-n", "0"], 2, "most"),
        (["timeline", "-r", "none.db"], 1, "gipfelbuch build"),
    ],
)
def test_what_cannot_be_answered_is_told(run, args, code, told):
    done = run(*args)
    assert done.exit_code == code
    assert told in done.output


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.__name__)
def test_every_question_and_its_options_are_in_the_reference(question):
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    _, heading, section = page.partition(f"## `gipfelbuch {question.__name__}`\n")
    assert heading
    section = section.partition("\n## ")[0]
    command = typer.main.get_command(app).commands[question.__name__]
    options = {max(p.opts, key=len) for p in command.params if p.param_type_name == "option"} - {"--help"}
    assert {o for o in options if f"`{o}" not in section and f", {o}" not in section} == set()
