"""Marks of agreements to entries: all tellings of one agreement become one entry.

A telling joins an agreement of the same type whose parties, count and subject do not contradict it. Persons
who sign for different states bind their states.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from gipfelbuch.assembling.encounters import assemble_encounters
from gipfelbuch.assembling.happenings import (
    CREATING_SCORE,
    countries_of,
    date_of_deed,
    dates_agree,
    is_definite,
    joined_evidence,
    more_exact,
    place_of,
    sides_of,
    sides_told,
    states_of,
)
from gipfelbuch.assembling.scenes import Scene
from gipfelbuch.model.entries import Agreement, Encounter, EntryPlace, Kind, Money
from gipfelbuch.model.marks import Deed, Role
from gipfelbuch.model.parties import PartyType
from gipfelbuch.model.spans import Span

_BINDING = frozenset({"signed", "agreed", "renewed"})
_ADVANCE = ("proposed", "negotiated", "agreed", "signed", "renewed", "in_force")
_PLOVER = {"rejected": "REJECT"}
_ABSENT_PLOVER = frozenset({"failed", "negotiated", "ended", "violated"})
INHERITED_PARAGRAPHS = 2  # how far back an agreement takes its date and parties from an encounter


@dataclass(slots=True, kw_only=True)
class _Telling:
    """One mark with its words resolved."""

    deed: Deed
    parties: tuple[str, ...]
    subject: Span | None
    date: str | None
    place: EntryPlace | None


@dataclass(slots=True, kw_only=True)
class _Told:
    """An agreement with all its tellings so far."""

    tellings: list[_Telling] = field(default_factory=list)
    type: str = "understanding"
    status: str = "agreed"
    parties: tuple[str, ...] = ()
    subject: Span | None = None
    count: int | None = None
    date: str | None = None
    place: EntryPlace | None = None


def assemble_agreements(scene: Scene) -> tuple[Agreement, ...]:
    """Entries of this kind, with provisional ids."""
    deeds = scene.deeds(Kind.AGREEMENT)
    if not deeds:
        return ()
    encounters = assemble_encounters(scene)
    told: list[_Told] = []
    for deed in deeds:
        telling = _telling(scene, deed, encounters)
        if not telling.parties and deed.score >= CREATING_SCORE and told:
            telling.parties = _parties_before(scene, told[-1], deed)
        joined = next((t for t in reversed(told) if _fits(scene, t, telling)), None)
        if joined is not None:
            _join(joined, telling)
        elif deed.score >= CREATING_SCORE and telling.parties:
            fresh = _Told()
            _join(fresh, telling)
            told.append(fresh)
    return tuple(_entry(scene, i, t) for i, t in enumerate(told))


def _parties_before(scene: Scene, told: _Told, deed: Deed) -> tuple[str, ...]:
    """Who the agreement told right before binds: "man" and passives go on with them."""
    last = told.tellings[-1].deed.evidence[-1]
    near = _paragraph(scene, deed.evidence[0].start) - _paragraph(scene, last.start) <= 1
    return told.parties if near else ()


def _telling(scene: Scene, deed: Deed, encounters: tuple[Encounter, ...]) -> _Telling:
    parties = _bound(scene, sides_told(scene.parties, deed, Role.PARTY))
    meeting = _meeting_of(scene, deed, encounters, parties)
    date = date_of_deed(scene, deed)
    if meeting is not None and deed.score >= CREATING_SCORE:
        if not parties:
            parties = _bound(scene, meeting.participants)
        if date is None and deed.status in _BINDING and meeting.status == "held":
            date = meeting.date
    subjects = deed.spans(Role.SUBJECT)
    place = place_of(scene, deed)
    return _Telling(deed=deed, parties=parties, subject=subjects[0] if subjects else None, date=date, place=place)


def _bound(scene: Scene, refs: tuple[str, ...]) -> tuple[str, ...]:
    """Who is bound: the states, where persons of several states act; else those who act."""
    people = [r for r in refs if scene.parties.by_id[r].type is PartyType.PERSON]
    if len(people) == len(refs) and len(countries_of(scene.parties, refs)) > 1:
        return states_of(scene.parties, refs)
    return refs


def _paragraph(scene: Scene, offset: int) -> int:
    sentence = scene.document.sentence_at(offset)
    return sentence.paragraph if sentence else 0


def _meeting_of(
    scene: Scene, deed: Deed, encounters: tuple[Encounter, ...], parties: tuple[str, ...]
) -> Encounter | None:
    """The encounter at which it was made: the last told before, close by, with several sides, those bound among them."""
    bound = countries_of(scene.parties, parties)
    starts = [(s.start, e) for e in encounters for s in e.evidence if e.type not in ("visit", "ceremony")]
    starts.sort(key=lambda pair: pair[0])
    at = bisect_right([s for s, _ in starts], deed.evidence[0].end)
    for start, encounter in reversed(starts[:at]):
        near = _paragraph(scene, deed.evidence[0].start) - _paragraph(scene, start) <= INHERITED_PARAGRAPHS
        if near and len(encounter.participants) > 1 and bound <= countries_of(scene.parties, encounter.participants):
            return encounter
    return None


def _fits(scene: Scene, told: _Told, telling: _Telling) -> bool:
    deed = telling.deed
    if not dates_agree(told.date, telling.date) or not _types_fit(scene, told, telling):
        return False
    if telling.parties and sides_of(scene.parties, telling.parties) - sides_of(scene.parties, told.parties):
        return False
    if deed.count != told.count and deed.count is not None and told.count is not None:
        return False
    if deed.score < CREATING_SCORE:
        return told.count is None
    if told.count != deed.count:
        return False
    return _subjects_fit(scene, told.subject, telling.subject) and _standing_fits(told, deed)


def _types_fit(scene: Scene, told: _Told, telling: _Telling) -> bool:
    if told.type == telling.deed.type:
        return True
    general = ("treaty", "understanding")
    refers = telling.deed.score < CREATING_SCORE or is_definite(scene, telling.deed)
    return refers and telling.deed.type in general and told.count is None


def _subjects_fit(scene: Scene, one: Span | None, other: Span | None) -> bool:
    if one is None or other is None:
        return True
    a, b = (set(s.of(scene.document.text).casefold().split()) for s in (one, other))
    return bool(a & b) and len(a & b) * 2 >= min(len(a), len(b))


def _standing_fits(told: _Told, deed: Deed) -> bool:
    if deed.status is None or deed.status == told.status:
        return True
    return deed.status in _ADVANCE and told.status in _ADVANCE


def _join(told: _Told, telling: _Telling) -> None:
    deed = telling.deed
    if not told.tellings:
        told.type, told.status = deed.type or told.type, deed.status or told.status
        told.parties = telling.parties
    elif (
        deed.status in _ADVANCE
        and told.status in _ADVANCE
        and _ADVANCE.index(deed.status) > _ADVANCE.index(told.status)
    ):
        told.status = deed.status
    told.tellings.append(telling)
    told.subject = told.subject or telling.subject
    told.count = told.count or deed.count
    told.date = more_exact(told.date, telling.date)
    told.place = told.place or telling.place


def _amounts(scene: Scene, told: _Told) -> tuple[Money, ...]:
    spans = {s for t in told.tellings for s in t.deed.spans(Role.AMOUNT)}
    found = [a for a in scene.marks.amounts if a.span in spans and a.currency]
    return tuple(dict.fromkeys(Money(value=a.value, currency=a.currency or "") for a in found))


def _term(scene: Scene, told: _Told) -> str | None:
    spans = {s for t in told.tellings for s in t.deed.spans(Role.TERM)}
    return next((t.value for t in scene.marks.times if t.span in spans), None)


def _entry(scene: Scene, number: int, told: _Told) -> Agreement:
    plover = None if told.status in _ABSENT_PLOVER else _PLOVER.get(told.status, "AGREE")
    kinds = {scene.parties.by_id[p].type for p in told.parties}
    kind = "contract" if told.type == "treaty" and PartyType.COMPANY in kinds else told.type
    return Agreement(
        id=f"agreement{number}",
        evidence=joined_evidence(scene.document, (s for t in told.tellings for s in t.deed.evidence)),
        type=kind,
        parties=told.parties,
        status=told.status,
        subject=told.subject.of(scene.document.text) if told.subject else None,
        count=told.count,
        amounts=_amounts(scene, told),
        term=_term(scene, told),
        date=told.date,
        place=told.place,
        plover=plover,
    )
