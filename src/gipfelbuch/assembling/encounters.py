"""Marks of encounters to entries: all tellings of one encounter become one entry.

A telling joins an encounter of a fitting type, time and standing whose participants it shares; words that
only refer ("die Gespräche") join the nearest one or are left alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache

from gipfelbuch.assembling.happenings import (
    CREATING_SCORE,
    countries_of,
    country_party,
    covers,
    date_of_deed,
    dates_agree,
    is_definite,
    is_later,
    is_state,
    joined_evidence,
    more_exact,
    parties_of,
    place_of,
    sides_told,
)
from gipfelbuch.assembling.scenes import Scene
from gipfelbuch.knowledge.tables import load_table, words
from gipfelbuch.model.entries import Encounter, EntryPlace, Kind
from gipfelbuch.model.marks import Deed, Role
from gipfelbuch.model.parties import Party, PartyType
from gipfelbuch.model.spans import Span

SHORTEST_STEM_CHARS = 5  # of an office that an inflected form may begin with ("präsidenten")
_TALKS = frozenset({"meeting", "summit", "negotiation", "conference"})
_UNREALISED = frozenset({"planned", "proposed", "cancelled"})
_LEAST_PARTICIPANTS = {
    "visit": 2,
    "meeting": 2,
    "call": 2,
    "ceremony": 1,
    "conference": 1,
    "summit": 1,
    "negotiation": 2,
}


@dataclass(slots=True, kw_only=True)
class _Telling:
    """One mark with its words resolved."""

    deed: Deed
    type: str
    status: str | None
    participants: tuple[str, ...]
    host: str | None
    date: str | None
    place: EntryPlace | None

    @property
    def refers(self) -> bool:
        return self.deed.score < CREATING_SCORE


@dataclass(slots=True, kw_only=True)
class _Told:
    """An encounter with all its tellings so far."""

    type: str
    status: str | None
    participants: list[str]
    tellings: list[_Telling] = field(default_factory=list)
    date: str | None = None
    place: EntryPlace | None = None
    host: str | None = None


def assemble_encounters(scene: Scene) -> tuple[Encounter, ...]:
    """Entries of this kind, with provisional ids."""
    told: list[_Told] = []
    plural = frozenset(m.span for m in scene.marks.mentions if m.plural)
    for deed in scene.deeds(Kind.ENCOUNTER):
        telling = _telling(scene, deed)
        joined = _encounter_of(scene, told, telling)
        if joined is not None:
            _join(joined, telling)
        elif _creates(scene, telling := _with_both(scene, telling), plural):
            fresh = _Told(type=telling.type, status=telling.status, participants=[])
            _join(fresh, telling)
            told.append(fresh)
    return tuple(_entry(scene, i, t) for i, t in enumerate(told))


def _telling(scene: Scene, deed: Deed) -> _Telling:
    kind = deed.type or "meeting"
    people = sides_told(scene.parties, deed, Role.PARTICIPANT)
    place = place_of(scene, deed, goal=kind == "visit")
    hosts = parties_of(scene.parties, deed.spans(Role.HOST))
    host = hosts[0] if hosts and (kind == "visit" or hosts[0] in people) else None
    if kind == "visit" and host is None and place is not None:
        host = country_party(scene.parties, place.country)
        if host is not None and countries_of(scene.parties, people) == countries_of(scene.parties, (host,)):
            host = None
    if kind == "visit" and host is None and place is None and len(people) == 1 and _returns(scene, deed):
        host = _other_country(scene, people[0])
    if host is not None and host not in people:
        people = (*people, host)
    date = date_of_deed(scene, deed)
    return _Telling(
        deed=deed,
        type=_type(scene, kind, people),
        status=_status(scene, deed, date),
        participants=people,
        host=host,
        date=date,
        place=place,
    )


def _with_both(scene: Scene, telling: _Telling) -> _Telling:
    """Talks told with a time of their own, but without saying whose: both sides of the report hold them."""
    if not telling.deed.both or telling.participants or telling.date is None:
        return telling
    sides = scene.parties.sides_at(telling.deed.trigger[0])
    deed = replace(telling.deed, score=1.0) if sides else telling.deed
    return replace(telling, participants=sides, deed=deed)


def _returns(scene: Scene, deed: Deed) -> bool:
    return any(w in deed.trigger[0].of(scene.document.text).casefold() for w in _offices("return_visit"))


def _other_country(scene: Scene, guest: str) -> str | None:
    """The one other country whose person is met in the report: the goal of a return visit."""
    home = scene.parties.by_id[guest].country
    met = (
        scene.parties.by_id[p].country
        for deed in scene.deeds(Kind.ENCOUNTER)
        for p in parties_of(scene.parties, deed.spans(Role.PARTICIPANT))
    )
    others = list(dict.fromkeys(c for c in met if c is not None and c != home))
    return country_party(scene.parties, others[0]) if others else None


def _status(scene: Scene, deed: Deed, date: str | None) -> str | None:
    """The status as the words tell; a date behind the publication makes it a plan."""
    published = scene.document.report.published
    if deed.status in (None, "ongoing") and is_later(date, published):
        return "planned"
    if deed.status is None and deed.type == "visit" and date and "/" in date and published and covers(date, published):
        return "ongoing"
    return deed.status


def _type(scene: Scene, kind: str, people: tuple[str, ...]) -> str:
    """A meeting of heads of state or government of several countries is a summit."""
    parties = [scene.parties.by_id[p] for p in people]
    heads = [p for p in parties if p.type is PartyType.PERSON]
    several = len({p.country or p.id for p in heads}) > 1
    if kind == "meeting" and several and len(heads) == len(parties) and _are_heads(heads):
        return "summit"
    return kind


def _are_heads(people: list[Party]) -> bool:
    """Whether all are heads of state or government; the counterpart ("Amtskollege") of one is one."""
    heads = [_has_office(p, "office") and not _has_office(p, "not_office") for p in people]
    return any(heads) and all(h or _has_office(p, "counterpart") for h, p in zip(heads, people, strict=True))


def _has_office(party: Party, use: str) -> bool:
    """Whether a word of a person's role is such an office, inflected or compounded."""
    named = [w.strip(",;") for w in (party.role or "").casefold().replace("-", " ").split()]
    offices = _offices(use)
    return any(w in offices or any(w.startswith(o) for o in offices if len(o) > SHORTEST_STEM_CHARS) for w in named)


@cache
def _offices(use: str) -> frozenset[str]:
    rows = (row for row in load_table("happening_frames") if row["use"] == use)
    return frozenset(w for row in rows for w in (*words(row["de"]), *words(row["en"])))


def _creates(scene: Scene, telling: _Telling, plural: frozenset[Span]) -> bool:
    if telling.refers:
        return False
    least = _LEAST_PARTICIPANTS[telling.type]
    if len(telling.participants) >= least:
        return True
    return len(telling.participants) == 1 and _is_plural(scene, telling, plural)


def _is_plural(scene: Scene, telling: _Telling, plural: frozenset[Span]) -> bool:
    """Whether the one participant is several people ("die EU-Außenminister", "beide Delegationen")."""
    party = scene.parties.by_id[telling.participants[0]]
    return party.type is PartyType.GROUP or not plural.isdisjoint(party.mentions)


def _encounter_of(scene: Scene, told: list[_Told], telling: _Telling) -> _Told | None:
    """The encounter that a telling belongs to: the last fitting one; None if none fits."""
    fitting = [t for t in told if _fits(scene, t, telling)]
    if not fitting:
        return None
    same = [t for t in fitting if t.type == telling.type] or fitting
    if telling.refers:
        same = [t for t in same if t.status not in _UNREALISED] or same
    return same[-1]


def _fits(scene: Scene, told: _Told, telling: _Telling) -> bool:
    if not _types_fit(told.type, telling) or not dates_agree(told.date, telling.date):
        return False
    if not _standing_fits(told, telling):
        return False
    if not telling.participants:
        return telling.refers
    ours = countries_of(scene.parties, telling.participants)
    theirs = countries_of(scene.parties, told.participants)
    if telling.refers or is_definite(scene, telling.deed):
        return ours <= theirs or theirs <= ours
    return ours == theirs and _places_agree(told.place, telling.place)


def _places_agree(one: EntryPlace | None, other: EntryPlace | None) -> bool:
    """Whether both can be one place: untold, of one name, or a state and a place in it."""
    if one is None or other is None or one.name == other.name:
        return True
    return one.country == other.country and is_state(one) != is_state(other)


def _types_fit(known: str, telling: _Telling) -> bool:
    if known == telling.type:
        return True
    if telling.type == "meeting" and telling.refers:
        return known in _TALKS or known == "call"
    return {known, telling.type} <= _TALKS and "meeting" in (known, telling.type)


def _standing_fits(told: _Told, telling: _Telling) -> bool:
    if telling.status is None or told.status == telling.status:
        return True
    if telling.refers and told.status is None:
        return telling.status not in _UNREALISED
    return told.status in ("planned", "proposed") and telling.status in ("planned", "proposed", "cancelled")


def _join(told: _Told, telling: _Telling) -> None:
    told.tellings.append(telling)
    if told.type == "meeting" and (telling.type == "summit" or (telling.type in _TALKS and not telling.refers)):
        told.type = telling.type
    told.participants += [
        p for p in telling.participants if p not in told.participants and not _stands_in(told, telling)
    ]
    told.date = more_exact(told.date, telling.date)
    if told.place is None or (telling.place is not None and is_state(told.place) and not is_state(telling.place)):
        told.place = telling.place or told.place
    told.host = told.host or telling.host
    if telling.status == "cancelled" or told.status is None:
        told.status = telling.status


def _stands_in(told: _Told, telling: _Telling) -> bool:
    """Whether a later telling names the same sides another way and adds nobody."""
    return bool(told.participants) and len(telling.participants) <= len(told.participants)


def _host(scene: Scene, told: _Told) -> str | None:
    """Who is at home where they meet; of visitors none is."""
    if told.place is None or told.place.country is None:
        return told.host
    at_home = [p for p in told.participants if scene.parties.by_id[p].country == told.place.country]
    if told.host and (told.host in at_home or scene.parties.by_id[told.host].country is None):
        return told.host
    if told.host and not at_home:
        return told.host
    return at_home[0] if len(at_home) == 1 else None


def _entry(scene: Scene, number: int, told: _Told) -> Encounter:
    evidence = joined_evidence(scene.document, (s for t in told.tellings for s in t.deed.evidence))
    formats = [t.deed.format for t in told.tellings if t.deed.format]
    firsts = [t.deed.first_since for t in told.tellings if t.deed.first_since]
    return Encounter(
        id=f"encounter{number}",
        evidence=evidence,
        type=told.type,
        participants=tuple(told.participants),
        status=told.status or "held",
        host=_host(scene, told),
        format=formats[0] if formats else "in_person" if told.place else None,
        first_since=firsts[0] if firsts else None,
        date=told.date,
        place=told.place,
        plover="CONSULT",
    )
