"""Readings of many reports enter, actors and records leave: who is who, and which entries tell the same event.

The way: ``actors`` tells who is who, ``told`` makes entries ready, ``blocking`` says which to compare, ``compare``
compares, ``decide`` weighs and groups, ``records`` gathers what the witnesses say. ``groups`` finds reports that copy
each other. Everything is a function of its arguments alone.

Readings are taken three times from an ``Archive``, in order of publication, so that no more than a month of them is in
memory: for their parties, for the comparison of their entries, for the records. What is kept of all of them is who is
who, and numbers: pairs of entries and how probable it is that they are one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from gipfelbuch.matching.actors import identify_actors
from gipfelbuch.matching.archives import Archive, Numbers, archive_of, day_of
from gipfelbuch.matching.blocking import NO_DAY, choose_pairs, half_window, meet_in_bucket
from gipfelbuch.matching.decide import Grouping, Ruling, Scored, Scores, group_entries
from gipfelbuch.matching.groups import witness_groups
from gipfelbuch.matching.records import Gathering
from gipfelbuch.matching.told import Teller, Told
from gipfelbuch.model.records import Decision, Matched, Record, Source

__all__ = ["Archive", "match_archive", "match_readings", "witness_groups"]


def match_readings(sources: Iterable[Source]) -> Matched:
    """Actors and records of a set of readings that are in memory.

    Args:
        sources: readings with their keys, in any order; the same reading twice counts once.

    Returns:
        As ``match_archive``.

    Raises:
        ValueError: if two different readings have one key.

    >>> match_readings([])
    Matched(actors=(), records=(), decisions=())
    """
    return match_archive(archive_of(sources))


def match_archive(archive: Archive) -> Matched:
    """Actors and records of a set of readings, with the decisions that made them.

    Args:
        archive: gives all readings, each key once, in order of publication, as often as it is called.

    Returns:
        The same result for the same readings, whatever their order; every party is a member of one actor, every
        entry a witness of one record, and no record has two witnesses of one report.
    """
    parties: list[Source] = []
    entries: list[tuple[str, list[str]]] = []
    for source in archive():
        entries.append((source.key, sorted(e.id for e in source.reading.entries)))
        report = replace(source.reading.report, text="")
        parties.append(replace(source, reading=replace(source.reading, report=report, entries=(), times=(), places=())))
    numbers = Numbers(entries)
    actors = identify_actors(parties)
    teller = Teller(actors, {s.key: s.reading.report.language for s in parties})
    del parties, entries
    scored = score_entries(archive, teller, numbers)
    grouping, rulings = group_entries(numbers.reports(), scored)
    records, decisions = gather(archive, teller, numbers, grouping, rulings)
    return Matched(actors=actors, records=records, decisions=decisions)


def score_entries(archive: Archive, teller: Teller, numbers: Numbers) -> Scored:
    """Every pair of entries worth comparing with how probable it is that they are one."""
    scores = Scores()
    told: dict[int, Told] = {}
    before, met = NO_DAY - 1, set[tuple[int, int]]()

    def compare(bucket: Mapping[int, Told]) -> set[tuple[int, int]]:
        pairs = meet_in_bucket(bucket)
        scores.add(bucket, choose_pairs(bucket, pairs - met))
        return pairs

    for half, sources in _halves(archive):
        fresh = _told(sources, teller, numbers)
        if told and half != before + 1:
            compare(told)  # the later of its two buckets, which nothing else is in
            told, met = {}, set()
        met = compare(told | fresh)
        told, before = (fresh, half) if half != NO_DAY else ({}, half)
    compare(told)
    return scores.columns()


def gather(
    archive: Archive, teller: Teller, numbers: Numbers, grouping: Grouping, rulings: Sequence[Ruling]
) -> tuple[tuple[Record, ...], tuple[Decision, ...]]:
    """The records in order of id, and the decisions in order of their entries, in words."""
    gathering = Gathering(numbers, grouping, teller.actor_of)
    about: defaultdict[int, list[Ruling]] = defaultdict(list)
    for ruling in rulings:
        about[ruling.left].append(ruling)
        about[ruling.right].append(ruling)
    decisions: list[Decision] = []
    told: dict[int, Told] = {}
    for _, sources in _halves(archive):
        asked = [s for s in sources if _is_asked(s, about, numbers)]
        fresh = _told(asked, teller, numbers)
        known = {n: t for n, t in (told | fresh).items() if n in about}
        for number in fresh.keys() & about.keys():
            for ruling in about[number]:
                other = ruling.left + ruling.right - number
                if other in known and (other in told or number == ruling.left):
                    decisions.append(ruling.told(known[ruling.left], known[ruling.right]))
        told = fresh
        for source in sources:
            gathering.add(source)
    return gathering.records(), tuple(sorted(decisions, key=lambda d: (d.left, d.right)))


def _is_asked(source: Source, about: Mapping[int, list[Ruling]], numbers: Numbers) -> bool:
    first = numbers.first_of(source.key)
    return any(first + k in about for k in range(len(source.reading.entries)))


def _halves(archive: Archive) -> Iterator[tuple[int, list[Source]]]:
    """The readings of each half window."""
    for half, sources in groupby(archive(), key=lambda s: half_window(day_of(s))):
        yield half, list(sources)


def _told(sources: Iterable[Source], teller: Teller, numbers: Numbers) -> dict[int, Told]:
    """Entries made ready, by number."""
    return {n: t for s in sources for n, t in enumerate(teller.tell(s), start=numbers.first_of(s.key))}
