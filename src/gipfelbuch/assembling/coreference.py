"""Who is the same: mentions in order of place enter, clusters of mentions that name one actor leave.

Names are matched by their words, states and organisations by their key, nominals ("der Präsident") by office and
state, the most recent candidate first. What fits nothing begins a cluster of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from gipfelbuch.knowledge.actors import body_of, group_of, office_of
from gipfelbuch.knowledge.closed_classes import closed_class
from gipfelbuch.knowledge.names import holders_by_name, holders_by_surname
from gipfelbuch.knowledge.people import office_holders
from gipfelbuch.knowledge.states import states
from gipfelbuch.model.marks import Mention
from gipfelbuch.model.parties import PartyType
from gipfelbuch.model.reports import Language

NEAR_YEARS = 2  # office holders are in the news a little before and after their years at the top
APPOSITION_CHARS = 25  # a comma and the office again
STATE_REACH_CHARS = 700  # how far back "die Regierung" looks for its state; about three sentences of news
HEADS = frozenset({"state", "government"})
SHORTEST_TAIL_CHARS = 4  # "Chef" of "Parteichef"
_ARTICLES = closed_class("article")
_SHORT_OFFICES = closed_class("short_office")
_POSSESSIVES = closed_class("possessive")
_INDEFINITE = closed_class("indefinite_article")
_DEMONSTRATIVE = closed_class("known_thing")


@dataclass(slots=True)
class Cluster:
    """Mentions of one actor, and what they tell about it together."""

    mentions: list[Mention] = field(default_factory=list)
    key: str | None = None
    type: PartyType = PartyType.PERSON
    names: set[tuple[str, ...]] = field(default_factory=set)
    country: str | None = None
    role: str | None = None
    gender: str | None = None
    offices: set[tuple[int, str, str]] = field(default_factory=set)
    is_leader: bool = False

    def add(self, mention: Mention) -> None:
        """Take a mention in."""
        if not self.mentions:
            self.key, self.type = mention.key, mention.type
        self.mentions.append(mention)
        self.country = self.country or mention.country
        self.role = self.role or (mention.role if mention.type is PartyType.PERSON else None)
        self.gender = self.gender or mention.gender

    @property
    def last_end(self) -> int:
        """Offset behind the last mention so far."""
        return self.mentions[-1].span.end

    @property
    def is_named(self) -> bool:
        """Whether a proper name is among the mentions."""
        return any(not m.nominal for m in self.mentions)


@dataclass(slots=True)
class _State:
    language: Language
    year: int | None = None
    clusters: list[Cluster] = field(default_factory=list)
    by_key: dict[str, Cluster] = field(default_factory=dict)
    by_word: dict[str, list[Cluster]] = field(default_factory=dict)
    persons: list[Cluster] = field(default_factory=list)
    by_text: dict[str, Cluster] = field(default_factory=dict)
    by_head: dict[str, list[Cluster]] = field(default_factory=dict)
    last_state: Cluster | None = None
    last_person: Cluster | None = None
    previous: tuple[Mention, Cluster] | None = None


def cluster_mentions(mentions: Sequence[Mention], language: Language, year: int | None = None) -> list[Cluster]:
    """Group mentions of one report.

    Args:
        mentions: in order of place.
        language: of the report.
        year: of publication, to tell office holders of the same name apart.

    Returns:
        Clusters in order of their first mention.
    """
    state = _State(language, year)
    for mention in mentions:
        cluster = _find(state, mention)
        if cluster is None:
            cluster = Cluster()
            state.clusters.append(cluster)
        cluster.add(mention)
        _index(state, cluster, mention)
        state.previous = (mention, cluster)
    return _settled(state)


def _settled(state: _State) -> list[Cluster]:
    """Nominals for a state that stood before its first name ("das Land") join the state named most."""
    named = [c for c in state.by_key.values() if c.key and c.key.startswith("state:")]
    if not named:
        return state.clusters
    main = max(named, key=lambda c: len(c.mentions))
    kept: list[Cluster] = []
    for cluster in state.clusters:
        if cluster.type is PartyType.COUNTRY and cluster.key is None and cluster is not main:
            main.mentions = sorted([*main.mentions, *cluster.mentions], key=lambda m: m.span.start)
        else:
            kept.append(cluster)
    return kept


def _find(state: _State, mention: Mention) -> Cluster | None:
    if mention.key:
        return state.by_key.get(mention.key)
    if mention.type is PartyType.PERSON:
        return _person_nominal(state, mention) if mention.nominal else _person_named(state, mention)
    if mention.nominal:
        return _nominal(state, mention)
    return state.by_text.get(_bare(mention.name))


def _bare(text: str) -> str:
    words = text.lower().split()
    while words and words[0] in _DEMONSTRATIVE | _INDEFINITE:
        words = words[1:]
    return " ".join(words)


def name_words(name: str) -> tuple[str, ...]:
    """The words of a name in lower case."""
    return tuple(name.lower().split())


def _same_word(a: str, b: str) -> bool:
    return a == b or a + "s" == b or a == b + "s" or a.rstrip("'’") == b.rstrip("'’")


def _person_named(state: _State, mention: Mention) -> Cluster | None:
    introduced = _introduced(state, mention)
    if introduced:
        return introduced
    words = name_words(mention.name)
    candidates: list[Cluster] = []
    for word in {words[-1], words[-1].removesuffix("s"), words[0]}:
        candidates += state.by_word.get(word, ())
    best: Cluster | None = None
    for cluster in candidates:
        if mention.gender and cluster.gender and mention.gender != cluster.gender and len(words) > 1:
            continue
        if any(_compatible(words, other) for other in cluster.names) and (
            best is None or cluster.last_end > best.last_end
        ):
            best = cluster
    return best or _told_before(state, mention)


def _told_before(state: _State, mention: Mention) -> Cluster | None:
    """The one unnamed office holder of the same state who was told of before the name ("Bulgariens Premier")."""
    offices = office_ids(mention, state.language)
    if not offices or not mention.country:
        return None
    fitting = [
        c
        for c in state.persons
        if not c.is_named
        and c.country == mention.country
        and _fits(offices, c, mention)
        and c.mentions[0].name.split()[0].lower() not in _INDEFINITE
    ]
    return fitting[0] if len({id(c) for c in fitting}) == 1 else None


def _introduced(state: _State, mention: Mention) -> Cluster | None:
    """The person just told of by an office that comes again with the name ("der General der Truppe, General Lee")."""
    if state.previous is None or not mention.role:
        return None
    before, cluster = state.previous
    near = (
        before.nominal and before.type is PartyType.PERSON and mention.span.start - before.span.end <= APPOSITION_CHARS
    )
    fresh = (
        near and len(cluster.mentions) == 1 and office_ids(before, state.language) & office_ids(mention, state.language)
    )
    return cluster if fresh else None


def _compatible(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether one name can be a shorter form of the other."""
    short, long = sorted((one, other), key=len)
    if len(short) == 1:
        return _same_word(short[0], long[-1]) or short[0] == long[0] or (len(long) > 2 and short[0] in long)
    if len(short) == len(long):
        return all(_same_word(a, b) for a, b in zip(short, long, strict=True)) or (
            _same_word(short[-1], long[-1]) and short[0][0] == long[0][0] and short[0][1:2] == "."
        )
    return (_same_word(short[-1], long[-1]) and (short[0] == long[0] or short[0][0] == long[0][0])) or all(
        w in long for w in short
    )


def office_ids(mention: Mention, language: Language) -> set[tuple[int, str, str]]:
    """Offices named in the role of a mention, as (row, lemma, rank)."""
    if not mention.role:
        return set()
    words = mention.role.split()
    if language == "en":
        lower = [w.lower() for w in words]
        for length in range(min(5, len(lower)), 0, -1):
            for i in range(len(lower) - length + 1):
                office = office_of(" ".join(lower[i : i + length]), "en")
                if office:
                    return {(office.id, office.lemma, office.rank)}
        return set()
    for word in words:
        office = office_of(word, "de")
        if office:
            return {(office.id, office.lemma, office.rank)}
    return set()


def _fits(nominal: set[tuple[int, str, str]], cluster: Cluster, mention: Mention) -> int:
    """How well an office can stand for a person: 3 its own, 2 a shorter or longer word for it, 1 a head of the same rank, 0 not."""
    if nominal & cluster.offices:
        return 3
    lemmas = {lemma.lower() for _, lemma, _ in nominal}
    own = {lemma.lower() for _, lemma, _ in cluster.offices}
    if any(
        (w in _SHORT_OFFICES and o.endswith(w)) or (len(o) >= SHORTEST_TAIL_CHARS and w.endswith(o))
        for w in lemmas
        for o in own
    ):
        return 2
    ranks = {rank for _, _, rank in nominal} & HEADS
    if not ranks:
        return 0
    if ranks & {rank for _, _, rank in cluster.offices}:
        return 1
    at_home = mention.country is not None and mention.country == cluster.country
    return int(
        at_home
        and (bool(HEADS & {rank for _, _, rank in cluster.offices}) or (cluster.is_leader and not cluster.offices))
    )


def _person_nominal(state: _State, mention: Mention) -> Cluster | None:
    first = mention.name.split()[0].lower()
    if first in _INDEFINITE:
        return None
    offices = office_ids(mention, state.language)
    best: Cluster | None = None
    most = 0
    for cluster in reversed(state.persons):
        if mention.country and cluster.country and mention.country != cluster.country:
            continue
        if mention.gender and cluster.gender and mention.gender != cluster.gender:
            continue
        fit = _fits(offices, cluster, mention) or (offices == set() and _same_role(mention, cluster))
        if fit and (fit > most or (fit == most and best is not None and cluster.last_end > best.last_end)):
            if mention.country and not cluster.country and not cluster.is_named:
                continue
            best, most = cluster, fit
    return best


def _same_role(mention: Mention, cluster: Cluster) -> int:
    """Whether a person was introduced by the very noun ("die Geologin" for "Geologin Vogt")."""
    return 3 * int(bool(mention.role and cluster.role and mention.role.split()[-1] in cluster.role.split()))


def _nominal(state: _State, mention: Mention) -> Cluster | None:
    first = mention.name.split()[0].lower()
    if first in _INDEFINITE:
        return None
    same = state.by_text.get(_bare(mention.name))
    if same is not None:
        return same
    head = _noun(mention, state.language)
    if mention.type is PartyType.COUNTRY:
        recent = state.last_state
        if first in _POSSESSIVES and state.last_person and state.last_person.country:
            return state.by_key.get(f"state:{state.last_person.country}")
        return recent if recent and mention.span.start - recent.last_end < STATE_REACH_CHARS else None
    if mention.type is PartyType.GROUP:
        return next(
            (c for c in reversed(state.by_head.get(head, ())) if first in _DEMONSTRATIVE and _agree(c, mention)), None
        )
    body = body_of(head, state.language) if head else None
    if body and body.state and mention.country is None:
        recent = state.last_state
        if recent and mention.span.start - recent.last_end < STATE_REACH_CHARS:
            return recent
    return next((c for c in reversed(state.by_head.get(head, ())) if _agree(c, mention)), None)


def _agree(cluster: Cluster, mention: Mention) -> bool:
    """Whether states do not contradict each other, and a group is not taken for a body."""
    return not cluster.country or not mention.country or cluster.country == mention.country


def _noun(mention: Mention, language: Language) -> str:
    """The head noun of a nominal, its lemma where the tables have it."""
    words = mention.name.split()
    for length in (3, 2, 1) if language == "en" else (1,):
        for i in range(len(words) - length + 1):
            word = " ".join(words[i : i + length])
            found = body_of(word, language) or group_of(word, language) or office_of(word, language)
            if found:
                return found.lemma
    return words[-1] if words else mention.name


def _index(state: _State, cluster: Cluster, mention: Mention) -> None:
    if mention.key:
        state.by_key[mention.key] = cluster
        if mention.key.startswith("state:"):
            state.last_state = cluster
    if mention.type is PartyType.PERSON:
        state.last_person = cluster
        if not mention.nominal and not cluster.names:
            _identify(state, cluster, mention.name)
        new = not cluster.offices and not cluster.names
        if not mention.nominal:
            words = name_words(mention.name)
            cluster.names.add(words)
            for word in {words[0], words[-1], *words[1:-1]}:
                holders = state.by_word.setdefault(word, [])
                if cluster not in holders[-3:]:
                    holders.append(cluster)
        cluster.offices |= office_ids(mention, state.language)
        if new or cluster not in state.persons[-40:]:
            state.persons.append(cluster)
            del state.persons[:-40]
        return
    state.by_text.setdefault(_bare(mention.name), cluster)
    if mention.nominal or (mention.key and not mention.key.startswith("state:")):
        state.by_head.setdefault(_noun(mention, state.language), []).append(cluster)


def fullest_name(cluster: Cluster) -> str:
    """The fullest form of a cluster's names: the longest proper name, else the longest nominal without article.

    A state is named by a name of its own before its capital, and without the ending of a genitive.
    """
    named: Iterable[Mention] = [m for m in cluster.mentions if not m.nominal] or cluster.mentions
    names = [_without_article(m.name) for m in named]
    if cluster.key and cluster.key.startswith("state:"):
        own = _own_names(cluster.key.removeprefix("state:"))
        names = [n.removesuffix("s") if n not in own and n.removesuffix("s") in own else n for n in names]
        names = [n for n in names if n in own] or names
    return max(names, key=lambda n: (len(n.split()), len(n)))


def _without_article(name: str) -> str:
    first, _, rest = name.partition(" ")
    return rest if rest and first.lower() in _ARTICLES else name


@cache
def _own_names(iso3: str) -> frozenset[str]:
    state = states().get(iso3)
    return frozenset(n for listed in state.names.values() for n in listed) if state else frozenset()


def _identify(state: _State, cluster: Cluster, name: str) -> None:
    """What the table of office holders knows about a person of that name."""
    number = holder_of(name, state.year)
    if number is None:
        return
    known = office_holders()[number]
    cluster.country = cluster.country or known.country
    cluster.gender = cluster.gender or known.gender
    cluster.is_leader = bool(known.code and known.code.endswith("GOV"))


def holder_of(name: str, year: int | None) -> int | None:
    """The known office holder of that name, as a number in the table: by full name, or by a surname that one of the time has."""
    if name in holders_by_name():
        return holders_by_name()[name]
    words = name.split()
    numbers = holders_by_surname().get(words[-1], ()) or holders_by_surname().get(words[0], ())
    if len(words) > 1:
        return None
    near = [
        n
        for n in numbers
        if year is None or office_holders()[n].first - NEAR_YEARS <= year <= office_holders()[n].last + NEAR_YEARS
    ]
    same = len({(office_holders()[n].country, office_holders()[n].gender) for n in near}) == 1
    return near[0] if same else None
