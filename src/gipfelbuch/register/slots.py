"""What may stand in a field of a record: a kind, a field and a person's value enter, a value fit to be kept leaves."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from typing import Any

import regex
from sqlalchemy import Connection, select

from gipfelbuch.errors import ReviewError
from gipfelbuch.knowledge.plover import PLOVER_TYPES
from gipfelbuch.model.entries import Kind
from gipfelbuch.model.records import Scalar
from gipfelbuch.register import tables as t
from gipfelbuch.register.anchors import PARTY_FIELDS
from gipfelbuch.register.dates import day_range
from gipfelbuch.register.overlay import Value
from gipfelbuch.register.passages import folded
from gipfelbuch.register.readings import ENTRY_CLASSES, LIST_SLOTS

_NOT_CORRECTED = frozenset({"id", "evidence", "confidence", "cue", "reply_to", "speaker_mention", "addressee_mention"})
_NUMBERS = frozenset({"count", "quantity"})
# fifteen digits: what a float, and every reader of JSON, keeps as it is
_MONEY = regex.compile(r"[0-9]{1,15}(?:\.[0-9]{1,15})? [A-Z]{3}")
_NUMBER = regex.compile(r"[0-9]{1,15}")
_COUNTRY = regex.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class Slots:
    """Checks values against what a register knows.

    Args:
        connection: to the register, for the parties that it knows.
        kind: of the record.
    """

    connection: Connection
    kind: Kind

    def checked(self, name: str, value: Any) -> Value:
        """A value fit for a field.

        Args:
            name: the field.
            value: a scalar or a list; parties by id, or by a name that only one of them has; None for "not told".

        Returns:
            The value, parties by id.

        Raises:
            ReviewError: if the kind has no such field, or the field takes no such value.
        """
        if name not in fields_of(self.kind):
            raise ReviewError(
                f"{self.kind.value} has no field {name!r}; it has {', '.join(fields_of(self.kind))}; nothing was written"
            )
        if value is None:
            return None
        if name in LIST_SLOTS or name == "amounts":
            items = value if isinstance(value, list | tuple) else [value]
            return tuple(sorted({str(self._scalar(name, item)) for item in items}))
        if isinstance(value, list | tuple):
            raise ReviewError(f"{name} takes one value, not a list; nothing was written")
        return self._scalar(name, value)

    def _scalar(self, name: str, value: Any) -> Scalar:
        if not isinstance(value, str | int | float) or value == "":
            raise ReviewError(f"{name}: {value!r} is no value; give words, a number, or null; nothing was written")
        if name in PARTY_FIELDS:
            return self._party(name, str(value))
        allowed = choices_of(self.kind, name)
        if allowed and value not in allowed:
            raise ReviewError(f"{name}: {value!r} is none of {', '.join(allowed)}; nothing was written")
        if name == "date" and day_range(str(value)) == (None, None):
            raise ReviewError(f"date: {value!r} is no EDTF date, such as 2025-11-01 or 2025-11; nothing was written")
        if name == "amounts" and not _MONEY.fullmatch(str(value)):
            raise ReviewError(f"amounts: {value!r} is no amount, such as '1500000 USD'; nothing was written")
        if name == "place_country" and not _COUNTRY.fullmatch(str(value)):
            raise ReviewError(f"place_country: {value!r} is no country, such as DEU; nothing was written")
        if name in _NUMBERS:
            if not _NUMBER.fullmatch(str(value)):
                raise ReviewError(f"{name}: {value!r} is no number; nothing was written")
            return int(value)
        return str(value)

    def _party(self, name: str, value: str) -> str:
        known = select(t.parties.c.id).where(t.parties.c.id == value)
        if self.connection.scalar(known):
            return value
        named = select(t.party_names.c.party).where(t.party_names.c.folded == folded(value)).distinct()
        found = sorted(self.connection.scalars(named))
        if len(found) == 1:
            return str(found[0])
        told = f"several parties are called so: {', '.join(found)}" if found else "no party is called so"
        raise ReviewError(f"{name}: {value!r}: {told}; give the id of a party; nothing was written")


def fields_of(kind: Kind) -> tuple[str, ...]:
    """The fields of a kind that a person can correct."""
    own = [f.name for f in fields(ENTRY_CLASSES[kind]) if f.name not in _NOT_CORRECTED]
    at = own.index("place") + 1
    return (*own[:at], "place_country", *own[at:])


def choices_of(kind: Kind, name: str) -> tuple[str, ...]:
    """The values that a field takes, in order; empty if it takes any."""
    return tuple(sorted(PLOVER_TYPES if name == "plover" else _choices(kind).get(name, ())))


@cache
def _choices(kind: Kind) -> Mapping[str, frozenset[str]]:
    """The values of fields that take only some, as the schema of readings has them."""
    path = files("gipfelbuch").joinpath("exporting", "reading.schema.json")
    kinds = json.loads(path.read_text(encoding="utf-8"))["$defs"]["entry"]["oneOf"]
    (slots,) = (k["properties"] for k in kinds if k["properties"]["kind"]["const"] == kind.value)
    return {name: frozenset(v for v in slot["enum"] if v) for name, slot in slots.items() if "enum" in slot}
