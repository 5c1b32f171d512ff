"""Markup to text: XML without entities and without network, HTML fragments, paragraphs kept apart."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from gipfelbuch.errors import RecordError

BLOCKS = frozenset(
    {
        *("address", "article", "aside", "blockquote", "body", "body.content", "byline", "caption"),
        *("dateline", "dd", "div", "dl", "dt", "fieldset", "footer", "form", "h1", "h2", "h3", "h4", "h5"),
        *("h6", "header", "hedline", "hl1", "hl2", "hr", "li", "main", "nav", "ol", "p", "pre", "section"),
        *("table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "ul", "block", "note", "abstract"),
        *("distributor", "tagline"),
    }
)  # of HTML and NITF: what begins on a line of its own
UNREAD = frozenset(
    {
        *("script", "style", "head", "noscript", "template", "svg", "math", "figure", "figcaption", "iframe"),
        *("object", "audio", "video", "media", "form", "button", "select", "textarea"),
    }
)  # what is no part of a report's text
_ROOT_BYTES = 65_536  # within them the first element begins; licences and comments before it are shorter
_BREAKS = re.compile(r" ?\n ?")
_MANY_BREAKS = re.compile(r"\n{3,}")


def parse_xml(data: bytes, where: str) -> tuple[Any, tuple[int, ...]]:
    """An XML document, as far as it can be read.

    Entities are not expanded, nothing is fetched, and libxml2's limits on depth and size hold.

    Args:
        data: the document.
        where: its place, for messages.

    Returns:
        Its root, and the lines on which it is broken, in order.

    Raises:
        RecordError: if nothing of it can be read, or if it declares entities.
    """
    parser = _parser()
    try:
        root = etree.fromstring(data.lstrip(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise RecordError(f"{where}: broken XML ({error}); ask for a well-formed file") from None
    if root is None:
        raise RecordError(f"{where}: no XML; ask for a well-formed file")
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        raise RecordError(f"{where}: it declares XML entities, which news has no need of; remove its DOCTYPE")
    return root, tuple(sorted({e.line for e in parser.error_log if e.level >= etree.ErrorLevels.ERROR}))


def root_name(data: bytes) -> tuple[str, str] | None:
    """Namespace and local name of a document's first element; None if there is none."""
    puller = etree.XMLPullParser(
        events=("start",), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True
    )
    try:
        puller.feed(data.lstrip()[:_ROOT_BYTES])
        for _, element in puller.read_events():
            name = etree.QName(element)
            return name.namespace or "", name.localname
    except (etree.XMLSyntaxError, ValueError):
        return None
    return None


def text_of_html(markup: str) -> str:
    """The text of an HTML fragment, a blank line between paragraphs."""
    if not markup.strip():
        return ""
    parser = etree.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        root = etree.fromstring(b"<div>" + markup.encode("utf-8", "replace") + b"</div>", parser)
    except etree.XMLSyntaxError:
        return ""
    return "" if root is None else text_of_tree(root)


def text_of_tree(root: Any) -> str:
    """The text below an element, white space collapsed, a blank line between paragraphs, soft hyphens dropped."""
    pieces: list[str] = []
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, node in walker:
        name = _local_name(node)
        block = "\n\n" if name in BLOCKS else "\n" if name == "br" else ""
        if event == "start":
            pieces.append(block if name != "br" else "")
            if name in UNREAD:
                walker.skip_subtree()
            else:
                pieces.append(_collapsed(node.text))
        else:
            pieces.append(block)
            pieces.append(_collapsed(node.tail) if node is not root else "")
    joined = _BREAKS.sub("\n", re.sub(" {2,}", " ", "".join(pieces)))
    return _MANY_BREAKS.sub("\n\n", joined).strip()


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        recover=True,
    )


def _local_name(node: Any) -> str:
    return etree.QName(node).localname.lower() if isinstance(node.tag, str) else ""


def _collapsed(text: str | None) -> str:
    return re.sub(r"\s+", " ", text.replace("\u00ad", "")) if text else ""
