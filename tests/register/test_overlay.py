"""However decisions are combined, no witness is lost and none is told twice."""

from hypothesis import given, settings
from hypothesis import strategies as st

from gipfelbuch.model.entries import Kind
from gipfelbuch.model.records import EntryRef, Field, Record, Variant
from gipfelbuch.register.overlay import Action, Placed, Review, active_reviews, lay_over

ENTRIES = [EntryRef(report=f"r{i}", entry="e1") for i in range(6)]


def records(cut):
    """The entries, every run between two cuts a record."""
    runs, start = [], 0
    for end in [*sorted(cut), len(ENTRIES)]:
        if ENTRIES[start:end]:
            runs.append(tuple(ENTRIES[start:end]))
        start = end
    return [
        Record(
            id=f"m{n}",
            kind=Kind.ACTION,
            witnesses=run,
            fields=(Field(name="date", variants=tuple(Variant(value=w.report, witnesses=(w,)) for w in run)),),
        )
        for n, run in enumerate(runs)
    ]


some = st.lists(st.sampled_from(ENTRIES), max_size=3, unique=True).map(tuple)


@st.composite
def decisions(draw):
    actions = [Action.ACCEPT, Action.REJECT, Action.CORRECT, Action.MERGE, Action.SPLIT]
    made = []
    for number in range(draw(st.integers(0, 6))):
        review = Review(
            id=f"v{number}",
            number=number,
            made="2025",
            author="a",
            reason="r",
            action=draw(st.sampled_from(actions)),
            kind=Kind.ACTION,
            field="date",
            value=f"value{number}",
        )
        made.append(Placed(review=review, anchors=draw(some), others=draw(some)))
    return made


@given(st.sets(st.integers(1, 5)), decisions())
@settings(max_examples=300, deadline=None)
def test_every_witness_stays_in_exactly_one_record(cut, made):
    laid = lay_over(records(cut), made, {})
    assert sorted(w for item in laid for w in item.record.witnesses) == ENTRIES
    assert len({item.record.id for item in laid}) == len(laid)


@given(st.sets(st.integers(1, 5)), decisions())
@settings(max_examples=300, deadline=None)
def test_what_a_witness_says_goes_where_the_witness_goes(cut, made):
    for item in lay_over(records(cut), made, {}):
        told = {w for f in item.record.fields for v in f.variants for w in v.witnesses}
        assert told == set(item.record.witnesses)
        for field in item.record.fields:
            for variant in field.variants:
                assert not variant.witnesses or {w.report for w in variant.witnesses} == {variant.value}


@given(st.sets(st.integers(1, 5)), decisions())
@settings(max_examples=100, deadline=None)
def test_laying_over_twice_gives_the_same(cut, made):
    assert lay_over(records(cut), made, {}) == lay_over(records(cut), made, {})


def review(number, undoes=None):
    action = Action.UNDO if undoes else Action.ACCEPT
    return Review(id=f"v{number}", number=number, made="", author="a", reason="r", action=action, undoes=undoes)


def test_an_undone_review_does_not_hold_and_an_undone_undo_does_nothing():
    first, undo, undo_of_undo = review(1), review(2, "v1"), review(3, "v2")
    assert active_reviews([first]) == [first]
    assert active_reviews([first, undo]) == []
    assert active_reviews([undo_of_undo, first, undo]) == [first]
