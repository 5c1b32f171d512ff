"""Speakers whom no name and no word of the tables tells."""

from __future__ import annotations

import pytest

from gipfelbuch.assembling.unnamed import add_unnamed, means_people
from gipfelbuch.model.entries import Mode
from gipfelbuch.model.marks import Marks, Mention, Quotation
from gipfelbuch.model.parties import PartyType
from gipfelbuch.model.reports import Language, Report
from gipfelbuch.model.spans import Span
from gipfelbuch.segmenting import segment_report


def _added(text: str, speaker: str, language: Language) -> list[Mention]:
    document = segment_report(Report(id="r", text=text, language=language))
    start = text.index(speaker)
    span = Span(start, start + len(speaker))
    whole = (Span(0, len(text)),)
    quotation = Quotation(mode=Mode.INDIRECT, quote=whole, evidence=whole, speaker=span)
    return list(add_unnamed(document, Marks(quotations=(quotation,)), ()))


@pytest.mark.parametrize(
    ("language", "text", "speaker", "name", "sort"),
    [
        (
            "de",
            "Nach Angaben örtlicher Meeresbiologen ist es still.",
            "örtlicher Meeresbiologen",
            None,
            PartyType.GROUP,
        ),
        ("de", "Die Prüfer fanden nichts.", "Die Prüfer", None, PartyType.GROUP),
        ("de", "Der Verband warnt vor Eile.", "Der Verband", None, PartyType.ORGANIZATION),
        ("en", "A broker in Odessa said so.", "A broker in Odessa", "A broker", PartyType.PERSON),
        ("en", "The dockers said so.", "The dockers", None, PartyType.GROUP),
        ("en", "His office said so.", "His office", None, PartyType.ORGANIZATION),
    ],
)
def test_people_become_parties(language: Language, text: str, speaker: str, name: str | None, sort: PartyType) -> None:
    (mention,) = _added(text, speaker, language)
    assert mention.span.of(text) == mention.name == (name or speaker)
    assert mention.type is sort


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        ("de", "Der Vertrag sagt das.", "Der Vertrag"),
        ("de", "Er sagt das.", "Er"),
        ("de", "Das letzte Wort sei gesprochen.", "Das letzte Wort"),
        ("en", "The letter said so.", "The letter"),
        ("en", "A motion said so.", "A motion"),
    ],
)
def test_things_and_pronouns_do_not(language: Language, text: str, speaker: str) -> None:
    assert _added(text, speaker, language) == []


def test_a_marked_speaker_is_left_alone() -> None:
    text = "Lehto sprach."
    document = segment_report(Report(id="r", text=text, language="de"))
    span = Span(0, 5)
    quotation = Quotation(mode=Mode.INDIRECT, quote=(Span(6, 12),), evidence=(Span(0, 13),), speaker=span)
    mention = Mention(span=span, type=PartyType.PERSON, name="Lehto")
    assert add_unnamed(document, Marks(quotations=(quotation,)), (mention,)) == (mention,)


@pytest.mark.parametrize("noun", ["Winter", "Fehler", "Vertrag"])
def test_things_that_end_like_people(noun: str) -> None:
    assert not means_people(noun, "de")
