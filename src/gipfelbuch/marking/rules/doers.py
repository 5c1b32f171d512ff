"""Who does something: the grammatical subject if it is somebody, else who can be.

A document, a clause and its mentions enter; spans leave. Word order alone often leaves two candidates for
the subject ("Das Abkommen hat das Parlament ratifiziert"); only somebody can do a deed or judge.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from gipfelbuch.marking.rules.roles import doer_of, mentions_in, phrases_of, subject_of
from gipfelbuch.model.marks import Mention
from gipfelbuch.model.reports import Clause, Document, Pos, Sentence, Token
from gipfelbuch.model.spans import Span

LONGEST_SENTENCE_TOKENS = 200  # longer ones are lists, tables or noise, and would cost quadratic time


def is_readable(sentence: Sentence) -> bool:
    """Whether a sentence is short enough to be one."""
    return sentence.last - sentence.first <= LONGEST_SENTENCE_TOKENS


def somebody_who(document: Document, clause: Clause, verb: Token, mentions: Sequence[Mention]) -> tuple[Span, ...]:
    """Who does what a verb tells in active voice.

    Args:
        document: the report.
        clause: the clause of the verb.
        verb: the verb.
        mentions: in order of their start.

    Returns:
        The subject if it is a mention or pronoun, else the first noun phrase that names somebody and can be
        the subject, else the subject whatever it is. Who acts in the clause before, for an English clause
        that opens with its participle ("killing 20").
    """
    own = subject_of(document, clause, mentions)
    opens = document.language == "en" and verb.lower.endswith("ing") and clause.finite in (None, verb.index)
    if opens and not (own and own[0].start < verb.start and clause.span.contains(own[0])):
        sentence = document.sentence_at(clause.span.start)
        before = [c for c in sentence.clauses if c.last <= clause.first] if sentence else []
        return doer_of(document, before[-1], mentions) if before else own
    return own if names_somebody(document, own, mentions) else _somebody(document, clause, verb, mentions) or own


def names_somebody(document: Document, spans: Sequence[Span], mentions: Sequence[Mention]) -> bool:
    """Whether one of the spans holds a mention or is a personal pronoun."""
    for span in spans:
        token = document.token_at(span.start)
        if mentions_in(mentions, span) or overlaps_mention(mentions, span):
            return True
        if (
            token is not None
            and token.pos is Pos.PRONOUN
            and token.lower not in ("das", "dies", "es", "it", "this", "that")
        ):
            return True
    return False


def overlaps_mention(mentions: Sequence[Mention], span: Span) -> bool:
    """Whether a mention starts within the span or covers its start."""
    at = bisect_left(mentions, span.end, key=lambda m: m.span.start) - 1
    return at >= 0 and mentions[at].span.end > span.start


def _somebody(document: Document, clause: Clause, verb: Token, mentions: Sequence[Mention]) -> tuple[Span, ...]:
    for phrase in phrases_of(document, clause, mentions):
        can = not phrase.preposition and not phrase.time and "n" in phrase.cases
        if document.language == "en":
            can = can and phrase.last <= verb.index
        if can and any(mentions_in(mentions, h) for h in phrase.heads):
            return phrase.heads
    return ()
