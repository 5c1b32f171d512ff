"""What the corpus holds: its reports with their readings, and the split that each belongs to.

A report is ``reports/BATCH/ID.txt`` with ``ID.notes.json`` (as people write it, spans as quoted strings) and
``ID.json`` (the same as a reading with offsets). ``reports/BATCH/batch.json`` tells the recipe and which event
each report is of. ``wikinews/ID.json`` are our readings of German Wikinews texts (CC BY 2.5), which stay outside.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent / "reports"
WIKINEWS = Path(__file__).parent / "wikinews"
SPLITS = ("train", "dev", "test")


@dataclass(frozen=True, slots=True, kw_only=True)
class CorpusReport:
    """One report of the corpus.

    Args:
        path: of its text.
        event: slug of the event that it tells; reports of one event share it.
        split: "train", "dev" or "test".
        text: the report.
        reading: its gold reading in the schema's shape.
    """

    path: Path
    event: str
    split: str
    text: str
    reading: dict[str, Any]


def split_of(event: str) -> str:
    """The split of an event, fixed by its SHA-256: eight tenths train, one dev, one test.

    What the reports of one event teach is never asked of another report of the same event.
    """
    bucket = int(hashlib.sha256(event.encode()).hexdigest(), 16) % 10
    return {0: "dev", 1: "test"}.get(bucket, "train")


def corpus_texts(root: Path = ROOT) -> Iterator[tuple[Path, str]]:
    """The path and event of every report, in the order of batches and ids."""
    for batch in sorted(root.glob("*/batch.json")):
        listed: dict[str, dict[str, str]] = json.loads(batch.read_text(encoding="utf-8"))["reports"]
        for name in sorted(listed):
            yield batch.parent / f"{name}.txt", listed[name]["event"]


def load_corpus(root: Path = ROOT) -> Iterator[CorpusReport]:
    """Every report of the corpus with its reading."""
    for path, event in corpus_texts(root):
        yield CorpusReport(
            path=path,
            event=event,
            split=split_of(event),
            text=path.read_text(encoding="utf-8"),
            reading=json.loads(path.with_suffix(".json").read_text(encoding="utf-8")),
        )


def load_wikinews(texts: Path, root: Path = WIKINEWS) -> Iterator[CorpusReport]:
    """Our stand-off readings of Wikinews texts, with their texts.

    Args:
        texts: JSON Lines with ``id`` and ``text``; nothing else in them is looked at.
        root: the folder of the readings.

    Yields:
        Reports in the order of the file; each text is an event of its own. A text that is not the one that was
        read (its SHA-256 tells) is left out, with a line on standard error.
    """
    for line in texts.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        path = root / f"{row['id']}.json"
        if not path.exists():
            continue
        reading = json.loads(path.read_text(encoding="utf-8"))
        if hashlib.sha256(row["text"].encode()).hexdigest() != reading["report"]["sha256"]:
            print(f"{texts}: {row['id']} is not the text that {path.name} reads; left out", file=sys.stderr)
            continue
        yield CorpusReport(path=path, event=row["id"], split=split_of(row["id"]), text=row["text"], reading=reading)
