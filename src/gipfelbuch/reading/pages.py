"""Web pages to report values: main text, title, date, publisher and address, by trafilatura."""

from __future__ import annotations

from typing import Any

from gipfelbuch.errors import EmptyReportError


def extract_page(html: str, where: str) -> dict[str, Any]:
    """The report on a page.

    Args:
        html: the whole page.
        where: its name, for messages.

    Returns:
        ``text`` and, where the page tells them, ``title``, ``published``, ``publisher``, ``url``, ``language``.

    Raises:
        EmptyReportError: if no main text is found.
    """
    import trafilatura

    page = trafilatura.bare_extraction(html, include_comments=False, include_tables=False, with_metadata=True)
    values: dict[str, Any] = {} if page is None else page if isinstance(page, dict) else page.as_dict()
    if not (values.get("text") or "").strip():
        raise EmptyReportError(f"{where}: no main text found on the page; save the article's text as .txt instead")
    found = {
        "text": values["text"],
        "title": values.get("title"),
        "published": values.get("date"),
        "publisher": values.get("sitename"),
        "url": values.get("url"),
    }
    return {name: value for name, value in found.items() if value}
