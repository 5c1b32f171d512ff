"""Inputs to reports: .txt, .html and .jsonl files, folders, globs and standard input.

What enters are paths and defaults; what leaves, in input order, are reports, or the error that each bad
input deserves. One bad input never keeps the next from being read.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from gipfelbuch.errors import DateError, EmptyReportError, InputError, LanguageError, RecordError
from gipfelbuch.model.reports import Language, Report
from gipfelbuch.reading.files import decode_text, expand_paths, load_bytes
from gipfelbuch.reading.languages import SUPPORTED, identify_language
from gipfelbuch.reading.pages import extract_page

_TEXT_FIELDS = ("id", "title", "publisher", "url")


@dataclass(frozen=True, slots=True, kw_only=True)
class Defaults:
    """What holds for every report that does not say otherwise.

    Args:
        published: publication date, the anchor of relative dates.
        language: None to identify it from the text.
    """

    published: date | None = None
    language: Language | None = None


def find_reports(paths: Iterable[str], defaults: Defaults | None = None) -> Iterator[Report | InputError]:
    """Every report that the paths hold, in input order.

    Args:
        paths: files, folders, globs, "-".
        defaults: date and language for reports without their own.

    Yields:
        A report, or the error that its place in the input deserves.
    """
    for name in expand_paths(paths):
        try:
            data = load_bytes(name)
        except InputError as error:
            yield error
            continue
        if name.lower().endswith(".jsonl") or (name == "-" and data.lstrip()[:1] == b"{"):
            yield from _from_lines(name, data, defaults or Defaults())
        else:
            yield _from_file(name, data, defaults or Defaults())


def parse_date(value: str, where: str) -> date:
    """An ISO 8601 calendar date, with or without a time behind it.

    Raises:
        DateError: if it is none.
    """
    try:
        return date.fromisoformat(value.strip()[:10])
    except ValueError:
        raise DateError(f"{where}: {value!r} is no date; write it as YYYY-MM-DD, for example 2025-11-01") from None


def _from_file(name: str, data: bytes, defaults: Defaults) -> Report | InputError:
    where = "standard input" if name == "-" else name
    try:
        text = decode_text(data, where)
        values: dict[str, Any] = {"id": "stdin" if name == "-" else Path(name).stem, "text": text}
        if name.lower().endswith((".html", ".htm")) or (name == "-" and text.lstrip()[:1] == "<"):
            values |= extract_page(text, where)
        return _report(values, where, defaults)
    except InputError as error:
        return error


def _from_lines(name: str, data: bytes, defaults: Defaults) -> Iterator[Report | InputError]:
    for number, line in enumerate(data.split(b"\n"), start=1):
        where = f"{'standard input' if name == '-' else name}, line {number}"
        if line.strip():
            try:
                yield _report(_record(line, where), where, defaults, fallback=f"{Path(name).stem}-{number}")
            except InputError as error:
                yield error


def _record(line: bytes, where: str) -> dict[str, Any]:
    text = decode_text(line, where)
    try:
        record = json.loads(text)
    except json.JSONDecodeError as error:
        raise RecordError(
            f"{where}, column {error.colno}: broken JSON ({error.msg}); each line must be one object with a 'text'"
        ) from None
    except RecursionError:
        raise RecordError(f"{where}: JSON nested too deep; each line must be one object with a 'text'") from None
    if not isinstance(record, dict) or not isinstance(record.get("text"), str):
        raise RecordError(f"{where}: no report; each line must be one object with a 'text' that is a string")
    return record


def _report(values: dict[str, Any], where: str, defaults: Defaults, fallback: str = "report") -> Report:
    text: str = values["text"]
    if not any(c.isalpha() for c in text):
        raise EmptyReportError(f"{where}: empty, there is no text to read")
    if any("\ud800" <= c <= "\udfff" for c in text):
        raise RecordError(f"{where}: the text holds half a surrogate pair, which is no character; repair its encoding")
    known = {k: str(values[k]) for k in _TEXT_FIELDS if values.get(k) is not None}
    known.setdefault("id", fallback)
    published = values.get("published")
    return Report(
        text=text,
        language=_language(values.get("language") or defaults.language, text, where),
        published=parse_date(str(published), where) if published else defaults.published,
        **known,
    )


def _language(given: str | None, text: str, where: str) -> Language:
    if given is None:
        try:
            return identify_language(text)
        except LanguageError as error:
            raise LanguageError(f"{where}: {error}; if that is wrong, name the language with --language") from None
    for language in SUPPORTED:
        if given.lower().split("-")[0] == language:
            return language
    raise LanguageError(f"{where}: language {given!r} is not read; use one of {', '.join(SUPPORTED)}")
