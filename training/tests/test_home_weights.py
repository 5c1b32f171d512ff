"""Weights of states to which actors belong, and how many of those told are right."""

from __future__ import annotations

from training.homes import Case, cross_validated, fit_weights, told_by

NAMES = ["bias", "share"]


def cases(count: int) -> list[Case]:
    """Those of a state named often belong to it; of a report with two named alike nobody knows."""
    sure = {"PER": {"bias": 1.0, "share": 1.0}, "CHL": {"bias": 1.0, "share": 0.0}}
    even = {"PER": {"bias": 1.0, "share": 0.5}, "CHL": {"bias": 1.0, "share": 0.5}}
    half = [Case(f"e{n}", "PER", sure) for n in range(count)]
    return half + [Case(f"f{n}", ("PER", "CHL", None)[n % 3], even) for n in range(count)]


def test_the_state_named_often_is_told_and_of_two_alike_none() -> None:
    fitted = fit_weights(cases(100), NAMES)
    assert told_by(cases(1)[0], NAMES, fitted) == "PER"
    assert told_by(cases(1)[1], NAMES, fitted) is None


def test_events_are_judged_by_weights_of_others() -> None:
    assert cross_validated(cases(100), NAMES) == {"wanted": 167, "told": 100, "right": 100}
