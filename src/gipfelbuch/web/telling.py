"""Records in a line: a record enters, what it is, who has part in it and what it is about leave, for templates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from gipfelbuch.model.entries import Kind
from gipfelbuch.register.queries import ShownParty, ShownRecord

# whose deed it is, and towards whom
SIDES = {
    Kind.STATEMENT: ("speaker", "addressees"),
    Kind.ACTION: ("actors", "recipients"),
    Kind.GIFT: ("giver", "recipient"),
    Kind.ASSESSMENT: ("assessor", ""),
    Kind.ENCOUNTER: ("participants", ""),
    Kind.AGREEMENT: ("parties", ""),
    Kind.ISSUE: ("parties", ""),
}
_ABOUT = ("subject", "item", "occasion", "trigger", "verdict")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A record in a line.

    Args:
        sort: key of the word for what it is ("summit"; the kind, if it has no type).
        status: key of its status; None if it has none.
        who: whose it is, each once.
        whom: towards whom.
        quote: the words of a statement; None for others.
        about: subject, item, occasion, trigger or verdict.
        amounts: as they are kept ("1500000 USD").
        term: ISO 8601 duration; None if it has none.
        place: where.
    """

    sort: str
    status: str | None
    who: tuple[ShownParty, ...]
    whom: tuple[ShownParty, ...]
    quote: str | None
    about: tuple[str, ...]
    amounts: tuple[str, ...]
    term: str | None
    place: str | None


def tell(record: ShownRecord) -> Told:
    """A record in a line."""
    one, other = SIDES[record.kind]
    return Told(
        sort=record.type or record.kind.value,
        status=record.status,
        who=_once(record.who(one)),
        whom=_once(record.who(other)) if other else (),
        quote=_line(record.told("quote")),
        about=tuple(t for name in _ABOUT if (t := _line(record.told(name)))),
        amounts=_listed(record.value("amounts")),
        term=record.told("term"),
        place=_line(record.place),
    )


def _once(parties: Iterable[ShownParty]) -> tuple[ShownParty, ...]:
    return tuple({p.id: p for p in parties}.values())


def _listed(value: Any) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, tuple) else ()


def _line(text: str | None) -> str | None:
    return " ".join(text.split()) if text else None
