"""PLOVER types of entries: by kind and status, and by the words of an utterance."""

from __future__ import annotations

import pytest

from gipfelbuch.coding import code_reading
from gipfelbuch.coding.plover import type_of_words
from gipfelbuch.model.entries import Action, Agreement, Encounter, Entry, Gift, Issue, Mode, Reading, Statement
from gipfelbuch.model.reports import Language, Report
from gipfelbuch.model.spans import Span

WHOLE = (Span(0, 10),)


def coded(entry: Entry, text: str = "Both sides must return to the table.", language: Language = "en") -> str | None:
    reading = Reading(report=Report(id="r", text=text, language=language), parties=(), entries=(entry,))
    return code_reading(reading).entries[0].plover


@pytest.mark.parametrize(
    ("status", "plover"),
    [
        ("signed", "AGREE"),
        ("agreed", "AGREE"),
        ("proposed", "AGREE"),
        ("rejected", "REJECT"),
        ("failed", "REJECT"),
        ("negotiated", None),
    ],
)
def test_agreement_is_typed_by_its_status(status: str, plover: str | None) -> None:
    assert coded(Agreement(id="e1", evidence=WHOLE, type="treaty", parties=(), status=status)) == plover


def test_encounter_is_consulting() -> None:
    assert coded(Encounter(id="e1", evidence=WHOLE, type="summit", participants=())) == "CONSULT"


def test_gift_of_protocol_is_support() -> None:
    assert coded(Gift(id="e1", evidence=WHOLE, giver=None, recipient=None, item="Vase")) == "SUPPORT"


def test_issue_has_no_type() -> None:
    assert coded(Issue(id="e1", evidence=WHOLE, subject="table", parties=(), status="raised")) is None


def test_action_keeps_its_own_type() -> None:
    entry = Action(id="e1", evidence=WHOLE, actors=(), trigger=WHOLE, status="happened", plover="COERCE")
    assert coded(entry) == "COERCE"


def test_statement_keeps_the_type_of_its_verb() -> None:
    entry = Statement(id="e1", evidence=WHOLE, mode=Mode.INDIRECT, speaker=None, quote=(Span(0, 35),), plover="ACCUSE")
    assert coded(entry) == "ACCUSE"


def test_statement_without_type_is_typed_by_its_words() -> None:
    entry = Statement(id="e1", evidence=WHOLE, mode=Mode.INDIRECT, speaker=None, quote=(Span(0, 35),))
    assert coded(entry) == "REQUEST"


def test_utterance_around_a_deed_only_reports_it() -> None:
    text = "Rebels violated the truce and attacked the village, officials said."
    said = Statement(id="e1", evidence=(Span(0, 67),), mode=Mode.INDIRECT, speaker=None, quote=(Span(0, 50),))
    deed = Action(
        id="e2", evidence=(Span(0, 50),), actors=(), trigger=(Span(30, 38),), status="happened", plover="ASSAULT"
    )
    report = Report(id="r", text=text, language="en")
    first, _ = code_reading(Reading(report=report, parties=(), entries=(said, deed))).entries
    assert first.plover is None


def test_announced_deed_is_typed_by_its_noun() -> None:
    text = "a suspension of air links"
    entry = Statement(id="e1", evidence=WHOLE, mode=Mode.REPORTED, speaker=None, quote=(Span(0, len(text)),))
    assert coded(entry, text) == "SANCTION"


@pytest.mark.parametrize(
    ("words", "plover", "language"),
    [
        ("Israel must ease restrictions", "REQUEST", "en"),
        ("the government should resign", "REQUEST", "en"),
        ("it will not accept more refugees", "REJECT", "en"),
        ("talks are out of the question", "REJECT", "en"),
        ("they would boycott all contact", "THREATEN", "en"),
        ("there will be consequences", "THREATEN", "en"),
        ("it is willing to withdraw its troops", "AGREE", "en"),
        ("we are ready to cooperate", "AGREE", "en"),
        ("the raid was a violation of the truce", "ACCUSE", "en"),
        ("the accord is a breakthrough", "SUPPORT", "en"),
        ("mistakes were made and we regret them", "CONCEDE", "en"),
        ("the weather is fine", None, "en"),
        ("die Armee muss abziehen", "REQUEST", "de"),
        ("das kommt nicht in Frage", "REJECT", "de"),
        ("man werde die Grenze schließen", "THREATEN", "de"),
        ("das werde Konsequenzen haben", "THREATEN", "de"),
        ("Peru sei bereit zu Gesprächen", "AGREE", "de"),
        ("das ist ein Verbrechen", "ACCUSE", "de"),
        ("wir begrüßen den Schritt", "SUPPORT", "de"),
        ("wir bedauern den Vorfall", "CONCEDE", "de"),
        ("die Sonne scheint", None, "de"),
    ],
)
def test_what_words_do(words: str, plover: str | None, language: Language) -> None:
    assert type_of_words(words, language) == plover
