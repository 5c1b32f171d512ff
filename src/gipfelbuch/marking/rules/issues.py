"""Deeds of kind issue: matters that the report names as contested or open.

A document and its mentions enter; one deed a matter leaves, with the words that name it and the
parties named beside it as spans.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from gipfelbuch.knowledge.actions import deed_words
from gipfelbuch.knowledge.closed_classes import closed_class
from gipfelbuch.knowledge.issues import (
    IssueCue,
    cues_at,
    is_compound_matter,
    is_empty_matter,
    modifiers,
    persist_verbs,
    status_by_words,
    topic_verbs,
)
from gipfelbuch.knowledge.judgements import is_judged_noun
from gipfelbuch.marking.rules.doers import is_readable
from gipfelbuch.marking.rules.mentions_names import is_actor_noun
from gipfelbuch.marking.rules.roles import (
    Phrase,
    antecedent_of,
    evidence_of,
    is_passive,
    mentions_in,
    phrases_of,
    subject_of,
)
from gipfelbuch.model.entries import Kind
from gipfelbuch.model.marks import Argument, Deed, Marks, Mention, Role
from gipfelbuch.model.reports import Clause, Document, Pos, Sentence, Token
from gipfelbuch.model.spans import Span

PREPOSITION_REACH_TOKENS = 9  # "Streit zwischen Sunniten, Schiiten und Kurden um": how far its preposition may stand
LONGEST_SUBJECT_TOKENS = 16  # beyond this the wording is no longer the shortest
MOSTLY_NAMED = 0.7  # share of its characters from which on a matter is just a party
_JOINERS = closed_class("topic_joiner")
_NOT_PART = closed_class("time_opener")
_CONTRACTED = {
    "am": "an",
    "beim": "bei",
    "im": "in",
    "ins": "in",
    "vom": "von",
    "zum": "zu",
    "zur": "zu",
    "ums": "um",
    "übers": "über",
}


@dataclass(frozen=True, slots=True)
class _Matter:
    """Tokens of a matter: from ``first`` to the one before ``last``; ``sure`` if even a bare name is one."""

    first: int
    last: int
    status: str
    cue: Token
    sure: bool = False


def mark_issues(document: Document, marks: Marks) -> tuple[Deed, ...]:
    """Deeds of kind issue.

    Args:
        document: the segmented report.
        marks: its mentions.

    Returns:
        One deed a matter each time it is named, in order of place.
    """
    out: list[Deed] = []
    for sentence in filter(is_readable, document.sentences):
        for clause in sentence.clauses:
            for matter in _matters(document, clause, marks.mentions):
                if not matter.sure and _is_party(document, matter, marks.mentions):
                    continue
                out.append(_deed(document, sentence, clause, matter, marks.mentions))
    return tuple(out)


def _deed(
    document: Document, sentence: Sentence, clause: Clause, matter: _Matter, mentions: tuple[Mention, ...]
) -> Deed:
    span = document.span_of(matter.first, matter.last)
    status = status_by_words((t.lower for t in document.tokens_of(sentence)), document.language) or matter.status
    if status == "raised" and _is_ahead(document, clause):
        status = "to_be_discussed"
    parties = tuple(m.span for m in mentions_in(mentions, sentence.span))
    return Deed(
        kind=Kind.ISSUE,
        trigger=(span,),
        evidence=(evidence_of(document, matter.cue.span, span),),
        status=status,
        arguments=(
            Argument(role=Role.SUBJECT, span=span),
            *(Argument(role=Role.PARTY, span=s) for s in parties),
        ),
    )


def _is_party(document: Document, matter: _Matter, mentions: tuple[Mention, ...]) -> bool:
    """Whether the words name nothing but somebody: mostly mentions, no noun beside them but offices and bodies."""
    span = document.span_of(matter.first, matter.last)
    inside = mentions_in(mentions, span)
    if sum(len(m.span) for m in inside) <= MOSTLY_NAMED * len(span):
        return False
    nouns = (t for t in document.tokens_in(span) if t.pos is Pos.NOUN)
    beside = (t for t in nouns if not any(m.span.contains(t.span) for m in inside))
    return all(is_actor_noun(t.text, document.language) for t in beside)


def _is_ahead(document: Document, clause: Clause) -> bool:
    planned = deed_words("planned", document.language)
    return any(t.lower in planned for t in document.tokens_of(clause) if t.pos is Pos.AUXILIARY) and not is_passive(
        document, clause
    )


def _matters(document: Document, clause: Clause, mentions: tuple[Mention, ...]) -> Iterator[_Matter]:
    tokens = document.tokens_of(clause)
    for i, token in enumerate(tokens):
        if token.pos is Pos.PUNCTUATION:
            continue
        for cue in cues_at(token.text, token.lemma, document.language):
            if _follows(tokens, i, cue):
                found = list(_FRAMES[cue.frame](document, clause, token, cue, mentions))
                yield from found
                if found:
                    break


def _follows(tokens: Sequence[Token], i: int, cue: IssueCue) -> bool:
    return not cue.others or tuple(t.lower for t in tokens[i + 1 : i + 1 + len(cue.others)]) == cue.others


def _noun(
    document: Document, clause: Clause, token: Token, cue: IssueCue, mentions: tuple[Mention, ...]
) -> Iterator[_Matter]:
    """ "Streit (zwischen A und B) um X", "dispute over X"; a compound names the matter itself."""
    if document.language == "de" and not token.text[:1].isupper() and not cue.others:
        return
    if cue.status == "raised" and not _is_brought_up(document, clause, token):
        return
    start = token.index + 1 + len(cue.others)
    for index in range(start, min(clause.last, start + PREPOSITION_REACH_TOKENS)):
        following = document.tokens[index]
        persists = following.lemma in persist_verbs(document.language)
        if following.pos in (Pos.VERB, Pos.AUXILIARY) and not persists:
            break
        if following.pos is Pos.PUNCTUATION and following.text != ",":
            break
        if _base(following.lower) in cue.prepositions:
            for matter in _listed(document, clause, index + 1, cue.status, token, mentions):
                named = cue.status == "raised" and _is_party(document, matter, mentions)
                yield replace(matter, first=token.index if named else matter.first, sure=True)
            return
    if document.language == "de" and cue.status == "disputed" and is_compound_matter(token.text, document.language):
        yield _Matter(token.index, token.index + 1, cue.status, token, sure=True)


def _is_brought_up(document: Document, clause: Clause, noun: Token) -> bool:
    """Whether the clause says of the question, case or problem that it is open or was raised."""
    others = (t for t in document.tokens_of(clause) if t.index != noun.index)
    return any(
        c.frame in ("open", "topic", "object") for t in others for c in cues_at(t.text, t.lemma, document.language)
    )


def _compound(
    document: Document, clause: Clause, token: Token, cue: IssueCue, _: tuple[Mention, ...]
) -> Iterator[_Matter]:
    """ "border dispute": the word before tells what it is about."""
    if document.language == "en":
        before = document.tokens[token.index - 1] if token.index > clause.first else None
        if (
            before is not None
            and before.pos in (Pos.OTHER, Pos.NOUN, Pos.NAME, Pos.ADJECTIVE)
            and before.lower in modifiers()
        ):
            yield _Matter(before.index, token.index + 1, cue.status, token)


def _base(word: str) -> str:
    return _CONTRACTED.get(word, word)


def _open(
    document: Document, clause: Clause, token: Token, cue: IssueCue, mentions: tuple[Mention, ...]
) -> Iterator[_Matter]:
    """ "Umstritten bleibt X", "X remains a sticking point": the matter is the other noun phrase of the copula."""
    index = _finite(document, clause)
    finite = document.tokens[index] if index < clause.last else None
    if finite is None or finite.lemma not in (
        "sein",
        "bleiben",
        "werden",
        "be",
        "remain",
        "become",
        "bilden",
        "stellen",
    ):
        return
    if document.language == "de" and token.pos is Pos.ADJECTIVE and _is_attributive(document, clause, token):
        return
    yield from _other_phrase(document, clause, token, cue, mentions)


def _is_attributive(document: Document, clause: Clause, token: Token) -> bool:
    following = document.tokens[token.index + 1] if token.index + 1 < clause.last else None
    return (
        following is not None
        and following.pos in (Pos.NOUN, Pos.NAME, Pos.ADJECTIVE)
        and token.lower.endswith(("e", "en", "er", "es", "em"))
    )


def _topic(
    document: Document, clause: Clause, token: Token, cue: IssueCue, mentions: tuple[Mention, ...]
) -> Iterator[_Matter]:
    """ "Zur Sprache kam X", "auf der Tagesordnung steht X", "ein Thema des Treffens war X"."""
    if not any(
        t.lemma in topic_verbs(document.language) or t.lower in ("sein", "be") for t in document.tokens_of(clause)
    ):
        return
    yield from _other_phrase(document, clause, token, cue, mentions)


def _other_phrase(
    document: Document, clause: Clause, token: Token, cue: IssueCue, mentions: tuple[Mention, ...]
) -> Iterator[_Matter]:
    finite = _finite(document, clause)
    relative = antecedent_phrase(document, clause, mentions)
    if relative is not None:
        yield from _matter(document, relative.first, relative.last, cue.status, token)
        return
    phrases = [p for p in phrases_of(document, clause, mentions) if not p.preposition and not p.pronoun and not p.time]
    phrases = [p for p in phrases if not p.first <= token.index < p.last and _has_noun(document, p)]
    if token.index < finite:
        candidates = [p for p in phrases if p.first > finite]
    else:
        before = [p for p in phrases if p.first < finite]
        if before:  # an English base form may have been read as part of its subject ("charges remain")
            yield from _matter(document, before[-1].first, min(before[-1].last, finite), cue.status, token)
            return
        candidates = [p for p in phrases if finite < p.first]
    if candidates:
        yield from _listed(document, clause, candidates[0].first, cue.status, token, mentions)


def _finite(document: Document, clause: Clause) -> int:
    """Index of the finite verb; of an English base form of a copula ("charges remain") where none is marked."""
    if clause.finite is not None:
        return clause.finite
    copulas = topic_verbs(document.language)
    return next((t.index for t in document.tokens_of(clause) if t.lower in copulas), clause.last)


def antecedent_phrase(document: Document, clause: Clause, mentions: tuple[Mention, ...]) -> Phrase | None:
    """The noun phrase that a relative clause is about; None for other clauses."""
    spans = antecedent_of(document, clause, mentions)
    sentence = document.sentence_at(clause.span.start)
    before = [c for c in sentence.clauses if c.last <= clause.first] if sentence and spans else []
    phrases = phrases_of(document, before[-1], mentions) if before else ()
    return phrases[-1] if phrases else None


def _has_noun(document: Document, phrase: Phrase) -> bool:
    return any(t.pos in (Pos.NOUN, Pos.NAME, Pos.OTHER) for t in document.tokens[phrase.first : phrase.last])


def _about(
    document: Document, clause: Clause, token: Token, cue: IssueCue, mentions: tuple[Mention, ...]
) -> Iterator[_Matter]:
    """ "verhandeln über X", "at odds over X": the preposition leads to the matter."""
    for index in range(clause.first, clause.last):
        word = document.tokens[index]
        if (
            _base(word.lower) in cue.prepositions
            and index + 1 < clause.last
            and (document.language == "de" or index > token.index)
        ):
            if document.tokens[index + 1].pos in (Pos.NUMBER, Pos.PRONOUN, Pos.ADVERB):
                continue
            found = list(_listed(document, clause, index + 1, cue.status, token, mentions))
            if found:
                yield from found
                return


def _object(
    document: Document, clause: Clause, token: Token, cue: IssueCue, mentions: tuple[Mention, ...]
) -> Iterator[_Matter]:
    """ "erörterten X", "X wurde angesprochen"."""
    if token.pos is not Pos.VERB:
        return
    phrases = [
        p
        for p in phrases_of(document, clause, mentions)
        if not p.preposition and not p.pronoun and not p.time and _has_noun(document, p)
    ]
    sentence = document.sentence_at(clause.span.start)
    before = [c for c in sentence.clauses if c.last <= clause.first] if sentence else []
    if clause.finite is None and before and _is_bare_passive(document, before[-1]):
        clause = replace(before[-1], last=clause.last)
        phrases = [
            p for p in phrases_of(document, clause, mentions) if not p.preposition and not p.pronoun and not p.time
        ]
    if is_passive(document, clause):
        if phrases:
            yield from _listed(document, clause, phrases[0].first, cue.status, token, mentions)
        return
    subject = subject_of(document, clause, mentions)
    objects = [p for p in phrases if not any(h in subject for h in p.heads)]
    if document.language == "en":
        objects = [p for p in objects if p.first > token.index]
    if objects:
        yield from _listed(document, clause, objects[0].first, cue.status, token, mentions)


def _is_bare_passive(document: Document, clause: Clause) -> bool:
    """Whether a clause has its passive auxiliary but not its participle, as lists with commas are cut."""
    tokens = document.tokens_of(clause)
    return any(t.lemma == "werden" for t in tokens) and not any(t.pos is Pos.VERB for t in tokens)


def _listed(
    document: Document, clause: Clause, first: int, status: str, cue: Token, mentions: tuple[Mention, ...]
) -> Iterator[_Matter]:
    """The noun phrases that a list names from ``first`` on, each with the phrases that complete it."""
    sentence = document.sentence_at(clause.span.start)
    whole = replace(clause, last=sentence.last) if sentence else clause
    phrases = phrases_of(document, whole, mentions)
    at = next((i for i, p in enumerate(phrases) if p.first <= first < p.last), None)
    if at is None or phrases[at].time:
        return
    starts, end = [first], phrases[at].last
    starts += _inner_starts(document, phrases[at])
    for phrase in phrases[at + 1 :]:
        if phrase.time or phrase.pronoun or phrase.first - 1 <= cue.index < phrase.last:
            break
        joined = _joined(document, end, phrase)
        if joined is None:
            break
        starts += ([phrase.first] if joined else []) + _inner_starts(document, phrase)
        end = phrase.last
    for start, stop in zip(starts, [*starts[1:], end], strict=True):
        yield from _matter(document, start, stop, status, cue)


def _inner_starts(document: Document, phrase: Phrase) -> list[int]:
    """Where further items start in a coordinated phrase; behind a preposition only those with a determiner of their own."""
    out = []
    for core in phrase.cores[1:]:
        token = document.token_at(core.start)
        if token is not None and (
            phrase.preposition is None or token.pos is Pos.DETERMINER or _is_completed(document, core)
        ):
            out.append(token.index)
    return out


def _is_completed(document: Document, core: Span) -> bool:
    """Whether a preposition follows the core at once, as if it were an item of its own."""
    after = document.token_at(core.end + 1)
    return after is not None and after.pos is Pos.ADPOSITION


def _joined(document: Document, end: int, phrase: Phrase) -> bool | None:
    """False if the phrase completes what ends here ("in der Wasserstraße"), True if the list goes on, None if neither."""
    between = document.tokens[end : phrase.first]
    words = [t.lower for t in between]
    if phrase.preposition and len(between) == 1:
        return None if words[0] in _NOT_PART else False
    if not phrase.preposition and words and all(w in _JOINERS for w in words):
        return True
    return None


def _is_instrument(document: Document, noun: Token, cue: Token) -> bool:
    """Whether talks are about an agreement, which is an entry of its own, and not about a matter."""
    talks = any(c.frame == "about" and c.status == "raised" for c in cues_at(cue.text, cue.lemma, document.language))
    return talks and is_judged_noun(noun.text, document.language, "agreement")


def _matter(document: Document, first: int, last: int, status: str, cue: Token) -> Iterator[_Matter]:
    while first < last and (
        document.tokens[first].pos in (Pos.COORDINATOR, Pos.PUNCTUATION, Pos.ADVERB)
        or document.tokens[first].lower == "sich"
    ):
        first += 1
    while last > first and document.tokens[last - 1].pos in (
        Pos.PUNCTUATION,
        Pos.COORDINATOR,
        Pos.ADPOSITION,
        Pos.ADVERB,
    ):
        last -= 1
    last = min(last, first + LONGEST_SUBJECT_TOKENS)
    tokens = document.tokens[first:last]
    nouns = [
        t
        for t in tokens
        if t.pos in (Pos.NOUN, Pos.NAME) or (t.pos is Pos.OTHER and (document.language == "en" or t.text[:1].isupper()))
    ]
    if nouns and not is_empty_matter(nouns[0].text, document.language) and not _is_instrument(document, nouns[0], cue):
        yield _Matter(first, last, status, cue)


_FRAMES = {
    "noun": _noun,
    "open": _open,
    "topic": _topic,
    "about": _about,
    "object": _object,
    "compound": _compound,
}
