"""Parquet to items: a row is a report, its columns the fields of our JSON Lines; read by pyarrow, some rows at a time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from io import BufferedReader
from typing import Any

from gipfelbuch.errors import InputError, RecordError, SizeError
from gipfelbuch.reading.files import MOST_REPORT_BYTES
from gipfelbuch.reading.items import Item, UnrecognisedError, load_library, refused
from gipfelbuch.reading.objects import own_item

OWN_MARK = b"gipfelbuch.readings"  # in the metadata of files of readings, which are no reports to read
COLUMNS = ("text", "id", "language", "published", "publisher", "title", "url")
BATCH_ROWS = 64  # unpacked at once: enough to be quick, few enough for reports of megabytes


def read_parquet(stream: BufferedReader, where: str) -> Iterator[Item | InputError]:
    """The reports of a Parquet file; numbers are those of rows, from 1.

    Args:
        stream: the file. Its table of contents stands at its end, so that it cannot come through a pipe.
        where: its name, for messages.

    Yields:
        An item a row, or the error that the row deserves. Where a group of rows is damaged, the rest of that group
        cannot be read, and is told. A file without a column ``text``, or of readings, is unrecognised.
    """
    try:
        file, names = _opened(stream, where)
    except InputError as error:
        yield error
        return
    first = 1
    for group in range(file.num_row_groups):
        yield from _read_group(file, group, names, where, first)
        first += file.metadata.row_group(group).num_rows


def _opened(stream: BufferedReader, where: str) -> tuple[Any, list[str]]:
    """The file, and which of our columns it has."""
    if not stream.seekable():
        raise RecordError(f"{where}: Parquet cannot be read from a pipe; write it to a file and name that")
    library = load_library("pyarrow.parquet", "parquet", where)
    with refused(where, "Parquet file", "write it again"):
        file = library.ParquetFile(stream)
        schema = file.schema_arrow
    if OWN_MARK in (schema.metadata or {}):
        raise UnrecognisedError(f"{where}: readings that 'gipfelbuch build' keeps, no reports; leave it out")
    if "text" not in schema.names:
        raise UnrecognisedError(
            f"{where}: no column 'text' (it has {', '.join(map(repr, schema.names))}); "
            "rename the one that holds the reports"
        )
    return file, [c for c in COLUMNS if c in schema.names]


def _read_group(file: Any, group: int, names: list[str], where: str, number: int) -> Iterator[Item | InputError]:
    """The rows of one row group, the first of which has the given number."""
    try:
        batches = file.iter_batches(batch_size=BATCH_ROWS, row_groups=[group], columns=names)
        while True:
            with refused(f"{where}, row {number}", "Parquet file", "rows after it were not read; write it again"):
                batch = next(batches, None)
            if batch is None:
                return
            for row in range(batch.num_rows):
                yield _read_row(batch, row, f"{where}, row {number}", number)
                number += 1
    except InputError as error:
        yield error


def _read_row(batch: Any, row: int, where: str, number: int) -> Item | InputError:
    try:
        with refused(where, "row", "leave it out"):
            cells = {name: _plain(batch.column(name)[row].as_py()) for name in batch.schema.names}
        if not isinstance(cells["text"], str):
            raise RecordError(f"{where}: no report; each row must have a 'text' that is a string")
        if (size := len(cells["text"].encode())) > MOST_REPORT_BYTES:
            raise SizeError(f"{where}: {size:,} bytes, more than the {MOST_REPORT_BYTES:,} of one report; split it")
        return own_item(cells, where, number)
    except InputError as error:
        return error


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
