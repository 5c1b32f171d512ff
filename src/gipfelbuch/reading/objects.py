"""JSON to items: one object a line (.jsonl), or an object or a list of them (.json); our own records or ninjs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BufferedReader
from typing import Any

from gipfelbuch.errors import InputError, RecordError, SizeError
from gipfelbuch.reading.files import MOST_FILE_BYTES, MOST_REPORT_BYTES, decode_text
from gipfelbuch.reading.items import Item, UnrecognisedError, parse_date
from gipfelbuch.reading.ninjs import is_ninjs, read_ninjs

_EACH_LINE = "each line must be one object with a 'text'"
_WHOLE = "it must be an object with a 'text', a ninjs item, or a list of those"


def read_lines(stream: BufferedReader, where: str) -> Iterator[Item | InputError]:
    """The reports of a JSON Lines file, one a line, read as they are needed; numbers are those of lines."""
    number = 0
    while line := stream.readline(MOST_REPORT_BYTES + 2):
        number += 1
        place = f"{where}, line {number}"
        whole = line.endswith(b"\n") or len(line) < MOST_REPORT_BYTES + 2
        if not whole:
            _skip_line(stream)
            yield SizeError(f"{place}: more than the {MOST_REPORT_BYTES:,} bytes of one report; split it")
        elif line.strip():
            yield from _read_line(line, place, number)


def read_objects(data: bytes, where: str) -> Iterator[Item | InputError]:
    """The reports of a JSON file, which holds one object or a list of them."""
    try:
        held = _parsed(decode_text(data, where, MOST_FILE_BYTES), where, _WHOLE)
        records = held if isinstance(held, list) else [held]
        if not any(_is_report(record) for record in records):
            raise UnrecognisedError(f"{where}: no report; {_WHOLE}")
    except InputError as error:
        yield error
        return
    alone = not isinstance(held, list)
    for number, record in enumerate(records, start=1):
        try:
            item = _item(record, where if alone else f"{where}, item {number}", None if alone else number, _WHOLE)
        except InputError as error:
            yield error
        else:
            if item is not None:
                yield item


def own_item(record: dict[str, Any], where: str, number: int | None) -> Item:
    """A record with a 'text' that is a string, and whatever else is told of it under our names.

    Raises:
        DateError: if ``published`` is no date.
    """
    known = {name: str(record[name]) for name in ("id", "title", "publisher", "url") if record.get(name) is not None}
    published, language = record.get("published"), record.get("language")
    return Item(
        where=where,
        number=number,
        text=record["text"],
        published=parse_date(str(published), where) if published else None,
        language=str(language) if language else None,
        **known,
    )


def _skip_line(stream: BufferedReader) -> None:
    while (rest := stream.readline(MOST_REPORT_BYTES)) and not rest.endswith(b"\n"):
        pass


def _read_line(line: bytes, where: str, number: int) -> Iterator[Item | InputError]:
    try:
        item = _item(_parsed(decode_text(line.rstrip(b"\r\n"), where), where, _EACH_LINE), where, number, _EACH_LINE)
    except InputError as error:
        yield error
    else:
        if item is not None:
            yield item


def _parsed(text: str, where: str, shape: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        line = f", line {error.lineno}" if "\n" in text else ""
        raise RecordError(f"{where}{line}, column {error.colno}: broken JSON ({error.msg}); {shape}") from None
    except ValueError as error:  # a number of too many digits
        raise RecordError(f"{where}: broken JSON ({error}); {shape}") from None
    except RecursionError:
        raise RecordError(f"{where}: JSON nested too deep; {shape}") from None


def _is_report(record: Any) -> bool:
    return isinstance(record, dict) and (isinstance(record.get("text"), str) or is_ninjs(record))


def _item(record: Any, where: str, number: int | None, shape: str) -> Item | None:
    if isinstance(record, dict) and isinstance(record.get("text"), str):
        return own_item(record, where, number)
    if isinstance(record, dict) and is_ninjs(record):
        return read_ninjs(record, where, number)
    raise RecordError(f"{where}: no report; {shape} that is a string")
