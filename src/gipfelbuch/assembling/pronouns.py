"""What words that name nobody point to: pronouns, "beide Seiten", "die beiden Präsidenten"."""

from __future__ import annotations

from dataclasses import dataclass

from gipfelbuch.knowledge.actors import office_of, party_words
from gipfelbuch.knowledge.closed_classes import closed_class
from gipfelbuch.model.reports import Document, Pos, VerbForm
from gipfelbuch.model.spans import Span

_SINGULAR = {
    "er": "m",
    "ihm": "m",
    "ihn": "m",
    "he": "m",
    "him": "m",
    "himself": "m",
    "dieser": "m",
    "dessen": "m",
    "she": "f",
    "her": "f",
    "herself": "f",
    "diese": "f",
}
_FEMININE_OR_PLURAL = closed_class("feminine_or_plural", "de")
_PLURAL = closed_class("plural_pronoun")
_NEUTER = closed_class("neuter_pronoun")
_RELATIVE = closed_class("relative_pronoun")
_ARTICLE_AND_NOUN = 2  # "die Präsidenten"
_BOTH = closed_class("both_pronoun")


@dataclass(frozen=True, slots=True, kw_only=True)
class Clue:
    """What a span that is no mention tells about who is meant.

    Args:
        sort: "person" (one person), "sides" (states), "leaders" (persons), "parties" (several of any sort),
            "thing" (a state or organisation), "relative" (the antecedent just before).
        gender: of one person.
        office: row of the office that several persons share, None if any.
    """

    sort: str
    gender: str | None = None
    office: int | None = None


def clue_of(document: Document, span: Span) -> Clue | None:
    """What the words of the span point to; None if they are no pronoun and name no pair."""
    tokens = document.tokens_in(span)
    if not tokens:
        return None
    words = [t.lower for t in tokens]
    if len(words) == 1:
        return _pronoun(document, span, words[0])
    if words[0] in ("auch", "both") and len(words) == 2 and words[1] in _SINGULAR:
        return Clue(sort="person", gender=_SINGULAR[words[1]])
    if _is_sent(document, words, tokens[-1].text):
        return Clue(sort="sides")
    pair = any(w in _BOTH for w in words)
    if not pair and not (
        len(words) == _ARTICLE_AND_NOUN
        and words[0] in ("die", "der", "den", "the")
        and tokens[1].text in party_words("leaders", document.language)
    ):
        return None
    nouns = [t.text for t in tokens if t.text.lower() not in _BOTH]
    for noun in nouns if document.language == "de" else reversed(nouns):
        if noun in party_words("leaders", document.language):
            office = office_of(noun, document.language)
            general = office is None or office.lemma.lower() in ("mann", "frau")
            return Clue(sort="leaders", office=None if general else office.id if office else None)
        if noun in party_words("sides", document.language):
            return Clue(sort="sides")
    return Clue(sort="parties")


def _is_sent(document: Document, words: list[str], noun: str) -> bool:
    """Whether the words name those whom all sides send, and not whose they are ("die Delegationen")."""
    article = words[0] in ("die", "der", "den", "the")
    return len(words) == _ARTICLE_AND_NOUN and article and noun in party_words("negotiators", document.language)


def _pronoun(document: Document, span: Span, word: str) -> Clue | None:
    if word in _BOTH:
        return Clue(sort="parties")
    if word in _SINGULAR:
        return Clue(sort="person", gender=_SINGULAR[word])
    if word in _FEMININE_OR_PLURAL:
        return (
            Clue(sort="parties")
            if word == "sie" and has_plural_verb(document, span)
            else Clue(sort="person", gender="f")
        )
    if word in _PLURAL:
        return Clue(sort="parties")
    if word in _NEUTER:
        return Clue(sort="thing")
    if word in _RELATIVE:
        return Clue(sort="relative")
    return None


def has_plural_verb(document: Document, span: Span) -> bool:
    """Whether the finite verb of the clause is a plural ("sie vereinbarten")."""
    clause = document.clause_at(span.start)
    if clause is None:
        return False
    finite = [t for t in document.tokens_of(clause) if t.pos in (Pos.VERB, Pos.AUXILIARY) and t.form is VerbForm.FINITE]
    return bool(finite) and (finite[0].lower.endswith("n") or finite[0].lower in ("sind", "seien", "waren"))
