"""Marks: what rules or the encoder claim to have seen in a report, before it is put together.

A mark says that some characters are a mention, a time, a quotation, a deed; who is who and what
belongs to one event is decided later, when marks are assembled. Marks point at other marks by
their spans: a quotation names the characters of its speaker, and assembling finds the party.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from gipfelbuch.model.entries import Kind, Mode
from gipfelbuch.model.parties import PartyType
from gipfelbuch.model.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Characters that name a party.

    Args:
        span: the mention as the guidelines cut it (names without article, nominals with it).
        type: what is named.
        name: the name itself, without office or adjective, as written.
        key: identity known from the knowledge tables ("state:KOR", "org:UN"); None for others.
        role: office or function, as written, without adjective of the state.
        country: ISO 3166-1 alpha-3 of the state served or belonged to.
        nominal: whether a common noun stands for the party ("der Präsident").
        gender: "m", "f" or None, for pronouns.
        plural: whether several are named.
        score: how sure, 0 to 1.
        origin: which rule or model made it.
        seen: how far the encoder sees the words as naming a party that does something, 0 to 1; None without encoder.
    """

    span: Span
    type: PartyType
    name: str
    key: str | None = None
    role: str | None = None
    country: str | None = None
    nominal: bool = False
    gender: str | None = None
    plural: bool = False
    score: float = 1.0
    origin: str = "rule"
    seen: float | None = None


class TimeType(StrEnum):
    """TIMEX3 types."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """A time expression as in TimeML TIMEX3.

    Args:
        span: its characters.
        type: DATE, TIME, DURATION or SET.
        value: TIMEX3 value ("2025-11-01", "2025-W44", "P5Y", "PRESENT_REF").
        edtf: the same as an EDTF level 1 date or interval, where it is a date; else None.
        relative: whether the value was resolved from the publication date or another date.
    """

    span: Span
    type: TimeType
    value: str
    edtf: str | None = None
    relative: bool = False
    score: float = 1.0
    origin: str = "rule"


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """An amount of money: value in full units, currency in ISO 4217 or None if not told."""

    span: Span
    value: float
    currency: str | None
    score: float = 1.0
    origin: str = "rule"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A named place; country in ISO 3166-1 alpha-3, coordinates in degrees (WGS 84)."""

    span: Span
    name: str
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    score: float = 1.0
    origin: str = "rule"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Speech: the words said, the words that mark the saying, who speaks and to whom.

    Args:
        mode: direct, indirect, reported or free indirect.
        quote: the words said, without quotation marks and frame.
        cue: the words that mark the speech; empty if there are none.
        evidence: the clauses or sentences that state it.
        concept: the row of the speech table that the cue belongs to ("demand"), if any.
        speaker: the words that name the speaker, a pronoun where the text has one.
        addressee: the words that name who is spoken to.
        answers: whether it is marked as an answer ("entgegnete").
        plover: PLOVER event type of the act, where whoever marked it tells; else its verb and words decide.
    """

    mode: Mode
    quote: tuple[Span, ...]
    evidence: tuple[Span, ...]
    cue: tuple[Span, ...] = ()
    concept: str | None = None
    speaker: Span | None = None
    addressee: Span | None = None
    answers: bool = False
    plover: str | None = None
    score: float = 1.0
    origin: str = "rule"


class Role(StrEnum):
    """What a span is to a deed."""

    PARTICIPANT = "participant"
    HOST = "host"
    PARTY = "party"
    ACTOR = "actor"
    RECIPIENT = "recipient"
    GIVER = "giver"
    ASSESSOR = "assessor"
    ITEM = "item"
    SUBJECT = "subject"
    VERDICT = "verdict"
    OCCASION = "occasion"
    TIME = "time"
    TERM = "term"
    PLACE = "place"
    AMOUNT = "amount"


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """A span that fills a role of a deed."""

    role: Role
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """Anything but speech that goes into the register, with the words that name it.

    Args:
        kind: any kind but statement.
        trigger: the words that name it.
        evidence: the clauses or sentences that state it.
        type: the kind's own type ("summit", "memorandum"), if it has types.
        status: the kind's own status.
        plover: PLOVER event type, if the words tell.
        polarity: of an assessment.
        count: of an agreement named with others; quantity of a gift.
        format: of an encounter.
        first_since: of an encounter, as written.
        arguments: who, what, when and where, as spans.
        both: whether "both sides" (all parties at hand) are meant.
        sides: who the rules say has part, where the encoder's parties stand among the arguments.
    """

    kind: Kind
    trigger: tuple[Span, ...]
    evidence: tuple[Span, ...]
    type: str | None = None
    status: str | None = None
    plover: str | None = None
    polarity: str | None = None
    count: int | None = None
    format: str | None = None
    first_since: str | None = None
    arguments: tuple[Argument, ...] = ()
    both: bool = False
    sides: tuple[Span, ...] = ()
    score: float = 1.0
    origin: str = "rule"

    def spans(self, role: Role) -> tuple[Span, ...]:
        """The spans that fill the role, in the order in which they were given."""
        return tuple(a.span for a in self.arguments if a.role is role)


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """All marks of one report."""

    mentions: tuple[Mention, ...] = ()
    times: tuple[Time, ...] = ()
    amounts: tuple[Amount, ...] = ()
    places: tuple[Place, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    deeds: tuple[Deed, ...] = ()
