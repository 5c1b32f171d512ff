"""GeoJSON: holdings enter, a collection of the records whose place is told leaves.

References:
    RFC 7946: longitude comes first, WGS 84; a place without known coordinates has no geometry (``null``).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from gipfelbuch.exporting.identifiers import urn_of
from gipfelbuch.exporting.tables import PARTY_FIELDS, record_row
from gipfelbuch.model.holdings import Holding, Holdings

Json = dict[str, Any]
_NOT_SHOWN = frozenset({"id", "latitude", "longitude"})  # told by the feature itself


def map_pieces(holdings: Holdings) -> Iterator[str]:
    """The text of one FeatureCollection, a feature a line."""
    yield '{"type": "FeatureCollection", "features": ['
    first = True
    for holding in holdings.records():
        if holding.text("place"):
            yield ("\n" if first else ",\n") + json.dumps(feature(holding, holdings), ensure_ascii=False)
            first = False
    yield "\n]}\n"


def feature(holding: Holding, holdings: Holdings) -> Json:
    """A record as a feature: its values as properties, parties by name; what is not known is left out."""
    row = {name: value for name, value in record_row(holding).items() if name not in _NOT_SHOWN and value is not None}
    found = holding.coordinates
    return {
        "type": "Feature",
        "id": holding.record.id,
        "geometry": {"type": "Point", "coordinates": [found[1], found[0]]} if found else None,
        "properties": row
        | _parties(holding, holdings)
        | {"urn": urn_of("record", holding.record.id), "words": [w.words() for w in holding.witnesses]},
    }


def _parties(holding: Holding, holdings: Holdings) -> dict[str, list[str]]:
    named = {n: [holdings.actors[p].name for p in holding.listed(n) if p in holdings.actors] for n in PARTY_FIELDS}
    return {slot: names for slot, names in named.items() if names}
