"""Whether a deed happened, is planned or denied, or is no deed told at all.

A find in its clause enters; a status of the register leaves, or None.
"""

from __future__ import annotations

from collections.abc import Sequence

from gipfelbuch.knowledge.actions import deed_words
from gipfelbuch.marking.rules.actions_finds import Find
from gipfelbuch.model.reports import ClauseKind, Document, Language, Pos, Token, VerbForm

NEGATION_REACH_TOKENS = 3  # how far before an English verb its negation may stand


def status_of(document: Document, find: Find, *, said: bool) -> str | None:
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
    return before in deed_words("charge_preposition", "en") and any(
        t.lemma in deed_words("charge", "en") for t in tokens
    )


def _infinitive_status(document: Document, find: Find, near: set[str], *, said: bool) -> str | None:
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
    return not token.lower.endswith(("t", "e", "en", "st")) or (
        token.lower.endswith("en") and not token.lemma.endswith(token.lower)
    )


def _negated(language: Language, tokens: Sequence[Token], find: Find) -> bool:
    negations = deed_words("negation", language)
    if language == "de":
        return any(t.lower in negations for t in tokens)
    verb = find.tokens[0].index
    return any(t.lower in negations for t in tokens if verb - NEGATION_REACH_TOKENS <= t.index < verb)
