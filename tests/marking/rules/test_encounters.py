"""Marks of encounters; sentences carry their mentions in brackets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gipfelbuch.marking.rules.encounters import mark_encounters
from gipfelbuch.model.entries import Kind
from gipfelbuch.model.marks import Deed, Marks, Mention, Role
from gipfelbuch.model.parties import PartyType
from gipfelbuch.model.reports import Document, Language, Report
from gipfelbuch.model.spans import Span
from gipfelbuch.segmenting import segment_report

SURE = 0.5  # marks below only take up what is told elsewhere


def marked(text: str, language: Language = "de") -> tuple[Document, tuple[Deed, ...]]:
    """The deeds of a text whose mentions stand in brackets."""
    mentions: list[Mention] = []
    plain = ""
    for number, part in enumerate(text.replace("]", "[").split("[")):
        if number % 2:
            name = part[:-1] if part.endswith("s") and len(part) == 4 else part
            span = Span(len(plain), len(plain) + len(part))
            mentions.append(Mention(span=span, type=PartyType.PERSON, name=name, plural=part.startswith("die ")))
        plain += part
    document = segment_report(Report(id="r", text=plain, language=language))
    return document, mark_encounters(document, Marks(mentions=tuple(mentions)))


def people(document: Document, deed: Deed) -> set[str]:
    """Words of the participants."""
    return {s.of(document.text) for s in deed.spans(Role.PARTICIPANT)}


CASES: list[tuple[Language, str, str, str | None, set[str]]] = [
    ("de", "Präsident [Lee] traf am Montag Staatschef [Park] in Seoul.", "meeting", None, {"Lee", "Park"}),
    ("de", "[Lee] und [Park] trafen sich in Wien.", "meeting", None, {"Lee", "Park"}),
    ("de", "[Lee] hat sich mit [Park] getroffen.", "meeting", None, {"Lee", "Park"}),
    ("de", "Kanzlerin [Berg] empfing am Abend [Lund] im Schloss.", "meeting", None, {"Berg", "Lund"}),
    ("de", "[Lund] wurde von [Berg] im Schloss empfangen.", "meeting", None, {"Berg", "Lund"}),
    ("de", "[Lund] besuchte am Freitag [Norwegen].", "visit", None, {"Lund"}),
    ("de", "[Lund] ist zu einem Staatsbesuch in [Norwegen] eingetroffen.", "visit", "ongoing", {"Lund"}),
    ("de", "[Lund] reist kommende Woche nach [Norwegen].", "visit", None, {"Lund"}),
    ("de", "[Lund] soll im Mai zum Gegenbesuch nach [Norwegen] reisen.", "visit", "planned", {"Lund"}),
    ("de", "[Berg] und [Lund] verhandeln über Zölle.", "negotiation", None, {"Berg", "Lund"}),
    ("de", "[Berg] telefonierte am Morgen mit [Lund].", "call", None, {"Berg", "Lund"}),
    ("de", "Das Treffen zwischen [Berg] und [Lund] wurde abgesagt.", "meeting", "cancelled", {"Berg", "Lund"}),
    ("de", "Ein für heute geplantes Treffen mit [Lund] hat [Berg] abgesagt.", "meeting", "cancelled", {"Berg", "Lund"}),
    ("de", "Ein Gipfel zwischen [Berg] und [Lund] ist für Mai geplant.", "summit", "planned", {"Berg", "Lund"}),
    ("de", "[Berg] und [Lund] führten ihr erstes Gipfeltreffen in Wien ab.", "summit", None, {"Berg", "Lund"}),
    ("de", "Es kam zu Gesprächen zwischen [Berg] und [Lund].", "meeting", None, {"Berg", "Lund"}),
    ("de", "[Berg] hatte bei einem Treffen mit [Lund] gewarnt.", "meeting", None, {"Berg", "Lund"}),
    ("de", "[Berg] sagte während ihres Besuchs in [Oslo] Hilfe zu.", "visit", None, {"Berg"}),
    (
        "de",
        "[die Außenminister] kommen am Sonntag zu einer Krisensitzung zusammen.",
        "meeting",
        None,
        {"die Außenminister"},
    ),
    ("de", "[Berg] will am Freitag [Lund] treffen.", "meeting", "planned", {"Berg", "Lund"}),
    ("de", "Sie wird mit [Lund], dem Minister, zusammentreffen.", "meeting", "planned", {"Sie", "Lund"}),
    (
        "de",
        "[Berg] und [Lund] unterzeichneten den Text nach einem Gespräch im Palast.",
        "meeting",
        None,
        {"Berg", "Lund"},
    ),
    ("de", "[Berg] und [Lund] berieten per Video über Zölle.", "meeting", None, {"Berg", "Lund"}),
    ("de", "Die Verhandlungen mit [Lund] will [Berg] fortsetzen.", "negotiation", "planned", {"Berg", "Lund"}),
    ("de", "Vertreter [Xis] und [Berg] wollen sich in Genf treffen.", "meeting", "planned", {"Xis", "Berg"}),
    ("en", "President [Lee] met [Park] in Seoul on Monday.", "meeting", None, {"Lee", "Park"}),
    ("en", "[Lee] will visit [Norway] next month.", "visit", "planned", {"Lee"}),
    ("en", "[Lee] and [Park] met in Hanoi on Monday, the first talks in years.", "meeting", None, {"Lee", "Park"}),
    (
        "en",
        "A planned meeting of [the ministers] in Tripoli was called off.",
        "meeting",
        "cancelled",
        {"the ministers"},
    ),
    ("en", "[Lee] arrived in [Norway] for a state visit.", "visit", None, {"Lee"}),
    ("en", "[Lee] held talks with [Park].", "meeting", None, {"Lee", "Park"}),
    ("en", "[Park] was received by [Lee] at the palace.", "meeting", None, {"Lee", "Park"}),
    ("en", "[Lee] spoke by telephone with [Park].", "call", None, {"Lee", "Park"}),
]


@pytest.mark.parametrize(("language", "text", "type_", "status", "expected"), CASES)
def test_encounter_is_marked_with_type_status_and_participants(
    language: Language, text: str, type_: str, status: str | None, expected: set[str]
) -> None:
    document, deeds = marked(text, language)
    found = [(d.type, d.status, people(document, d)) for d in deeds if d.score >= SURE]
    assert any(t == type_ and s == status and expected <= p for t, s, p in found), found


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Die Pressekonferenz mit [Lund] begann um zehn."),
        ("de", "[Berg] traf eine mutige Entscheidung."),
        ("de", "Nach dem Treffen schwieg [Berg]."),
        ("de", "Der Besucher lobte [Berg]."),
        ("de", "[Berg] lehnte den Antrag ab."),
        ("en", "[Lee] met the deadline."),
        ("en", "The press conference lasted an hour."),
    ],
)
def test_what_is_no_encounter_of_parties_makes_no_sure_mark(language: Language, text: str) -> None:
    document, deeds = marked(text, language)
    assert [people(document, d) for d in deeds if d.score >= SURE] == []


def test_evidence_is_the_clause_and_trigger_lies_within() -> None:
    document, deeds = marked("[Lee] traf [Park] und lobte danach den Tee.")
    assert [d.evidence[0].of(document.text) for d in deeds] == ["Lee traf Park"]
    assert all(d.evidence[0].contains(d.trigger[0]) for d in deeds)


def test_words_that_only_refer_back_score_low() -> None:
    _, deeds = marked("Die Gespräche begannen am Sonntag.")
    assert [d.score < SURE for d in deeds] == [True]


def test_video_and_phone_are_told_as_format() -> None:
    _, video = marked("[Berg] und [Lund] verhandelten per Video.")
    _, phone = marked("[Berg] telefonierte mit [Lund].")
    assert (video[0].format, phone[0].format) == ("video", "phone")


def test_goal_of_a_visit_is_host_and_place() -> None:
    document, deeds = marked("[Lund] besuchte am Freitag [Norwegen].")
    assert [s.of(document.text) for s in deeds[0].spans(Role.HOST)] == ["Norwegen"]
    assert deeds[0].spans(Role.HOST) == deeds[0].spans(Role.PLACE)


@given(st.text(alphabet="abct der Besuch in von mit und Treffen traf Gipfel . , „ “ \n\u0000😀", max_size=120))
def test_marks_of_any_text_lie_in_it(text: str) -> None:
    document, deeds = marked(text.replace("[", "").replace("]", ""))
    for deed in deeds:
        assert deed.kind is Kind.ENCOUNTER
        assert all(s.end <= len(document.text) for s in (*deed.evidence, *deed.trigger))
