"""Words that can be searched for: an entry's words enter, a row of ``passages`` leaves; a query enters, a condition.

Words are folded (lower case, no accents, ß as ss) and stand beside their dictionary forms in German and English, so
that "Verhandlungen" finds "Verhandlung". Both databases look them up in the same way: SQLite in a full-text table,
PostgreSQL in an inverted index over the same words.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache

import regex
from sqlalchemy import ColumnElement, Connection, Select, TextualSelect, and_, bindparam, false, select, text

from gipfelbuch.knowledge.words import lemma
from gipfelbuch.model.reports import Language
from gipfelbuch.register.tables import passages

CACHED_WORDS = 100_000  # entries: of the words of a register nearly all have come before
LANGUAGES: tuple[Language, ...] = ("de", "en")
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")
_QUOTATION_MARKS = '"„“”«»'
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


def passages_match(connection: Connection, query: str) -> ColumnElement[bool] | None:
    """The condition on ``passages`` that a query puts.

    Args:
        connection: to the register, for the way its database looks words up.
        query: words, all of which must be there in any form; words in quotation marks as they stand, in that order.

    Returns:
        A condition for a ``select`` from ``passages``; None if the query holds no word.
    """
    bare, phrases = _parted(query)
    wanted = [*map(_forms, bare), *({word} for phrase in phrases for word in phrase)]
    if not wanted:
        return None
    found = _sqlite(wanted) if connection.dialect.name == "sqlite" else _postgresql(wanted)
    told = " " + passages.c.folded + " "
    return and_(found, *(told.contains(f" {' '.join(phrase)} ", autoescape=True) for phrase in phrases))


def passage_test(query: str) -> Callable[[str, str], bool]:
    """The condition of ``passages_match`` on the words of a passage in hand.

    Args:
        query: as for ``passages_match``; it holds a word.

    Returns:
        Of a passage's folded words and its lemmas, whether the query finds it.
    """
    bare, phrases = _parted(query)
    wanted = [*map(_forms, bare), *({word} for phrase in phrases for word in phrase)]
    runs = [f" {' '.join(phrase)} " for phrase in phrases]

    def found(plain: str, lemmas: str) -> bool:
        there = {*plain.split(), *lemmas.split()}
        return all(not forms.isdisjoint(there) for forms in wanted) and all(run in f" {plain} " for run in runs)

    return found


def matching_spans(query: str, words: str, language: Language) -> list[tuple[int, int]]:
    """Where the words of a query stand in words that it found.

    Args:
        query: as for ``passages_match``.
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


def passages_found(connection: Connection, query: str) -> Select[tuple[int]]:
    """The ids of the passages that a query finds, straight from the index where that is enough.

    Args:
        connection: to the register, for the way its database looks words up.
        query: as for ``passages_match``; it holds a word.
    """
    quoted = any(mark in query for mark in _QUOTATION_MARKS)
    if connection.dialect.name == "sqlite" and not quoted:
        return select(_rows([_forms(w) for w in _WORD.findall(query)]).subquery().c.id)
    condition = passages_match(connection, query)
    return select(passages.c.id).where(condition if condition is not None else false())


def _sqlite(wanted: list[set[str]]) -> ColumnElement[bool]:
    return passages.c.id.in_(_rows(wanted))


def _rows(wanted: list[set[str]]) -> TextualSelect:
    """The ids of passages that have a form of each word, from the full-text table."""
    match = " AND ".join("(" + " OR ".join(f'"{w}"' for w in sorted(forms)) + ")" for forms in wanted)
    rows = text("SELECT rowid AS id FROM passages_index WHERE passages_index MATCH :match").bindparams(match=match)
    return rows.columns(passages.c.id)


def _postgresql(wanted: list[set[str]]) -> ColumnElement[bool]:
    indexed = "string_to_array(passages.folded || ' ' || passages.lemmas, ' ')"
    return and_(
        *(
            text(f"{indexed} && CAST(:{name} AS text[])").bindparams(bindparam(name, sorted(forms)))
            for name, forms in ((f"forms_{i}", forms) for i, forms in enumerate(wanted))
        )
    )


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
