"""Speech that goes on without a frame: sentences in the subjunctive, or with reporting "sollen", after speech.

Sentences without quotations enter, with the speaker of the sentence before; quotations leave with mode
free indirect.
"""

from __future__ import annotations

from gipfelbuch.knowledge.speech import speech_words
from gipfelbuch.marking.rules.quotations.direct import subject_before
from gipfelbuch.marking.rules.quotations.passages import Passages
from gipfelbuch.model.entries import Mode
from gipfelbuch.model.marks import Quotation
from gipfelbuch.model.reports import Clause, ClauseKind, Pos, Sentence, VerbForm

ALONE = 2  # strength from which a sentence counts as speech though none went before


def mark_continued(passages: Passages, sentence: Sentence, before: Quotation | None) -> Quotation | None:
    """The sentence as speech that goes on, or None if it is the reporter's own.

    Args:
        passages: the document.
        sentence: a sentence without quotation of its own.
        before: the speech of the sentence before, if it held any; its speaker goes on.
    """
    strength = _strength(passages, sentence)
    if strength == 0 or (strength < ALONE and before is None):
        return None
    span = passages.span(sentence.first, passages.body_end(sentence))
    if span is None:
        return None
    speaker = before.speaker if before else subject_before(passages, sentence)
    return Quotation(mode=Mode.FREE_INDIRECT, quote=(span,), evidence=(sentence.span,), speaker=speaker)


def _strength(passages: Passages, sentence: Sentence) -> int:
    """2 for a sure Konjunktiv I or reporting "sollen", 1 for a doubtful subjunctive, 0 for none."""
    mains = [c for c in sentence.clauses if c.kind is ClauseKind.MAIN and c.finite is not None]
    if not mains or passages.language != "de" or any(passages.masked[sentence.first : sentence.last]):
        return 0
    strengths = [_clause_strength(passages, c) for c in mains]
    best = max(strengths)
    return best if strengths[0] or best < ALONE else 1


def _clause_strength(passages: Passages, clause: Clause) -> int:
    token = passages.tokens[clause.finite if clause.finite is not None else clause.first]
    if token.lower in speech_words("reporting_sollen") and _perfect_infinitive(passages, clause.first, clause.last):
        return 2
    if not clause.subjunctive:
        return 0
    first_person = any(t.lower in speech_words("first_person") for t in passages.tokens[clause.first : clause.last])
    if first_person and not token.lower.startswith("sei"):
        return 0
    return 2 if token.lower in speech_words("sure_subjunctive") else 1


def _perfect_infinitive(passages: Passages, first: int, last: int) -> bool:
    """Whether the clause ends "getan haben", "gewesen sein"."""
    tail = [t for t in passages.tokens[first:last] if t.pos is not Pos.PUNCTUATION][-2:]
    return (
        len(tail) == 2
        and tail[1].lower in ("sein", "haben")
        and (tail[0].form is VerbForm.PARTICIPLE or tail[0].lower.endswith(("t", "en")))
    )
