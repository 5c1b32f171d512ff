"""Marks of gifts; sentences carry their mentions in brackets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gipfelbuch.marking.rules.gifts import mark_gifts
from gipfelbuch.model.entries import Kind
from gipfelbuch.model.marks import Deed, Marks, Mention, Role
from gipfelbuch.model.parties import PartyType
from gipfelbuch.model.reports import Document, Language, Report
from gipfelbuch.model.spans import Span
from gipfelbuch.segmenting import segment_report

SPOKEN: dict[Language, str] = {"de": "Es gab Gastgeschenke. ", "en": "There were gifts. "}


def marked(text: str, language: Language = "de") -> tuple[Document, tuple[Deed, ...]]:
    """The gifts of a text whose mentions stand in brackets."""
    mentions: list[Mention] = []
    plain = ""
    for number, part in enumerate(text.replace("]", "[").split("[")):
        if number % 2:
            mentions.append(Mention(span=Span(len(plain), len(plain) + len(part)), type=PartyType.PERSON, name=part))
        plain += part
    document = segment_report(Report(id="r", text=plain, language=language))
    return document, mark_gifts(document, Marks(mentions=tuple(mentions)))


def items(document: Document, deeds: tuple[Deed, ...]) -> list[tuple[str, int | None]]:
    """Item and number of each gift."""
    return [(d.spans(Role.ITEM)[0].of(document.text), d.count) for d in deeds if d.kind is Kind.GIFT]


CASES: list[tuple[Language, str, list[tuple[str, int | None]]]] = [
    ("de", "[Lee] schenkte [Xi] ein Go-Brett.", [("Go-Brett", 1)]),
    ("de", "[Lee] schenkte [Xi] zwei Vasen aus Ton.", [("Vasen aus Ton", 2)]),
    ("de", "[Lee] schenkte [Xi] eine Uhr und zwölf bemalte Teller.", [("Uhr", 1), ("bemalte Teller", 12)]),
    ("de", "Für [Peng] schenkte [Lee] einen silbernen Kessel.", [("silbernen Kessel", 1)]),
    ("de", "[Lee] überreichte zwei Pferde und einen Sattel.", [("Pferde", 2), ("Sattel", 1)]),
    ("de", "[Kim] erhielt ein chinesisches Teeservice.", [("chinesisches Teeservice", 1)]),
    ("de", "[Kim] bekam von [Xi] einen Mantel aus Seide.", [("Mantel aus Seide", 1)]),
    ("de", "[Lee] revanchierte sich mit 30 Orchideen und einem Hut.", [("Orchideen", 30), ("Hut", 1)]),
    ("de", "[Lee] hatte [Xi] sechs Päckchen Tee mitgebracht.", [("Päckchen Tee", 6)]),
    ("de", "[Kim] wurde mit einem Schmuckkasten beschenkt.", [("Schmuckkasten", 1)]),
    ("de", "[Lee] schenkte ihm am Montag ein Buch.", [("Buch", 1)]),
    ("de", "[Lee] übergab eine Karte; [Xi] dankte.", [("Karte", 1)]),
    ("de", "[Lee] überreichte einen Teppich und dankte [Xi].", [("Teppich", 1)]),
    ("en", "[Lee] gave [Xi] a Go board.", [("Go board", 1)]),
    ("en", "[Lee] gave her host two carved paddles and a quilt.", [("carved paddles", 2), ("quilt", 1)]),
    ("en", "[Xi] presented her with six lacquer bowls and a silk scroll.", [("lacquer bowls", 6), ("silk scroll", 1)]),
    ("en", "[Kim] received a bamboo flute from [Xi].", [("bamboo flute", 1)]),
    ("en", "[Lee] handed [Xi] a quilt sewn by schoolchildren.", [("quilt sewn by schoolchildren", 1)]),
]


@pytest.mark.parametrize(("language", "text", "expected"), CASES)
def test_items_come_one_by_one_without_article_and_number(
    language: Language, text: str, expected: list[tuple[str, int | None]]
) -> None:
    document, deeds = marked(SPOKEN[language] + text, language)
    assert items(document, deeds) == expected


@pytest.mark.parametrize(
    ("language", "text", "giver", "recipient"),
    [
        ("de", "[Lee] schenkte [Xi] ein Go-Brett.", "Lee", "Xi"),
        ("de", "[Lee] schenkte dem Gast ein Go-Brett.", "Lee", "dem Gast"),
        ("de", "Für [Peng] schenkte [Lee] einen Kessel.", "Lee", "Peng"),
        ("de", "[Kim] bekam von [Xi] einen Mantel.", "Xi", "Kim"),
        ("de", "[Kim] erhielt eine Vase.", None, "Kim"),
        ("de", "[Lee] überreichte eine Vase.", "Lee", None),
        ("en", "[Lee] gave [Xi] a Go board.", "Lee", "Xi"),
        ("en", "[Kim] received a flute from [Xi].", "Xi", "Kim"),
        ("en", "[Xi] presented her with a scroll.", "Xi", "her"),
    ],
)
def test_giver_and_recipient_are_told_apart(
    language: Language, text: str, giver: str | None, recipient: str | None
) -> None:
    document, deeds = marked(SPOKEN[language] + text, language)
    for role, expected in ((Role.GIVER, giver), (Role.RECIPIENT, recipient)):
        assert [s.of(document.text) for s in deeds[0].spans(role)] == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "[Lee] überreichte [Xi] einen Brief."),
        ("de", "[Lee] erhielt von [Xi] die Zusage."),
        ("de", "[Lee] schenkte [Xi] Vertrauen."),
        ("de", "[Lee] übergab [Xi] die Kontrolle."),
        ("de", "[Kim] bekam Waffen und Munition."),
        ("de", "Es gibt ein Hintertürchen."),
        ("en", "[Lee] gave [Xi] an interview."),
        ("en", "[Kim] received aid from [Xi]."),
    ],
)
def test_papers_power_aid_and_weapons_are_no_gifts(language: Language, text: str) -> None:
    document, deeds = marked(SPOKEN[language] + text, language)
    assert items(document, deeds) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [("[Lee] übergab die Akte.", []), ("[Kim] bekam von [Xi] einen Strauß.", [("Strauß", 1)])],
)
def test_without_talk_of_gifts_both_sides_must_be_named(text: str, expected: list[tuple[str, int | None]]) -> None:
    document, deeds = marked(text)
    assert items(document, deeds) == expected


def test_exchange_is_a_ceremony_too() -> None:
    document, deeds = marked("[Lee] und [Xi] tauschten Geschenke aus.")
    assert [(d.kind, d.type) for d in deeds] == [(Kind.ENCOUNTER, "ceremony")]
    assert {s.of(document.text) for s in deeds[0].spans(Role.PARTICIPANT)} == {"Lee", "Xi"}


@given(st.text(alphabet="abct der schenkte ihm ein Geschenk und mit aus . , – „ “ \n\u0000😀", max_size=120))
def test_marks_of_any_text_lie_in_it(text: str) -> None:
    document, deeds = marked(text.replace("[", "").replace("]", ""))
    for deed in deeds:
        assert all(s.end <= len(document.text) for s in (*deed.evidence, *deed.trigger))
