"""Words that can be searched for: an entry's words enter, a row of ``passages`` leaves; a query enters, what it asks for.

Words are folded (lower case, no accents, ß as ss) and stand beside their dictionary forms in German and English, so
that "Verhandlungen" finds "Verhandlung".
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import regex

from gipfelbuch.knowledge.words import lemma
from gipfelbuch.model.reports import Language

CACHED_WORDS = 100_000  # entries: of the words of a register nearly all have come before
LANGUAGES: tuple[Language, ...] = ("de", "en")
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")
_PHRASE = regex.compile(r'"([^"]*)"|„([^“”"]*)[“”"]|“([^”]*)”|«([^»]*)»|(\S+)')


def folded(words: str) -> str:
    """Lower case, without accents, words parted by single spaces: what two spellings of a name have in common."""
    return " ".join(_fold(w) for w in _WORD.findall(words))


def passage_of(report: str, entry: str, part: str, words: str, language: Language) -> dict[str, str]:
    """A row of ``passages``.

    Args:
        report: the report's key.
        entry: the entry's id.
        part: "quote" or "evidence".
        words: as they stand in the report.
        language: of the report.
    """
    found = _WORD.findall(words)
    plain = [_fold(w) for w in found]
    lemmas = {_fold(_lemma(w, language)) for w in found} - set(plain)
    return {
        "report": report,
        "entry": entry,
        "part": part,
        "folded": " ".join(plain),
        "lemmas": " ".join(sorted(lemmas)),
    }


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a query asks for.

    Args:
        forms: of each word, the forms of which one must be there.
        phrases: words that must stand as they are, in that order, folded.
    """

    forms: tuple[frozenset[str], ...]
    phrases: tuple[str, ...]


def wanted_by(query: str) -> Wanted | None:
    """What a query asks for; None if it holds no word.

    Args:
        query: words, all of which must be there in any form; words in quotation marks as they stand, in that order.

    >>> wanted_by('"ohne Bedingungen"').phrases
    ('ohne bedingungen',)
    """
    bare, phrases = _parted(query)
    forms = [frozenset(_forms(word)) for word in bare] + [frozenset({word}) for phrase in phrases for word in phrase]
    return Wanted(tuple(forms), tuple(" ".join(phrase) for phrase in phrases)) if forms else None


def matching_spans(query: str, words: str, language: Language) -> list[tuple[int, int]]:
    """Where the words of a query stand in words that it found.

    Args:
        query: as for ``wanted_by``.
        words: as they stand in a report.
        language: of the report.

    Returns:
        Start and end of each word, or of each passage in quotation marks, in order and apart from each other.

    >>> matching_spans("Verhandlung", "Die Verhandlungen ruhen.", "de")
    [(4, 17)]
    """
    bare, phrases = _parted(query)
    forms = {form for word in bare for form in _forms(word)}
    found = list(_WORD.finditer(words))
    plain = [_fold(word[0]) for word in found]
    hit = {i for i, word in enumerate(found) if {plain[i], _fold(_lemma(word[0], language))} & forms}
    spans = {i: i for i in hit}
    for phrase in phrases:
        for i in range(len(plain) - len(phrase) + 1):
            if plain[i : i + len(phrase)] == phrase:
                spans[i] = max(spans.get(i, i), i + len(phrase) - 1)
    return _merged((found[first].start(), found[last].end()) for first, last in sorted(spans.items()))


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order, those that overlap put together."""
    out: list[tuple[int, int]] = []
    for start, end in spans:
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def _parted(query: str) -> tuple[list[str], list[list[str]]]:
    """The words of a query outside quotation marks, as written, and its passages in quotation marks, folded."""
    bare: list[str] = []
    phrases: list[list[str]] = []
    for *quoted, outside in _PHRASE.findall(query):
        words = _WORD.findall(outside or "".join(quoted))
        if outside:
            bare += words
        elif words:
            phrases.append([_fold(word) for word in words])
    return bare, phrases


@lru_cache(maxsize=CACHED_WORDS)
def _fold(word: str) -> str:
    parted = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in parted if not unicodedata.combining(c))


def _forms(word: str) -> set[str]:
    return {_fold(word)} | {_fold(_lemma(w, language)) for language in LANGUAGES for w in (word, word.lower())}


@lru_cache(maxsize=CACHED_WORDS)
def _lemma(word: str, language: Language) -> str:
    # a lemma of several words, or with marks in it, would not be one word of the index
    found = lemma(word, language)
    return found if _WORD.fullmatch(found) else word
