"""Counts and a score of conflict and cooperation per month: sides enter, one row a month leaves.

Each record that was coded counts the Goldstein weight of its PLOVER type (``knowledge.goldstein``); what is only
planned, proposed, threatened, denied or called off does not count as having happened.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy import ColumnElement, RowMapping, func, or_, select

from gipfelbuch.knowledge.goldstein import Quad, goldstein_weights
from gipfelbuch.register import tables as t
from gipfelbuch.register.calendar import UNDATED
from gipfelbuch.register.queries.answers import Answer, Cell, Scope
from gipfelbuch.register.queries.days import days_of, within
from gipfelbuch.register.queries.histories import EVERYTHING, find_two
from gipfelbuch.register.queries.keeping import kept
from gipfelbuch.register.queries.sides import find_side
from gipfelbuch.register.store import Register

NOT_HAPPENED = ("planned", "proposed", "threatened", "denied", "cancelled")
MONTH_CHARS = 7  # of an ISO date


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """A month.

    Args:
        month: such as "2025-11".
        records: all that have a day in it.
        coded: of these, those that happened and have a PLOVER type.
        quads: of the coded ones, how many are of each quarter.
        total: sum of their weights.
    """

    COLUMNS: ClassVar[tuple[str, ...]] = ("month", "records", "coded", *(q.value for q in Quad), "score", "total")

    month: str
    records: int
    coded: int
    quads: tuple[tuple[Quad, int], ...]
    total: float

    @property
    def score(self) -> float | None:
        """Mean weight, -10 (conflict) to 10 (cooperation); None if nothing was coded."""
        return round(self.total / self.coded, 2) if self.coded else None

    def cells(self) -> tuple[Cell, ...]:
        """One value each of ``COLUMNS``."""
        return (self.month, self.records, self.coded, *(n for _, n in self.quads), self.score, self.total)


@kept
def months(
    register: Register, one: str | None = None, other: str | None = None, scope: Scope = EVERYTHING
) -> Answer[Month]:
    """Counts and the score of conflict and cooperation, month by month.

    Args:
        register: where to look.
        one: a state (all that belong to it) or a party; None for everyone.
        other: likewise: then only what both have part in.
        scope: period, kinds, number of months.

    Returns:
        The months in which there is a record, the earliest first.

    Raises:
        QuestionError: if nobody is called so, several are, or both are the same.
    """
    with register.database.read() as connection:
        if one and other:
            told = days_of(find_two(connection, one, other)).subquery()
        else:
            told = days_of([find_side(connection, n) for n in (one, other) if n]).subquery()
        month = func.substr(told.c.day, 1, MONTH_CHARS)
        took_place = happened().label("happened")
        query = (
            select(month.label("month"), t.records.c.plover, took_place, func.count().label("number"))
            .join(t.records, t.records.c.id == told.c.record)
            .where(told.c.day != UNDATED, *within(told.c.day, scope))
            .group_by(month, t.records.c.plover, took_place)
        )
        if scope.kinds:
            query = query.where(told.c.kind.in_([k.value for k in scope.kinds]))
        rows = connection.execute(query).mappings().all()
    found = _months(rows)
    kept = found if scope.most is None else found[-scope.most :]
    return Answer(columns=Month.COLUMNS, items=tuple(kept), more=len(kept) < len(found))


def happened() -> ColumnElement[bool]:
    """The condition that a record took place: it is not only planned, threatened or denied."""
    status = t.records.c.status
    return or_(status.is_(None), status.not_in(NOT_HAPPENED))


def _months(rows: Sequence[RowMapping]) -> list[Month]:
    by_month: defaultdict[str, list[tuple[str | None, int]]] = defaultdict(list)
    for row in rows:
        plover = str(row["plover"]) if row["plover"] and row["happened"] else None
        by_month[str(row["month"])].append((plover, int(str(row["number"]))))
    return [_month(month, by_month[month]) for month in sorted(by_month)]


def _month(month: str, told: Sequence[tuple[str | None, int]]) -> Month:
    weights = goldstein_weights()
    coded = [(weights[plover], number) for plover, number in told if plover in weights]
    quads: dict[Quad, int] = dict.fromkeys(Quad, 0)
    for weight, number in coded:
        quads[weight.quad] += number
    return Month(
        month=month,
        records=sum(number for _, number in told),
        coded=sum(number for _, number in coded),
        quads=tuple(quads.items()),
        total=round(sum(weight.value * number for weight, number in coded), 1),
    )
