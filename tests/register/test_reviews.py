"""What people decide stays decided, whatever is read and matched later."""

import json
from functools import partial
from importlib.resources import files
from itertools import count

import jsonschema
import pytest
from simple_matching import match_simply, read_simply
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DBAPIError

from gipfelbuch.errors import ReviewError
from gipfelbuch.model.entries import Kind
from gipfelbuch.model.records import Decision, EntryRef, Matched, Verdict
from gipfelbuch.model.reports import Report
from gipfelbuch.register import Question, Reviews, corrected_readings, history, key_of, queue
from gipfelbuch.register import tables as t

FIRST = "Anna traf Berta 2024-05. Carl rief Dora."
SECOND = "Emil traf Berta 2024-06. Carl sah Dora."
SHOWN = ("records", "witnesses", "variants", "variant_witnesses", "involved", "review_records")


@pytest.fixture
def reviews(register):
    numbers = count(1)
    return Reviews(register, "Ada", make_id=lambda: f"review{next(numbers)}")


@pytest.fixture
def built(build):
    build(FIRST, SECOND)


@pytest.fixture
def built_again(build, register):
    """The same reports, read by another version whose entries have other ids."""

    def run(*more, **changes):
        build(FIRST, SECOND, *more, version="2", read=partial(read_simply, shift=7), **changes)

    return run


def record(register, trigger, state=None):
    """The id of the record with a trigger."""
    with register.database.read() as connection:
        rows = connection.execute(
            select(t.records.c.id, t.records.c.state).join(t.variants).where(t.variants.c.field == "trigger")
        ).all()
        values = {
            (r.id, r.state): connection.scalars(
                select(t.variants.c.value).where(t.variants.c.record == r.id, t.variants.c.field == "trigger")
            ).all()
            for r in rows
        }
    found = [i for (i, s), triggers in values.items() if trigger in triggers and (state is None or s == state)]
    assert len(found) == 1, values
    return found[0]


def values(register, identifier, field):
    with register.database.read() as connection:
        query = select(*t.columns(t.variants, "rank", "value", "review")).order_by(t.variants.c.rank)
        return connection.execute(query.where(t.variants.c.record == identifier, t.variants.c.field == field)).all()


def row(register, identifier):
    with register.database.read() as connection:
        return connection.execute(select(t.records).where(t.records.c.id == identifier)).one()


def reports_of(register, identifier):
    with register.database.read() as connection:
        return set(connection.scalars(select(t.witnesses.c.report).where(t.witnesses.c.record == identifier)))


def key(text):
    return key_of(Report(id="x", text=text, language="de"))


def test_an_accepted_record_leaves_the_queue(register, built, reviews):
    meeting = record(register, "traf")
    assert meeting in {d.record for d in queue(register)}
    reviews.accept(meeting, "read both reports")
    assert row(register, meeting).state == "accepted"
    assert meeting not in {d.record for d in queue(register)}


def test_an_accepted_record_comes_back_to_the_queue_with_a_new_witness(register, build, built, reviews):
    reviews.accept(record(register, "traf"), "read both reports")
    build("Dora traf Berta 2024-07.")
    assert record(register, "traf") in {d.record for d in queue(register)}
    assert row(register, record(register, "traf")).state == "accepted"


def test_a_corrected_field_holds_and_what_witnesses_say_stays_visible(register, built, reviews):
    meeting = record(register, "traf")
    review = reviews.correct(meeting, "date", "2024-06-01", "the ministry's diary")
    assert [tuple(v) for v in values(register, meeting, "date")] == [
        (0, "2024-06-01", review.id),
        (1, "2024-05", None),
        (2, "2024-06", None),
    ]
    assert (row(register, meeting).date, row(register, meeting).date_from) == ("2024-06-01", "2024-06-01")
    assert row(register, meeting).state == "corrected"


def test_a_correction_settles_what_witnesses_contest(register, built, reviews):
    meeting = record(register, "traf")
    before = row(register, meeting).contested
    reviews.correct(meeting, "date", "2024-06", "the second report is later")
    assert row(register, meeting).contested == before - 1
    assert [v.value for v in values(register, meeting, "date")] == ["2024-06", "2024-05"]


def test_parties_may_be_given_by_name(register, built, reviews):
    meeting = record(register, "traf")
    reviews.correct(meeting, "actors", ["anna", "party:Emil"], "both met her")
    assert values(register, meeting, "actors")[0].value == ["party:Anna", "party:Emil"]


def test_split_witnesses_stand_in_a_record_of_their_own(register, built, reviews):
    meeting = record(register, "traf")
    reviews.split(meeting, [EntryRef(report=key(SECOND), entry="e1")], "two meetings")
    with register.database.read() as connection:
        both = connection.execute(select(*t.columns(t.records, "id", "date", "state")).order_by(t.records.c.date)).all()
    assert [(r.date, r.state) for r in both if r.date] == [("2024-05", "corrected"), ("2024-06", "corrected")]
    assert reports_of(register, meeting) == {key(FIRST)}
    assert [v.value for v in values(register, meeting, "date")] == ["2024-05"]


def test_merged_records_are_one_with_the_witnesses_of_both(register, built, reviews):
    call, view = record(register, "rief"), record(register, "sah")
    reviews.merge(call, view, "it was a video call")
    assert reports_of(register, call) == {key(FIRST), key(SECOND)}
    assert {v.value for v in values(register, call, "trigger")} == {"rief", "sah"}
    assert register.counts().records == 2


def test_a_rejected_record_is_not_counted(register, built, reviews):
    reviews.reject(record(register, "sah"), "a figure of speech")
    assert row(register, record(register, "sah")).state == "rejected"
    assert register.counts().records == 2


def test_an_added_event_points_at_the_words_of_its_report(register, built, reviews):
    added = reviews.add(
        Kind.GIFT, "r0", ["Carl rief Dora"], {"giver": "Carl", "item": "ein Rat", "date": "2024-05"}, "overlooked"
    )
    with register.database.read() as connection:
        found = connection.execute(select(t.records).where(t.records.c.state == "added")).one()
        witness = connection.execute(select(t.entries).where(t.entries.c.entry == f"+{added.id}")).one()
    assert (found.kind, found.date, found.doubt, found.witnesses) == ("gift", "2024-05", 0.0, 1)
    assert witness.spans == {"evidence": [[25, 39]]}
    assert values(register, found.id, "giver")[0].value == "party:Carl"


DECISIONS = {
    "accept": lambda r, i: r.accept(i("traf"), "right"),
    "correct": lambda r, i: r.correct(i("traf"), "date", "2024-06-01", "the diary"),
    "split": lambda r, i: r.split(i("traf"), [EntryRef(report=key(SECOND), entry="e1")], "two meetings"),
    "merge": lambda r, i: r.merge(i("rief"), i("sah"), "one call"),
    "keep apart": lambda r, i: r.keep_apart(i("rief"), i("sah"), "two calls"),
    "add": lambda r, i: r.add(Kind.ISSUE, "r0", ["Carl rief Dora"], {"subject": "Zoll", "status": "raised"}, "missed"),
    "reject": lambda r, i: r.reject(i("sah"), "a figure of speech"),
}


@pytest.mark.parametrize("decision", DECISIONS)
def test_a_decision_survives_another_version_of_the_reader(register, built, built_again, reviews, decision):
    DECISIONS[decision](reviews, partial(record, register))
    before = substance(register)
    built_again()
    assert substance(register) == before
    assert not any(e.orphaned for e in history(register))


@pytest.mark.parametrize("decision", DECISIONS)
def test_a_decision_undone_leaves_the_register_as_it_was(register, built, reviews, dump, decision):
    before = dump(register, SHOWN)
    review = DECISIONS[decision](reviews, partial(record, register))
    assert dump(register, SHOWN) != before
    reviews.undo(review.id, "a mistake")
    assert dump(register, SHOWN) == before


@pytest.mark.parametrize("decision", DECISIONS)
def test_a_decision_shown_at_once_is_the_same_after_the_next_build(register, build, built, reviews, dump, decision):
    DECISIONS[decision](reviews, partial(record, register))
    before = dump(register, SHOWN)
    build(FIRST, SECOND, version="1b")
    assert dump(register, SHOWN) == before


def test_all_decisions_together_are_the_same_after_the_next_build(register, build, built, reviews, dump):
    for name, decide in DECISIONS.items():
        if name != "keep apart":
            decide(reviews, partial(record_with, register))
    before = dump(register, SHOWN)
    build(FIRST, SECOND, version="1b")
    assert dump(register, SHOWN) == before


def record_with(register, trigger):
    with register.database.read() as connection:
        rows = connection.execute(
            select(*t.columns(t.variants, "record", "value")).where(t.variants.c.field == "trigger")
        )
        return next(r.record for r in rows if r.value == trigger)


def substance(register):
    """Records by what they say and who tells them, without ids that another version gives otherwise."""
    with register.database.read() as connection:
        spans = {(e.report, e.entry): str(e.spans) for e in connection.execute(select(t.entries))}
        out = []
        for r in connection.execute(select(t.records)):
            told = connection.execute(select(t.variants).where(t.variants.c.record == r.id)).all()
            ours = connection.execute(select(t.witnesses).where(t.witnesses.c.record == r.id)).all()
            out.append(
                (
                    r.kind,
                    r.state,
                    r.doubt,
                    sorted(f"{v.field} {v.rank} {v.value} {v.review}" for v in told),
                    sorted(f"{w.report} {spans[w.report, w.entry]}" for w in ours),
                )
            )
    return sorted(out)


def test_an_undone_undo_holds_again(register, built, reviews):
    meeting = record(register, "traf")
    review = reviews.correct(meeting, "date", "2024-06-01", "the diary")
    undo = reviews.undo(review.id, "unsure")
    assert row(register, meeting).date == "2024-05"
    reviews.undo(undo.id, "sure after all")
    assert row(register, meeting).date == "2024-06-01"


def test_the_later_of_two_corrections_holds(register, built, reviews):
    meeting = record(register, "traf")
    reviews.correct(meeting, "date", "2024-06-01", "the diary")
    reviews.correct(meeting, "date", "2024-06-02", "the other diary")
    assert row(register, meeting).date == "2024-06-02"


def test_the_history_tells_who_when_what_and_why(register, built, reviews):
    meeting = record(register, "traf")
    review = reviews.correct(meeting, "date", "2024-06-01", "the diary")
    reviews.undo(review.id, "unsure")
    reviews.accept(record(register, "rief"), "right")
    events = history(register)
    assert [(e.review.author, e.review.action, e.review.reason, e.undone) for e in events] == [
        ("Ada", "correct", "the diary", True),
        ("Ada", "undo", "unsure", False),
        ("Ada", "accept", "right", False),
    ]
    assert events[0].review.made < events[1].review.made
    assert [e.review.action for e in history(register, meeting)] == ["correct", "undo"]


def test_a_review_whose_words_no_entry_has_any_more_is_asked_about_first(register, build, built, reviews):
    review = reviews.correct(record(register, "rief"), "date", "2024-05", "the diary")

    def read_less(reports):
        for report in reports:
            (reading,) = read_simply([report])
            kept = tuple(e for e in reading.entries if e.trigger[0].of(report.text) != "rief")
            yield type(reading)(report=report, parties=reading.parties, entries=kept)

    build(FIRST, SECOND, version="2", read=read_less)
    first = queue(register)[0]
    assert (first.question, first.review) == (Question.ORPHAN, review.id)
    assert [e.orphaned for e in history(register)] == [True]
    build(FIRST, SECOND, version="3")
    assert row(register, record(register, "rief")).date == "2024-05"
    assert Question.ORPHAN not in {d.question for d in queue(register)}


def test_pairs_left_to_a_person_are_asked_until_they_are_settled(register, build, reviews):
    def match(sources):
        found = match_simply(sources)
        left, right = (r.witnesses[0] for r in found.records if r.field("trigger").value in {"rief", "sah"})
        left, right = sorted((left, right))
        unsure = Decision(left=left, right=right, verdict=Verdict.CANDIDATE, probability=0.5, reason="same parties")
        return Matched(actors=found.actors, records=found.records, decisions=(*found.decisions, unsure))

    build(FIRST, SECOND, match=match)
    (asked,) = (d for d in queue(register) if d.question is Question.SAME)
    assert (asked.why, asked.doubt) == ("same parties", 1.0)
    apart = reviews.keep_apart(asked.record, asked.other, "two days")
    assert Question.SAME not in {d.question for d in queue(register)}
    reviews.undo(apart.id, "unsure")
    assert Question.SAME in {d.question for d in queue(register)}
    reviews.merge(asked.record, asked.other, "one call")
    assert Question.SAME not in {d.question for d in queue(register)}


def test_records_told_apart_stay_apart_when_matching_thinks_otherwise(register, build, built, reviews):
    reviews.keep_apart(record(register, "rief"), record(register, "sah"), "two calls")

    def match(sources):
        import dataclasses

        found = match_simply(sources)
        two = [r for r in found.records if r.field("trigger").value in {"rief", "sah"}]
        one = dataclasses.replace(two[0], witnesses=tuple(sorted(two[0].witnesses + two[1].witnesses)))
        rest = tuple(r for r in found.records if r not in two)
        return Matched(actors=found.actors, records=tuple(sorted((one, *rest), key=lambda r: r.id)), decisions=())

    build(FIRST, SECOND, version="2", match=match)
    with register.database.read() as connection:
        found = connection.execute(select(*t.columns(t.records, "witnesses", "state"))).all()
    assert sorted(map(tuple, found)) == [(1, "corrected"), (1, "corrected"), (2, "open")]
    assert not any(e.orphaned for e in history(register))


def test_the_queue_is_ordered_by_doubt(register, built):
    doubts = [d.doubt for d in queue(register)]
    assert doubts == sorted(doubts, reverse=True)
    assert queue(register, most=1) == queue(register)[:1]


@pytest.mark.parametrize("statement", [update(t.reviews).values(reason="other"), delete(t.reviews)])
def test_reviews_can_be_neither_changed_nor_removed(register, built, reviews, statement):
    from gipfelbuch.errors import GipfelbuchError

    reviews.accept(record(register, "traf"), "right")
    with pytest.raises((GipfelbuchError, DBAPIError), match="append only"), register.database.write() as connection:
        connection.execute(statement)
    assert [e.review.reason for e in history(register)] == ["right"]


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("colour", "red", "has no field 'colour'"),
        ("date", "gestern", "no EDTF date"),
        ("date", "2024-02-31", "no EDTF date"),
        ("status", "maybe", "is none of"),
        ("plover", "MEET", "is none of"),
        ("actors", ["Nobody"], "no party is called so"),
        ("status", ["happened"], "one value"),
        ("place_country", "Germany", "no country"),
        ("evidence", "words", "has no field"),
    ],
)
def test_a_value_that_a_field_does_not_take_is_refused(register, built, reviews, dump, field, value, told):
    before = dump(register)
    with pytest.raises(ReviewError, match=told):
        reviews.correct(record(register, "traf"), field, value, "why not")
    assert dump(register) == before


def test_reviews_of_nothing_are_refused(register, built, reviews, dump):
    meeting, before = record(register, "traf"), dump(register)
    everyone = [EntryRef(report=key(x), entry="e1") for x in (FIRST, SECOND)]
    for refused in (
        lambda: reviews.accept("no-such-record", "why not"),
        lambda: reviews.accept(meeting, "  "),
        lambda: Reviews(register, "").accept(meeting, "right"),
        lambda: reviews.split(meeting, everyone, "all"),
        lambda: reviews.split(meeting, [], "none"),
        lambda: reviews.merge(meeting, meeting, "itself"),
        lambda: reviews.undo("no-such-review", "why not"),
        lambda: reviews.add(Kind.ACTION, "r0", ["not there"], {}, "why not"),
        lambda: reviews.add(Kind.ACTION, "r0", [], {}, "why not"),
        lambda: reviews.add(Kind.ACTION, "r9", ["Anna"], {}, "why not"),
    ):
        with pytest.raises(ReviewError, match=r"nothing was written|an author and a reason"):
            refused()
    assert dump(register) == before


SCHEMA = json.loads(files("gipfelbuch").joinpath("exporting", "reading.schema.json").read_text(encoding="utf-8"))


def test_corrections_leave_as_readings_in_the_shape_of_the_schema(register, built, reviews):
    reviews.correct(record(register, "traf"), "date", "2024-06-01", "the diary")
    reviews.correct(record(register, "traf"), "actors", ["Anna", "Emil"], "both")
    reviews.reject(record(register, "sah"), "a figure of speech")
    reviews.add(
        Kind.ISSUE, "r0", ["Carl rief Dora"], {"subject": "Dora", "status": "raised", "parties": ["Carl"]}, "missed"
    )
    readings = {r["report"]["id"]: r for r in corrected_readings(register)}
    for reading in readings.values():
        jsonschema.Draft202012Validator(SCHEMA).validate(reading)
    first, second = (readings[i]["entries"] for i in ("r0", "r1"))
    assert [(e["kind"], e["date"]) for e in first] == [("action", "2024-06-01"), ("action", None), ("issue", None)]
    assert (first[0]["actors"], first[0]["confidence"]) == (["Anna"], 1.0)
    assert first[2]["parties"] == ["Carl"]
    assert [(e["actors"], e["date"]) for e in second] == [(["Emil"], "2024-06-01")]


def test_readings_that_nobody_touched_are_not_exported(register, built, reviews):
    reviews.accept(record(register, "sah"), "right")
    assert [r["report"]["id"] for r in corrected_readings(register)] == ["r1"]
