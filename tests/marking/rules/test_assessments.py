"""Assessments: which words judge, what they judge, and whose judgement it is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gipfelbuch.marking import mark_document
from gipfelbuch.model.entries import Kind
from gipfelbuch.model.marks import Deed, Role
from gipfelbuch.model.reports import Document, Language

MakeDocument = Callable[..., Document]


def assessments(document: Document) -> list[Deed]:
    return [d for d in mark_document(document).deeds if d.kind is Kind.ASSESSMENT]


CASES: list[tuple[str, str, str, Language]] = [
    ("Peru bezeichnete die Gespräche als [außerordentlich fruchtbar].", "positive", "Peru", "de"),
    ("Peru bezeichnete die Gespräche als „[verlorene Zeit]“.", "negative", "Peru", "de"),
    ("Chile nannte den Vertrag [einen überfälligen Schritt].", "positive", "Chile", "de"),
    ("Chile nannte das Treffen einen „[guten Anfang]“.", "positive", "Chile", "de"),
    ("Peru hält den Vorschlag für [eine Ausrede].", "negative", "Peru", "de"),
    ("Peru bewertete das Treffen [positiv].", "positive", "Peru", "de"),
    ("Peru zeigte sich [besorgt].", "negative", "Peru", "de"),
    ("Peru wies die Vorwürfe als [Märchen] zurück.", "negative", "Peru", "de"),
    ("Chile sprach von einem „[mageren, aber ehrlichen Ergebnis]“.", "mixed", "Chile", "de"),
    ("Chile äußerte seine [Zufriedenheit] über die Rede.", "positive", "Chile", "de"),
    ("Der Vorschlag stieß in Chile auf [Skepsis].", "negative", "Chile", "de"),
    ("Chile verurteilte den Plan als [unannehmbar].", "negative", "Chile", "de"),
    ("Chile lobte „[den Mut zur Nüchternheit]“.", "positive", "Chile", "de"),
    ("Peru described the talks as [extremely fruitful].", "positive", "Peru", "en"),
    ("Chile dismissed the deal as “[a fig leaf].”", "negative", "Chile", "en"),
    ("Chile called the meeting [a historic breakthrough].", "positive", "Chile", "en"),
    ("Chile hailed the accord as “[a milestone].”", "positive", "Chile", "en"),
    ("Peru regards the plan as [dangerous].", "negative", "Peru", "en"),
    ("Chile rejected the account as “[fiction].”", "negative", "Chile", "en"),
    ("Peru considers the treaty [a mistake].", "negative", "Peru", "en"),
]


def bracketed(text: str) -> tuple[str, int, int]:
    return text.replace("[", "").replace("]", ""), text.index("["), text.index("]") - 1


@pytest.mark.parametrize(("marked", "polarity", "assessor", "language"), CASES)
def test_verdict_polarity_and_assessor(
    document: MakeDocument, marked: str, polarity: str, assessor: str, language: Language
) -> None:
    text, start, end = bracketed(marked)
    (deed,) = assessments(document(text, language))
    (verdict,) = deed.spans(Role.VERDICT)
    assert (verdict.start, verdict.end) == (start, end)
    assert deed.polarity == polarity
    assert [s.of(text) for s in deed.spans(Role.ASSESSOR)] == [assessor]


REPORTER: list[tuple[str, str, str, Language]] = [
    ("Die Beziehungen sind [angespannt].", "negative", "Die Beziehungen", "de"),
    ("Das Treffen war [ein Erfolg].", "positive", "Das Treffen", "de"),
    ("Das Verhältnis der beiden Staaten [litt] unter dem Streit.", "negative", "Das Verhältnis", "de"),
    ("The talks were [fruitless].", "negative", "The talks", "en"),
    ("The summit was [a success].", "positive", "The summit", "en"),
]


@pytest.mark.parametrize(("marked", "polarity", "subject", "language"), REPORTER)
def test_verdict_of_the_reporter_has_no_assessor(
    document: MakeDocument, marked: str, polarity: str, subject: str, language: Language
) -> None:
    text, start, end = bracketed(marked)
    (deed,) = assessments(document(text, language))
    (verdict,) = deed.spans(Role.VERDICT)
    assert (verdict.start, verdict.end) == (start, end)
    assert deed.polarity == polarity
    assert not deed.spans(Role.ASSESSOR)
    assert deed.spans(Role.SUBJECT)[0].of(text).startswith(subject)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Peru bezeichnete die Insel als Provinz.", "de"),
        ("Der Minister arbeitete früher als Lehrer.", "de"),
        ("Die Verhandlungen sind gescheitert.", "de"),
        ("Die Suppe war gut.", "de"),
        ("The team named its robot “Pedro.”", "en"),
        ("The minister spoke of Peru.", "en"),
    ],
)
def test_what_does_not_judge_is_left_out(document: MakeDocument, text: str, language: Language) -> None:
    assert not assessments(document(text, language))


def test_negation_turns_the_polarity(document: MakeDocument) -> None:
    (deed,) = assessments(document("Chile nannte den Plan nicht hilfreich."))
    assert deed.polarity == "negative"
