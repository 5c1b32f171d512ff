"""When: the EDTF date of an entry, from the times of its evidence and the report's dates."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import regex

from gipfelbuch.knowledge.tables import load_table, phrases
from gipfelbuch.model.marks import Time, TimeType
from gipfelbuch.model.reports import Document, Language
from gipfelbuch.model.spans import Span

LONGEST_LINK_CHARS = 14  # between the ends of a range: "bis zum ", " and on "
LONGEST_STAY_DAYS = 14  # "zehntägiger Besuch"; longer stays are told by their dates
_DAY = regex.compile(r"\d{4}-\d{2}-\d{2}")
_DAYS = regex.compile(r"P(\d{1,2})D")


@dataclass(frozen=True, slots=True)
class _Told:
    """A date that the text tells: where, and as EDTF."""

    span: Span
    edtf: str


@cache
def _words(language: Language) -> dict[str, frozenset[str]]:
    return {row["class"]: frozenset(phrases(row[language])) for row in load_table("dates")}


def date_of(
    document: Document,
    times: tuple[Time, ...],
    evidence: tuple[Span, ...],
    trigger: Span | None = None,
    *,
    happened: bool = False,
    linked: tuple[Span, ...] = (),
) -> str | None:
    """The date that the evidence tells, as EDTF level 1.

    The clause of the trigger counts first, then the rest of the evidence in order. Both ends of a range make an
    interval, "seit" leaves its end open, "zweitägiger Besuch" with its first day becomes the days it lasts.

    Args:
        document: the report.
        times: its time expressions, in order of place.
        evidence: the clauses or sentences of the entry.
        trigger: the words that name the deed; the nearest date in their clause counts first.
        happened: whether the deed is told as having taken place (held, signed, happened, ...). Then the date told
            last before it in its paragraph counts where the evidence tells none: reports go on from a date. For plans
            and what goes on, gold readings give no date in that case.
        linked: time expressions that the deed was linked to; the first that tells a date wins over the nearest.

    Returns:
        An EDTF date or interval, or None if the report tells none.
    """
    for span in linked:
        sentence = document.sentence_at(span.start)
        for told_here in _told_in(document, times, sentence.span) if sentence else ():
            if told_here.span.overlaps(span):
                return _lasting(document, times, told_here.edtf, trigger)
    for span in _places(document, evidence, trigger):
        told = list(_told_in(document, times, span))
        if told:
            best = min(told, key=lambda t: _distance(t.span, trigger)) if trigger else told[0]
            return _lasting(document, times, best.edtf, trigger)
    return _told_before(document, times, evidence) if happened else None


def _told_before(document: Document, times: tuple[Time, ...], evidence: tuple[Span, ...]) -> str | None:
    """The date told last before the evidence in its paragraph; what is yet to come there does not count."""
    if not evidence:
        return None
    sentence = document.sentence_at(evidence[0].start)
    at = bisect_left(times, evidence[0].start, key=lambda t: t.span.start)
    published = document.report.published
    for time in reversed(times[:at]):
        there = document.sentence_at(time.span.start)
        if sentence is None or there is None or there.paragraph != sentence.paragraph:
            return None
        told = _as_told(document, time, time) if time.edtf and time.type is not TimeType.DURATION else None
        exact = told is not None and len(told.edtf) > len("2011") and not told.edtf.endswith("/..")
        if told and exact and (published is None or told.edtf <= published.isoformat()):
            return told.edtf
    return None


def _places(document: Document, evidence: tuple[Span, ...], trigger: Span | None) -> Iterator[Span]:
    """Where to look, best place first."""
    if trigger is not None:
        clause = document.clause_at(trigger.start)
        if clause is not None and clause.span.overlaps(trigger):
            yield clause.span
        yield from (s for s in evidence if s.contains(trigger))
    yield from evidence


def _distance(span: Span, trigger: Span) -> tuple[int, int]:
    gap = max(span.start - trigger.end, trigger.start - span.end, 0)
    return gap, span.start


def times_within(times: tuple[Time, ...], span: Span) -> tuple[Time, ...]:
    """The times that lie within a span, in order."""
    first = bisect_left(times, span.start, key=lambda t: t.span.start)
    last = bisect_right(times, span.end, key=lambda t: t.span.start)
    return tuple(t for t in times[first:last] if t.span.end <= span.end)


def _told_in(document: Document, times: tuple[Time, ...], span: Span) -> Iterator[_Told]:
    """The dates told within a span, ranges joined."""
    dated = [t for t in times_within(times, span) if t.edtf]
    at = 0
    while at < len(dated):
        run = at
        while run + 1 < len(dated) and _is_linked(document, dated[run], dated[run + 1]):
            run += 1
        told = _as_told(document, dated[at], dated[run])
        if told:
            yield told
        at = run + 1


def _is_linked(document: Document, one: Time, other: Time) -> bool:
    """Whether two dates are the ends of a range or a list ("vom 3. bis 5. Mai", "am 24. und 25. September")."""
    between = document.text[one.span.end : other.span.start]
    if len(between) > LONGEST_LINK_CHARS or one.type is TimeType.DURATION or other.type is TimeType.DURATION:
        return False
    linked = any(w in _words(document.language)["range"] for w in between.lower().split())
    return linked and one.edtf is not None and other.edtf is not None and _is_ordered(one.edtf, other.edtf)


def _is_ordered(one: str, other: str) -> bool:
    return len(one) == len(other) and "/" not in one and one < other


def _as_told(document: Document, one: Time, other: Time) -> _Told | None:
    words = _words(document.language)
    before = document.text[max(0, one.span.start - LONGEST_LINK_CHARS) : one.span.start].lower().split()
    near = before[-1] if before else ""
    after = document.text[one.span.end : one.span.end + LONGEST_LINK_CHARS].lower().split()
    opens = near in words["from"] and after[:1] == ["an"]
    edtf = one.edtf or ""
    if _is_topic(document, one):
        return None
    if one is not other:
        return _Told(Span(one.span.start, other.span.end), f"{edtf}/{other.edtf}")
    if near in words["until"] or (len(before) > 1 and near in words["article"] and before[-2] in words["until"]):
        return None
    if (
        opens
        or near in words["since"]
        or (len(before) > 1 and near in words["article"] and before[-2] in words["since"])
    ):
        if one.type is TimeType.DURATION or "/" in edtf:
            return None
        return _Told(one.span, f"{edtf}/..")
    return _Told(one.span, edtf)


def _is_topic(document: Document, one: Time) -> bool:
    """Whether years tell what something is for ("der Haushalt für 2011") and not when a deed was."""
    words = document.text[max(0, one.span.start - LONGEST_LINK_CHARS) : one.span.start].lower().split()
    about = _words(document.language)["about"]
    is_year = one.edtf is not None and len(one.edtf) == len("2011")
    return is_year and any(w in about for w in words[-2:])


def _lasting(document: Document, times: tuple[Time, ...], edtf: str, trigger: Span | None) -> str:
    """A stay of some days that starts on a day: all of its days."""
    start = edtf.removesuffix("/..")
    if trigger is None or not _DAY.fullmatch(start):
        return edtf
    at = bisect_left(times, trigger.start, key=lambda t: t.span.start) - 1
    before = times[at] if at >= 0 else None
    found = _DAYS.fullmatch(before.value) if before is not None and before.type is TimeType.DURATION else None
    if before is None or found is None or document.text[before.span.end : trigger.start].strip():
        return edtf
    days = int(found[1])
    if not 1 < days <= LONGEST_STAY_DAYS:
        return edtf
    first = date.fromisoformat(start)
    return f"{start}/{(first + timedelta(days=days - 1)).isoformat()}"
