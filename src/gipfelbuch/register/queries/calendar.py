"""What happened when, and to whom: sides of a question enter, their records in order of days leave.

The days of a record are in several tables, and a great state has part in a great many records; so a register may keep
a table ``calendar``, in which each record stands under everyone, each state, each pair of states and each party that
has part in it. Where it is not kept, the same is worked out from the other tables.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    ForeignKey,
    MetaData,
    Select,
    Table,
    Text,
    and_,
    exists,
    func,
    insert,
    inspect,
    literal,
    select,
)

from gipfelbuch.register import tables as t
from gipfelbuch.register.overlay import State
from gipfelbuch.register.queries.answers import Scope
from gipfelbuch.register.queries.sides import Side, records_of

EVERYONE = ""
CHUNK_RECORDS = 5_000  # written at once; SQLite takes 32,766 parameters in a statement
UNDATED = ""  # neither dated nor published on a known day; before all days

calendar = Table(
    "calendar",
    MetaData(),
    Column("side", Text, primary_key=True),
    Column("day", Text, primary_key=True),
    Column("record", Text, ForeignKey(t.records.c.id, ondelete=t.CASCADE), primary_key=True, index=True),
    Column("kind", Text, nullable=False),
    sqlite_with_rowid=False,
)
COLUMNS = tuple(calendar.c.keys())


def records_in_order(connection: Connection, sides: Sequence[Side], scope: Scope, *conditions: Any) -> list[str]:
    """Ids of records, latest first; one more than asked for if there are more.

    Args:
        connection: to the register.
        sides: none, one, or two that both have part in the record.
        scope: period, kinds, number.
        conditions: on ``records``.
    """
    told = days_of(connection, sides).subquery()
    query = select(told.c.record).where(*within(told.c.day, scope)).order_by(told.c.day.desc(), told.c.record.desc())
    if scope.kinds:
        query = query.where(told.c.kind.in_([k.value for k in scope.kinds]))
    if conditions:
        query = query.join(t.records, t.records.c.id == told.c.record).where(*conditions)
    if scope.most is not None:
        query = query.limit(scope.most + 1)
    return list(connection.scalars(query))


def days_of(connection: Connection, sides: Sequence[Side]) -> Select[tuple[str, str, str]]:
    """Record, day and kind of everything in which all of these sides have part, without rejected records."""
    return _kept(sides) if is_kept(connection) else _computed(sides)


def is_kept(connection: Connection) -> bool:
    """Whether this register has a calendar."""
    return inspect(connection).has_table(calendar.name)


def within(day: ColumnElement[str], scope: Scope) -> list[ColumnElement[bool]]:
    """Conditions on a day."""
    first = [day >= scope.first.isoformat()] if scope.first else []
    return first + ([day <= scope.last.isoformat(), day != UNDATED] if scope.last else [])


def write_calendar(connection: Connection, records: Sequence[str] | None = None) -> None:
    """Fill the calendar, within the transaction that wrote the records; it holds none of them yet.

    Args:
        connection: in a writing transaction.
        records: the ids of records that were written; None for all.
    """
    if records is None:
        _write(connection, None)
        return
    for start in range(0, len(records), CHUNK_RECORDS):
        _write(connection, records[start : start + CHUNK_RECORDS])


def _write(connection: Connection, records: Sequence[str] | None) -> None:
    written = [] if records is None else [t.records.c.id.in_(records)]
    everyone = _computed([]).where(*written).subquery()
    rows = select(literal(EVERYONE), everyone.c.day, everyone.c.record, everyone.c.kind)
    connection.execute(insert(calendar).from_select(COLUMNS, rows))
    some = [] if records is None else [calendar.c.record.in_(records)]
    told = select(*calendar.c).where(calendar.c.side == EVERYONE, *some).cte("told")  # the days are worked out once
    i, j, p, q = t.involved.alias(), t.involved.alias(), t.parties.alias(), t.parties.alias()
    column = (told.c.day, told.c.record, told.c.kind)
    parties = select(i.c.party, *column).join(i, and_(i.c.record == told.c.record, i.c.majority.is_(True))).distinct()
    states = (
        select(p.c.country, *column)
        .join(i, and_(i.c.record == told.c.record, i.c.majority.is_(True)))
        .join(p, and_(p.c.id == i.c.party, p.c.country.is_not(None)))
        .distinct()
    )
    pairs = (
        select(p.c.country + " " + q.c.country, *column)
        .join(i, and_(i.c.record == told.c.record, i.c.majority.is_(True)))
        .join(p, p.c.id == i.c.party)
        .join(j, and_(j.c.record == told.c.record, j.c.majority.is_(True)))
        .join(q, and_(q.c.id == j.c.party, p.c.country < q.c.country))
        .distinct()
    )
    for sides in (parties, states, pairs):
        connection.execute(insert(calendar).from_select(COLUMNS, sides))


def _kept(sides: Sequence[Side]) -> Select[tuple[str, str, str]]:
    states = sorted({s.key for s in sides if s.is_state})
    others = [s for s in sides if not s.is_state]
    first = " ".join(states) if len(states) == len(sides) else others[0].key  # of a state and a party, the lesser
    rows = select(calendar.c.record, calendar.c.day, calendar.c.kind).where(calendar.c.side == first)
    return rows.where(*(_has_part(s) for s in sides if not (s.key == first or len(states) == len(sides))))


def _has_part(side: Side) -> ColumnElement[bool]:
    return exists(records_of(side).where(t.involved.c.record == calendar.c.record).with_only_columns(literal(1)))


def _computed(sides: Sequence[Side]) -> Select[Any]:
    r = t.records.c
    published = (
        select(func.min(t.reports.c.published))
        .join(t.witnesses, t.witnesses.c.report == t.reports.c.key)
        .where(t.witnesses.c.record == r.id)
        .scalar_subquery()
    )
    day = func.coalesce(r.date_from, r.date_to, published, UNDATED)
    rows = select(r.id.label("record"), day.label("day"), r.kind).where(r.state != State.REJECTED.value)
    return rows.where(*(r.id.in_(records_of(side)) for side in sides))
