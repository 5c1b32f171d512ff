"""Speech in clauses: dass, ob and W clauses, verb-second clauses, infinitives; frame first, last or within.

A sentence with its cues enters; quotations with mode indirect leave. German builds on the clauses of the
sentence, English also on the tokens behind the cue, for there no comma parts frame and content.
"""

from __future__ import annotations

from collections.abc import Iterator

from gipfelbuch.knowledge.speech import Sense, concepts, source_words
from gipfelbuch.knowledge.words import is_known, lemma
from gipfelbuch.marking.rules.quotations.passages import PAUSES, Cue, Passages
from gipfelbuch.marking.rules.quotations.speakers import addressee_of, speaker_of, subject_phrase
from gipfelbuch.model.entries import Mode
from gipfelbuch.model.marks import Quotation
from gipfelbuch.model.reports import Clause, ClauseKind, Pos, Sentence, VerbForm
from gipfelbuch.model.spans import Span

THAT_WORDS = frozenset({"dass", "daß", "that"})
W_WORDS = frozenset(
    "ob wer wen wem wessen was wann wo wohin woher warum weshalb wieso wie welche welcher welches welchen wofür woran worauf wozu "
    "whether if who whom what when where why how which".split()
)
LONGEST_REACH_TOKENS = 14  # English: from the verb to its that-clause or infinitive, objects between


def mark_indirect(passages: Passages, sentence: Sentence, cues: list[Cue]) -> Iterator[Quotation]:
    """Clauses that tell what was said, for every cue of the sentence.

    Args:
        passages: the document.
        sentence: one of its sentences, with visible clauses.
        cues: its cues of speech.
    """
    for cue in cues:
        content = _content(passages, sentence, cue)
        if content is not None:
            sense, spans = content
            yield quotation(passages, sentence, cue, sense, spans)


def quotation(passages: Passages, sentence: Sentence, cue: Cue, sense: Sense, quote: tuple[Span, ...], mode: Mode = Mode.INDIRECT) -> Quotation:
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
        answers=sense.concept == "answer",
    )


def _evidence(sentence: Sentence, cue: Cue, quote: tuple[Span, ...]) -> Span:
    clause = sentence.clauses[cue.place].span
    start = min(clause.start, quote[0].start)
    end = max(clause.end, quote[-1].end)
    start = sentence.span.start if start <= sentence.clauses[0].span.start else start
    return Span(start, sentence.span.end if end >= sentence.clauses[-1].span.end else end)


def _content(passages: Passages, sentence: Sentence, cue: Cue) -> tuple[Sense, tuple[Span, ...]] | None:
    """What was said and the sense of the verb that takes it."""
    finder = _english_content if passages.language == "en" else _german_content
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
        if clause.kind is not ClauseKind.RELATIVE and clause.finite is not None and clause.kind is not ClauseKind.INFINITIVE:
            break
    return _around(passages, sentence, cue)


def _content_start(passages: Passages, sentence: Sentence, cue: Cue, content: Clause) -> int:
    """Where the content begins: its start may have no verb and so hang on the clause of the cue.

    Behind the first comma after the cue where nothing of the frame can follow it, or that has "dass" behind it.
    """
    clause = sentence.clauses[cue.place]
    subject = subject_phrase(passages, sentence, cue.place, cue.at)[0]
    closed = subject is not None and subject.last <= cue.at
    for i in range(max(cue.at, max(cue.tokens)) + 1, content.first):
        if passages.tokens[i].text not in (",", ":") or i + 1 >= content.first:
            continue
        if passages.tokens[i + 1].lower in THAT_WORDS or (closed and i < clause.last and passages.tokens[i + 1].pos is not Pos.COORDINATOR):
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
    if first.lower in THAT_WORDS or direct and _that_within(passages, cue, clause):
        return cue.sense("that")
    if first.lower in W_WORDS and clause.kind is not ClauseKind.MAIN and (first.lower != "wie" or direct):
        return cue.sense("question")
    if is_infinitive_clause(passages, clause):
        return cue.sense("zu")
    if direct and clause.subjunctive and _is_article(passages, clause):
        return cue.sense("that", "question")
    if clause.kind is not ClauseKind.MAIN or clause.finite is None:
        return cue.sense("that") if clause.subjunctive and direct and first.lower in ("wenn", "falls", "wer", "was") else None
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
    return second.pos in (Pos.NOUN, Pos.NAME, Pos.ADJECTIVE) and (not antecedent or clause.finite != clause.last - 1 or second.pos is not Pos.ADJECTIVE)


def _that_within(passages: Passages, cue: Cue, clause: Clause) -> bool:
    """Whether the clause's "dass" was left with the frame, for want of a verb before a bracket or comma."""
    return any(passages.tokens[i].lower in ("dass", "daß") for i in range(cue.at + 1, clause.first))


def _is_plain_report(passages: Passages, sentence: Sentence, clause: Clause, cue: Cue) -> bool:
    """Whether a main clause in the indicative can be what was said: "Er sagte, er ruft an"."""
    frame = sentence.clauses[cue.place]
    finite = clause.finite if clause.finite is not None else clause.first
    second = clause.first < finite < clause.last - 1 or finite == clause.last - 1 == clause.first + 1
    closed = passages.tokens[clause.first - 1].text in (",", ":")
    return frame.kind is ClauseKind.MAIN and second and closed and frame.last - 1 in (*cue.tokens, *range(cue.at, cue.at + 6))


def is_infinitive_clause(passages: Passages, clause: Clause) -> bool:
    """Whether the clause is a zu-infinitive ("die Zölle zu senken", "sie auszusetzen")."""
    if clause.kind is ClauseKind.INFINITIVE:
        return True
    tokens = passages.tokens[clause.first : clause.last]
    if len(tokens) > 1 and tokens[-2].lower == "zu" and tokens[-1].form is VerbForm.INFINITIVE:
        return True
    if clause.finite is not None and passages.tokens[clause.finite].pos is Pos.AUXILIARY:
        return False
    last = tokens[-1]
    return last.pos is Pos.VERB and "zu" in last.lower[2:-2] and "zu" not in last.lemma[2:-2] and is_known(last.lemma, "de")


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
        if told and (linked or before.text == ";") and (verb_first or _looks_second(passages, later)):
            return later.first - 1
        if told and verb_first and before.text == "," and _starts_frame(passages, later):
            return later.first
    return passages.body_end(sentence)


def _looks_second(passages: Passages, clause: Clause) -> bool:
    """Whether the finite verb stands near the front, not at the end as in dass-clauses."""
    return clause.finite is not None and clause.finite < clause.last - 1


def _starts_frame(passages: Passages, clause: Clause) -> bool:
    token = passages.tokens[clause.first]
    return passages.lemma_of(token) in passages.verbs


def _around(passages: Passages, sentence: Sentence, cue: Cue) -> tuple[Sense, tuple[Span, ...]] | None:
    """The content before an inserted or final frame: "Das sei falsch, sagte X", "Die Lage, sagte X, sei ernst"."""
    clause = sentence.clauses[cue.place]
    sense = cue.sense("direct") or (cue.sense("that") if passages.is_passive(clause, cue.at) else None)
    starts = clause.finite == clause.first or _is_like_clause(passages, clause) or passages.tokens[clause.first].lower == "es"
    if sense is None or not starts or clause.first == sentence.first and not _is_like_clause(passages, clause):
        return None
    if clause.first > sentence.first and passages.tokens[clause.first - 1].text not in PAUSES:
        return None
    before = _content_before(passages, sentence, cue.place)
    after = _content_after(passages, sentence, cue.place, started=before is not None)
    spans = tuple(s for s in (before, after) if s is not None)
    return (sense, spans) if spans else None


def _is_like_clause(passages: Passages, clause: Clause) -> bool:
    """"wie X mitteilte", "as X said"."""
    like = [w[0] for w in source_words(passages.language).get("like", ())]
    return passages.tokens[clause.first].lower in like and clause.kind is ClauseKind.SUBORDINATE


def _content_before(passages: Passages, sentence: Sentence, place: int) -> Span | None:
    clauses = sentence.clauses[:place]
    if not any(_can_stand_alone(passages, c) for c in clauses):
        return None
    return passages.span(sentence.first, sentence.clauses[place].first)


def _can_stand_alone(passages: Passages, clause: Clause) -> bool:
    """Whether a clause before the frame can be what was said: a main clause, or "dass ..."."""
    first = passages.tokens[clause.first]
    if clause.subjunctive or first.lower in THAT_WORDS or first.lower == "ob":
        return True
    if clause.kind is not ClauseKind.MAIN or clause.finite is None:
        return False
    verb_last = clause.finite == clause.last - 1 and clause.last - clause.first > 2
    return not verb_last and first.pos is not Pos.SUBORDINATOR and first.lower not in ("während", "seit", "bis")


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


# English ---------------------------------------------------------------------------------------------------


def _english_content(passages: Passages, sentence: Sentence, cue: Cue) -> tuple[Sense, tuple[Span, ...]] | None:
    if cue.at == sentence.first:
        return None
    last = _english_end(passages, sentence, cue)
    found = _behind_verb(passages, cue, last)
    if found is not None:
        sense, first = found
        span = passages.span(first, last)
        return (sense, (span,)) if span else None
    return _english_around(passages, sentence, cue)


def _english_end(passages: Passages, sentence: Sentence, cue: Cue) -> int:
    """Behind the content: the sentence's end, or before "and" or ";" with another verb of speech."""
    end = passages.body_end(sentence)
    for i in range(cue.at + 1, end):
        if passages.tokens[i].text == ";" and any(passages.lemma_of(t) in passages.verbs for t in passages.tokens[i:end] if t.pos is Pos.VERB):
            return i
    for clause in sentence.clauses[cue.place + 1 :]:
        before = passages.tokens[clause.first - 1]
        first = passages.tokens[clause.first]
        if before.pos is Pos.COORDINATOR and clause.finite == clause.first and passages.lemma_of(first) in passages.verbs:
            return clause.first - 1
    return end


def _behind_verb(passages: Passages, cue: Cue, last: int) -> tuple[Sense, int] | None:
    """Where the content behind an English verb of speech begins, and the sense that takes it."""
    tokens = passages.tokens
    start = max(t for t in cue.tokens) + 1
    for i in range(start, min(last, start + LONGEST_REACH_TOKENS)):
        token = tokens[i]
        if passages.masked[i] or token.text in (",", ";", ":") and i == start:
            break
        if token.lower == "that" and (i == start or tokens[i - 1].pos is not Pos.ADPOSITION) and _predicate(passages, i + 1, last):
            sense = cue.sense("that")
            return (sense, i) if sense else None
        if token.lower in W_WORDS and token.lower not in ("who", "which", "when", "where") and cue.sense("question"):
            return cue.sense("question") or cue.senses[0], i
        if token.lower == "to" and i + 1 < last and _is_base_form(passages, i + 1) and cue.sense("zu"):
            first = i - 1 if tokens[i - 1].lower == "not" and i > start else i
            return cue.sense("zu") or cue.senses[0], first
        if _is_gerund(passages, i) and cue.sense("zu") and (i == start or tokens[i - 1].pos is Pos.ADPOSITION):
            return cue.sense("zu") or cue.senses[0], i
        if token.form is VerbForm.FINITE:
            break
    sense = _bare_sense(cue)
    return (sense, _clause_start(passages, start, last)) if sense and _bare_clause(passages, start, last, sense) else None


def _bare_sense(cue: Cue) -> Sense | None:
    """The sense that takes a clause without "that": verbs of saying and thinking, none that judge an object."""
    judging = ("ACCUSE", "REJECT", "SUPPORT", "REQUEST")
    return next((s for s in cue.senses if "that" in s.takes and concepts()[s.concept].plover not in judging), None)


def _is_base_form(passages: Passages, at: int) -> bool:
    token = passages.tokens[at]
    return token.form is VerbForm.INFINITIVE and token.text.islower() and lemma(token.lower, "en") == token.lower


def _is_gerund(passages: Passages, at: int) -> bool:
    token = passages.tokens[at]
    return token.lower.endswith("ing") and token.pos is Pos.VERB


def _predicate(passages: Passages, first: int, last: int) -> bool:
    return any(t.pos in (Pos.VERB, Pos.AUXILIARY) or t.pos is Pos.OTHER and t.lower.endswith("s") for t in passages.tokens[first:last])


def _clause_start(passages: Passages, start: int, last: int) -> int:
    """Behind "on Monday", "also" between the verb and its bare clause."""
    at = start
    while at < last and passages.tokens[at].pos is Pos.ADVERB:
        at += 1
    if at + 1 < last and passages.tokens[at].lower == "on" and passages.tokens[at + 1].pos is Pos.NAME:
        at += 2
    return at


def _bare_clause(passages: Passages, start: int, last: int, sense: Sense) -> bool:
    """Whether subject and finite verb follow without "that"."""
    at = _clause_start(passages, start, last)
    if at >= last or passages.tokens[at].pos in (Pos.PUNCTUATION, Pos.COORDINATOR, Pos.PARTICLE) or passages.masked[at]:
        return False
    if passages.tokens[at].pos is Pos.ADPOSITION and passages.tokens[at].lower not in ("in", "on", "at", "after", "during"):
        return False
    for i in range(at + 1, min(last, at + LONGEST_REACH_TOKENS)):
        token = passages.tokens[i]
        if token.text in (";", ":"):
            return False
        if token.form is VerbForm.FINITE:
            return token.lower not in ("'s",) and passages.tokens[i - 1].lower not in ("who", "which", "that", "to")
    return False


def _english_around(passages: Passages, sentence: Sentence, cue: Cue) -> tuple[Sense, tuple[Span, ...]] | None:
    """", he added", ", said Anna Smith, the spokesman": the content stands before, or before and behind."""
    sense = cue.sense("that", "question")
    first, last = _piece(passages, sentence, cue.at)
    if sense is None or first == sentence.first or passages.tokens[first - 1].text != ",":
        return None
    short = all(t.pos not in (Pos.VERB, Pos.AUXILIARY, Pos.SUBORDINATOR, Pos.COORDINATOR) or t.index == cue.at or t.lower == "as" or t.pos is Pos.AUXILIARY and t.index < cue.at for t in passages.tokens[first:last])
    if not short or any(passages.masked[first:last]):
        return None
    start = next((i + 1 for i in range(first - 1, sentence.first, -1) if passages.tokens[i].text in (":", ";")), sentence.first)
    before = passages.span(start, first)
    whole = _predicate(passages, start, first)
    after = passages.span(last, passages.body_end(sentence)) if last < passages.body_end(sentence) else None
    if after is not None and not any(
        t.form is VerbForm.FINITE or t.lower in passages.irregular for t in passages.tokens[last : sentence.last]
    ):
        after = None
    if before is None or not whole and after is None:
        return None
    return sense, tuple(s for s in (before, after) if s)


def _piece(passages: Passages, sentence: Sentence, at: int) -> tuple[int, int]:
    """The run between commas around a token."""
    first, last = at, at + 1
    while first > sentence.first and passages.tokens[first - 1].text not in (",", ";", "–", "—", ":"):
        first -= 1
    while last < sentence.last and passages.tokens[last].text not in (",", ";", "–", "—", ".", "!", "?", ":"):
        last += 1
    return first, last
