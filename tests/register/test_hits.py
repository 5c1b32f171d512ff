"""What search finds is what stands in the passages of the records that are shown, whatever people decide meanwhile."""

import pytest
from sqlalchemy import and_, select, text
from world import build_world

from gipfelbuch.register import Reviews, queries
from gipfelbuch.register import tables as t
from gipfelbuch.register.hits import DAY_PLACES, Narrow, hits_with, mark_of, place_from
from gipfelbuch.register.passages import Wanted, wanted_by
from gipfelbuch.register.queries import Scope


@pytest.fixture
def world(register):
    return build_world(register)


def standing(register):
    """Record, report, entry, part and words of every passage of a record that is shown, read from the other tables."""
    p, w, c = t.passages.c, t.witnesses.c, t.calendar.c
    query = (
        select(w.record, p.report, p.entry, p.part, p.folded, p.lemmas)
        .join_from(t.passages, t.witnesses, and_(w.report == p.report, w.entry == p.entry))
        .join(t.calendar, and_(c.record == w.record, c.side == ""))
    )
    with register.database.read() as connection:
        return [(tuple(row[:4]), {*row.folded.split(), *row.lemmas.split()}) for row in connection.execute(query)]


def found(register, word):
    """The same of every hit of a word."""
    with register.database.read() as connection:
        rows = connection.execute(hits_with(connection, Wanted((frozenset({word}),), ()), Narrow()))
        return sorted((r.record, r.report, r.entry, r.part) for r in rows)


def assert_all_found(register):
    there = standing(register)
    assert there
    for word in {word for _, words in there for word in words}:
        assert found(register, word) == sorted(key for key, words in there if word in words)


def test_every_word_of_what_is_shown_is_found_and_no_other(world):
    assert_all_found(world)


def test_reviews_and_their_undoing_leave_neither_gaps_nor_remains(world):
    reviews, every = Reviews(world, "Ada"), [r.id for r in queries.timeline(world, None, Scope(most=None))]
    for record in every[::3]:
        rejected = reviews.reject(record, "it was none")
        assert_all_found(world)
        reviews.undo(rejected.id, "it was one")
        dated = reviews.correct(record, "date", "1999-12-31", "the diary")
        assert_all_found(world)
        hits = queries.search(world, _word_of(world, record), scope=Scope(most=None)).items
        assert {h.day for h in hits if h.record.id == record} == {"1999-12-31"}
        reviews.undo(dated.id, "another diary")
    assert_all_found(world)


def _word_of(register, record):
    return min(next(words for key, words in standing(register) if key[0] == record))


def test_places_are_in_the_order_of_days(world):
    with world.database.read() as connection:
        rows = connection.execute(select(t.hits).order_by(t.hits.c.place)).all()
    assert [r.day for r in rows] == sorted(r.day for r in rows)
    assert all(r.place == place_from(r.day) + r.passage for r in rows)
    assert place_from("9999-12-31") + DAY_PLACES < 1 << 63


def test_a_register_of_the_step_before_is_searched_as_a_new_one(world):
    if not world.database.is_sqlite:
        pytest.skip("the table alone is new there")
    with world.database.read() as connection:
        before = connection.execute(select(t.hits).order_by(t.hits.c.place)).all()
    back = (
        "DROP TABLE hits", "DROP TABLE hits_index", "UPDATE gipfelbuch_schema SET version_num = '0002'",
        "CREATE VIRTUAL TABLE passages_index USING fts5(folded, lemmas, content='passages', content_rowid='id')",
        """CREATE TRIGGER passages_added AFTER INSERT ON passages BEGIN
           INSERT INTO passages_index(rowid, folded, lemmas) VALUES (new.id, new.folded, new.lemmas); END""",
        """CREATE TRIGGER passages_removed AFTER DELETE ON passages BEGIN SELECT 1; END""",
    )  # fmt: skip
    with world.database.write() as connection:
        for statement in back:
            connection.execute(text(statement))
    from gipfelbuch.register import open_register

    again = open_register(world.database.place, create=True)
    with again.database.read() as connection:
        assert connection.execute(select(t.hits).order_by(t.hits.c.place)).all() == before
    assert_all_found(again)


def test_no_word_is_a_mark():
    assert wanted_by(mark_of("kind", "statement")) is not None
    assert all("§" not in form for forms in wanted_by("§kind §12 a§b").forms for form in forms)
