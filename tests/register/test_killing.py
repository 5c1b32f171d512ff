"""Whatever is killed at whatever moment, the next run finishes with the same register."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from killing import build, texts

from gipfelbuch.register import open_register

FOLDER = Path(__file__).parent
KILLS = {"sqlite": 50, "postgresql": 10}  # a server keeps its data by itself: there our own way of resuming is tested


def test_a_build_killed_at_random_moments_ends_with_the_same_register(place, tmp_path):
    kills = KILLS["postgresql" if "://" in place else "sqlite"]
    command = [sys.executable, str(FOLDER / "killing.py"), str(tmp_path), str(kills), "1", place]
    done = subprocess.run(command, capture_output=True, timeout=900, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(done.stdout)["hit"] >= kills


@pytest.mark.parametrize("parts", [("0", "1"), ("all", "all", "all")], ids=["halves", "the same reports"])
def test_builds_at_once_give_the_same_register_as_one_alone(place, dump, tmp_path, parts):
    command = [sys.executable, str(FOLDER / "building_at_once.py"), place]
    together = [subprocess.Popen([*command, part]) for part in parts]
    alone = build(f"{tmp_path}/alone.db", list(texts(60)))
    assert [p.wait(timeout=600) for p in together] == [0] * len(parts)
    assert dump(open_register(place)) == dump(alone)
