"""What search tells, in its order: records as written enter, a row for each of their passages leaves, the latest last.

The place of a passage is made of the day of its record and of its own number, so that what matches is read from the
latest on, and no further than asked for, whatever the words. SQLite looks words up in a full-text table of the same
places (``hits_index``), in which each passage stands with marks of all that a search can be narrowed by; PostgreSQL
in the inverted index over passages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Select,
    TextClause,
    and_,
    bindparam,
    cast,
    column,
    func,
    insert,
    literal,
    select,
    table,
    text,
)

from gipfelbuch.register import tables as t
from gipfelbuch.register.calendar import CHUNK_RECORDS, EVERYONE
from gipfelbuch.register.connections import indexed_after
from gipfelbuch.register.passages import Wanted

DAY_PLACES = 1 << 36  # of one day: more passages than a register can hold, and days until 9999 fit into 63 bits
CACHED_MARKS = 100_000
STREAMED_ROWS = 5_000
_MARK = "§"  # no word has it (see register.passages)
_MARK_BYTES = 6


def place_from(day: str) -> int:
    """The first place of a day (ISO 8601); of no day ("") that before all days."""
    return int(day.replace("-", "") or 0) * DAY_PLACES


@lru_cache(maxsize=CACHED_MARKS)
def mark_of(facet: str, value: str) -> str:
    """The mark by which passages with a value of a facet are found in the full-text table."""
    return _MARK + blake2b(f"{facet} {value}".encode(), digest_size=_MARK_BYTES).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrow:
    """What narrows a search beside its words.

    Args:
        kinds: only records of these; empty for all.
        sides: only what each of these states (ISO 3166-1 alpha-3) and parties (ids) has part in.
        part: "quote" or "evidence" alone; None for both.
        language: only reports in this language; None for all.
        first: the first place to look at.
        last: the place before which to look; None to the end.
    """

    kinds: frozenset[str] = frozenset()
    sides: tuple[str, ...] = ()
    part: str | None = None
    language: str | None = None
    first: int = 0
    last: int | None = None


def hits_with(connection: Connection, wanted: Wanted, narrow: Narrow) -> Select[Any]:
    """The hits that a search finds, all columns, the latest day first.

    Args:
        connection: to the register, for the way its database looks words up.
        wanted: by the query.
        narrow: what else must hold.
    """
    sqlite = connection.dialect.name == "sqlite"
    query, place = _from_index(wanted, narrow) if sqlite else _from_tables(wanted, narrow)
    if wanted.phrases:
        p = t.passages.alias().c
        told = literal(" ") + p.folded + " "
        phrases = [told.contains(f" {phrase} ", autoescape=True) for phrase in wanted.phrases]
        query = query.where(select(p.id).where(p.id == t.hits.c.passage, *phrases).exists())
    if narrow.first:
        query = query.where(place >= narrow.first)
    if narrow.last is not None:
        query = query.where(place < narrow.last)
    return query.order_by(place.desc())


def _from_index(wanted: Wanted, narrow: Narrow) -> tuple[Select[Any], ColumnElement[int]]:
    """The hits that SQLite's full-text table tells, and their places as it tells them."""
    index = table("hits_index", column("rowid", BigInteger()))
    match = " AND ".join(_any(forms) for forms in (*wanted.forms, *_marked(narrow)))
    query = select(*t.hits.c).join_from(index, t.hits, t.hits.c.place == index.c.rowid)
    return query.where(text("hits_index MATCH :match").bindparams(match=match)), index.c.rowid


def _from_tables(wanted: Wanted, narrow: Narrow) -> tuple[Select[Any], ColumnElement[int]]:
    """The hits that PostgreSQL's inverted index over passages tells, and their places."""
    query = select(*t.hits.c).join(t.passages, t.passages.c.id == t.hits.c.passage)
    return query.where(*_in_arrays(wanted), *_in_columns(narrow)), t.hits.c.place


def _any(forms: Iterable[str]) -> str:
    return "(" + " OR ".join(f'"{form}"' for form in sorted(forms)) + ")"


def _marked(narrow: Narrow) -> Iterator[list[str]]:
    """The marks of which one of each list must be there."""
    if narrow.kinds:
        yield [mark_of("kind", kind) for kind in narrow.kinds]
    yield from ([mark_of("side", side)] for side in narrow.sides)
    if narrow.part:
        yield [mark_of("part", narrow.part)]
    if narrow.language:
        yield [mark_of("language", narrow.language)]


def _in_arrays(wanted: Wanted) -> Iterator[TextClause]:
    indexed = "string_to_array(passages.folded || ' ' || passages.lemmas, ' ')"
    for place, forms in enumerate(wanted.forms):
        name = f"forms_{place}"
        yield text(f"{indexed} && CAST(:{name} AS text[])").bindparams(bindparam(name, sorted(forms)))


def _in_columns(narrow: Narrow) -> Iterator[ColumnElement[bool]]:
    h, side = t.hits.c, t.calendar.alias()
    if narrow.kinds:
        yield h.kind.in_(narrow.kinds)
    for name in narrow.sides:
        here = (side.c.side == name, side.c.day == h.day, side.c.record == h.record)
        yield select(side.c.record).where(*here).exists()
    if narrow.part:
        yield h.part == narrow.part
    if narrow.language:
        yield h.language == narrow.language


def write_hits(connection: Connection, records: Sequence[str] | None = None) -> None:
    """Write the passages of records, within the transaction that wrote the records; none of theirs is there yet.

    Args:
        connection: in a writing transaction; the calendar has the records already.
        records: their ids; None for all.
    """
    if records is None:
        with indexed_after(connection, t.hits):
            _write(connection, None)
        return
    for start in range(0, len(records), CHUNK_RECORDS):
        _write(connection, records[start : start + CHUNK_RECORDS])


def forget_hits(connection: Connection, records: Sequence[str] | None = None) -> None:
    """Take the passages of records out, before the records go.

    Args:
        connection: in a writing transaction.
        records: their ids; None for all.
    """
    sqlite = connection.dialect.name == "sqlite"
    if records is None:
        if sqlite:
            connection.exec_driver_sql("INSERT INTO hits_index(hits_index) VALUES ('delete-all')")
        connection.execute(t.hits.delete())
        return
    for start in range(0, len(records), CHUNK_RECORDS):
        some = records[start : start + CHUNK_RECORDS]
        if sqlite:
            statement = "INSERT INTO hits_index(hits_index, rowid, words) VALUES ('delete', ?, ?)"
            for rows in _indexed(connection, some):
                connection.exec_driver_sql(statement, rows)
        connection.execute(t.hits.delete().where(t.hits.c.record.in_(some)))


def _write(connection: Connection, records: Sequence[str] | None) -> None:
    c, w, p, r = t.calendar.c, t.witnesses.c, t.passages.c, t.reports.c
    side = t.calendar.alias()
    sides = select(func.aggregate_strings(side.c.side, " ")).where(
        side.c.record == c.record, side.c.side != EVERYONE, side.c.side.not_like("% %")
    )
    number = func.coalesce(cast(func.nullif(func.replace(c.day, "-", ""), ""), BigInteger), 0)
    place = number * DAY_PLACES + p.id
    rows = (
        select(
            place, c.record, c.day, c.kind, p.report, p.entry, p.part, r.language,
            func.coalesce(sides.scalar_subquery(), ""), p.id,
        )
        .join_from(t.calendar, t.witnesses, w.record == c.record)
        .join(t.passages, and_(p.report == w.report, p.entry == w.entry))
        .join(t.reports, r.key == p.report)
        .where(c.side == EVERYONE, *([] if records is None else [c.record.in_(records)]))
        .order_by(place)
    )  # fmt: skip
    connection.execute(insert(t.hits).from_select(t.hits.c.keys(), rows))
    if connection.dialect.name == "sqlite":
        for some in _indexed(connection, records):
            connection.exec_driver_sql("INSERT INTO hits_index(rowid, words) VALUES (?, ?)", some)


def _indexed(connection: Connection, records: Sequence[str] | None) -> Iterator[list[tuple[int, str]]]:
    """Places and what is found at them, in order of places, some thousand at a time."""
    h, p = t.hits.c, t.passages.c
    query = select(h.place, p.folded, p.lemmas, h.kind, h.part, h.language, h.sides).join_from(
        t.hits, t.passages, p.id == h.passage
    )
    wanted = query.where(*([] if records is None else [h.record.in_(records)])).order_by(h.place)
    with connection.execution_options(yield_per=STREAMED_ROWS).execute(wanted) as found:
        for rows in found.partitions():
            yield [(row.place, f"{row.folded} {row.lemmas} {' '.join(_marks(*row[3:]))}") for row in rows]


def _marks(kind: str, part: str, language: str, sides: str) -> Iterable[str]:
    told = [("kind", kind), ("part", part), ("language", language), *(("side", side) for side in sides.split())]
    return (mark_of(facet, value) for facet, value in told)
