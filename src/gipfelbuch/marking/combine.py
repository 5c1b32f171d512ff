"""Marks of rules and marks of the encoder become the marks of a report.

Rules know names, times, amounts and places, and what has a fixed form; the encoder knows who does
what to whom. Where both mark the same speech or deed, one mark stays, completed from the other.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable
from dataclasses import replace

from gipfelbuch.model.entries import Kind, Mode
from gipfelbuch.model.marks import Deed, Marks, Mention, Quotation
from gipfelbuch.model.spans import Span

SAME_SHARE = 0.5  # of the shorter of two utterances, shared characters from which they are one
ALONE = {  # score from which a deed that only the encoder sees is kept; chosen on our own dev reports
    Kind.ENCOUNTER: 0.5,
    Kind.AGREEMENT: 0.5,
    Kind.ISSUE: 0.5,
    Kind.GIFT: 0.5,
    Kind.ASSESSMENT: 0.5,
    Kind.ACTION: 0.5,
}


def combine_marks(rules: Marks, encoder: Marks | None) -> Marks:
    """One set of marks.

    Args:
        rules: marks by rules.
        encoder: marks by the encoder; None if there is none.

    Returns:
        The rules' marks alone without an encoder; else both, each label in order of place.
    """
    if encoder is None:
        return rules
    return replace(
        rules,
        mentions=_combined_mentions(rules.mentions, encoder.mentions),
        quotations=_combined_quotations(rules.quotations, encoder.quotations),
        deeds=_combined_deeds(rules.deeds, encoder.deeds),
    )


def _combined_mentions(rules: tuple[Mention, ...], encoder: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The rules' mentions, and the encoder's where rules saw none."""
    taken = _Taken(m.span for m in rules)
    return tuple(sorted((*rules, *(m for m in encoder if not taken.touches(m.span))), key=lambda m: m.span))


class _Taken:
    """Spans that do not overlap each other much, asked whether another touches one."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self.spans: list[Span] = []
        for span in spans:
            insort(self.spans, span)

    def touches(self, span: Span) -> bool:
        at = bisect_left(self.spans, span)
        return any(s.overlaps(span) for s in self.spans[max(0, at - 2) : at + 2])


def _shared(one: tuple[Span, ...], other: tuple[Span, ...]) -> float:
    """Shared characters as a share of the shorter."""
    shared = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one for b in other)
    return shared / min(sum(map(len, one)), sum(map(len, other)))


def _combined_quotations(rules: tuple[Quotation, ...], encoder: tuple[Quotation, ...]) -> tuple[Quotation, ...]:
    """The encoder's quotations completed by the rules', and direct speech that only rules saw."""
    left = list(rules)
    out: list[Quotation] = []
    for quotation in encoder:
        twin = max(left, key=lambda q: _shared(q.quote, quotation.quote), default=None)
        if twin is not None and _shared(twin.quote, quotation.quote) >= SAME_SHARE:
            left.remove(twin)
            out.append(_completed(quotation, twin))
        else:
            out.append(quotation)
    out += [q for q in left if q.mode is Mode.DIRECT]
    return tuple(sorted(out, key=lambda q: q.quote[0]))


def _completed(encoder: Quotation, rule: Quotation) -> Quotation:
    """One quotation of two: words and mode of direct speech from the rule, which sees quotation marks."""
    direct = rule.mode is Mode.DIRECT
    return replace(
        encoder,
        mode=rule.mode if direct else encoder.mode,
        quote=rule.quote if direct else encoder.quote,
        cue=encoder.cue or rule.cue,
        concept=rule.concept,
        speaker=encoder.speaker or rule.speaker,
        addressee=encoder.addressee or rule.addressee,
        answers=rule.answers,
    )


def _combined_deeds(rules: tuple[Deed, ...], encoder: tuple[Deed, ...]) -> tuple[Deed, ...]:
    """The rules' deeds, and those that only the encoder sees and is sure of."""
    out = list(rules)
    for deed in encoder:
        same = (d for d in rules if d.kind is deed.kind and _shared(d.evidence, deed.evidence) >= SAME_SHARE)
        if deed.score >= ALONE[deed.kind] and next(same, None) is None:
            out.append(deed)
    return tuple(sorted(out, key=lambda d: d.trigger[0]))
