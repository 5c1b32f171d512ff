"""Records: what the register keeps. One event is one record, with every report that witnesses it.

Readings are of one report; their parties become *actors* (who is who across reports), their entries
become *records*. What witnesses tell differently stays visible, field by field.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from gipfelbuch.model.entries import Kind, Reading
from gipfelbuch.model.parties import PartyType

KEY_CHARS = 16  # of the SHA-256 of a report's text: 64 bits, a collision in a million reports is unlikely (3e-8)

RECORD_CHARS = 16  # of the SHA-256 of a record's first witness: 64 bits, as for reports

Scalar: TypeAlias = str | int | float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A reading as matching takes it.

    Args:
        key: the report's key: the first ``KEY_CHARS`` of the SHA-256 of its text, the same on any machine.
        group: key of the witness group; near-duplicate reports (agency copies) share one and count as one witness.
        reading: what the report says.
    """

    key: str
    group: str
    reading: Reading


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class PartyRef:
    """A party of a report: the report's key, the party's id in its reading."""

    report: str
    party: str


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class EntryRef:
    """An entry of a report: the report's key, the entry's id in its reading."""

    report: str
    entry: str


def record_id(kind: Kind, first: EntryRef) -> str:
    """The id of a record: the kind and a hash of its first witness."""
    return f"{kind.value}:{hashlib.sha256(f'{first.report}:{first.entry}'.encode()).hexdigest()[:RECORD_CHARS]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """One real actor across reports.

    Args:
        id: stable: made from what identifies it (state code, body and state, name), not from the order of reports.
        type: what sort of actor.
        name: the form that most reports use, of equal ones the longest, then the first in order.
        names: all forms, in order.
        country: ISO 3166-1 alpha-3; None if unknown or contested between reports.
        roles: offices as written, in order.
        code: PLOVER actor code; None if unknown.
        wikidata: Wikidata item; None if unknown.
        members: the parties that are this actor, in order.
    """

    id: str
    type: PartyType
    name: str
    names: tuple[str, ...]
    members: tuple[PartyRef, ...]
    country: str | None = None
    roles: tuple[str, ...] = ()
    code: str | None = None
    wikidata: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One value of a field and who says so. Lists are told as tuples; parties as actor ids, quotes as their words."""

    value: Scalar | tuple[Scalar, ...]
    witnesses: tuple[EntryRef, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field of a record: its values, the one of most witness groups first (then the longest, then in order)."""

    name: str
    variants: tuple[Variant, ...]

    @property
    def value(self) -> Scalar | tuple[Scalar, ...]:
        """The majority value."""
        return self.variants[0].value

    @property
    def contested(self) -> bool:
        """Whether witnesses disagree."""
        return len(self.variants) > 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One event, matter or utterance with all its witnesses.

    Args:
        id: stable: the same reports give the same id on any machine, in whatever order they came.
        kind: which of the seven kinds.
        witnesses: the entries that tell it, in order; at most one a report.
        fields: by the slots of the kind, only those that a witness fills.
    """

    id: str
    kind: Kind
    witnesses: tuple[EntryRef, ...]
    fields: tuple[Field, ...]

    def field(self, name: str) -> Field | None:
        """The field of that name; None if no witness fills it."""
        return next((f for f in self.fields if f.name == name), None)


class Verdict(StrEnum):
    """What matching decided about two entries."""

    MERGED = "merged"
    APART = "apart"
    CANDIDATE = "candidate"  # too uncertain to merge: a person decides


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Why two entries are one record, or not.

    Args:
        left: the entry that comes first in order.
        right: the other.
        verdict: merged, apart (only told where a constraint forbids what looks alike), or left to a person.
        probability: calibrated, 0 to 1, that both tell the same.
        reason: in words, with the comparisons that decided.
    """

    left: EntryRef
    right: EntryRef
    verdict: Verdict
    probability: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """All actors and records of a set of readings, with the decisions that made them; each in order of id."""

    actors: tuple[Actor, ...]
    records: tuple[Record, ...]
    decisions: tuple[Decision, ...]
