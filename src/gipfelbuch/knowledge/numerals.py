"""Number words of German and English, read from the table ``numerals``."""

from __future__ import annotations

from functools import cache

from gipfelbuch.knowledge.tables import load_table, phrases
from gipfelbuch.model.reports import Language

Numeral = tuple[str, float]


@cache
def numerals(language: Language) -> dict[str, Numeral]:
    """Class and value of every number word in lower case."""
    return {
        word.lower(): (row["class"], float(row["value"] or 0))
        for row in load_table("numerals")
        for word in phrases(row[language])
    }


@cache
def scales(language: Language) -> dict[str, float]:
    """The value of every scale word in lower case ("milliarden": 10^9), abbreviations included."""
    return {word: value for word, (label, value) in numerals(language).items() if label in ("scale", "hundred")}
