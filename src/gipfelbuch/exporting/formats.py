"""The formats of exports by name: holdings enter, a file or a folder leaves, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from gipfelbuch.errors import OutputError
from gipfelbuch.exporting.annotations import annotation_pieces
from gipfelbuch.exporting.calendars import calendar_pieces
from gipfelbuch.exporting.comma_separated import write_csv
from gipfelbuch.exporting.datapackage import write_datapackage
from gipfelbuch.exporting.files import whole_file
from gipfelbuch.exporting.folders import whole_folder
from gipfelbuch.exporting.gdelt import write_gdelt
from gipfelbuch.exporting.linked import linked_pieces
from gipfelbuch.exporting.maps import map_pieces
from gipfelbuch.exporting.parquet import write_parquet
from gipfelbuch.exporting.polecat import polecat_lines
from gipfelbuch.exporting.records import record_lines
from gipfelbuch.exporting.tei import tei_pieces
from gipfelbuch.model.holdings import Holdings

Pieces = Callable[[Holdings], Iterator[str]]
Fill = Callable[[Holdings, Path], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportFormat:
    """A format: one file made of pieces of text, or a folder that is filled.

    Args:
        name: as the command line knows it.
        about: what comes out, in one line.
        pieces: for a file.
        fill: for a folder; takes an empty one.
    """

    name: str
    about: str
    pieces: Pieces | None = None
    fill: Fill | None = None


_LISTED = (
    ExportFormat(name="parquet", about="a folder of Parquet tables", fill=write_parquet),
    ExportFormat(name="csv", about="a folder of CSV tables", fill=write_csv),
    ExportFormat(name="jsonl", about="a JSON object a record, with all its witnesses", pieces=record_lines),
    ExportFormat(name="polecat", about="POLECAT's forty columns", pieces=polecat_lines),
    ExportFormat(name="gdelt", about="a folder with GDELT's tables of events and mentions", fill=write_gdelt),
    ExportFormat(name="webannotation", about="W3C Web Annotations of the words", pieces=annotation_pieces),
    ExportFormat(name="jsonld", about="a graph in the words of schema.org and PROV", pieces=linked_pieces),
    ExportFormat(name="ical", about="a calendar of encounters", pieces=calendar_pieces),
    ExportFormat(name="geojson", about="records on a map", pieces=map_pieces),
    ExportFormat(name="datapackage", about="a Frictionless Data Package: CSV with schemas", fill=write_datapackage),
    ExportFormat(name="tei", about="the reports as a TEI corpus, marked", pieces=tei_pieces),
)
FORMATS = {f.name: f for f in _LISTED}


def write_export(name: str, holdings: Holdings, path: Path) -> None:
    """Write holdings in a format.

    Args:
        name: a key of ``FORMATS``.
        holdings: what is written.
        path: the file or, for formats of several tables, the folder.

    Raises:
        OutputError: if there is no such format, a library for it is missing, or it cannot be written; then nothing
            was changed there.
    """
    found = FORMATS.get(name)
    if found is None:
        raise OutputError(f"{name}: no format; there are {', '.join(FORMATS)}; nothing was written")
    if found.fill:
        with whole_folder(path) as folder:
            found.fill(holdings, folder)
    elif found.pieces:
        with whole_file(path) as file:
            file.writelines(found.pieces(holdings))
