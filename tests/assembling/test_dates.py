"""The date of an entry, from the times around the words that tell it."""

from __future__ import annotations

from datetime import date

import pytest

from gipfelbuch.assembling.dates import date_of
from gipfelbuch.marking.rules.times import mark_times
from gipfelbuch.model.reports import Language, Report
from gipfelbuch.model.spans import Span
from gipfelbuch.segmenting import segment_report

PUBLISHED = date(2025, 11, 3)


def dated(text: str, trigger: str, *, happened: bool = False, language: Language = "de") -> str | None:
    """The date of the deed that the trigger names, its sentence being the evidence."""
    document = segment_report(Report(id="r", text=text, language=language, published=PUBLISHED))
    start = text.index(trigger)
    sentence = document.sentence_at(start)
    assert sentence is not None
    span = Span(start, start + len(trigger))
    return date_of(document, mark_times(document), (sentence.span,), span, happened=happened)


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("Gestern trafen sich die Präsidenten.", "trafen", "2025-11-02"),
        ("Gestern Abend trafen sich die Präsidenten.", "trafen", "2025-11-02"),
        ("Vergangene Woche trafen sie sich.", "trafen", "2025-10-27/2025-11-02"),
        ("Sie trafen sich im vergangenen Sommer.", "trafen", "2025-22"),
        ("Das Treffen ist für den 24. und 25. November geplant.", "Treffen", "2025-11-24/2025-11-25"),
        ("Das Treffen war vom 3. bis 5. Mai 2024.", "Treffen", "2024-05-03/2024-05-05"),
        ("Er sitzt seit März 2024 in Haft.", "Haft", "2024-03/.."),
        ("Der Haushalt für 2011 ist gescheitert.", "gescheitert", None),
        ("Es gilt eine Frist bis März 2026.", "Frist", None),
        ("Die Delegationen einigten sich.", "einigten", None),
        ("Er traf am Dienstag zu einem zweitägigen Besuch ein.", "Besuch", "2025-10-28/2025-10-29"),
        ("Vor drei Jahren trat er zurück.", "zurück", "2022"),
    ],
)
def test_dates_told_in_the_evidence(text: str, trigger: str, expected: str | None) -> None:
    assert dated(text, trigger) == expected


def test_the_clause_of_the_trigger_counts_first() -> None:
    text = "Nachdem er 2019 gewählt worden war, unterschrieb er 2021 den Vertrag."
    assert dated(text, "unterschrieb") == "2021"
    assert dated(text, "gewählt") == "2019"


def test_what_happened_takes_the_date_told_before_in_its_paragraph() -> None:
    text = "Am 1. November trafen sie sich. Sie unterzeichneten ein Abkommen."
    assert dated(text, "unterzeichneten", happened=True) == "2025-11-01"
    assert dated(text, "unterzeichneten") is None


def test_a_date_of_another_paragraph_or_of_a_plan_does_not_count() -> None:
    assert (
        dated("Am 1. November trafen sie sich.\n\nSie unterzeichneten ein Abkommen.", "unterzeichneten", happened=True)
        is None
    )
    assert (
        dated(
            "Am 7. Dezember werden sie sich treffen. Sie unterzeichneten ein Abkommen.",
            "unterzeichneten",
            happened=True,
        )
        is None
    )


def test_english_ranges_and_open_ends() -> None:
    assert dated("The summit ran from May 3 to 5, 2024.", "summit", language="en") == "2024-05-03/2024-05-05"
    assert dated("He has been in jail since March 2024.", "jail", language="en") == "2024-03/.."


def test_without_evidence_there_is_no_date() -> None:
    document = segment_report(Report(id="r", text="Gestern.", language="de", published=PUBLISHED))
    assert date_of(document, mark_times(document), ()) is None


def test_a_date_that_the_deed_is_linked_to_wins_over_the_nearest() -> None:
    text = "Am 3. Mai 2024 reiste er an. Gestern kündigte er das Treffen vom 7. Mai 2024 an."
    document = segment_report(Report(id="r", text=text, language="de", published=PUBLISHED))
    times = mark_times(document)
    trigger = Span(text.index("reiste"), text.index(" er an"))
    evidence = (document.sentences[0].span,)
    assert date_of(document, times, evidence, trigger) == "2024-05-03"
    for words, told in (("Gestern", "2025-11-02"), ("7. Mai 2024", "2024-05-07"), ("3. Mai", "2024-05-03")):
        linked = (Span(text.index(words), text.index(words) + len(words)),)
        assert date_of(document, times, evidence, trigger, linked=linked) == told
    nowhere = (Span(text.index("kündigte"), text.index("kündigte") + 8),)
    assert date_of(document, times, evidence, trigger, linked=nowhere) == "2024-05-03"
