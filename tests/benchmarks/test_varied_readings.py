"""Synthetic readings are sound readings: spans hold, what reports of an event share stays shared, rounds differ."""

from datetime import timedelta

import pytest
from benchmarks.varied_readings import DAYS, FIRST_DAY, Varieties
from corpus.catalogue import load_corpus

from gipfelbuch.exporting.readings import reading_as_json
from gipfelbuch.matching import witness_groups

REPORTS = len(list(load_corpus()))
ROUNDS = (0, 1, 7)
SOME = [turn * REPORTS + place for turn in ROUNDS for place in range(0, REPORTS, 41)]


@pytest.fixture(scope="module")
def varieties():
    return Varieties()


def test_a_number_is_always_the_same_reading(varieties):
    again = Varieties()
    assert [reading_as_json(varieties.reading(n)) for n in SOME[::4]] == [
        reading_as_json(again.reading(n)) for n in SOME[::4]
    ]


def test_spans_stay_on_the_words_that_they_were_on(varieties):
    corpus = list(load_corpus())
    for number in SOME:
        made, found = varieties.reading(number), corpus[number % REPORTS]
        for entry, gold in zip(made.entries, found.reading["entries"], strict=True):
            for span, (start, end) in zip(entry.evidence, gold["evidence"], strict=True):
                assert 0 <= span.start < span.end <= len(made.report.text)
                assert len(span.of(made.report.text).split()) >= len(found.text[start:end].split())


def test_reports_lie_within_ten_years_and_the_weeks_of_their_event(varieties):
    for number in SOME:
        day = varieties.reading(number).report.published
        assert FIRST_DAY - timedelta(7) <= day <= FIRST_DAY + timedelta(DAYS + 366)


def test_states_differ_from_round_to_round_and_are_shared_within_an_event(varieties):
    corpus = list(load_corpus())
    told = {}
    for number in range(120):  # of many events, and of many reports of some
        gold, made = corpus[number], varieties.reading(number)
        for old, new in zip(gold.reading["parties"], made.parties, strict=True):
            if old.get("country"):
                assert told.setdefault((gold.event, old["country"]), new.country) == new.country
    assert len({event for event, _ in told}) < 120
    later = [{p.country for p in varieties.reading(n + 9 * REPORTS).parties} for n in range(20)]
    assert sum(now != {p.country for p in varieties.reading(n).parties} for n, now in enumerate(later)) > 15


def test_rounds_are_no_copies_of_each_other(varieties):
    reports = [varieties.reading(turn * REPORTS + place).report for place in range(0, 200, 40) for turn in range(3)]
    groups = witness_groups(reports)
    assert len(set(groups.values())) == len(reports)


def test_readings_of_some_days_are_those_published_on_them(varieties):
    number, days = 5 * REPORTS, DAYS // 10
    until = FIRST_DAY + timedelta(days)
    every = [r.report.id for r in varieties.readings(number) if FIRST_DAY <= r.report.published < until]
    assert [r.report.id for r in varieties.readings(number, days)] == every
    assert every
