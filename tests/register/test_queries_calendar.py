"""A register that keeps a calendar answers the same, and looks everything up by indexes."""

import sqlite3
from datetime import date

import pytest
from sqlalchemy import event, select
from world import build_world

from gipfelbuch.model.entries import Kind
from gipfelbuch.register import queries
from gipfelbuch.register.calendar import calendar, is_kept, write_calendar
from gipfelbuch.register.queries import Scope

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


def keep(register):
    with register.database.write() as connection:
        calendar.create(connection)
        write_calendar(connection)


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_calendar_changes_no_answer(world, name):
    before = QUESTIONS[name](world)
    keep(world)
    assert QUESTIONS[name](world) == before


def test_a_calendar_may_be_written_in_parts_and_its_lines_leave_with_their_records(world):
    with world.database.write() as connection:
        calendar.create(connection)
        records = [r.id for r in queries.timeline(world)]
        for some in (records[:3], records[3:]):
            write_calendar(connection, some)
        parts = sorted(map(tuple, connection.execute(select(calendar))))
        connection.execute(calendar.delete())
        write_calendar(connection)
        assert sorted(map(tuple, connection.execute(select(calendar)))) == parts
        connection.exec_driver_sql("DELETE FROM records")
        assert connection.execute(select(calendar)).all() == []
        assert is_kept(connection)


@pytest.mark.parametrize("kept", [False, True])
@pytest.mark.parametrize(
    "question",
    [
        {"query": "Verhandlung"},
        {"query": "Vertrag", "scope": Scope(most=1)},
        {"query": "Verhandlung", "of": "Japan"},
        {"query": "Verhandlung", "part": "evidence", "scope": Scope(first=date(2025, 12, 1))},
        {"query": "Deutschland", "scope": Scope(kinds=frozenset({Kind.ISSUE}))},
    ],
)
def test_words_that_many_passages_have_are_found_in_the_same_order(world, monkeypatch, question, kept):
    if kept:
        keep(world)
    few = queries.search(world, **question)
    monkeypatch.setattr("gipfelbuch.register.queries.searching.FEW_PASSAGES", 0)
    assert queries.search(world, **question) == few
    assert len(few) > 0


@pytest.mark.parametrize("name", QUESTIONS)
def test_no_question_looks_through_a_table(world, name):
    if not world.database.is_sqlite:
        pytest.skip("plans of SQLite")
    keep(world)
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
    ours = {"reports", "entries", "passages", "parties", "records", "witnesses", "variants", "involved", "calendar"}
    assert [plan for plan in through if plan.split()[1] in ours] == []
