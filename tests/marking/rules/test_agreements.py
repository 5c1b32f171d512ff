"""Marks of agreements; sentences carry their mentions in brackets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gipfelbuch.marking.rules.agreements import mark_agreements
from gipfelbuch.model.entries import Kind
from gipfelbuch.model.marks import Deed, Marks, Mention, Role
from gipfelbuch.model.parties import PartyType
from gipfelbuch.model.reports import Document, Language, Report
from gipfelbuch.model.spans import Span
from gipfelbuch.segmenting import segment_report


def marked(text: str, language: Language = "de") -> tuple[Document, tuple[Deed, ...]]:
    """The deeds of a text whose mentions stand in brackets."""
    mentions: list[Mention] = []
    plain = ""
    for number, part in enumerate(text.replace("]", "[").split("[")):
        if number % 2:
            mentions.append(Mention(span=Span(len(plain), len(plain) + len(part)), type=PartyType.COUNTRY, name=part))
        plain += part
    document = segment_report(Report(id="r", text=plain, language=language))
    return document, mark_agreements(document, Marks(mentions=tuple(mentions)))


def told(document: Document, deeds: tuple[Deed, ...]) -> list[tuple[str | None, str | None]]:
    """Type and status of each deed."""
    del document
    return [(d.type, d.status) for d in deeds]


def parties(document: Document, deed: Deed) -> set[str]:
    """Words of the parties."""
    return {s.of(document.text) for s in deed.spans(Role.PARTY)}


def subject(document: Document, deed: Deed) -> str | None:
    """Words of the subject."""
    spans = deed.spans(Role.SUBJECT)
    return spans[0].of(document.text) if spans else None


CASES: list[tuple[Language, str, str, str, set[str]]] = [
    ("de", "[Peru] und [Chile] unterzeichneten einen Grenzvertrag.", "treaty", "signed", {"Peru", "Chile"}),
    ("de", "[Peru] und [Chile] haben ein Freihandelsabkommen geschlossen.", "trade_deal", "signed", {"Peru", "Chile"}),
    ("de", "Ein Abkommen zwischen [Peru] und [Chile] wurde unterschrieben.", "treaty", "signed", {"Peru", "Chile"}),
    ("de", "[Peru] schloss mit [Chile] einen Pakt.", "treaty", "signed", {"Peru", "Chile"}),
    ("de", "[Peru] und [Chile] einigten sich auf eine Waffenruhe.", "ceasefire", "agreed", {"Peru", "Chile"}),
    ("de", "[Peru] und [Chile] vereinbarten eine Feuerpause.", "ceasefire", "agreed", {"Peru", "Chile"}),
    ("de", "[Peru] und [Chile] verlängerten ihren Währungsswap.", "currency_swap", "renewed", {"Peru", "Chile"}),
    ("de", "[Peru] und [Chile] unterzeichneten sechs Absichtserklärungen.", "memorandum", "signed", {"Peru", "Chile"}),
    ("de", "[Peru] und [Chile] vereinbarten, Daten zu tauschen.", "understanding", "agreed", {"Peru", "Chile"}),
    ("de", "[Peru] und [Chile] stimmten zu, den Hafen zu öffnen.", "understanding", "agreed", {"Peru", "Chile"}),
    ("de", "[Peru] und [Chile] kamen überein, den Hafen zu öffnen.", "understanding", "agreed", {"Peru", "Chile"}),
    ("de", "[Peru] und [Chile] verständigten sich auf neue Quoten.", "understanding", "agreed", {"Peru", "Chile"}),
    (
        "de",
        "[Peru] und [Chile] konnten sich nicht auf neue Quoten einigen.",
        "understanding",
        "failed",
        {"Peru", "Chile"},
    ),
    ("de", "Der Sicherheitsrat [der Uno] verlängerte die Mission.", "resolution", "renewed", {"der Uno"}),
    ("de", "[Peru] lehnte das Abkommen ab.", "treaty", "rejected", {"Peru"}),
    ("de", "[Peru] kündigte den Vertrag mit [Chile].", "treaty", "ended", {"Peru", "Chile"}),
    ("de", "[Peru] brach die Waffenruhe.", "ceasefire", "violated", {"Peru"}),
    ("de", "[Peru] schlug ein Abkommen vor.", "treaty", "proposed", {"Peru"}),
    ("de", "Das Abkommen zwischen [Peru] und [Chile] tritt heute in Kraft.", "treaty", "in_force", {"Peru", "Chile"}),
    (
        "de",
        "In einer gemeinsamen Erklärung verurteilten [Peru] und [Chile] den Angriff.",
        "joint_statement",
        "agreed",
        {"Peru", "Chile"},
    ),
    (
        "de",
        "Die Verhandlungen zwischen [Peru] und [Chile] sind gescheitert.",
        "understanding",
        "failed",
        {"Peru", "Chile"},
    ),
    (
        "de",
        "Ein von [Peru] und [Chile] unterzeichnetes Abkommen sichert den Fluss.",
        "treaty",
        "signed",
        {"Peru", "Chile"},
    ),
    (
        "de",
        "[Peru] und [Chile] setzten ihre Unterschrift unter drei Memoranden.",
        "memorandum",
        "signed",
        {"Peru", "Chile"},
    ),
    ("de", "[Peru] will das Abkommen unterzeichnen.", "treaty", "proposed", {"Peru"}),
    ("en", "[Peru] and [Chile] signed a treaty.", "treaty", "signed", {"Peru", "Chile"}),
    ("en", "[Peru] and [Chile] reached a ceasefire.", "ceasefire", "agreed", {"Peru", "Chile"}),
    ("en", "[Peru] and [Chile] agreed to share data.", "understanding", "agreed", {"Peru", "Chile"}),
    (
        "en",
        "[Peru] and [Chile] put their names to five memoranda of understanding.",
        "memorandum",
        "signed",
        {"Peru", "Chile"},
    ),
    ("en", "[Peru] and [Chile] extended the currency swap.", "currency_swap", "renewed", {"Peru", "Chile"}),
    ("en", "A trade deal between [Peru] and [Chile] was signed.", "trade_deal", "signed", {"Peru", "Chile"}),
    ("en", "[Peru] violated the truce.", "ceasefire", "violated", {"Peru"}),
]


@pytest.mark.parametrize(("language", "text", "type_", "status", "expected"), CASES)
def test_agreement_is_marked_with_type_status_and_parties(
    language: Language, text: str, type_: str, status: str, expected: set[str]
) -> None:
    document, deeds = marked(text, language)
    assert told(document, deeds) == [(type_, status)]
    assert parties(document, deeds[0]) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "[Peru] und [Chile] unterzeichneten ein Abkommen über den Bau einer Bahn.", "Bau einer Bahn"),
        ("de", "[Peru] und [Chile] vereinbarten, Daten zu tauschen.", "Daten zu tauschen"),
        ("de", "[Peru] und [Chile] einigten sich darauf, den Hafen zu öffnen.", "den Hafen zu öffnen"),
        ("de", "[Peru] und [Chile] schlossen ein Abkommen, das Nachtflüge verbietet.", "Nachtflüge"),
        ("de", "[Peru] und [Chile] erneuerten einen Währungsswap.", "Währungsswap"),
        ("en", "[Peru] and [Chile] signed a treaty on fishing rights.", "fishing rights"),
        ("en", "[Peru] and [Chile] agreed to share data.", "to share data"),
    ],
)
def test_subject_is_what_the_agreement_is_about(language: Language, text: str, expected: str) -> None:
    document, deeds = marked(text, language)
    assert [subject(document, d) for d in deeds] == [expected]


@pytest.mark.parametrize(
    ("language", "text", "count", "subjects"),
    [
        (
            "de",
            "[Peru] und [Chile] unterzeichneten sieben Memoranden, darunter eines über Häfen und ein weiteres über Fischfang.",
            7,
            ["Häfen", "Fischfang"],
        ),
        (
            "de",
            "[Peru] und [Chile] unterzeichneten vier Abkommen, unter anderem zum Schutz der Wale und zum Ausbau der Bahn.",
            4,
            ["Schutz der Wale", "Ausbau der Bahn"],
        ),
        (
            "de",
            "[Peru] und [Chile] unterzeichneten zwei Memoranden. Eines davon betrifft den Tausch von Daten.",
            2,
            ["Tausch von Daten"],
        ),
        (
            "en",
            "[Peru] and [Chile] signed five memoranda, among them one on ports and another on fishing.",
            5,
            ["ports", "fishing"],
        ),
    ],
)
def test_instruments_told_apart_within_a_list_get_marks_of_their_own(
    language: Language, text: str, count: int, subjects: list[str]
) -> None:
    document, deeds = marked(text, language)
    assert deeds[0].count == count
    assert [subject(document, d) for d in deeds[1:]] == subjects
    assert all(d.count is None and parties(document, d) == {"Peru", "Chile"} for d in deeds[1:])


@pytest.mark.parametrize(
    "text",
    [
        "[Peru] feierte den Sieg.",
        "Der Arbeitsvertrag mit [Lopez] läuft aus.",
        "Wenn das Parlament [Perus] zustimmt, beginnt der Bau.",
        "Seit dem Vertrag wächst die Wirtschaft [Perus].",
    ],
)
def test_what_binds_nobody_is_no_agreement(text: str) -> None:
    document, deeds = marked(text)
    assert told(document, deeds) == []


def test_evidence_leaves_out_the_single_instruments() -> None:
    document, deeds = marked("[Peru] und [Chile] unterzeichneten zwei Memoranden, darunter eines über Häfen.")
    assert [d.evidence[0].of(document.text) for d in deeds] == [
        "Peru und Chile unterzeichneten zwei Memoranden",
        "darunter eines über Häfen",
    ]


@given(
    st.text(
        alphabet="abct der Vertrag über und einigten sich darunter eines Memoranden . , „ “ \n\u0000😀", max_size=120
    )
)
def test_marks_of_any_text_lie_in_it(text: str) -> None:
    document, deeds = marked(text.replace("[", "").replace("]", ""))
    for deed in deeds:
        assert deed.kind is Kind.AGREEMENT
        assert all(s.end <= len(document.text) for s in (*deed.evidence, *deed.trigger))
