"""Deeds of kind action: a verb or noun of the deed tables, who does it, to whom.

A document and its mentions and quotations enter; one deed for each verb or noun leaves, with its actors
and recipients as spans. Deeds that are only wished, possible or conditional are none; those told
inside an utterance count only where they are told as having happened.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from gipfelbuch.knowledge.actions import deed_words
from gipfelbuch.marking.rules.actions_finds import Find, finds_in
from gipfelbuch.marking.rules.actions_roles import noun_arguments, verb_arguments
from gipfelbuch.marking.rules.actions_status import status_of
from gipfelbuch.marking.rules.doers import is_readable
from gipfelbuch.marking.rules.roles import evidence_of, is_passive, mentions_in, subject_of
from gipfelbuch.model.entries import Kind
from gipfelbuch.model.marks import Argument, Deed, Marks, Mention, Quotation, Role
from gipfelbuch.model.parties import PartyType
from gipfelbuch.model.reports import Document, Token
from gipfelbuch.model.spans import Span

_PHYSICAL = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "PROTEST"})


class _Speech:
    """Which quotation covers an offset."""

    def __init__(self, quotations: Sequence[Quotation]) -> None:
        self._spans = sorted((s.start, s.end) for q in quotations for s in q.quote)
        self._cues = {s.start for q in quotations for s in q.cue}

    def covers(self, offset: int) -> bool:
        """Whether the offset lies in the words said."""
        at = bisect_right(self._spans, (offset, 1 << 60)) - 1
        return any(s <= offset < e for s, e in self._spans[max(0, at - 2) : at + 1])

    def is_cue(self, offset: int) -> bool:
        """Whether a cue of speech starts here."""
        return offset in self._cues


def mark_actions(document: Document, marks: Marks) -> tuple[Deed, ...]:
    """Deeds of kind action.

    Args:
        document: the segmented report.
        marks: its mentions and quotations.

    Returns:
        One deed a verb or noun that names one, in order of place.
    """
    speech = _Speech(marks.quotations)
    out: list[Deed] = []
    for sentence in filter(is_readable, document.sentences):
        for find in finds_in(document, sentence):
            deed = _deed(document, find, marks.mentions, speech)
            if deed is not None:
                out.append(deed)
    return tuple(out)


def _deed(document: Document, find: Find, mentions: tuple[Mention, ...], speech: _Speech) -> Deed | None:
    trigger = _spans(find.tokens)
    if any(speech.is_cue(s.start) for s in trigger) and _is_speech(document, find, mentions):
        return None
    said = speech.covers(trigger[0].start) or find.clause.subjunctive
    status = status_of(document, find, said=said)
    if status is None:
        return None
    plover = find.sense.plover
    if status == "denied" and not said:
        plover, status = find.sense.negated, "ongoing"
        trigger = _with_negation(document, find, trigger)
    arguments = noun_arguments(document, find, mentions) if find.noun else verb_arguments(document, find, mentions)
    if _is_verbal_attack(document, find, arguments, mentions):
        return None
    return Deed(
        kind=Kind.ACTION,
        trigger=trigger,
        evidence=(evidence_of(document, *trigger),),
        type=find.sense.concept,
        status=status,
        plover=plover,
        arguments=arguments,
    )


def _is_verbal_attack(
    document: Document, find: Find, arguments: tuple[Argument, ...], mentions: tuple[Mention, ...]
) -> bool:
    """Persons who "attack" somebody in active voice do so with words."""
    if find.noun or find.sense.concept != "attack" or is_passive(document, find.clause):
        return False
    actors = {a.span for a in arguments if a.role is Role.ACTOR}
    persons = {m.span for m in mentions if m.type is PartyType.PERSON and not m.plural} if actors else set()
    pronouns = {s for s in actors if s.of(document.text).lower() in ("er", "sie", "he", "she")}
    return bool(actors & persons or pronouns)


def _is_speech(document: Document, find: Find, mentions: tuple[Mention, ...]) -> bool:
    """Whether a verb that can also mark speech ("attacked", "rejected", "ordered") does so here.

    Persons attack with words, armies with arms; what is told by more than the verb is a deed.
    """
    if find.sense.plover in _PHYSICAL:
        if find.sense.plover != "ASSAULT" or is_passive(document, find.clause):
            return False
        actors = set(subject_of(document, find.clause, mentions))
        return any(m.type is PartyType.PERSON for m in mentions_in(mentions, find.clause.span) if m.span in actors)
    return find.sense.concept in deed_words("speech_wins", document.language)


def _spans(tokens: Sequence[Token]) -> tuple[Span, ...]:
    """One span for neighbours, several for words apart."""
    out: list[Span] = []
    last = -2
    for token in tokens:
        if token.index == last + 1:
            out[-1] = Span(out[-1].start, token.end)
        else:
            out.append(token.span)
        last = token.index
    return tuple(out)


def _with_negation(document: Document, find: Find, trigger: tuple[Span, ...]) -> tuple[Span, ...]:
    first = find.tokens[0].index
    if first and document.tokens[first - 1].lower in deed_words("negation", document.language):
        return (Span(document.tokens[first - 1].start, trigger[0].end), *trigger[1:])
    return trigger
