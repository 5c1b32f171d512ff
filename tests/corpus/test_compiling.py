import json

import pytest
from corpus.catalogue import ROOT, WIKINEWS, load_corpus, load_wikinews, split_of
from corpus.compiling import NotesError, compile_notes, faults_of, locate, noted_texts

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
    "want,found",
    [
        ("Mara ~~ Weil", "Mara Lind traf Jonas Weil"),
        (["Lind ~~ L", 1], "Lind traf Jonas Weil. L"),
        (["Lind ~~ Gut.“", 2], "Lind sagte: „Gut.“"),
    ],
)
def test_a_run_is_quoted_by_its_first_and_last_words(want, found):
    start, end = locate(TEXT, want, "x")
    assert TEXT[start:end] == found


def test_last_words_that_do_not_follow_are_told():
    with pytest.raises(NotesError, match="not in the text behind 'Jonas': 'traf'"):
        locate(TEXT, "Jonas ~~ traf", "x")


@pytest.mark.parametrize(
    "changes,fault",
    [
        ({"evidence": ["Mara Lind traf Jonas Weil."]}, "entry e1: quote [40, 44] lies outside the evidence [[0, 26]]"),
        ({"plover": "PRAISE"}, "entry e1: no PLOVER type: PRAISE"),
        ({"date": "3. Mai"}, "entry e1: no EDTF date: 3. Mai"),
    ],
)
def test_what_cannot_be_is_a_fault(changes, fault):
    assert fault in list(faults_of(compile_notes(TEXT, notes(**changes))))


@pytest.mark.parametrize(
    "edtf", ["2024", "2024-05", "2024-05-06", "2024-05-01/2024-05-06", "2024-05/..", "2024-05-06~"]
)
def test_edtf_dates_are_no_faults(edtf):
    assert list(faults_of(compile_notes(TEXT, notes(date=edtf)))) == []


def test_the_notes_of_one_folder_can_be_compiled_alone(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "a.notes.json").write_text(json.dumps(notes()), encoding="utf-8")
    assert list(noted_texts([tmp_path])) == [tmp_path / "a.txt"]


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


def test_stand_off_readings_find_their_texts(tmp_path, capsys):
    reading = compile_notes(TEXT, notes())
    (tmp_path / "t.json").write_text(json.dumps(reading), encoding="utf-8")
    texts = tmp_path / "texts.jsonl"
    rows = [{"id": "t", "text": TEXT}, {"id": "unread", "text": "Nichts."}]
    texts.write_text("\n".join(json.dumps(r) for r in rows), encoding="utf-8")
    (report,) = load_wikinews(texts, tmp_path)
    assert (report.text, report.event, report.reading) == (TEXT, "t", reading)
    texts.write_text(json.dumps({"id": "t", "text": TEXT + " Neu."}), encoding="utf-8")
    assert list(load_wikinews(texts, tmp_path)) == []
    assert "t is not the text that t.json reads" in capsys.readouterr().err


def test_stand_off_readings_hold_no_text_and_are_sound():
    readings = [json.loads(p.read_text(encoding="utf-8")) for p in sorted(WIKINEWS.glob("*.json"))]
    assert len(readings) > 100
    for reading in readings:
        assert "text" not in reading["report"]
        assert list(faults_of(reading)) == [], reading["report"]["id"]
