"""Whether a clause tells of what was or of what is to come, for dates that leave it open ("am Freitag")."""

from __future__ import annotations

from enum import Enum
from functools import cache

from gipfelbuch.knowledge.tables import load_table, phrases
from gipfelbuch.model.reports import Clause, ClauseKind, Document, Language, Pos, Token, VerbForm


class Tense(Enum):
    """Where a clause stands in time."""

    PAST = -1
    UNKNOWN = 0
    PRESENT = 1
    FUTURE = 2


@cache
def _words(language: Language) -> dict[str, frozenset[str]]:
    return {row["class"]: frozenset(phrases(row[language])) for row in load_table("times_tense")}


def tense_of(document: Document, clause: Clause | None) -> Tense:
    """The tense of a clause.

    Args:
        document: the report.
        clause: the clause that holds the time; None where there is none.

    Returns:
        FUTURE for planning words, future and intention; PAST for past forms; PRESENT; UNKNOWN without a finite verb.
    """
    if clause is None:
        return Tense.UNKNOWN
    tokens = document.tokens_of(clause)
    language = document.language
    words = _words(language)
    lower = {t.lower for t in tokens}
    finite = document.tokens[clause.finite] if clause.finite is not None else None
    if lower & words["plan"]:
        return Tense.FUTURE
    if language == "en":
        return _english(tokens, lower, words)
    if finite is None or _is_lone_participle(clause, finite, tokens):
        return Tense.PAST if finite else Tense.UNKNOWN
    return _german(tokens, finite, words)


def _is_lone_participle(clause: Clause, finite: Token, tokens: tuple[Token, ...]) -> bool:
    """Whether the verb taken for finite ends a German main clause: its auxiliary then stands in a clause before."""
    at_end = finite is tokens[-1] and len(tokens) > 2 and finite.pos is Pos.VERB
    return at_end and clause.kind is ClauseKind.MAIN and finite.lower.endswith(("t", "en"))


def _english(tokens: tuple[Token, ...], lower: set[str], words: dict[str, frozenset[str]]) -> Tense:
    if lower & words["future_aux"]:
        return Tense.FUTURE
    if lower & words["past_aux"] or any(_is_english_past(t) for t in tokens):
        return Tense.PAST
    if any(t.lower == "to" and i + 1 < len(tokens) and tokens[i + 1].pos is Pos.VERB for i, t in enumerate(tokens)):
        return Tense.FUTURE
    if lower & words["modal"]:
        return Tense.FUTURE
    return Tense.PRESENT if lower & words["present_aux"] else Tense.UNKNOWN


def _is_english_past(token: Token) -> bool:
    finite = token.pos is Pos.VERB and token.form is not VerbForm.INFINITIVE
    return finite and not token.lower.endswith(("ing", "s")) and token.lower != token.lemma


def _german(tokens: tuple[Token, ...], finite: Token, words: dict[str, frozenset[str]]) -> Tense:
    lower = finite.lower
    if any(t.pos is Pos.AUXILIARY and t.lower in words["plain_past"] for t in tokens):
        return Tense.PAST
    if lower in words["future_aux"]:
        participle = any(t.form is VerbForm.PARTICIPLE for t in tokens)
        infinitive = any(t.form is VerbForm.INFINITIVE for t in tokens)
        return Tense.FUTURE if infinitive or not participle or lower in ("wird", "werden") else Tense.PAST
    if lower in words["modal"]:
        return Tense.FUTURE
    if lower in words["past_aux"]:
        return Tense.PAST
    if lower in words["present_aux"]:
        return Tense.PAST if any(t.form is VerbForm.PARTICIPLE and t is not finite for t in tokens) else Tense.PRESENT
    return Tense.PAST if _is_preterite(finite, words["strong"]) else Tense.PRESENT


def _is_preterite(token: Token, strong: frozenset[str]) -> bool:
    """Whether a German verb form is past: weak ones end in -te(n), strong ones are no present form."""
    lower = token.lower
    if token.subjunctive or lower in strong:
        return lower in strong
    if lower.endswith(("te", "ten", "test")) and not token.lemma.endswith(lower):
        return True
    if lower.endswith("t") or token.lemma.endswith(lower):
        return False
    return not (lower.endswith("e") and token.lemma.endswith(lower + "n"))
