"""Who is what in a clause: subject, objects, agent, complements, found without a parser.

A document and its mentions enter; spans leave. Each span is the shortest that names who is meant: a
mention where there is one, else a pronoun, else the bare noun phrase ("beide Seiten"). The rules follow
school grammar: German marks case on determiners and pronouns, keeps the finite verb second and
lets the subject follow it where something else leads; English puts the subject first.

References:
    Drach, E.: Grundgedanken der deutschen Satzlehre, 1937 (fields of the German clause).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from gipfelbuch.marking.rules.lookups import clause_place, mentions_in
from gipfelbuch.marking.rules.phrases import (
    QUOTE_MARKS,
    Phrase,
    case_forms,
    is_genitive,
    opens_relative,
    phrases_of,
    relative_pronoun_tokens,
    role_words,
)
from gipfelbuch.model.marks import Mention
from gipfelbuch.model.reports import Clause, ClauseKind, Document, Pos, Sentence, VerbForm
from gipfelbuch.model.spans import Span

__all__ = [
    "Phrase",
    "agent_of",
    "antecedent_of",
    "complement_of",
    "datives_of",
    "doer_of",
    "evidence_of",
    "is_genitive",
    "is_passive",
    "mentions_in",
    "object_phrases",
    "objects_of",
    "phrases_of",
    "relative_pronoun_tokens",
    "role_words",
    "subject_of",
]

DASHES = frozenset("-–—")  # behind a dateline
FARTHEST_SUBJECT_CLAUSES = 8  # so far back a coordinated clause may take its subject from; keeps the search linear


def is_passive(document: Document, clause: Clause) -> bool:
    """Whether the clause is passive: "wurde ... unterzeichnet", "ist ... worden", "was signed"."""
    tokens = document.tokens_of(clause)
    participle = any(t.pos is Pos.VERB and t.form is VerbForm.PARTICIPLE for t in tokens)
    if document.language == "de":
        helped = any(t.pos is Pos.AUXILIARY and t.lemma == "werden" for t in tokens)
        infinitive = any(t.pos is Pos.VERB and t.form is VerbForm.INFINITIVE for t in tokens)
        return (
            helped and (participle or any(t.lower == "worden" for t in tokens)) and not (infinitive and not participle)
        )
    for i, token in enumerate(tokens):
        if token.pos is Pos.VERB and token.form is VerbForm.PARTICIPLE and not token.lower.endswith("ing"):
            before = [t for t in tokens[max(0, i - 3) : i] if t.pos not in (Pos.ADVERB, Pos.PARTICLE)]
            if before and before[-1].pos is Pos.AUXILIARY and before[-1].lemma == "be":
                return True
    return False


def _sentence_and_place(document: Document, clause: Clause) -> tuple[Sentence | None, int]:
    sentence = document.sentence_at(clause.span.start)
    if sentence is None:
        return None, 0
    place = clause_place(sentence, clause)
    return sentence, place if place < len(sentence.clauses) else 0


def subject_of(document: Document, clause: Clause, mentions: Sequence[Mention]) -> tuple[Span, ...]:
    """Who the subject of a clause is.

    Args:
        document: the report.
        clause: one of its clauses.
        mentions: in order of their start.

    Returns:
        One span a coordinated part: a mention, a pronoun, or a bare noun phrase. A relative clause
        gives its antecedent; a coordinated or infinitive clause without a subject that of the
        clause before. Empty if none is found.
    """
    sentence, place = _sentence_and_place(document, clause)
    for _ in range(FARTHEST_SUBJECT_CLAUSES if sentence is not None else 0):
        if sentence is None:
            break
        resumed = _resumed(document, sentence, place)
        if resumed is not None:
            clause, place = sentence.clauses[resumed], resumed
        subject = _own_subject(document, clause, phrases_of(document, clause, mentions))
        if subject is not None:
            return subject.heads
        if place == 0:
            return ()
        if opens_relative(document, clause):
            return _antecedent(document, sentence.clauses[place - 1], mentions)
        if not _inherits(document, clause):
            return ()
        place = _governing(sentence, place)
        clause = sentence.clauses[place]
    return ()


def _resumed(document: Document, sentence: Sentence, place: int) -> int | None:
    """Where the clause began that an inserted clause broke off ("Der Minister, der ..., lobte die Reise")."""
    clause = sentence.clauses[place]
    if place < 2 or clause.kind is not ClauseKind.MAIN or clause.finite != clause.first:
        return None
    if document.tokens[clause.first - 1].text not in (",", "–", "—", ")", "-"):
        return None
    for earlier in range(place - 1, max(-1, place - 1 - FARTHEST_SUBJECT_CLAUSES), -1):
        before = sentence.clauses[earlier]
        if before.kind is ClauseKind.MAIN:
            return earlier if before.finite is None and earlier < place - 1 else None
    return None


def _governing(sentence: Sentence, place: int) -> int:
    """The clause that a coordinated or infinitive clause shares its subject with."""
    if sentence.clauses[place].kind is not ClauseKind.MAIN:
        return place - 1
    for earlier in range(place - 1, max(-1, place - 1 - FARTHEST_SUBJECT_CLAUSES), -1):
        if sentence.clauses[earlier].kind is ClauseKind.MAIN:
            return earlier
    return place - 1


def _own_subject(document: Document, clause: Clause, phrases: tuple[Phrase, ...]) -> Phrase | None:
    sentence, place = _sentence_and_place(document, clause)
    resumed = sentence is not None and _resumed(document, sentence, place) is not None
    if clause.kind is ClauseKind.INFINITIVE or resumed:
        return None
    pick = _english_subject if document.language == "en" else _german_subject
    return pick(document, clause, phrases)


def _nominatives(phrases: Iterable[Phrase]) -> list[Phrase]:
    return [p for p in phrases if not p.preposition and "n" in p.cases and not p.time]


def _german_subject(document: Document, clause: Clause, phrases: tuple[Phrase, ...]) -> Phrase | None:
    candidates = [p for p in _nominatives(phrases) if _agrees(document, clause, p)]
    finite = clause.finite if clause.finite is not None else clause.last
    if opens_relative(document, clause):
        return _subject_beside_pronoun(document.tokens[clause.first].lower, candidates)
    if clause.kind is not ClauseKind.MAIN:
        return candidates[0] if candidates else None
    front = [] if _follows_quote(document, clause) else [p for p in candidates if p.last <= finite]
    behind = [p for p in candidates if p.first > finite]
    sure = [p for p in behind if p.cases == "n"]
    if front and not (sure and "a" in front[0].cases):
        return front[0]
    if sure:
        return sure[0]
    coordinated = finite == clause.first and _is_coordinated(document, clause)
    return behind[0] if behind and not coordinated else None


def _subject_beside_pronoun(pronoun: str, candidates: list[Phrase]) -> Phrase | None:
    """The subject of a relative clause if the relative pronoun is not it; None if it is."""
    cases = case_forms("article").get(pronoun, "")
    sure = [p for p in candidates if p.cases == "n"]
    if "n" not in cases:
        return candidates[0] if candidates else None
    return sure[0] if sure and "a" in cases else None


def _agrees(document: Document, clause: Clause, phrase: Phrase) -> bool:
    """Whether the number of a sure plural fits the finite verb ("und" joined subjects want a plural verb)."""
    if clause.finite is None or not phrase.plural:
        return True
    verb = document.tokens[clause.finite]
    if verb.pos is Pos.AUXILIARY:
        return verb.lower not in (
            "hat",
            "ist",
            "wird",
            "wurde",
            "war",
            "hatte",
            "soll",
            "will",
            "kann",
            "muss",
            "sei",
            "habe",
        )
    return not verb.lower.endswith(("te", "t")) or verb.lower.endswith("ten")


def _english_subject(document: Document, clause: Clause, phrases: tuple[Phrase, ...]) -> Phrase | None:
    finite = clause.finite if clause.finite is not None else clause.last
    candidates = _nominatives(phrases)
    quoted = _follows_quote(document, clause)
    front = [p for p in candidates if p.first < finite]
    if front and not quoted:
        return front[0]
    if quoted or (finite == clause.first and not _is_coordinated(document, clause)):
        return next((p for p in candidates if p.first == finite + 1), None)
    return None


def _follows_quote(document: Document, clause: Clause) -> bool:
    """Whether the finite verb stands right behind a closing quotation mark ("...", sagte X)."""
    if clause.finite is None or clause.finite == 0:
        return False
    before = [t.text for t in document.tokens[max(0, clause.finite - 2) : clause.finite]]
    return before[-1] in QUOTE_MARKS or (before[-1] == "," and before[0] in QUOTE_MARKS)


def _is_coordinated(document: Document, clause: Clause) -> bool:
    """Whether "und", "aber", "and" links the clause to the one before."""
    return clause.first > 0 and document.tokens[clause.first - 1].pos is Pos.COORDINATOR


def _inherits(document: Document, clause: Clause) -> bool:
    return (
        clause.kind is ClauseKind.INFINITIVE
        or clause.finite is None
        or _is_coordinated(document, clause)
        or (clause.finite == clause.first and document.tokens[clause.first - 1].text == ",")
    )


def _antecedent(document: Document, before: Clause, mentions: Sequence[Mention]) -> tuple[Span, ...]:
    phrases = phrases_of(document, before, mentions)
    return phrases[-1].heads[-1:] if phrases else ()


def objects_of(document: Document, clause: Clause, mentions: Sequence[Mention]) -> tuple[Span, ...]:
    """The objects without preposition, accusative and dative, in order of place.

    Args:
        document: the report.
        clause: one of its clauses.
        mentions: in order of their start.
    """
    return tuple(h for p in object_phrases(document, clause, mentions) for h in p.heads)


def object_phrases(document: Document, clause: Clause, mentions: Sequence[Mention]) -> tuple[Phrase, ...]:
    """The noun phrases that are objects: neither subject nor behind a preposition nor a time.

    A relative pronoun that is an object stands for its antecedent: use `antecedent_of`.
    """
    phrases = phrases_of(document, clause, mentions)
    subject = _own_subject(document, clause, phrases)
    finite = clause.finite if clause.finite is not None else -1
    out = []
    for phrase in phrases:
        if phrase is subject or phrase.preposition or phrase.time or phrase.cases == "n":
            continue
        if document.language == "en" and phrase.first < finite:
            continue
        if document.tokens[phrase.first].lower != "sich":
            out.append(phrase)
    return tuple(out)


def datives_of(document: Document, clause: Clause, mentions: Sequence[Mention]) -> tuple[Span, ...]:
    """German objects that can only be datives ("dem Präsidenten", "ihm"), and "der Regierung" beside them."""
    if document.language != "de":
        return ()
    found = object_phrases(document, clause, mentions)
    return tuple(h for p in found if "d" in p.cases and "a" not in p.cases for h in p.heads)


def agent_of(document: Document, clause: Clause, mentions: Sequence[Mention]) -> tuple[Span, ...]:
    """Who acts in a passive clause: "von X", "durch X", "by X"; empty if the clause is not passive."""
    if not is_passive(document, clause):
        return ()
    return complement_of(document, clause, tuple(role_words("agent", document.language)), mentions)


def doer_of(document: Document, clause: Clause, mentions: Sequence[Mention]) -> tuple[Span, ...]:
    """Who does it: the agent of a passive clause, else the subject."""
    if is_passive(document, clause):
        return agent_of(document, clause, mentions)
    return subject_of(document, clause, mentions)


def complement_of(
    document: Document, part: Clause | Sentence, prepositions: Iterable[str], mentions: Sequence[Mention]
) -> tuple[Span, ...]:
    """Who stands behind one of the prepositions: ("mit", "with") gives "mit X und Y".

    Args:
        document: the report.
        part: a clause or sentence.
        prepositions: in lower case, contractions undone ("zu" for "zum").
        mentions: in order of their start.
    """
    wanted = frozenset(prepositions)
    return tuple(h for p in phrases_of(document, part, mentions) if p.preposition in wanted for h in p.heads)


def antecedent_of(document: Document, clause: Clause, mentions: Sequence[Mention]) -> tuple[Span, ...]:
    """What the relative pronoun that opens the clause stands for; empty for other clauses."""
    sentence, place = _sentence_and_place(document, clause)
    if sentence is None or place == 0 or not opens_relative(document, clause):
        return ()
    return _antecedent(document, sentence.clauses[place - 1], mentions)


def _start(clause: Clause) -> int:
    return clause.span.start


def told_from(document: Document, sentence: Sentence) -> int:
    """Offset at which a sentence begins to tell: behind its dateline, if it has one."""
    first = sentence.clauses[0].first if sentence.clauses else sentence.first
    dateline = first > sentence.first and document.tokens[first - 1].text in DASHES
    return sentence.clauses[0].span.start if dateline else sentence.span.start


def evidence_of(document: Document, *spans: Span) -> Span:
    """The smallest run of whole clauses of a sentence that holds the spans; the sentence if that is all of it.

    Infinitive clauses right behind belong to what governs them.

    Args:
        document: the report.
        spans: words of one sentence that the entry rests on, at least one.

    Returns:
        The run; with the final punctuation if it is the whole sentence.
    """
    start, end = min(s.start for s in spans), max(s.end for s in spans)
    sentence = document.sentence_at(start)
    if sentence is None or not sentence.clauses:
        return Span(start, end)
    clauses = sentence.clauses
    at = max(0, bisect_right(clauses, start, key=_start) - 1)
    held = []
    while at < len(clauses) and clauses[at].span.start < end:
        if start < clauses[at].span.end:
            held.append(at)
        at += 1
    if not held:
        return sentence.span
    first, last = held[0], held[-1]
    while last + 1 < len(clauses) and clauses[last + 1].kind is ClauseKind.INFINITIVE:
        last += 1
    if first == 0 and last == len(clauses) - 1:
        return Span(told_from(document, sentence), max(sentence.span.end, end))
    return Span(clauses[first].span.start, max(clauses[last].span.end, end))
