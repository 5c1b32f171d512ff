"""``gipfelbuch export`` from the outside."""

import json

import pytest
from typer.testing import CliRunner

from gipfelbuch.cli.app import app
from gipfelbuch.cli.export import FormatOption
from gipfelbuch.exporting.formats import FORMATS

TEXT = "Außenministerin Anna Lindqvist traf am Montag in Oslo ihren Amtskollegen Paul Berger. „Wir bleiben“, sagte sie."


def call(*args):
    return CliRunner().invoke(app, [*map(str, args)], env={"COLUMNS": "200", "NO_COLOR": "1"})


@pytest.fixture(scope="module")
def register(tmp_path_factory):
    folder = tmp_path_factory.mktemp("export")
    report = {"id": "oslo", "text": TEXT, "language": "de", "published": "2024-05-14"}
    (folder / "news.jsonl").write_text(json.dumps(report), encoding="utf-8")
    assert call("build", folder / "news.jsonl", "-r", folder / "news.db", "-j", "1").exit_code == 0
    return folder / "news.db"


def test_the_command_knows_every_format():
    assert [f.value for f in FormatOption] == list(FORMATS)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_written(register, tmp_path, name):
    done = call("export", "--to", name, "-r", register, "-o", tmp_path / "out")
    assert (done.exit_code, done.output) == (0, "")
    written = list((tmp_path / "out").iterdir()) if FORMATS[name].fill else [tmp_path / "out"]
    assert all(file.stat().st_size for file in written if not file.name.endswith(".CSV"))


@pytest.mark.parametrize("name", [n for n, f in FORMATS.items() if f.pieces])
def test_a_file_goes_to_standard_output_and_is_the_same_there(register, tmp_path, name):
    done = call("export", "--to", name, "-r", register)
    call("export", "--to", name, "-r", register, "-o", tmp_path / "out")
    assert done.exit_code == 0
    assert done.stdout_bytes == (tmp_path / "out").read_bytes()


def test_a_folder_without_a_name_and_an_unknown_format_are_wrong_commands(register):
    assert call("export", "--to", "csv", "-r", register).exit_code == 2
    assert call("export", "--to", "xml", "-r", register).exit_code == 2


def test_a_register_that_is_not_there_is_told(tmp_path):
    done = call("export", "--to", "jsonl", "-r", tmp_path / "none.db")
    assert done.exit_code == 1
    assert "gipfelbuch build" in done.output


def test_a_place_that_cannot_be_written_is_told_in_one_line(register, tmp_path):
    for name in ("jsonl", "csv"):
        done = call("export", "--to", name, "-r", register, "-o", tmp_path / "none" / "out")
        assert done.exit_code == 1
        assert "cannot be written" in done.output
