"""Who is who across reports: the parties of many readings enter, one actor for each real one leaves.

States are known by their code, organisations by their key in the tables, persons by forms of their name. What has no
key is compared within small blocks; where more than one candidate fits, nobody is joined.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from gipfelbuch.knowledge.actors import Office, office_of
from gipfelbuch.knowledge.closed_classes import closed_class
from gipfelbuch.knowledge.names import holders_by_name, holders_by_surname, stem
from gipfelbuch.knowledge.people import office_holders
from gipfelbuch.knowledge.spellings import bare_letters
from gipfelbuch.knowledge.states import states
from gipfelbuch.knowledge.tables import load_table, phrases
from gipfelbuch.knowledge.terms import Meaning, meanings, same_meanings
from gipfelbuch.matching.names import FULL, NONE, NameWords, name_words, same_name
from gipfelbuch.matching.unions import Unions
from gipfelbuch.model.parties import Party, PartyType
from gipfelbuch.model.records import Actor, PartyRef, Source
from gipfelbuch.model.reports import Language

LARGEST_BLOCK = 100  # forms of names compared with each other at once; larger blocks share only a common given name
WINDOW_DAYS = 30  # between reports in which an office, a surname alone or a nameless group means the same actor
NAMESAKE_DAYS = 366  # between reports in which a full name whose state is not told means the same person
NEAR_YEARS = 2  # office holders are in the news a little before and after their years at the top
ID_CHARS = 8  # of a hash that tells namesakes apart
T = TypeVar("T", bound=str)
_ARTICLES = closed_class("article")
_NAMELESS = closed_class("indefinite_article")
_COLLECTIVE = {PartyType.GROUP, PartyType.GOVERNMENT_BODY, PartyType.ORGANIZATION, PartyType.COMPANY}
_SAME_SORT = {PartyType.ORGANIZATION: "named", PartyType.COMPANY: "named", PartyType.GROUP: "group"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A party of one report with what is needed to compare it.

    Args:
        ref: which party.
        party: as read.
        language: of the report.
        day: ordinal of publication; None if unknown.
        key: identity known from the tables ("state:KOR", "org:UN", "holder:12"); None for others.
        name: words of the name, of persons.
        named: whether a proper name is known, of persons.
        office: row of the office table and state, of persons; None if unknown.
        gender: "m" or "f" if the word for the office tells ("Kaiserin").
        terms: what the name means, of others than persons, without the state.
    """

    ref: PartyRef
    party: Party
    language: Language
    day: int | None
    key: str | None
    name: NameWords
    named: bool
    office: str | None
    gender: str | None
    terms: tuple[Meaning, ...]


def identify_actors(sources: Sequence[Source]) -> tuple[Actor, ...]:
    """All actors of the readings, in order of id.

    Args:
        sources: readings with their keys, each key once; their order does not matter.

    Returns:
        Every party of every reading is a member of exactly one actor.
    """
    seen = [
        see_party(source, party)
        for source in sorted(sources, key=lambda s: s.key)
        for party in sorted(source.reading.parties, key=lambda p: p.id)
    ]
    unions = Unions([s.ref.report for s in seen])
    join_keys(seen, unions)
    join_persons(seen, unions)
    join_nameless(seen, unions)
    join_others(seen, unions)
    groups = [[seen[i] for i in group] for group in unions.groups()]
    return name_actors(groups)


def see_party(source: Source, party: Party) -> Seen:
    """What identifies a party of a report."""
    report = source.reading.report
    day = report.published.toordinal() if report.published else None
    is_person = party.type is PartyType.PERSON
    named = is_person and has_proper_name(party, report.language)
    office = _office(party, report.language) if is_person else None
    return Seen(
        ref=PartyRef(report=source.key, party=party.id),
        party=party,
        language=report.language,
        day=day,
        key=known_key(party, report.published.year if report.published else None, named=named),
        name=name_words(_own_name(party) if named else ""),
        named=named,
        office=f"{party.country}:{office.id}" if office and party.country else None,
        gender=office.gender if office else None,
        terms=() if is_person else _terms(party, report.language),
    )


def _own_name(party: Party) -> str:
    """The name without the state that may follow it ("Mubarak von Katar")."""
    words = party.name.split()
    kept = [w for w in words if _states_by_name().get(_bare(w)) != party.country or party.country is None]
    return " ".join(kept if kept and len(words) > 1 else words)


def known_key(party: Party, year: int | None, *, named: bool) -> str | None:
    """The identity that the tables know, None if they do not know the party."""
    if party.type is PartyType.PERSON:
        number = _holder(party, year) if named else None
        return f"holder:{number}" if number is not None else None
    if party.type is PartyType.COUNTRY:
        state = party.country or _states_by_name().get(_bare(party.name))
        return f"state:{state}" if state else None
    if party.type in {PartyType.ORGANIZATION, PartyType.COMPANY}:
        key, country = _keys_by_name().get(_stemmed(party.name), (None, None))
        return key if country is None or party.country is None or country == party.country else None
    return None


def has_proper_name(party: Party, language: Language) -> bool:
    """Whether a person is called by name, not only by an office or a noun ("der Präsident", "a spokesman")."""
    parts = [w for w in party.name.split() if w.lower() not in _ARTICLES]
    plain = [w for w in parts if w[:1].islower() and w.partition("-")[0] not in _SMALL]
    if plain or not any(w[:1].isupper() for w in parts):
        return False
    if language == "de":
        return not any(office_of(w, "de") for w in parts)
    return not any(office_of(" ".join(parts[i:]), "en") for i in range(len(parts)))


_SMALL = frozenset(
    {
        "von",
        "van",
        "der",
        "den",
        "de",
        "del",
        "della",
        "di",
        "da",
        "dos",
        "bin",
        "bint",
        "ibn",
        "ben",
        "al",
        "el",
        "y",
        "le",
        "la",
    }
)


def _holder(party: Party, year: int | None) -> int | None:
    if party.name in holders_by_name():
        return holders_by_name()[party.name] if _fits(holders_by_name()[party.name], party, None) else None
    near = [n for n in holders_by_surname().get(party.name, ()) if year is not None and _fits(n, party, year)]
    return near[0] if len(near) == 1 else None


def _fits(number: int, party: Party, year: int | None) -> bool:
    holder = office_holders()[number]
    same_state = holder.country is None or party.country is None or holder.country == party.country
    return same_state and (year is None or holder.first - NEAR_YEARS <= year <= holder.last + NEAR_YEARS)


def _office(party: Party, language: Language) -> Office | None:
    """The office of a head of state or government; None for others, whom a state has many of (deputies, spokesmen)."""
    text = party.role or party.name
    if language == "de":
        found = [office_of(w, "de") for w in text.split()]
    else:
        parts = text.lower().split()
        found = [office_of(" ".join(parts[i:j]), "en") for j in range(len(parts), 0, -1) for i in range(j)]
    return next((o for o in found if o and o.rank in {"state", "government"}), None)


def _terms(party: Party, language: Language) -> tuple[Meaning, ...]:
    own = frozenset((f"@{party.country}",)) if party.country else frozenset[str]()
    found = (m for m in meanings(party.name, language) if m != own and not all(x.startswith("#") for x in m))
    return tuple(found)


def _bare_words(name: str) -> list[str]:
    parts = name.split()
    while len(parts) > 1 and parts[0].lower() in _ARTICLES:
        parts = parts[1:]
    return parts


def _bare(name: str) -> str:
    return " ".join(filter(None, map(bare_letters, _bare_words(name))))


def _stemmed(name: str) -> str:
    """The name without endings of German inflection ("Europäischen Union", "Europäische Union")."""
    return " ".join(bare_letters(stem(w)) for w in _bare_words(name))


@cache
def _states_by_name() -> dict[str, str]:
    out: dict[str, str] = {}
    for state in states().values():
        for names in (*state.names.values(), *state.capitals.values(), *state.seats.values()):
            for name in names:
                out.setdefault(_bare(name), state.iso3)
    return out


@cache
def _keys_by_name() -> dict[str, tuple[str, str | None]]:
    """Key and state of organisations and companies; parties of several states share a name ("Social Democrats")."""
    out: dict[str, tuple[str, str | None]] = {}
    for row in load_table("organisations"):
        for name in (*phrases(row["de"]), *phrases(row["en"])):
            out.setdefault(_stemmed(name), (f"org:{row['key']}", row["country"] or None))
    for row in load_table("companies"):
        out.setdefault(_stemmed(row["name"]), (f"company:{row['name']}", row["country"] or None))
    return out


def join_keys(seen: Sequence[Seen], unions: Unions) -> None:
    """Join parties of one key."""
    by_key: defaultdict[str, list[int]] = defaultdict(list)
    for i, s in enumerate(seen):
        if s.key:
            by_key[s.key].append(i)
    for members in by_key.values():
        unions.join_all(members)


def join_persons(seen: Sequence[Seen], unions: Unions) -> None:
    """Join persons by forms of their names: full forms first, then shorter ones that fit one person alone."""
    indices = [i for i, s in enumerate(seen) if s.named]
    _join_equal(seen, unions, indices, lambda s: " ".join(sorted(s.name.words)) if len(s.name.words) > 1 else None)
    blocks = _blocks(indices, seen, unions)
    compared = {(a, b): same_name(seen[a].name, seen[b].name) for block in blocks for a, b in _pairs(block)}
    for (a, b), alike in sorted(compared.items()):
        if alike == FULL and len(seen[a].name.words) > 1 and _compatible(seen, unions, a, b):
            unions.join_apart(a, b)
    _join_unique(seen, unions, [pair for pair, alike in sorted(compared.items()) if alike != NONE])


def _blocks(indices: Iterable[int], seen: Sequence[Seen], unions: Unions) -> list[list[int]]:
    """Persons that share a key of their names; one of each form within an actor is enough."""
    found: defaultdict[str, dict[tuple[int, tuple[str, ...], int | None], int]] = defaultdict(dict)
    for i in indices:
        month = None if len(seen[i].name.words) > 1 else (seen[i].day or 0) // WINDOW_DAYS
        form = (unions.find(i), seen[i].name.words, month)
        for key in seen[i].name.keys:
            found[key].setdefault(form, i)
    return [sorted(forms.values()) for _, forms in sorted(found.items()) if 1 < len(forms) <= LARGEST_BLOCK]


def _pairs(block: Sequence[int]) -> Iterable[tuple[int, int]]:
    return ((a, b) for n, a in enumerate(block) for b in block[n + 1 :])


def _join_equal(
    seen: Sequence[Seen], unions: Unions, indices: Iterable[int], form: Callable[[Seen], str | None]
) -> None:
    """Join what is written alike, unless the reports place namesakes in several states."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for i in indices:
        key = form(seen[i])
        if key:
            found[key].append(i)
    for _, members in sorted(found.items()):
        by_state: defaultdict[str | None, list[int]] = defaultdict(list)
        for i in members:
            by_state[seen[i].party.country].append(i)
        for state, same in by_state.items():
            for run in [same] if state else _runs(same, seen, NAMESAKE_DAYS):
                unions.join_all(run)
        known = [k for k in by_state if k]
        for i in by_state.get(None, ()):
            fitting = (
                [j for j in by_state[known[0]] if _days_apart(seen[i], seen[j]) <= NAMESAKE_DAYS]
                if len(known) == 1
                else []
            )
            if fitting and _compatible(seen, unions, i, fitting[0]):
                unions.join_apart(i, fitting[0])


def _compatible(seen: Sequence[Seen], unions: Unions, one: int, other: int) -> bool:
    """Whether neither states nor known identities speak against one actor."""
    a, b = seen[one].party.country, seen[other].party.country
    keys = {s.key for s in (seen[unions.find(one)], seen[unions.find(other)], seen[one], seen[other]) if s.key}
    return (a is None or b is None or a == b) and len(keys) < 2


def _join_unique(seen: Sequence[Seen], unions: Unions, pairs: Sequence[tuple[int, int]]) -> None:
    """Join shorter names (a surname alone only near in time) where one longer name alone fits."""
    fitting: defaultdict[int, set[int]] = defaultdict(set)
    for a, b in pairs:
        for short, long in ((a, b), (b, a)):
            shorter = len(seen[short].name.words) < len(seen[long].name.words)
            if shorter and _near(seen, short, long) and _compatible(seen, unions, short, long):
                fitting[short].add(long)
    alone = [
        i for i, s in enumerate(seen) if s.named and len(s.name.words) == 1 and i not in fitting and s.party.country
    ]
    for members in _by(alone, lambda i: f"{seen[i].name.words[0]}:{seen[i].party.country}"):
        for run in _runs(members, seen, WINDOW_DAYS):
            for i in run[1:]:
                unions.join_apart(run[0], i)
    for short, longer in sorted(fitting.items()):
        if len({unions.find(i) for i in longer}) == 1:
            unions.join_apart(short, min(longer))


def _by(items: Iterable[int], key: Callable[[int], str]) -> list[list[int]]:
    """Items of one key, in order of the keys."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for i in items:
        found[key(i)].append(i)
    return [members for _, members in sorted(found.items())]


def _near(seen: Sequence[Seen], short: int, long: int) -> bool:
    a, b = seen[short], seen[long]
    if len(a.name.words) > 1:
        return True
    same_state = a.party.country is not None and a.party.country == b.party.country
    return same_state and _days_apart(a, b) <= WINDOW_DAYS


def _days_apart(one: Seen, other: Seen) -> int:
    return abs(one.day - other.day) if one.day is not None and other.day is not None else WINDOW_DAYS


def join_nameless(seen: Sequence[Seen], unions: Unions) -> None:
    """Join heads of state and government who are told by office alone, to the one of that name and time or among themselves."""
    by_office: defaultdict[str, list[int]] = defaultdict(list)
    for i, s in enumerate(seen):
        if s.office and s.day is not None:
            by_office[s.office].append(i)
    for _, members in sorted(by_office.items()):
        for run in _runs(members, seen, WINDOW_DAYS):
            _join_run(run, seen, unions)


def _join_run(run: Sequence[int], seen: Sequence[Seen], unions: Unions) -> None:
    """Join the nameless of one office and time, unless a report tells two of them or two persons hold the office."""
    holders = {unions.find(i) for i in run if seen[i].named}
    by_gender: defaultdict[str | None, list[int]] = defaultdict(list)
    for i in run:
        if not seen[i].named:
            by_gender[seen[i].gender].append(i)
    one_gender = len(set(by_gender) - {None}) < 2
    alike = [sorted(i for group in by_gender.values() for i in group)] if one_gender else list(by_gender.values())
    if len(holders) == 1:
        for i in (i for group in alike for i in group):
            unions.join_apart(min(holders), i)
    elif not holders:
        for group in alike:
            for i in group[1:]:
                unions.join_apart(group[0], i)


def _runs(members: Sequence[int], seen: Sequence[Seen], days: int) -> list[list[int]]:
    """Parties in order of time, cut where reports are silent for longer."""
    out: list[list[int]] = []
    for i in sorted(members, key=lambda i: (seen[i].day or 0, i)):
        if out and (seen[i].day or 0) - (seen[out[-1][-1]].day or 0) <= days:
            out[-1].append(i)
        else:
            out.append([i])
    return out


def join_others(seen: Sequence[Seen], unions: Unions) -> None:
    """Join bodies, organisations, companies and groups: by name as written, then by what the name means, then by acronym."""
    named = [i for i, s in enumerate(seen) if s.party.type in _COLLECTIVE and s.key is None]
    lasting = [i for i in named if seen[i].party.type is not PartyType.GROUP]
    _join_equal(seen, unions, lasting, lambda s: f"{_sort(s)}:{_stemmed(s.party.name)}" if _lasts(s) else None)
    found: defaultdict[tuple[str, str, str], list[int]] = defaultdict(list)
    for i in named:
        if seen[i].party.country and seen[i].terms:
            key = min("/".join(sorted(m)) for m in seen[i].terms)
            found[_sort(seen[i]), seen[i].party.country or "", key].append(i)
    for _, members in sorted(found.items()):
        for a, b in _pairs(_one_of_each(members, seen, unions)):
            if _same_terms(seen[a], seen[b]):
                unions.join_apart(a, b)


def _lasts(seen: Seen) -> bool:
    """Whether the name alone says who it is: a body is that of its state, "die Behörden" of none."""
    return seen.party.country is not None or seen.party.type is not PartyType.GOVERNMENT_BODY


def _sort(seen: Seen) -> str:
    return _SAME_SORT.get(seen.party.type, "body")


def _one_of_each(members: Sequence[int], seen: Sequence[Seen], unions: Unions) -> list[int]:
    """One party of each actor, of groups one a month."""
    out: dict[tuple[int, int], int] = {}
    for i in members:
        month = (seen[i].day or 0) // WINDOW_DAYS if seen[i].party.type is PartyType.GROUP else 0
        out.setdefault((unions.find(i), month), i)
    return sorted(out.values())[:LARGEST_BLOCK]


def _same_terms(one: Seen, other: Seen) -> bool:
    if PartyType.GROUP in {one.party.type, other.party.type} and _days_apart(one, other) > WINDOW_DAYS:
        return False
    first, second = same_meanings(one.terms, other.terms)
    return first == len(one.terms) and second == len(other.terms)


def name_actors(groups: Iterable[Sequence[Seen]]) -> tuple[Actor, ...]:
    """Actors with stable ids: what identifies them, and a hash of a member where namesakes would share one."""
    made = [(_identity(group), group) for group in groups]
    count = Counter(identity for identity, _ in made)
    actors = [_actor(i if count[i] == 1 else f"{i}~{_hash(group)}", group) for i, group in made]
    return tuple(sorted(actors, key=lambda a: a.id))


def _hash(group: Sequence[Seen]) -> str:
    first = min(s.ref for s in group)
    return hashlib.sha256(f"{first.report}:{first.party}".encode()).hexdigest()[:ID_CHARS]


def _identity(group: Sequence[Seen]) -> str:
    keys = sorted(s.key for s in group if s.key)
    if keys and not keys[0].startswith("holder:"):
        return keys[0]
    country = _country(group) or "-"
    if keys:
        holder = office_holders()[int(keys[0].partition(":")[2])]
        return f"person:{holder.country or '-'}:{_slug(holder.names[0])}"
    kind = "person" if group[0].party.type is PartyType.PERSON else group[0].party.type.value
    return f"{kind}:{country}:{_slug(_best_name(group))}"


def _slug(name: str) -> str:
    return _bare(name).replace(" ", "-") or "-"


def _best_name(group: Sequence[Seen]) -> str:
    named = [s for s in group if s.named] or group
    reports: defaultdict[str, set[str]] = defaultdict(set)
    for s in named:
        reports[s.party.name].add(s.ref.report)
    return min(reports, key=lambda n: (-len(reports[n]), -len(n), n))


def _country(group: Sequence[Seen]) -> str | None:
    known = {s.party.country for s in group if s.party.country}
    return known.pop() if len(known) == 1 else None


def _actor(identity: str, group: Sequence[Seen]) -> Actor:
    parties = [s.party for s in group]
    return Actor(
        id=identity,
        type=_commonest(p.type for p in parties) or parties[0].type,
        name=_best_name(group),
        names=tuple(sorted({p.name for p in parties})),
        members=tuple(sorted(s.ref for s in group)),
        country=_country(group),
        roles=tuple(sorted({p.role for p in parties if p.role})),
        code=_commonest(p.code for p in parties),
        wikidata=_commonest(p.wikidata for p in parties),
    )


def _commonest(values: Iterable[T | None]) -> T | None:
    count = Counter(v for v in values if v)
    return min(count, key=lambda v: (-count[v], v)) if count else None
