"""Who speaks and to whom: the noun phrases of the clause that frames the speech.

A cue and its sentence enter; the span of the whole noun phrase that names the speaker or the person
spoken to leaves, a pronoun where the text has one, or None.
"""

from __future__ import annotations

from gipfelbuch.knowledge.speech import Sense, speech_words
from gipfelbuch.marking.rules.phrases import Phrase, opens_relative
from gipfelbuch.marking.rules.quotations.passages import Cue, Passages
from gipfelbuch.model.parties import PartyType
from gipfelbuch.model.reports import Clause, ClauseKind, Pos, Sentence
from gipfelbuch.model.spans import Span


def phrase_span(passages: Passages, phrase: Phrase) -> Span:
    """The words of the phrase without trailing pauses."""
    return passages.span(phrase.first, phrase.last) or phrase.heads[0]


def speaker_of(passages: Passages, sentence: Sentence, cue: Cue) -> Span | None:
    """The words that name who speaks, for a cue in its clause.

    Args:
        passages: the document.
        sentence: the sentence of the cue.
        cue: the words of speech.

    Returns:
        The noun phrase with its attributes; a pronoun if that is the subject; None if nobody is named.
    """
    clause = sentence.clauses[cue.place]
    if passages.is_passive(clause, cue.at):
        agents = [p for p in passages.phrases(clause) if p.preposition in speech_words("agent")]
        return phrase_span(passages, agents[0]) if agents else None
    phrase, full = subject_phrase(passages, sentence, cue.place, cue.at)
    if phrase is None or _is_impersonal(passages, phrase):
        return None
    return _apposed_person(passages, clause, cue.at) or full


def _apposed_person(passages: Passages, clause: Clause, verb: int) -> Span | None:
    """English "A spokesman for the ministry, Anna Smith, said": the person between commas right before the verb."""
    comma = verb - 1
    while comma > clause.first and passages.tokens[comma].pos in (Pos.AUXILIARY, Pos.ADVERB):
        comma -= 1
    if passages.language != "en" or comma <= clause.first + 1 or passages.tokens[comma].text != ",":
        return None
    for mention in passages.mentions_at(passages.tokens[comma - 1]):
        before = passages.document.token_at(mention.span.start - 2)
        person = mention.type is PartyType.PERSON and not mention.nominal
        if person and before is not None and before.text == "," and before.index > clause.first:
            return mention.span
    return None


def _is_impersonal(passages: Passages, phrase: Phrase) -> bool:
    return phrase.last == phrase.first + 1 and passages.tokens[phrase.first].lower in speech_words("impersonal")


def subject_phrase(passages: Passages, sentence: Sentence, place: int, verb: int) -> tuple[Phrase | None, Span | None]:
    """The subject of the verb, from its clause or the ones before it, and its full extent."""
    for _ in range(len(sentence.clauses)):
        clause = sentence.clauses[place]
        if opens_relative(passages.document, clause) and _pronoun_is_subject(passages, clause):
            return _antecedent(passages, sentence, place)
        if passages.language == "en" and verb == clause.first and (apposed := _named_before(passages, sentence, place)):
            return apposed, phrase_span(passages, apposed)
        found = _own_subject(passages, clause, verb)
        if found is not None:
            return found, _extent(passages, clause, found)
        before = _inherited_place(passages, sentence, place)
        if before is None:
            return None, None
        place, verb = before, _verb_of(sentence.clauses[before])
    return None, None


def _named_before(passages: Passages, sentence: Sentence, place: int) -> Phrase | None:
    """English "X, the commander, told": the subject of a verb behind an apposition, in the run before it."""
    clause, at = sentence.clauses[place], place - 1
    if clause.first and passages.tokens[clause.first - 1].text not in PAUSE_MARKS:
        return None
    while at > 0 and sentence.clauses[at].kind is ClauseKind.RELATIVE:  # "X, who has left, told"
        at -= 1
    before = sentence.clauses[at] if at >= 0 else None
    if before is None or before.finite is not None or passages.tokens[before.last].text != ",":
        return None
    return next((p for p in passages.phrases(before) if _nominative(p)), None)


def _verb_of(clause: Clause) -> int:
    return clause.finite if clause.finite is not None else clause.last


def _nominative(phrase: Phrase) -> bool:
    return not phrase.preposition and "n" in phrase.cases and not phrase.time


def _own_subject(passages: Passages, clause: Clause, verb: int) -> Phrase | None:
    if clause.kind is ClauseKind.INFINITIVE:
        return None
    phrases = [p for p in passages.phrases(clause) if _nominative(p) and not passages.masked[p.first]]
    if passages.language == "en":
        return _english_subject(passages, clause, verb, phrases)
    finite = clause.finite if clause.finite is not None else clause.last
    if clause.kind is ClauseKind.MAIN:
        front = [p for p in phrases if p.last <= finite]
        behind = [p for p in phrases if p.first > finite]
        sure = [p for p in behind if p.cases == "n"]
        if (
            front
            and behind
            and passages.tokens[front[0].first].lower in speech_words("demonstrative")
            and front[0].last == front[0].first + 1
        ):
            return behind[0]
        if front and not (sure and "a" in front[-1].cases and front[-1].cases != "n"):
            return front[0]
        if sure:
            return sure[0]
        coordinated = (
            finite == clause.first and clause.first > 0 and passages.tokens[clause.first - 1].pos is Pos.COORDINATOR
        )
        return behind[0] if behind and not coordinated else None
    return phrases[0] if phrases else None


def _english_subject(passages: Passages, clause: Clause, verb: int, phrases: list[Phrase]) -> Phrase | None:
    front = [p for p in phrases if p.last <= verb]
    behind = next((p for p in phrases if p.first == verb + 1), None)
    if front:
        nearest = front[-1]
        between = passages.tokens[nearest.last : verb]
        if not any(t.pos is Pos.VERB for t in between) and not any(t.pos is Pos.COORDINATOR for t in between):
            return nearest
        return front[0]
    starts = verb == clause.first and not (clause.first and passages.tokens[clause.first - 1].pos is Pos.COORDINATOR)
    return (
        behind
        if starts or (verb and passages.masked[verb - 1]) or passages.tokens[verb - 1].text in (",", '"', "”")
        else None
    )


def _pronoun_is_subject(passages: Passages, clause: Clause) -> bool:
    pronoun = passages.tokens[clause.first].lower
    if pronoun in ("who", "which"):
        return True
    if pronoun not in speech_words("relative_any"):
        return False
    others = [p for p in passages.phrases(clause) if _nominative(p)]
    return pronoun in speech_words("relative_subject") or not any(p.cases == "n" for p in others)


def _antecedent(passages: Passages, sentence: Sentence, place: int) -> tuple[Phrase | None, Span | None]:
    for earlier in range(place - 1, -1, -1):
        phrases = passages.phrases(sentence.clauses[earlier])
        if phrases:
            return phrases[-1], phrase_span(passages, phrases[-1])
    return None, None


def _inherited_place(passages: Passages, sentence: Sentence, place: int) -> int | None:
    """The clause whose subject counts where this one has none: the governing or the coordinated one."""
    clause = sentence.clauses[place]
    before = passages.tokens[clause.first - 1] if clause.first > sentence.first else None
    if before is None:
        return None
    linked = before.pos is Pos.COORDINATOR or before.text in PAUSE_MARKS or clause.kind is ClauseKind.INFINITIVE
    if not linked:
        return None
    if clause.kind is ClauseKind.INFINITIVE:
        return place - 1 if place else None
    for earlier in range(place - 1, -1, -1):
        candidate = sentence.clauses[earlier]
        if candidate.kind is ClauseKind.MAIN and not candidate.subjunctive:
            return earlier
    return place - 1 if place else None


PAUSE_MARKS = frozenset({",", "–", "—", ")", "-"})


def _extent(passages: Passages, clause: Clause, phrase: Phrase) -> Span:
    """The phrase with the prepositional attributes that follow it at once."""
    last = phrase.last
    front = clause.finite is not None and last <= clause.finite and clause.kind is ClauseKind.MAIN
    for other in passages.phrases(clause):
        if other.first < last or not other.preposition or other.time:
            continue
        attached = passages.tokens[other.first - 1].index == last or other.first == last
        if not attached or (not front and other.preposition != "von"):
            break
        if front and other.preposition not in speech_words("attached") and clause.finite != other.last:
            break
        last = other.last
    return passages.span(phrase.first, last) or phrase.heads[0]


def addressee_of(passages: Passages, sentence: Sentence, cue: Cue, sense: Sense, speaker: Span | None) -> Span | None:
    """The words that name who is spoken to: an object in the right case, or behind the right preposition.

    Args:
        passages: the document.
        sentence: the sentence of the cue.
        cue: the words of speech.
        sense: the way in which they are built here.
        speaker: the words that name the speaker, so as not to take them twice.

    Returns:
        The noun phrase, or None.
    """
    clause = sentence.clauses[cue.place]
    phrases = [p for p in passages.phrases(clause) if speaker is None or not phrase_span(passages, p).overlaps(speaker)]
    for phrase in phrases:
        if phrase.preposition and phrase.preposition in sense.to:
            return phrase_span(passages, phrase)
    if opens_relative(passages.document, clause) and passages.tokens[clause.first].lower in speech_words(
        "relative_dative"
    ):
        return _antecedent(passages, sentence, cue.place)[1]
    if passages.language == "en":
        behind = [
            p for p in phrases if "obj" in sense.to and not p.preposition and not p.time and p.first == cue.at + 1
        ]
        return phrase_span(passages, behind[0]) if behind else _audience(passages, phrases)
    wanted = "d" if "dat" in sense.to else "a" if "acc" in sense.to else ""
    for phrase in phrases:
        bare = wanted and not phrase.preposition and wanted in phrase.cases and not phrase.time and phrase.cases != "n"
        if bare and passages.tokens[phrase.first].lower != "sich":
            return phrase_span(passages, phrase)
    return _audience(passages, phrases)


def _audience(passages: Passages, phrases: list[Phrase]) -> Span | None:
    """Who is spoken to in public: "vor Journalisten", "gegenüber der Zeitung", "im Interview mit der BBC"."""
    for before, phrase in zip([None, *phrases], phrases, strict=False):
        nouns = _nouns(passages, phrase)
        if phrase.preposition == "gegenüber":
            return phrase_span(passages, phrase)
        if phrase.preposition in speech_words("audience_preposition") and nouns & speech_words("audience"):
            return phrase_span(passages, phrase)
        met = before is not None and before.preposition == "in" and _nouns(passages, before) & speech_words("interview")
        if phrase.preposition in speech_words("meeting_preposition") and met:
            return phrase_span(passages, phrase)
    return None


def _nouns(passages: Passages, phrase: Phrase) -> set[str]:
    run = passages.tokens[phrase.first : phrase.last]
    return {t.lemma for t in run} | {t.text for t in run}
