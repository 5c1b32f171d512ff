"""The page on exports tells every format and every column."""

from pathlib import Path

import pytest

from gipfelbuch.exporting.formats import FORMATS
from gipfelbuch.exporting.polecat import HEADER
from gipfelbuch.exporting.tables import TABLES

PAGE = (Path(__file__).parents[2] / "docs" / "exports.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_told(name):
    assert f"| `{name}` |" in PAGE


@pytest.mark.parametrize("table", TABLES, ids=lambda t: t.name)
def test_every_column_of_a_table_is_told(table):
    assert f"| `{table.name}` | {', '.join(f'`{c.name}`' for c in table.columns)} |" in PAGE


def test_every_column_of_polecat_is_told():
    actors = [name for name in HEADER if "Recipient" not in name]
    assert [name for name in actors if f"`{name}`" not in PAGE] == []
