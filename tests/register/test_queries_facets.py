"""Search with what would narrow it, and where the words stand."""

import pytest
from world import build_world

from gipfelbuch.model.entries import Kind
from gipfelbuch.register import queries
from gipfelbuch.register.passages import matching_spans
from gipfelbuch.register.queries import Facet, Scope


@pytest.fixture
def world(register):
    return build_world(register)


@pytest.mark.parametrize("words", ["Verhandlung", "Deutschland", "Brandt", '"Karl Brandt"', "Mori Tokyo"])
def test_facets_count_hits(world, words):
    found = queries.find(world, words, scope=Scope(most=None))
    hits = found.hits.items
    assert [h.record.id for h in hits] == [h.record.id for h in queries.search(world, words, scope=Scope(most=None))]
    assert (found.total, found.all_counted) == (len(hits), True)
    for kind, number in found.facets[Facet.KIND]:
        assert number == sum(h.record.kind == kind for h in hits)
    for country, number in found.facets[Facet.COUNTRY]:
        assert number == sum(country in {p.country for p in h.record.parties} for h in hits)
    for year, number in found.facets[Facet.YEAR]:
        assert number == sum((h.record.day or "").startswith(year) for h in hits)
    assert sum(number for _, number in found.facets[Facet.KIND]) == len(hits) > 0


def test_each_facet_narrows_to_what_it_counts(world):
    found = queries.find(world, "Deutschland")
    for kind, number in found.facets[Facet.KIND]:
        assert queries.find(world, "Deutschland", scope=Scope(kinds=frozenset({Kind(kind)}))).total == number
    for country, number in found.facets[Facet.COUNTRY]:
        assert queries.find(world, "Deutschland", [country]).total == number
    for part, number in found.facets[Facet.PART]:
        assert queries.find(world, "Deutschland", part=part).total == number
    for language, number in queries.find(world, "Brandt").facets[Facet.LANGUAGE]:
        assert queries.find(world, "Brandt", language=language).total == number
    assert {language for language, _ in queries.find(world, "Brandt").facets[Facet.LANGUAGE]} == {"de", "en"}


def test_hits_come_page_by_page_and_only_so_many_are_counted(world):
    every = [h.record.id for h in queries.find(world, "Deutschland", scope=Scope(most=None)).hits]
    paged = [
        h.record.id
        for skip in range(0, len(every), 2)
        for h in queries.find(world, "Deutschland", scope=Scope(most=2, skip=skip)).hits
    ]
    assert paged == every
    some = queries.find(world, "Deutschland", counted=2)
    assert (some.total, some.all_counted) == (2, False)
    assert [h.record.id for h in some.hits] == every[:2]


def test_two_sides_narrow_to_what_both_have_part_in(world):
    together = queries.find(world, "Deutschland", ["JPN", "DEU"])
    assert 0 < together.total < queries.find(world, "Deutschland", ["DEU"]).total
    assert {r.id for r in queries.dyad(world, "DEU", "JPN")} >= {h.record.id for h in together.hits}
    assert (
        queries.find(world, "Deutschland", ["DEU", "Deutschland"]).total
        == queries.find(world, "Deutschland", ["DEU"]).total
    )


@pytest.mark.parametrize(
    ("query", "words", "language", "marked"),
    [
        ("Verhandlung", "Die Verhandlungen ruhen, die VERHANDLUNG auch.", "de", ["Verhandlungen", "VERHANDLUNG"]),
        ("talks", "Talks about talks; he talked.", "en", ["Talks", "talks", "talked"]),
        ('"ohne Bedingungen"', "ohne alle Bedingungen, ohne Bedingungen", "de", ["ohne Bedingungen"]),
        ('"a a"', "a a a", "en", ["a a a"]),
        ('Straße "der strasse"', "in der Straße", "de", ["der Straße"]),
        ("é", "Café é", "en", ["é"]),
        ("nichts", "🕊️ kein Wort davon", "de", []),
        ("x", "", "de", []),
    ],
)
def test_words_are_marked_where_they_stand(query, words, language, marked):
    spans = matching_spans(query, words, language)
    assert [words[start:end] for start, end in spans] == marked
    assert spans == sorted(spans)
