"""Mentions to parties: who is who in this report, and who is meant at any place in it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from gipfelbuch.assembling.actor_codes import actor_code
from gipfelbuch.assembling.coreference import Cluster, cluster_mentions, fullest_name
from gipfelbuch.assembling.pronouns import Clue, clue_of
from gipfelbuch.knowledge.names import holders_by_surname
from gipfelbuch.knowledge.people import office_holders
from gipfelbuch.model.marks import Mention
from gipfelbuch.model.parties import Party, PartyType
from gipfelbuch.model.reports import Document
from gipfelbuch.model.spans import Span

PRONOUN_REACH_SENTENCES = 3  # a pronoun whose antecedent lies further back is left open
PAIR = 2


@dataclass(frozen=True, kw_only=True)
class PartyBook:
    """The parties of a report, and who is meant by any words of it.

    Args:
        document: the report.
        parties: every party found, with provisional ids; those that no entry uses are dropped later.
        genders: "m" or "f" by party id, where known.
        offices: rows of the table of offices that a person holds, by party id.
    """

    document: Document
    parties: tuple[Party, ...]
    genders: dict[str, str] = field(default_factory=dict, repr=False)
    offices: dict[str, frozenset[int]] = field(default_factory=dict, repr=False)
    by_id: dict[str, Party] = field(init=False, repr=False)
    _places: list[tuple[int, int, str]] = field(init=False, repr=False)
    _starts: list[int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_id", {p.id: p for p in self.parties})
        places = sorted((m.start, m.end, p.id) for p in self.parties for m in p.mentions)
        object.__setattr__(self, "_places", places)
        object.__setattr__(self, "_starts", [s for s, _, _ in places])

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
        if found:
            inside = [p for start, end, p in found if start >= span.start and end <= span.end]
            best = self.party_at(span)
            return tuple(dict.fromkeys(inside)) or ((best,) if best else ())
        clue = clue_of(self.document, span)
        return self._meant(clue, span) if clue else ()

    def _meant(self, clue: Clue, span: Span) -> tuple[str, ...]:
        if clue.sort == "person":
            return _single(self._person_before(span, clue.gender))
        if clue.sort == "thing":
            return _single(self._thing_before(span))
        if clue.sort == "relative":
            before = self._before(span.start)
            return (before[-1][2],) if before and span.start - before[-1][1] <= 2 + len(", ") else ()
        if clue.sort == "sides":
            return self._sides(span)
        if clue.sort == "leaders":
            return self._leaders(span, clue.office)
        return self._several(span)

    def _before(self, offset: int) -> list[tuple[int, int, str]]:
        """Mentions within reach before the offset."""
        last = bisect_left(self._starts, offset)
        sentence = self.document.sentence_at(offset)
        low = self.document.sentences[max(0, sentence.index - PRONOUN_REACH_SENTENCES)].span.start if sentence else 0
        return self._places[bisect_left(self._starts, low) : last]

    def _by_sentence(self, offset: int) -> list[list[tuple[int, int, str]]]:
        """Mentions within reach, grouped by sentence, the nearest sentence first."""
        groups: dict[int, list[tuple[int, int, str]]] = {}
        for place in self._before(offset):
            sentence = self.document.sentence_at(place[0])
            groups.setdefault(sentence.index if sentence else -1, []).append(place)
        return [groups[k] for k in sorted(groups, reverse=True)]

    def _person_before(self, span: Span, gender: str | None) -> str | None:
        """The person that a singular pronoun means: first of the nearest sentence that names a fitting one."""
        for known in (True, False):
            for places in self._by_sentence(span.start):
                for _, _, party in places:
                    if self.by_id[party].type is not PartyType.PERSON:
                        continue
                    own = self.genders.get(party)
                    if own == gender if known else own is None:
                        return party
        return None

    def _thing_before(self, span: Span) -> str | None:
        for places in self._by_sentence(span.start):
            for _, _, party in places:
                if self.by_id[party].type in (PartyType.COUNTRY, PartyType.ORGANIZATION, PartyType.COMPANY, PartyType.GOVERNMENT_BODY):
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
            elif self.by_id[party].type is PartyType.ORGANIZATION and self.by_id[party].code in ("IGOEUR",):
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
    clusters = cluster_mentions(mentions, document.language)
    parties = tuple(_party(document, f"p{i}", c) for i, c in enumerate(clusters, start=1))
    return PartyBook(
        document=document,
        parties=parties,
        genders={p.id: c.gender for p, c in zip(parties, clusters, strict=True) if c.gender},
        offices={p.id: frozenset(row for row, _ in c.offices) for p, c in zip(parties, clusters, strict=True) if c.offices},
    )


def _party(document: Document, party: str, cluster: Cluster) -> Party:
    name = fullest_name(cluster)
    country, code, wikidata = cluster.country, actor_code(cluster, document.language), None
    if cluster.type is PartyType.PERSON and cluster.is_named:
        holder = _holder(name, document)
        if holder is not None:
            known = office_holders()[holder]
            country = country or known.country
            code = code if code and len(code) > len("KOR") else known.code
            wikidata = known.wikidata
            cluster.gender = cluster.gender or known.gender
    return Party(
        id=party, name=name, type=cluster.type, mentions=tuple(m.span for m in cluster.mentions),
        country=None if country == "EUR" else country, role=cluster.role, code=code, wikidata=wikidata,
    )


def _holder(name: str, document: Document) -> int | None:
    """The known office holder of that name, by full name, or by surname if only one of the time has it."""
    year = document.report.published.year if document.report.published else None
    numbers: Iterable[int] = holders_by_surname().get(name.split()[-1], ()) or holders_by_surname().get(name.split()[0], ())
    full = [n for n in numbers if name in office_holders()[n].names]
    if full:
        return full[0]
    if len(name.split()) > 1:
        return None
    timely = [n for n in numbers if year is None or office_holders()[n].first - 2 <= year <= office_holders()[n].last + 2]
    return timely[0] if len(timely) == 1 else None
