"""What an agreement is about: the words behind "über", an infinitive or relative clause, the items of a list.

A view of the clause that tells it enters; spans of the subject leave.
"""

from __future__ import annotations

from functools import cache

from gipfelbuch.knowledge.closed_classes import closed_class
from gipfelbuch.knowledge.tables import load_table, words
from gipfelbuch.marking.rules.happenings import ClauseView
from gipfelbuch.marking.rules.lookups import clause_place, overlapping
from gipfelbuch.marking.rules.phrases import Phrase
from gipfelbuch.marking.rules.roles import object_phrases
from gipfelbuch.model.reports import ClauseKind, Language, Pos, Token
from gipfelbuch.model.spans import Span

LONGEST_PARTS_TOKENS = 150  # behind the instruments, within which single ones are told apart
_LEAST_LISTED = 2
_NEAR_TOKENS = 3  # between an instrument and the clause that tells what it is about: a particle, a participle, a comma
_PURPOSE = closed_class("infinitive_opener", "de")


@cache
def agreement_words(use: str, language: Language) -> frozenset[str]:
    """The words of one use of the table ``agreement_frames``."""
    return frozenset(w for row in load_table("agreement_frames") if row["use"] == use for w in words(row[language]))


def clause_subject(view: ClauseView, phrase: Phrase) -> Span | None:
    """What a clause right behind the instrument says it is about: "ein Abkommen, das Nachtflüge verbietet"."""
    clauses = view.sentence.clauses
    at = clause_place(view.sentence, view.clause)
    following = clauses[at + 1] if at + 1 < len(clauses) else None
    if following is None or following.first - phrase.last > _NEAR_TOKENS:
        return None
    if following.kind is ClauseKind.INFINITIVE and view.document.tokens[following.first].lower not in _PURPOSE:
        return following.span
    if following.kind is not ClauseKind.RELATIVE:
        return None
    found = object_phrases(view.document, following, view.marks.mentions)
    if not found or found[0].pronoun:
        return None
    inner = ClauseView(document=view.document, marks=view.marks, sentence=view.sentence, clause=following)
    return about_span(inner, found[0], whole=True)


def subject_behind(view: ClauseView, place: int, phrase: Phrase) -> Span | None:
    """What the instrument is about: the words behind "über", "zu", "on" right after it."""
    about = agreement_words("about", view.document.language)
    last = phrase.last
    for following in view.phrases[place + 1 : place + 4]:
        if following.preposition is None or _breaks(view, last, following.first):
            return None
        if following.preposition in about and not measures(view, following):
            return about_span(view, following)
        last = following.last
    return None


def _breaks(view: ClauseView, last: int, first: int) -> bool:
    between = view.document.tokens[last:first]
    return any(t.pos in (Pos.VERB, Pos.AUXILIARY, Pos.COORDINATOR) for t in between)


def measures(view: ClauseView, phrase: Phrase) -> bool:
    """Whether a phrase is an amount or a time, no subject ("über 70 Billionen Won", "für fünf Jahre")."""
    span = view.document.span_of(phrase.first, phrase.last)
    return bool(overlapping(view.marks.amounts, span) or overlapping(view.marks.times, span))


def about_span(view: ClauseView, phrase: Phrase, *, whole: bool = False) -> Span:
    """The words from a phrase to the end of what hangs on it: phrases with prepositions right behind, no times."""
    first, last = phrase.first, phrase.last
    for following in view.phrases:
        if following.first < last:
            continue
        if following.preposition is None or _breaks(view, last, following.first) or measures(view, following):
            break
        if any(t.text in (",", ";") for t in view.document.tokens[last : following.first]):
            break
        last = following.last
    if not whole and view.document.tokens[first].pos is Pos.DETERMINER and last - first > 1:
        first += 1
    return view.document.span_of(first, last)


def parts_of(view: ClauseView, token: Token) -> tuple[tuple[Span, Span], ...]:
    """The single instruments of a list: "darunter eines über A und ein weiteres über B".

    Returns:
        Pairs of evidence and subject.
    """
    language = view.document.language
    tokens = view.document.tokens[token.index + 1 : min(view.sentence.last, token.index + LONGEST_PARTS_TOKENS)]
    opener = next((t for t in tokens if t.lower in agreement_words("part", language)), None)
    if opener is None:
        return ()
    starts = [t for t in tokens if t.index > opener.index and _opens_part(view, t)]
    starts = [t for i, t in enumerate(starts) if not i or starts[i - 1].index != t.index - 1]
    if not starts:
        return _listed_parts(view, opener)
    out: list[tuple[Span, Span]] = []
    for i, start in enumerate(starts):
        limit = starts[i + 1].index if i + 1 < len(starts) else view.sentence.last
        part = _part(view, opener if i == 0 else start, start, limit)
        if part:
            out.append(part)
    return tuple(out)


def _listed_parts(view: ClauseView, opener: Token) -> tuple[tuple[Span, Span], ...]:
    """The items of "unter anderem zum Schutz des Waldes, zur Anwerbung ... und zum Ausbau ...", at least two."""
    about = agreement_words("about", view.document.language)
    found = [p for p in view.phrases if p.first > opener.index and p.preposition in about]
    if len(found) < _LEAST_LISTED or found[0].first - opener.index > _NEAR_TOKENS:
        return ()
    return tuple((view.sentence.span, about_span(view, p)) for p in found if not measures(view, p))


def _opens_part(view: ClauseView, token: Token) -> bool:
    """Whether a token begins one item: "eines über", "ein weiteres für", "another on"."""
    language, tokens = view.document.language, view.document.tokens
    about = agreement_words("about", language)
    if token.index + 1 >= view.sentence.last:
        return False
    following = tokens[token.index + 1]
    contracted = following.lower in ("zum", "zur")
    if token.lower in agreement_words("one", language) or token.lower in agreement_words("more", language):
        if following.lower in about or contracted:
            return True
        second = tokens[token.index + 2] if token.index + 2 < view.sentence.last else following
        return following.lower in agreement_words("more", language) and (
            second.lower in about or second.lower in ("zum", "zur")
        )
    return False


def _part(view: ClauseView, opener: Token, start: Token, limit: int) -> tuple[Span, Span] | None:
    tokens, language = view.document.tokens, view.document.language
    about = next(
        (
            t
            for t in tokens[start.index : limit]
            if t.lower in agreement_words("about", language) or t.lower in ("zum", "zur")
        ),
        None,
    )
    if about is None:
        return None
    last = limit
    while last > about.index + 1 and (
        tokens[last - 1].pos in (Pos.PUNCTUATION, Pos.COORDINATOR) or _stops(tokens[last - 1])
    ):
        last -= 1
    first = about.index + 1
    if first < last - 1 and tokens[first].pos is Pos.DETERMINER:
        first += 1
    if first >= last:
        return None
    subject = view.document.span_of(first, last)
    return Span(opener.start, subject.end), subject


def _stops(token: Token) -> bool:
    return token.pos is Pos.DETERMINER


def clause_behind(view: ClauseView) -> Span | None:
    """The infinitive or dass-clause right behind: what is agreed."""
    clauses = view.sentence.clauses
    at = clause_place(view.sentence, view.clause)
    following = clauses[at + 1] if at + 1 < len(clauses) else None
    if (
        following is None
        or view.clause.span.end < view.document.tokens[max(view.verbs[-1].index, view.clause.first)].end
    ):
        return _english_infinitive(view)
    opener = view.document.tokens[following.first].lower
    if following.kind is ClauseKind.INFINITIVE and opener not in _PURPOSE:
        end = following.span.end
        for later in clauses[at + 2 :]:
            if later.kind is not ClauseKind.INFINITIVE:
                break
            end = later.span.end
        return Span(following.span.start, end)
    if opener in ("dass", "daß", "that"):
        return following.span
    return _english_infinitive(view)


def _english_infinitive(view: ClauseView) -> Span | None:
    """English "agreed to share data": the infinitive with all behind it in the clause."""
    if view.document.language != "en":
        return None
    for verb in view.verbs:
        follows = verb.index + 1
        if (
            verb.lemma in ("agree", "commit", "pledge")
            and follows + 1 < view.clause.last
            and view.document.tokens[follows].lower == "to"
        ):
            return view.document.span_of(follows, view.clause.last)
    return None


def object_subject(view: ClauseView, row: dict[str, str]) -> Span | None:
    """What stands behind "auf" or "über", or the object, where the verb itself tells the agreement."""
    about = agreement_words("about_verb", view.document.language)
    for phrase in view.phrases:
        if phrase.preposition in about and not measures(view, phrase):
            return about_span(view, phrase, whole=True)
    if row["frame"] in ("object", "dative"):
        for phrase in object_phrases(view.document, view.clause, view.marks.mentions):
            if not measures(view, phrase) and not phrase.pronoun:
                return about_span(view, phrase, whole=True)
    return None
