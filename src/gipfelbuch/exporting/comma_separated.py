"""CSV: holdings enter, a folder with one file a table leaves (RFC 4180, UTF-8, header, empty where not known)."""

from __future__ import annotations

import csv
from contextlib import ExitStack
from pathlib import Path

from gipfelbuch.exporting.tables import TABLES, Cell, table_rows
from gipfelbuch.model.holdings import Holdings


def write_csv(holdings: Holdings, folder: Path) -> None:
    """One file a table: ``reports.csv``, ``parties.csv``, ``records.csv`` and so on.

    Args:
        holdings: what is written.
        folder: an empty folder.
    """
    with ExitStack() as stack:
        writers = {}
        for table in TABLES:
            file = stack.enter_context((folder / f"{table.name}.csv").open("w", encoding="utf-8", newline=""))
            writers[table.name] = csv.writer(file)
            writers[table.name].writerow([c.name for c in table.columns])
        for name, row in table_rows(holdings):
            writers[name].writerow([_written(v) for v in row.values()])


def _written(value: Cell) -> Cell:
    return str(value).lower() if isinstance(value, bool) else value
