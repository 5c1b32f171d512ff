"""The calendar of a register: records enter, the days on which everyone had part in something are kept.

The days of a record are in several tables, and a great state has part in a great many records. So each record stands
in the calendar under everyone, each state, each pair of states and each party that has part in it, in the order of
days; rejected records do not.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, Select, and_, func, insert, literal, select, true

from gipfelbuch.register import tables as t
from gipfelbuch.register.connections import indexed_after
from gipfelbuch.register.overlay import State
from gipfelbuch.register.tables import calendar

EVERYONE = ""
UNDATED = ""  # neither dated nor published on a known day; before all days
CHUNK_RECORDS = 5_000  # written at once; SQLite takes 32,766 parameters in a statement

COLUMNS = tuple(calendar.c.keys())


def pair_of(one: str, other: str) -> str:
    """The side under which a pair of states stands, whichever comes first."""
    return " ".join(sorted((one, other)))


def days_of_records() -> Select[tuple[str, str, str]]:
    """Record, day and kind of all records but rejected ones, worked out from the other tables.

    The day is the first of the date, else its last where it has no beginning, else the first day of publication.
    """
    r = t.records.c
    published = (
        select(func.min(t.reports.c.published))
        .join(t.witnesses, t.witnesses.c.report == t.reports.c.key)
        .where(t.witnesses.c.record == r.id)
        .scalar_subquery()
    )
    day = func.coalesce(r.date_from, r.date_to, published, UNDATED)
    return select(r.id.label("record"), day.label("day"), r.kind).where(r.state != State.REJECTED.value)


def write_calendar(connection: Connection, records: Sequence[str] | None = None) -> None:
    """Write records into the calendar, within the transaction that wrote them; it holds none of them yet.

    Args:
        connection: in a writing transaction.
        records: their ids; None for all.
    """
    if records is None:
        with indexed_after(connection, calendar):
            _write(connection, None)
        return
    for start in range(0, len(records), CHUNK_RECORDS):
        _write(connection, records[start : start + CHUNK_RECORDS])


def _write(connection: Connection, records: Sequence[str] | None) -> None:
    written = [] if records is None else [t.records.c.id.in_(records)]
    everyone = days_of_records().where(*written).subquery()
    rows = select(literal(EVERYONE), everyone.c.day, everyone.c.record, everyone.c.kind)
    rows = rows.order_by(everyone.c.day, everyone.c.record)  # as the table is kept: none is put between others
    connection.execute(insert(calendar).from_select(COLUMNS, rows))
    some = [] if records is None else [calendar.c.record.in_(records)]
    told = select(*calendar.c).where(calendar.c.side == EVERYONE, *some).cte("told")  # the days are worked out once
    i, j, p, q = t.involved.alias(), t.involved.alias(), t.parties.alias(), t.parties.alias()
    of = and_(i.c.record == told.c.record, i.c.majority.is_(True))
    party = told.join(i, of).join(p, p.c.id == i.c.party)
    both = party.join(j, and_(j.c.record == told.c.record, j.c.majority.is_(True))).join(q, q.c.id == j.c.party)
    for side, source, holds in (
        (i.c.party, told.join(i, of), true()),
        (p.c.country, party, p.c.country.is_not(None)),
        (p.c.country + " " + q.c.country, both, p.c.country < q.c.country),
    ):
        place = (side.label("side"), told.c.day, told.c.record)
        # grouped, not distinct: SQLite sorts once for it
        rows = select(*place, func.min(told.c.kind)).select_from(source).where(holds).group_by(*place).order_by(*place)
        connection.execute(insert(calendar).from_select(COLUMNS, rows))
