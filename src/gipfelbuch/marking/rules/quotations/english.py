"""What was said in an English clause: behind the verb, with or without "that", or before an inserted frame.

A cue with its sentence enters; the sense of the verb that fits and the spans of the words said leave. English
needs the tokens behind the verb, for no comma parts frame and content as in German.
"""

from __future__ import annotations

from gipfelbuch.knowledge.speech import Sense, concepts, speech_words
from gipfelbuch.knowledge.words import lemma
from gipfelbuch.marking.rules.quotations.passages import Cue, Passages
from gipfelbuch.model.reports import ClauseKind, Pos, Sentence, VerbForm
from gipfelbuch.model.spans import Span

AUXILIARY_REACH_TOKENS = 3  # "has not yet said"
_OBJECT_PRONOUNS = frozenset({"it", "him", "them", "us", "me", "this", "that"})
LONGEST_REACH_TOKENS = 14  # from the verb to its that-clause or infinitive, objects between


def english_content(passages: Passages, sentence: Sentence, cue: Cue) -> tuple[Sense, tuple[Span, ...]] | None:
    """What was said, for an English verb of speech.

    Args:
        passages: the document.
        sentence: the sentence of the cue, with visible clauses.
        cue: the words of speech.

    Returns:
        The sense of the verb that takes it, and the words said; None if there are none.
    """
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
        if passages.tokens[i].text == ";" and any(
            passages.lemma_of(t) in passages.verbs for t in passages.tokens[i:end] if t.pos is Pos.VERB
        ):
            return i
    for clause in sentence.clauses[cue.place + 1 :]:
        before = passages.tokens[clause.first - 1]
        first = passages.tokens[clause.first]
        if (
            before.pos is Pos.COORDINATOR
            and clause.finite == clause.first
            and passages.lemma_of(first) in passages.verbs
        ):
            return clause.first - 1
    return end


def _behind_verb(passages: Passages, cue: Cue, last: int) -> tuple[Sense, int] | None:
    """Where the content behind an English verb of speech begins, and the sense that takes it."""
    tokens = passages.tokens
    start = max(t for t in cue.tokens) + 1
    for i in range(start, min(last, start + LONGEST_REACH_TOKENS)):
        token = tokens[i]
        if passages.masked[i] or (token.text in (",", ";", ":") and i == start):
            break
        if (
            token.lower == "that"
            and (i == start or tokens[i - 1].pos is not Pos.ADPOSITION)
            and _predicate(passages, i + 1, last)
        ):
            sense = cue.sense("that")
            return (sense, i) if sense else None
        if token.lower in speech_words("question") and cue.sense("question"):
            return cue.sense("question") or cue.senses[0], i
        if token.lower == "to" and i + 1 < last and _is_base_form(passages, i + 1) and cue.sense("zu"):
            first = i - 1 if tokens[i - 1].lower == "not" and i > start else i
            return cue.sense("zu") or cue.senses[0], first
        if _is_gerund(passages, i) and cue.sense("zu") and (i == start or tokens[i - 1].pos is Pos.ADPOSITION):
            return cue.sense("zu") or cue.senses[0], i
        if token.form is VerbForm.FINITE:
            break
    sense = _bare_sense(cue)
    return (sense, _clause_start(passages, start, last)) if sense and _bare_clause(passages, start, last) else None


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
    return any(
        t.pos in (Pos.VERB, Pos.AUXILIARY) or (t.pos is Pos.OTHER and t.lower.endswith("s"))
        for t in passages.tokens[first:last]
    )


def _clause_start(passages: Passages, start: int, last: int) -> int:
    """Behind "on Monday", "also" between the verb and its bare clause."""
    at = start
    while at < last and passages.tokens[at].pos is Pos.ADVERB:
        at += 1
    if at + 1 < last and passages.tokens[at].lower == "on" and passages.tokens[at + 1].pos is Pos.NAME:
        at += 2
    return at


def _bare_clause(passages: Passages, start: int, last: int) -> bool:
    """Whether subject and finite verb follow without "that"."""
    at = _clause_start(passages, start, last)
    if at >= last or passages.tokens[at].pos in (Pos.PUNCTUATION, Pos.COORDINATOR, Pos.PARTICLE) or passages.masked[at]:
        return False
    if passages.tokens[at].pos is Pos.ADPOSITION and passages.tokens[at].lower not in (
        "in",
        "on",
        "at",
        "after",
        "during",
    ):
        return False
    for i in range(at + 1, min(last, at + LONGEST_REACH_TOKENS)):
        token = passages.tokens[i]
        if token.text in (";", ":"):
            return False
        if token.form is VerbForm.FINITE:
            return passages.tokens[i - 1].lower not in (*speech_words("relative_attribute"), "to")
    return False


def _english_around(passages: Passages, sentence: Sentence, cue: Cue) -> tuple[Sense, tuple[Span, ...]] | None:
    """Content of ", he added", ", said Anna Smith, the spokesman": the content stands before, or before and behind."""
    sense = cue.sense("that", "question")
    first, last = _piece(passages, sentence, cue.at)
    if sense is None or first == sentence.first or passages.tokens[first - 1].text != ",":
        return None
    judging = any("object" in s.takes and concepts()[s.concept].plover for s in cue.senses)
    if not _has_subject(passages, first, last, cue.at) or _is_attributive(passages, cue.at):
        return None
    if judging and (cue.at == first or passages.tokens[first].lower == "as"):
        return None
    short = all(
        t.pos not in (Pos.VERB, Pos.AUXILIARY, Pos.SUBORDINATOR, Pos.COORDINATOR)
        or t.index == cue.at
        or t.lower == "as"
        or (t.pos is Pos.AUXILIARY and t.index < cue.at)
        for t in passages.tokens[first:last]
    )
    if not short or any(passages.masked[first:last]):
        return None
    start = next(
        (i + 1 for i in range(first - 1, sentence.first, -1) if passages.tokens[i].text in (":", ";")),
        passages.body_start(sentence),
    )
    before = passages.span(start, first)
    whole = any(c.kind is not ClauseKind.RELATIVE and c.finite is not None for c in sentence.clauses[: cue.place])
    after = passages.span(last, passages.body_end(sentence)) if last < passages.body_end(sentence) else None
    if after is not None and not any(
        t.form is VerbForm.FINITE or t.lower in passages.irregular for t in passages.tokens[last : sentence.last]
    ):
        after = None
    if before is None or (not whole and after is None):
        return None
    return sense, tuple(s for s in (before, after) if s)


def _has_subject(passages: Passages, first: int, last: int, verb: int) -> bool:
    """Whether a noun stands before the verb in its run, or right behind it."""
    before = passages.tokens[first:verb]
    after = passages.tokens[verb + 1 : last]
    nominal = (Pos.NAME, Pos.NOUN, Pos.PRONOUN, Pos.OTHER)
    behind = bool(after) and after[0].pos in (Pos.DETERMINER, *nominal) and after[0].lower not in _OBJECT_PRONOUNS
    return any(t.pos in nominal for t in before) or behind


def _is_attributive(passages: Passages, at: int) -> bool:
    """Whether a participle without auxiliary only describes a noun ("a letter found in the archive")."""
    before = passages.tokens[max(0, at - AUXILIARY_REACH_TOKENS) : at]
    return passages.tokens[at].form is VerbForm.PARTICIPLE and not any(t.pos is Pos.AUXILIARY for t in before)


def _piece(passages: Passages, sentence: Sentence, at: int) -> tuple[int, int]:
    """The run between commas around a token."""
    first, last = at, at + 1
    while first > sentence.first and passages.tokens[first - 1].text not in (",", ";", "–", "—", ":"):
        first -= 1
    while last < sentence.last and passages.tokens[last].text not in (",", ";", "–", "—", ".", "!", "?", ":"):
        last += 1
    return first, last
