"""Speech in clauses: dass, ob and W clauses, verb-second clauses, infinitives; frame first, last or within.

A sentence with its cues enters; quotations with mode indirect leave. German builds on the clauses of the
sentence, English also on the tokens behind the cue, for there no comma parts frame and content.
"""

from __future__ import annotations

from collections.abc import Iterator

from gipfelbuch.knowledge.speech import Sense, concepts, source_words, speech_words
from gipfelbuch.knowledge.words import is_known
from gipfelbuch.marking.rules.quotations.english import english_content
from gipfelbuch.marking.rules.quotations.passages import PAUSES, Cue, Passages
from gipfelbuch.marking.rules.quotations.speakers import addressee_of, speaker_of, subject_phrase
from gipfelbuch.model.entries import Mode
from gipfelbuch.model.marks import Quotation
from gipfelbuch.model.reports import Clause, ClauseKind, Pos, Sentence, VerbForm
from gipfelbuch.model.spans import Span

NEAR_TOKENS = 3  # from a verb of speech to the negation that belongs to it


def mark_indirect(passages: Passages, sentence: Sentence, cues: list[Cue]) -> Iterator[Quotation]:
    """Clauses that tell what was said, for every cue of the sentence.

    Args:
        passages: the document.
        sentence: one of its sentences, with visible clauses.
        cues: its cues of speech.
    """
    for cue in cues:
        content = _content(passages, sentence, cue)
        if content is not None and not _is_withheld(passages, sentence, cue, content[0]):
            sense, spans = content
            yield quotation(passages, sentence, cue, sense, spans)


def _is_withheld(passages: Passages, sentence: Sentence, cue: Cue, sense: Sense) -> bool:
    """Whether nothing was said: "has not said why", "visas were denied" with nobody who denies."""
    clause = sentence.clauses[cue.place]
    near = passages.tokens[max(clause.first, cue.at - NEAR_TOKENS) : cue.at + NEAR_TOKENS]
    if "question" in sense.takes and "zu" not in sense.takes and sense.concept in ("say", "explain"):
        return any(t.lower in speech_words("negation") for t in near)
    bare = passages.language == "en" and concepts()[sense.concept].plover is not None
    return bare and passages.is_passive(clause, cue.at) and speaker_of(passages, sentence, cue) is None


def quotation(
    passages: Passages, sentence: Sentence, cue: Cue, sense: Sense, quote: tuple[Span, ...], mode: Mode = Mode.INDIRECT
) -> Quotation:
    """The quotation of a cue, with speaker and addressee."""
    speaker = speaker_of(passages, sentence, cue)
    addressee = addressee_of(passages, sentence, cue, sense, speaker)
    if addressee is not None and any(q.overlaps(addressee) for q in quote):
        addressee = None
    if speaker is not None and any(q.overlaps(speaker) for q in quote):
        speaker = None
    return Quotation(
        mode=mode,
        quote=quote,
        evidence=(_evidence(sentence, cue, quote),),
        cue=passages.spans_of(cue.tokens),
        concept=sense.concept,
        speaker=speaker,
        addressee=addressee,
        answers=sense.concept == "answer"
        or any(passages.tokens[t].lower in speech_words("answering") for t in cue.tokens),
    )


def _evidence(sentence: Sentence, cue: Cue, quote: tuple[Span, ...]) -> Span:
    clause = sentence.clauses[cue.place].span
    start = min(clause.start, quote[0].start)
    end = max(clause.end, quote[-1].end)
    start = sentence.span.start if start <= sentence.clauses[0].span.start else start
    return Span(start, sentence.span.end if end >= sentence.clauses[-1].span.end else end)


def _content(passages: Passages, sentence: Sentence, cue: Cue) -> tuple[Sense, tuple[Span, ...]] | None:
    """What was said and the sense of the verb that takes it."""
    finder = english_content if passages.language == "en" else _german_content
    return finder(passages, sentence, cue)


def _german_content(passages: Passages, sentence: Sentence, cue: Cue) -> tuple[Sense, tuple[Span, ...]] | None:
    for place in range(cue.place + 1, len(sentence.clauses)):
        clause = sentence.clauses[place]
        sense = _sense_for(passages, sentence, place, cue)
        if sense is not None:
            end = content_end(passages, sentence, place)
            first = _content_start(passages, sentence, cue, clause) if place == cue.place + 1 else clause.first
            span = passages.span(_with_marks(passages, first), end)
            return (sense, (span,)) if span else None
        if (
            clause.kind is not ClauseKind.RELATIVE
            and clause.finite is not None
            and clause.kind is not ClauseKind.INFINITIVE
        ):
            break
    return _around(passages, sentence, cue)


def _content_start(passages: Passages, sentence: Sentence, cue: Cue, content: Clause) -> int:
    """Where the content begins: its start may have no verb and so hang on the clause of the cue.

    Behind the first comma after the cue where nothing of the frame can follow it, or that has "dass" behind it.
    """
    clause = sentence.clauses[cue.place]
    subject = subject_phrase(passages, sentence, cue.place, cue.at)[0]
    closed = subject is not None and subject.last <= cue.at
    for i in range(max(cue.at, *cue.tokens) + 1, content.first):
        if passages.tokens[i].text not in (",", ":") or i + 1 >= content.first:
            continue
        if passages.tokens[i + 1].lower in speech_words("that") or (
            closed and i < clause.last and passages.tokens[i + 1].pos is not Pos.COORDINATOR
        ):
            return i + 1
    return content.first


def _with_marks(passages: Passages, first: int) -> int:
    """The token, or the opening quotation mark before it."""
    if first and passages.tokens[first - 1].text in ("„", "“", '"', "»", "«", "‚"):
        return first - 1
    return first


def _sense_for(passages: Passages, sentence: Sentence, place: int, cue: Cue) -> Sense | None:
    """The sense that takes the clause as its content."""
    clause = sentence.clauses[place]
    direct = place == cue.place + 1
    first = passages.tokens[clause.first]
    if clause.first and passages.tokens[clause.first - 1].pos is Pos.COORDINATOR:
        return None
    if first.lower in speech_words("that") or (direct and _that_within(passages, cue, clause)):
        return cue.sense("that")
    if (
        first.lower in speech_words("question")
        and clause.kind is not ClauseKind.MAIN
        and (first.lower != "wie" or direct)
    ):
        return cue.sense("question")
    if is_infinitive_clause(passages, clause):
        return cue.sense("zu")
    if direct and clause.subjunctive and _is_article(passages, clause):
        return cue.sense("that", "question")
    if clause.kind is not ClauseKind.MAIN or clause.finite is None:
        return cue.sense("that") if clause.subjunctive and direct and first.lower in speech_words("condition") else None
    if clause.subjunctive:
        return cue.sense("that", "question")
    return cue.sense("direct") if direct and _is_plain_report(passages, sentence, clause, cue) else None


def _is_article(passages: Passages, clause: Clause) -> bool:
    """Whether what looks like a relative pronoun is an article: "sagte, die Häfen seien offen"."""
    if clause.kind is not ClauseKind.RELATIVE or clause.last - clause.first <= 2:
        return False
    second = passages.tokens[clause.first + 1]
    before = passages.tokens[clause.first - 2] if clause.first > 1 else second
    antecedent = before.pos in (Pos.NOUN, Pos.NAME, Pos.PRONOUN)
    return second.pos in (Pos.NOUN, Pos.NAME, Pos.ADJECTIVE) and (
        not antecedent or clause.finite != clause.last - 1 or second.pos is not Pos.ADJECTIVE
    )


def _that_within(passages: Passages, cue: Cue, clause: Clause) -> bool:
    """Whether the clause's "dass" was left with the frame, for want of a verb before a bracket or comma."""
    return any(passages.tokens[i].lower in speech_words("that") for i in range(cue.at + 1, clause.first))


def _is_plain_report(passages: Passages, sentence: Sentence, clause: Clause, cue: Cue) -> bool:
    """Whether a main clause in the indicative can be what was said: "Er sagte, er ruft an"."""
    frame = sentence.clauses[cue.place]
    finite = clause.finite if clause.finite is not None else clause.first
    second = clause.first < finite < clause.last - 1 or finite == clause.last - 1 == clause.first + 1
    closed = passages.tokens[clause.first - 1].text in (",", ":")
    return (
        frame.kind is ClauseKind.MAIN
        and second
        and closed
        and frame.last - 1 in (*cue.tokens, *range(cue.at, cue.at + 6))
    )


def is_infinitive_clause(passages: Passages, clause: Clause) -> bool:
    """Whether the clause is a zu-infinitive ("die Zölle zu senken", "sie auszusetzen")."""
    if clause.kind is ClauseKind.INFINITIVE:
        return True
    tokens = passages.tokens[clause.first : clause.last]
    if clause.subjunctive or (clause.finite is not None and passages.tokens[clause.finite].pos is Pos.AUXILIARY):
        return False
    if len(tokens) > 1 and tokens[-2].lower == "zu" and tokens[-1].form is VerbForm.INFINITIVE:
        return True
    last = tokens[-1]
    return (
        last.pos is Pos.VERB
        and "zu" in last.lower[2:-2]
        and "zu" not in last.lemma[2:-2]
        and is_known(last.lemma, "de")
    )


def content_end(passages: Passages, sentence: Sentence, place: int) -> int:
    """Index behind the content that begins with clause ``place``: before a coordinated clause of the frame."""
    head = sentence.clauses[place]
    told = head.subjunctive or head.kind is not ClauseKind.MAIN
    for later in sentence.clauses[place + 1 :]:
        before = passages.tokens[later.first - 1]
        if later.kind is not ClauseKind.MAIN or later.subjunctive or later.finite is None:
            continue
        linked = before.pos is Pos.COORDINATOR
        verb_first = later.finite == later.first
        if told and (linked or before.text == ";") and (verb_first or _looks_second(later)):
            return later.first - 1
        if told and verb_first and before.text == "," and _starts_frame(passages, later):
            return later.first
    return passages.body_end(sentence)


def _looks_second(clause: Clause) -> bool:
    """Whether the finite verb stands near the front, not at the end as in dass-clauses."""
    return clause.finite is not None and clause.finite < clause.last - 1


def _starts_frame(passages: Passages, clause: Clause) -> bool:
    token = passages.tokens[clause.first]
    return passages.lemma_of(token) in passages.verbs


def _around(passages: Passages, sentence: Sentence, cue: Cue) -> tuple[Sense, tuple[Span, ...]] | None:
    """The content before an inserted or final frame: "Das sei falsch, sagte X", "Die Lage, sagte X, sei ernst"."""
    clause = sentence.clauses[cue.place]
    sense = cue.sense("direct") or (cue.sense("that") if passages.is_passive(clause, cue.at) else None)
    starts = (
        clause.finite == clause.first
        or _is_like_clause(passages, clause)
        or passages.tokens[clause.first].lower == "es"
    )
    if sense is None or not starts or (clause.first == sentence.first and not _is_like_clause(passages, clause)):
        return None
    if clause.first > sentence.first and passages.tokens[clause.first - 1].text not in PAUSES:
        return None
    before = _content_before(passages, sentence, cue.place)
    judges = any("object" in s.takes for s in cue.senses)
    if judges and before is not None and not any(c.subjunctive for c in sentence.clauses[: cue.place]):
        return None
    after = _content_after(passages, sentence, cue.place, started=before is not None)
    spans = tuple(s for s in (before, after) if s is not None)
    return (sense, spans) if spans else None


def _is_like_clause(passages: Passages, clause: Clause) -> bool:
    """Whether the clause is like "wie X mitteilte", "as X said"."""
    like = [w[0] for w in source_words(passages.language).get("like", ())]
    return passages.tokens[clause.first].lower in like and clause.kind is ClauseKind.SUBORDINATE


def _content_before(passages: Passages, sentence: Sentence, place: int) -> Span | None:
    clauses = sentence.clauses[:place]
    if not any(_can_stand_alone(passages, c) for c in clauses):
        return None
    return passages.span(passages.body_start(sentence), sentence.clauses[place].first)


def _can_stand_alone(passages: Passages, clause: Clause) -> bool:
    """Whether a clause before the frame can be what was said: a main clause, or "dass ..."."""
    first = passages.tokens[clause.first]
    if clause.subjunctive or first.lower in speech_words("that") or first.lower == "ob":
        return True
    if clause.kind is not ClauseKind.MAIN or clause.finite is None:
        return False
    verb_last = clause.finite == clause.last - 1 and clause.last - clause.first > 2
    return not verb_last and first.pos is not Pos.SUBORDINATOR and first.lower not in speech_words("late_verb")


def _content_after(passages: Passages, sentence: Sentence, place: int, *, started: bool) -> Span | None:
    rest = sentence.clauses[place + 1 :]
    if started and rest and rest[0].finite is None and _has_verb(passages, rest[0]):
        return passages.span(rest[0].first, passages.body_end(sentence))
    main = next((c for c in rest if c.kind is ClauseKind.MAIN and c.finite is not None), None)
    if main is None and not (started and rest and rest[0].subjunctive):
        return None
    if main is not None and passages.tokens[main.first - 1].pos is Pos.COORDINATOR and not main.subjunctive:
        return None
    first = (main if not started or main is rest[0] else rest[0]) or rest[0]
    return passages.span(first.first, passages.body_end(sentence))


def _has_verb(passages: Passages, clause: Clause) -> bool:
    return any(t.pos in (Pos.VERB, Pos.AUXILIARY) for t in passages.tokens[clause.first : clause.last])
