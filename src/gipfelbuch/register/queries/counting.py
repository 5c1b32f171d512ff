"""How much there is: sides and a period enter, numbers of records by year and kind leave, without any record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy import func, select

from gipfelbuch.model.entries import Kind
from gipfelbuch.register.calendar import UNDATED
from gipfelbuch.register.queries.answers import Cell, Scope
from gipfelbuch.register.queries.days import days_of, within
from gipfelbuch.register.queries.histories import EVERYTHING, find_two
from gipfelbuch.register.queries.keeping import kept
from gipfelbuch.register.queries.sides import find_side
from gipfelbuch.register.store import Register

YEAR_CHARS = 4  # of an ISO date


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """Records of a kind in a year; ``year`` is None for those of which no day is known."""

    COLUMNS: ClassVar[tuple[str, ...]] = ("year", "kind", "records")

    year: str | None
    kind: Kind
    records: int

    def cells(self) -> tuple[Cell, ...]:
        """One value each of ``COLUMNS``."""
        return (self.year, self.kind.value, self.records)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How records lie in time.

    Args:
        counts: by year and kind, in order; those without a day first.
        first: first day; None if there is none. So for the last.
        last: last day.
    """

    counts: tuple[Count, ...]
    first: str | None
    last: str | None

    @property
    def kinds(self) -> Mapping[Kind, int]:
        """Records by kind, in the order of kinds; kinds without any are left out."""
        found: Counter[Kind] = Counter()
        for count in self.counts:
            found[count.kind] += count.records
        return {kind: found[kind] for kind in Kind if kind in found}

    def years(self, kinds: frozenset[Kind] = frozenset()) -> Mapping[str, int]:
        """Records by year, in order, of some kinds or of all; years without any are left out."""
        found: Counter[str] = Counter()
        for count in self.counts:
            if count.year and (not kinds or count.kind in kinds):
                found[count.year] += count.records
        return dict(sorted(found.items()))

    def total(self, kinds: frozenset[Kind] = frozenset()) -> int:
        """How many records there are of some kinds, or of all."""
        return sum(c.records for c in self.counts if not kinds or c.kind in kinds)


@kept
def spread(register: Register, one: str | None = None, other: str | None = None, scope: Scope = EVERYTHING) -> Spread:
    """How many records there are by year and kind, and when they begin and end.

    Args:
        register: where to look.
        one: a state (all that belong to it) or a party; None for everyone.
        other: likewise: then only what both have part in.
        scope: its period; kinds and number do not count.

    Raises:
        QuestionError: if nobody is called so, several are, or both are the same.
    """
    with register.database.read() as connection:
        if one and other:
            told = days_of(find_two(connection, one, other)).subquery()
        else:
            told = days_of([find_side(connection, n) for n in (one, other) if n]).subquery()
        year = func.substr(told.c.day, 1, YEAR_CHARS)
        query = select(year, told.c.kind, func.count()).where(*within(told.c.day, scope)).group_by(year, told.c.kind)
        rows = connection.execute(query).all()
        dated = (told.c.day != UNDATED, *within(told.c.day, scope))
        first, last = (connection.scalar(select(end(told.c.day)).where(*dated)) for end in (func.min, func.max))
    counts = (Count(year=year or None, kind=Kind(kind), records=number) for year, kind, number in rows)
    return Spread(
        counts=tuple(sorted(counts, key=lambda c: (c.year or "", list(Kind).index(c.kind)))), first=first, last=last
    )
