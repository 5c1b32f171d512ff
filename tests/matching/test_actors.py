"""Who is who across reports."""

from __future__ import annotations

import pytest

from gipfelbuch.matching.actors import identify_actors
from gipfelbuch.model.records import Actor, Source


def actors_of(make, *reports: tuple[str, str, list[tuple[object, ...]]]) -> list[Actor]:
    """Actors of reports given as (language, day, parties)."""
    sources: list[Source] = [
        make(f"Report {n} of {day}.", parties, [], language=language, published=day)
        for n, (language, day, parties) in enumerate(reports)
    ]
    return list(identify_actors(sources))


@pytest.mark.parametrize(
    "german, english",
    [
        (("Südkorea", "country", "KOR"), ("Seoul", "country", "KOR")),
        (("Vereinte Nationen", "organization"), ("U.N.", "organization")),
        (("Europäischen Union", "organization"), ("EU", "organization")),
        (("Internationalen Währungsfonds", "organization"), ("IMF", "organization")),
        (("Lewan Dschaparidse", "person", "GEO"), ("Levan Japaridze", "person", "GEO")),
        (("Mubarak von Katar", "person", "QAT"), ("Mubarak bin Jassim Al Thani", "person", "QAT")),
        (("Nordallianz", "organization", "GHA"), ("Northern Alliance", "organization", "GHA")),
        (
            ("kambodschanischen Verteidigungsministeriums", "government_body", "KHM"),
            ("the defence ministry", "government_body", "KHM"),
        ),
        (("Präsidenten", "person", "AZE", "Präsidenten"), ("the president", "person", "AZE", "president")),
        (("türkische Küstenwache", "government_body", "TUR"), ("Turkish coast guard", "government_body", "TUR")),
    ],
)
def test_one_actor_in_two_languages_is_one(source, german, english) -> None:
    found = actors_of(source, ("de", "2027-02-10", [german]), ("en", "2027-02-11", [english]))
    assert len(found) == 1
    assert len(found[0].members) == 2


@pytest.mark.parametrize(
    "one, other",
    [
        (("Social Democrats", "organization", "LTU"), ("SPD", "organization", "DEU")),
        (("Jan Novak", "person", "CZE"), ("Jan Novak", "person", "SVN")),
        (("defence ministry", "government_body", "KHM"), ("foreign ministry", "government_body", "KHM")),
        (("a spokesman", "person", "GIN", "spokesman"), ("a spokesman", "person", "GIN", "spokesman")),
        (("reporters", "group"), ("reporters", "group")),
        (("emperor", "person", "JPN", "emperor"), ("empress", "person", "JPN", "empress")),
    ],
)
def test_two_actors_of_like_names_are_two(source, one, other) -> None:
    found = actors_of(source, ("en", "2027-02-10", [one]), ("en", "2027-02-11", [other]))
    assert len(found) == 2


def test_parties_that_one_report_tells_apart_stay_apart(source) -> None:
    found = actors_of(
        source, ("de", "2027-02-10", [("Emir", "person", "QAT", "Emir"), ("der Emir", "person", "QAT", "Emir")])
    )
    assert len(found) == 2


def test_a_surname_joins_the_one_full_name_of_its_state_and_time(source) -> None:
    full = ("Friederike Osthaus", "person", "DEU", "Wirtschaftsministerin")
    short = ("Osthaus", "person", "DEU", "Wirtschaftsministerin")
    assert len(actors_of(source, ("de", "2023-09-15", [full]), ("de", "2023-09-15", [short]))) == 1
    assert len(actors_of(source, ("de", "2023-09-15", [full]), ("de", "2025-09-15", [short]))) == 2


def test_a_surname_that_two_persons_have_joins_neither(source) -> None:
    both = [("Min-jun Park", "person", "KOR"), ("Seo-yeon Park", "person", "KOR")]
    found = actors_of(source, ("en", "2026-01-02", both), ("en", "2026-01-03", [("Park", "person", "KOR")]))
    assert len(found) == 3


def test_known_office_holders_are_one_over_all_spellings_and_years(source) -> None:
    found = actors_of(
        source,
        ("de", "1999-05-01", [("Gerhard Schröder", "person", "DEU")]),
        ("en", "2004-05-01", [("Gerhard Schroeder", "person", "DEU")]),
        ("de", "2001-05-01", [("Schröder", "person", "DEU")]),
    )
    assert [len(a.members) for a in found] == [3]
    assert found[0].wikidata is None
    assert found[0].id == "person:DEU:gerhard-schroder"


def test_an_actor_has_the_name_of_most_reports_and_all_forms(source) -> None:
    found = actors_of(
        source,
        ("de", "2026-01-01", [("Kitipong Suwanarat", "person", "THA", "Ministerpräsident")]),
        ("en", "2026-01-01", [("Kittiphong Suwannarat", "person", "THA", "Prime Minister")]),
        ("en", "2026-01-02", [("Kittiphong Suwannarat", "person", "THA")]),
    )
    assert [a.name for a in found] == ["Kittiphong Suwannarat"]
    assert found[0].names == ("Kitipong Suwanarat", "Kittiphong Suwannarat")
    assert found[0].roles == ("Ministerpräsident", "Prime Minister")


def test_a_state_contested_between_reports_is_unknown(source) -> None:
    found = actors_of(
        source,
        ("en", "2026-01-01", [("Samuel Dorvil", "person", "HTI")]),
        ("en", "2026-01-02", [("Samuel Dorvil", "person", None)]),
    )
    assert [(a.country, len(a.members)) for a in found] == [("HTI", 2)]
