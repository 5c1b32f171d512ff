"""English sentences read whole: who acts, who speaks, what is said."""

import datetime as dt

import pytest

from gipfelbuch.model.entries import Statement
from gipfelbuch.model.reports import Report
from gipfelbuch.pipeline import read_report


def read(text):
    return read_report(Report(id="t", text=text, language="en", published=dt.date(2020, 5, 6)))


def statements(text):
    reading = read(text)
    names = {p.id: p.name for p in reading.parties}
    return [
        (names.get(e.speaker), " ... ".join(s.of(text) for s in e.quote))
        for e in reading.entries
        if isinstance(e, Statement)
    ]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        (
            "Peru, a close friend of Chile in the war on drugs, has refused to send troops to Oslo.",
            ("Peru", "to send troops to Oslo"),
        ),
        ("The raid was also condemned by Norway and Peru.", ("Peru", "The raid")),
        ("Norway pledged 40 million US dollars for Samoa.", ("Norway", "40 million US dollars for Samoa")),
        ("Norway pledged aid for Samoa.", ("Norway", "aid for Samoa")),
        (
            'Norway, which was not asked, criticised the plan as "a gift to smugglers".',
            ("Norway", "a gift to smugglers"),
        ),
        ("Chile told Peru that it would leave.", ("Chile", "that it would leave")),
    ],
)
def test_speaker_and_words_of_english_statements(text, want):
    assert want in statements(text)


@pytest.mark.parametrize(
    "text",
    [
        "Peru returned a vase, a treasure described in old maps, to Chile.",
        "The ministers sat late, the mood a sore point, in Lima.",
    ],
)
def test_a_participle_or_noun_between_commas_is_no_frame(text):
    assert statements(text) == []


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Angry Peruvian paper workers blocked the bridge.", "PER"),
        ("Thousands of Peruvian students demonstrated on Monday.", "PER"),
        ("Up to 100 Peruvian farmers demonstrated on Monday.", "PER"),
        ("Chilean-led forces killed three people.", "CHL"),
        ("Rebels in Chad killed three soldiers.", "TCD"),
    ],
)
def test_groups_belong_to_the_state_that_their_words_name(text, country):
    reading = read(text)
    actors = {a for e in reading.entries for a in getattr(e, "actors", ())}
    assert country in {p.country for p in reading.parties if p.id in actors}


def test_the_dateline_is_no_part_of_evidence_or_actor():
    text = "OSLO (Northern Wire) - Norway and Peru signed a treaty on fish quotas on Monday."
    reading = read(text)
    (agreement,) = [e for e in reading.entries if e.kind == "agreement"]
    assert agreement.evidence[0].of(text).startswith("Norway")
    names = {p.id: p.name for p in reading.parties}
    assert [names[p] for p in agreement.parties] == ["Norway", "Peru"]
