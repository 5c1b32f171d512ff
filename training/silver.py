"""Reports without gold readings, read by the rules: what the encoder may learn before the corpus.

    python training/silver.py TEXTS.jsonl --out FILE.jsonl

Enters: JSON Lines with ``text``, ``language`` (default de) and ``published``; nothing else is looked at,
so annotations of others that the file may hold are not used. Leaves: the same texts with our
readings, for ``train.py --silver``.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from gipfelbuch.assembling import assemble_reading
from gipfelbuch.coding import code_reading
from gipfelbuch.exporting.readings import reading_as_json
from gipfelbuch.marking import mark_by_rules
from gipfelbuch.model.marks import Marks
from gipfelbuch.model.reports import Report
from gipfelbuch.segmenting import segment_report
from training.data import Example, make_example


def silver_readings(path: Path) -> Iterator[dict[str, Any]]:
    """Every text of the file with the reading that the rules give it."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        row = json.loads(line)
        published = date.fromisoformat(row["published"]) if row.get("published") else None
        report = Report(id=f"s{number}", text=row["text"], language=row.get("language", "de"), published=published)
        document = segment_report(report)
        reading = code_reading(assemble_reading(document, mark_by_rules(document)))
        yield {"text": report.text, "reading": reading_as_json(reading)}


def silver_examples(path: Path) -> list[Example]:
    """The examples of a file that this module wrote."""
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    return [make_example(row["text"], row["reading"], marks=Marks()) for row in rows]


def main() -> None:
    """Read the options, read the texts, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    with options.out.open("w", encoding="utf-8") as file:
        for row in silver_readings(options.texts):
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
