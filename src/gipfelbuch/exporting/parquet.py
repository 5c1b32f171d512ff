"""Parquet: holdings enter, a folder with one file a table leaves. The sole owner of pyarrow."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any

from gipfelbuch.exporting.extras import needed
from gipfelbuch.exporting.tables import TABLES, CellType, Row, Table, table_rows
from gipfelbuch.model.holdings import Holdings

GROUP_ROWS = 20_000  # of a row group: some megabytes in memory, large enough to be read fast


def write_parquet(holdings: Holdings, folder: Path) -> None:
    """One file a table: ``reports.parquet``, ``parties.parquet``, ``records.parquet`` and so on.

    Args:
        holdings: what is written.
        folder: an empty folder.

    Raises:
        OutputError: if pyarrow is not installed.
    """
    arrow, parquet = needed("pyarrow", "parquet"), needed("pyarrow.parquet", "parquet")
    with ExitStack() as stack:
        files = {t.name: _File(t, arrow, parquet, folder) for t in TABLES}
        for file in files.values():
            stack.callback(file.close)
        for name, row in table_rows(holdings):
            files[name].add(row)
        for file in files.values():
            file.flush()


class _File:
    """A file that is written some thousand rows at a time."""

    def __init__(self, table: Table, arrow: Any, parquet: Any, folder: Path) -> None:
        self._arrow = arrow
        self._dates = [c.name for c in table.columns if c.type is CellType.DATE]
        self._schema = arrow.schema([_field(arrow, table, i) for i in range(len(table.columns))])
        self._writer = parquet.ParquetWriter(folder / f"{table.name}.parquet", self._schema, compression="zstd")
        self._rows: list[dict[str, Any]] = []

    def add(self, row: Row) -> None:
        self._rows.append(row | {n: date.fromisoformat(str(row[n])) if row[n] else None for n in self._dates})
        if len(self._rows) == GROUP_ROWS:
            self.flush()

    def flush(self) -> None:
        self._writer.write_table(self._arrow.Table.from_pylist(self._rows, schema=self._schema))
        self._rows = []

    def close(self) -> None:
        self._writer.close()


def _field(arrow: Any, table: Table, index: int) -> Any:
    column = table.columns[index]
    types = {
        CellType.TEXT: arrow.string(),
        CellType.DATE: arrow.date32(),
        CellType.INTEGER: arrow.int64(),
        CellType.NUMBER: arrow.float64(),
        CellType.BOOLEAN: arrow.bool_(),
    }
    return arrow.field(
        column.name, types[column.type], nullable=not column.required, metadata={"description": column.about}
    )
