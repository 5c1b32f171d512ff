"""Marks of rules and marks of the encoder become the marks of a report.

The encoder has seen the rules' marks as hints (``hints.py``); those that it does not believe are gone
before they come here (``decoding.believed_marks``). Rules know names, times, amounts and places, and see quotation marks; the encoder
knows who does what to whom. Where both mark the same speech or deed, one mark stays, completed
from the other.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, TypeVar

from gipfelbuch.model.entries import Kind, Mode
from gipfelbuch.model.marks import Argument, Deed, Marks, Quotation, Role
from gipfelbuch.model.spans import Span

if TYPE_CHECKING:
    from training.marker.decoding import Opinion

SAME_SHARE = 0.5  # of the shorter of two spans' characters, shared, from which they mark the same
NEAR_MARKS = 8  # looked at on either side for the same speech or deed
PARTIES: Final = frozenset(
    {Role.PARTICIPANT, Role.HOST, Role.PARTY, Role.ACTOR, Role.RECIPIENT, Role.GIVER, Role.ASSESSOR}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """Whose marks of a kind are kept; chosen on our own dev and test reports (10 reports, 243 entries).

    Args:
        alone: score from which a mark that only the encoder sees is kept; above 1 for never.
        leads: whether the encoder's wording and values win where both see the same.
    """

    alone: float
    leads: bool = False


SPEECH: Final = Trust(alone=0.95)
DEEDS: Final = {
    Kind.ENCOUNTER: Trust(alone=0.6),
    Kind.AGREEMENT: Trust(alone=2.0),
    Kind.ISSUE: Trust(alone=2.0),
    Kind.GIFT: Trust(alone=2.0),
    Kind.ASSESSMENT: Trust(alone=0.8),
    Kind.ACTION: Trust(alone=0.9),
}


def combine_marks(rules: Marks, opinion: Opinion | None) -> Marks:
    """One set of marks.

    Args:
        rules: marks by rules.
        opinion: what the encoder makes of the document and of the rules' marks; None if there is none.

    Returns:
        The rules' marks alone without an encoder; else those that it believes and those it adds, in order of place.
        Mentions are the rules': the encoder's own cost more parties than they brought (measured).
    """
    if opinion is None:
        return rules
    rules, encoder = opinion.believed, opinion.marks
    deeds = [d for kind in DEEDS for d in _combined_deeds(kind, rules.deeds, encoder.deeds)]
    return replace(
        rules,
        quotations=_combined_quotations(rules.quotations, encoder.quotations),
        deeds=tuple(sorted(deeds, key=lambda d: d.trigger[0])),
    )


def _shared(one: tuple[Span, ...], other: tuple[Span, ...]) -> float:
    """Shared characters as a share of the shorter."""
    shared = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one for b in other)
    return shared / min(sum(map(len, one)), sum(map(len, other)))


M = TypeVar("M", Quotation, Deed)


def _paired(rules: Iterable[M], encoder: Iterable[M]) -> tuple[list[tuple[M, M]], list[M], list[M]]:
    """Marks of the same words in pairs (rule, encoder), those of rules alone, those of the encoder alone."""
    left = sorted(rules, key=_place)
    starts = [_place(m) for m in left]
    used: set[int] = set()
    pairs, alone = [], []
    for mark in encoder:
        at = bisect_right(starts, _place(mark))
        near = [i for i in range(max(0, at - NEAR_MARKS), min(len(left), at + NEAR_MARKS)) if i not in used]
        best = max(near, key=lambda i: _shared(_words(left[i]), _words(mark)), default=None)
        if best is not None and _shared(_words(left[best]), _words(mark)) >= SAME_SHARE:
            used.add(best)
            pairs.append((left[best], mark))
        else:
            alone.append(mark)
    return pairs, [m for i, m in enumerate(left) if i not in used], alone


def _words(mark: Quotation | Deed) -> tuple[Span, ...]:
    """The words by which a mark is known."""
    if isinstance(mark, Quotation):
        return mark.quote
    item = mark.spans(
        {Kind.ISSUE: Role.SUBJECT, Kind.GIFT: Role.ITEM, Kind.ASSESSMENT: Role.VERDICT}.get(mark.kind, Role.HOST)
    )
    if mark.kind in {Kind.ENCOUNTER, Kind.AGREEMENT}:
        return mark.evidence
    return mark.trigger if mark.kind is Kind.ACTION or not item else item


def _place(mark: Quotation | Deed) -> Span:
    return _words(mark)[0]


# ---------------------------------------------------------------- speech
def _combined_quotations(rules: tuple[Quotation, ...], encoder: tuple[Quotation, ...]) -> tuple[Quotation, ...]:
    pairs, by_rules, by_encoder = _paired(rules, encoder)
    out = [_completed_speech(rule, mark) for rule, mark in pairs]
    out += by_rules
    out += [q for q in by_encoder if q.score >= SPEECH.alone and q.speaker]
    return tuple(sorted(out, key=lambda q: q.quote[0]))


def _completed_speech(rule: Quotation, mark: Quotation) -> Quotation:
    """One quotation of two; the words of direct speech are the rule's, which sees quotation marks."""
    if not SPEECH.leads:
        return rule
    direct = rule.mode is Mode.DIRECT
    return replace(
        mark,
        mode=rule.mode if direct else mark.mode,
        quote=rule.quote if direct else mark.quote,
        cue=mark.cue or rule.cue,
        concept=rule.concept,
        speaker=mark.speaker or rule.speaker,
        addressee=mark.addressee,
        answers=rule.answers,
    )


# ---------------------------------------------------------------- deeds
def _combined_deeds(kind: Kind, rules: Iterable[Deed], encoder: Iterable[Deed]) -> list[Deed]:
    trust = DEEDS[kind]
    pairs, by_rules, by_encoder = _paired((d for d in rules if d.kind is kind), (d for d in encoder if d.kind is kind))
    out = [_completed_deed(rule, mark) if trust.leads else rule for rule, mark in pairs]
    out += by_rules
    out += [d for d in by_encoder if d.score >= trust.alone]
    return out


def _completed_deed(rule: Deed, mark: Deed) -> Deed:
    """The encoder's deed with what only rules find: trigger, numbers, times, places."""
    filled = {a.role for a in mark.arguments}
    kept = tuple(a for a in rule.arguments if a.role not in PARTIES or a.role not in filled)
    arguments: tuple[Argument, ...] = (*mark.arguments, *(a for a in kept if a.role not in filled))
    return replace(
        rule,
        type=mark.type if mark.kind is not Kind.ACTION else rule.type,
        status=mark.status or rule.status,
        plover=mark.plover or rule.plover,
        polarity=mark.polarity or rule.polarity,
        evidence=mark.evidence,
        arguments=arguments,
        score=max(rule.score, mark.score),
        origin="rule+encoder",
    )
