"""The reading room from the outside: a process that answers."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest
from typer.testing import CliRunner

from gipfelbuch.cli.app import app
from gipfelbuch.register import open_register

PATIENCE_SECONDS = 60


@pytest.fixture
def place(tmp_path):
    open_register(str(tmp_path / "news.db"), create=True)
    return str(tmp_path / "news.db")


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def answer_of(address, process, headers=()):
    """The answer, as soon as the room is open."""
    end = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            with urllib.request.urlopen(urllib.request.Request(address, headers=dict(headers)), timeout=10) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()
        except OSError:
            assert process.poll() is None, process.stderr.read()
            assert time.monotonic() < end, "the room did not open"
            time.sleep(0.2)


@pytest.fixture
def open_room(place):
    """Start the command; end it with the test."""
    running = []

    def start(*options, **environment):
        port = free_port()
        command = [sys.executable, "-c", "from gipfelbuch.cli import main; main()", "serve", "-r", place, *options]
        process = subprocess.Popen(
            [*command, "--port", str(port)], env=os.environ | environment, stderr=subprocess.PIPE, text=True
        )
        running.append(process)
        return f"http://127.0.0.1:{port}/", process

    yield start
    for process in running:
        process.terminate()
        process.communicate(timeout=PATIENCE_SECONDS)


def test_it_opens_pages_on_the_register(open_room):
    address, process = open_room()
    status, page = answer_of(address, process, {"Accept-Language": "de"}.items())
    assert status == 200
    assert "news.db" in page
    assert "Lesesaal" in page


def test_a_token_from_the_environment_is_asked_for(open_room):
    address, process = open_room("--read-only", GIPFELBUCH_TOKEN="geheim")
    assert answer_of(address, process)[0] == 401
    status, page = answer_of(address, process, [("Authorization", "Bearer geheim")])
    assert status == 200
    assert "Nothing can be corrected here" in page


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "desk.example.org"])
def test_others_are_let_in_with_a_token_only(place, host):
    done = CliRunner().invoke(app, ["serve", "-r", place, "--host", host])
    assert done.exit_code == 2
    assert "--token" in done.output


def test_a_register_that_is_not_there_is_told(tmp_path):
    done = CliRunner().invoke(app, ["serve", "-r", str(tmp_path / "nix.db")])
    assert done.exit_code == 1
    assert "no register there" in done.output
