"""Readings taken a fortnight at a time give what all of them at once give."""

from __future__ import annotations

import pytest
from corpus.catalogue import load_corpus
from evaluation.matching import reading_of

from gipfelbuch.matching import match_archive, match_readings, score_entries
from gipfelbuch.matching.actors import identify_actors
from gipfelbuch.matching.archives import Numbers, archive_of, day_of
from gipfelbuch.matching.blocking import pair_entries
from gipfelbuch.matching.compare import compare_entries
from gipfelbuch.matching.decide import probability_of
from gipfelbuch.matching.told import Teller, tell_entries
from gipfelbuch.model.records import KEY_CHARS, EntryRef, Source


@pytest.fixture(scope="module")
def sources() -> list[Source]:
    """Gold readings of the corpus, some without a day."""
    out = []
    for number, report in enumerate(load_corpus()):
        told = report.reading
        if number % 25 == 0:
            told = told | {"report": told["report"] | {"published": None}}
        key = told["report"]["sha256"][:KEY_CHARS]
        out.append(Source(key=key, group=key, reading=reading_of(report.text, told)))
    return out


def test_pairs_of_fortnights_are_the_pairs_of_all(sources: list[Source]) -> None:
    told = tell_entries(sources, actors := identify_actors(sources))
    wanted = {pair: probability_of(compare_entries(*(told[i] for i in pair))) for pair in pair_entries(told)}
    numbers = Numbers((s.key, sorted(e.id for e in s.reading.entries)) for s in sources)
    teller = Teller(actors, {s.key: s.reading.report.language for s in sources})
    scored = score_entries(archive_of(sources), teller, numbers)
    pairs = list(zip(scored.left.tolist(), scored.right.tolist(), strict=True))
    assert pairs == sorted(wanted)
    assert scored.probability.tolist() == [wanted[pair] for pair in pairs]
    assert [numbers.ref(i) for i in range(numbers.count)] == [t.ref for t in told]


def test_an_archive_is_asked_again_and_holds_nothing_back(sources: list[Source]) -> None:
    asked = []

    def archive():
        asked.append(1)
        yield from archive_of(sources)()

    assert match_archive(archive) == match_readings(reversed(sources))
    assert len(asked) > 1


def test_readings_come_in_order_of_publication(sources: list[Source]) -> None:
    days = [day_of(s) for s in archive_of(sources)()]
    undated = days.count(None)
    assert undated
    assert days[:undated] == [None] * undated
    assert days[undated:] == sorted(d for d in days if d is not None)


def test_entries_are_numbered_in_order_of_their_references() -> None:
    numbers = Numbers([("b", ["e1", "e2"]), ("a", []), ("c", ["e1"])])
    assert numbers.count == 3
    assert [numbers.ref(i) for i in range(3)] == [
        EntryRef(report="b", entry="e1"), EntryRef(report="b", entry="e2"), EntryRef(report="c", entry="e1"),
    ]  # fmt: skip
    assert list(numbers.reports()) == [1, 1, 2]
    assert numbers.first_of("c") == 2
