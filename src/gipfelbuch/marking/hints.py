"""What the rules have marked, as input for the encoder: it learns where they are right.

Marks enter; hints leave: for words which sorts of mark cover them, for pairs of words which of them
the rules have linked and by which role. Stacking of a learner on another's output (Wolpert 1992).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from gipfelbuch.marking.labels import MODES, ROLES
from gipfelbuch.model.entries import Kind
from gipfelbuch.model.marks import Deed, Marks, Quotation, Role
from gipfelbuch.model.parties import PartyType
from gipfelbuch.model.reports import Document
from gipfelbuch.model.spans import Span

DEEDS: Final = tuple(k.value for k in Kind if k is not Kind.STATEMENT)
BEGIN: Final = "quote:begin"  # of a quote only its first word
WORD_HINTS: Final = (
    *(f"mention:{t.value}" for t in PartyType),
    *(f"quote:{m}" for m in MODES),
    BEGIN,
    "cue",
    "speaker",
    "addressee",
    *(f"{k}:evidence" for k in DEEDS),
    *(f"{k}:trigger" for k in DEEDS),
    *(f"{k}:item" for k in DEEDS),
    "time",
    "amount",
    "place",
)
ITEMS: Final = (Role.SUBJECT, Role.ITEM, Role.VERDICT, Role.OCCASION)
ANCHORS: Final = {Kind.ISSUE: Role.SUBJECT, Kind.GIFT: Role.ITEM, Kind.ASSESSMENT: Role.VERDICT}
_INDEX: Final = {name: i for i, name in enumerate(WORD_HINTS)}
_ROLES: Final = {name: i for i, name in enumerate(ROLES)}

WordHint = tuple[int, int, int]  # hint, first token, behind last token
LinkHint = tuple[int, int, int, int]  # role, first token, behind last token of the rows, token linked to


def word_hints(document: Document, marks: Marks) -> Iterator[WordHint]:
    """Which runs of tokens the rules have marked as what."""
    for name, span in _marked(marks):
        tokens = document.tokens_in(span)
        if tokens:
            last = tokens[0] if name == BEGIN else tokens[-1]
            yield _INDEX[name], tokens[0].index, last.index + 1


def link_hints(document: Document, marks: Marks) -> Iterator[LinkHint]:
    """Which tokens the rules have linked; the rows are all words of the span that the link starts from."""
    for role, row, target in _linked(marks):
        rows, targets = document.tokens_in(row), document.tokens_in(target)
        if rows and targets and role in _ROLES:
            yield _ROLES[role], rows[0].index, rows[-1].index + 1, targets[0].index


def _marked(marks: Marks) -> Iterator[tuple[str, Span]]:
    yield from ((f"mention:{m.type.value}", m.span) for m in marks.mentions)
    yield from (("time", m.span) for m in marks.times)
    yield from (("amount", m.span) for m in marks.amounts)
    yield from (("place", m.span) for m in marks.places)
    for quotation in marks.quotations:
        yield from _marked_speech(quotation)
    for deed in marks.deeds:
        yield from ((f"{deed.kind.value}:evidence", s) for s in deed.evidence)
        yield from ((f"{deed.kind.value}:trigger", s) for s in deed.trigger)
        yield from ((f"{deed.kind.value}:item", a.span) for a in deed.arguments if a.role in ITEMS)


def _marked_speech(quotation: Quotation) -> Iterator[tuple[str, Span]]:
    yield from ((f"quote:{quotation.mode.value}", s) for s in quotation.quote)
    yield BEGIN, quotation.quote[0]
    yield from (("cue", s) for s in quotation.cue)
    if quotation.speaker:
        yield "speaker", quotation.speaker
    if quotation.addressee:
        yield "addressee", quotation.addressee


def _linked(marks: Marks) -> Iterator[tuple[str, Span, Span]]:
    for quotation in marks.quotations:
        for part in quotation.quote:
            if quotation.speaker:
                yield "quote:speaker", part, quotation.speaker
            if quotation.addressee:
                yield "quote:addressee", part, quotation.addressee
            yield from (("quote:cue", part, cue) for cue in quotation.cue)
    for deed in marks.deeds:
        for row in anchors_of(deed):
            yield from ((f"{deed.kind.value}:{a.role.value}", row, a.span) for a in deed.arguments)


def anchors_of(deed: Deed) -> tuple[Span, ...]:
    """The spans that stand for a deed among the encoder's tags."""
    if deed.kind in {Kind.ENCOUNTER, Kind.AGREEMENT}:
        return deed.evidence
    return deed.spans(ANCHORS[deed.kind]) if deed.kind in ANCHORS else deed.trigger
