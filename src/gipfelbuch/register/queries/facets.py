"""Search with what would narrow it: words enter, hits leave, and how many each kind, state, language and year has.

Facets are counted over the latest ``MOST_COUNTED`` hits; of words that more records have, the hits beyond are not
counted, and the answer says so.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from gipfelbuch.model.reports import Language
from gipfelbuch.register.hits import Narrow
from gipfelbuch.register.queries.answers import Answer, Scope
from gipfelbuch.register.queries.counting import YEAR_CHARS
from gipfelbuch.register.queries.histories import EVERYTHING
from gipfelbuch.register.queries.searching import (
    Hit,
    Passage,
    hits_of,
    matching_passages,
    one_a_record,
)
from gipfelbuch.register.queries.sides import find_side
from gipfelbuch.register.store import Register

MOST_COUNTED = 5_000  # hits; found and counted in about 40 ms


class Facet(StrEnum):
    """What a search can be narrowed by."""

    KIND = "kind"
    COUNTRY = "country"
    LANGUAGE = "language"
    YEAR = "year"
    PART = "part"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a search found.

    Args:
        hits: those of the page, the latest first.
        total: how many there are, or were counted.
        all_counted: whether there are no more than ``total``.
        facets: by facet, how many hits each value has, most first (years: the latest first); values without any are
            left out.
    """

    hits: Answer[Hit]
    total: int
    all_counted: bool
    facets: Mapping[Facet, tuple[tuple[str, int], ...]]


def find(
    register: Register,
    query: str,
    of: Sequence[str] = (),
    scope: Scope = EVERYTHING,
    *,
    part: str | None = None,
    language: Language | None = None,
    counted: int = MOST_COUNTED,
) -> Finding:
    """Find words in quotes and evidence, and count what they are found in.

    Args:
        register: where to look.
        query: words, all of which must be there in any form; words in quotation marks as they stand, in that order.
        of: only what each of these states and parties has part in.
        scope: period, kinds, and which of the counted hits are told.
        part: "quote" or "evidence" alone; None for both.
        language: only in reports of this language; None for all.
        counted: hits at most that are counted and can be told, the latest.

    Raises:
        QuestionError: if the query holds no word, or nobody is called so, or several are.
    """
    with register.database.read() as connection:
        sides = tuple(dict.fromkeys(find_side(connection, name).key for name in of))
        narrow = Narrow(sides=sides, part=part, language=language)
        passages = matching_passages(connection, query, scope, narrow, counted)
        best = one_a_record(passages)
        some = best[:counted]
        end = None if scope.most is None else scope.skip + scope.most
        hits = hits_of(connection, some[scope.skip : end])
        facets = _facets(some, passages)
    return Finding(
        hits=Answer(columns=Hit.COLUMNS, items=hits, more=end is not None and len(some) > end),
        total=len(some),
        all_counted=len(best) == len(some),
        facets=facets,
    )


def _facets(counted: Sequence[Passage], passages: Iterable[Passage]) -> dict[Facet, tuple[tuple[str, int], ...]]:
    records = {p.record for p in counted}
    found = [p for p in passages if p.record in records]
    years = Counter(p.day[:YEAR_CHARS] for p in counted if p.day)
    states = Counter(side for p in counted for side in p.sides.split() if ":" not in side)  # ids of parties have one
    return {
        Facet.KIND: _ranked(Counter(p.kind for p in counted)),
        Facet.COUNTRY: _ranked(states),
        Facet.LANGUAGE: _ranked(_once_a_record((p.record, p.language) for p in found)),
        Facet.YEAR: tuple(sorted(years.items(), reverse=True)),
        Facet.PART: _ranked(_once_a_record((p.record, p.part) for p in found)),
    }


def _ranked(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _once_a_record(pairs: Iterable[tuple[str, str]]) -> Counter[str]:
    """How many records each value has, from pairs of record and value."""
    records: defaultdict[str, set[str]] = defaultdict(set)
    for record, value in pairs:
        records[value].add(record)
    return Counter({value: len(of) for value, of in records.items()})
