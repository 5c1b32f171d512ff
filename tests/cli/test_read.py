import json
import subprocess
import sys
from pathlib import Path

import pytest

GERMAN = "Der Präsident reiste am Montag nach Paris und traf dort den Minister."


def run(*args, data=None, cwd=None):
    command = [sys.executable, "-c", "from gipfelbuch.cli import main; main()", *map(str, args)]
    return subprocess.run(command, input=data, capture_output=True, cwd=cwd, timeout=120, check=False)


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "paris.txt"
    path.write_text(GERMAN, encoding="utf-8")
    return path


def test_json_of_one_report_is_one_reading(report):
    done = run("read", report, "--format", "json", "--published", "2024-05-06")
    reading = json.loads(done.stdout)
    assert done.returncode == 0
    assert reading["schema"] == "gipfelbuch/reading/1"
    assert reading["report"]["published"] == "2024-05-06"


def test_json_lines_come_in_input_order(tmp_path):
    lines = [json.dumps({"id": f"r{i}", "text": GERMAN}) for i in range(40)]
    source = tmp_path / "many.jsonl"
    source.write_text("\n".join(lines), encoding="utf-8")
    done = run("read", source, "--format", "jsonl")
    assert [json.loads(line)["report"]["id"] for line in done.stdout.splitlines()] == [f"r{i}" for i in range(40)]


def test_standard_input_is_read():
    done = run("read", "-", "--format", "jsonl", data=GERMAN.encode())
    assert json.loads(done.stdout)["report"]["id"] == "stdin"


def test_json_lines_on_standard_input_are_seen_as_such():
    done = run("read", "-", "-f", "jsonl", data=json.dumps({"id": "q", "text": GERMAN}).encode())
    assert json.loads(done.stdout)["report"]["id"] == "q"


def test_the_same_id_twice_gets_a_number(tmp_path):
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.txt").write_text(GERMAN, encoding="utf-8")
    done = run("read", tmp_path, "--format", "jsonl")
    assert [json.loads(line)["report"]["id"] for line in done.stdout.splitlines()] == ["x", "x-2"]


def test_refused_inputs_give_exit_one_and_the_rest_is_read(report, tmp_path):
    (tmp_path / "bad.txt").write_bytes("Größe".encode("latin-1"))
    done = run("read", tmp_path, "--format", "jsonl")
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 1
    assert b"bad.txt: not UTF-8" in done.stderr
    assert b"1 refused, 1 read" in done.stderr


@pytest.mark.parametrize(
    "args", [["read"], ["read", "x.txt", "--format", "xml"], ["read", "x.txt", "--published", "gestern"], ["lesen"]]
)
def test_a_wrong_command_gives_exit_two(args):
    assert run(*args).returncode == 2


def test_output_goes_to_a_file_that_appears_whole(report, tmp_path):
    target = tmp_path / "out.json"
    assert run("read", report, "-f", "json", "-o", target).returncode == 0
    assert json.loads(target.read_text(encoding="utf-8"))["report"]["id"] == "paris"
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []


def test_output_into_a_folder_is_one_file_a_report(report, tmp_path):
    done = run("read", report, "-f", "html", "-o", f"{tmp_path / 'pages'}/")
    assert done.returncode == 0
    assert (tmp_path / "pages" / "paris.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_output_that_cannot_be_written_is_told(report, tmp_path):
    done = run("read", report, "-o", tmp_path / "nowhere" / "out.txt")
    assert done.returncode == 1
    assert b"cannot be written" in done.stderr
    assert b"Traceback" not in done.stderr


def test_a_full_disk_is_told(report):
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-c", "from gipfelbuch.cli import main; main()", "read", str(report), "-f", "json"]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, timeout=120, check=False)
    assert done.returncode == 1
    assert b"cannot be written" in done.stderr
    assert b"Traceback" not in done.stderr


def test_help_tells_formats_exit_codes_and_an_example():
    text = run("read", "--help").stdout.decode()
    for part in ("jsonl", "Exit codes", "--published", "--output", "gipfelbuch read report.txt"):
        assert part in text


def test_completion_can_be_shown():
    done = subprocess.run(
        [sys.executable, "-c", "from gipfelbuch.cli import main; main()", "--show-completion", "bash"],
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0 or b"shell" in done.stderr.lower()


def test_a_closed_pipe_ends_quietly(tmp_path):
    lines = [json.dumps({"id": f"r{i}", "text": GERMAN * 50}) for i in range(30)]
    source = tmp_path / "many.jsonl"
    source.write_text("\n".join(lines), encoding="utf-8")
    command = f"{sys.executable} -c 'from gipfelbuch.cli import main; main()' read {source} -f jsonl -j 1 | head -c 10"
    done = subprocess.run(["bash", "-c", command], capture_output=True, timeout=120, check=False)
    assert b"Traceback" not in done.stderr
