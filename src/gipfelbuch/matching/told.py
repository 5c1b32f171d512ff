"""Entries made ready to be compared: sources and their actors enter, one ``Told`` an entry leaves."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from gipfelbuch.knowledge.terms import Meaning, meanings, verb_meanings
from gipfelbuch.matching.dates import Days, days_of
from gipfelbuch.model.entries import (
    Action,
    Agreement,
    Assessment,
    Encounter,
    Entry,
    Gift,
    Issue,
    Kind,
    Statement,
)
from gipfelbuch.model.parties import PartyType
from gipfelbuch.model.records import Actor, EntryRef, PartyRef, Source
from gipfelbuch.model.reports import Language
from gipfelbuch.model.spans import Span

MOST_ANCHORS = 4  # of a report; with the corpus the fifth state is one that only comments


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """An actor as comparing needs it: ``terms`` are the meanings of its names, empty for persons."""

    id: str
    type: PartyType
    country: str | None
    code: str | None
    terms: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The content words of a stretch of text.

    Args:
        words: what each can mean.
        all: everything that they can mean.
        numbers: figures among it.
        places: by meaning, the places of its words.
    """

    words: tuple[Meaning, ...]
    all: frozenset[str]
    numbers: frozenset[str]
    places: Mapping[str, tuple[int, ...]]

    def hit(self, meant: Iterable[str]) -> set[int]:
        """The places of the words that can mean one of these."""
        return {place for meaning in meant for place in self.places[meaning]}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An entry of one report.

    Args:
        ref: which entry.
        kind: of the entry.
        entry: as read.
        group: witness group of the report.
        day: ordinal of publication; None if unknown.
        language: of the report.
        doers: who speaks, gives, acts, meets or binds itself.
        others: who is spoken to, given to, acted upon.
        content: the words that say what it is: quote, subject, item, verdict or trigger; empty for encounters.
        evidence: the words of the evidence.
        weights: of each word of the evidence: the fewer entries of its report have it, the more it says.
        words: what the words of both can mean, without states, which half of a report shares.
        days: when it is said to be; None if not told.
        report: which report, and what it is about as a whole.
    """

    ref: EntryRef
    kind: Kind
    entry: Entry
    group: str
    day: int | None
    language: Language
    doers: tuple[Who, ...]
    others: tuple[Who, ...]
    content: Wording
    evidence: Wording
    weights: tuple[float, ...]
    words: frozenset[str]
    days: Days | None
    report: Story


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What a report is about.

    Args:
        actors: all of it.
        anchors: the states and organisations told of most, by which its entries meet those of other reports.
        common: in how many entries each meaning occurs.
    """

    actors: frozenset[str]
    anchors: tuple[str, ...]
    common: Mapping[str, int]


class Teller:
    """Makes the entries of any reading ready, once it is known who is who."""

    def __init__(self, actors: Iterable[Actor], languages: Mapping[str, Language]) -> None:
        """Look at the actors.

        Args:
            actors: of all readings.
            languages: of the reports, by key.
        """
        self._views: dict[str, Who] = {}
        self.actor_of: dict[PartyRef, str] = {}
        for actor in actors:
            terms: set[str] = set()
            if actor.type is not PartyType.PERSON:
                spoken = sorted({languages[m.report] for m in actor.members})
                terms = {t for name in actor.names for lang in spoken for m in meanings(name, lang) for t in m}
            terms = {t for t in terms if t[0] not in "#@"}
            self._views[actor.id] = Who(
                id=actor.id, type=actor.type, country=actor.country, code=actor.code, terms=frozenset(terms)
            )
            self.actor_of |= dict.fromkeys(actor.members, actor.id)

    def tell(self, source: Source) -> list[Told]:
        """The entries of a reading, in order of their ids."""
        text, language = source.reading.report.text, source.reading.report.language
        entries = sorted(source.reading.entries, key=lambda e: e.id)
        evidence = [wording(text, e.evidence, language) for e in entries]  # once: most of the time goes into it
        story = _story(source, evidence, self._views, self.actor_of)
        return [
            _told(source, story, e, said, self._views, self.actor_of) for e, said in zip(entries, evidence, strict=True)
        ]


def tell_entries(sources: Sequence[Source], actors: Iterable[Actor]) -> list[Told]:
    """All entries of the sources, in order of their references."""
    teller = Teller(actors, {s.key: s.reading.report.language for s in sources})
    return [told for source in sorted(sources, key=lambda s: s.key) for told in teller.tell(source)]


def _story(
    source: Source, evidence: Iterable[Wording], views: Mapping[str, Who], where: Mapping[PartyRef, str]
) -> Story:
    actors: set[str] = set()
    told: Counter[str] = Counter()
    for party in source.reading.parties:
        who = views[where[PartyRef(report=source.key, party=party.id)]]
        actors.add(who.id)
        anchor = anchor_of(who)
        if anchor:
            told[anchor] += len(party.mentions)
    most = sorted(told, key=lambda a: (-told[a], a))[:MOST_ANCHORS]
    common = Counter(m for said in evidence for m in said.all)
    return Story(actors=frozenset(actors), anchors=tuple(most), common=common)


def anchor_of(who: Who) -> str | None:
    """The state or known organisation that an actor belongs to, by which entries of several reports meet."""
    return who.country or (who.id if who.id.startswith("org:") else None)


def wording(text: str, spans: Iterable[Span], language: Language) -> Wording:
    """The content words of stretches of a text."""
    return _worded(tuple(m for span in spans for m in meanings(span.of(text), language)))


def _told(
    source: Source,
    story: Story,
    entry: Entry,
    evidence: Wording,
    views: Mapping[str, Who],
    where: Mapping[PartyRef, str],
) -> Told:
    report = source.reading.report

    def who(ids: Iterable[str | None]) -> tuple[Who, ...]:
        refs = (PartyRef(report=source.key, party=i) for i in ids if i)
        return tuple(views[where[r]] for r in dict.fromkeys(refs) if r in where)

    doers, others = parties_of(entry)
    content = _content(entry, report.text, report.language)
    return Told(
        ref=EntryRef(report=source.key, entry=entry.id),
        kind=entry.kind,
        entry=entry,
        group=source.group,
        day=report.published.toordinal() if report.published else None,
        language=report.language,
        doers=who(doers),
        others=who(others),
        content=content,
        evidence=evidence,
        weights=tuple(1 / max((story.common[x] for x in m), default=1) for m in evidence.words),
        words=frozenset(w for w in content.all | evidence.all if w[0] != "@"),
        days=days_of(entry.date) if entry.date else None,
        report=story,
    )


def parties_of(entry: Entry) -> tuple[tuple[str | None, ...], tuple[str | None, ...]]:
    """Party ids of those who do, and of those to whom it is done."""
    match entry:
        case Encounter():
            return (*entry.participants, entry.host), ()
        case Agreement() | Issue():
            return entry.parties, ()
        case Statement():
            return (entry.speaker,), entry.addressees
        case Gift():
            return (entry.giver,), (entry.recipient,)
        case Assessment():
            return (entry.assessor,), ()
        case Action():
            return entry.actors, entry.recipients
        case _:
            raise TypeError(f"no kind of entry: {type(entry).__name__}")


def _content(entry: Entry, text: str, language: Language) -> Wording:
    match entry:
        case Agreement() | Issue():
            return _words_of(entry.subject or "", language)
        case Gift():
            return _words_of(entry.item, language)
        case Statement():
            return wording(text, entry.quote, language)
        case Assessment():
            return wording(text, entry.verdict, language)
        case Action():
            return _worded(verb_meanings(tuple(s.of(text) for s in entry.trigger), language))
        case _:
            return _worded(())


def _words_of(text: str, language: Language) -> Wording:
    return _worded(meanings(text, language))


def _worded(words: tuple[Meaning, ...]) -> Wording:
    places: defaultdict[str, tuple[int, ...]] = defaultdict(tuple)
    for place, word in enumerate(words):
        for meaning in word:
            places[meaning] += (place,)
    return Wording(
        words=words, all=frozenset(places), numbers=frozenset(m for m in places if m[0] == "#"), places=dict(places)
    )
