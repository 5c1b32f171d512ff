"""Whether two names can be one: their words enter, a judgement leaves."""

from __future__ import annotations

from gipfelbuch.knowledge.acronyms import acronyms_of, is_acronym
from gipfelbuch.model.marks import Mention
from gipfelbuch.model.reports import Document

LONGEST_BRACKETS_CHARS = 12  # " (" and the longest acronym


def name_words(name: str) -> tuple[str, ...]:
    """The words of a name in lower case."""
    return tuple(name.lower().split())


def _same_word(a: str, b: str) -> bool:
    return a == b or a + "s" == b or a == b + "s" or a.rstrip("'’") == b.rstrip("'’")


def are_compatible(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether one name can be a shorter form of the other."""
    short, long = sorted((one, other), key=len)
    if len(short) == 1:
        return _same_word(short[0], long[-1]) or short[0] == long[0] or (len(long) > 2 and short[0] in long)
    if len(short) == len(long):
        return all(_same_word(a, b) for a, b in zip(short, long, strict=True)) or (
            _same_word(short[-1], long[-1]) and short[0][0] == long[0][0] and short[0][1:2] == "."
        )
    return (_same_word(short[-1], long[-1]) and (short[0] == long[0] or short[0][0] == long[0][0])) or all(
        w in long for w in short
    )


def is_part(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether the words of a name end or begin a longer one."""
    return len(short) < len(long) and short in (long[-len(short) :], long[: len(short)])


def acronyms_at(document: Document, mention: Mention) -> set[str]:
    """Acronyms of a body, in lower case: in brackets in its words or behind them, and of the letters of its name."""
    found = set() if mention.nominal else {a.lower() for a in acronyms_of(mention.name)}
    start, end = mention.span.start, mention.span.end
    opened = document.text.find("(", start, end + len(" ("))
    if opened > start:
        bracket = document.text[opened + 1 : opened + LONGEST_BRACKETS_CHARS].partition(")")[0]
        found |= {bracket.lower()} if is_acronym(bracket) else set()
    return found
