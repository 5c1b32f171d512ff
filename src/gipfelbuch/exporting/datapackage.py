"""Frictionless Data Package: holdings enter, a folder of CSV files leaves with a descriptor of tables, keys and types.

References:
    Data Package and Table Schema, version 1: https://specs.frictionlessdata.io
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from gipfelbuch.exporting.comma_separated import write_csv
from gipfelbuch.exporting.tables import TABLES, Reference, Table
from gipfelbuch.model.holdings import Holdings


def write_datapackage(holdings: Holdings, folder: Path) -> None:
    """The files of ``write_csv``, and ``datapackage.json`` that describes them.

    Args:
        holdings: what is written.
        folder: an empty folder.
    """
    write_csv(holdings, folder)
    text = json.dumps(descriptor(holdings.version), ensure_ascii=False, indent=2) + "\n"
    (folder / "datapackage.json").write_text(text, encoding="utf-8")


def descriptor(version: str) -> dict[str, Any]:
    """The descriptor: the same for every register.

    Args:
        version: of the package.
    """
    return {
        "profile": "tabular-data-package",
        "name": "gipfelbuch",
        "title": "Register of diplomatic events",
        "description": "Events told by news reports, each once, with the words that say so and where reports differ.",
        "version": version,
        "resources": [_resource(table) for table in TABLES],
    }


def _resource(table: Table) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [
            {"name": c.name, "type": c.type.value, "description": c.about}
            | ({"constraints": {"required": True}} if c.required else {})
            for c in table.columns
        ],
        "missingValues": [""],
        "primaryKey": list(table.key),
    }
    if table.references:
        schema["foreignKeys"] = [_foreign_key(r) for r in table.references]
    return {
        "name": table.name,
        "path": f"{table.name}.csv",
        "profile": "tabular-data-resource",
        "description": table.about,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _foreign_key(reference: Reference) -> dict[str, Any]:
    return {
        "fields": list(reference.columns),
        "reference": {"resource": reference.table, "fields": list(reference.to)},
    }
