"""Agreements with amount, term and status, and how the status changed: a country enters, rows leave.

A status changes within a record (reports that came later tell another one) and between records of the same agreement
(what was agreed in March is signed in May; ``queries.successions``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import ColumnElement, Text, case, cast, func, select

from gipfelbuch.model.entries import Kind, Money
from gipfelbuch.model.records import EntryRef
from gipfelbuch.register import tables as t
from gipfelbuch.register.dates import day_range
from gipfelbuch.register.queries.answers import Answer, Cell, Scope, joined
from gipfelbuch.register.queries.histories import EVERYTHING, find_two, history_of, sorted_records
from gipfelbuch.register.queries.records import ShownRecord
from gipfelbuch.register.queries.sides import find_side
from gipfelbuch.register.queries.successions import same_agreements
from gipfelbuch.register.store import Register

# in the order in which an agreement has them
STATUSES = (
    "proposed", "negotiated", "agreed", "signed", "in_force", "renewed", "violated", "rejected", "failed", "ended",
)  # fmt: skip


class Order(StrEnum):
    """What agreements are sorted by: when, what sort, how they stand, on what, how many reports tell them."""

    DAY = "day"
    TYPE = "type"
    STATUS = "status"
    SUBJECT = "subject"
    WITNESSES = "witnesses"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A status that an agreement came to have.

    Args:
        day: for which it is told: the witness's own date, else the day of publication; None if both are unknown.
        status: from then on.
        record: that tells it.
        sources: who tells it.
    """

    day: str | None
    status: str
    record: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pact:
    """An agreement.

    Args:
        day: when; None if unknown.
        type: treaty, memorandum and so on; None if nobody tells it. So for status, subject, count, term.
        status: that most witnesses tell.
        parties: names.
        subject: as written.
        count: of documents.
        amounts: of money.
        term: ISO 8601 duration.
        changes: every status it had, the earliest first, also those that other records of the same agreement tell.
        record: the record itself.
    """

    COLUMNS: ClassVar[tuple[str, ...]] = (
        "record", "day", "type", "status", "parties", "countries", "subject", "count", "amounts", "term", "changes",
        "contested", "sources",
    )  # fmt: skip

    day: str | None
    type: str | None
    status: str | None
    parties: tuple[str, ...]
    subject: str | None
    count: int | None
    amounts: tuple[Money, ...]
    term: str | None
    changes: tuple[Change, ...]
    record: ShownRecord

    def cells(self) -> tuple[Cell, ...]:
        """One value each of ``COLUMNS``."""
        return (
            self.record.id, self.day, self.type, self.status, joined(self.parties),
            joined([p.country or "" for p in self.record.parties]), self.subject, self.count,
            joined([f"{m.value:.15g} {m.currency}" for m in self.amounts]), self.term,
            joined([f"{c.day or '?'} {c.status}" for c in self.changes]),
            joined([f.name for f in self.record.contested]), joined([w.source for w in self.record.witnesses]),
        )  # fmt: skip


def agreements(
    register: Register,
    of: str | None = None,
    other: str | None = None,
    scope: Scope = EVERYTHING,
    *,
    status: str | None = None,
    type: str | None = None,  # noqa: A002 - the name of the column
    order: Order | None = None,
    descending: bool = False,
) -> Answer[Pact]:
    """Agreements of a country or a party, or between two.

    Args:
        register: where to look.
        of: a state (all that belong to it) or a party; None for everyone.
        other: the other side; None for any.
        scope: period and number of agreements.
        status: only those of this status.
        type: only those of this type.
        order: what they are sorted by; None for days, of which the latest count.
        descending: whether the last in that order come first.

    Returns:
        Agreements in the order asked for, of more than asked for the first; without an order the earliest first, of
        more than asked for the latest.

    Raises:
        QuestionError: if nobody is called so, several are, or both are the same.
    """
    r = t.records.c
    only = [column == told for column, told in ((r.status, status), (r.type, type)) if told]
    narrow = replace(scope, kinds=frozenset({Kind.AGREEMENT}))
    with register.database.read() as connection:
        if of and other:
            sides = list(find_two(connection, of, other))
        else:
            sides = [find_side(connection, name) for name in (of, other) if name]
        if order is None:
            found = history_of(connection, sides, narrow, *only)
        else:
            earliest = order is Order.DAY and not descending
            keys = _keys(order, descending=descending)
            found = sorted_records(connection, sides, narrow, only, keys, earliest=earliest)
        same = same_agreements(connection, found.items)
    return Answer(columns=Pact.COLUMNS, items=tuple(_pact(r, same[r.id]) for r in found), more=found.more)


def _keys(order: Order, *, descending: bool) -> list[ColumnElement[Any]]:
    """What is sorted by before the day, agreements of which it is unknown last."""
    if order is Order.DAY:
        return []
    key = _key(order)
    return [key.is_(None), key.desc() if descending else key.asc()]


def _key(order: Order) -> ColumnElement[Any]:
    r, v = t.records.c, t.variants.c
    if order is Order.TYPE:
        return r.type
    if order is Order.STATUS:
        return case({status: place for place, status in enumerate(STATUSES)}, value=r.status)
    if order is Order.WITNESSES:
        return r.witness_groups
    told = select(cast(v.value, Text)).where(v.record == r.id, v.field == "subject", v.rank == 0)
    return func.lower(told.scalar_subquery())


def _pact(record: ShownRecord, same: Sequence[ShownRecord]) -> Pact:
    count = record.value("count")
    return Pact(
        day=record.day,
        type=record.type,
        status=record.status,
        parties=tuple(dict.fromkeys(p.name for p in record.parties)),
        subject=record.told("subject"),
        count=count if isinstance(count, int) else None,
        amounts=_amounts(record),
        term=record.told("term"),
        changes=_changes(same),
        record=record,
    )


def _amounts(record: ShownRecord) -> tuple[Money, ...]:
    told = record.value("amounts")
    pairs = (str(v).rpartition(" ") for v in (told if isinstance(told, tuple) else (told,)) if v is not None)
    return tuple(Money(value=float(value), currency=currency) for value, _, currency in pairs)


def _changes(records: Iterable[ShownRecord]) -> tuple[Change, ...]:
    """Every status in the order of days, what is told again right after left out."""
    told = sorted((c for r in records for c in _told_changes(r)), key=lambda c: (c.day or "", c.record, c.status))
    return tuple(c for i, c in enumerate(told) if i == 0 or c.status != told[i - 1].status)


def _told_changes(record: ShownRecord) -> Iterable[Change]:
    """What a record tells; two statuses of one day are no change but a disagreement, where the one that holds counts."""
    field = record.field("status")
    seen: set[str | None] = set()
    sources = {w.ref: w.source for w in record.witnesses}
    days = _days(record)
    for value in field.values if field else ():
        by_day: defaultdict[str | None, list[str]] = defaultdict(list)
        for ref in value.witnesses:
            by_day[days.get(ref)].append(sources.get(ref, ref.report))
        if not value.witnesses and value.review:
            by_day[record.day].append(f"review {value.review}")
        for day, who in by_day.items():
            if day in seen:
                continue
            seen.add(day)
            yield Change(day=day, status=value.told, record=record.id, sources=tuple(dict.fromkeys(who)))


def _days(record: ShownRecord) -> dict[EntryRef, str | None]:
    """For which day each witness tells what it tells."""
    days = {w.ref: w.published for w in record.witnesses}
    field = record.field("date")
    for value in field.values if field else ():
        first, last = day_range(str(value.value) if value.value else None)
        if first or last:
            days |= dict.fromkeys(value.witnesses, first or last)
    return days
