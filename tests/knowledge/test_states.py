"""States, offices, bodies and the gazetteer."""

from __future__ import annotations

import pytest

from gipfelbuch.knowledge.actors import body_of, group_of, office_of
from gipfelbuch.knowledge.names import gazetteer, gender_of_given_name
from gipfelbuch.knowledge.people import office_holders
from gipfelbuch.knowledge.places import country_of_place
from gipfelbuch.knowledge.states import cow_codes, state_of_adjective, state_of_city_adjective, states


def test_every_state_has_names_in_both_languages() -> None:
    assert len(states()) > 195
    assert all(s.names["de"] and s.names["en"] for s in states().values())


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("südkoreanischen", "KOR"),
        ("deutsch", "DEU"),
        ("französischer", "FRA"),
        ("US-amerikanische", "USA"),
        ("Schweizer", "CHE"),
        ("saudischem", "SAU"),
        ("kosovarische", "XKX"),
        ("palästinensischen", "PSE"),
        ("grünen", None),
        ("politische", None),
        ("Japanisch", "JPN"),
    ],
)
def test_german_adjective_names_its_state(word: str, code: str | None) -> None:
    assert state_of_adjective(word, "de") == code


@pytest.mark.parametrize(
    ("word", "code"), [("Canadian", "CAN"), ("South Korean", "KOR"), ("Dutch", "NLD"), ("polish", None)]
)
def test_english_adjective_names_its_state(word: str, code: str | None) -> None:
    assert state_of_adjective(word, "en") == code


def test_adjective_of_a_capital_stands_for_the_state() -> None:
    assert state_of_city_adjective("Belgrader") == "SRB"
    assert state_of_city_adjective("Besucher") is None


@pytest.mark.parametrize(
    ("word", "sector", "prefix"),
    [
        ("Außenministerin", "GOV", ""),
        ("US-Präsidenten", "GOV", "US-"),
        ("Bundesfinanzminister", "GOV", "Bundes"),
        ("Brigadegeneral", "MIL", ""),
        ("Wasserminister", "GOV", "Wasser"),
        ("Rebellenführerin", "REB", ""),
    ],
)
def test_office_is_found_in_every_form(word: str, sector: str, prefix: str) -> None:
    office = office_of(word, "de")
    assert office is not None
    assert (office.sector, office.prefix) == (sector, prefix)


@pytest.mark.parametrize("word", ["Haus", "Staatsmann", "Mitarbeit", "Rat"])
def test_other_nouns_are_no_office(word: str) -> None:
    assert office_of(word, "de") is None


def test_bodies_and_groups_have_sectors() -> None:
    body, group = body_of("Verteidigungsministerium", "de"), group_of("refugees", "en")
    assert body is not None
    assert body.sector == "GOV"
    assert group is not None
    assert group.sector == "REF"


def test_gazetteer_knows_inflected_and_foreign_forms() -> None:
    assert gazetteer("de").single["Frankreichs"].key == "state:FRA"
    assert gazetteer("en").single["Kyiv"].sense == "capital"


def test_people_have_years_in_order_and_gender() -> None:
    assert len(office_holders()) > 300
    assert all(h.first <= h.last and h.gender in ("m", "f") for h in office_holders())


def test_given_names_have_a_gender_unless_both_bear_them() -> None:
    assert gender_of_given_name("Katharina") == "f"
    assert gender_of_given_name("Hans-Dietrich") == "m"
    assert gender_of_given_name("Andrea") is None


def test_cow_numbers_and_countries_of_places() -> None:
    assert cow_codes()["DEU"] == 255
    assert country_of_place("Osaka") == "JPN"
