"""Readings of many reports enter, actors and records leave: who is who, and which entries tell the same event.

The way: ``actors`` tells who is who, ``told`` makes entries ready, ``blocking`` says which to compare, ``compare``
compares, ``decide`` weighs and groups, ``records`` gathers what the witnesses say. ``groups`` finds reports that copy
each other. Everything is a function of its arguments alone.
"""

from __future__ import annotations

from collections.abc import Iterable

from gipfelbuch.matching.actors import identify_actors
from gipfelbuch.matching.blocking import pair_entries
from gipfelbuch.matching.decide import group_entries, score_pairs
from gipfelbuch.matching.groups import witness_groups
from gipfelbuch.matching.records import make_records
from gipfelbuch.matching.told import tell_entries
from gipfelbuch.model.records import Matched, Source

__all__ = ["match_readings", "witness_groups"]


def match_readings(sources: Iterable[Source]) -> Matched:
    """Actors and records of a set of readings, with the decisions that made them.

    Args:
        sources: readings with their keys, in any order; the same reading twice counts once.

    Returns:
        The same result for the same readings, whatever their order; every party is a member of one actor, every
        entry a witness of one record, and no record has two witnesses of one report.

    Raises:
        ValueError: if two different readings have one key.

    >>> match_readings([])
    Matched(actors=(), records=(), decisions=())
    """
    listed = _by_key(sources)
    actors = identify_actors(listed)
    told = tell_entries(listed, actors)
    groups, decisions = group_entries(told, score_pairs(told, pair_entries(told)))
    texts = {s.key: s.reading.report.text for s in listed}
    members = {ref: actor.id for actor in actors for ref in actor.members}
    return Matched(
        actors=actors,
        records=make_records(told, groups, texts, members),
        decisions=tuple(sorted(decisions, key=lambda d: (d.left, d.right))),
    )


def _by_key(sources: Iterable[Source]) -> list[Source]:
    found: dict[str, Source] = {}
    for source in sources:
        if found.setdefault(source.key, source) != source:
            raise ValueError(f"two readings have the key {source.key}; a text is read once. Nothing was matched")
    return [found[key] for key in sorted(found)]
