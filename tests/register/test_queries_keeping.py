"""Counts are kept in memory, and only as long as the register stays as it is."""

import pytest
from world import build_world

from gipfelbuch.register import Reviews, open_register, queries
from gipfelbuch.register.queries import Scope
from gipfelbuch.register.queries.keeping import kept

COUNTS = {
    "coverage": lambda register: dict(queries.coverage(register).kinds),
    "spread": lambda register: queries.spread(register, "Deutschland", "Japan").kinds,
    "months": lambda register: sum(month.records for month in queries.months(register, "Deutschland")),
    "pairs": lambda register: next(iter(queries.busiest_pairs(register, 1))).records,
}


@pytest.fixture
def world(register):
    return build_world(register)


@pytest.mark.parametrize("name", COUNTS)
def test_what_is_rejected_is_no_longer_counted(world, name):
    before = COUNTS[name](world)
    meeting = next(r for r in queries.dyad(world, "Deutschland", "Japan") if r.kind == "encounter")
    event = Reviews(world, "Ada").reject(meeting.id, "no event")
    assert COUNTS[name](world) != before
    Reviews(world, "Ada").undo(event.id, "it is")
    assert COUNTS[name](world) == before


def test_a_question_is_answered_once_while_nothing_changes(world):
    asked = []

    @kept
    def count(register, scope, *, kind="all"):
        asked.append((scope, kind))
        return register.counts().records

    first = count(world, Scope(most=1))
    assert count(world, Scope(most=1)) == first
    count(world, Scope(most=2))
    count(world, Scope(most=2), kind="none")
    assert len(asked) == 3
    Reviews(world, "Ada").reject(next(iter(queries.timeline(world))).id, "no event")
    assert count(world, Scope(most=1)) == first - 1


def test_what_another_process_changes_is_seen(world):
    before = COUNTS["coverage"](world)
    other = open_register(world.database.place)
    Reviews(other, "Ben").reject(next(iter(queries.timeline(other))).id, "no event")
    assert sum(COUNTS["coverage"](world).values()) == sum(before.values()) - 1
