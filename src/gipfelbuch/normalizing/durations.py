"""Words that tell a duration to ISO 8601: "für fünf Jahre" is P5Y, "over six years" P6Y, "dreijährig" P3Y."""

from __future__ import annotations

from functools import cache, lru_cache

import regex

from gipfelbuch.knowledge.tables import load_table, phrases
from gipfelbuch.model.reports import Language
from gipfelbuch.normalizing.numbers import parse_number, parse_numeral

CACHED_WORDS = 20_000  # entries; durations repeat
SMALLER = {"Y": ("M", 12), "D": ("TH", 24), "TH": ("TM", 60), "TM": ("TS", 60)}  # the unit that a half is told in
_WORD = regex.compile(r"\d+(?:[.,]\d+)*|[\p{L}\p{M}]+\.?")
_COMPOUND = regex.compile(r"(\d+(?:[.,]\d+)?|[\p{L}\p{M}]+)-?([\p{L}\p{M}]+)")


@cache
def _units(language: Language) -> dict[str, tuple[str, int]]:
    """Unit words in lower case: code and how many of the code one is ("fortnight": two weeks)."""
    return {
        word.lower(): (row["code"], int(row["factor"]))
        for row in load_table("duration_units")
        for word in phrases(row[language])
    }


@cache
def _adjective_stems() -> dict[str, tuple[str, int]]:
    """Tails of German adjectives of duration: "jährig", "tägig"."""
    return {
        stem: (row["code"], int(row["factor"]))
        for row in load_table("duration_units")
        for stem in phrases(row["de_adjective"])
    }


def duration_value(number: float | None, unit: str, factor: int = 1) -> str:
    """A TIMEX3 and ISO 8601 duration; X for an unknown number (TIMEX3 only).

    A half is told in the next smaller unit, so that numbers stay whole.

    >>> duration_value(5, "Y"), duration_value(1.5, "Y"), duration_value(48, "TH"), duration_value(None, "D")
    ('P5Y', 'P18M', 'PT48H', 'PXD')
    """
    amount = None if number is None else number * factor
    if amount is not None and amount != int(amount) and unit in SMALLER:
        smaller, ratio = SMALLER[unit]
        if amount * ratio == int(amount * ratio):
            unit, amount = smaller, amount * ratio
    digits = "X" if amount is None else f"{amount:.10g}"
    return f"PT{digits}{unit[1:]}" if unit.startswith("T") else f"P{digits}{unit}"


def unit_of(word: str, language: Language) -> tuple[str, int] | None:
    """Code and factor of a unit of time; None if the word is none."""
    return _units(language).get(word.lower())


@lru_cache(maxsize=CACHED_WORDS)
def parse_compound(word: str, language: Language) -> tuple[float, str, int] | None:
    """Number, code and factor of a word that holds both ("dreijährig", "48-Stunden", "three-year"); None if it does not.

    >>> parse_compound("dreijährigen", "de"), parse_compound("14-Tage", "de"), parse_compound("three-year", "en")
    ((3.0, 'Y', 1), (14.0, 'D', 1), (3.0, 'Y', 1))
    """
    number, _, tail = word.partition("-")
    if tail:
        unit = unit_of(tail, language) or (_adjective(tail) if language == "de" else None)
        value = parse_number(number, language)
        return (value, *unit) if unit and value is not None else None
    if language == "en":
        return None
    for cut in range(len(word) - 3, 1, -1):
        unit = _adjective(word[cut:])
        if unit:
            value = parse_numeral(word[:cut], language)
            if value is not None:
                return value, *unit
    return None


def _adjective(tail: str) -> tuple[str, int] | None:
    stem = regex.sub(r"(?:e|en|er|es|em)$", "", tail.lower())
    return _adjective_stems().get(stem)


def parse_duration(words: str, language: Language) -> str | None:
    """The duration that words tell, as ISO 8601.

    Args:
        words: a phrase with at most one duration ("für fünf Jahre", "dreijährig", "over six years", "zwei Wochen lang").
        language: of the words.

    Returns:
        ISO 8601 duration; None if the words tell none or leave the number open ("seit Jahren").

    >>> parse_duration("für fünf Jahre", "de"), parse_duration("over six years", "en"), parse_duration("ein halbes Jahr", "de")
    ('P5Y', 'P6Y', 'P6M')
    """
    found = [m.group() for m in regex.finditer(r"[\p{L}\p{M}\d.,]+(?:-[\p{L}\p{M}\d]+)*", words)]
    for i, word in enumerate(found):
        unit = unit_of(word.rstrip(".,"), language)
        if unit:
            number = _number_before(found[max(0, i - 4) : i], language)
            if number is not None:
                return duration_value(number, *unit)
        compound = parse_compound(word.rstrip(".,"), language)
        if compound:
            return duration_value(*compound)
    return None


def _number_before(words: list[str], language: Language) -> float | None:
    """The number that the longest run of words right before the unit tells."""
    for start in range(len(words)):
        run = words[start:]
        if (run[-1:] and run[0].lower() == "and") or run[0].lower() == "und":
            continue
        number = 1.0 if len(run) == 1 and run[0].lower() in ("a", "an") else parse_number(" ".join(run), language)
        if number is not None:
            return number
    return None
