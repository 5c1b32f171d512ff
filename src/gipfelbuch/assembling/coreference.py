"""Who is the same: mentions in order of place enter, clusters of mentions that name one actor leave.

Names are matched by their words, states and organisations by their key, nominals ("der Präsident") by office and
state, the most recent candidate first. What fits nothing begins a cluster of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from gipfelbuch.knowledge.actors import body_of, group_of, office_of
from gipfelbuch.model.marks import Mention
from gipfelbuch.model.parties import PartyType
from gipfelbuch.model.reports import Language

STATE_REACH_CHARS = 700  # how far back "die Regierung" looks for its state; about three sentences of news
_INDEFINITE = frozenset("ein eine einer einem einen eines a an".split())
_DEMONSTRATIVE = frozenset("der die das dem den des the dieser diese dieses diesem diesen jener jene sein seine seiner ihr ihre ihrer zum zur vom".split())


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
    offices: set[tuple[int, str]] = field(default_factory=set)
    heads: set[str] = field(default_factory=set)

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
    clusters: list[Cluster] = field(default_factory=list)
    by_key: dict[str, Cluster] = field(default_factory=dict)
    by_word: dict[str, list[Cluster]] = field(default_factory=dict)
    persons: list[Cluster] = field(default_factory=list)
    by_text: dict[str, Cluster] = field(default_factory=dict)
    by_head: dict[str, list[Cluster]] = field(default_factory=dict)
    by_office: dict[int, list[Cluster]] = field(default_factory=dict)
    last_state: Cluster | None = None


def cluster_mentions(mentions: Sequence[Mention], language: Language) -> list[Cluster]:
    """Group mentions of one report.

    Args:
        mentions: in order of place.
        language: of the report.

    Returns:
        Clusters in order of their first mention.
    """
    state = _State(language)
    for mention in mentions:
        cluster = _find(state, mention)
        if cluster is None:
            cluster = Cluster()
            state.clusters.append(cluster)
        cluster.add(mention)
        _index(state, cluster, mention)
    return state.clusters


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
    words = name_words(mention.name)
    candidates: list[Cluster] = []
    for word in {words[-1], words[-1].removesuffix("s"), words[0]}:
        candidates += state.by_word.get(word, ())
    best: Cluster | None = None
    for cluster in candidates:
        if mention.gender and cluster.gender and mention.gender != cluster.gender and len(words) > 1:
            continue
        if any(_compatible(words, other) for other in cluster.names) and (best is None or cluster.last_end > best.last_end):
            best = cluster
    return best


def _compatible(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether one name can be a shorter form of the other."""
    short, long = sorted((one, other), key=len)
    if len(short) == 1:
        return _same_word(short[0], long[-1]) or short[0] == long[0] or (len(long) > 2 and short[0] in long)
    if len(short) == len(long):
        return all(_same_word(a, b) for a, b in zip(short, long, strict=True))
    return _same_word(short[-1], long[-1]) and (short[0] == long[0] or short[0][0] == long[0][0]) or all(w in long for w in short)


def _head_word(name: str) -> str:
    words = [w for w in name.replace(",", " ").split() if w]
    return words[-1] if words else name


def office_ids(mention: Mention, language: Language) -> set[tuple[int, str]]:
    """Offices named in the role of a mention, as (row, lemma)."""
    if not mention.role:
        return set()
    words = mention.role.split()
    if language == "en":
        lower = [w.lower() for w in words]
        for length in range(min(5, len(lower)), 0, -1):
            for i in range(len(lower) - length + 1):
                office = office_of(" ".join(lower[i : i + length]), "en")
                if office:
                    return {(office.id, office.lemma)}
        return set()
    for word in words:
        office = office_of(word, "de")
        if office:
            return {(office.id, office.lemma)}
    return set()


def _fits(nominal: set[tuple[int, str]], cluster: Cluster) -> bool:
    """Whether a person can be called by an office: the same, or a bare "Minister" for a minister."""
    if nominal & cluster.offices:
        return True
    rows, lemmas = {r for r, _ in nominal}, {w for _, w in nominal}
    own = {w.lower() for _, w in cluster.offices}
    if any(w.lower() in ("minister", "chef", "präsident", "sekretär") and any(o.endswith(w.lower()) for o in own) for w in lemmas):
        return True
    return bool(rows & {r for r, _ in cluster.offices}) and bool(lemmas & {""})


def _person_nominal(state: _State, mention: Mention) -> Cluster | None:
    first = mention.name.split()[0].lower()
    if first in _INDEFINITE:
        return None
    offices = office_ids(mention, state.language)
    best: Cluster | None = None
    for cluster in reversed(state.persons):
        if mention.country and cluster.country and mention.country != cluster.country:
            continue
        if mention.gender and cluster.gender and mention.gender != cluster.gender:
            continue
        if _fits(offices, cluster) and (best is None or cluster.last_end > best.last_end):
            if mention.country and not cluster.country and not cluster.is_named:
                continue
            best = cluster
    return best


def _nominal(state: _State, mention: Mention) -> Cluster | None:
    first = mention.name.split()[0].lower()
    if first in _INDEFINITE:
        return None
    same = state.by_text.get(_bare(mention.name))
    if same is not None:
        return same
    head = _noun(mention, state.language)
    if mention.type is PartyType.GROUP:
        return next((c for c in reversed(state.by_head.get(head, ())) if first in _DEMONSTRATIVE and _agree(c, mention)), None)
    body = body_of(head, state.language) if head else None
    if body and body.state and mention.country is None:
        recent = state.last_state
        if recent and mention.span.start - recent.last_end < STATE_REACH_CHARS:
            return recent
    return next((c for c in reversed(state.by_head.get(head, ())) if _agree(c, mention)), None)


def _agree(cluster: Cluster, mention: Mention) -> bool:
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
    if mention.nominal:
        state.by_head.setdefault(_noun(mention, state.language), []).append(cluster)


def fullest_name(cluster: Cluster) -> str:
    """The fullest form of a cluster's names: the longest proper name, else the longest nominal without article."""
    named: Iterable[Mention] = [m for m in cluster.mentions if not m.nominal] or cluster.mentions
    return max((m.name for m in named), key=lambda n: (len(n.split()), len(n)))
