"""Inputs to reports: files of many formats, folders, globs and standard input.

What enters are paths and defaults; what leaves, in input order, are reports, or the error that each bad
input deserves. One bad input, or one bad item of a file, never keeps the next from being read. Nothing is fetched.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date

from gipfelbuch.errors import EmptyReportError, InputError, LanguageError, RecordError
from gipfelbuch.model.reports import Language, Report
from gipfelbuch.reading.files import Place, expand_paths, opened
from gipfelbuch.reading.formats import read_items
from gipfelbuch.reading.items import Item, UnrecognisedError, parse_date
from gipfelbuch.reading.languages import SUPPORTED, identify_language

__all__ = ["Defaults", "find_reports", "parse_date", "read_place"]


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
    for place in expand_paths(paths):
        yield from read_place(place, defaults)


def read_place(place: Place, defaults: Defaults | None = None) -> Iterator[Report | InputError]:
    """Every report that one file holds, in its order.

    Args:
        place: the file.
        defaults: as in ``find_reports``.

    Yields:
        A report, or the error that its place in the file deserves.
    """
    try:
        with opened(place) as stream:
            for item in read_items(place, stream):
                if not (place.sought and isinstance(item, UnrecognisedError)):
                    yield _settled(item, place, defaults or Defaults())
    except InputError as error:
        yield error


def _settled(item: Item | InputError, place: Place, defaults: Defaults) -> Report | InputError:
    if isinstance(item, InputError):
        return item
    try:
        return _report(item, place, defaults)
    except InputError as error:
        return error


def _report(item: Item, place: Place, defaults: Defaults) -> Report:
    if not any(c.isalpha() for c in item.text):
        raise EmptyReportError(f"{item.where}: empty, there is no text to read")
    for field in fields(Item):
        value = getattr(item, field.name)
        if isinstance(value, str) and any("\ud800" <= c <= "\udfff" for c in value):
            raise RecordError(
                f"{item.where}: the {field.name} holds half a surrogate pair, which is no character; "
                "repair its encoding"
            )
    return Report(
        id=item.id or (place.stem if item.number is None else f"{place.stem}-{item.number}"),
        text=item.text,
        language=_language(item.language or defaults.language, item.text, item.where),
        title=item.title,
        published=item.published or defaults.published,
        publisher=item.publisher,
        url=item.url,
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
