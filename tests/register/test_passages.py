"""Words are found in whatever form they stand, phrases as they stand."""

from datetime import date

import pytest
from sqlalchemy import select

from gipfelbuch.model.reports import Report
from gipfelbuch.register import tables as t
from gipfelbuch.register.hits import Narrow, hits_with
from gipfelbuch.register.passages import folded, wanted_by

REPORTS = [
    Report(id="de", text="Außenminister führten Verhandlungen. Über Zölle sprach Lindqvist.", language="de"),
    Report(
        id="en",
        text="Ministers signed agreements. Berta negotiated tariffs.",
        language="en",
        published=date(2024, 5, 3),
    ),
    Report(id="pl", text="Łukasz besuchte José.", language="de"),
]


@pytest.fixture
def find(register, build):
    build(*REPORTS)

    def run(query):
        wanted = wanted_by(query)
        if wanted is None:
            return None
        with register.database.read() as connection:
            hits = hits_with(connection, wanted, Narrow()).order_by(None).with_only_columns(t.hits.c.report)
            rows = connection.execute(select(t.reports.c.name).where(t.reports.c.key.in_(hits)))
            return sorted(set(rows.scalars()))

    return run


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("Verhandlungen", ["de"]),
        ("Verhandlung", ["de"]),
        ("verhandlung", ["de"]),
        ("führen", ["de"]),
        ("aussenminister", ["de"]),
        ("AUSSENMINISTER", ["de"]),
        ("agreement", ["en"]),
        ("sign agreement", ["en"]),
        ("sign Zoll", []),
        ("jose", ["pl"]),
        ('"signed agreements"', ["en"]),
        ('"agreements signed"', []),
        ('"sign agreements"', []),
        ("„führten Verhandlungen“", ["de"]),
        ('NOT "', []),
        ("OR AND NEAR( * ^ ' ; --", []),
        ("", None),
        ("!?", None),
    ],
)
def test_a_query_finds_entries_by_word_form_and_phrase(find, query, found):
    if found is None:
        assert find(query) is None
    else:
        assert find(query) == found


def test_passages_of_an_entry_that_is_gone_are_not_found(register, build, find):
    assert find("Verhandlung") == ["de"]

    def read_nothing(reports):
        from gipfelbuch.model.entries import Reading

        return (Reading(report=r, parties=(), entries=()) for r in reports)

    build(*REPORTS, read=read_nothing, version="2")
    assert find("Verhandlung") == []


@pytest.mark.parametrize(
    ("words", "plain"), [("Größe", "grosse"), ("José-María", "jose maria"), ("ŻÓŁĆ", "zołc"), ("...", "")]
)
def test_spellings_fold_to_what_they_have_in_common(words, plain):
    assert folded(words) == plain
