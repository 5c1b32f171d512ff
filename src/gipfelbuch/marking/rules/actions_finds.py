"""Where the words of a sentence name a political deed: verbs and nouns of the deed tables.

A sentence enters; one find a verb or noun that tells a deed leaves, with the words that name it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from gipfelbuch.knowledge.actions import (
    ActionSense,
    NounPattern,
    VerbPattern,
    deed_words,
    german_deed_noun,
    noun_patterns,
    noun_tails,
    verb_patterns,
)
from gipfelbuch.knowledge.judgements import judging_word
from gipfelbuch.knowledge.states import state_of_adjective
from gipfelbuch.knowledge.words import separable_particles
from gipfelbuch.marking.rules.roles import is_passive
from gipfelbuch.model.reports import Clause, Document, Language, Pos, Sentence, Token, VerbForm

PARTICLE_REACH_TOKENS = 6  # how far behind an English verb the words of its phrase may stand
PARTICLE_DISTANCE_TOKENS = 30  # how far behind its verb a German particle may stand
_FIXED = frozenset({Pos.DETERMINER, Pos.ADJECTIVE, Pos.ADPOSITION, Pos.NUMBER})


@dataclass(frozen=True, slots=True)
class Find:
    """A verb or noun of the tables in its clause; ``sure`` if more than a verb alone tells the deed.

    ``victims``: the verb of the same clause that tells whom the deed named by this noun hit.
    """

    sense: ActionSense
    tokens: tuple[Token, ...]
    clause: Clause
    noun: bool = False
    sure: bool = False
    victims: Find | None = None


def finds_in(document: Document, sentence: Sentence) -> Iterator[Find]:
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
            if t.index not in taken
            and (f := _noun_find(document, clause, tokens, i, alone=len(verbs) == len(harm))) is not None
        }
        cause = next(
            (i for i, f in nouns.items() if f.sense.plover == "ASSAULT" and f.sense.concept != "killing"), None
        )
        for i in range(len(tokens)):
            if i in harm and (cause is not None or not _has_agent(document, clause)):
                continue  # casualties without an actor are no deed
            if i == cause and harm:
                yield replace(nouns[i], victims=verbs[min(harm)])
            elif i in verbs or i in nouns:
                yield verbs.get(i) or nouns[i]


def _has_agent(document: Document, clause: Clause) -> bool:
    """Whether a passive clause names by whom or by what."""
    return any(t.lower in deed_words("agent", document.language) for t in document.tokens_of(clause))


def _is_harm_without_actor(document: Document, clause: Clause, find: Find) -> bool:
    return find.sense.concept in ("kill", "wound", "death_by") and (
        find.sense.concept == "death_by" or is_passive(document, clause)
    )


def _verb_find(document: Document, clause: Clause, tokens: Sequence[Token], i: int) -> Find | None:
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
    document: Document,
    clause: Clause,
    tokens: Sequence[Token],
    i: int,
    patterns: Sequence[VerbPattern],
    more: tuple[Token, ...],
) -> Find | None:
    for pattern in patterns:
        others = _others(document.language, pattern, tokens, i)
        if others is not None and _has_context(document.language, pattern, tokens, tokens[i]):
            sure = bool(pattern.context or pattern.others)
            return Find(pattern.sense, _trigger(document, tokens[i], (*more, *others)), clause, sure=sure)
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
    return (
        before.pos in (Pos.DETERMINER, Pos.ADJECTIVE, Pos.NUMBER)
        or before.lower in ("most", "'s")
        or (before.pos is Pos.ADPOSITION and not token.lower.endswith("ing"))
    )


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


def _noun_find(document: Document, clause: Clause, tokens: Sequence[Token], i: int, *, alone: bool) -> Find | None:
    for pattern in _nouns_at(document.language, tokens, i):
        last = i + len(pattern.others)
        if _tells_of_event(document, tokens, i, last, pattern, alone=alone):
            return Find(pattern.sense, tuple(tokens[i : last + 1]), clause, noun=True)
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
    before = tokens[max(0, first - 5) : first]
    preposition = next(
        (t.lower for t in reversed(before) if t.pos is Pos.ADPOSITION or t.lower in deed_words("happening", language)),
        None,
    )
    if any(t.lower in deed_words("negation", language) for t in before[-2:]):
        return False
    if any(t.lemma in deed_words("wish", language) for t in tokens):
        return False
    happens = any(t.lemma in deed_words("occurrence", language) for t in tokens if t.pos in (Pos.VERB, Pos.OTHER))
    if pattern.alone and alone:
        if happens:
            return True
        return preposition not in deed_words("background", language) and preposition in deed_words(
            "happening", language
        )
    after = tokens[last + 1 : last + 3]
    genitive = any(t.lower in ("der", "des", "von", "durch", "of", "by") for t in after[:1])
    owned = any(state_of_adjective(t.text, language) for t in before[-2:]) and pattern.sense.plover == "ASSAULT"
    return (genitive or owned) and preposition not in deed_words("background", language)
