"""Who is in the register: words of a name, a sort of party or a country enters, parties leave, the busiest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import ColumnElement, func, literal, select

from gipfelbuch.errors import NameQuestionError, QuestionError
from gipfelbuch.knowledge.state_names import state_named, states_near
from gipfelbuch.model.parties import PartyType
from gipfelbuch.register import tables as t
from gipfelbuch.register.passages import folded
from gipfelbuch.register.queries.answers import Answer, Cell, joined
from gipfelbuch.register.store import Register

MOST_LISTED = 50  # parties of a page


@dataclass(frozen=True, slots=True, kw_only=True)
class Somebody:
    """A party in short.

    Args:
        id: of the party.
        name: the form that most reports use.
        type: what sort of actor.
        country: ISO 3166-1 alpha-3; None if unknown.
        roles: offices as reports write them.
        records: how many it has part in; rejected ones are left out.
    """

    COLUMNS: ClassVar[tuple[str, ...]] = ("party", "name", "type", "country", "roles", "records")

    id: str
    name: str
    type: PartyType
    country: str | None
    roles: tuple[str, ...]
    records: int

    def cells(self) -> tuple[Cell, ...]:
        """One value each of ``COLUMNS``."""
        return (self.id, self.name, self.type.value, self.country, joined(self.roles), self.records)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Parties, and how many there are of each sort.

    Args:
        parties: those of the page, the busiest first.
        total: how many there are in all.
        types: how many of each sort, whichever sort was asked for; sorts without any are left out.
    """

    parties: Answer[Somebody]
    total: int
    types: tuple[tuple[PartyType, int], ...]


def listing(
    register: Register,
    name: str | None = None,
    *,
    type: PartyType | None = None,  # noqa: A002 - the name of the column
    country: str | None = None,
    most: int | None = MOST_LISTED,
    skip: int = 0,
) -> Listing:
    """Parties by name, sort and country.

    Args:
        register: where to look.
        name: words with which words of a form of the name begin; None for any.
        type: only of this sort.
        country: a state, as people name it; only those that belong to it.
        most: parties at most; None for all.
        skip: so many of the busiest are passed over.

    Raises:
        QuestionError: if no state is called so, or ``name`` holds no word.
    """
    p, c = t.parties.c, t.calendar.c
    narrow = [*_named(name), *_belonging(country)]
    sort = [p.type == type.value] if type else []
    number = select(func.count()).where(c.side == p.id).scalar_subquery().label("records")
    query = select(*t.columns(t.parties, "id", "name", "type", "country", "roles"), number).where(*narrow, *sort)
    query = query.order_by(number.desc(), p.name, p.id).limit(None if most is None else most + 1).offset(skip)
    with register.database.read() as connection:
        rows = connection.execute(query).all()
        counts = connection.execute(select(p.type, func.count()).where(*narrow).group_by(p.type)).all()
    types: dict[str, int] = dict(counts)
    kept = rows if most is None else rows[:most]
    return Listing(
        parties=Answer(columns=Somebody.COLUMNS, items=tuple(map(_somebody, kept)), more=len(rows) > len(kept)),
        total=types.get(type.value, 0) if type else sum(types.values()),
        types=tuple((sort, types[sort.value]) for sort in PartyType if sort.value in types),
    )


def somebodies(register: Register, ids: Sequence[str]) -> list[Somebody]:
    """Some parties in short, in the order of their ids as given; those that are none are passed over."""
    p, c = t.parties.c, t.calendar.c
    number = select(func.count()).where(c.side == p.id).scalar_subquery().label("records")
    columns = t.columns(t.parties, "id", "name", "type", "country", "roles")
    with register.database.read() as connection:
        rows = connection.execute(select(*columns, number).where(p.id.in_(ids))).all()
    found = {row.id: _somebody(row) for row in rows}
    return [found[i] for i in ids if i in found]


def _named(name: str | None) -> list[ColumnElement[bool]]:
    """The condition that a party has a form of its name with words that begin so."""
    if name is None:
        return []
    words, n = folded(name), t.party_names.c
    if not words:
        raise QuestionError(f"{name!r}: no word to look for in names; give letters or digits")
    begins = (literal(" ") + n.folded).contains(f" {words}", autoescape=True)
    return [t.parties.c.id.in_(select(n.party).where(begins))]


def _belonging(country: str | None) -> list[ColumnElement[bool]]:
    if not country:
        return []
    code = state_named(country)
    if code is None:
        near = states_near(country)
        hint = f"did you mean {', '.join(map(repr, near))}?" if near else "give its name or ISO code"
        raise NameQuestionError(
            f"{country!r}: no state is called so; {hint}",
            name=country,
            states=tuple(dict.fromkeys(code for name in near if (code := state_named(name)))),
        )
    return [t.parties.c.country == code]


def _somebody(row: Any) -> Somebody:
    return Somebody(
        id=row.id, name=row.name, type=PartyType(row.type), country=row.country, roles=tuple(row.roles),
        records=row.records,
    )  # fmt: skip
