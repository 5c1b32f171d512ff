"""A record for its reader: a record's page enters, what each witness says of it and what is near it leave."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from string import ascii_uppercase

from gipfelbuch.model.entries import Kind
from gipfelbuch.register import Event, Register, choices_of, fields_of
from gipfelbuch.register.anchors import PARTY_FIELDS
from gipfelbuch.register.queries import Scope, ShownField, ShownRecord, ShownValue, Witness, names_of, timeline
from gipfelbuch.register.readings import LIST_SLOTS
from gipfelbuch.web.telling import SIDES

NEAR_DAYS = 4  # before and after: what matching would still think the same (its dates may differ by as much)
MOST_NEAR = 8
SEEN_CHARS = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """A witness beside the others.

    Args:
        sign: what it is called on the page ("A").
        witness: who.
        values: by field on which the witnesses differ, what this one says; None where it says nothing.
        alone: the fields that it tells otherwise than holds.
    """

    sign: str
    witness: Witness
    values: tuple[tuple[str, ShownValue | None], ...]
    alone: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A field in a form that corrects it.

    Args:
        name: of the field.
        choices: the values that it takes; empty if it takes any.
        is_list: whether it takes several.
        is_party: whether it takes parties.
        told: the values that are told, the one that holds first.
    """

    name: str
    choices: tuple[str, ...]
    is_list: bool
    is_party: bool
    told: tuple[ShownValue, ...]


def voices_of(record: ShownRecord) -> tuple[Voice, ...]:
    """Its witnesses, side by side: what each says of the fields that are told in more than one way."""
    differing = [f for f in record.fields if len(f.values) > 1]
    return tuple(_voice(_sign(n), witness, differing) for n, witness in enumerate(record.witnesses))


def _sign(number: int) -> str:
    """A, B, C ... as in an apparatus; numbers behind the last letter."""
    return ascii_uppercase[number] if number < len(ascii_uppercase) else str(number + 1)


def _voice(sign: str, witness: Witness, fields: Sequence[ShownField]) -> Voice:
    said = {f.name: next((v for v in f.values if witness.ref in v.witnesses), None) for f in fields}
    alone = {f.name for f in fields if (own := said[f.name]) is not None and own is not f.values[0]}
    return Voice(sign=sign, witness=witness, values=tuple(said.items()), alone=frozenset(alone))


def correctable(kind: Kind) -> tuple[str, ...]:
    """The fields of a kind that a person can correct, those first that make it."""
    own = fields_of(kind)
    sides = [name for name in SIDES[kind] if name]
    first = [*sides, "date", "type", "mode", "status", "subject", "quote", "place", "place_country"]
    return tuple(sorted(own, key=lambda name: (first.index(name) if name in first else len(first), own.index(name))))


def entry_for(record: ShownRecord, name: str) -> Entry:
    """What a form needs to correct a field."""
    found = record.field(name)
    return Entry(
        name=name,
        choices=choices_of(record.kind, name),
        is_list=name in LIST_SLOTS or name == "amounts",
        is_party=name in PARTY_FIELDS,
        told=found.values if found else (),
    )


def near(register: Register, record: ShownRecord) -> tuple[ShownRecord, ...]:
    """Records of the same kind and party within a few days: what it may be one with; none where it has no day."""
    sides = record.who(SIDES[record.kind][0]) or record.parties
    if not sides or not record.day:
        return ()
    day = date.fromisoformat(record.day)
    scope = Scope(
        first=_shifted(day, -NEAR_DAYS),
        last=_shifted(day, NEAR_DAYS),
        kinds=frozenset({record.kind}),
        most=MOST_NEAR + 1,
    )
    found = timeline(register, sides[0].id, scope)
    return tuple(r for r in found if r.id != record.id)[:MOST_NEAR]


def _shifted(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return day


def given_names(register: Register, events: Iterable[Event]) -> dict[str, str]:
    """The names of the parties that reviews put into fields, by id."""
    values = [e.review.value for e in events if e.review.field in PARTY_FIELDS]
    ids = [i for value in values for i in (value if isinstance(value, list | tuple) else [value]) if i]
    return names_of(register, ids) if ids else {}


def seen_of(record: ShownRecord) -> str:
    """A mark of a record as it was shown: another one if anything about it has changed since."""
    values = [(f.name, [(v.value, v.review, v.witnesses) for v in f.values]) for f in record.fields]
    told = repr((record.id, record.state, values, [w.ref for w in record.witnesses]))
    return hashlib.sha256(told.encode()).hexdigest()[:SEEN_CHARS]
