"""Words that tell a duration."""

from __future__ import annotations

import pytest

from gipfelbuch.model.reports import Language
from gipfelbuch.normalizing.durations import duration_value, parse_compound, parse_duration


@pytest.mark.parametrize(
    ("words", "language", "duration"),
    [
        ("für fünf Jahre", "de", "P5Y"),
        ("um drei Jahre", "de", "P3Y"),
        ("drei Jahre lang", "de", "P3Y"),
        ("dreijährig", "de", "P3Y"),
        ("ein dreijähriger Vertrag", "de", "P3Y"),
        ("zweieinhalbjährige", "de", "P30M"),
        ("eineinhalb Jahre", "de", "P18M"),
        ("ein halbes Jahr", "de", "P6M"),
        ("halbjährig", "de", "P6M"),
        ("zwei Jahrzehnte", "de", "P20Y"),
        ("48 Stunden", "de", "PT48H"),
        ("zweitägig", "de", "P2D"),
        ("sechs Monate", "de", "P6M"),
        ("zwei Wochen", "de", "P2W"),
        ("einem Jahr", "de", "P1Y"),
        ("over six years", "en", "P6Y"),
        ("for a year", "en", "P1Y"),
        ("for half a year", "en", "P6M"),
        ("two and a half years", "en", "P30M"),
        ("a three-year deal", "en", "P3Y"),
        ("ten days", "en", "P10D"),
        ("a fortnight", "en", "P2W"),
        ("90 minutes", "en", "PT90M"),
        ("seit Jahren", "de", None),
        ("der Vertrag", "de", None),
    ],
)
def test_durations_as_iso_8601(words: str, language: Language, duration: str | None) -> None:
    assert parse_duration(words, language) == duration


def test_halves_move_to_the_smaller_unit() -> None:
    assert [duration_value(1.5, "Y"), duration_value(2.5, "TH"), duration_value(None, "D")] == ["P18M", "PT150M", "PXD"]


def test_words_without_a_number_are_no_compound() -> None:
    assert parse_compound("langjährig", "de") is None
