from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gipfelbuch.model.spans import Span, merged, trimmed

spans = st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda t: Span(t[0], t[0] + t[1]))


@pytest.mark.parametrize("start,end", [(3, 3), (4, 2), (-1, 2)])
def test_an_empty_or_impossible_span_is_refused(start, end):
    with pytest.raises(ValueError, match="no span"):
        Span(start, end)


def test_overlap_needs_a_shared_character():
    assert Span(0, 3).overlaps(Span(2, 5))
    assert not Span(0, 3).overlaps(Span(3, 5))


@pytest.mark.parametrize(
    "text,start,end,want",
    [("  Berlin ", 0, 9, "Berlin"), ("a", 0, 1, "a"), ("   ", 0, 3, None), ("\u00a0x\n", 0, 3, "x")],
)
def test_trimming_drops_white_space_or_everything(text, start, end, want):
    span = trimmed(text, start, end)
    assert (span.of(text) if span else None) == want


@given(st.lists(spans))
def test_merging_keeps_the_characters_and_removes_overlap(found):
    out = merged(found)
    assert {i for s in out for i in range(s.start, s.end)} == {i for s in found for i in range(s.start, s.end)}
    assert all(a.end <= b.start for a, b in pairwise(out))
