"""Mentions to parties: who is who in this report, and who is meant at any place in it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from gipfelbuch.assembling.actor_codes import actor_code, sector_of
from gipfelbuch.assembling.clusters import Cluster, fullest_name, holder_of
from gipfelbuch.assembling.coreference import cluster_mentions
from gipfelbuch.assembling.homes import find_homes
from gipfelbuch.assembling.pronouns import Clue, clue_of
from gipfelbuch.knowledge.actors import office_of
from gipfelbuch.knowledge.closed_classes import closed_class
from gipfelbuch.knowledge.names import gazetteer
from gipfelbuch.knowledge.people import office_holders
from gipfelbuch.knowledge.states import state_of_adjective
from gipfelbuch.model.marks import Mention
from gipfelbuch.model.parties import Party, PartyType
from gipfelbuch.model.reports import Document
from gipfelbuch.model.spans import Span

PRONOUN_REACH_SENTENCES = 6  # a pronoun whose antecedent lies further back is left open
LONGEST_ROLE_CHARS = 80  # between an office and its holder's name ("Botschafter in den Vereinigten Staaten ...")
FREE_PRONOUNS = closed_class("free_pronoun")  # never mean a name of their own clause
BOTH = ("beide", "both ")
OWN = closed_class("own")  # "eigenen Angaben zufolge": whoever the sentence is about
PAIR = 2
DOMINANCE = 3  # times; a state named more than so often as the next is what the report is about (at 2, three of four more are wrong)
INHERITING_SECTORS = frozenset(["GOV", "MIL", "COP", "LEG", "JUD", "SPY", "OPP", "REB", "CVL", "REF", "LAB"])


@dataclass(frozen=True, kw_only=True)
class PartyBook:
    """The parties of a report, and who is meant by any words of it.

    Args:
        document: the report.
        parties: every party found, with provisional ids; those that no entry uses are dropped later.
        genders: "m" or "f" by party id, where known.
        offices: rows of the table of offices that a person holds, by party id.
        adjectives: adjectives of states outside any mention, as (start, end, party id), in order of place.
    """

    document: Document
    parties: tuple[Party, ...]
    genders: dict[str, str] = field(default_factory=dict, repr=False)
    offices: dict[str, frozenset[int]] = field(default_factory=dict, repr=False)
    adjectives: tuple[tuple[int, int, str], ...] = field(default=(), repr=False)
    by_id: dict[str, Party] = field(init=False, repr=False)
    _places: list[tuple[int, int, str]] = field(init=False, repr=False)
    _starts: list[int] = field(init=False, repr=False)
    _quotes: list[tuple[int, int]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Index the parties by id and by place."""
        object.__setattr__(self, "by_id", {p.id: p for p in self.parties})
        own = {(start, end) for start, end, _ in self.adjectives}
        places = sorted((m.start, m.end, p.id) for p in self.parties for m in p.mentions if (m.start, m.end) not in own)
        object.__setattr__(self, "_places", places)
        object.__setattr__(self, "_starts", [s for s, _, _ in places])
        quotes = sorted((q.inner.start, q.inner.end) for q in self.document.quoted if not q.depth)
        object.__setattr__(self, "_quotes", quotes)

    def _overlapping(self, span: Span) -> list[tuple[int, int, str]]:
        """Mentions that share a character with the span, in order of place (mentions do not overlap)."""
        first = bisect_right(self._starts, span.start) - 1
        last = bisect_left(self._starts, span.end)
        return [p for p in self._places[max(first, 0) : last] if p[1] > span.start]

    def party_at(self, span: Span) -> str | None:
        """The id of the party that the words name: the mention that overlaps most; None if none does."""
        best, most = None, 0
        for start, end, party in self._overlapping(span):
            shared = min(span.end, end) - max(span.start, start)
            if shared > most:
                best, most = party, shared
        return best

    def resolve(self, span: Span) -> tuple[str, ...]:
        """The ids of all parties that the words mean: a mention, a pronoun, "beide Seiten", a list."""
        found = self._overlapping(span)
        told = self._leaders_told(span) if len(found) == 1 else ()
        if told:
            return told
        if len(found) == 1 and (pair := self._pair_told(span)):
            return pair
        if found:
            inside = [p for start, end, p in found if start >= span.start and end <= span.end]
            best = self.party_at(span)
            return tuple(dict.fromkeys(inside)) or ((best,) if best else ())
        clue = clue_of(self.document, span)
        if clue:
            return self._meant(clue, span)
        if any(t.lower in OWN for t in self.document.tokens_in(span)):
            return _single(self._subject_of(span))
        return _single(self._named_after(span)) or self._by_adjective(span)

    def _subject_of(self, span: Span) -> str | None:
        """The first party that the sentence names beside the words ("Nach eigenen Angaben hat Lettland ...")."""
        sentence = self.document.sentence_at(span.start)
        if sentence is None:
            return None
        first = bisect_left(self._starts, sentence.span.start)
        last = bisect_left(self._starts, sentence.span.end)
        return next((p for _, _, p in self._places[first:last]), None)

    def _by_adjective(self, span: Span) -> tuple[str, ...]:
        """The states whose adjectives stand in the words ("ein iranischer Vorschlag")."""
        first = bisect_left(self.adjectives, (span.start, 0, ""))
        last = bisect_left(self.adjectives, (span.end, 0, ""))
        return tuple(dict.fromkeys(p for _, _, p in self.adjectives[first:last]))

    def _named_after(self, span: Span) -> str | None:
        """The person whose name follows the words of the span as their office ("Außenminister" of "Außenminister Gül")."""
        k = bisect_left(self._starts, span.end)
        if k == len(self._places) or self._places[k][0] - span.end > LONGEST_ROLE_CHARS:
            return None
        party = self.by_id[self._places[k][2]]
        last_word = span.of(self.document.text).split()[-1]
        return party.id if party.role and last_word in party.role.split() else None

    def _leaders_told(self, span: Span) -> tuple[str, ...]:
        """As in "die Minister", where just two persons with that office were named before."""
        clue = clue_of(self.document, span)
        if clue is None:
            return self._holders_in(span)
        if clue.sort != "leaders" or clue.office is None:
            return ()
        before = self._counted(span.start)
        holders = [
            p for p in before if self.by_id[p].type is PartyType.PERSON and clue.office in self.offices.get(p, ())
        ]
        return tuple(sorted(holders, key=lambda p: self.by_id[p].mentions[0])) if len(holders) == PAIR else ()

    def _pair_told(self, span: Span) -> tuple[str, ...]:
        """Both sides, where a mention only says so ("beide Regierungen")."""
        clue = clue_of(self.document, span)
        opens = span.of(self.document.text).casefold().startswith(BOTH)
        return self._sides(span) if opens and clue is not None and clue.sort == "sides" else ()

    def _holders_in(self, span: Span) -> tuple[str, ...]:
        """As in "die Präsidenten von Peru und Chile": the one holder of the office in each state, if all are named."""
        words = [t.text for t in self.document.tokens_in(span)]
        known = gazetteer(self.document.language).single
        named = [known[w] for w in words if w in known]
        states = [n.country for n in named if n.key.startswith("state:")]
        offices = {o.id for o in (office_of(w, self.document.language) for w in words) if o}
        if len(states) < PAIR or not offices:
            return ()
        found = []
        for state in states:
            holders = [p for p, rows in self.offices.items() if self.by_id[p].country == state and offices & rows]
            persons = [p for p in holders if self.by_id[p].type is PartyType.PERSON]
            if len(persons) != 1:
                return ()
            found += persons
        return tuple(found)

    def sides_at(self, span: Span) -> tuple[str, ...]:
        """The two sides that the report has talked of most up to the span; empty if there are no two."""
        return self._sides(span)

    def _meant(self, clue: Clue, span: Span) -> tuple[str, ...]:
        if clue.sort == "person":
            german = self.document.language == "de"  # there an army is "sie", a ministry "es", a company "er"
            return _single(self._person_before(span, clue.gender) or (self._thing_before(span) if german else None))
        if clue.sort == "thing":
            return _single(self._thing_before(span))
        if clue.sort == "relative":
            before = self._before(span.start)
            return (before[-1][2],) if before and span.start - before[-1][1] <= 2 + len(", ") else ()
        if clue.sort == "sides":
            return self._sides(span)
        if clue.sort == "leaders":
            return self._leaders(span, clue.office) or (self._sides(span) if clue.office is not None else ())
        return self._several(span)

    def _before(self, offset: int) -> list[tuple[int, int, str]]:
        """Mentions within reach before the offset."""
        last = bisect_left(self._starts, offset)
        sentence = self.document.sentence_at(offset)
        low = self.document.sentences[max(0, sentence.index - PRONOUN_REACH_SENTENCES)].span.start if sentence else 0
        return self._places[bisect_left(self._starts, low) : last]

    def _is_quoted(self, offset: int) -> bool:
        k = bisect_right(self._quotes, (offset, len(self.document.text))) - 1
        return k >= 0 and offset < self._quotes[k][1]

    def _by_sentence(self, offset: int) -> list[list[tuple[int, int, str]]]:
        """Mentions within reach, grouped by sentence, the nearest sentence first, without those in quotations."""
        groups: dict[int, list[tuple[int, int, str]]] = {}
        quoted = self._is_quoted(offset)
        for place in self._before(offset):
            if not quoted and self._is_quoted(place[0]):
                continue
            sentence = self.document.sentence_at(place[0])
            groups.setdefault(sentence.index if sentence else -1, []).append(place)
        return [groups[k] for k in sorted(groups, reverse=True)]

    def _person_before(self, span: Span, gender: str | None) -> str | None:
        """The person that a singular pronoun means: first of the nearest sentence that names a fitting one."""
        word = span.of(self.document.text).casefold()
        clause = self.document.clause_at(span.start) if word in FREE_PRONOUNS else None
        for known in (True, False):
            for places in self._by_sentence(span.start):
                for start, _, party in places:
                    if clause is not None and start >= clause.span.start:
                        continue
                    if self.by_id[party].type is not PartyType.PERSON:
                        continue
                    own = self.genders.get(party)
                    if own == gender if known else own is None:
                        return party
        return None

    def _thing_before(self, span: Span) -> str | None:
        for places in self._by_sentence(span.start):
            for _, _, party in places:
                if self.by_id[party].type in (
                    PartyType.COUNTRY,
                    PartyType.ORGANIZATION,
                    PartyType.COMPANY,
                    PartyType.GOVERNMENT_BODY,
                ):
                    return party
        return None

    def _counted(self, offset: int) -> Counter[str]:
        return Counter(party for _, _, party in self._places[: bisect_left(self._starts, offset)])

    def _sides(self, span: Span) -> tuple[str, ...]:
        """The two states that have been talked of most up to here, counting their officials."""
        sentence = self.document.sentence_at(span.start)
        counts = self._counted(sentence.span.end if sentence else span.start)
        states = {p.country: p.id for p in self.parties if p.type is PartyType.COUNTRY and p.country}
        scores: Counter[str] = Counter()
        for party, count in counts.items():
            country = self.by_id[party].country
            if country in states:
                scores[states[country]] += count
            elif self.by_id[party].type is PartyType.ORGANIZATION and self.by_id[party].code == "IGOEUR":
                scores[party] += count
        best = [p for p, _ in scores.most_common(PAIR)]
        if len(best) < PAIR:
            return self._leaders(span, None)
        return tuple(sorted(best, key=lambda p: self.by_id[p].mentions[0]))

    def _leaders(self, span: Span, office: int | None) -> tuple[str, ...]:
        """The two persons of different states most talked of up to here, with the office if one is named."""
        sentence = self.document.sentence_at(span.start)
        counts = self._counted(sentence.span.start if sentence else span.start) or self._counted(span.end)
        persons = [p for p, _ in counts.most_common() if self.by_id[p].type is PartyType.PERSON]
        holding = [p for p in persons if office in self.offices.get(p, frozenset())]
        if office is not None:
            persons = [p for p in persons if self.by_id[p].role]
        chosen: list[str] = []
        for person in [*holding, *(p for p in persons if p not in holding)]:
            country = self.by_id[person].country
            if all(country is None or country != self.by_id[c].country for c in chosen):
                chosen.append(person)
            if len(chosen) == PAIR:
                return tuple(sorted(chosen, key=lambda p: self.by_id[p].mentions[0]))
        return ()

    def _several(self, span: Span) -> tuple[str, ...]:
        """A plural pronoun: the group or the coordinated parties named nearest before."""
        for places in self._by_sentence(span.start):
            groups = [p for _, _, p in places if self.by_id[p].type is PartyType.GROUP]
            persons = list(dict.fromkeys(p for _, _, p in places if self.by_id[p].type is PartyType.PERSON))
            states = list(dict.fromkeys(p for _, _, p in places if self.by_id[p].type is PartyType.COUNTRY))
            if groups:
                return (groups[0],)
            if len(persons) == PAIR:
                return tuple(persons)
            if len(states) == PAIR:
                return tuple(states)
        return ()


def year_of(document: Document) -> int | None:
    """The year of publication, None if unknown."""
    return document.report.published.year if document.report.published else None


def _single(party: str | None) -> tuple[str, ...]:
    return (party,) if party else ()


def assemble_parties(document: Document, mentions: Sequence[Mention]) -> PartyBook:
    """Group mentions into parties (coreference within the report).

    Args:
        document: the report.
        mentions: its mentions, in order of place.

    Returns:
        The book of all parties, with provisional ids.
    """
    clusters = cluster_mentions(document, mentions, year_of(document))
    main = _dominant_state(clusters, document)
    for cluster, home in zip(clusters, find_homes(document, clusters), strict=True):
        cluster.country = home or (main if _may_inherit(cluster, document) else None)
    parties = tuple(_party(document, f"p{i}", c) for i, c in enumerate(clusters, start=1))
    adjectives, more = _adjectives(document, mentions, parties)
    return PartyBook(
        document=document,
        parties=(*parties, *more),
        adjectives=adjectives,
        genders={p.id: c.gender for p, c in zip(parties, clusters, strict=True) if c.gender},
        offices={
            p.id: frozenset(row for row, _, _ in c.offices) for p, c in zip(parties, clusters, strict=True) if c.offices
        },
    )


def _adjectives(
    document: Document, mentions: Sequence[Mention], parties: Sequence[Party]
) -> tuple[tuple[tuple[int, int, str], ...], tuple[Party, ...]]:
    """Adjectives of states outside mentions, and parties for those states that nothing else names."""
    states = {p.country: p.id for p in reversed(parties) if p.type is PartyType.COUNTRY and p.country}
    starts = [m.span.start for m in mentions]
    found: list[tuple[int, int, str]] = []
    more: dict[str, Party] = {}
    for token in document.tokens:
        country = state_of_adjective(token.text, document.language)
        k = bisect_right(starts, token.start) - 1
        if country is None or (k >= 0 and token.start < mentions[k].span.end):
            continue
        if country not in states:
            states[country] = f"p{len(parties) + len(more) + 1}"
            more[country] = Party(
                id=states[country],
                name=token.text,
                type=PartyType.COUNTRY,
                mentions=(token.span,),
                country=country,
                code=f"{country}GOV",
            )
        found.append((token.start, token.end, states[country]))
    return tuple(found), tuple(more.values())


def _dominant_state(clusters: Iterable[Cluster], document: Document) -> str | None:
    """The one state that the report is about: named alone, or more than twice as often as any other.

    An actor counts once a sentence: a name and the noun beside it ("her counterpart Paul Berger") tell no more than one.
    """
    counts: Counter[str] = Counter()
    for cluster in clusters:
        if cluster.country and cluster.country != "EUR":
            counts[cluster.country] += len({document.sentence_at(m.span.start) for m in cluster.mentions})
    ranked = counts.most_common(PAIR)
    if not ranked or (len(ranked) == PAIR and ranked[0][1] <= DOMINANCE * ranked[1][1]):
        return None
    return ranked[0][0]


def _may_inherit(cluster: Cluster, document: Document) -> bool:
    """Whether a group without a state belongs to some state's public life: fighters, citizens, officials."""
    group = cluster.type is PartyType.GROUP and not cluster.key
    return group and sector_of(cluster, document.language) in INHERITING_SECTORS


def _party(document: Document, party: str, cluster: Cluster) -> Party:
    name = fullest_name(cluster)
    country, code, wikidata = cluster.country, actor_code(cluster, document.language), None
    if cluster.type is PartyType.PERSON and cluster.is_named:
        holder = holder_of(name, year_of(document))
        if holder is not None:
            known = office_holders()[holder]
            country = country or known.country
            code = code if code and len(code) > len("KOR") else known.code
            wikidata = known.wikidata if name in known.names else None
            cluster.gender = cluster.gender or known.gender
    return Party(
        id=party,
        name=name,
        type=cluster.type,
        mentions=tuple(m.span for m in cluster.mentions),
        country=None if country == "EUR" else country,
        role=cluster.role,
        code=code,
        wikidata=wikidata,
    )
