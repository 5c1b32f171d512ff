import copy

import pytest
from evaluation.scoring import dice, entry_similarity, score_readings

PARTIES = [
    {"id": "p1", "name": "Mara Lind", "type": "person", "mentions": [[0, 9], [30, 34]]},
    {"id": "p2", "name": "Norwegen", "type": "country", "mentions": [[15, 23]]},
]
STATEMENT = {
    "id": "e1",
    "kind": "statement",
    "evidence": [[0, 50]],
    "mode": "direct",
    "speaker": "p1",
    "quote": [[40, 50]],
    "cue": [[35, 39]],
    "addressees": [],
    "plover": "REQUEST",
}
ISSUE = {
    "id": "e2",
    "kind": "issue",
    "evidence": [[0, 20]],
    "subject": "die neuen Zölle",
    "parties": ["p1", "p2"],
    "status": "disputed",
}
GOLD = {"parties": PARTIES, "entries": [STATEMENT, ISSUE]}


def renamed(reading):
    """The same reading with other party ids."""
    out = copy.deepcopy(reading)
    names = {"p1": "a", "p2": "b"}
    for party in out["parties"]:
        party["id"] = names[party["id"]]
    for entry in out["entries"]:
        if "speaker" in entry:
            entry["speaker"] = names[entry["speaker"]]
        if "parties" in entry:
            entry["parties"] = [names[p] for p in entry["parties"]]
    return out


def test_the_same_reading_under_other_ids_is_perfect():
    scores = score_readings([(GOLD, renamed(GOLD))])
    assert scores["register"].f1 == pytest.approx(1)
    assert scores["party"].f1 == 1


def test_an_empty_reading_has_no_recall():
    scores = score_readings([(GOLD, {"parties": [], "entries": []})])
    assert (scores["register"].recall, scores["register"].f1) == (0, 0)
    assert scores["register"].wanted == 2


def test_an_entry_too_many_costs_precision():
    found = copy.deepcopy(GOLD)
    found["entries"].append({**ISSUE, "id": "e3", "subject": "etwas ganz anderes"})
    assert score_readings([(GOLD, found)])["issue"].precision == pytest.approx(0.5)


@pytest.mark.parametrize(
    "changes,want",
    [
        ({}, 1),
        ({"quote": [[60, 70]]}, 0),
        ({"mode": "indirect"}, 5 / 6),
        ({"speaker": "p2"}, 5 / 6),
        ({"plover": None}, 5 / 6),
        ({"quote": [[40, 45]]}, (2 * (2 / 3) + 4) / 6),
        ({"cue": []}, 5 / 6),
    ],
)
def test_each_slot_of_a_statement_counts_its_share(changes, want):
    assert entry_similarity(STATEMENT, {**STATEMENT, **changes}) == pytest.approx(want)


def test_the_words_of_a_subject_identify_an_issue():
    assert entry_similarity(ISSUE, {**ISSUE, "subject": "Fische"}) == 0
    assert entry_similarity(ISSUE, {**ISSUE, "subject": "Zölle"}) == pytest.approx((0.5 + 0.5 + 1 + 1) / 4)


def test_dice_of_nothing_is_one():
    assert dice(set(), set()) == 1
