"""Words that tell a number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gipfelbuch.model.reports import Language
from gipfelbuch.normalizing.numbers import parse_digits, parse_number, parse_numeral


@pytest.mark.parametrize(
    ("words", "language", "number"),
    [
        ("sieben", "de", 7),
        ("zwölf", "de", 12),
        ("einundzwanzig", "de", 21),
        ("zweihundertfünfzig", "de", 250),
        ("vierundzwanzigtausend", "de", 24_000),
        ("eintausendneunhundertneunundneunzig", "de", 1999),
        ("tausend", "de", 1000),
        ("ein Dutzend", "de", 12),
        ("eineinhalb", "de", 1.5),
        ("anderthalb", "de", 1.5),
        ("zweieinhalb Milliarden", "de", 2.5e9),
        ("eine halbe Million", "de", 500_000),
        ("zwei Millionen dreihunderttausend", "de", 2_300_000),
        ("70 Billionen", "de", 70e12),
        ("48,9 Milliarden", "de", 48.9e9),
        ("300 Mio.", "de", 300e6),
        ("1.234,5", "de", 1234.5),
        ("100 000", "de", 100_000),
        ("beide", "de", 2),
        ("seven", "en", 7),
        ("a dozen", "en", 12),
        ("two dozen", "en", 24),
        ("twenty-five", "en", 25),
        ("two hundred and fifty", "en", 250),
        ("half a million", "en", 500_000),
        ("one and a half million", "en", 1.5e6),
        ("2.4bn", "en", 2.4e9),
        ("70 trillion", "en", 70e12),
        ("1,234.5", "en", 1234.5),
        ("hundred", "en", 100),
        ("Haus", "de", None),
        ("drei Häuser", "de", None),
        ("a", "en", None),
        ("", "en", None),
    ],
)
def test_number_words_and_scales(words: str, language: Language, number: float | None) -> None:
    assert parse_number(words, language) == number


@pytest.mark.parametrize(
    ("digits", "language", "number"),
    [("1.5", "de", 1.5), ("1.500", "de", 1500), ("1,500", "en", 1500), ("1,5", "en", 1.5), ("1.2.3", "de", None)],
)
def test_separators_of_either_language(digits: str, language: Language, number: float | None) -> None:
    assert parse_digits(digits, language) == number


@given(st.text(max_size=120), st.sampled_from(["de", "en"]))
def test_any_text_is_a_number_or_none(text: str, language: Language) -> None:
    assert parse_number(text, language) is None or parse_number(text, language) >= 0


def test_absurdly_long_words_are_no_numbers() -> None:
    assert parse_numeral("hundert" * 100_000, "de") is None
