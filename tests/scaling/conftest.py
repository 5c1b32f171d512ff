"""A cluster of two nodes."""

import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent
TOLD_CHARS = 2000  # of what a cluster that fails says


class Nodes:
    """The cluster, from the outside."""

    def __init__(self):
        command = [sys.executable, str(FOLDER / "two_nodes.py")]
        self._errors = tempfile.TemporaryFile("w+")  # noqa: SIM115 (closed at the end)
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._errors, text=True
        )
        self.address = self._told("address").split()[1]

    def kill_second(self):
        self._process.stdin.write("kill\n")
        self._process.stdin.flush()
        self._told("killed")

    def end(self):
        with self._errors, self._process:  # closes its pipes, and waits
            pass

    def _told(self, word):
        for line in self._process.stdout:
            if line.startswith(word):
                return line
        self._errors.seek(0)
        raise RuntimeError(f"the cluster did not come up:\n{self._errors.read()[-TOLD_CHARS:]}")


@pytest.fixture(scope="session")
def nodes():
    found = Nodes()
    yield found
    found.end()
