"""Answers as files: what a question gave enters, CSV or JSON under a telling name leaves."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, is_dataclass
from typing import Any

import regex
from starlette.responses import Response

from gipfelbuch.register.queries import Answer, Page, PartyPage, Rows
from gipfelbuch.register.queries.answers import Cell

_UNSAFE = regex.compile(r"[^\w.-]+", regex.ASCII)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
Told = Answer[Any] | Page | PartyPage | Rows


def as_file(answer: Told, form: str, name: str) -> Response:
    """An answer as a file.

    Args:
        answer: of a question to the register.
        form: "csv" (one flat row each) or "json" (everything).
        name: of the file, without its ending; what does not belong in one is replaced.
    """
    if form == "csv":
        table = answer.records if isinstance(answer, PartyPage) else answer
        return csv_file(table.columns, table.rows() if not isinstance(table, Rows) else list(table), name)
    return json_file(plain(answer), name)


def csv_file(columns: Sequence[str], rows: Iterable[Sequence[Cell]], name: str) -> Response:
    """Rows as CSV (RFC 4180, UTF-8); words that a spreadsheet would take for a formula get an apostrophe before them."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return _file(out.getvalue(), "text/csv", f"{name}.csv")


def json_file(value: Any, name: str) -> Response:
    """Anything that ``plain`` made, as JSON."""
    return _file(json.dumps(value, ensure_ascii=False, indent=1) + "\n", "application/json", f"{name}.json")


def plain(answer: Any) -> Any:
    """An answer as lists, mappings and scalars: of an answer of several a list, of a page its fields."""
    if isinstance(answer, Rows):
        return [dict(zip(answer.columns, row, strict=True)) for row in answer]
    if isinstance(answer, Answer):
        return [asdict(item) for item in answer]
    if not is_dataclass(answer) or isinstance(answer, type):
        return answer
    found = asdict(answer)
    if isinstance(records := getattr(answer, "records", None), Answer):
        found["records"] = plain(records)
    return found


def _cell(value: Cell) -> Cell:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value


def _file(text: str, sort: str, name: str) -> Response:
    safe = _UNSAFE.sub("-", name).strip("-.") or "gipfelbuch"
    headers = {"Content-Disposition": f'attachment; filename="{safe}"', "Vary": "Accept"}
    return Response(text, media_type=f"{sort}; charset=utf-8", headers=headers)
