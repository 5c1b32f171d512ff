"""Web pages to items: main text, title, date, publisher and address, by trafilatura."""

from __future__ import annotations

from typing import Any

from gipfelbuch.errors import EmptyReportError
from gipfelbuch.reading.items import Item, one_line, refused, told_date

_ADVICE = "save the article's text as .txt instead"


def read_page(html: str, where: str, url: str | None = None, number: int | None = None) -> Item:
    """The report on a page.

    Args:
        html: the whole page.
        where: its place, for messages.
        url: its address, if known; it is not opened.
        number: its place in a file that holds many.

    Raises:
        EmptyReportError: if no main text is found.
        RecordError: if the page cannot be taken apart.
    """
    import trafilatura

    with refused(where, "page", _ADVICE):
        page = trafilatura.bare_extraction(
            html, url=url, include_comments=False, include_tables=False, with_metadata=True
        )
    values: dict[str, Any] = {} if page is None else page if isinstance(page, dict) else page.as_dict()
    text = values.get("text") or ""
    if not text.strip():
        raise EmptyReportError(f"{where}: no main text found on the page; {_ADVICE}")
    return Item(
        where=where,
        number=number,
        text=text,
        title=one_line(values.get("title")),
        published=told_date(values.get("date"), where),
        publisher=one_line(values.get("sitename")),
        url=url or values.get("url"),
    )
