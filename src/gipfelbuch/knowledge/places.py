"""Named places: country and coordinates of cities, venues and regions, in German and English spellings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from gipfelbuch.knowledge.names import stem

VENUE_RANK = 1_000_000_000  # above any population: listed by hand because news means this one


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPlace:
    """A place with its country (ISO 3166-1 alpha-3, None at sea) and degrees (WGS 84); rank orders namesakes."""

    country: str | None
    latitude: float
    longitude: float
    rank: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceIndex:
    """Places of one word by the word, longer ones by the stem of their first word, longest first."""

    single: dict[str, tuple[str, ...]]
    longer: dict[str, tuple[tuple[tuple[str, ...], str], ...]]


def known_place(row: str) -> KnownPlace:
    """A place of the index, which keeps rows as they stand in the table because few are ever asked for."""
    _, country, latitude, longitude, population = row.split("\t")
    return KnownPlace(
        country=country or None,
        latitude=float(latitude),
        longitude=float(longitude),
        rank=int(population) if population else VENUE_RANK,
    )


def country_of_place(name: str) -> str | None:
    """The country of the greatest place of that name (one word), or None."""
    found = place_index().single.get(name)
    return known_place(found[0]).country if found else None


@cache
def place_index() -> PlaceIndex:
    """All places known; the table lists venues first, then the greater before the smaller."""
    single: dict[str, tuple[str, ...]] = {}
    longer: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for name, row in named_rows("places"):
        if " " in name:
            stems = tuple(map(stem, name.split()))
            longer.setdefault(stems[0], []).append((stems, row))
        else:
            single[name] = (*single[name], row) if name in single else (row,)
    return PlaceIndex(single=single, longer={k: tuple(sorted(v, key=lambda e: -len(e[0]))) for k, v in longer.items()})


def named_rows(table: str) -> Iterator[tuple[str, str]]:
    """Every name of a table of places with its row, in the order of the table; ``known_place`` reads rows."""
    text = files("gipfelbuch.knowledge").joinpath("tables", f"{table}.tsv").read_text(encoding="utf-8")
    for row in [line for line in text.splitlines() if line and line[0] != "#"][1:]:
        for name in row[: row.index("\t")].split(";"):
            yield name, row
