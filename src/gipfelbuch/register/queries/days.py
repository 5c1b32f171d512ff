"""What happened when, and to whom: sides of a question enter, their records in order of days leave."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, select, tuple_

from gipfelbuch.register import tables as t
from gipfelbuch.register.calendar import EVERYONE, UNDATED, pair_of
from gipfelbuch.register.queries.answers import Scope
from gipfelbuch.register.queries.sides import Side, records_of
from gipfelbuch.register.tables import calendar


def records_in_order(
    connection: Connection,
    sides: Sequence[Side],
    scope: Scope,
    *conditions: Any,
    keys: Sequence[Any] = (),
    earliest: bool = False,
) -> list[str]:
    """Ids of records, latest first; one more than asked for if there are more.

    Args:
        connection: to the register.
        sides: none, one, or two that both have part in the record.
        scope: period, kinds, number.
        conditions: on ``records``.
        keys: of ``records``: what is sorted by before the day.
        earliest: whether the earliest come first, those without a day before them.
    """
    told = days_of(sides).subquery()
    days = (told.c.day, told.c.record)
    order = (*keys, *(days if earliest else (day.desc() for day in days)))
    limits = (*within(told.c.day, scope), *ahead_of(told.c.day, told.c.record, scope))
    query = select(told.c.record).where(*limits).order_by(*order)
    if scope.kinds:
        query = query.where(told.c.kind.in_([k.value for k in scope.kinds]))
    if conditions or keys:
        query = query.join(t.records, t.records.c.id == told.c.record).where(*conditions)
    if scope.most is not None:
        query = query.limit(scope.most + 1)
    if scope.skip:
        query = query.offset(scope.skip)
    return list(connection.scalars(query))


def within(day: ColumnElement[str], scope: Scope) -> list[ColumnElement[bool]]:
    """Conditions on a day."""
    first = [day >= scope.first.isoformat()] if scope.first else []
    return first + ([day <= scope.last.isoformat(), day != UNDATED] if scope.last else [])


def ahead_of(day: ColumnElement[str], record: ColumnElement[str], scope: Scope) -> list[ColumnElement[bool]]:
    """The condition that a record stands before the one from which the scope goes back; records of a day by their ids."""
    return [tuple_(day, record) < tuple_(*scope.before)] if scope.before else []


def days_of(sides: Sequence[Side]) -> Select[tuple[str, str, str]]:
    """Record, day and kind of everything in which all of these sides have part, without rejected records."""
    first, others = _first(sides)
    rows = select(calendar.c.record, calendar.c.day, calendar.c.kind).where(calendar.c.side == first)
    also = (records_of(s).where(t.involved.c.record == calendar.c.record).exists() for s in others)
    return rows.where(*also)


def _first(sides: Sequence[Side]) -> tuple[str, list[Side]]:
    """The line of the calendar to follow, and who else must have part: of a state and a party, the party has less."""
    if all(side.is_state for side in sides):
        keys = [side.key for side in sides]
        return (pair_of(*keys) if len(keys) > 1 else (keys or [EVERYONE])[0]), []
    party = next(side for side in sides if not side.is_state)
    return party.key, [side for side in sides if side is not party]
