"""Who is the same: mentions in order of place enter, clusters of mentions that name one actor leave.

Names are matched by their words, states and organisations by their key, nominals ("der Präsident") by office and
state, the most recent candidate first. What fits nothing begins a cluster of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from gipfelbuch.assembling.appositions import are_one, introductions
from gipfelbuch.assembling.clusters import Cluster, holder_of
from gipfelbuch.assembling.names import acronyms_at, are_compatible, is_part, name_words
from gipfelbuch.assembling.nominals import folded, is_definite, meant_by, nouns_of_name, split_nominal, suits
from gipfelbuch.knowledge.actors import body_of, group_of, office_of
from gipfelbuch.knowledge.closed_classes import closed_class
from gipfelbuch.knowledge.people import office_holders
from gipfelbuch.knowledge.places import country_of_place
from gipfelbuch.model.marks import Mention
from gipfelbuch.model.parties import PartyType
from gipfelbuch.model.reports import Document, Language

APPOSITION_CHARS = 25  # a comma and the office again
STATE_REACH_CHARS = 700  # how far back "die Regierung" looks for its state; about three sentences of news
REMEMBERED = 40  # actors that a noun may still mean; keeps long reports quick
ARTICLE_AND_NOUN = 2  # words
HEADS = frozenset({"state", "government"})
SHORTEST_TAIL_CHARS = 4  # "Chef" of "Parteichef"
_SORTS = frozenset({PartyType.ORGANIZATION, PartyType.COMPANY})
_SHORT_OFFICES = closed_class("short_office")
_POSSESSIVES = closed_class("possessive")
_INDEFINITE = closed_class("indefinite_article")
_WITHIN = closed_class("within")
_DEMONSTRATIVE = closed_class("known_thing")


@dataclass(slots=True)
class _State:
    document: Document
    language: Language
    year: int | None = None
    clusters: list[Cluster] = field(default_factory=list)
    by_key: dict[str, Cluster] = field(default_factory=dict)
    by_word: dict[str, list[Cluster]] = field(default_factory=dict)
    persons: list[Cluster] = field(default_factory=list)
    by_text: dict[str, Cluster] = field(default_factory=dict)
    by_head: dict[str, list[Cluster]] = field(default_factory=dict)
    last_person: Cluster | None = None
    by_noun: dict[str, list[Cluster]] = field(default_factory=dict)
    previous: tuple[Mention, Cluster] | None = None


def cluster_mentions(document: Document, mentions: Sequence[Mention], year: int | None = None) -> list[Cluster]:
    """Group mentions of one report.

    Args:
        document: the report.
        mentions: in order of place.
        year: of publication, to tell office holders of the same name apart.

    Returns:
        Clusters in order of their first mention.
    """
    state = _State(document, document.language, year)
    i = 0
    while i < len(mentions):
        told = mentions[i : i + 2]
        if len(told) < 2 or not are_one(document, told[0], told[1]):
            told = told[:1]
        _take(state, told)
        i += len(told)
    return _settled(state)


def _take(state: _State, told: Sequence[Mention]) -> None:
    """Put a mention, or two of an apposition, to the actor that they name; the name decides who it is."""
    found = (_find(state, m) for m in sorted(told, key=lambda m: m.nominal))
    cluster = next((c for c in found if c is not None and _is_free(c, told)), None)
    if cluster is None:
        cluster = Cluster()
        state.clusters.append(cluster)
    for mention in told:
        cluster.add(mention)
        _index(state, cluster, mention)
        state.previous = (mention, cluster)


def _is_free(cluster: Cluster, told: Sequence[Mention]) -> bool:
    """Whether an apposition may join an actor: one that the name itself fits, or that has no name yet."""
    named = next((m for m in told if not m.nominal), None)
    if len(told) == 1 or named is None or not cluster.is_named:
        return True
    return name_words(named.name) in cluster.names or cluster.type is not PartyType.PERSON


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
    return state.by_text.get(_bare(mention.name)) or _by_part(state, mention)


def _by_part(state: _State, mention: Mention) -> Cluster | None:
    """The one body whose name ends or begins with the words ("Polisario" of "Frente Polisario")."""
    words = name_words(mention.name)
    if mention.plural or not mention.name[0].isupper():
        return None
    fitting = {
        id(c): c
        for c in state.by_noun.get(folded(words[-1]), ())
        if suits(c, mention)
        and c.type is not PartyType.PERSON
        and any(is_part(words, name_words(m.name)) for m in c.mentions if not m.nominal)
    }
    return next(iter(fitting.values())) if len(fitting) == 1 else None


def _bare(text: str) -> str:
    words = text.lower().split()
    while words and words[0] in _DEMONSTRATIVE | _INDEFINITE:
        words = words[1:]
    return " ".join(words)


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
        if any(are_compatible(words, other) for other in cluster.names) and (
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
    return (
        best
        or _named_within(state, mention)
        or _same_nominal(state, mention)
        or meant_by(mention, state.by_noun, state.language)
        or _compatriot(state, mention)
    )


def _named_within(state: _State, mention: Mention) -> Cluster | None:
    """The one person whose surname the words end with ("der 84-jährige Küng")."""
    surname = mention.name.split()[-1]
    named = {id(c): c for c in state.by_word.get(surname.lower(), ()) if any(n[-1] == surname.lower() for n in c.names)}
    return next(iter(named.values())) if len(named) == 1 and surname[0].isupper() else None


def _compatriot(state: _State, mention: Mention) -> Cluster | None:
    """The one named person of the state of whom a word for its people speaks ("die Norwegerin", "the Indonesian")."""
    if mention.role or not mention.country or not is_definite(mention.name):
        return None
    fitting = [c for c in state.persons if c.is_named and suits(c, mention)]
    at_home = {id(c): c for c in fitting if c.country == mention.country}
    named = at_home or {id(c): c for c in fitting if c.country is None}
    return next(iter(named.values())) if len(named) == 1 else None


def _same_nominal(state: _State, mention: Mention) -> Cluster | None:
    """The person of whom the very words were said before ("the Chairperson" again)."""
    same = state.by_text.get(_bare(mention.name)) if is_definite(mention.name) else None
    return same if same is not None and same.type is PartyType.PERSON and suits(same, mention) else None


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
        if first in _POSSESSIVES and state.last_person and state.last_person.country:
            return state.by_key.get(f"state:{state.last_person.country}")
        return _state_told(state, mention)
    if mention.type is PartyType.GROUP:
        heads = reversed(state.by_head.get(head, ()))
        recent = next((c for c in heads if first in _DEMONSTRATIVE and _agree(c, mention)), None)
        return recent or meant_by(mention, state.by_noun, state.language)
    body = body_of(head, state.language) if head else None
    if body and body.state and mention.country is None:
        told = _state_told(state, mention)
        if told:
            return told
    recent = next((c for c in reversed(state.by_head.get(head, ())) if _agree(c, mention)), None)
    return recent or meant_by(mention, state.by_noun, state.language) or _of_its_sort(state, mention)


def _of_its_sort(state: _State, mention: Mention) -> Cluster | None:
    """The organisation or company named last, where a bare noun says no more than that it is one ("the organisation")."""
    bare = len(mention.name.split()) == ARTICLE_AND_NOUN and is_definite(mention.name)
    if mention.type not in _SORTS or not bare:
        return None
    near = (c for c in state.clusters[-REMEMBERED:] if mention.span.start - c.last_end < STATE_REACH_CHARS)
    named = [c for c in near if c.type is mention.type and c.is_named and _agree(c, mention)]
    return max(named, key=lambda c: c.last_end, default=None)


def _state_told(state: _State, mention: Mention) -> Cluster | None:
    """The state that "die Regierung" means: that of the place of the sentence, else of those named shortly before.

    Of the latter, the one named most often, then most recently.
    """
    here = _state_here(state, mention)
    if here is not None:
        return here
    near = [
        c
        for key, c in state.by_key.items()
        if key.startswith("state:") and mention.span.start - c.last_end < STATE_REACH_CHARS
    ]
    return max(near, key=lambda c: (len(c.mentions), c.last_end), default=None)


def _state_here(state: _State, mention: Mention) -> Cluster | None:
    """The state in which the sentence is said to happen before it speaks of a government ("In Eriwan ...")."""
    sentence = state.document.sentence_at(mention.span.start)
    if sentence is None or state.by_head.get(_noun(mention, state.language)):
        return None
    tokens = [t for t in state.document.tokens[sentence.first : sentence.last] if t.end <= mention.span.start]
    names = [b.text for a, b in pairwise(tokens) if a.lower in _WITHIN]
    countries = {country for name in names if (country := country_of_place(name))}
    return state.by_key.get(f"state:{countries.pop()}") if len(countries) == 1 else None


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
    _describe(state, cluster, mention)
    if mention.key:
        state.by_key[mention.key] = cluster
    if mention.type is PartyType.PERSON:
        _index_person(state, cluster, mention)
    else:
        _index_body(state, cluster, mention)


def _index_person(state: _State, cluster: Cluster, mention: Mention) -> None:
    state.last_person = cluster
    if not mention.nominal and not cluster.names:
        _identify(state, cluster, mention.name)
    new = not cluster.offices and not cluster.names
    if mention.nominal:
        state.by_text[_bare(mention.name)] = cluster
    else:
        words = name_words(mention.name)
        cluster.names.add(words)
        for word in {words[0], words[-1], *words[1:-1]}:
            holders = state.by_word.setdefault(word, [])
            if cluster not in holders[-3:]:
                holders.append(cluster)
    cluster.offices |= office_ids(mention, state.language)
    if new or cluster not in state.persons[-REMEMBERED:]:
        state.persons.append(cluster)
        del state.persons[:-REMEMBERED]


def _index_body(state: _State, cluster: Cluster, mention: Mention) -> None:
    state.by_text.setdefault(_bare(mention.name), cluster)
    if not mention.plural and mention.type is not PartyType.COUNTRY:
        for acronym in acronyms_at(state.document, mention):
            state.by_text.setdefault(acronym, cluster)
    if mention.nominal or (mention.key and not mention.key.startswith("state:")):
        state.by_head.setdefault(_noun(mention, state.language), []).append(cluster)


def _describe(state: _State, cluster: Cluster, mention: Mention) -> None:
    """Remember the nouns by which the actor may be meant later on."""
    if mention.type is PartyType.COUNTRY:
        return
    if mention.nominal:
        nouns = [folded(split_nominal(mention.name, state.language)[0])]
    else:
        nouns = list(introductions(state.document, mention))
        if mention.type is not PartyType.PERSON:
            nouns += nouns_of_name(mention.span.of(state.document.text))
        elif mention.role:
            nouns.append(folded(split_nominal(mention.role, state.language)[0]))
    for noun in filter(None, nouns):
        known = state.by_noun.setdefault(noun, [])
        if not known or known[-1] is not cluster:
            known.append(cluster)


def _identify(state: _State, cluster: Cluster, name: str) -> None:
    """What the table of office holders knows about a person of that name."""
    number = holder_of(name, state.year)
    if number is None:
        return
    known = office_holders()[number]
    cluster.country = cluster.country or known.country
    cluster.gender = cluster.gender or known.gender
    cluster.is_leader = bool(known.code and known.code.endswith("GOV"))
