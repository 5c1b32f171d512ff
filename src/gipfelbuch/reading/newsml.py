"""NewsML-G2 (IPTC) to items: news items alone or in a news message, inline XHTML, NITF or plain text, by lxml."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from gipfelbuch.errors import EmptyReportError, InputError, RecordError
from gipfelbuch.reading.items import Item, one_line, refused, told_date, told_language
from gipfelbuch.reading.markup import parse_xml, text_of_html, text_of_tree

NAMESPACE = "http://iptc.org/std/nar/2006-10-01/"
WITHDRAWN = ("withheld", "canceled", "cancelled")  # IPTC publishing status: the agency does not stand by it
LONGEST_ID_CHARS = 100  # of a guid that becomes a report's id, which names a file too; longer ones are not taken
_N = {"n": NAMESPACE}
_ITEM = f"{{{NAMESPACE}}}newsItem"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_ADVICE = "ask the agency for it again"
_DAYS = ("n:contentMeta/n:contentCreated", "n:itemMeta/n:firstCreated", "n:itemMeta/n:versionCreated")
_FULL_DAY_CHARS = 8  # "20240506"; a contentCreated may tell no more than a year or a month


def read_newsml(data: bytes, where: str) -> Iterator[Item | InputError]:
    """The text items of a NewsML-G2 document, in its order.

    Args:
        data: a newsItem or a newsMessage.
        where: its name, for messages.

    Yields:
        An item, or the error that its news item deserves: broken XML inside it, no text, withdrawn. Pictures, other
        media, packages, concepts and events are passed over.
    """
    try:
        with refused(where, "NewsML-G2", _ADVICE):
            root, broken = parse_xml(data, where)
            found = list(root.iter(_ITEM))
        if broken and not found:
            raise RecordError(f"{where}: broken XML at line {broken[0]}, and no news item in it; {_ADVICE}")
        faults = [_broken_line(item, broken) for item in found]
        if broken and not any(faults):
            yield RecordError(f"{where}: broken XML at line {broken[0]}; items there were not read; {_ADVICE}")
        texts = [
            (n, item, fault) for n, (item, fault) in enumerate(zip(found, faults, strict=True), 1) if _is_text(item)
        ]
        if not texts:
            raise EmptyReportError(f"{where}: no news item of text in it; {_ADVICE}")
        for number, item, fault in texts:
            yield _read(item, f"{where}, item {number}", number, fault)
    except InputError as error:
        yield error


def _read(item: Any, where: str, number: int, fault: int | None) -> Item | InputError:
    try:
        if fault:
            raise RecordError(f"{where}: broken XML at line {fault}; {_ADVICE}")
        with refused(where, "news item", _ADVICE):
            return _item(item, where, number)
    except InputError as error:
        return error


def _broken_line(item: Any, broken: tuple[int, ...]) -> int | None:
    """The first broken line among those that an item's own elements begin on; None if it is whole."""
    if not broken:
        return None
    nearest = ((node, next(node.iterancestors(_ITEM), item)) for node in item.iter())
    own = [node.sourceline or 0 for node, holder in nearest if holder is item or node is item]
    at = bisect_left(broken, min(own))
    return broken[at] if at < len(broken) and broken[at] <= max(own) else None


def _is_text(item: Any) -> bool:
    kind = _code(item, "n:itemMeta/n:itemClass")
    return kind is None or kind == "text"


def _item(item: Any, where: str, number: int) -> Item:
    status = _code(item, "n:itemMeta/n:pubStatus")
    if status in WITHDRAWN:
        raise RecordError(f"{where}: withdrawn by its publisher (pubStatus {status!r}); it is not read")
    text, content = _content(item, where)
    guid = item.get("guid") or ""
    language = item.find("n:contentMeta/n:language", _N)
    tags = (None if language is None else language.get("tag"), content.get(_LANG), item.get(_LANG))
    days = [day for path in _DAYS if len(day := _words(item, path) or "") >= _FULL_DAY_CHARS]
    return Item(
        where=where,
        number=number,
        text=text,
        id=guid if 0 < len(guid) <= LONGEST_ID_CHARS else None,
        title=_words(item, "n:contentMeta/n:headline") or _words(item, "n:itemMeta/n:title"),
        published=told_date(days[0], where) if days else None,
        publisher=_party(item, "n:itemMeta/n:provider") or _party(item, "n:contentMeta/n:infoSource"),
        url=guid if guid.startswith(("http://", "https://")) else None,
        language=next((code for tag in tags if (code := told_language(tag))), None),
    )


def _content(item: Any, where: str) -> tuple[str, Any]:
    """The text of the first content with words in it, and the element that holds it."""
    for content in item.iterfind("n:contentSet/*", _N):
        text = _text(content)
        if any(c.isalpha() for c in text):
            return text, content
    if item.find("n:contentSet/n:remoteContent", _N) is not None:
        raise EmptyReportError(f"{where}: its text stands elsewhere (remoteContent), and nothing is fetched; {_ADVICE}")
    raise EmptyReportError(f"{where}: no text in it; {_ADVICE}")


def _text(content: Any) -> str:
    match etree.QName(content).localname:
        case "inlineXML":
            bodies = content.xpath(".//*[local-name()='body.content']") or content.xpath(".//*[local-name()='body']")
            return text_of_tree(bodies[0] if bodies else content)
        case "inlineData":
            markup = "html" in (content.get("contenttype") or "")
            words = "".join(content.itertext())
            return text_of_html(words) if markup else words.strip()
        case _:
            return ""


def _words(item: Any, path: str) -> str | None:
    found = item.find(path, _N)
    return None if found is None else one_line(text_of_tree(found))


def _code(item: Any, path: str) -> str | None:
    """The local part of a qcode or concept URI: "text" of "ninat:text"."""
    found = item.find(path, _N)
    told = "" if found is None else found.get("qcode") or found.get("uri") or ""
    return told.replace("/", ":").rsplit(":", 1)[-1] or None


def _party(item: Any, path: str) -> str | None:
    return _words(item, f"{path}/n:name") or _literal(item, path) or _code(item, path)


def _literal(item: Any, path: str) -> str | None:
    found = item.find(path, _N)
    return None if found is None else one_line(found.get("literal"))
