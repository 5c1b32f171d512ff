"""Entries: the seven kinds of things that a report puts into the register, and the reading."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from gipfelbuch.model.parties import Party
from gipfelbuch.model.reports import Report
from gipfelbuch.model.spans import Span

if TYPE_CHECKING:
    from gipfelbuch.model.marks import Amount, Place, Time


class Kind(StrEnum):
    """The seven kinds."""

    ENCOUNTER = "encounter"
    AGREEMENT = "agreement"
    STATEMENT = "statement"
    ISSUE = "issue"
    GIFT = "gift"
    ASSESSMENT = "assessment"
    ACTION = "action"


class Mode(StrEnum):
    """How speech is told."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    REPORTED = "reported"
    FREE_INDIRECT = "free_indirect"


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPlace:
    """Where: the name as written, ISO 3166-1 alpha-3, degrees (WGS 84)."""

    name: str
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """An amount in full units of an ISO 4217 currency."""

    value: float
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What every kind has.

    Args:
        id: unique in the reading ("e1").
        evidence: the clauses or sentences that say so, never empty.
        date: EDTF level 1; None if the report does not tell.
        place: None if the report does not tell.
        plover: PLOVER event type; None if the deed has none.
        confidence: 0 to 1.

    Raises:
        ValueError: if there is no evidence.
    """

    kind: ClassVar[Kind]

    id: str
    evidence: tuple[Span, ...]
    date: str | None = None
    place: EntryPlace | None = None
    plover: str | None = None
    confidence: float | None = None

    def __post_init__(self) -> None:
        if not self.evidence:
            raise ValueError(f"entry {self.id} has no evidence")


@dataclass(frozen=True, slots=True, kw_only=True)
class Encounter(Entry):
    """People or delegations meet, visit, call, negotiate. ``participants`` and ``host`` are party ids."""

    kind: ClassVar[Kind] = Kind.ENCOUNTER

    type: str
    participants: tuple[str, ...]
    status: str = "held"
    occasion: str | None = None
    host: str | None = None
    format: str | None = None
    first_since: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement(Entry):
    """Something that parties bind themselves to. ``term`` is an ISO 8601 duration."""

    kind: ClassVar[Kind] = Kind.AGREEMENT

    type: str
    parties: tuple[str, ...]
    status: str
    subject: str | None = None
    count: int | None = None
    amounts: tuple[Money, ...] = ()
    term: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Entry):
    """What someone said, wrote, asked or demanded. ``reply_to`` is the id of the statement answered."""

    kind: ClassVar[Kind] = Kind.STATEMENT

    mode: Mode
    speaker: str | None
    quote: tuple[Span, ...]
    addressees: tuple[str, ...] = ()
    cue: tuple[Span, ...] = ()
    reply_to: str | None = None
    speaker_mention: tuple[Span, ...] = ()
    addressee_mention: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue(Entry):
    """A matter contested or open between parties."""

    kind: ClassVar[Kind] = Kind.ISSUE

    subject: str
    parties: tuple[str, ...]
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gift(Entry):
    """A thing given. ``quantity`` is a number of pieces."""

    kind: ClassVar[Kind] = Kind.GIFT

    giver: str | None
    recipient: str | None
    item: str
    quantity: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment(Entry):
    """A judgement of a relation, encounter, agreement or policy; ``assessor`` None is the reporter."""

    kind: ClassVar[Kind] = Kind.ASSESSMENT

    assessor: str | None
    subject: str
    verdict: tuple[Span, ...]
    polarity: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Action(Entry):
    """Any other political deed. ``trigger`` is the word or phrase that names it."""

    kind: ClassVar[Kind] = Kind.ACTION

    actors: tuple[str, ...]
    trigger: tuple[Span, ...]
    status: str
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one report says: its parties and entries, and every time, amount and place in it."""

    report: Report
    parties: tuple[Party, ...]
    entries: tuple[Entry, ...]
    times: tuple[Time, ...] = ()
    amounts: tuple[Amount, ...] = ()
    places: tuple[Place, ...] = ()
