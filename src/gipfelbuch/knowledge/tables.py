"""Tables of the package: tab separated, ``#`` comments, first row the column names."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from gipfelbuch.errors import InternalError


@cache
def load_table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a table.

    Args:
        name: file name in ``knowledge/tables`` without ``.tsv``.

    Returns:
        One dictionary a row, column name to cell, cells stripped, missing cells empty.

    Raises:
        InternalError: if a row has more cells than there are columns.
    """
    text = files("gipfelbuch.knowledge").joinpath("tables", f"{name}.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    columns = lines[0].split("\t")
    rows = [line.split("\t") for line in lines[1:]]
    if any(len(row) > len(columns) for row in rows):
        raise InternalError(f"table {name}: a row has more cells than the header")
    empty = dict.fromkeys(columns, "")
    return tuple({**empty, **dict(zip(columns, map(str.strip, row), strict=False))} for row in rows)


def words(cell: str) -> tuple[str, ...]:
    """The words of a cell, separated by white space."""
    return tuple(cell.split())


def phrases(cell: str) -> tuple[str, ...]:
    """The phrases of a cell, separated by semicolons."""
    return tuple(p.strip() for p in cell.split(";") if p.strip())
