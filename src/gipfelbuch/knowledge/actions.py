"""Words for political deeds: verbs, verbs with their nouns, and nouns, as patterns keyed by lemma.

The tables ``actions``, ``actions_with`` and ``actions_nouns`` enter; dictionaries leave. PLOVER types are
those of the ontology of 2021.

References:
    Halterman, A. et al.: PLOVER and POLECAT: A New Political Event Ontology and Dataset, 2023.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from gipfelbuch.knowledge.tables import load_table, phrases, words
from gipfelbuch.knowledge.words import lemma
from gipfelbuch.model.reports import Language

_PLAIN_VOWELS = str.maketrans("äöü", "aou")
SHORTEST_TAIL_CHARS = 5  # shorter last parts of compounds are too often chance ("-mord" in "Wertmord" is none)
SHORTEST_MODIFIER_CHARS = 3  # what stands before the last part of a compound
_CACHED_WORDS = 100_000
_GERMAN_ENDINGS = ("", "s", "es", "e", "en", "n", "er", "ern", "se", "sen", "ses")


@cache
def deed_words(kind: str, language: Language) -> frozenset[str]:
    """The words of one row of the table ``deed_words``."""
    return frozenset(w for row in load_table("deed_words") if row["kind"] == kind for w in words(row[language]))


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionSense:
    """What a word tells of a deed.

    Args:
        concept: key of the row.
        plover: PLOVER event type; None if the deed has none.
        roles: where the recipients stand: object, dative, against, to, from, with, both, none.
        negated: PLOVER type of the deed denied ("nicht anerkannt"); None if that is no deed.
    """

    concept: str
    plover: str | None
    roles: str
    negated: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VerbPattern:
    """A verb with the words that must stand with it.

    Args:
        sense: what it tells.
        others: words in lower case that belong to the phrase, in order.
        context: nouns of which one must stand in the clause; empty if none is needed.
    """

    sense: ActionSense
    others: tuple[str, ...] = ()
    context: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class NounPattern:
    """A noun that names a deed; ``alone`` if it needs nobody beside it."""

    sense: ActionSense
    alone: bool
    others: tuple[str, ...] = ()


def _sense(row: dict[str, str]) -> ActionSense:
    return ActionSense(
        concept=row["concept"],
        plover=row["plover"] or None,
        roles=row["roles"],
        negated=row.get("negated") or None,
    )


def _head_and_others(phrase: str, language: Language) -> tuple[str, tuple[str, ...]]:
    """The verb of a phrase and its other words; German prepositions behind the verb come last too."""
    parts = phrase.lower().split()
    if language == "en" or len(parts) == 1:
        return parts[0], tuple(parts[1:])
    verbal = next((i for i in range(len(parts) - 1, -1, -1) if parts[i].endswith("n")), len(parts) - 1)
    return parts[verbal], (*parts[:verbal], *parts[verbal + 1 :])


@cache
def verb_patterns(language: Language) -> dict[str, tuple[VerbPattern, ...]]:
    """Patterns by the lemma of their verb, those that ask for most first."""
    found: dict[str, list[VerbPattern]] = {}
    for name in ("actions", "actions_with"):
        for row in load_table(name):
            sense = _sense(row)
            context = frozenset(w.lower() for w in phrases(row.get(f"{language}_with") or ""))
            for phrase in phrases(row[language]):
                head, others = _head_and_others(phrase, language)
                found.setdefault(head, []).append(VerbPattern(sense=sense, others=others, context=context))
    return {h: tuple(sorted(p, key=_asks_for, reverse=True)) for h, p in found.items()}


def _asks_for(pattern: VerbPattern) -> tuple[bool, int]:
    return bool(pattern.context), len(pattern.others)


@cache
def noun_patterns(language: Language) -> dict[str, tuple[NounPattern, ...]]:
    """Patterns by the first word of the noun in lower case, longer ones first."""
    found: dict[str, list[NounPattern]] = {}
    for row in load_table("actions_nouns"):
        sense = _sense(row)
        for phrase in phrases(row[language]):
            first, *others = phrase.lower().split()
            found.setdefault(first, []).append(
                NounPattern(sense=sense, alone=row["alone"] == "1", others=tuple(others))
            )
    return {h: tuple(sorted(p, key=lambda n: -len(n.others))) for h, p in found.items()}


@cache
def _german_noun_forms() -> dict[str, str]:
    return {noun + ending: noun for ending in _GERMAN_ENDINGS for noun in noun_patterns("de")}


@lru_cache(maxsize=_CACHED_WORDS)
def german_deed_noun(word: str) -> str | None:
    """The noun of the table that a German word is a form or compound of, in lower case; None if there is none."""
    forms, lower = _german_noun_forms(), word.lower()
    base = lemma(word, "de").lower()
    if base in noun_patterns("de"):
        return base
    if lower in forms:
        return forms[lower]
    for cut in range(SHORTEST_MODIFIER_CHARS, len(lower) - SHORTEST_TAIL_CHARS + 1):
        tail = forms.get(lower[cut:].lstrip("-"))
        if tail is not None and len(tail) >= SHORTEST_TAIL_CHARS:
            return tail
    return None


@lru_cache(maxsize=_CACHED_WORDS)
def noun_tails(word: str) -> frozenset[str]:
    """A German noun and every last part of it, as written and as its lemma, in lower case."""
    lower = word.lower()
    tails = {lower[cut:].lstrip("-") for cut in range(SHORTEST_MODIFIER_CHARS, len(lower) - SHORTEST_TAIL_CHARS + 2)}
    out = {lower, lemma(word, "de").lower(), *tails}
    for tail in tails:
        for ending in ("en", "es", "n", "s", "e"):
            if tail.endswith(ending):
                out.add(tail.removesuffix(ending))
    out |= {tail.translate(_PLAIN_VOWELS) for tail in out if not tail.isascii()}  # "Zusatzzölle": "zoll"
    out |= {tail + "r" for tail in out if tail.endswith(("te", "ne"))}  # "den Gesandten": "gesandter"
    return frozenset(out)
