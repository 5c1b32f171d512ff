"""What a register covers: nothing but the register enters; counts by month, language, publisher and kind leave."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy import Connection, func, select

from gipfelbuch.model.entries import Kind
from gipfelbuch.register import tables as t
from gipfelbuch.register.overlay import State
from gipfelbuch.register.queries.answers import Cell
from gipfelbuch.register.queries.keeping import kept
from gipfelbuch.register.store import Register

MOST_PUBLISHERS = 12  # told by name


@dataclass(frozen=True, slots=True, kw_only=True)
class CoveredMonth:
    """How many reports of a language a month has; ``month`` is None for reports without a date."""

    month: str | None
    language: str
    reports: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What a register covers.

    Args:
        reports: how many.
        first: day of the first dated report; None if none has a date. So for the last.
        last: day of the last one.
        months: reports by month of publication and language, in order; those without a date first.
        publishers: the names of those with most reports, and how many these are; None stands for unknown ones.
        other_publishers: how many more there are.
        kinds: records by kind, rejected ones left out.
    """

    COLUMNS: ClassVar[tuple[str, ...]] = ("month", "language", "reports")

    reports: int
    first: str | None
    last: str | None
    months: tuple[CoveredMonth, ...]
    publishers: tuple[tuple[str | None, int], ...]
    other_publishers: int
    kinds: tuple[tuple[Kind, int], ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the flat columns: one row each month and language."""
        return self.COLUMNS

    def rows(self) -> list[tuple[Cell, ...]]:
        """Reports by month and language."""
        return [(m.month, m.language, m.reports) for m in self.months]


@kept
def coverage(register: Register) -> Coverage:
    """What a register covers.

    Args:
        register: what is counted.
    """
    with register.database.read() as connection:
        months = _months(connection)
        publishers = _publishers(connection)
        kinds = _kinds(connection)
        p = t.reports.c.published
        first, last = connection.execute(select(func.min(p), func.max(p))).one()
    return Coverage(
        reports=sum(m.reports for m in months),
        first=first,
        last=last,
        months=months,
        publishers=publishers[:MOST_PUBLISHERS],
        other_publishers=max(0, len(publishers) - MOST_PUBLISHERS),
        kinds=kinds,
    )


def _months(connection: Connection) -> tuple[CoveredMonth, ...]:
    r = t.reports.c
    month = func.substr(r.published, 1, 7).label("month")
    rows = connection.execute(select(month, r.language, func.count().label("reports")).group_by(month, r.language))
    found = (CoveredMonth(month=row.month, language=row.language, reports=row.reports) for row in rows)
    return tuple(sorted(found, key=lambda m: (m.month or "", m.language)))


def _publishers(connection: Connection) -> tuple[tuple[str | None, int], ...]:
    name = t.reports.c.publisher
    rows = connection.execute(select(name, func.count()).group_by(name))
    return tuple(
        sorted(((str(n) if n else None, int(number)) for n, number in rows), key=lambda f: (-f[1], f[0] or ""))
    )


def _kinds(connection: Connection) -> tuple[tuple[Kind, int], ...]:
    """Counted in the index of kinds alone, then without the few that were rejected."""
    r = t.records.c
    counts: Counter[str] = Counter()
    for kind, number in connection.execute(select(r.kind, func.count()).group_by(r.kind)):
        counts[kind] += number
    rejected = select(r.kind, func.count()).where(r.state == State.REJECTED.value).group_by(r.kind)
    for kind, number in connection.execute(rejected):
        counts[kind] -= number
    return tuple((kind, counts[kind.value]) for kind in Kind if counts[kind.value])
