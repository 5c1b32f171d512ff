"""Which format a file has, by its ending, else by its first bytes; and the reader for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from io import BufferedReader

from gipfelbuch.errors import EncodingError, InputError
from gipfelbuch.reading.files import Place, decode_text, decode_told, load_bytes, page_charset
from gipfelbuch.reading.items import Item, UnrecognisedError
from gipfelbuch.reading.markup import root_name
from gipfelbuch.reading.newsml import NAMESPACE as NEWSML
from gipfelbuch.reading.newsml import read_newsml
from gipfelbuch.reading.objects import read_lines, read_objects
from gipfelbuch.reading.pages import read_page

_FEED_ROOTS = ("rss", "feed", "RDF")
_KINDS_OF_XML = "read are RSS, Atom and NewsML-G2"
_ALONE = re.compile(rb"\s*(?:\{\s*\n|\[\s*\{)")  # JSON laid out over several lines, or a list: no JSON Lines
_HEAD_BYTES = 1024  # enough to tell formats by


class Format(StrEnum):
    """The formats that are read."""

    TEXT = "text"
    PAGE = "page"
    LINES = "lines"
    OBJECTS = "objects"
    XML = "xml"
    FEED = "feed"
    PDF = "pdf"
    MAIL = "mail"
    ARCHIVE = "archive"
    COLUMNS = "columns"


ENDINGS = {
    ".html": Format.PAGE,
    ".htm": Format.PAGE,
    ".jsonl": Format.LINES,
    ".ndjson": Format.LINES,
    ".json": Format.OBJECTS,
    ".xml": Format.XML,
    ".rss": Format.FEED,
    ".atom": Format.FEED,
    ".pdf": Format.PDF,
    ".eml": Format.MAIL,
    ".warc": Format.ARCHIVE,
    ".warc.gz": Format.ARCHIVE,
    ".parquet": Format.COLUMNS,
    ".txt": Format.TEXT,
}


def recognise(name: str, head: bytes) -> Format:
    """The format of a file.

    Args:
        name: its path, or "-" for standard input.
        head: its first bytes.

    Returns:
        What its ending says; without a known ending, what its first bytes say beyond doubt, else text.
    """
    for ending, form in ENDINGS.items():
        if name.lower().endswith(ending):
            return form
    if head.startswith(b"%PDF-"):
        return Format.PDF
    if head.startswith((b"WARC/", b"\x1f\x8b")):
        return Format.ARCHIVE
    if head.startswith(b"PAR1"):
        return Format.COLUMNS
    if name != "-":
        return Format.TEXT
    if _ALONE.match(head):
        return Format.OBJECTS
    first = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    return Format.LINES if first == b"{" else Format.XML if first == b"<" else Format.TEXT


def read_items(place: Place, stream: BufferedReader) -> Iterator[Item | InputError]:
    """The items in a file.

    Args:
        place: which file; its name tells the format.
        stream: its bytes.

    Yields:
        Items, or the error that their place deserves, in the order of the file.
    """
    try:
        form = recognise(place.name, stream.peek(_HEAD_BYTES)[:_HEAD_BYTES])
        match form:
            case Format.LINES:
                yield from read_lines(stream, place.where)
            case Format.ARCHIVE:
                from gipfelbuch.reading.archives import read_archive

                yield from read_archive(stream, place.where)
            case Format.COLUMNS:
                from gipfelbuch.reading.parquets import read_parquet

                yield from read_parquet(stream, place.where)
            case _:
                yield from _read_whole(form, load_bytes(stream, place.where), place)
    except InputError as error:
        yield error
    except OSError as error:
        yield InputError(f"{place.where}: cannot be read: {error.strerror}")


def _read_whole(form: Format, data: bytes, place: Place) -> Iterator[Item | InputError]:
    match form:
        case Format.PAGE:
            yield read_page(_page_text(data, place.where), place.where)
        case Format.OBJECTS:
            yield from read_objects(data, place.where)
        case Format.XML:
            yield from _read_xml(data, place)
        case Format.FEED:
            from gipfelbuch.reading.feeds import read_feed

            yield from read_feed(data, place.where)
        case Format.PDF:
            from gipfelbuch.reading.pdfs import read_pdf

            yield from read_pdf(data, place.where)
        case Format.MAIL:
            from gipfelbuch.reading.mails import read_mail

            yield from read_mail(data, place.where)
        case _:
            yield Item(where=place.where, text=decode_text(data, place.where))


def _read_xml(data: bytes, place: Place) -> Iterator[Item | InputError]:
    """XML by its first element; standard input that is none of ours is taken for a page, as browsers do."""
    namespace, name = root_name(data) or ("", "")
    if name in _FEED_ROOTS:
        yield from _read_whole(Format.FEED, data, place)
    elif namespace == NEWSML:
        yield from read_newsml(data, place.where)
    elif name == "html" or place.name == "-":
        yield from _read_whole(Format.PAGE, data, place)
    else:
        found = f"its first element is <{name}>" if name else "it is no XML"
        raise UnrecognisedError(f"{place.where}: no news, {found}; {_KINDS_OF_XML}")


def _page_text(data: bytes, where: str) -> str:
    """A page is UTF-8, or what it tells about itself."""
    try:
        return decode_text(data, where)
    except EncodingError:
        if (charset := page_charset(data)) is None:
            raise
        return decode_told(data, charset)
