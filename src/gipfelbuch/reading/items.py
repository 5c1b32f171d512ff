"""What every format hands on: an item with its facts, or the error that its place in a file deserves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_to_datetime
from importlib import import_module
from typing import Any

from gipfelbuch.errors import DateError, GipfelbuchError, MissingLibraryError, RecordError

_UNDETERMINED = ("", "und", "mul", "zxx", "mis", "x")  # codes that name no language
_THREE_LETTERS = {"deu": "de", "ger": "de", "eng": "en"}  # ISO 639-2 and 639-3, which some agencies write
_PANIC = "PanicException"  # what a fault in a parser written in Rust becomes; it is no Exception
_BASIC_DAY = re.compile(r"(\d{4})(\d\d)(\d\d)(?!\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One report as its format tells it, before defaults and language are settled.

    Args:
        where: its place, for messages: file, and line or item number.
        text: the report, final: offsets will count its code points.
        number: its place in a file that holds many, from 1; None in a file that holds one.
        id: its name; None if the format tells none that is short.
        title: headline.
        published: publication date.
        publisher: who published it.
        url: where it stands.
        language: as the format tells it, ISO 639 or BCP 47.
    """

    where: str
    text: str
    number: int | None = None
    id: str | None = None
    title: str | None = None
    published: date | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None


class UnrecognisedError(RecordError):
    """A .json or .xml file that holds no news of a kind that is read; in a folder such files are passed over."""


@contextmanager
def refused(where: str, form: str, advice: str) -> Iterator[None]:
    """Whatever a parser makes of broken bytes becomes an error that names the place.

    Raises:
        InputError: our own ones unchanged, all others as RecordError.
    """
    try:
        yield
    except GipfelbuchError:
        raise
    except BaseException as error:
        if not isinstance(error, Exception) and type(error).__name__ != _PANIC:
            raise
        told = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        raise RecordError(f"{where}: broken {form} ({told}); {advice}") from error


def load_library(module: str, extra: str, where: str) -> Any:
    """A parser that is not always installed.

    Raises:
        MissingLibraryError: if it is not, with the command that installs it.
    """
    try:
        return import_module(module)
    except ImportError:
        raise MissingLibraryError(
            f"{where}: reading it needs {module.split('.', maxsplit=1)[0]}, which is not installed; "
            f"pip install 'gipfelbuch[{extra}]'"
        ) from None


def parse_date(value: str, where: str) -> date:
    """An ISO 8601 calendar date, with or without a time behind it.

    Raises:
        DateError: if it is none.
    """
    try:
        return date.fromisoformat(value.strip()[:10])
    except ValueError:
        raise DateError(f"{where}: {value!r} is no date; write it as YYYY-MM-DD, for example 2025-11-01") from None


def told_date(value: str | None, where: str) -> date | None:
    """The calendar day of an ISO 8601 or RFC 5322 time, as written there: its own time zone decides the day.

    Returns:
        None if none is told.

    Raises:
        DateError: if what is told is no date.
    """
    if not value or not value.strip():
        return None
    if basic := _BASIC_DAY.match(value.strip()):
        return parse_date("-".join(basic.groups()), where)
    try:
        return date.fromisoformat(value.strip()[:10])
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(value).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return parse_date(value, where)


def told_language(code: str | None) -> str | None:
    """The language of a BCP 47 or ISO 639 code, without region; None if it names none."""
    first = re.split(r"[-_]", (code or "").strip().lower())[0]
    return None if first in _UNDETERMINED else _THREE_LETTERS.get(first, first)


def one_line(text: str | None) -> str | None:
    """A title or name without line breaks; None if nothing is left."""
    return " ".join(text.split()) or None if text else None
