"""Named places: country and coordinates of cities, venues and regions, in German and English spellings."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from gipfelbuch.knowledge.names import stem
from gipfelbuch.knowledge.tables import load_table, phrases

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

    single: dict[str, tuple[KnownPlace, ...]]
    longer: dict[str, tuple[tuple[tuple[str, ...], KnownPlace], ...]]


@cache
def place_index() -> PlaceIndex:
    """All places known, of namesakes the greatest first."""
    single: dict[str, list[KnownPlace]] = {}
    longer: dict[str, list[tuple[tuple[str, ...], KnownPlace]]] = {}
    for row in load_table("places"):
        place = KnownPlace(
            country=row["country"] or None, latitude=float(row["latitude"]), longitude=float(row["longitude"]),
            rank=int(row["population"]) if row["population"] else VENUE_RANK,
        )
        for name in phrases(row["names"]):
            words = name.split()
            if len(words) == 1:
                single.setdefault(name, []).append(place)
            else:
                stems = tuple(stem(w) for w in words)
                longer.setdefault(stems[0], []).append((stems, place))
    return PlaceIndex(
        single={k: tuple(sorted(v, key=lambda p: -p.rank)) for k, v in single.items()},
        longer={k: tuple(sorted(v, key=lambda e: (-len(e[0]), -e[1].rank))) for k, v in longer.items()},
    )
