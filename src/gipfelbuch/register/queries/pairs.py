"""Which two states have most to do with each other: a register enters, pairs with their numbers of records leave."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import ClassVar

from sqlalchemy import Connection, func, select

from gipfelbuch.knowledge.states import states
from gipfelbuch.register import tables as t
from gipfelbuch.register.calendar import pair_of
from gipfelbuch.register.queries.answers import Answer, Cell
from gipfelbuch.register.queries.keeping import kept
from gipfelbuch.register.store import Register

BUSY_STATES = 40  # pairs are looked for among so many that have most records: 780 of them, in about 15 ms


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two states (ISO 3166-1 alpha-3, in order) and how many records they share."""

    COLUMNS: ClassVar[tuple[str, ...]] = ("one", "other", "records")

    one: str
    other: str
    records: int

    def cells(self) -> tuple[Cell, ...]:
        """One value each of ``COLUMNS``."""
        return (self.one, self.other, self.records)


@kept
def busiest_pairs(register: Register, most: int) -> Answer[Pair]:
    """The pairs of states that share most records, among the ``BUSY_STATES`` that have most.

    Args:
        register: where to look.
        most: pairs at most.
    """
    with register.database.read() as connection:
        numbers = _numbers(connection, sorted(states()))
        busy = sorted(numbers, key=lambda code: (-numbers[code], code))[:BUSY_STATES]
        pairs = _numbers(connection, [pair_of(*two) for two in combinations(busy, 2)])
    ranked = sorted(pairs, key=lambda pair: (-pairs[pair], pair))
    items = (Pair(one=p.split()[0], other=p.split()[1], records=pairs[p]) for p in ranked[:most])
    return Answer(columns=Pair.COLUMNS, items=tuple(items), more=len(ranked) > most)


def _numbers(connection: Connection, sides: list[str]) -> dict[str, int]:
    """How many records stand in the calendar under each of some sides; those without any are left out."""
    side = t.calendar.c.side
    return dict(connection.execute(select(side, func.count()).where(side.in_(sides)).group_by(side)).all())
