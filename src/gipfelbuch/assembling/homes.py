"""To which state an actor belongs that no word beside its name tells: clusters enter, a state for some of them leaves.

"Ministerpräsidentin Eleni Vasilaki" belongs to the state that the report is about, unless the sentence speaks of
another. For each state of the report a logistic model tells from where it is named how likely the actor belongs to it;
its weights were measured on our own reports (``training/homes.py``). Where none is likely, none is told.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from math import log
from typing import Final

from gipfelbuch.assembling.actor_codes import sector_of
from gipfelbuch.assembling.clusters import Cluster
from gipfelbuch.knowledge.closed_classes import closed_class
from gipfelbuch.knowledge.places import country_of_place
from gipfelbuch.knowledge.state_names import state_named
from gipfelbuch.knowledge.states import state_of_adjective
from gipfelbuch.knowledge.tables import load_table
from gipfelbuch.model.marks import Mention
from gipfelbuch.model.parties import PartyType
from gipfelbuch.model.reports import Document, Pos, Token

LEAST: Final = 0.85  # probability from which a state is told; five of six told are right (cross-validated)
UNION: Final = "EUR"  # no state
ASKED: Final = frozenset({PartyType.PERSON, PartyType.GOVERNMENT_BODY, PartyType.ORGANIZATION})
PUBLIC: Final = frozenset({"GOV", "MIL", "COP", "LEG", "JUD", "SPY", "OPP", "REB", "CVL", "REF", "LAB", "MED"})
PLACE_COUNT: Final = 0.5  # how much a place counts beside a name of its state
LONGEST_NAME_TOKENS: Final = 4  # of a state
LONGEST_PHRASE_TOKENS: Final = 12  # behind a name, up to the place in it
SHORTEST_NAME_CHARS: Final = 4  # codes of states and other short words are no names here
_GENITIVE = frozenset({"'s", "’s", "'", "’"})
_ENDS = frozenset(',.;:)("“”„»«–—!?')
_WITHIN = closed_class("within") | closed_class("attribute_link")
_VERBS = frozenset({Pos.VERB, Pos.AUXILIARY})


@cache
def weights() -> Mapping[str, float]:
    """Weights by the name of the feature, as log odds."""
    return {row["feature"]: float(row["weight"]) for row in load_table("home_weights")}


@dataclass(slots=True)
class Told:
    """Where a state is told of.

    Args:
        named: the sentences that tell its name, capital or adjective.
        places: those that tell a place in it.
        actors: those that tell somebody known to belong to it.
        offices: of those.
        count: how often it is told of, places half.
        lines: all of these sentences, in order.
    """

    named: set[int] = field(default_factory=set)
    places: set[int] = field(default_factory=set)
    actors: set[int] = field(default_factory=set)
    offices: set[int] = field(default_factory=set)
    count: float = 0.0
    lines: list[int] = field(default_factory=list)

    def latest(self, line: int) -> int:
        """The last of its sentences up to this one; -1 if there is none."""
        at = bisect_right(self.lines, line)
        return self.lines[at - 1] if at else -1


def find_homes(document: Document, clusters: Sequence[Cluster]) -> list[str | None]:
    """The state (ISO 3166-1 alpha-3) of each cluster: its own, else the likeliest one, else None.

    Args:
        document: the report.
        clusters: of all its mentions.
    """
    states = states_told(document, clusters)
    return [c.country or _likeliest(document, c, states) for c in clusters]


def _likeliest(document: Document, cluster: Cluster, states: Mapping[str, Told]) -> str | None:
    return likeliest(features_of(document, cluster, states), weights()) if is_asked(cluster) else None


def likeliest(features: Iterable[tuple[str, Mapping[str, float]]], known: Mapping[str, float]) -> str | None:
    """The state to which an actor belongs by the features of each state; None if none is likely enough.

    Args:
        features: of each state, as ``features_of`` gives them.
        known: weights by the name of the feature, as log odds.
    """
    scores = {state: sum(known.get(n, 0.0) * v for n, v in told.items()) for state, told in features}
    best = max(scores, key=lambda s: scores[s], default=None)
    return best if best is not None and scores[best] >= log(LEAST / (1 - LEAST)) else None


def is_asked(cluster: Cluster) -> bool:
    """Whether a state is looked for: of persons and bodies whom no table knows."""
    return cluster.country is None and cluster.key is None and cluster.type in ASKED


def states_told(document: Document, clusters: Sequence[Cluster]) -> dict[str, Told]:
    """Where each state of a report is told of."""
    out: defaultdict[str, Told] = defaultdict(Told)
    for cluster in clusters:
        if not cluster.country or cluster.country == UNION:
            continue
        told = out[cluster.country]
        lines = [_line(document, m) for m in cluster.mentions]
        told.count += len(lines)
        if cluster.type is PartyType.COUNTRY:
            told.named.update(lines)
        else:
            told.actors.update(lines)
            told.offices |= {row for row, _, _ in cluster.offices}
    taken = {i for c in clusters for m in c.mentions for i in range(m.span.start, m.span.end)}
    for sentence in document.sentences:
        tokens = [t for t in document.tokens[sentence.first : sentence.last] if t.start not in taken]
        for before, token in zip((None, *tokens), tokens, strict=False):
            if state := state_of_adjective(token.text, document.language):
                out[state].named.add(sentence.index)
                out[state].count += 1
            elif state := _place_at(before, token):
                out[state].places.add(sentence.index)
                out[state].count += PLACE_COUNT
    out.pop(UNION, None)
    for told in out.values():
        told.lines = sorted(told.named | told.places | told.actors)
    return dict(out)


def _place_at(before: Token | None, token: Token) -> str | None:
    """The state of the place that a token behind a preposition names."""
    within = before is not None and before.lower in _WITHIN and token.text[0].isupper()
    return country_of_place(token.text) if within else None


def _line(document: Document, mention: Mention) -> int:
    sentence = document.sentence_at(mention.span.start)
    return sentence.index if sentence else 0


def features_of(
    document: Document, cluster: Cluster, states: Mapping[str, Told]
) -> Iterator[tuple[str, dict[str, float]]]:
    """For each state of the report what speaks for and against that an actor belongs to it, by name, 0 to 1."""
    first = cluster.mentions[0]
    lines = {_line(document, m) for m in cluster.mentions}
    line = _line(document, first)
    total, most = sum(t.count for t in states.values()), max((t.count for t in states.values()), default=0)
    last = {s: t.latest(line) for s, t in states.items()}
    near = {s for s, at in last.items() if at == line}
    latest = max(last.values(), default=-1)
    says = _said_beside(document, cluster)
    offices = {row for row, _, _ in cluster.offices}
    sector = sector_of(cluster, document.language)
    sort = cluster.type.value
    opening = [s.index for s in document.sentences[:2]]
    for state, told in states.items():
        share = told.count / total if total else 0.0
        out = {
            "bias": 1.0,
            sort: 1.0,
            "public": float(sector in PUBLIC),
            "office": float(bool(offices)),
            "named": float(cluster.is_named),
            "share": share,
            "most": float(told.count == most),
            "only": float(len(states) == 1),
            "states": 1 / len(states),
            "opening": float(bool(told.lines) and told.lines[0] in opening),
            "sentence named": float(line in told.named),
            "sentence place": float(line in told.places),
            "sentence actor": float(line in told.actors),
            "alone in sentence": float(near == {state}),
            "other in sentence": float(bool(near - {state})),
            "sentence before": float(line - 1 in told.named or line - 1 in told.places),
            "latest": float(last[state] == latest and latest >= 0),
            "together": sum(k in told.named or k in told.places or k in told.actors for k in lines) / len(lines),
            "rival": float(not offices.isdisjoint(told.offices)),
            "beside": float(says == state),
            "other beside": float(says is not None and says != state),
            "actors": float(bool(told.actors)),
        }
        out |= {f"{sort} share": share, f"{sort} latest": out["latest"], f"{sort} alone": out["alone in sentence"]}
        out |= {"public share": out["public"] * share, "public latest": out["public"] * out["latest"]}
        out |= {"office share": out["office"] * share, "office latest": out["office"] * out["latest"]}
        yield state, out


def _said_beside(document: Document, cluster: Cluster) -> str | None:
    """The state that words right beside a name tell: "France's Thierry Castelnau", "Manga, a scientist in Dakar,"."""
    for mention in cluster.mentions:
        if mention.nominal:
            continue
        tokens = document.tokens_in(mention.span)
        first, last = tokens[0].index, tokens[-1].index + 1
        found = _whose(document.tokens, first) or _behind(document.tokens, last)
        if found:
            return found
    return None


def _whose(tokens: Sequence[Token], first: int) -> str | None:
    """As in "France's Thierry Castelnau"."""
    if first < 2 or tokens[first - 1].text not in _GENITIVE:
        return None
    end = first - 1
    for start in range(max(0, end - LONGEST_NAME_TOKENS), end):
        name = " ".join(t.text for t in tokens[start:end])
        if tokens[start].text[0].isupper() and len(name) >= SHORTEST_NAME_CHARS and (code := state_named(name)):
            return code
    return None


def _behind(tokens: Sequence[Token], last: int) -> str | None:
    """The place of the noun phrase behind the comma of a name."""
    if last + 1 >= len(tokens) or tokens[last].text != ",":
        return None
    phrase = tokens[last + 1 : last + 1 + LONGEST_PHRASE_TOKENS]
    end = next((k for k, t in enumerate(phrase) if t.text in _ENDS or t.pos in _VERBS), len(phrase))
    if end == len(phrase) or phrase[end].text not in _ENDS or phrase[0].pos is Pos.ADPOSITION:
        return None
    for k in range(1, end - 1):
        place = phrase[k + 1].text
        if phrase[k].lower in _WITHIN and place[0].isupper():
            name = " ".join(t.text for t in phrase[k + 1 : end])
            found = (state_named(name) if len(name) >= SHORTEST_NAME_CHARS else None) or country_of_place(place)
            if found:
                return found
    return None
