"""Who leads: a role as reports write it enters, the rank of the office leaves."""

from __future__ import annotations

from enum import StrEnum
from functools import cache, lru_cache

from gipfelbuch.knowledge.actors import Office, office_of
from gipfelbuch.knowledge.tables import load_table, phrases, words
from gipfelbuch.model.reports import Language

CACHED_ROLES = 20_000  # entries
SHORTEST_STEM_CHARS = 5  # that may have an ending ("ehemalig"); shorter ones ("ex") begin too many other words
LANGUAGES: tuple[Language, ...] = ("de", "en")


class Rank(StrEnum):
    """The ranks of which travel is told."""

    STATE = "head of state"
    GOVERNMENT = "head of government"
    MINISTER = "minister"


_RANKS = {"state": Rank.STATE, "government": Rank.GOVERNMENT, "minister": Rank.MINISTER}


@lru_cache(maxsize=CACHED_ROLES)
def rank_of_role(role: str) -> Rank | None:
    """The rank of an office.

    The longest phrase of the role that is an office decides, so that a "vice president" is no president; a former or
    future one has no rank.

    Args:
        role: as a report writes it, German or English.

    Returns:
        The rank; None if the office has none, or none is known.

    >>> rank_of_role("südkoreanischer Präsident"), rank_of_role("vice president")
    (<Rank.STATE: 'head of state'>, None)
    """
    told = role.split()
    behind = next((i for i, w in enumerate(told) if w.casefold() in _context("behind")), len(told))
    for length in range(len(told), 0, -1):
        for start in range(
            min(behind - 1, len(told) - length), -1, -1
        ):  # "executive president": the last word is the head
            office = _office(" ".join(told[start : start + length]))
            if office:
                out = any(map(_is_out, (*told[:start], office.prefix)))
                return None if out else _RANKS.get(office.rank)
    return None


@lru_cache(maxsize=CACHED_ROLES)
def heads_organisation(role: str) -> bool:
    """Whether a role is that of the head of an international organisation ("UN-Generalsekretär").

    Args:
        role: as a report writes it, German or English.
    """
    told = role.casefold().replace("-", " ")
    if any(map(_is_out, told.split())):
        return False
    (row,) = load_table("organisation_heads")
    return any(head in told for language in LANGUAGES for head in phrases(row[language]))


def _office(phrase: str) -> Office | None:
    return next((found for language in LANGUAGES if (found := office_of(phrase, language))), None)


def _is_out(word: str) -> bool:
    bare = word.casefold().strip("-")
    return any(bare == w or (len(w) >= SHORTEST_STEM_CHARS and bare.startswith(w)) for w in _context("out"))


@cache
def _context(use: str) -> frozenset[str]:
    return frozenset(
        word
        for row in load_table("office_contexts")
        if row["use"] == use
        for language in LANGUAGES
        for word in words(row[language])
    )
