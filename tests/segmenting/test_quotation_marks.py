import pytest
from hypothesis import given
from hypothesis import strategies as st

from gipfelbuch.segmenting.quotation_marks import find_quoted

CASES = [
    ("Er sagte: „Ich komme.“", ["Ich komme."]),
    ("Er sagte: »Ich komme.«", ["Ich komme."]),
    ("Er sagte: «Ich komme.»", ["Ich komme."]),
    ('Er sagte: "Ich komme."', ["Ich komme."]),
    ("He said, “I am coming.”", ["I am coming."]),
    ("He said, ‘I am coming.’", ["I am coming."]),
    ("He said, 'I am coming.'", ["I am coming."]),
    ("Er sagte: „Ich komme.”", ["Ich komme."]),
    ('Er sagte: „Ich komme."', ["Ich komme."]),
    ("``I am coming,'' he said.", ["I am coming,"]),
    ("„Ich“, sagte er, „komme.“", ["Ich", "komme."]),
    ('"Ich", sagte er, "komme."', ["Ich", "komme."]),
    ("„Er hat ‚nie‘ gesagt“, sagte sie.", ["Er hat ‚nie‘ gesagt", "nie"]),
    ("»Er hat ›nie‹ gesagt«, sagte sie.", ["Er hat ›nie‹ gesagt", "nie"]),
    ("“He said ‘never’ twice,” she said.", ["He said ‘never’ twice,", "never"]),
    ("Das ist Bush's Plan und Putins' Haus.", []),
    ("It's the ministers’ plan.", []),
    ("Er sagte: „Ich komme.\n\nDas war alles.", ["Ich komme."]),
    ("Er kam“ und ging.", []),
    ('Der 5" große Stein', []),
    ("„“", []),
    ("Das „Ja“ und das »Nein«", ["Ja", "Nein"]),
]


@pytest.mark.parametrize("text,want", CASES)
def test_quoted_stretches_are_found_without_their_marks(text, want):
    assert [q.inner.of(text) for q in find_quoted(text)] == want


def test_a_quotation_that_is_never_closed_says_so():
    (found,) = find_quoted("Er rief: „Kommt alle her.\n\nNiemand kam.")
    assert not found.closed
    assert found.depth == 0


def test_nested_quotations_know_their_depth():
    assert [q.depth for q in find_quoted("„Er hat ‚nie‘ gesagt“, sagte sie.")] == [0, 1]


@given(st.text(alphabet="ab .,\n„“”\"»«‚‘’›‹'`", max_size=80))
def test_any_mixture_of_marks_gives_valid_spans(text):
    for quoted in find_quoted(text):
        assert quoted.outer.contains(quoted.inner)
        assert quoted.inner.of(text).strip() == quoted.inner.of(text)
