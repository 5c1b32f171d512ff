"""Acronyms that a report explains, titles before names, words for a people."""

from __future__ import annotations

import pytest

from gipfelbuch.knowledge.acronyms import acronyms_of, is_acronym
from gipfelbuch.marking.rules.mentions import mark_mentions
from gipfelbuch.model.parties import PartyType
from gipfelbuch.model.reports import Language, Report
from gipfelbuch.segmenting import segment_report


def _mentions(text: str, language: Language) -> dict[str, PartyType]:
    document = segment_report(Report(id="r", text=text, language=language))
    return {m.span.of(text): m.type for m in mark_mentions(document)}


@pytest.mark.parametrize(
    ("language", "text", "acronym"),
    [
        ("en", "The National Democratic Front agreed. The NDF then left.", "NDF"),
        ("de", "Die Gewerkschaft der Polizei (GdP) drohte. Die GdP zog zurück.", "GdP"),
    ],
)
def test_an_explained_acronym_is_a_mention(language: Language, text: str, acronym: str) -> None:
    assert acronym in _mentions(text, language)


def test_an_unexplained_acronym_is_none() -> None:
    assert "QRX" not in _mentions("The National Democratic Front agreed. The QRX then left.", "en")


@pytest.mark.parametrize("text", ["Mr Saidov left early.", "Then Ms Quist left early."])
def test_a_title_is_no_part_of_a_name(text: str) -> None:
    assert not any(m.startswith(("Mr", "Ms")) for m in _mentions(text, "en"))


@pytest.mark.parametrize(
    ("text", "words", "sort"),
    [
        ("Die Norwegerin lachte.", "Die Norwegerin", PartyType.PERSON),
        ("Man gab dem Iren recht.", "dem Iren", PartyType.PERSON),
        ("Die Norweger lachten.", "Die Norweger", PartyType.COUNTRY),
        ("Man sprach mit den Norwegern.", "den Norwegern", PartyType.COUNTRY),
    ],
)
def test_one_of_a_people_or_the_people(text: str, words: str, sort: PartyType) -> None:
    assert _mentions(text, "de")[words] is sort


@pytest.mark.parametrize(
    ("name", "acronym"),
    [("National Democratic Front", "NDF"), ("Gewerkschaft der Polizei", "GDP"), ("Bank of Korea", "BOK")],
)
def test_letters_of_a_name(name: str, acronym: str) -> None:
    assert acronym in acronyms_of(name)


@pytest.mark.parametrize(("word", "expected"), [("NDF", True), ("GdP", True), ("Bank", False), ("A", False)])
def test_written_like_an_acronym(word: str, expected: bool) -> None:
    assert is_acronym(word) is expected
