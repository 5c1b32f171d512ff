"""Deeds of kind action: a verb or noun of the deed tables, who does it, to whom.

A document and its mentions and quotations enter; one deed for each verb or noun leaves, with its actors
and recipients as spans. Deeds that are only wished, possible or conditional are none; those told
inside an utterance count only where they are told as having happened.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from gipfelbuch.knowledge.actions import (
    ActionSense,
    NounPattern,
    VerbPattern,
    german_deed_noun,
    noun_patterns,
    noun_tails,
    verb_patterns,
)
from gipfelbuch.knowledge.judgements import judging_word
from gipfelbuch.knowledge.tables import load_table, words
from gipfelbuch.knowledge.words import separable_particles
from gipfelbuch.marking.rules.doers import somebody_who
from gipfelbuch.marking.rules.roles import (
    agent_of,
    Phrase,
    antecedent_of,
    complement_of,
    datives_of,
    evidence_of,
    is_passive,
    mentions_in,
    object_phrases,
    phrases_of,
    subject_of,
)
from gipfelbuch.model.entries import Kind
from gipfelbuch.model.marks import Argument, Deed, Marks, Mention, Quotation, Role
from gipfelbuch.model.parties import PartyType
from gipfelbuch.model.reports import Clause, ClauseKind, Document, Language, Pos, Sentence, Token, VerbForm
from gipfelbuch.model.spans import Span

PARTICLE_REACH_TOKENS = 6  # how far behind an English verb the words of its phrase may stand
PARTICLE_DISTANCE_TOKENS = 30  # how far behind its verb a German particle may stand
NEGATION_REACH_TOKENS = 3  # how far before an English verb its negation may stand
_PHYSICAL = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "PROTEST"})
_FIXED = frozenset({Pos.DETERMINER, Pos.ADJECTIVE, Pos.ADPOSITION, Pos.NUMBER})
_PLACES = frozenset({"vor", "outside", "at", "in", "before", "near"})
_RECIPIENT_PREPOSITIONS = {
    "against": ("gegen", "auf", "against", "on"),
    "dative": ("an", "für", "to", "for"),
    "to": ("to", "nach", "into"),
    "from": ("aus", "von", "from"),
    "with": ("mit", "zu", "with"),
    "both": ("mit", "zwischen", "with", "between"),
    "object": ("gegen", "against"),
    "none": (),
}


@cache
def deed_words(kind: str, language: Language) -> frozenset[str]:
    """The words of one row of the table ``deed_words``."""
    return frozenset(w for row in load_table("deed_words") if row["kind"] == kind for w in words(row[language]))


@dataclass(frozen=True, slots=True)
class _Find:
    """A verb or noun of the tables in its clause; ``sure`` if more than a verb alone tells the deed.

    ``victims``: the verb of the same clause that tells whom the deed named by this noun hit.
    """

    sense: ActionSense
    tokens: tuple[Token, ...]
    clause: Clause
    noun: bool = False
    sure: bool = False
    victims: _Find | None = None


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
    for sentence in document.sentences:
        for find in _finds(document, sentence):
            deed = _deed(document, find, marks.mentions, speech)
            if deed is not None:
                out.append(deed)
    return tuple(out)


def _finds(document: Document, sentence: Sentence) -> Iterator[_Find]:
    """Verbs first: a noun without anybody beside it is background where a verb of its clause tells a deed.

    "Bei einem Anschlag wurden zehn Menschen getötet" is one deed, named by the noun.
    """
    for clause in sentence.clauses:
        tokens = document.tokens_of(clause)
        verbs = {i: f for i in range(len(tokens)) if (f := _verb_find(document, clause, tokens, i)) is not None}
        taken = {t.index for f in verbs.values() for t in f.tokens}
        harm = {i for i, f in verbs.items() if _is_harm_without_actor(document, clause, f)}
        nouns = {
            i: f
            for i, t in enumerate(tokens)
            if t.index not in taken and (f := _noun_find(document, clause, tokens, i, alone=len(verbs) == len(harm))) is not None
        }
        cause = next((i for i, f in nouns.items() if f.sense.plover == "ASSAULT" and f.sense.concept != "killing"), None)
        for i in range(len(tokens)):
            if i in harm and cause is not None:
                continue
            if i == cause and harm:
                yield replace(nouns[i], victims=verbs[min(harm)])
            elif i in verbs or i in nouns:
                yield verbs.get(i) or nouns[i]


def _is_harm_without_actor(document: Document, clause: Clause, find: _Find) -> bool:
    return find.sense.concept in ("kill", "wound", "death_by") and (
        find.sense.concept == "death_by" or is_passive(document, clause)
    )


def _verb_find(document: Document, clause: Clause, tokens: Sequence[Token], i: int) -> _Find | None:
    token = tokens[i]
    patterns = verb_patterns(document.language).get(token.lemma)
    if document.language == "de" and token.form is VerbForm.FINITE and token.particle is None and token.pos is Pos.VERB:
        far = _far_particle(document, clause, token)
        joined = verb_patterns("de").get(far.lower + token.lemma) if far else None
        if far is not None and joined:
            return _pattern_find(document, clause, tokens, i, joined, (far,))
    if not patterns or not _is_verbal(document, clause, tokens, i):
        return None
    return _pattern_find(document, clause, tokens, i, patterns, ())


def _pattern_find(
    document: Document, clause: Clause, tokens: Sequence[Token], i: int, patterns: Sequence[VerbPattern], more: tuple[Token, ...]
) -> _Find | None:
    for pattern in patterns:
        others = _others(document.language, pattern, tokens, i)
        if others is not None and _has_context(document.language, pattern, tokens, tokens[i]):
            sure = bool(pattern.context or pattern.others)
            return _Find(pattern.sense, _trigger(document, tokens[i], (*more, *others)), clause, sure=sure)
    return None


def _far_particle(document: Document, clause: Clause, verb: Token) -> Token | None:
    """The particle of a German verb where more follows it ("ließ drei Männer frei, darunter ...")."""
    sentence = document.sentence_at(verb.start)
    last = min(sentence.last if sentence else clause.last, verb.index + PARTICLE_DISTANCE_TOKENS)
    for token in document.tokens[verb.index + 1 : last]:
        after = document.tokens[token.index + 1] if token.index + 1 < len(document.tokens) else None
        closes = after is None or after.pos in (Pos.PUNCTUATION, Pos.COORDINATOR)
        if closes and token.lower in separable_particles():
            return token
        if token.form is VerbForm.FINITE:
            return None
    return None


def _is_verbal(document: Document, clause: Clause, tokens: Sequence[Token], i: int) -> bool:
    token = tokens[i]
    if token.pos is Pos.VERB:
        return document.language == "de" or not _is_attributive(tokens, i)
    if document.language == "de" or token.pos is not Pos.OTHER or i == 0:
        return False
    before = tokens[i - 1]
    wished = any(t.lower == "that" for t in tokens[:i])
    if judging_word(token.text, "en") is not None:
        return False
    return clause.finite is None and not wished and before.pos not in _FIXED and before.pos is not Pos.VERB


def _is_attributive(tokens: Sequence[Token], i: int) -> bool:
    """English participles before their noun ("the occupied city"), and gerunds behind an article ("the bombing")."""
    token = tokens[i]
    before = tokens[i - 1] if i else None
    if token.form is VerbForm.INFINITIVE or before is None or token.lower == token.lemma:
        return False
    if token.lower.endswith("ing") and before.pos in (Pos.DETERMINER, Pos.ADJECTIVE):
        return True
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    if following is None or following.pos not in (Pos.NOUN, Pos.NAME, Pos.OTHER, Pos.ADJECTIVE):
        return False
    return before.pos in (Pos.DETERMINER, Pos.ADJECTIVE, Pos.NUMBER) or before.lower in ("most", "'s") or (
        before.pos is Pos.ADPOSITION and not token.lower.endswith("ing")
    )


def _is_reduced(document: Document, clause: Clause, verb: Token) -> bool:
    """English "the curfew imposed by X": a participle behind its noun, without auxiliary, in a clause with a verb before."""
    if document.language != "en" or clause.finite is None or verb.index <= clause.finite + 1 or verb.lower.endswith("ing"):
        return False
    before = document.tokens[verb.index - 1]
    return verb.lower != verb.lemma and before.pos in (Pos.NOUN, Pos.NAME, Pos.OTHER) and before.lower not in ("and", "or")


def _others(language: Language, pattern: VerbPattern, tokens: Sequence[Token], i: int) -> tuple[Token, ...] | None:
    """The other words of the phrase; None if one is missing."""
    if not pattern.others:
        return ()
    window = tokens if language == "de" else tokens[i + 1 : i + 1 + PARTICLE_REACH_TOKENS]
    out: list[Token] = []
    for word in pattern.others:
        found = next((t for t in window if t.lower == word or t.lemma.lower() == word), None)
        if found is None:
            return None
        out.append(found)
        if language == "en":
            window = [t for t in window if t.index > found.index]
    return tuple(out)


def _has_context(language: Language, pattern: VerbPattern, tokens: Sequence[Token], verb: Token) -> bool:
    if not pattern.context:
        return True
    if language == "en":
        return any(t.lower in pattern.context or t.lemma in pattern.context for t in tokens if t is not verb)
    return any(not pattern.context.isdisjoint(noun_tails(t.text)) for t in tokens if t.text[:1].isupper())


def _trigger(document: Document, verb: Token, others: tuple[Token, ...]) -> tuple[Token, ...]:
    particle = (document.tokens[verb.particle],) if verb.particle is not None else ()
    unique = {t.index: t for t in (verb, *particle, *others)}
    return tuple(unique[k] for k in sorted(unique))


def _noun_find(document: Document, clause: Clause, tokens: Sequence[Token], i: int, *, alone: bool) -> _Find | None:
    for pattern in _nouns_at(document.language, tokens, i):
        last = i + len(pattern.others)
        if _tells_of_event(document, tokens, i, last, pattern, alone=alone):
            return _Find(pattern.sense, tuple(tokens[i : last + 1]), clause, noun=True)
    return None


def _nouns_at(language: Language, tokens: Sequence[Token], i: int) -> Iterator[NounPattern]:
    token = tokens[i]
    if language == "de":
        if token.text[:1].isupper() and token.pos in (Pos.NOUN, Pos.NAME, Pos.OTHER):
            base = german_deed_noun(token.text)
            yield from noun_patterns("de").get(base, ()) if base else ()
        return
    if token.pos in (Pos.AUXILIARY, Pos.ADVERB) or (token.pos is Pos.VERB and not token.lower.endswith("ing")):
        return
    for pattern in noun_patterns("en").get(token.lower) or noun_patterns("en").get(token.lemma, ()):
        if tuple(t.lower for t in tokens[i + 1 : i + 1 + len(pattern.others)]) == pattern.others:
            yield pattern


def _tells_of_event(
    document: Document, tokens: Sequence[Token], first: int, last: int, pattern: NounPattern, *, alone: bool
) -> bool:
    """Whether the noun tells of something that happens here, not of background or a mere possibility."""
    language = document.language
    before = [t for t in tokens[max(0, first - 5) : first]]
    preposition = next((t.lower for t in reversed(before) if t.pos is Pos.ADPOSITION or t.lower in deed_words("happening", language)), None)
    if any(t.lower in deed_words("negation", language) for t in before[-2:]):
        return False
    if any(t.lemma in deed_words("wish", language) for t in tokens):
        return False
    happens = any(t.lemma in deed_words("occurrence", language) for t in tokens if t.pos in (Pos.VERB, Pos.OTHER))
    if pattern.alone and alone:
        if happens:
            return True
        return preposition not in deed_words("background", language) and preposition in deed_words("happening", language)
    after = tokens[last + 1 : last + 3]
    genitive = any(t.lower in ("der", "des", "von", "durch", "of", "by") for t in after[:1])
    return genitive and preposition not in deed_words("background", language)


def _deed(document: Document, find: _Find, mentions: tuple[Mention, ...], speech: _Speech) -> Deed | None:
    trigger = _spans(find.tokens)
    if any(speech.is_cue(s.start) for s in trigger) and _is_speech(document, find, mentions):
        return None
    said = speech.covers(trigger[0].start) or find.clause.subjunctive
    status = _status(document, find, said=said)
    if status is None:
        return None
    plover = find.sense.plover
    if status == "denied" and not said:
        plover, status = find.sense.negated, "ongoing"
        trigger = _with_negation(document, find, trigger)
    arguments = _noun_arguments(document, find, mentions) if find.noun else _verb_arguments(document, find, mentions)
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
    document: Document, find: _Find, arguments: tuple[Argument, ...], mentions: tuple[Mention, ...]
) -> bool:
    """Persons who "attack" somebody in active voice do so with words."""
    if find.noun or find.sense.concept != "attack" or is_passive(document, find.clause):
        return False
    actors = {a.span for a in arguments if a.role is Role.ACTOR}
    persons = {m.span for m in mentions if m.type is PartyType.PERSON and not m.plural} if actors else set()
    pronouns = {s for s in actors if s.of(document.text).lower() in ("er", "sie", "he", "she")}
    return bool(actors & persons or pronouns)


def _is_speech(document: Document, find: _Find, mentions: tuple[Mention, ...]) -> bool:
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


def _status(document: Document, find: _Find, *, said: bool) -> str | None:
    """Status of the deed; None if it is not told as a deed."""
    language, tokens = document.language, document.tokens_of(find.clause)
    if tokens[0].lower in deed_words("condition", language):
        return None
    if find.noun:
        return None if said and not _told_as_past(document, tokens) else "happened"
    verb = find.tokens[0]
    if _negated(language, tokens, find):
        told = verb.form is not VerbForm.INFINITIVE and (said or find.sense.negated)
        return "denied" if told else None
    lowers = {t.lower for t in tokens if t.pos is Pos.AUXILIARY or t.pos is Pos.OTHER or t.pos is Pos.VERB}
    if language == "en" and verb.lower.endswith("ing") and _is_charge(document, tokens, verb):
        return None
    infinitive = any(t.form is VerbForm.INFINITIVE for t in find.tokens) or find.clause.kind is ClauseKind.INFINITIVE
    if language == "de" and verb.form is not VerbForm.PARTICIPLE and not infinitive:
        return None if said and not _told_as_past(document, tokens) else "happened"
    near = lowers if language == "de" else {t.lower for t in tokens if verb.index - 5 <= t.index < verb.index}
    if near & deed_words("possible", language):
        return None
    if infinitive:
        return _infinitive_status(document, find, near, said=said)
    return None if said and not _told_as_past(document, tokens) else "happened"


def _is_charge(document: Document, tokens: Sequence[Token], verb: Token) -> bool:
    """English "accused X of attacking", "arrested for spying": a charge or purpose, not a deed told."""
    before = document.tokens[verb.index - 1].lower if verb.index else ""
    return before in deed_words("charge_preposition", "en") and any(t.lemma in deed_words("charge", "en") for t in tokens)


def _infinitive_status(document: Document, find: _Find, near: set[str], *, said: bool) -> str | None:
    tokens = document.tokens_of(find.clause)
    if document.language == "de" and "haben" in near and "zu" in {t.lower for t in tokens}:
        return "happened"
    if said:
        return None
    if find.sense.plover == "PROTEST" and tokens[0].lower in ("um", "to"):
        return "happened"
    verb = find.tokens[0]
    leading = {t.lower for t in tokens if verb.index - 2 <= t.index < verb.index} if document.language == "en" else near
    if leading & deed_words("achieved", document.language):
        return "happened"
    return "planned" if near & deed_words("planned", document.language) else None


def _told_as_past(document: Document, tokens: Sequence[Token]) -> bool:
    """Whether the clause tells of the past: preterite, perfect, English past tense."""
    if document.language == "en":
        return any(
            (t.form in (VerbForm.FINITE, VerbForm.PARTICIPLE) and t.lower != t.lemma and not t.lower.endswith("s"))
            or t.lower in ("has", "have", "had", "was", "were")
            for t in tokens
        ) and not any(t.lower in deed_words("planned", "en") | deed_words("possible", "en") for t in tokens)
    if any(t.lower == "worden" for t in tokens):
        return True
    lowers = {t.lower for t in tokens if t.pos is Pos.AUXILIARY}
    participle = any(t.form is VerbForm.PARTICIPLE for t in tokens)
    if participle and lowers & deed_words("past_auxiliary", "de"):
        return not lowers & deed_words("possible", "de")
    return any(_is_preterite(t) for t in tokens) and not lowers


def _is_preterite(token: Token) -> bool:
    """Whether a German finite verb is in the preterite, by its ending."""
    if token.pos is not Pos.VERB or token.form is not VerbForm.FINITE or token.subjunctive:
        return False
    if token.lower.endswith(("te", "ten")):
        return True
    return not token.lower.endswith(("t", "e", "en", "st")) or (token.lower.endswith("en") and not token.lemma.endswith(token.lower))


def _negated(language: Language, tokens: Sequence[Token], find: _Find) -> bool:
    negations = deed_words("negation", language)
    if language == "de":
        return any(t.lower in negations for t in tokens)
    verb = find.tokens[0].index
    return any(t.lower in negations for t in tokens if verb - NEGATION_REACH_TOKENS <= t.index < verb)


def _with_negation(document: Document, find: _Find, trigger: tuple[Span, ...]) -> tuple[Span, ...]:
    first = find.tokens[0].index
    if first and document.tokens[first - 1].lower in deed_words("negation", document.language):
        return (Span(document.tokens[first - 1].start, trigger[0].end), *trigger[1:])
    return trigger


def _arguments(actors: Sequence[Span], recipients: Sequence[Span]) -> tuple[Argument, ...]:
    taken = set(actors)
    return (
        *(Argument(role=Role.ACTOR, span=s) for s in actors),
        *(Argument(role=Role.RECIPIENT, span=s) for s in recipients if s not in taken),
    )


def _verb_arguments(document: Document, find: _Find, mentions: tuple[Mention, ...]) -> tuple[Argument, ...]:
    clause, roles, verb = find.clause, find.sense.roles, find.tokens[0]
    prepositions = _RECIPIENT_PREPOSITIONS[roles]
    behind = complement_of(document, clause, prepositions, mentions) if prepositions else ()
    if document.language == "en":
        behind = tuple(s for s in behind if s.start > verb.start)
    if _is_reduced(document, clause, verb):
        return _reduced_arguments(document, find, mentions)
    if is_passive(document, clause) and not verb.lower.endswith("ing"):
        patient = antecedent_of(document, clause, mentions) or subject_of(document, clause, mentions)
        return _arguments(agent_of(document, clause, mentions), patient if roles in ("object", "dative", "from") else behind)
    actors = _actors(document, clause, verb, mentions)
    if roles == "against":
        return _arguments(actors, _targets(document, clause, prepositions, mentions))
    if roles == "both":
        return _arguments((*actors, *behind), ())
    if roles == "none":
        return _arguments(actors, ())
    if roles == "dative":
        return _arguments(actors, (*_given(document, clause, verb, mentions), *behind))
    if roles == "object":
        return _arguments(actors, _patients(document, clause, verb, actors, mentions) or behind)
    return _arguments(actors, behind)


def _actors(document: Document, clause: Clause, verb: Token, mentions: tuple[Mention, ...]) -> tuple[Span, ...]:
    """The subject, if it is somebody; for a clause that opens with its participle who acts in the clause before."""
    relative = _relative_roles(document, clause, verb, mentions)
    if relative is not None:
        return relative[0]
    return somebody_who(document, clause, verb, mentions)


def _relative_roles(
    document: Document, clause: Clause, verb: Token, mentions: tuple[Mention, ...]
) -> tuple[tuple[Span, ...], tuple[Span, ...]] | None:
    """Actor and patient of an English relative clause inside the clause ("an aid worker whom Peru arrested")."""
    if document.language != "en":
        return None
    inside = document.tokens[clause.first + 1 : verb.index]
    pronoun = next((t for t in reversed(inside) if t.lower in ("who", "whom", "which")), None)
    if pronoun is None:
        return None
    phrases = [p for p in phrases_of(document, clause, mentions) if not p.time]
    before = [p for p in phrases if p.last <= pronoun.index]
    between = [p for p in phrases if pronoun.index < p.first and p.last <= verb.index and not p.preposition]
    antecedent = before[-1].heads[-1:] if before else ()
    return (between[0].heads, antecedent) if between else (antecedent, ())


def _targets(
    document: Document, clause: Clause, prepositions: tuple[str, ...], mentions: tuple[Mention, ...]
) -> tuple[Span, ...]:
    """Against whom: "gegen X", "gegen die Politik X's", "vor der Botschaft X's"."""
    out: list[Span] = []
    for phrase in phrases_of(document, clause, mentions):
        span = document.span_of(phrase.first, phrase.last)
        named = [m.span for m in mentions_in(mentions, span)]
        if phrase.preposition in ("gegen", "against"):
            out += named or phrase.heads
        elif phrase.preposition in _PLACES and _is_institution(document, phrase):
            out += named
        elif phrase.preposition in prepositions and not phrase.time:
            out += named
    return tuple(dict.fromkeys(out))


def _is_institution(document: Document, phrase: Phrase) -> bool:
    known = deed_words("institution", document.language)
    tokens = document.tokens[phrase.first : phrase.last]
    if document.language == "en":
        return any(t.lower in known for t in tokens)
    return any(not known.isdisjoint(noun_tails(t.text)) for t in tokens if t.text[:1].isupper())


def _reduced_arguments(document: Document, find: _Find, mentions: tuple[Mention, ...]) -> tuple[Argument, ...]:
    verb = find.tokens[0]
    phrases = phrases_of(document, find.clause, mentions)
    before = [p for p in phrases if p.last == verb.index]
    by = [p for p in phrases if p.preposition == "by" and p.first > verb.index]
    patient = tuple(h for p in before for h in p.heads) if find.sense.roles in ("object", "dative") else ()
    return _arguments(tuple(h for p in by[:1] for h in p.heads), patient)


def _objects(document: Document, clause: Clause, verb: Token, mentions: tuple[Mention, ...]) -> tuple[Phrase, ...]:
    """The objects of this verb: in English those between it and the next verb."""
    if document.language == "de":
        return object_phrases(document, clause, mentions)
    stop = next((t.index for t in document.tokens[verb.index + 1 : clause.last] if t.pos in (Pos.VERB, Pos.AUXILIARY)), clause.last)
    return tuple(p for p in phrases_of(document, clause, mentions) if not p.preposition and not p.time and verb.index < p.first < stop)


def _patients(
    document: Document, clause: Clause, verb: Token, actors: tuple[Span, ...], mentions: tuple[Mention, ...]
) -> tuple[Span, ...]:
    """Whom the deed hits: the object if it names somebody, else who is named within it; a relative pronoun's antecedent."""
    inside = _relative_roles(document, clause, verb, mentions)
    relative = inside[1] if inside is not None else antecedent_of(document, clause, mentions)
    if relative and not set(relative) & set(actors):
        return relative
    out: list[Span] = []
    for phrase in _objects(document, clause, verb, mentions)[: 1 if document.language == "en" else None]:
        span = document.span_of(phrase.first, phrase.last)
        named = [m.span for m in mentions_in(mentions, span)]
        heads = [h for h in phrase.heads if h in named or phrase.pronoun]
        out += heads or named or phrase.heads
    return tuple(s for s in out if s not in actors)


def _given(document: Document, clause: Clause, verb: Token, mentions: tuple[Mention, ...]) -> tuple[Span, ...]:
    """Who is given something: the German dative, the first of two English objects."""
    if document.language == "de":
        return datives_of(document, clause, mentions)
    objects = _objects(document, clause, verb, mentions)
    return tuple(objects[0].heads) if len(objects) > 1 else ()


def _noun_arguments(document: Document, find: _Find, mentions: tuple[Mention, ...]) -> tuple[Argument, ...]:
    """Who does it ("durch X", "von X") and who suffers it (genitive, "gegen X", "auf X")."""
    clause, roles = find.clause, find.sense.roles
    last = find.tokens[-1].index
    end = min(clause.last, last + 12)
    actors: list[Span] = []
    recipients: list[Span] = []
    at = last + 1
    while at < end:
        token = document.tokens[at]
        named = next((m for m in mentions_in(mentions, document.span_of(at, end)) if m.span.start <= token.end + 40), None)
        if token.lower in ("durch", "by", "von", "vom"):
            (actors if named else []).extend([named.span] if named else [])
            break
        if token.lower in ("des", "der", "of") and at == last + 1 and named:
            (recipients if roles == "object" else actors).append(named.span)
        elif token.lower in ("auf", "gegen", "on", "against") and named:
            recipients.append(named.span)
        elif token.pos is Pos.VERB:
            break
        at += 1
    if find.victims is not None:
        hit = _verb_arguments(document, find.victims, mentions)
        recipients = [a.span for a in hit if a.role is Role.RECIPIENT] or recipients
        actors = actors or [a.span for a in hit if a.role is Role.ACTOR and find.victims.sense.concept != "death_by"]
        return _arguments(tuple(dict.fromkeys(actors)), tuple(dict.fromkeys(recipients)))
    if roles == "both":
        return _arguments((*actors, *recipients), ())
    return _arguments(tuple(dict.fromkeys(actors)), tuple(dict.fromkeys(recipients)))
