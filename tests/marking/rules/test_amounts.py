"""Amounts of money: their characters, value and currency."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gipfelbuch.marking.rules.amounts import mark_amounts
from gipfelbuch.model.marks import Amount
from gipfelbuch.model.reports import Language, Report
from gipfelbuch.segmenting import segment_report

BRACKETED = re.compile(r"\[(.*?)\]")


def amounts_of(text: str, language: Language = "de") -> tuple[Amount, ...]:
    return mark_amounts(segment_report(Report(id="r", text=text, language=language)))


GERMAN = [
    ("Das Paket kostet [48,9 Milliarden Dollar].", [(48.9e9, "USD")]),
    ("Der Tausch umfasst [70 Billionen Won].", [(70e12, "KRW")]),
    ("Sie zahlen rund [300 Mio. Euro].", [(300e6, "EUR")]),
    ("Sie zahlen [1,5 Mrd. US-Dollar].", [(1.5e9, "USD")]),
    ("Sie zahlen [USD 300 Mio.] im Jahr.", [(300e6, "USD")]),
    ("Das kostet [300 €] im Monat.", [(300, "EUR")]),
    ("Das kostet [100 000 Euro].", [(100_000, "EUR")]),
    ("Das kostet [1.234.567,50 Euro].", [(1_234_567.5, "EUR")]),
    ("Sie geben [eineinhalb Millionen Franken].", [(1.5e6, "CHF")]),
    ("Sie geben [eine halbe Million Euro].", [(500_000, "EUR")]),
    ("Sie geben [zweihundert Millionen Yen].", [(200e6, "JPY")]),
    ("Sie leihen [450 Milliarden Tenge].", [(450e9, "KZT")]),
    ("Sie leihen [500 Millionen kanadische Dollar].", [(500e6, "CAD")]),
    ("Sie leihen [3 Millionen norwegische Kronen].", [(3e6, "NOK")]),
    ("Schweden zahlt [20 Millionen Kronen].", [(20e6, "SEK")]),
    ("Mexiko zahlt [zehn Millionen Pesos].", [(10e6, "MXN")]),
    ("Sie zahlten [zehn Millionen Pesos].", [(10e6, None)]),
    ("Ägypten und Kairo: [zehn Millionen ägyptische Pfund].", [(10e6, "EGP")]),
    ("Es fehlen [zwei] bis [drei Milliarden Euro].", [(2e9, "EUR"), (3e9, "EUR")]),
    ("Zwischen [10] und [20 Millionen Pfund] flossen ab.", [(10e6, "GBP"), (20e6, "GBP")]),
    ("Das [750-Milliarden-Euro]-Programm läuft.", [(750e9, "EUR")]),
    ("Das [Zwei-Milliarden-Euro]-Paket scheiterte.", [(2e9, "EUR")]),
    ("Ein Brot kostet [80 Cent].", [(0.8, "EUR")]),
    ("Er bot [10 Millionen Dollar] und [5 Millionen Euro].", [(10e6, "USD"), (5e6, "EUR")]),
]
ENGLISH = [
    ("It is worth [$2.4bn] a year.", [(2.4e9, "USD")]),
    ("It is worth [€ 300 million].", [(300e6, "EUR")]),
    ("It is worth [£5m] now.", [(5e6, "GBP")]),
    ("It is worth [US$5 million].", [(5e6, "USD")]),
    ("It is worth [C$5 million].", [(5e6, "CAD")]),
    ("It is worth [2.4 billion Canadian dollars].", [(2.4e9, "CAD")]),
    ("It is worth [half a million euros].", [(500_000, "EUR")]),
    ("It is a [$20-billion] plan.", [(20e9, "USD")]),
    ("It is a [100-million-euro] loan.", [(100e6, "EUR")]),
    ("It costs [$2]-[3 billion] to build.", [(2e9, "USD"), (3e9, "USD")]),
    ("Saudi Arabia gave [3 billion riyals].", [(3e9, "SAR")]),
    ("Saudi Arabia gave [1,250 riyals].", [(1250, "SAR")]),
    ("It swapped [70 trillion won].", [(70e12, "KRW")]),
    ("They raised [two million three hundred thousand dollars].", [(2.3e6, "USD")]),
]


@pytest.mark.parametrize(
    ("language", "marked", "expected"),
    [("de", *case) for case in GERMAN] + [("en", *case) for case in ENGLISH],
)
def test_spans_values_and_currencies(language: Language, marked: str, expected: list[tuple[float, str | None]]) -> None:
    spans = [(m.start() - 2 * i, m.end() - 2 * (i + 1)) for i, m in enumerate(BRACKETED.finditer(marked))]
    found = amounts_of(BRACKETED.sub(r"\1", marked), language)
    assert [(a.span.start, a.span.end) for a in found] == spans
    assert [(a.value, a.currency) for a in found] == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Milliarden Euro fehlen, niemand nennt eine Zahl."),
        ("de", "Er zahlt mit einem Euro und geht."),
        ("de", "Es kamen 2000 Menschen."),
        ("en", "He weighs 200 pounds."),
        ("en", "Of ten matches five won."),
        ("en", "A billion-dollar question."),
    ],
)
def test_what_tells_no_sum_is_no_amount(language: Language, text: str) -> None:
    assert amounts_of(text, language) == ()


def test_a_bare_dollar_in_a_report_from_another_dollar_state_stays_open() -> None:
    (amount,) = amounts_of("Kanada baut. Kanada zahlt 20 Millionen Dollar an Ottawa.")
    assert amount.currency is None


def test_a_bare_won_follows_the_korea_that_is_told() -> None:
    (amount,) = amounts_of("Nordkorea druckte 5 Millionen Won. In Nordkorea steigen die Preise.")
    assert amount.currency == "KPW"


PIECES = st.sampled_from(
    [
        "$",
        "€",
        "300",
        "2,5",
        "-",
        "bis",
        "zwei",
        "Milliarden",
        "Mio.",
        "Euro",
        "Dollar",
        "Pfund",
        "US",
        "USD",
        "und",
        "million",
        "bn",
        "1.2.3",
        "\x00",
        "\n",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=25).map(" ".join), st.sampled_from(["de", "en"]))
def test_amounts_lie_in_the_text_and_are_positive(text: str, language: Language) -> None:
    found = amounts_of(text, language)
    assert all(0 <= a.span.start < a.span.end <= len(text) and a.value > 0 for a in found)
    assert list(found) == sorted(found, key=lambda a: a.span)
