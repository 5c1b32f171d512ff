"""Gifts by giver and recipient, open issues of two sides: names enter, rows leave."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from gipfelbuch.model.entries import Kind
from gipfelbuch.register import tables as t
from gipfelbuch.register.queries.answers import Answer, Cell, Scope, joined
from gipfelbuch.register.queries.histories import EVERYTHING, find_two, history_of
from gipfelbuch.register.queries.people import in_field
from gipfelbuch.register.queries.records import ShownRecord
from gipfelbuch.register.queries.sides import find_side
from gipfelbuch.register.store import Register

SETTLED = "resolved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A gift.

    Args:
        day: when; None if unknown. So for the rest, where nobody tells it.
        giver: name.
        recipient: name.
        item: what, as written.
        quantity: number of pieces.
        record: the record itself.
    """

    COLUMNS: ClassVar[tuple[str, ...]] = (
        "record", "day", "giver", "giver_country", "recipient", "recipient_country", "item", "quantity", "place",
        "contested", "sources",
    )  # fmt: skip

    day: str | None
    giver: str | None
    recipient: str | None
    item: str | None
    quantity: int | None
    record: ShownRecord

    def cells(self) -> tuple[Cell, ...]:
        """One value each of ``COLUMNS``."""
        lands = [joined([p.country or "" for p in self.record.who(f)]) for f in ("giver", "recipient")]
        return (
            self.record.id, self.day, self.giver, lands[0], self.recipient, lands[1], self.item, self.quantity,
            self.record.place, joined([f.name for f in self.record.contested]),
            joined([w.source for w in self.record.witnesses]),
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """An issue between parties.

    Args:
        day: of the latest that is told of it; None if unknown.
        subject: what it is about, as written.
        status: how it stands; None if untold.
        parties: names.
        record: the record itself.
    """

    COLUMNS: ClassVar[tuple[str, ...]] = (
        "record", "day", "subject", "status", "parties", "countries", "contested", "sources",
    )  # fmt: skip

    day: str | None
    subject: str
    status: str | None
    parties: tuple[str, ...]
    record: ShownRecord

    def cells(self) -> tuple[Cell, ...]:
        """One value each of ``COLUMNS``."""
        return (
            self.record.id, self.day, self.subject, self.status, joined(self.parties),
            joined([p.country or "" for p in self.record.parties]), joined([f.name for f in self.record.contested]),
            joined([w.source for w in self.record.witnesses]),
        )  # fmt: skip


def gifts(
    register: Register, giver: str | None = None, recipient: str | None = None, scope: Scope = EVERYTHING
) -> Answer[Given]:
    """Gifts by giver and recipient.

    Args:
        register: where to look.
        giver: a state (all that belong to it) or a party; None for anyone.
        recipient: likewise.
        scope: period and number of gifts.

    Returns:
        Gifts, the earliest first; of more than asked for the latest.

    Raises:
        QuestionError: if nobody is called so, or several are.
    """
    with register.database.read() as connection:
        sides, conditions = [], []
        for name, field in ((giver, "giver"), (recipient, "recipient")):
            if name:
                side = find_side(connection, name)
                sides.append(side)
                conditions.append(in_field(side, field))
        found = history_of(connection, sides, replace(scope, kinds=frozenset({Kind.GIFT})), *conditions)
    return Answer(columns=Given.COLUMNS, items=tuple(map(_given, found)), more=found.more)


def issues(
    register: Register,
    one: str | None = None,
    other: str | None = None,
    scope: Scope = EVERYTHING,
    *,
    settled: bool = False,
) -> Answer[Matter]:
    """What is open between two, or anywhere.

    Args:
        register: where to look.
        one: a state (all that belong to it) or a party; None for everyone.
        other: likewise; None for whatever ``one`` has part in.
        scope: period and number of issues.
        settled: whether issues that are resolved are told as well.

    Returns:
        Issues, the earliest first; of more than asked for the latest.

    Raises:
        QuestionError: if nobody is called so, several are, or both are the same.
    """
    is_open = [] if settled else [t.records.c.status.is_distinct_from(SETTLED)]
    with register.database.read() as connection:
        if one and other:
            sides = list(find_two(connection, one, other))
        else:
            sides = [find_side(connection, name) for name in (one, other) if name]
        found = history_of(connection, sides, replace(scope, kinds=frozenset({Kind.ISSUE})), *is_open)
    return Answer(columns=Matter.COLUMNS, items=tuple(map(_matter, found)), more=found.more)


def _given(record: ShownRecord) -> Given:
    quantity = record.value("quantity")
    return Given(
        day=record.day,
        giver=record.told("giver"),
        recipient=record.told("recipient"),
        item=record.told("item"),
        quantity=quantity if isinstance(quantity, int) else None,
        record=record,
    )


def _matter(record: ShownRecord) -> Matter:
    return Matter(
        day=record.day,
        subject=record.told("subject") or record.summary,
        status=record.status,
        parties=tuple(dict.fromkeys(p.name for p in record.parties)),
        record=record,
    )
