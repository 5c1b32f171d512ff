"""Files of readings: what was found in a shard enters, a Parquet file leaves, and the other way round."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from gipfelbuch.errors import ClusterError, InputError, InternalError
from gipfelbuch.exporting.readings import reading_as_json
from gipfelbuch.model.entries import Reading
from gipfelbuch.model.reports import Report
from gipfelbuch.reading.items import refused
from gipfelbuch.reading.parquets import OWN_MARK
from gipfelbuch.register.readings import reading_of

GROUP_ROWS = 64  # of a row group: in memory at once
_META = ("id", "language", "title", "published", "publisher", "url", "text")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What stands at one place of a shard.

    Args:
        report: None if the place was refused.
        body: its reading as JSON; None if there is none.
        error: why there is no reading; None if there is one.
    """

    report: Report | None = None
    body: str | None = None
    error: str | None = None

    @classmethod
    def of(cls, item: Reading | InputError | InternalError, report: Report | None = None) -> Found:
        """What reading brought forth; ``report`` is the one that a bug of ours kept from being read."""
        if isinstance(item, Reading):
            body = json.dumps(reading_as_json(item), ensure_ascii=False, separators=(",", ":"))
            return cls(report=item.report, body=body)
        told = str(item).encode("utf-8", "backslashreplace").decode()  # file names may hold bytes that are no text
        return cls(report=report, error=told)

    def outcome(self) -> Reading | InputError | InternalError:
        """The reading, or the error that was told in its place."""
        if self.report is None:
            return InputError(self.error)
        return reading_of(json.loads(self.body), self.report) if self.body else InternalError(self.error)


def write_found(path: Path, found: Iterable[Found], about: dict[str, str]) -> tuple[int, int]:
    """Write a file of readings; on the disk when this returns.

    Args:
        path: where; a file there is replaced.
        found: in the order of the shard, taken as they are written.
        about: what the readings are of, for people who look into the file.

    Returns:
        How many places had a report, and how many an error.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema, reports, errors = _schema(about), 0, 0
    with path.open("wb") as file:
        with pq.ParquetWriter(file, schema, compression="zstd") as writer:
            source = iter(found)
            while group := list(islice(source, GROUP_ROWS)):
                reports += sum(f.report is not None for f in group)
                errors += sum(f.error is not None for f in group)
                writer.write_table(pa.Table.from_pylist([_row(f) for f in group], schema=schema))
        file.flush()
        os.fsync(file.fileno())
    return reports, errors


def read_found(path: Path) -> Iterator[Found]:
    """What a file of readings holds, in the order of the shard.

    Raises:
        RecordError: if it is damaged.
    """
    import pyarrow.parquet as pq

    with refused(str(path), "file of readings", "remove it, and run the same command again"):
        batches = pq.ParquetFile(path).iter_batches(batch_size=GROUP_ROWS)
        for batch in batches:
            for row in batch.to_pylist():
                report = None if row["text"] is None else Report(**{name: row[name] for name in _META})
                yield Found(report=report, body=row["body"], error=row["error"])


def check_library() -> None:
    """See that Parquet can be written here.

    Raises:
        ClusterError: if it cannot, with the command that helps.
    """
    try:
        import pyarrow.parquet  # noqa: F401
    except ImportError:
        raise ClusterError(
            "readings are kept as Parquet, and pyarrow is not installed; pip install 'gipfelbuch[ray]'"
        ) from None


def _schema(about: dict[str, str]) -> Any:
    import pyarrow as pa

    types = dict.fromkeys((*_META, "body", "error"), pa.string()) | {"published": pa.date32()}
    marks = {OWN_MARK: b"1"} | {f"gipfelbuch.{k}".encode(): v.encode("utf-8", "replace") for k, v in about.items()}
    return pa.schema(list(types.items()), metadata=marks)


def _row(found: Found) -> dict[str, Any]:
    meta = {name: getattr(found.report, name) for name in _META} if found.report else {}
    return meta | {"body": found.body, "error": found.error}
