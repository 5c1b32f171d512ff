"""B³ and the gold clusters."""

from __future__ import annotations

import json

import pytest
from corpus.catalogue import load_corpus
from evaluation.matching import HELD_OUT, TUNING, b_cubed, half_of, load_gold, reading_of, told_twice
from hypothesis import given
from hypothesis import strategies as st

from gipfelbuch import reading_as_json

GROUPS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=12)


def test_the_example_of_bagga_and_baldwin_scores_as_published() -> None:
    gold = {str(i): "a" if i < 5 else "b" if i < 7 else "c" for i in range(12)}
    found = {str(i): "a" if i < 5 else "b" for i in range(12)}
    score = b_cubed(gold, found)
    assert score.precision == pytest.approx(0.762, abs=0.001)
    assert score.recall == 1.0


@pytest.mark.parametrize(
    "found, precision, recall",
    [
        ({"a": "1", "b": "1", "c": "2"}, 1, 1),
        ({"a": "1", "b": "2", "c": "3"}, 1, 2 / 3),
        ({"a": "1", "b": "1", "c": "1"}, 5 / 9, 1),
    ],
)
def test_b_cubed_looks_at_each_entry(found: dict[str, str], precision: float, recall: float) -> None:
    score = b_cubed({"a": "x", "b": "x", "c": "y"}, found)
    assert (score.precision, score.recall) == (pytest.approx(precision), pytest.approx(recall))


@given(GROUPS)
def test_changing_sides_changes_precision_and_recall(groups: list[tuple[int, int]]) -> None:
    one = {str(i): str(a) for i, (a, _) in enumerate(groups)}
    other = {str(i): str(b) for i, (_, b) in enumerate(groups)}
    forth, back = b_cubed(one, other), b_cubed(other, one)
    assert forth.precision == pytest.approx(back.recall)
    assert b_cubed(one, one).f1 == pytest.approx(1)


def test_entries_told_once_by_gold_and_found_are_left_out() -> None:
    assert told_twice({"a": "1", "b": "1", "c": "2", "d": "3"}, {"a": "x", "b": "y", "c": "z", "d": "w"}) == {"a", "b"}


def test_every_gold_cluster_names_entries_of_one_kind_and_event() -> None:
    gold = load_gold()
    kinds, events = {}, {}
    for report in load_corpus():
        for entry in report.reading["entries"]:
            name = f"{report.path.stem}:{entry['id']}"
            kinds[name], events[name] = entry["kind"], report.event
    records: dict[str, set[tuple[str, str]]] = {}
    for name, record in gold.record_of.items():
        records.setdefault(record, set()).add((kinds[name], events[name]))
    assert all(len(found) == 1 for found in records.values())
    assert {event for found in records.values() for _, event in found} <= gold.events


def test_both_halves_have_many_events() -> None:
    halves = [half_of(event) for event in load_gold().events]
    assert halves.count(TUNING) >= 8
    assert halves.count(HELD_OUT) >= 8


@pytest.mark.parametrize("records", [[["r1:e1", "r1:e2"]], [["r1:e1", "r2:e1"], ["r2:e1", "r3:e1"]]])
def test_faulty_clusters_are_refused(tmp_path, records: list[list[str]]) -> None:
    (tmp_path / "x.json").write_text(json.dumps({"event": "x", "records": records}))
    with pytest.raises(ValueError, match=r"x\.json"):
        load_gold(tmp_path)


def test_a_gold_reading_becomes_an_object_and_json_again() -> None:
    report = next(iter(load_corpus()))
    again = reading_as_json(reading_of(report.text, report.reading))
    assert [e["id"] for e in again["entries"]] == [e["id"] for e in report.reading["entries"]]
    assert [p["name"] for p in again["parties"]] == [p["name"] for p in report.reading["parties"]]
    assert again["report"]["sha256"] == report.reading["report"]["sha256"]
