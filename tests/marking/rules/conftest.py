import pytest


@pytest.fixture(autouse=True)
def _rules_alone(monkeypatch):
    """What is asserted here is what the rules do; the trained encoder would add its own marks."""
    monkeypatch.setattr("gipfelbuch.marking.load_encoder", lambda: None)
