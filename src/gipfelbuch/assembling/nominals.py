"""Which actor a noun means ("the ministry", "die Junta"): a nominal and the actors told of enter, one of them leaves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from gipfelbuch.assembling.clusters import Cluster
from gipfelbuch.knowledge.closed_classes import closed_class
from gipfelbuch.knowledge.states import state_of_adjective, state_of_city_adjective
from gipfelbuch.model.marks import Mention
from gipfelbuch.model.parties import PartyType
from gipfelbuch.model.reports import Language

CACHED_WORDS = 100_000  # entries
SHORTEST_TAIL_CHARS = 5  # "Behörde" of "Atomenergiebehörde"; shorter tails are chance
SHORTEST_STEM_CHARS = 4
_DEFINITE = closed_class("definite")
_ARTICLES = closed_class("article")
_OPENERS = closed_class("article") | closed_class("definite") | closed_class("possessive")
_ENDINGS = ("es", "en", "s", "n", "e")  # of German cases and plurals, and the English plural
_PHRASE_LINKS = closed_class("place") | closed_class("attribute_link") | closed_class("clause_relative")
_ALONE = frozenset({PartyType.PERSON, PartyType.COUNTRY, PartyType.GROUP})


@lru_cache(maxsize=CACHED_WORDS)
def folded(noun: str) -> str:
    """A noun in lower case without the ending of its case or number."""
    lower = noun.lower().removesuffix("'s").removesuffix("’s")
    for ending in _ENDINGS:
        if lower.endswith(ending) and len(lower) - len(ending) >= SHORTEST_STEM_CHARS:
            return lower.removesuffix(ending)
    return lower


def is_definite(name: str) -> bool:
    """Whether a nominal speaks of somebody known ("the", "dieser")."""
    return name.split(maxsplit=1)[0].lower() in _DEFINITE


def split_nominal(name: str, language: Language) -> tuple[str, tuple[str, ...]]:
    """The head noun of a nominal and the words before it, without articles; the head is empty if there is none."""
    words = name.split()
    while words and words[0].lower() in _OPENERS:
        words = words[1:]
    if language == "en":
        stop = next((i for i, w in enumerate(words) if w.lower() in _PHRASE_LINKS), len(words))
        return (words[stop - 1], tuple(words[: stop - 1])) if stop else ("", ())
    start = next((i for i, w in enumerate(words) if w[0].isupper()), None)
    if start is None:
        return "", ()
    if start + 1 < len(words) and words[start + 1][0].isupper() and state_of_city_adjective(words[start]):
        start += 1
    return words[start], tuple(words[:start])


def nouns_of_name(name: str) -> tuple[str, ...]:
    """Folded words of a name up to its first small one ("ministry" of "Ministry of Transport")."""
    words = name.split()
    while words and words[0].lower() in _ARTICLES:
        words = words[1:]
    stop = next((i for i, w in enumerate(words) if not w[0].isupper()), len(words))
    return tuple(folded(w.strip('()„“"')) for w in words[:stop])


def meant_by(nominal: Mention, nouns: dict[str, list[Cluster]], language: Language) -> Cluster | None:
    """The one actor that a definite nominal can mean by its noun; None if there is none, or more than one.

    Args:
        nominal: a mention by a common noun.
        nouns: actors by the folded nouns that describe them.
        language: of the report.
    """
    if not is_definite(nominal.name):
        return None
    head, before = split_nominal(nominal.name, language)
    if not head:
        return None
    wanted = folded(head)
    described = [w for w in before if w[0].isalpha() and not state_of_adjective(w, language)]
    exact = _fitting(nouns.get(wanted, ()), nominal, described)
    if exact or language == "en" or len(wanted) < SHORTEST_TAIL_CHARS:
        return exact[0] if len(exact) == 1 else None
    longer = [c for noun, clusters in nouns.items() if noun != wanted and noun.endswith(wanted) for c in clusters]
    tails = _fitting(longer, nominal, described)
    return tails[0] if len(tails) == 1 else None


def _fitting(clusters: Iterable[Cluster], nominal: Mention, described: Sequence[str]) -> list[Cluster]:
    distinct = {id(c): c for c in clusters if suits(c, nominal) and _is_so_described(c, described)}
    return list(distinct.values())


def suits(cluster: Cluster, nominal: Mention) -> bool:
    """Whether sort, number, gender and state of an actor do not contradict a nominal."""
    if cluster.type is not nominal.type and (cluster.type in _ALONE or nominal.type in _ALONE):
        return False
    if cluster.country and nominal.country and cluster.country != nominal.country:
        return False
    return not (cluster.gender and nominal.gender and cluster.gender != nominal.gender)


def _is_so_described(cluster: Cluster, described: Sequence[str]) -> bool:
    """Whether each adjective of a nominal has been said of the actor ("the foreign ministry" is not any ministry)."""
    if not described:
        return True
    told = {folded(w) for m in cluster.mentions for text in (m.name, m.role or "") for w in text.split()}
    return all(folded(w) in told for w in described)
