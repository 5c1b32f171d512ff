"""A mail (.eml, RFC 5322) to an item, by the standard library: its text, plain before HTML, without signature."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from gipfelbuch.errors import EmptyReportError, InputError, RecordError
from gipfelbuch.reading.files import decode_told
from gipfelbuch.reading.items import Item, one_line, refused, told_date, told_language
from gipfelbuch.reading.markup import text_of_html

_ADVICE = "save the mail again as .eml, or its text as .txt"
_SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)  # RFC 3676, 4.3; trailing blanks are often lost on the way
_HEADERS = ("from", "subject", "date")  # a mail has at least one of these


def read_mail(data: bytes, where: str) -> Iterator[Item | InputError]:
    """The report in a mail; attachments are not read.

    Args:
        data: the mail as it was sent.
        where: its name, for messages.

    Yields:
        The item, or the error that the mail deserves.
    """
    try:
        with refused(where, "mail", _ADVICE):
            item = _item(message_from_bytes(data, policy=policy.default), where)
        yield item
    except InputError as error:
        yield error


def _item(message: EmailMessage, where: str) -> Item:
    if not any(message[name] for name in _HEADERS):
        raise RecordError(f"{where}: no mail, it has neither sender nor subject nor date; {_ADVICE}")
    text = _text(message)
    if not any(c.isalpha() for c in text):
        raise EmptyReportError(f"{where}: no text in the mail; if it is in an attachment, save that and read it")
    return Item(
        where=where,
        text=text,
        title=one_line(_header(message, "subject")),
        published=told_date(_header(message, "date"), where),
        publisher=_sender(message),
        url=(_header(message, "archived-at") or "").strip("<> ") or None,  # RFC 5064
        language=told_language((_header(message, "content-language") or "").split(",")[0]),
    )


def _text(message: EmailMessage) -> str:
    plain = message.get_body(preferencelist=("plain",))
    text = _plain(plain) if plain is not None else ""
    markup = message.get_body(preferencelist=("html",))
    return text if any(c.isalpha() for c in text) or markup is None else text_of_html(_decoded(markup))


def _plain(part: Any) -> str:
    text = "\n".join(_decoded(part).splitlines())
    text = _SIGNATURE.split(text, maxsplit=1)[0].strip()
    if str(part.get_param("format", "")).lower() == "flowed":  # RFC 3676: a blank at the end joins the next line
        text = re.sub(r"(?<=\S) \n(?=\S)", "" if str(part.get_param("delsp", "")).lower() == "yes" else " ", text)
    return text


def _decoded(part: Any) -> str:
    data = part.get_payload(decode=True)
    return decode_told(data, part.get_content_charset()) if isinstance(data, bytes) else ""


def _header(message: EmailMessage, name: str) -> str | None:
    found = message[name]
    return None if found is None else str(found)


def _sender(message: EmailMessage) -> str | None:
    sender = message["from"]
    for address in getattr(sender, "addresses", ()):
        return one_line(address.display_name or address.addr_spec)
    return None
