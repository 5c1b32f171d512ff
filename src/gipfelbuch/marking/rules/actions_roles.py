"""Who does a deed and whom it hits, by the grammar of its clause.

A find and the mentions enter; arguments with the role of actor or recipient leave.
"""

from __future__ import annotations

from collections.abc import Sequence

from gipfelbuch.knowledge.actions import deed_words, noun_tails
from gipfelbuch.knowledge.closed_classes import closed_class
from gipfelbuch.knowledge.states import state_of_adjective
from gipfelbuch.marking.rules.actions_finds import Find
from gipfelbuch.marking.rules.doers import names_somebody, somebody_who
from gipfelbuch.marking.rules.roles import (
    Phrase,
    agent_of,
    antecedent_of,
    complement_of,
    datives_of,
    is_passive,
    mentions_in,
    object_phrases,
    phrases_of,
    subject_of,
)
from gipfelbuch.model.marks import Argument, Mention, Role
from gipfelbuch.model.reports import Clause, Document, Pos, Token
from gipfelbuch.model.spans import Span

_PLACES = closed_class("protest_place")
FARTHEST_OWNER_TOKENS = 2  # between "israelische" and "Angriffe" at most one other adjective
_RECIPIENT_PREPOSITIONS = {
    "against": ("gegen", "auf", "against", "on"),
    "dative": ("an", "für", "to", "for"),
    "to": ("to", "nach", "into"),
    "from": ("aus", "von", "from"),
    "with": ("mit", "zu", "an", "with", "to", "from"),
    "both": ("mit", "zwischen", "with", "between"),
    "object": ("gegen", "against"),
    "none": (),
}


def _arguments(actors: Sequence[Span], recipients: Sequence[Span]) -> tuple[Argument, ...]:
    taken = set(actors)
    return (
        *(Argument(role=Role.ACTOR, span=s) for s in actors),
        *(Argument(role=Role.RECIPIENT, span=s) for s in recipients if s not in taken),
    )


def verb_arguments(document: Document, find: Find, mentions: tuple[Mention, ...]) -> tuple[Argument, ...]:
    """Who does what the verb of the find tells, and whom it hits."""
    clause, roles, verb = find.clause, find.sense.roles, find.tokens[0]
    prepositions = _RECIPIENT_PREPOSITIONS[roles]
    behind = complement_of(document, clause, prepositions, mentions) if prepositions else ()
    if document.language == "en":
        behind = tuple(s for s in behind if s.start > verb.start)
    if _is_reduced(document, clause, verb):
        return _reduced_arguments(document, find, mentions)
    if is_passive(document, clause) and not verb.lower.endswith("ing"):
        patient = antecedent_of(document, clause, mentions) or subject_of(document, clause, mentions)
        return _arguments(
            agent_of(document, clause, mentions), patient if roles in ("object", "dative", "from") else behind
        )
    actors = _actors(document, clause, verb, mentions)
    if roles == "with":
        return _arguments(actors, behind or _named_objects(document, clause, verb, mentions))
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
    places: list[Span] = []
    for phrase in phrases_of(document, clause, mentions):
        named = [m.span for m in mentions_in(mentions, document.span_of(phrase.first, phrase.last))]
        if phrase.preposition in ("gegen", "against"):
            out += named or phrase.heads
        elif phrase.preposition in _PLACES and _is_institution(document, phrase):
            places += named
        elif phrase.preposition in prepositions and not phrase.time:
            out += named or _state_adjectives(document, phrase.first, phrase.last)
    return tuple(dict.fromkeys(out if names_somebody(document, out, mentions) else [*out, *places]))


def _state_adjectives(document: Document, first: int, last: int) -> list[Span]:
    """Adjectives of states, which tell whose something is ("Zölle auf chinesische Autos", "israelische Angriffe")."""
    tokens = document.tokens[max(0, first) : last]
    return [t.span for t in tokens if t.pos is Pos.ADJECTIVE and state_of_adjective(t.text, document.language)]


def _named_objects(document: Document, clause: Clause, verb: Token, mentions: tuple[Mention, ...]) -> tuple[Span, ...]:
    """Who is named within the objects."""
    phrases = _objects(document, clause, verb, mentions)
    return tuple(m.span for p in phrases for m in mentions_in(mentions, document.span_of(p.first, p.last)))


def _is_institution(document: Document, phrase: Phrase) -> bool:
    known = deed_words("institution", document.language)
    tokens = document.tokens[phrase.first : phrase.last]
    if document.language == "en":
        return any(t.lower in known for t in tokens)
    return any(not known.isdisjoint(noun_tails(t.text)) for t in tokens if t.text[:1].isupper())


def _is_reduced(document: Document, clause: Clause, verb: Token) -> bool:
    """English "the curfew imposed by X": a participle behind its noun, without auxiliary, in a clause with a verb before."""
    if (
        document.language != "en"
        or clause.finite is None
        or verb.index <= clause.finite + 1
        or verb.lower.endswith("ing")
    ):
        return False
    before = document.tokens[verb.index - 1]
    return (
        verb.lower != verb.lemma and before.pos in (Pos.NOUN, Pos.NAME, Pos.OTHER) and before.lower not in ("and", "or")
    )


def _reduced_arguments(document: Document, find: Find, mentions: tuple[Mention, ...]) -> tuple[Argument, ...]:
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
    stop = next(
        (t.index for t in document.tokens[verb.index + 1 : clause.last] if t.pos in (Pos.VERB, Pos.AUXILIARY)),
        clause.last,
    )
    return tuple(
        p
        for p in phrases_of(document, clause, mentions)
        if not p.preposition and not p.time and verb.index < p.first < stop
    )


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
        owner = document.tokens[phrase.first]
        owned = [owner.span] if owner.lower in deed_words("possessive", document.language) else []
        out += heads or named or owned or phrase.heads
    return tuple(s for s in out if s not in actors)


def _given(document: Document, clause: Clause, verb: Token, mentions: tuple[Mention, ...]) -> tuple[Span, ...]:
    """Who is given something: the German dative, the first of two English objects."""
    if document.language == "de":
        return datives_of(document, clause, mentions)
    objects = _objects(document, clause, verb, mentions)
    if len(objects) > 1:
        return tuple(objects[0].heads)
    first = document.span_of(objects[0].first, objects[0].last) if objects else None
    named = mentions_in(mentions, first)[:1] if first else ()
    return tuple(m.span for m in named if first and m.span.start == first.start)  # "gave Nepal food aid"


def noun_arguments(document: Document, find: Find, mentions: tuple[Mention, ...]) -> tuple[Argument, ...]:
    """Who does it ("durch X", "von X") and who suffers it (genitive, "gegen X", "auf X")."""
    clause, roles = find.clause, find.sense.roles
    last = find.tokens[-1].index
    end = min(clause.last, last + 12)
    actors: list[Span] = []
    recipients: list[Span] = []
    at = last + 1
    while at < end:
        token = document.tokens[at]
        named = next(
            (m for m in mentions_in(mentions, document.span_of(at, end)) if m.span.start <= token.end + 40), None
        )
        if token.lower in ("durch", "by", "von", "vom"):
            (actors if named else []).extend([named.span] if named else [])
            break
        if token.lower in ("des", "der", "of") and at == last + 1 and named:
            (recipients if roles == "object" else actors).append(named.span)
        elif token.lower in ("auf", "gegen", "on", "against") and named:
            recipients.append(named.span)
        elif token.pos in (Pos.VERB, Pos.PUNCTUATION):
            break
        at += 1
    if not actors and roles == "against":
        before = find.tokens[0].index
        actors = _state_adjectives(document, before - FARTHEST_OWNER_TOKENS, before)
    if find.victims is not None:
        hit = verb_arguments(document, find.victims, mentions)
        recipients = [a.span for a in hit if a.role is Role.RECIPIENT] or recipients
        actors = actors or [a.span for a in hit if a.role is Role.ACTOR and find.victims.sense.concept != "death_by"]
        return _arguments(tuple(dict.fromkeys(actors)), tuple(dict.fromkeys(recipients)))
    if roles == "both":
        return _arguments((*actors, *recipients), ())
    return _arguments(tuple(dict.fromkeys(actors)), tuple(dict.fromkeys(recipients)))
