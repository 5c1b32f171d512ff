"""What encounters, agreements and gifts share when they are assembled: who, where, when, and what is the same.

Spans of a deed enter; party ids, places and dates leave.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from datetime import date

from gipfelbuch.assembling.dates import date_of
from gipfelbuch.assembling.parties import PartyBook
from gipfelbuch.assembling.pronouns import clue_of
from gipfelbuch.assembling.scenes import Scene
from gipfelbuch.knowledge.closed_classes import closed_class
from gipfelbuch.model.entries import EntryPlace
from gipfelbuch.model.marks import Deed, Place, Role, Time
from gipfelbuch.model.parties import PartyType
from gipfelbuch.model.reports import Document, Pos
from gipfelbuch.model.spans import Span, merged

FARTHEST_FIRST_TOKENS = 6  # between "erstmals" and the "seit" that tells since when
SINCE = closed_class("since")
FIRSTS = tuple(sorted(closed_class("first")))
BOTH = 2  # sides
CREATING_SCORE = 0.5  # a mark below it only takes up an entry told elsewhere
PLACE_PREPOSITIONS = closed_class("meeting_place")
GOAL_PREPOSITIONS = closed_class("goal")
DEFINITE = closed_class("definite")


def parties_of(book: PartyBook, spans: Iterable[Span]) -> tuple[str, ...]:
    """The ids of the parties that the spans mean, each once, in order."""
    return tuple(dict.fromkeys(ref for span in spans for ref in book.resolve(span)))


def sides_told(book: PartyBook, deed: Deed, role: Role) -> tuple[str, ...]:
    """The parties of a deed: the two whom the rules see as "both sides", or whom its evidence names, alone if there are."""
    spans = deed.spans(role)
    inside = (s for s in spans if any(e.start <= s.start and s.end <= e.end for e in deed.evidence))
    both = (book.resolve(s) for s in deed.sides if (c := clue_of(book.document, s)) is not None and c.sort == "sides")
    for told in (*both, parties_of(book, inside)):
        if len(told) == BOTH and len(countries_of(book, told)) == BOTH:
            return told
    return parties_of(book, spans)


def country_party(book: PartyBook, country: str | None) -> str | None:
    """The id of the party that is the country itself; None if the report has none."""
    if country is None:
        return None
    return next((p.id for p in book.parties if p.type is PartyType.COUNTRY and p.country == country), None)


def countries_of(book: PartyBook, refs: Iterable[str]) -> frozenset[str]:
    """What parties stand for: their countries, or themselves where no country is known."""
    return frozenset(book.by_id[r].country or r for r in refs)


def sides_of(book: PartyBook, refs: Iterable[str]) -> frozenset[str]:
    """What parties stand for in an agreement: persons and governments for their country, all others for themselves."""
    stands = (PartyType.PERSON, PartyType.COUNTRY)
    return frozenset((book.by_id[r].country or r) if book.by_id[r].type in stands else r for r in refs)


def is_definite(scene: Scene, deed: Deed) -> bool:
    """Whether the words before a deed's noun tell it as known ("das Abkommen", "the deal")."""
    token = scene.document.token_at(deed.trigger[0].start)
    return token is not None and token.index > 0 and scene.document.tokens[token.index - 1].lower in DEFINITE


def states_of(book: PartyBook, refs: Iterable[str]) -> tuple[str, ...]:
    """The countries as parties, in place of persons who act for them; a person without one stays."""
    out = []
    for ref in refs:
        party = book.by_id[ref]
        state = country_party(book, party.country) if party.type is PartyType.PERSON else None
        out.append(state or ref)
    return tuple(dict.fromkeys(out))


def places_in(scene: Scene, span: Span) -> tuple[Place, ...]:
    """The places named within a span."""
    places = scene.marks.places
    at = bisect_left(places, span.start, key=_start)
    out = []
    while at < len(places) and places[at].span.end <= span.end:
        out.append(places[at])
        at += 1
    return tuple(out)


def _start(place: Place) -> int:
    return place.span.start


def _preposition(document: Document, place: Place) -> str:
    """The preposition of a place, articles and adjectives ("im russischen Sotschi") skipped; empty if none."""
    token = document.token_at(place.span.start)
    for back in range(1, 4):
        if token is None or token.index < back:
            return ""
        before = document.tokens[token.index - back]
        if before.lower in PLACE_PREPOSITIONS or before.lower in GOAL_PREPOSITIONS:
            return before.lower
        if before.pos.value not in ("DET", "ADJ", "NOUN"):
            return ""
    return ""


def is_state(place: Place | EntryPlace) -> bool:
    """Whether a whole state is the place: those have no coordinates."""
    return place.country is not None and place.latitude is None


def place_of(scene: Scene, deed: Deed, *, goal: bool = False) -> EntryPlace | None:
    """Where it happened: the place that the deed names, or the one nearest its trigger behind "in".

    A state that the deed names gives way to a place in it that stands there.

    Args:
        scene: the report.
        deed: with its evidence and trigger.
        goal: whether "nach", "zu" lead to the place, as with visits.
    """
    linked = next((p for span in deed.spans(Role.PLACE) for p in places_in(scene, span)), None)
    if linked is not None and not is_state(linked):
        return entry_place(linked)
    near = _place_near(scene, deed, GOAL_PREPOSITIONS | PLACE_PREPOSITIONS if goal else PLACE_PREPOSITIONS)
    if linked is not None and (near is None or is_state(near) or near.country != linked.country):
        return entry_place(linked)
    return entry_place(near) if near else None


def _place_near(scene: Scene, deed: Deed, wanted: frozenset[str]) -> Place | None:
    """The place nearest the trigger behind one of the prepositions, in its clause, else in the evidence."""
    trigger = deed.trigger[0]
    clause = scene.document.clause_at(trigger.start)
    for area in (*((clause.span,) if clause else ()), *deed.evidence):
        found = [p for p in places_in(scene, area) if _preposition(scene.document, p) in wanted]
        if found:
            return min(found, key=lambda p: min(abs(p.span.start - trigger.end), abs(trigger.start - p.span.end)))
    return None


def entry_place(place: Place) -> EntryPlace:
    """A place mark as an entry tells it."""
    return EntryPlace(name=place.name, country=place.country, latitude=place.latitude, longitude=place.longitude)


def date_of_deed(scene: Scene, deed: Deed) -> str | None:
    """When the deed's own words say that it happened."""
    times = tuple(t for t in _times_in(scene, deed.evidence) if not _only_since(scene, t.span))
    linked = deed.spans(Role.TIME)
    if linked:
        times = tuple(dict.fromkeys([*times, *(t for s in linked for t in _times_in(scene, (s,)))]))
        times = tuple(sorted(times, key=lambda t: t.span))
    return date_of(scene.document, times, deed.evidence, deed.trigger[0], linked=linked)


def _times_in(scene: Scene, evidence: Iterable[Span]) -> list[Time]:
    """The times of the sentences that the evidence stands in."""
    out: list[Time] = []
    for span in merged(evidence):
        sentence = scene.document.sentence_at(span.start)
        area = Span(min(span.start, sentence.span.start), max(span.end, sentence.span.end)) if sentence else span
        at = bisect_left(scene.marks.times, area.start, key=_time_start)
        while at < len(scene.marks.times) and scene.marks.times[at].span.start < area.end:
            out.append(scene.marks.times[at])
            at += 1
    return list(dict.fromkeys(out))


def _time_start(time: Time) -> int:
    return time.span.start


def _only_since(scene: Scene, span: Span) -> bool:
    """Whether a time only tells how long something had not happened ("erstmals seit 2012", "for the first time since May")."""
    token = scene.document.token_at(span.start)
    if token is None or token.index == 0:
        return False
    tokens = scene.document.tokens
    since = token if token.lower in SINCE else tokens[token.index - 1]
    if since.lower not in SINCE:
        return False
    return any(t.lower.startswith(FIRSTS) for t in tokens[max(0, since.index - FARTHEST_FIRST_TOKENS) : since.index])


def first_day(edtf: str | None) -> date | None:
    """The first day of an EDTF date or interval; None if it has none that can be told."""
    text = (edtf or "").split("/", maxsplit=1)[0].rstrip("~?%")
    parts = text.split("-")
    try:
        year = int(parts[0])
        month = int(parts[1]) if len(parts) > 1 and int(parts[1]) <= 12 else 1
        return date(year, month, int(parts[2]) if len(parts) > 2 else 1)
    except ValueError:
        return None


def is_later(edtf: str | None, published: date | None) -> bool:
    """Whether a date lies wholly behind the day of publication."""
    first = first_day(edtf)
    return first is not None and published is not None and first > published and not covers(edtf, published)


def covers(edtf: str | None, day: date) -> bool:
    """Whether an EDTF month, year or interval includes a day."""
    if not edtf:
        return False
    start, _, end = edtf.partition("/")
    first, text = first_day(start), day.isoformat()
    if first is None:
        return False
    last = end or start
    if last == "..":
        return first <= day
    return first <= day and text[: len(last)] <= last


def dates_agree(one: str | None, other: str | None) -> bool:
    """Whether two dates can mean the same time: one is unknown, or one includes the other."""
    if one is None or other is None or one == other:
        return True
    a, b = first_day(one), first_day(other)
    return (a is not None and covers(other, a)) or (b is not None and covers(one, b))


def more_exact(one: str | None, other: str | None) -> str | None:
    """The date that tells more: a day before a month, a known one before none."""
    if one is None or other is None:
        return one or other
    return other if len(other.split("/")[0]) > len(one.split("/")[0]) else one


def joined_evidence(document: Document, spans: Iterable[Span]) -> tuple[Span, ...]:
    """Evidence in order, neighbouring clauses of one sentence run together; the whole sentence with its full stop."""
    out: list[Span] = []
    for span in merged(spans):
        if out and _same_sentence(document, out[-1], span) and not _words_between(document, out[-1].end, span.start):
            out[-1] = _whole(document, Span(out[-1].start, span.end))
        else:
            out.append(span)
    return tuple(out)


def _same_sentence(document: Document, one: Span, other: Span) -> bool:
    sentence = document.sentence_at(one.start)
    return sentence is not None and sentence.span.start <= other.start < sentence.span.end


def _words_between(document: Document, start: int, end: int) -> bool:
    if start >= end:
        return False
    return any(t.pos not in (Pos.PUNCTUATION, Pos.COORDINATOR) for t in document.tokens_in(Span(start, end)))


def _whole(document: Document, span: Span) -> Span:
    """The sentence if the span leaves out nothing but punctuation."""
    sentence = document.sentence_at(span.start)
    if sentence is None or _words_between(document, sentence.span.start, span.start):
        return span
    return span if _words_between(document, span.end, sentence.span.end) else sentence.span
