"""Words that tell a number to the number: digits, number words, scales, of both languages."""

from __future__ import annotations

from functools import lru_cache

import regex

from gipfelbuch.knowledge.numerals import numerals
from gipfelbuch.model.reports import Language

CACHED_WORDS = 50_000  # entries; number words repeat
LONGEST_WORD_CHARS = 80  # a German number word in print is shorter; longer ones are not numbers
_DIGITS = regex.compile(r"\d+(?:[.,'’\u00a0\u202f ]\d+)*")
_GROUPED = {
    "de": regex.compile(r"\d{1,3}(?:([.'’\u00a0\u202f ])\d{3})(?:\1\d{3})*(?:,\d+)?"),
    "en": regex.compile(r"\d{1,3}(?:([,'’\u00a0\u202f ])\d{3})(?:\1\d{3})*(?:\.\d+)?"),
}
_PIECE = regex.compile(r"\d+(?:[.,'’\u00a0\u202f]\d+)*(?:\u0020\d{3}(?!\d))*|[\p{L}\p{M}]+\.?|[½¼¾]")
_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75}
_HALF_TAIL = regex.compile(r"(.+?)(?:und|ein|undein)halb$")


def parse_digits(text: str, language: Language) -> float | None:
    """The value of digits with the separators of the language; None if they are no number.

    >>> parse_digits("1.234,5", "de"), parse_digits("1,234.5", "en"), parse_digits("48,9", "de")
    (1234.5, 1234.5, 48.9)
    """
    if not _DIGITS.fullmatch(text):
        return None
    decimal, group = (",", ".") if language == "de" else (".", ",")
    if _GROUPED[language].fullmatch(text):
        text = regex.sub(rf"[{group}'’\u00a0\u202f ]", "", text)
    elif text.count(group) == 1 and decimal not in text:
        text = text.replace(group, ".")  # the other language's decimal mark
    try:
        return float(text.replace(decimal, "."))
    except ValueError:
        return None


@lru_cache(maxsize=CACHED_WORDS)
def parse_numeral(word: str, language: Language) -> float | None:
    """The value of one number word, a German compound too; None if it is none.

    >>> parse_numeral("zweihundertfünfzig", "de"), parse_numeral("zweieinhalb", "de"), parse_numeral("seven", "en")
    (250.0, 2.5, 7.0)
    """
    lower = word.lower()
    known = numerals(language).get(lower)
    if known is not None:
        label, value = known
        return value if label in ("unit", "tens", "hundred", "whole", "half") or lower == "tausend" else None
    if len(lower) > LONGEST_WORD_CHARS:
        return None
    if language == "en":
        return _english_pair(lower) if "-" in lower else None
    return _german_compound(lower)


def _english_pair(lower: str) -> float | None:
    """ "twenty-five"."""
    tens, _, unit = lower.partition("-")
    first, second = numerals("en").get(tens), numerals("en").get(unit)
    if first and second and first[0] == "tens" and second[0] == "unit" and second[1]:
        return first[1] + second[1]
    return None


def _german_compound(lower: str) -> float | None:
    """ "zweihundertfünfundzwanzig": split at "tausend", then "hundert", then "und"."""
    tail = _HALF_TAIL.fullmatch(lower)
    if tail:
        whole = parse_numeral(tail.group(1).removesuffix("ein") or "ein", "de")
        return whole + 0.5 if whole is not None and whole >= 1 else None
    for mark, size in (("tausend", 1000.0), ("hundert", 100.0)):
        before, found, after = lower.partition(mark)
        if found:
            return _composed(before, size, after.removeprefix("und"))
    unit, found, tens = lower.rpartition("und")
    first, second = numerals("de").get(unit), numerals("de").get(tens)
    if found and first and second and first[0] == "unit" and second[0] == "tens" and first[1]:
        return first[1] + second[1]
    return None


def _composed(before: str, size: float, after: str) -> float | None:
    factor = parse_numeral(before, "de") if before else 1.0
    rest = parse_numeral(after, "de") if after else 0.0
    if factor is None or rest is None or rest >= size or factor != int(factor):
        return None
    return factor * size + rest


def parse_number(words: str, language: Language) -> float | None:
    """The number that words tell.

    Args:
        words: digits, number words and scales, nothing else ("70 Billionen", "two hundred and fifty", "a dozen").
        language: decides separators, words and whether scales are long or short.

    Returns:
        The number; None if any of the words is no part of one. A bare "a" or "an" is none.

    >>> parse_number("70 Billionen", "de"), parse_number("2.4 billion", "en"), parse_number("half a million", "en")
    (70000000000000.0, 2400000000.0, 500000.0)
    """
    if words.strip().lower() in ("a", "an"):
        return None
    pieces = _PIECE.findall(words)
    if not pieces or regex.sub(r"[\s\-]", "", "".join(pieces)) != regex.sub(r"[\s\-]", "", words):
        return None
    if language == "en" or len(pieces) == 1:
        return _added(pieces, language)
    whole = parse_numeral(words.strip().lower(), language)
    return whole if whole is not None else _added(pieces, language)


def _added(pieces: list[str], language: Language) -> float | None:
    """Add units, multiply by scales, from left to right."""
    total = 0.0
    current: float | None = None
    for piece, following in zip(pieces, [*pieces[1:], ""], strict=True):
        lower = piece.lower()
        label, value = numerals(language).get(lower) or numerals(language).get(lower.rstrip(".")) or ("", 0.0)
        if label == "and":
            continue
        if label == "scale":
            total, current = total + (1.0 if current is None else current) * value, None
            continue
        if label == "hundred":
            current = (1.0 if current is None else current) * value
            continue
        if label == "half" and current == 1.0 and language == "de":
            current = value  # "eine halbe Million"
            continue
        if lower in ("a", "an") and (current == 0.5 or following.lower() == "half"):
            continue  # "half a million", "two and a half"
        if label == "whole" and current is not None and lower in ("dutzend", "dozen"):
            current *= value
            continue
        single = _single(piece, language)
        if single is None:
            return None
        current = single if current is None else current + single
    return total + (current or 0.0)


def _single(piece: str, language: Language) -> float | None:
    if piece in _FRACTIONS:
        return _FRACTIONS[piece]
    return parse_digits(piece, language) if piece[0].isdigit() else parse_numeral(piece, language)
