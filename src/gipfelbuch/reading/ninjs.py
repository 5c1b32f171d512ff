"""ninjs (IPTC's news in JSON, versions 1 to 3) to items."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gipfelbuch.errors import EmptyReportError, RecordError
from gipfelbuch.reading.items import Item, one_line, told_date, told_language
from gipfelbuch.reading.markup import text_of_html

WITHDRAWN = ("withheld", "canceled", "cancelled")  # IPTC publishing status: the agency does not stand by it
OTHER_MEDIA = ("picture", "graphic", "audio", "video", "composite", "package", "event", "planning")
LONGEST_ID_CHARS = 100  # of a URI that becomes a report's id, which names a file too; longer ones are not taken
_DAYS = ("contentcreated", "firstcreated", "versioncreated")  # the first that is told counts
_PUBLISHERS = ("infosource", "infosources", "copyrightholder", "source")
_PLAIN = ("text/plain", "plain", "text")


def is_ninjs(record: dict[str, Any]) -> bool:
    """Whether a JSON object is a ninjs item, of any version."""
    names = {name.lower() for name in record}
    standard = record.get("standard") or record.get("$standard")
    named = isinstance(standard, dict) and standard.get("name") == "ninjs"
    bodied = "bodies" in names or any(name.startswith("body_") for name in names)
    return named or ("uri" in names and (bodied or not names.isdisjoint(_DAYS)))


def read_ninjs(record: dict[str, Any], where: str, number: int | None) -> Item | None:
    """The report in a ninjs item.

    Args:
        record: the item; version 1 has ``body_text`` and ``headline``, 2 and 3 ``bodies`` and ``headlines``, and 3
            writes names in camel case.
        where: its place, for messages.
        number: its place in a file that holds many.

    Returns:
        None for pictures and other media, which have no text.

    Raises:
        RecordError: if the publisher withdrew it.
        EmptyReportError: if it has no body.
    """
    facts = {name.lower(): value for name, value in record.items()}
    if facts.get("type") in OTHER_MEDIA:
        return None
    if (status := facts.get("pubstatus")) in WITHDRAWN:
        raise RecordError(f"{where}: withdrawn by its publisher (pubstatus {status!r}); it is not read")
    text = next((text for text in _bodies(facts) if any(c.isalpha() for c in text)), None)
    if text is None:
        raise EmptyReportError(f"{where}: a ninjs item without body; ask the agency for the full item")
    uri = _string(facts.get("uri")) or ""
    return Item(
        where=where,
        number=number,
        text=text,
        id=uri if 0 < len(uri) <= LONGEST_ID_CHARS else None,
        title=_title(facts),
        published=told_date(next((day for name in _DAYS if (day := _string(facts.get(name)))), None), where),
        publisher=next((name for key in _PUBLISHERS if (name := _name(facts.get(key)))), None),
        url=uri if uri.startswith(("http://", "https://")) else None,
        language=told_language(_string(facts.get("language"))),
    )


def _bodies(facts: dict[str, Any]) -> Iterator[str]:
    """Texts of a body, the plain one first."""
    told = [
        (value, _string(body.get("contenttype")) or "")
        for body in _parts(facts.get("bodies"))
        if (value := _value(body))
    ]
    named = sorted((n for n in facts if n.startswith("body_")), key=lambda n: (n != "body_text", n != "body_xhtml"))
    told += [(value, "text/plain" if name == "body_text" else "") for name in named if (value := _string(facts[name]))]
    for value, kind in sorted(told, key=lambda body: body[1] not in _PLAIN):
        yield value.strip() if kind in _PLAIN or "<" not in value else text_of_html(value)


def _title(facts: dict[str, Any]) -> str | None:
    parts = sorted(_parts(facts.get("headlines")), key=lambda part: part.get("role") not in (None, "main"))
    told = [*(_value(part) for part in parts), _string(facts.get("headline")), _string(facts.get("title"))]
    return next((one_line(text_of_html(title)) for title in told if title), None)


def _parts(value: Any) -> list[dict[str, Any]]:
    """The objects of a list, names in lower case."""
    found = value if isinstance(value, list) else []
    return [{k.lower(): v for k, v in part.items()} for part in found if isinstance(part, dict)]


def _value(part: dict[str, Any]) -> str | None:
    return _string(part.get("value"))


def _name(value: Any) -> str | None:
    """The name of a party: a string, an object with a name, or the first of a list of those."""
    if isinstance(value, list):
        return next((name for part in value if (name := _name(part))), None)
    return one_line(_string(value.get("name") if isinstance(value, dict) else value))


def _string(value: Any) -> str | None:
    return value if isinstance(value, str) and value.strip() else None
