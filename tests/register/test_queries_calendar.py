"""Questions look everything up by indexes; the calendar follows the records."""

import sqlite3
from datetime import date

import pytest
from sqlalchemy import event, select
from world import build_world

from gipfelbuch.model.entries import Kind
from gipfelbuch.register import Reviews, queries
from gipfelbuch.register.calendar import write_calendar
from gipfelbuch.register.queries import Scope
from gipfelbuch.register.tables import calendar

SPRING = Scope(first=date(2025, 11, 4), last=date(2026, 3, 1), most=3)
QUESTIONS = {
    "everything": queries.timeline,
    "a state": lambda r: queries.timeline(r, "Japan"),
    "a party": lambda r: queries.timeline(r, "Karl Brandt"),
    "two states": lambda r: queries.dyad(r, "Deutschland", "Japan"),
    "two states in a period": lambda r: queries.dyad(r, "Deutschland", "Japan", SPRING),
    "a state and a person": lambda r: queries.dyad(r, "Deutschland", "Aiko Mori"),
    "a person and a state": lambda r: queries.dyad(r, "Aiko Mori", "Deutschland"),
    "two persons": lambda r: queries.dyad(r, "Karl Brandt", "Aiko Mori"),
    "one kind": lambda r: queries.timeline(r, "Japan", Scope(kinds=frozenset({Kind.GIFT}))),
    "statements": lambda r: queries.said(r, "Deutschland", "Japan"),
    "a page": lambda r: queries.party(r, "Karl Brandt"),
    "agreements": lambda r: queries.agreements(r, "Japan"),
    "gifts": lambda r: queries.gifts(r, "Deutschland", "Aiko Mori"),
    "issues": lambda r: queries.issues(r, "Japan", "Deutschland"),
    "visits": lambda r: queries.visits(r, "Deutschland", "Japan", planned=True),
    "months": lambda r: queries.months(r, "Russland", "Deutschland"),
    "months of everyone": queries.months,
    "words": lambda r: queries.search(r, "Vertrag"),
    "words of a party": lambda r: queries.search(r, "Verhandlung", "Deutschland", SPRING),
    "a record": lambda r: queries.show(r, queries.timeline(r).items[0].id),
}


@pytest.fixture
def world(register):
    return build_world(register)


def lines(connection):
    return sorted(map(tuple, connection.execute(select(calendar))))


def test_a_calendar_may_be_written_in_parts_and_its_lines_leave_with_their_records(world):
    with world.database.write() as connection:
        records = [r.id for r in queries.timeline(world)]
        written = lines(connection)
        for parts in ([records[:3], records[3:]], [None]):
            connection.execute(calendar.delete())
            for some in parts:
                write_calendar(connection, some)
            assert lines(connection) == written
        connection.exec_driver_sql("DELETE FROM records")
        assert lines(connection) == []


def test_a_review_moves_a_record_in_the_calendar(world):
    record = queries.timeline(world).items[0].id
    reviews = Reviews(world, author="Ada")
    days = select(calendar.c.day).where(calendar.c.record == record, calendar.c.side == "")
    reviews.correct(record, "date", "2020-02", "the diary")
    with world.database.read() as connection:
        assert connection.scalars(days).all() == ["2020-02-01"]
    review = reviews.reject(record, "it was none")
    with world.database.read() as connection:
        assert connection.scalars(days).all() == []
    reviews.undo(review.id, "it was one")
    with world.database.read() as connection:
        assert connection.scalars(days).all() == ["2020-02-01"]


@pytest.mark.parametrize("name", QUESTIONS)
def test_no_question_looks_through_a_table(world, name):
    if not world.database.is_sqlite:
        pytest.skip("plans of SQLite")
    asked = []
    event.listen(world.database._engine, "before_cursor_execute", lambda *args: asked.append((args[2], args[3])))
    QUESTIONS[name](world)
    connection = sqlite3.connect(world.database.path)
    plans = [
        (row[3], sql)
        for sql, values in asked
        if sql.lstrip().upper().startswith(("SELECT", "WITH"))
        for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}", values)
    ]
    connection.close()
    assert plans
    through = [plan for plan, _ in plans if plan.startswith("SCAN ") and "INDEX" not in plan and "VIRTUAL" not in plan]
    ours = {
        "reports",
        "entries",
        "passages",
        "parties",
        "records",
        "witnesses",
        "variants",
        "involved",
        "calendar",
        "hits",
    }
    assert [plan for plan in through if plan.split()[1] in ours] == []
