"""Who is meant: a name enters, what the register knows of that state or party leaves, and with whom it has to do.

A state stands for all that belong to it, here as in every other question (``queries.sides``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import Connection, Select, func, null, select

from gipfelbuch.knowledge.goldstein import goldstein_weights
from gipfelbuch.knowledge.states import states
from gipfelbuch.model.parties import PartyType
from gipfelbuch.register import tables as t
from gipfelbuch.register.calendar import pair_of
from gipfelbuch.register.queries.answers import Answer, Cell, Scope
from gipfelbuch.register.queries.days import days_of, within
from gipfelbuch.register.queries.histories import EVERYTHING
from gipfelbuch.register.queries.months import happened
from gipfelbuch.register.queries.sides import Side, find_side
from gipfelbuch.register.store import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A state or a party.

    Args:
        key: ISO 3166-1 alpha-3 of a state, or the id of a party.
        is_state: which of both.
        type: what sort of actor.
        name: the form that most reports use; of a state that no report names, its code.
        country: ISO 3166-1 alpha-3; None if unknown. So for code and wikidata.
        code: PLOVER actor code.
        wikidata: Wikidata item.
        roles: offices as reports write them.
        names: every form of the name, in order.
    """

    key: str
    is_state: bool
    type: PartyType
    name: str
    country: str | None
    code: str | None = None
    wikidata: str | None = None
    roles: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """Somebody who has part in the same records.

    Args:
        key: ISO 3166-1 alpha-3 of a state, or the id of a party.
        is_state: which of both.
        type: what sort of actor.
        name: of the party; of a state, its code.
        country: ISO 3166-1 alpha-3; None if unknown.
        records: how many they share.
        coded: of these, those that happened and have a PLOVER type.
        total: sum of their weights.
    """

    COLUMNS: ClassVar[tuple[str, ...]] = ("party", "name", "type", "country", "records", "coded", "score")

    key: str
    is_state: bool
    type: PartyType
    name: str
    country: str | None
    records: int
    coded: int
    total: float

    @property
    def score(self) -> float | None:
        """Mean weight, -10 (conflict) to 10 (cooperation); None if nothing was coded."""
        return round(self.total / self.coded, 2) if self.coded else None

    def cells(self) -> tuple[Cell, ...]:
        """One value each of ``COLUMNS``."""
        return (self.key, self.name, self.type.value, self.country, self.records, self.coded, self.score)


def profile(register: Register, name: str) -> Profile:
    """Who is meant by a name.

    Args:
        register: where to look.
        name: of a state (German, English, ISO code), or name or id of a party. A state is one even if no report of
            the register names it; the party that is a state stands for that state.

    Raises:
        NameQuestionError: if nobody is called so, or several parties are.
    """
    with register.database.read() as connection:
        side = find_side(connection, name)
        if side.is_state:
            return _state(connection, side.key)
        row = connection.execute(select(t.parties).where(t.parties.c.id == side.key)).mappings().one()
        if row["type"] == PartyType.COUNTRY and row["country"] in states():
            return _state(connection, row["country"])
        return Profile(
            key=side.key,
            is_state=False,
            type=PartyType(row["type"]),
            roles=tuple(row["roles"]),
            names=_names(connection, [side.key]),
            **{column: row[column] for column in ("name", "country", "code", "wikidata")},
        )


def partners(register: Register, name: str, scope: Scope = EVERYTHING, *, scored: bool = True) -> Answer[Partner]:
    """Who has part in the same records: of a state, other states; of a party, other parties.

    Args:
        register: where to look.
        name: of a state (all that belong to it) or a party.
        scope: period, kinds, number of partners.
        scored: whether scores are told as well, which takes much longer; else nothing counts as coded.

    Returns:
        Partners, those that share most first.

    Raises:
        NameQuestionError: if nobody is called so, or several parties are.
    """
    with register.database.read() as connection:
        side = find_side(connection, name)
        rows = connection.execute(_shared(side, scope, scored=scored)).all()
        found = _ranked(rows)
        end = None if scope.most is None else scope.skip + scope.most
        kept = found[scope.skip : end]
        known = {} if side.is_state else _known(connection, [key for key, _ in kept])
    items = tuple(_partner(key, tallied, side, known) for key, tallied in kept)
    return Answer(columns=Partner.COLUMNS, items=items, more=end is not None and len(found) > end)


def _state(connection: Connection, code: str) -> Profile:
    p = t.parties.c
    rows = connection.execute(
        select(t.parties).where(p.country == code, p.type == PartyType.COUNTRY.value).order_by(p.id)
    ).mappings()
    found = list(rows)
    first = found[0] if found else None
    return Profile(
        key=code,
        is_state=True,
        type=PartyType.COUNTRY,
        name=first["name"] if first else code,
        country=code,
        code=first["code"] if first else None,
        wikidata=next((row["wikidata"] for row in found if row["wikidata"]), None),
        names=_names(connection, [row["id"] for row in found]),
    )


def _names(connection: Connection, ids: Sequence[str]) -> tuple[str, ...]:
    n = t.party_names.c
    return tuple(connection.scalars(select(n.name).where(n.party.in_(ids)).distinct().order_by(n.name)))


def _shared(side: Side, scope: Scope, *, scored: bool) -> Select[Any]:
    """Records shared with each partner, by what they count."""
    told, r = (_shared_by_state if side.is_state else _shared_by_party)(side.key).subquery(), t.records.c
    took_place = happened().label("happened")
    by = [told.c.partner, r.plover, took_place] if scored else [told.c.partner]
    counts = by if scored else [*by, null(), null()]
    query = (
        select(*counts, func.count().label("number")).select_from(told).where(*within(told.c.day, scope)).group_by(*by)
    )
    if scored:
        query = query.join(t.records, r.id == told.c.record)
    return query.where(told.c.kind.in_([k.value for k in scope.kinds])) if scope.kinds else query


def _shared_by_state(code: str) -> Select[Any]:
    """The lines of the calendar of this state and each other one."""
    c = t.calendar.c
    pairs = sorted(pair_of(code, other) for other in states() if other != code)
    return select(
        func.replace(func.replace(c.side, code, ""), " ", "").label("partner"), c.record, c.day, c.kind
    ).where(c.side.in_(pairs))


def _shared_by_party(party: str) -> Select[Any]:
    """The records of this party under each other one, each once."""
    told, i = days_of([Side(key=party, is_state=False)]).subquery(), t.involved.c
    return (
        select(i.party.label("partner"), told.c.record, told.c.day, told.c.kind)
        .join(t.involved, i.record == told.c.record)
        .where(i.majority.is_(True), i.party != party)
        .distinct()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tallied:
    records: int
    coded: int
    total: float


def _ranked(rows: Iterable[Any]) -> list[tuple[str, _Tallied]]:
    """What each partner shares, the most first."""
    weights = goldstein_weights()
    by_partner: defaultdict[str, list[tuple[float | None, int]]] = defaultdict(list)
    for partner, plover, took_place, number in rows:
        weight = weights.get(plover) if took_place and plover else None
        by_partner[partner].append((weight.value if weight else None, number))
    found = {
        partner: _Tallied(
            records=sum(number for _, number in told),
            coded=sum(number for weight, number in told if weight is not None),
            total=round(sum(weight * number for weight, number in told if weight is not None), 1),
        )
        for partner, told in by_partner.items()
    }
    return sorted(found.items(), key=lambda item: (-item[1].records, item[0]))


def _known(connection: Connection, ids: Sequence[str]) -> dict[str, Any]:
    rows = connection.execute(select(t.parties).where(t.parties.c.id.in_(ids))).mappings()
    return {row["id"]: row for row in rows}


def _partner(key: str, tallied: _Tallied, side: Side, known: dict[str, Any]) -> Partner:
    row = known.get(key, {})
    return Partner(
        key=key,
        is_state=side.is_state,
        type=PartyType(row.get("type", PartyType.COUNTRY)),
        name=row.get("name", key),
        country=row.get("country", key if side.is_state else None),
        records=tallied.records,
        coded=tallied.coded,
        total=tallied.total,
    )
