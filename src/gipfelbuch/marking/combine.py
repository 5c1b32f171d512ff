"""Marks of rules and marks of the encoder become the marks of a report.

The encoder has seen the rules' marks as hints (``hints.py``). Rules know names, times, amounts and places, and
see quotation marks; the encoder has read who does what to whom. How far either is trusted, kind by kind, is
measured on our own held-out reports (``training/tuning.py``) and comes with the weights.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, TypeVar

from gipfelbuch.model.entries import Kind, Mode
from gipfelbuch.model.marks import Deed, Marks, Mention, Quotation, Role
from gipfelbuch.model.spans import Span

if TYPE_CHECKING:
    from gipfelbuch.marking.decoding import Opinion

SAME_SHARE = 0.5  # of the shorter of two spans' characters, shared, from which they mark the same
NEAR_MARKS = 8  # looked at on either side for the same speech or deed
PARTIES: Final = frozenset(
    {Role.PARTICIPANT, Role.HOST, Role.PARTY, Role.ACTOR, Role.RECIPIENT, Role.GIVER, Role.ASSESSOR}
)
WORDINGS: Final = {
    Kind.ISSUE: Role.SUBJECT,
    Kind.GIFT: Role.ITEM,
    Kind.ASSESSMENT: Role.VERDICT,
}  # what a deed of the kind is known by
ONCE: Final = frozenset({*WORDINGS, Kind.ACTION})  # of these kinds the same words tell one deed
MENTIONS: Final = "mention"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """Whose marks of a kind are kept.

    Args:
        belief: share of a rule's words that the encoder sees inside, 0 to 1, below which the mark is dropped.
        alone: score from which a mark that only the encoder sees is kept; above 1 for never.
        words: whether the encoder's wording wins where both see the same.
        values: whether its type, status, mode and PLOVER type win.
        parties: whose parties win: "rules", "gaps" (the encoder fills roles that the rules leave empty), "encoder".
    """

    belief: float = 0.0
    alone: float = 2.0
    words: bool = False
    values: bool = False
    parties: str = "gaps"


def trust_from(settings: Mapping[str, Mapping[str, Any]]) -> dict[str, Trust]:
    """Trust by kind (and "mention"), from the settings file; what it does not tell is the rules'."""
    return {name: Trust(**settings.get(name, {})) for name in (MENTIONS, *(k.value for k in Kind))}


def combine_marks(rules: Marks, opinion: Opinion | None, trust: Mapping[str, Trust]) -> Marks:
    """One set of marks.

    Args:
        rules: marks by rules.
        opinion: what the encoder makes of the document and of the rules' marks; None if there is none.
        trust: by kind, as ``trust_from`` gives it.

    Returns:
        The rules' marks alone without an encoder; else those that it believes and those it adds, in order of place.
    """
    if opinion is None:
        return rules
    deeds = [
        d
        for kind in Kind
        if kind is not Kind.STATEMENT
        for d in _combined_deeds(
            trust[kind.value],
            [(m, s) for m, s in zip(rules.deeds, opinion.deeds, strict=True) if m.kind is kind],
            [m for m in opinion.marks.deeds if m.kind is kind],
        )
    ]
    goals = frozenset(span for d in deeds if _leads_somewhere(d) for span in d.spans(Role.HOST))
    return replace(
        rules,
        mentions=_combined_mentions(trust[MENTIONS], rules.mentions, opinion, goals),
        quotations=_combined_quotations(trust[Kind.STATEMENT.value], rules.quotations, opinion),
        deeds=tuple(sorted(deeds, key=lambda d: d.trigger[0])),
    )


def _combined_mentions(
    trust: Trust, rules: tuple[Mention, ...], opinion: Opinion, goals: frozenset[Span]
) -> tuple[Mention, ...]:
    """The rules' mentions that the encoder believes, or that name the goal of a visit, and those it adds."""
    seen = zip(rules, opinion.mentions, strict=True)
    believed = ((m, s) for m, s in seen if s >= trust.belief or m.span in goals)
    kept = [replace(m, seen=round(s, 3)) for m, s in believed]
    starts = [m.span.start for m in kept]
    for mark in opinion.marks.mentions:
        at = bisect_right(starts, mark.span.start)
        beside = kept[max(0, at - 1) : at + 1]
        if mark.score >= trust.alone and not any(m.span.overlaps(mark.span) for m in beside):
            kept.insert(at, mark)
            starts.insert(at, mark.span.start)
    return tuple(kept)


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


def _shared(one: tuple[Span, ...], other: tuple[Span, ...]) -> float:
    """Shared characters as a share of the shorter."""
    shared = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one for b in other)
    return shared / min(sum(map(len, one)), sum(map(len, other)))


def _words(mark: Quotation | Deed) -> tuple[Span, ...]:
    """The words by which a mark is known."""
    if isinstance(mark, Quotation):
        return mark.quote
    if mark.kind in {Kind.ENCOUNTER, Kind.AGREEMENT}:
        return mark.evidence
    return (mark.spans(WORDINGS[mark.kind]) if mark.kind in WORDINGS else ()) or mark.trigger


def _place(mark: Quotation | Deed) -> Span:
    return _words(mark)[0]


# ---------------------------------------------------------------- speech
def _combined_quotations(trust: Trust, rules: tuple[Quotation, ...], opinion: Opinion) -> tuple[Quotation, ...]:
    believed = [q for q, s in zip(rules, opinion.speech, strict=True) if s >= trust.belief]
    pairs, by_rules, by_encoder = _paired(believed, opinion.marks.quotations)
    out = [_completed_speech(trust, rule, mark) for rule, mark in pairs]
    out += by_rules
    out += [q for q in by_encoder if q.score >= trust.alone]
    return tuple(sorted(out, key=lambda q: q.quote[0]))


def _completed_speech(trust: Trust, rule: Quotation, mark: Quotation) -> Quotation:
    """One quotation of two; the words of direct speech are the rule's, which sees quotation marks."""
    words = trust.words and rule.mode is not Mode.DIRECT
    return replace(
        rule,
        mode=mark.mode if trust.values and rule.mode is not Mode.DIRECT else rule.mode,
        quote=mark.quote if words else rule.quote,
        cue=(mark.cue or rule.cue) if words else (rule.cue or mark.cue),
        evidence=mark.evidence if words else rule.evidence,
        plover=mark.plover if trust.values else None,
        speaker=_chosen(trust, rule.speaker, mark.speaker),
        addressee=_chosen(trust, rule.addressee, mark.addressee),
        origin="rule+encoder",
    )


def _chosen(trust: Trust, rule: Span | None, mark: Span | None) -> Span | None:
    if trust.parties == "rules" or (rule and mark and rule.overlaps(mark)):
        return rule
    return (mark or rule) if trust.parties == "encoder" else (rule or mark)


# ---------------------------------------------------------------- deeds
def _combined_deeds(trust: Trust, rules: list[tuple[Deed, float]], encoder: list[Deed]) -> list[Deed]:
    pairs, by_rules, by_encoder = _paired((d for d, s in rules if s >= trust.belief), encoder)
    out = [_completed_deed(trust, rule, mark) for rule, mark in pairs]
    out += by_rules
    out += [d for d in by_encoder if d.score >= trust.alone]
    return _once(out)


def _once(deeds: list[Deed]) -> list[Deed]:
    """Deeds known by a few words, each once: of marks of the same words the first, which is the one that both saw."""
    kept: list[tuple[int, Deed]] = []
    for number, deed in sorted(enumerate(deeds), key=lambda d: (_place(d[1]), d[0])):
        near = range(max(0, len(kept) - NEAR_MARKS), len(kept)) if deed.kind in ONCE else ()
        same = [k for k in near if _shared(_words(kept[k][1]), _words(deed)) >= SAME_SHARE]
        if not same:
            kept.append((number, deed))
        elif all(number < kept[k][0] for k in same):
            kept[same[0]] = (number, deed)
            for k in reversed(same[1:]):
                del kept[k]
    return [deed for _, deed in sorted(kept, key=lambda d: d[0])]


def _completed_deed(trust: Trust, rule: Deed, mark: Deed) -> Deed:
    """The rule's deed with what the encoder sees better, and what only it sees."""
    told = {a.role for a in rule.arguments}
    better = {a.role for a in mark.arguments}
    taken = better - told
    if trust.parties == "rules":
        taken -= PARTIES
    elif trust.parties == "encoder" and not _leads_somewhere(rule):
        taken |= better & PARTIES
    if trust.words:
        taken |= better - PARTIES
    if trust.words and rule.kind is Kind.ACTION:
        rule = replace(rule, trigger=mark.trigger)
    elif trust.words and rule.kind in {Kind.ENCOUNTER, Kind.AGREEMENT}:
        rule = replace(rule, evidence=mark.evidence)
    if trust.values:
        rule = replace(
            rule,
            type=mark.type if mark.kind is not Kind.ACTION else rule.type,
            status=mark.status or rule.status,
            plover=mark.plover or rule.plover,
            polarity=mark.polarity or rule.polarity,
            format=mark.format or rule.format,
        )
    kept = tuple(a for a in rule.arguments if a.role not in taken)
    added = tuple(a for a in mark.arguments if a.role in taken)
    return replace(
        rule,
        arguments=(*kept, *added),
        sides=(*rule.spans(Role.PARTY), *rule.spans(Role.PARTICIPANT)),
        score=max(rule.score, mark.score),
        origin="rule+encoder",
    )


def _leads_somewhere(rule: Deed) -> bool:
    """Whether the rules see a visit whose goal is named by a place ("will visit Tokyo"): then they know who goes where."""
    hosts, guests = rule.spans(Role.HOST), rule.spans(Role.PARTICIPANT)
    return bool(hosts and guests) and set(hosts) <= set(rule.spans(Role.PLACE))
