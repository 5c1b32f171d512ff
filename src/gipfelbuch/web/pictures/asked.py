"""What a picture is asked about: names and days as an address has them enter, answers of the register leave."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from gipfelbuch.knowledge.state_names import state_named
from gipfelbuch.model.entries import Kind
from gipfelbuch.register import Register
from gipfelbuch.register.queries import Answer, Scope, dyad, months, party, timeline
from gipfelbuch.web.languages import Words
from gipfelbuch.web.narrowing import day_of

MOST_RECORDS = 5_000  # drawn; of more, the latest
MOST_MONTHS = 1_200


class Name(StrEnum):
    """The pictures."""

    TIMELINE = "timeline"
    MONTHS = "months"
    MAP = "map"
    MATRIX = "matrix"
    NETWORK = "network"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a picture is asked about.

    Args:
        name: of the picture.
        one: a state or a party, as people name it; None for everyone.
        other: likewise: then only what both have part in.
        first: the first day, as it was told ("2025", "2025-11", "2025-11-03"); None for no limit.
        last: likewise.
        kinds: only these; empty for all, but of a map for encounters.
    """

    name: Name
    one: str | None = None
    other: str | None = None
    first: str | None = None
    last: str | None = None
    kinds: tuple[Kind, ...] = ()

    def answer(self, register: Register) -> Answer[Any]:
        """What the register has about it.

        Raises:
            QuestionError: if somebody is not known, both are the same, or a day is none.
        """
        scope = Scope(
            first=day_of(self.first, end=0),
            last=day_of(self.last, end=1),
            kinds=frozenset(self.kinds or ((Kind.ENCOUNTER,) if self.name is Name.MAP else ())),
            most=MOST_MONTHS if self.name is Name.MONTHS else MOST_RECORDS,
        )
        if self.name is Name.MONTHS:
            return months(register, self.one, self.other, scope)
        if self.one and self.other:
            return dyad(register, self.one, self.other, scope)
        return timeline(register, self.one or self.other, scope)

    def title(self, register: Register, words: Words) -> str:
        """Who it is about, in words."""
        names = [_called(register, name, words) for name in (self.one, self.other) if name]
        return " – ".join(names) or words("pictures.everyone")

    def query(self, **others: Any) -> dict[str, Any]:
        """The parameters of an address that asks the same."""
        told = {"one": self.one, "other": self.other, "from_": self.first, "to": self.last}
        return {**told, "kind": [k.value for k in self.kinds], **others}


def _called(register: Register, name: str, words: Words) -> str:
    """What a side is called: a state in the language of the words, a party as most reports write it."""
    code = state_named(name)
    return words.state(code) if code else party(register, name, Scope(most=1)).name
