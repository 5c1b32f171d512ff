"""RSS and Atom files to items, one an entry, by feedparser; the feed's links are never followed."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any
from xml.sax import SAXException

from gipfelbuch.errors import EmptyReportError, InputError, RecordError
from gipfelbuch.reading.items import Item, load_library, one_line, refused, told_date, told_language
from gipfelbuch.reading.markup import text_of_html

_ADVICE = "check that the file is RSS or Atom, and fetch it again"
_DAY_FIELDS = ("published", "created", "updated")  # the first that is told counts
logging.getLogger("feedparser").addHandler(logging.NullHandler())  # what it says of a feed, our errors say


def read_feed(data: bytes, where: str) -> Iterator[Item | InputError]:
    """The entries of a feed, in its order.

    Args:
        data: the feed.
        where: its name, for messages.

    Yields:
        An item an entry, its content before its summary, or the error that the entry deserves. A feed that is no
        well-formed XML is read as far as it goes, and told.
    """
    try:
        library = load_library("feedparser", "feeds", where)
        with refused(where, "feed", _ADVICE):
            # a stream, for feedparser would take bytes for the name of a file
            feed = library.parse(BytesIO(data.lstrip()), sanitize_html=False, resolve_relative_uris=False)
        if not feed.entries:
            raise RecordError(f"{where}: no entries in it; {_ADVICE}")
        yield from _items(feed, where)
        if isinstance(fault := feed.get("bozo_exception"), SAXException):
            told = " ".join(str(fault).split())
            raise RecordError(f"{where}: broken XML ({told}); entries were read as far as they were found; {_ADVICE}")
    except InputError as error:
        yield error


def _items(feed: Any, where: str) -> Iterator[Item | InputError]:
    for number, entry in enumerate(feed.entries, start=1):
        place = f"{where}, item {number}"
        try:
            with refused(place, "feed item", _ADVICE):
                item = _item(entry, feed.feed, place, number)
            yield item
        except InputError as error:
            yield error


def _item(entry: Any, feed: Any, where: str, number: int) -> Item:
    bodies = [*sorted(entry.get("content", ()), key=_length, reverse=True), entry.get("summary_detail")]
    told = [(text, body) for body in bodies if body and (text := _text(body))]
    if not told:
        raise EmptyReportError(f"{where}: neither content nor summary; nothing to do if it is only a picture or a link")
    text, body = told[0]
    return Item(
        where=where,
        number=number,
        text=text,
        title=one_line(_text(entry.get("title_detail"))),
        published=_day(entry, where),
        publisher=one_line(entry.get("source", {}).get("title") or feed.get("title")),
        url=entry.get("link"),
        language=told_language(body.get("language")) or told_language(feed.get("language")),
    )


def _length(body: Any) -> int:
    return len(body.get("value") or "")


def _text(body: Any) -> str:
    """The text of a construct (RFC 4287, 3.1), of which the type says whether it is markup."""
    value = (body or {}).get("value") or ""
    return str(value).strip() if (body or {}).get("type") == "text/plain" else text_of_html(str(value))


def _day(entry: Any, where: str) -> date | None:
    name = next((n for n in _DAY_FIELDS if entry.get(n)), None)
    if name is None:
        return None
    try:
        return told_date(str(entry[name]), where)
    except InputError:
        parsed = entry.get(f"{name}_parsed")  # feedparser knows more ways to write a date
        if parsed is None:
            raise
        return date(*parsed[:3])
