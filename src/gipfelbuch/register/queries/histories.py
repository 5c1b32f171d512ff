"""What happened: a record by its id, the time line of anyone, the history of two sides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import Connection, func, select

from gipfelbuch.errors import IdQuestionError, QuestionError
from gipfelbuch.model.entries import Kind
from gipfelbuch.model.records import EntryRef, Scalar, record_id
from gipfelbuch.register import tables as t
from gipfelbuch.register.queries.answers import Answer, Cell, Scope, frame_of, joined
from gipfelbuch.register.queries.days import records_in_order
from gipfelbuch.register.queries.records import ShownRecord, load_records
from gipfelbuch.register.queries.sides import Side, find_side
from gipfelbuch.register.reviews import Event, history
from gipfelbuch.register.store import Register

EVERYTHING = Scope()
MOST_LIKE = 5  # records told whose ids begin alike
LAST_LETTER = "z"  # sorts behind all that can follow in an id


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """All that the register has of one record.

    Args:
        record: its fields, variants, witnesses.
        history: reviews that work on it, undone ones as well, in order.
        answers: the record of the statement that it answers; None if it answers none.
    """

    COLUMNS: ClassVar[tuple[str, ...]] = ("record", "field", "rank", "value", "told", "groups", "sources", "review")

    record: ShownRecord
    history: tuple[Event, ...]
    answers: str | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the flat columns: one row each value of a field."""
        return self.COLUMNS

    def rows(self) -> list[tuple[Cell, ...]]:
        """Every value of every field, the one that holds with rank 0."""
        sources = {w.ref: w.source for w in self.record.witnesses}
        return [
            (
                self.record.id, field.name, rank, _flat(value.value), value.told, value.groups,
                joined([sources.get(ref, ref.report) for ref in value.witnesses]), value.review,
            )
            for field in self.record.fields
            for rank, value in enumerate(field.values)
        ]  # fmt: skip

    def to_frame(self) -> Any:
        """The rows as a pandas data frame.

        Raises:
            QuestionError: if pandas is not installed.
        """
        return frame_of(self.columns, self.rows())


def show(register: Register, record: str) -> Page:
    """One record with all its fields, variants, witnesses and the history of its corrections.

    Args:
        register: where it is.
        record: its id, or the beginning of it that no other id has.

    Returns:
        The record, rejected ones as well.

    Raises:
        QuestionError: if no record has that id, or several begin so.
    """
    with register.database.read() as connection:
        found = _record_id(connection, record.strip())
        (shown,) = load_records(connection, [found])
        answers = _answered(connection, shown)
    return Page(record=shown, history=tuple(history(register, found)), answers=answers)


def names_of(register: Register, ids: Iterable[str]) -> dict[str, str]:
    """What parties are called, by id; ids that no party has are passed over.

    Args:
        register: where they are.
        ids: of parties; anything else may be among them.
    """
    p = t.parties.c
    with register.database.read() as connection:
        rows = connection.execute(select(p.id, p.name).where(p.id.in_(sorted(set(ids)))))
        return {row.id: row.name for row in rows}


def records(register: Register, ids: Sequence[str]) -> list[ShownRecord]:
    """Some records.

    Args:
        register: where they are.
        ids: whole ids, in the order wanted; those that no record has are passed over.
    """
    with register.database.read() as connection:
        return load_records(connection, ids)


def successors(register: Register, record: str) -> tuple[str, ...]:
    """Where a record went whose id is no more: whoever kept the id finds it still.

    An id goes when people merge records or split them, and when a report with a smaller key joins the witnesses.

    Args:
        register: where it was.
        record: its whole id.

    Returns:
        Ids of the records that have its witnesses now; empty if no record can ever have been called so.
    """
    with register.database.read() as connection:
        return tuple(_holders(connection, record)) or _first_told_so(connection, record)


def _first_told_so(connection: Connection, record: str) -> tuple[str, ...]:
    """The record with a witness that once was its first one, as its old id tells; looks through all of its kind."""
    w = t.witnesses
    kind = record.partition(":")[0]
    if kind not in set(Kind):
        return ()
    rows = select(w.c.report, w.c.entry, w.c.record).join(t.records).where(t.records.c.kind == kind)
    for row in connection.execute(rows):
        if record_id(Kind(kind), EntryRef(report=row.report, entry=row.entry)) == record:
            return (str(row.record),)
    return ()


def timeline(register: Register, of: str | None = None, scope: Scope = EVERYTHING) -> Answer[ShownRecord]:
    """What happened, in the order of days.

    Args:
        register: where to look.
        of: a state (all that belong to it) or a party, as people name it; None for everyone.
        scope: period, kinds, number of records.

    Returns:
        Records, the earliest first; of more than asked for the latest. Rejected ones are left out.

    Raises:
        QuestionError: if nobody is called so, or several are.
    """
    with register.database.read() as connection:
        return history_of(connection, [find_side(connection, of)] if of else [], scope)


def dyad(register: Register, one: str, other: str, scope: Scope = EVERYTHING) -> Answer[ShownRecord]:
    """The history of two: what both have part in.

    Args:
        register: where to look.
        one: a state (all that belong to it) or a party, as people name it.
        other: likewise.
        scope: period, kinds, number of records.

    Returns:
        As for ``timeline``.

    Raises:
        QuestionError: if one of them is not known, or both are the same.
    """
    with register.database.read() as connection:
        return history_of(connection, find_two(connection, one, other), scope)


def find_two(connection: Connection, one: str, other: str) -> tuple[Side, Side]:
    """Two different sides.

    Raises:
        QuestionError: if one of them is not known, or both are the same.
    """
    sides = find_side(connection, one), find_side(connection, other)
    if sides[0] == sides[1]:
        raise QuestionError(f"{one!r} and {other!r} are the same ({sides[0].key}); name two")
    return sides


def history_of(connection: Connection, sides: Sequence[Side], scope: Scope, *conditions: Any) -> Answer[ShownRecord]:
    """The records of these sides, the earliest first; ``conditions`` are on ``records``."""
    ids = records_in_order(connection, sides, scope, *conditions)
    kept = ids if scope.most is None else ids[: scope.most]
    return Answer(
        columns=ShownRecord.COLUMNS, items=tuple(load_records(connection, kept[::-1])), more=len(ids) > len(kept)
    )


def sorted_records(
    connection: Connection,
    sides: Sequence[Side],
    scope: Scope,
    conditions: Sequence[Any],
    keys: Sequence[Any],
    *,
    earliest: bool = False,
) -> Answer[ShownRecord]:
    """The records of these sides in an order of their own; of more than asked for the first.

    Args:
        connection: to the register.
        sides: none, one, or two that both have part in the record.
        scope: period, kinds, number.
        conditions: on ``records``.
        keys: what is sorted by, of ``records``; those that are alike, or all, come in the order of days.
        earliest: whether that begins with the earliest; else with the latest.
    """
    ids = records_in_order(connection, sides, scope, *conditions, keys=keys, earliest=earliest)
    kept = ids if scope.most is None else ids[: scope.most]
    return Answer(columns=ShownRecord.COLUMNS, items=tuple(load_records(connection, kept)), more=len(ids) > len(kept))


def _record_id(connection: Connection, told: str) -> str:
    r = t.records.c.id
    if connection.scalar(select(r).where(r == told)):
        return told
    if not told:
        raise IdQuestionError("no id was given; 'timeline', 'dyad' and 'search' tell ids")
    # ids are letters, digits and colons, so that what begins so is in one run of the index, in any order of letters
    begins = (r >= told, r < f"{told}{LAST_LETTER}", func.substr(r, 1, len(told)) == told)
    found = connection.scalars(select(r).where(*begins).order_by(r).limit(MOST_LIKE)).all()
    if len(found) == 1:
        return str(found[0])
    if found:
        many = f"{told}: several records begin so: {', '.join(found)}; give more of the id"
        raise IdQuestionError(many, called=tuple(found))
    raise IdQuestionError(f"{told}: no such record; 'timeline', 'dyad' and 'search' tell ids")


def _answered(connection: Connection, shown: ShownRecord) -> str | None:
    """The record that now holds the statement which this one answers, whatever people merged or split."""
    match = shown.value("reply_to")
    return next(iter(_holders(connection, match)), None) if isinstance(match, str) else None


def _holders(connection: Connection, match: str) -> Sequence[str]:
    """The records that now have the witnesses of a record as it was matched."""
    m, w = t.match_witnesses.c, t.witnesses.c
    return connection.scalars(
        select(w.record)
        .join(t.match_witnesses, (m.report == w.report) & (m.entry == w.entry))
        .where(m.match == match)
        .distinct()
        .order_by(w.record)
    ).all()


def _flat(value: Scalar | tuple[Scalar, ...]) -> Cell:
    return joined([str(v) for v in value]) if isinstance(value, tuple) else value
