"""Text to raw words: offsets of words, numbers and marks of punctuation."""

from __future__ import annotations

from itertools import pairwise

import regex

from gipfelbuch.knowledge.words import abbreviations
from gipfelbuch.model.reports import Language

_JOINERS = r"[-\u2010\u2011\u00ad]"
_APOSTROPHES = "'\u2019\u2032\u00b4\u02bc"
_WORD = regex.compile(
    rf"""
    (?:\p{{Lu}}\.){{2,}}                                         # U.S.
  | \d+(?:[.,:]\d+)*(?:{_JOINERS}[\p{{L}}\p{{M}}]+(?:{_JOINERS}[\p{{L}}\p{{M}}\d]+)*)?   # 48,9  14:30  20-jährig
  | [{_APOSTROPHES}](?:s|re|ve|ll|d|m)\b                         # 's
  | [\p{{L}}\p{{M}}\d_]+                                         # words, compounds, names
    (?:(?:{_JOINERS}|[{_APOSTROPHES}](?=[\p{{L}}]{{2,}})(?!(?:re|ve|ll)\b)|&(?=\p{{Lu}}))[\p{{L}}\p{{M}}\d_]+)*
    {_JOINERS}?                                                  # "Hin- und Rückflug"
  | \.{{2,}} | [^\s\p{{C}}]                                      # "..." and any single mark
    """,
    regex.VERBOSE,
)


def find_words(text: str, language: Language) -> list[tuple[int, int]]:
    """Offsets of every word, number and mark of punctuation, in order, without white space.

    A full stop belongs to the word before it only in initialisms ("U.S.") and known abbreviations
    of several letters ("z.B." stays two words with their stops apart).

    Returns:
        Half-open (start, end) pairs in code points.
    """
    raw = [m.span() for m in _WORD.finditer(text)]
    known = abbreviations(language)
    out: list[tuple[int, int]] = []
    skip = False
    for (start, end), (next_start, next_end) in pairwise([*raw, (len(text), len(text))]):
        if skip:
            skip = False
            continue
        is_stop = next_start == end and text[next_start:next_end] == "."
        if is_stop and text[start:end] in known and len(text[start:end]) > 1:
            out.append((start, next_end))
            skip = True
        else:
            out.append((start, end))
    return out
