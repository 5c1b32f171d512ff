"""What holds for any set of readings."""

from __future__ import annotations

from collections import Counter
from itertools import permutations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gipfelbuch.matching import match_readings
from gipfelbuch.matching.actors import identify_actors
from gipfelbuch.matching.blocking import LARGEST_BLOCK, pair_entries
from gipfelbuch.matching.told import tell_entries
from gipfelbuch.model.entries import Action, Agreement, Gift, Mode, Statement

STATES = [("Chile", "CHL"), ("Japan", "JPN"), ("Ghana", "GHA")]
NAMES = [("Reiko Kanzaki", "JPN"), ("Kanzaki Reiko", "JPN"), ("Kanzaki", "JPN"), ("Ximena Aldunate", "CHL")]
THINGS = ["Vase", "Teeschale", "Poncho", "vase"]
QUOTES = ["Wir wollen Frieden", "Das Meer ist unruhig", "Wir wollen heute Frieden"]
DAYS = ["2027-03-08", "2027-03-09", "2027-03-21", None]


@st.composite
def told(draw):
    """Parties, entries and day of a report about few things, so that reports meet."""
    parties = [
        (n, "country", c) for n, c in draw(st.lists(st.sampled_from(STATES), min_size=2, max_size=3, unique=True))
    ]
    parties += [
        (n, "person", c) for n, c in draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=2, unique=True))
    ]
    ids = [f"p{i}" for i in range(1, len(parties) + 1)]
    entries = []
    for kind in draw(st.lists(st.sampled_from("agsx"), max_size=5)):
        day = draw(st.sampled_from(DAYS))
        pair = draw(st.permutations(ids))[:2]
        if kind == "a":
            slots = {
                "type": "memorandum",
                "parties": tuple(pair),
                "status": "signed",
                "date": day,
                "subject": draw(st.sampled_from(["Gas", "Pflege", ""])),
            }
            entries.append((Agreement, slots))
        elif kind == "g":
            entries.append(
                (Gift, {"giver": pair[0], "recipient": pair[1], "item": draw(st.sampled_from(THINGS)), "date": day})
            )
        elif kind == "s":
            entries.append(
                (Statement, {"mode": Mode.DIRECT, "speaker": pair[0], "quote": draw(st.sampled_from(QUOTES))})
            )
        else:
            entries.append(
                (
                    Action,
                    {
                        "actors": (pair[0],),
                        "recipients": (pair[1],),
                        "trigger": "Frieden",
                        "status": "happened",
                        "date": day,
                    },
                )
            )
    return parties, entries, draw(st.sampled_from(DAYS))


TEXT = "Meldung {}: Wir wollen Frieden. Das Meer ist unruhig. Wir wollen heute Frieden."
REPORTS = st.lists(told(), min_size=1, max_size=5)
QUICK = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def sources_of(make, reports):
    return [make(TEXT.format(n), p, e, published=day) for n, (p, e, day) in enumerate(reports)]


@QUICK
@given(reports=REPORTS, seed=st.randoms())
def test_the_order_of_sources_does_not_matter(source, reports, seed) -> None:
    sources = sources_of(source, reports)
    shuffled = list(sources)
    seed.shuffle(shuffled)
    assert match_readings(sources) == match_readings(shuffled)


@QUICK
@given(reports=REPORTS)
def test_every_entry_and_party_is_in_exactly_one_record_and_actor(source, reports) -> None:
    sources = sources_of(source, reports)
    matched = match_readings(sources)
    witnesses = Counter((w.report, w.entry) for r in matched.records for w in r.witnesses)
    assert witnesses == Counter((s.key, e.id) for s in sources for e in s.reading.entries)
    members = Counter((m.report, m.party) for a in matched.actors for m in a.members)
    assert members == Counter((s.key, p.id) for s in sources for p in s.reading.parties)


@QUICK
@given(reports=REPORTS)
def test_no_record_has_two_witnesses_of_one_report_or_of_two_kinds(source, reports) -> None:
    sources = sources_of(source, reports)
    kinds = {(s.key, e.id): e.kind for s in sources for e in s.reading.entries}
    for record in match_readings(sources).records:
        assert len({w.report for w in record.witnesses}) == len(record.witnesses)
        assert {kinds[w.report, w.entry] for w in record.witnesses} == {record.kind}


@QUICK
@given(reports=REPORTS)
def test_ids_are_unique_and_matching_twice_is_matching_once(source, reports) -> None:
    sources = sources_of(source, reports)
    matched = match_readings(sources)
    assert len({r.id for r in matched.records}) == len(matched.records)
    assert len({a.id for a in matched.actors}) == len(matched.actors)
    assert match_readings([*sources, *sources]) == matched


@QUICK
@given(reports=REPORTS)
def test_fields_name_known_actors_and_their_own_witnesses(source, reports) -> None:
    matched = match_readings(sources_of(source, reports))
    actors = {a.id for a in matched.actors}
    for record in matched.records:
        for field in record.fields:
            told_by = [w for v in field.variants for w in v.witnesses]
            assert len(told_by) == len(set(told_by)) <= len(record.witnesses)
            if field.name in {"parties", "actors", "recipients"}:
                assert {a for v in field.variants for a in v.value} <= actors


def test_records_of_an_event_do_not_change_when_another_event_is_added(
    handelsvertrag, trade_pact, border_closed
) -> None:
    alone = match_readings([handelsvertrag, trade_pact]).records
    together = match_readings([border_closed, trade_pact, handelsvertrag]).records
    assert set(alone) <= set(together)
    assert all(match_readings(p).records == together for p in permutations([border_closed, trade_pact, handelsvertrag]))


def test_two_readings_of_one_text_are_refused(source) -> None:
    one = source("Ein Text.", [("Chile", "country", "CHL")], [])
    two = source("Ein Text.", [("Japan", "country", "JPN")], [])
    with pytest.raises(ValueError, match="two readings have the key"):
        match_readings([one, two])


def test_the_number_of_pairs_grows_with_the_number_of_entries(source) -> None:
    def pairs(count: int) -> int:
        sources = [
            source(
                f"Meldung {n}: Japan forderte Nummer {n} von {n + 7} Sachen.",
                [("Japan", "country", "JPN")],
                [(Statement, {"mode": Mode.REPORTED, "speaker": "p1", "quote": f"Nummer {n} von {n + 7} Sachen"})],
                published="2027-03-08",
            )
            for n in range(count)
        ]
        return len(pair_entries(tell_entries(sources, identify_actors(sources))))

    assert pairs(LARGEST_BLOCK) == LARGEST_BLOCK * (LARGEST_BLOCK - 1) // 2
    assert pairs(400) <= 2.5 * pairs(200) + 1000
