"""Speech told by a noun: "Xis Frage, ob ...", "die Kritik Venezuelas an ...", "criticism of the ban by ...".

A sentence enters; quotations leave whose speaker is whoever the noun belongs to.
"""

from __future__ import annotations

from collections.abc import Iterator

from gipfelbuch.knowledge.speech import Sense, speech_nouns, speech_words
from gipfelbuch.marking.rules.quotations.indirect import content_end, is_infinitive_clause
from gipfelbuch.marking.rules.quotations.passages import Passages
from gipfelbuch.marking.rules.quotations.sources import noun_keys
from gipfelbuch.marking.rules.quotations.speakers import phrase_span
from gipfelbuch.model.entries import Mode
from gipfelbuch.model.marks import Quotation
from gipfelbuch.model.reports import ClauseKind, Pos, Sentence, Token
from gipfelbuch.model.spans import Span


def mark_nominal(passages: Passages, sentence: Sentence, taken: set[int]) -> Iterator[Quotation]:
    """Speech told by nouns of the sentence.

    Args:
        passages: the document.
        sentence: with visible clauses.
        taken: where the words of cues start that other rules have used.
    """
    nouns = speech_nouns(passages.language)
    for place, clause in enumerate(sentence.clauses):
        for token in passages.tokens[clause.first : clause.last]:
            if token.pos not in (Pos.NOUN, Pos.NAME, Pos.OTHER) or token.start in taken or passages.masked[token.index]:
                continue
            senses = [s for k in noun_keys(passages, token) for s in nouns.get(k, ()) if s.takes & {"clause", "act"}]
            found = _told(passages, sentence, place, token, senses[0]) if senses else None
            if found:
                yield found


def _told(passages: Passages, sentence: Sentence, place: int, noun: Token, sense: Sense) -> Quotation | None:
    owner, behind = _owner(passages, sentence, place, noun)
    if owner is None:
        return None
    content = _clause_content(passages, sentence, place, behind) if "clause" in sense.takes else None
    content = content or (
        _object_content(passages, sentence, place, noun, sense, owner) if "act" in sense.takes else None
    )
    if content is None:
        return None
    mode, quote = content
    start, end = min(noun.start, owner.start, quote.start), max(noun.end, owner.end, quote.end)
    return Quotation(
        mode=mode, quote=(quote,), evidence=(Span(start, end),), cue=(noun.span,), concept=sense.concept, speaker=owner
    )


def _owner(passages: Passages, sentence: Sentence, place: int, noun: Token) -> tuple[Span | None, int]:
    """Whose words they are, and the index behind noun and owner."""
    clause = sentence.clauses[place]
    before = passages.tokens[noun.index - 1] if noun.index > clause.first else None
    if (
        before is not None
        and before.lower.startswith(tuple(speech_words("possessive")))
        and before.pos is Pos.DETERMINER
    ):
        return before.span, noun.index + 1
    if passages.language == "en" and before is not None and before.lower in speech_words("possessive_mark"):
        return _phrase_ending(passages, sentence, place, before.index), noun.index + 1
    if (
        before is not None
        and passages.language == "de"
        and before.pos in (Pos.NAME, Pos.NOUN)
        and before.text.endswith("s")
        and any(m.span.end == before.end for m in passages.mentions_at(before))
    ):
        return before.span, noun.index + 1
    return _owner_behind(passages, sentence, place, noun)


def _phrase_ending(passages: Passages, sentence: Sentence, place: int, at: int) -> Span | None:
    first = at
    while first > sentence.clauses[place].first and passages.tokens[first - 1].pos in (
        Pos.NAME,
        Pos.DETERMINER,
        Pos.OTHER,
        Pos.ADJECTIVE,
    ):
        first -= 1
    return passages.span(first, at)


def _owner_behind(passages: Passages, sentence: Sentence, place: int, noun: Token) -> tuple[Span | None, int]:
    clause = sentence.clauses[place]
    after = passages.tokens[noun.index + 1] if noun.index + 1 < clause.last else None
    if after is None:
        return None, noun.index + 1
    for phrase in passages.phrases(clause):
        if (
            phrase.preposition in speech_words("nominal_agent")
            and phrase.first <= noun.index + 6
            and phrase.first > noun.index
        ):
            return phrase_span(passages, phrase), phrase.last
    genitive = after.lower in speech_words("genitive") and after.pos is Pos.DETERMINER
    named = (
        after.pos in (Pos.NAME, Pos.NOUN)
        and after.text.endswith("s")
        and any(True for _ in passages.mentions_at(after))
    )
    if passages.language == "de" and (genitive or named):
        return _behind(passages, noun.index + 1, clause.last)
    return None, noun.index + 1


def _behind(passages: Passages, first: int, limit: int) -> tuple[Span | None, int]:
    last, nominal = first, False
    while last < limit and passages.tokens[last].pos in (Pos.DETERMINER, Pos.ADJECTIVE, Pos.NOUN, Pos.NAME):
        if nominal and passages.tokens[last].pos is Pos.DETERMINER:
            break
        nominal = nominal or passages.tokens[last].pos in (Pos.NOUN, Pos.NAME)
        last += 1
    return (passages.span(first, last) if nominal else None), last


def _clause_content(passages: Passages, sentence: Sentence, place: int, behind: int) -> tuple[Mode, Span] | None:
    """A clause that hangs on the noun: dass, ob (indirect), or an infinitive (reported)."""
    if place + 1 >= len(sentence.clauses) or behind < sentence.clauses[place].last:
        return None
    clause = sentence.clauses[place + 1]
    first = passages.tokens[clause.first].lower
    infinitive = is_infinitive_clause(passages, clause)
    told = first in speech_words("that") | speech_words("whether") or (
        clause.subjunctive and clause.kind is ClauseKind.MAIN
    )
    if not told and not infinitive:
        return None
    span = passages.span(
        clause.first, clause.last if place + 2 < len(sentence.clauses) else content_end(passages, sentence, place + 1)
    )
    return (Mode.REPORTED if infinitive else Mode.INDIRECT, span) if span else None


def _object_content(
    passages: Passages, sentence: Sentence, place: int, noun: Token, sense: Sense, owner: Span
) -> tuple[Mode, Span] | None:
    """What the noun is about: "an der Reise", "nach Hilfe"; a genitive where an agent is named ("durch X")."""
    for phrase in passages.phrases(sentence.clauses[place]):
        if (
            phrase.first <= noun.index
            or phrase.first > noun.index + 12
            or phrase_span(passages, phrase).overlaps(owner)
        ):
            continue
        if phrase.preposition in sense.about and not phrase.time:
            return Mode.REPORTED, phrase_span(passages, phrase)
    return None
