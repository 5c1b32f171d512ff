"""What stands where: marks and clauses within or across a span, found by bisection."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Protocol, TypeVar

from gipfelbuch.model.marks import Mention
from gipfelbuch.model.reports import Clause, Sentence
from gipfelbuch.model.spans import Span

NESTED_MARKS = 3  # so many marks may begin before a span and still reach into it
LONGEST_MARK_CHARS = 200  # no mark is longer


class HasSpan(Protocol):
    """Anything that stands somewhere in a report."""

    @property
    def span(self) -> Span:
        """Where."""
        ...


_Marked = TypeVar("_Marked", bound=HasSpan)


def mentions_in(mentions: Sequence[Mention], span: Span) -> tuple[Mention, ...]:
    """The mentions that lie wholly within a span.

    Args:
        mentions: in order of their start, as marked.
        span: where to look.
    """
    at = bisect_left(mentions, span.start, key=_start)
    out = []
    while at < len(mentions) and mentions[at].span.start < span.end:
        if mentions[at].span.end <= span.end:
            out.append(mentions[at])
        at += 1
    return tuple(out)


def _start(mention: Mention) -> int:
    return mention.span.start


def mention_before(mentions: Sequence[Mention], offset: int) -> Mention | None:
    """The last mention that begins before the offset."""
    at = bisect_left(mentions, offset, key=_start)
    return mentions[at - 1] if at else None


def overlapping(marks: Sequence[_Marked], span: Span) -> list[_Marked]:
    """The marks that share a character with a span; marks in order of their start, found by bisection."""
    at = bisect_left(marks, span.start, key=_begin)
    first = at
    while first and at - first < NESTED_MARKS and marks[first - 1].span.end > span.start - LONGEST_MARK_CHARS:
        first -= 1
    out = []
    for mark in (marks[i] for i in range(first, len(marks))):
        if mark.span.start >= span.end:
            break
        if mark.span.end > span.start:
            out.append(mark)
    return out


def _begin(mark: HasSpan) -> int:
    return mark.span.start


def clause_place(sentence: Sentence, clause: Clause) -> int:
    """The place of a clause among those of its sentence."""
    return bisect_left(sentence.clauses, clause.first, key=_first_token)


def _first_token(clause: Clause) -> int:
    return clause.first
