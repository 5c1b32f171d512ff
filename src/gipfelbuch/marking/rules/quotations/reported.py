"""Acts of speech told in summary: "Lee forderte Chinas konstruktive Rolle", "wies auf die Risiken hin".

A sentence with its cues enters; quotations with mode reported leave, their words the object of the verb.
"""

from __future__ import annotations

from collections.abc import Iterator

from gipfelbuch.knowledge.speech import Sense, speech_words
from gipfelbuch.marking.rules.phrases import Phrase, opens_relative
from gipfelbuch.marking.rules.quotations.indirect import quotation
from gipfelbuch.marking.rules.quotations.passages import Cue, Passages
from gipfelbuch.marking.rules.quotations.speakers import addressee_of, phrase_span, speaker_of
from gipfelbuch.model.entries import Mode
from gipfelbuch.model.marks import Quotation
from gipfelbuch.model.reports import Clause, Pos, Sentence
from gipfelbuch.model.spans import Span

LONGEST_QUOTED_TOKENS = 40  # of a partial quotation that begins within a noun phrase
AGENTLESS = frozenset({"criticise", "accuse", "demand"})  # passives that tell of speech though nobody is named


def mark_reported(passages: Passages, sentence: Sentence, cues: list[Cue]) -> Iterator[Quotation]:
    """Objects that tell what was said, for the cues that have no clause of content."""
    for cue in cues:
        if _is_no_act(passages, sentence, cue):
            continue
        passive = passages.is_passive(sentence.clauses[cue.place], cue.at)
        for sense in _ordered(passages, sentence, cue):
            if passive and sense.concept not in AGENTLESS and speaker_of(passages, sentence, cue) is None:
                continue
            quote = _told(passages, sentence, cue, sense)
            if quote is not None:
                words = _verbatim(passages, quote, sense)
                mode = Mode.DIRECT if words else Mode.REPORTED
                yield quotation(passages, sentence, cue, sense, (words or quote,), mode)
                break


def _is_no_act(passages: Passages, sentence: Sentence, cue: Cue) -> bool:
    """Words that only look like acts of speech: English "-ing" forms and phrasal verbs, sentences of courts."""
    token = passages.tokens[cue.at]
    if passages.language == "en":
        after = passages.tokens[cue.at + 1].lower if cue.at + 1 < len(passages.tokens) else ""
        return token.lower.endswith("ing") or (after in speech_words("phrasal") and cue.at + 1 not in cue.tokens)
    legal = any(s.concept == "condemn" for s in cue.senses)
    return legal and any(p.preposition == "zu" for p in passages.phrases(sentence.clauses[cue.place]))


def _ordered(passages: Passages, sentence: Sentence, cue: Cue) -> list[Sense]:
    """The senses, those with "als" first where the clause has it: "wies den Plan als „Unfug“ zurück"."""
    clause = sentence.clauses[cue.place]
    if not _has_as(passages, clause, clause.first):
        return list(cue.senses)
    return sorted(cue.senses, key=lambda s: "as" not in s.takes)


def _verbatim(passages: Passages, told: Span, sense: Sense) -> Span | None:
    """The quoted words that a verb gives as somebody's own: "nannte den Plan „eine Zumutung“"."""
    tokens = passages.document.tokens_in(told)
    if any(q.inner == told for _, _, q in passages.stretches_in(tokens[0].index - 1, tokens[-1].index + 2)):
        return told
    found = passages.stretches_in(tokens[0].index, tokens[-1].index + 4) if tokens else []
    if not found or found[-1][1] < tokens[-1].index + 1:
        return None
    first, last, quoted = found[-1]
    before = passages.tokens[first - 1].pos
    predicative = bool(sense.takes & {"as", "named"}) or "von" in sense.about
    whole = first - tokens[0].index <= 1
    if (predicative or whole) and last - first > 2 and (before is not Pos.NOUN or "named" in sense.takes):
        return quoted.inner
    return None


def _told(passages: Passages, sentence: Sentence, cue: Cue, sense: Sense) -> Span | None:
    """The words that tell what was said, if the verb is built so in this clause."""
    clause = sentence.clauses[cue.place]
    if sense.about:
        found = _behind_preposition(passages, clause, cue, sense)
        if found:
            return found
    if not sense.takes & {"object", "as", "named"}:
        return None
    if sense.takes & {"as", "named"} and (words := _predicated(passages, sentence, clause, cue)):
        return words
    return _object(passages, sentence, clause, cue, sense)


def _predicated(passages: Passages, sentence: Sentence, clause: Clause, cue: Cue) -> Span | None:
    """The quoted words that a verb predicates of its object: "das nannte er „ein Märchen“"."""
    for first, last, quoted in passages.stretches_in(clause.first, clause.last, sentence.last):
        before = [t.lower for t in passages.tokens[max(clause.first, first - 2) : first]]
        ends = (
            last >= clause.last
            or last - 1 in cue.tokens
            or last in cue.tokens
            or passages.tokens[last].pos is Pos.AUXILIARY
        )
        named = any("named" in s.takes for s in cue.senses) and first > cue.at - 1
        if ends and (speech_words("as") & set(before) or named):
            return quoted.inner
    return None


def _behind_preposition(passages: Passages, clause: Clause, cue: Cue, sense: Sense) -> Span | None:
    for phrase in passages.phrases(clause):
        if phrase.preposition in sense.about and phrase.first > clause.first and _reachable(passages, phrase, cue):
            return _extended(passages, clause, phrase.first, cue)
    return None


def _reachable(passages: Passages, phrase: Phrase, cue: Cue) -> bool:
    quoted = any(
        first < phrase.last for first, _, _ in passages.stretches_in(phrase.first, phrase.last + LONGEST_QUOTED_TOKENS)
    )
    if phrase.pronoun or (phrase.time and not quoted):
        return False
    return passages.language == "de" or 0 < phrase.first - cue.at <= 8


def _object(passages: Passages, sentence: Sentence, clause: Clause, cue: Cue, sense: Sense) -> Span | None:
    """The object of the verb, to the end of its clause."""
    if opens_relative(passages.document, clause) and passages.language == "en":
        return None
    subject = speaker_of(passages, sentence, cue)
    passive = passages.is_passive(clause, cue.at)
    if passive and "named" in sense.takes:
        return None
    taken = [s for s in (subject, _person_object(passages, sentence, cue, sense, subject)) if s is not None]
    for phrase in passages.phrases(clause):
        anaphoric = phrase.pronoun and passages.tokens[phrase.first].lower in speech_words("anaphor")
        if (
            phrase.preposition
            or phrase.time
            or (phrase.pronoun and not anaphoric)
            or any(phrase_span(passages, phrase).overlaps(s) for s in taken)
        ):
            continue
        if passages.language == "en" and not passive and phrase.first < cue.at:
            continue
        if not passive and "a" not in phrase.cases:
            continue
        if any(t in cue.tokens for t in range(phrase.first, phrase.last)):
            continue
        if "as" in sense.takes and not sense.takes & {"object"} and not _has_as(passages, clause, phrase.last):
            return None
        if "named" in sense.takes and not any(
            t.pos is not Pos.PUNCTUATION for t in passages.tokens[phrase.last : clause.last]
        ):
            return None
        return _extended(passages, clause, phrase.first, cue)
    return None


def _person_object(passages: Passages, sentence: Sentence, cue: Cue, sense: Sense, subject: Span | None) -> Span | None:
    """Who is spoken to, if another object is left that can tell what was said."""
    addressee = addressee_of(passages, sentence, cue, sense, subject) if sense.to else None
    if addressee is None or (passages.language == "en" and "object" not in sense.takes):
        return addressee
    last = passages.document.token_at(addressee.end - 1)
    if passages.language == "en" and last is not None and (last.pos is Pos.PRONOUN or any(passages.mentions_at(last))):
        return addressee
    clause = sentence.clauses[cue.place]
    spans = [phrase_span(passages, p) for p in passages.phrases(clause) if not p.preposition and not p.time]
    others = [s for s in spans if not s.overlaps(addressee) and (subject is None or not s.overlaps(subject))]
    return addressee if others else None


def _has_as(passages: Passages, clause: Clause, start: int) -> bool:
    return any(t.lower in speech_words("as") for t in passages.tokens[start : clause.last])


def _extended(passages: Passages, clause: Clause, first: int, cue: Cue) -> Span | None:
    """From a phrase to the end of its clause, without the verb's own words at the end."""
    if passages.tokens[first - 1].text in ("„", '"', "»", "“") and first > clause.first:
        first -= 1
    last = clause.last
    if first < cue.at and passages.language == "de" and clause.finite is not None and first < clause.finite < last:
        last = clause.finite
    if first < cue.at and passages.language == "en":
        last = next((t.index for t in passages.tokens[first + 1 : cue.at] if t.pos is Pos.AUXILIARY), last)
    while last > first and (last - 1 in cue.tokens or passages.tokens[last - 1].pos in (Pos.AUXILIARY, Pos.ADVERB)):
        last -= 1
    return passages.span(first, last)
