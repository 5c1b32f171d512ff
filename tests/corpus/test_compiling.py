import json

import pytest
from corpus.catalogue import ROOT, load_corpus, split_of
from corpus.compiling import NotesError, compile_notes, faults_of, locate

TEXT = "Mara Lind traf Jonas Weil. Lind sagte: „Gut.“"


def notes(**changes):
    report = {"id": "t", "language": "de", "title": None, "published": "2024-01-02", "publisher": None, "url": None}
    parties = [{"id": "p1", "name": "Mara Lind", "type": "person", "mentions": ["Mara Lind", "Lind"]}]
    entry = {
        "id": "e1",
        "kind": "statement",
        "mode": "direct",
        "speaker": "p1",
        "quote": ["Gut."],
        "cue": ["sagte"],
        "evidence": ["Lind sagte: „Gut.“"],
        "addressees": [],
    }
    return {"report": report, "parties": parties, "entries": [entry | changes]}


def test_strings_become_spans_and_the_longest_mention_stays():
    reading = compile_notes(TEXT, notes())
    assert reading["parties"][0]["mentions"] == [[0, 9], [27, 31]]
    assert reading["entries"][0]["quote"] == [[40, 44]]
    assert list(faults_of(reading)) == []


def test_an_occurrence_can_be_named():
    assert locate(TEXT, ["Lind", 2], "x") == [27, 31]


@pytest.mark.parametrize(
    "changes,message",
    [
        ({"quote": ["Schlecht."]}, "entry e1 quote: not in the text"),
        ({"quote": [["Gut.", 2]]}, "occurrence 2"),
        ({"speaker": "p9"}, "entry e1: no party p9"),
        ({"kind": "issue", "subject": "Zölle", "parties": []}, "entry e1 subject: not in the text"),
        ({"quote": [""]}, "not in the text"),
    ],
)
def test_what_is_not_in_the_text_is_told_with_its_place(changes, message):
    with pytest.raises(NotesError) as caught:
        compile_notes(TEXT, notes(**changes))
    assert message in str(caught.value)


def test_a_wrong_shape_is_told():
    reading = compile_notes(TEXT, notes(mode="whispered", evidence=[]))
    faults = "\n".join(faults_of(reading))
    assert "whispered" in faults or "not valid" in faults
    assert "no evidence" in faults


def test_splits_are_fixed_by_the_event():
    assert [split_of(e) for e in ("a", "b", "c")] == [split_of(e) for e in ("a", "b", "c")]
    assert {split_of(str(i)) for i in range(100)} == {"train", "dev", "test"}


def test_every_reading_of_the_corpus_is_what_its_notes_give():
    checked = 0
    for report in load_corpus():
        written = json.loads(report.path.with_suffix(".notes.json").read_text(encoding="utf-8"))
        reading = compile_notes(report.text, written)
        assert reading == report.reading, report.path.name
        assert list(faults_of(reading)) == [], report.path.name
        checked += 1
    assert checked == len(list(ROOT.glob("*/*.notes.json")))
