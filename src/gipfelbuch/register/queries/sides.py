"""Who is asked about: the name of a state or a party enters, what finds its records leaves.

A state stands for all that belong to it: its people, offices, companies. Any other name stands for one party.
"""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz import fuzz, process
from sqlalchemy import Connection, Select, func, literal, select

from gipfelbuch.errors import NameQuestionError
from gipfelbuch.knowledge.state_names import state_named, states_near
from gipfelbuch.model.parties import PartyType
from gipfelbuch.register import tables as t
from gipfelbuch.register.passages import folded

MOST_NAMED = 5  # parties or names told in the words of an error
MOST_CANDIDATES = 30  # parties that an error tells by their ids
# as many words of a name as were asked for have such a share of letters in order (rapidfuzz, ratio, of 100): lets one
# slip in five letters through ("Bozkurd"), and few others
LIKE_NAME_SCORE = 80
MOST_LOOKED_AT = 1_000  # names that hold a word; more of them never are one party's


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A state with all that belong to it, or one party.

    Args:
        key: ISO 3166-1 alpha-3 of a state, or the id of a party.
        is_state: which of both.
    """

    key: str
    is_state: bool


def find_side(connection: Connection, name: str) -> Side:
    """The state or party of that name.

    Args:
        connection: to the register.
        name: of a state (German, English, ISO code), or name or id of a party.

    Raises:
        NameQuestionError: if nobody is called so, or several parties are.
    """
    code = state_named(name)
    return Side(key=code, is_state=True) if code else Side(key=find_party(connection, name), is_state=False)


def find_party(connection: Connection, name: str) -> str:
    """The id of the party of that name; of a state's name, the state itself.

    Raises:
        NameQuestionError: if no party is called so, or several are.
    """
    found = parties_named(connection, name)
    if len(found) == 1:
        return found[0]
    near = {} if found else _names_with(connection, name)
    if len(set(near.values())) == 1:
        return next(iter(near.values()))  # "Lindqvist", where one party alone has it in its name
    if found:
        listed = ", ".join(found[:MOST_NAMED]) + (" ..." if len(found) > MOST_NAMED else "")
        told = f"{name!r}: {len(found)} parties are called so: {listed}; give the id of one"
        raise NameQuestionError(told, name=name, called=tuple(found[:MOST_CANDIDATES]))
    states = states_near(name)
    near = near or _names_like(connection, name)
    like = (*states, *near)
    hint = f"did you mean {', '.join(map(repr, like[:MOST_NAMED]))}?" if like else "'search' finds words in all quotes"
    raise NameQuestionError(
        f"{name!r}: no state and no party of the register is called so; {hint}",
        name=name,
        near=tuple(dict.fromkeys(near.values()))[:MOST_CANDIDATES],
        states=tuple(dict.fromkeys(code for state in states if (code := state_named(state)))),
    )


def parties_named(connection: Connection, name: str) -> list[str]:
    """Ids of the parties that have that id or that name, in order."""
    p, n = t.parties.c, t.party_names.c
    exact = connection.scalars(select(p.id).where(p.id == name)).all()
    if exact:
        return list(exact)
    state = _state_party(connection, name)
    if len(state) == 1:
        return state
    words = folded(name)
    if not words:
        return state  # of names without letters, none is meant
    named = select(n.party).where(n.folded == words).distinct().order_by(n.party)
    return list(connection.scalars(named)) or state


def _state_party(connection: Connection, name: str) -> list[str]:
    """The parties that are the state of that name itself; none if no state is called so."""
    code, p = state_named(name), t.parties.c
    if not code:
        return []
    return list(connection.scalars(select(p.id).where(p.country == code, p.type == PartyType.COUNTRY.value)))


def records_of(side: Side) -> Select[tuple[str]]:
    """The ids of the records that the side has part in, as most witnesses tell them; some may come twice."""
    involved = select(t.involved.c.record).where(t.involved.c.majority.is_(True))
    if side.is_state:
        return involved.join(t.parties).where(t.parties.c.country == side.key)
    return involved.where(t.involved.c.party == side.key)


def _names_with(connection: Connection, name: str) -> dict[str, str]:
    """Names that hold the words asked for, and whose they are; looks through all names, so only if none is the same."""
    words, n = folded(name), t.party_names.c
    if not words:
        return {}
    holds = (literal(" ") + n.folded + " ").contains(f" {words} ", autoescape=True)
    rows = connection.execute(select(n.name, n.party).where(holds).order_by(func.length(n.name), n.name, n.party))
    return {row.name: row.party for row in rows.fetchmany(MOST_LOOKED_AT)}


def _names_like(connection: Connection, name: str) -> dict[str, str]:
    """Names with words that are nearly those asked for, the likest first, and whose they are; states are told apart."""
    words, n, p = folded(name), t.party_names.c, t.parties.c
    number = words.count(" ") + 1
    query = select(n.folded, n.name, n.party).join(t.parties, p.id == n.party).where(p.type != PartyType.COUNTRY.value)
    rows = connection.execute(query).all() if words else []
    stretches = [(some, row) for row in rows for some in _stretches(row.folded.split(), number)]
    best = process.extract(
        words, [some for some, _ in stretches], scorer=fuzz.ratio, limit=MOST_CANDIDATES, score_cutoff=LIKE_NAME_SCORE
    )
    return {stretches[place][1].name: stretches[place][1].party for _, _, place in best}


def _stretches(words: list[str], number: int) -> list[str]:
    """So many words on end of a name, from each place in it."""
    return [" ".join(words[i : i + number]) for i in range(len(words) - number + 1)]
