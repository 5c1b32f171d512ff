"""What narrows a question: the parameters of an address enter, the scope of a question to the register leaves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from fastapi import Depends, Query

from gipfelbuch.errors import QuestionError
from gipfelbuch.model.entries import Kind
from gipfelbuch.register.dates import day_range
from gipfelbuch.register.passages import folded
from gipfelbuch.register.queries import Scope

MOST_IN_FILE = 5_000  # rows of a file, laid out in about two seconds; pages say where there are more
MOST_SKIPPED = 1_000_000


class NotAskableError(QuestionError):
    """Something that cannot be asked so, told in the visitor's language.

    Args:
        message: what is told to programs.
        key: of the words that tell it to people.
        values: for the names in those words.
    """

    def __init__(self, message: str, key: str, **values: Any) -> None:
        """Keep how people are told beside the message."""
        super().__init__(message)
        self.key = key
        self.values = values


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowed:
    """A period, kinds and a place in a list, as an address has them.

    Args:
        first: the first day, as it was told ("2025", "2025-11", "2025-11-03"); None for no limit.
        last: the last day, likewise.
        kinds: only these; empty for all.
        skip: so many rows are passed over.
    """

    first: str | None = None
    last: str | None = None
    kinds: tuple[Kind, ...] = ()
    skip: int = 0

    def scope(self, most: int, *, kinds: tuple[Kind, ...] | None = None) -> Scope:
        """The scope of a question.

        Args:
            most: rows at most.
            kinds: instead of those asked for.

        Raises:
            QuestionError: if a day is none, or the period ends before it begins.
        """
        first, last = day_of(self.first, end=0), day_of(self.last, end=1)
        if first and last and first > last:
            told = f"the period ends ({self.last}) before it begins ({self.first}); give it the other way"
            raise NotAskableError(told, "ask.period", first=self.first, last=self.last)
        chosen = self.kinds if kinds is None else kinds
        return Scope(first=first, last=last, kinds=frozenset(chosen), most=most, skip=self.skip)

    def whole(self, *, kinds: tuple[Kind, ...] | None = None) -> Scope:
        """The scope of what a file holds: from the first row, whichever page is shown."""
        start = Narrowed(first=self.first, last=self.last, kinds=self.kinds)
        return start.scope(MOST_IN_FILE, kinds=kinds)

    @property
    def period(self) -> dict[str, str | None]:
        """The parameters of an address with the same period."""
        return {"from_": self.first, "to": self.last}

    @property
    def query(self) -> dict[str, Any]:
        """The parameters of an address with the same period and kinds."""
        return {**self.period, "kind": [kind.value for kind in self.kinds]}


def narrowed(
    first: Annotated[str | None, Query(alias="from")] = None,
    last: Annotated[str | None, Query(alias="to")] = None,
    kind: Annotated[list[Kind] | None, Query()] = None,
    skip: Annotated[int, Query(ge=0, le=MOST_SKIPPED)] = 0,
) -> Narrowed:
    """What an address has; empty fields of a form narrow nothing."""
    return Narrowed(first=_told(first), last=_told(last), kinds=tuple(k for k in Kind if k in (kind or ())), skip=skip)


NarrowedHere = Annotated[Narrowed, Depends(narrowed)]


def day_of(told: str | None, *, end: int) -> date | None:
    """The first day (0) or the last (1) of a day, month or year as people write them.

    Raises:
        NotAskableError: if it is none.
    """
    if not told:
        return None
    found = day_range(told)[end]
    if found is None:
        raise NotAskableError(f"{told!r} is no day, month or year, such as 2025-11-03", "ask.day", told=told)
    return date.fromisoformat(found)


def name_in(told: str | None) -> str | None:
    """A name in a field of a form; None if it was left empty."""
    return _told(told)


def words_in(told: str | None) -> str | None:
    """Words to look for in a field of a form; None if it was left empty.

    Raises:
        NotAskableError: if it holds no letter or digit.
    """
    found = _told(told)
    if found and not folded(found):
        raise NotAskableError(f"{found!r}: no word to look for; give letters or digits", "ask.no_word", told=found)
    return found


def _told(value: str | None) -> str | None:
    return " ".join((value or "").split()) or None
