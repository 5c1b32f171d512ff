import json

import pytest
from evaluation import gate
from evaluation.scoring import KINDS, Score

NAMES = ("party", *KINDS, "register", "register de", "register en")


def scores(f1):
    return {n: Score(matched=f1 * 10, predicted=10, wanted=10) for n in NAMES}


@pytest.fixture
def floors(tmp_path, monkeypatch):
    path = tmp_path / "floors.json"
    monkeypatch.setattr(gate, "FLOORS", path)
    monkeypatch.setattr(gate, "held_out", list)
    return path


def run(monkeypatch, f1, *options):
    monkeypatch.setattr(gate, "measure", lambda _: scores(f1))
    monkeypatch.setattr("sys.argv", ["gate", *options])
    return gate.main()


def test_a_gain_passes_and_a_fall_fails(floors, monkeypatch):
    assert run(monkeypatch, 0.6, "--record") == 0
    assert run(monkeypatch, 0.7) == 0
    assert run(monkeypatch, 0.5) == 1


def test_floors_are_not_lowered_without_leave(floors, monkeypatch):
    run(monkeypatch, 0.6, "--record")
    assert run(monkeypatch, 0.5, "--record") == 1
    assert json.loads(floors.read_text())["f1"]["party"] == 0.6
    assert run(monkeypatch, 0.5, "--record", "--allow-regression") == 0
    assert json.loads(floors.read_text())["f1"]["party"] == 0.5


def test_other_data_than_the_floors_were_recorded_on_is_told(floors, monkeypatch, capsys):
    run(monkeypatch, 0.6, "--record")
    monkeypatch.setattr(gate, "data_sha256", lambda _: "other")
    assert run(monkeypatch, 0.9) == 1
    assert "corpus has changed" in capsys.readouterr().err


def test_the_floors_of_this_project_are_of_its_corpus_as_it_is():
    stored = json.loads((gate.Path(gate.__file__).parent / "floors.json").read_text(encoding="utf-8"))
    assert stored["data_sha256"] == gate.data_sha256(gate.held_out())
