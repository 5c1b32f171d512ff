"""Cues of contested or open matters, as lookups by word.

The table ``issue_cues`` enters; dictionaries keyed by the first word of a cue leave.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from gipfelbuch.knowledge.tables import load_table, phrases, words
from gipfelbuch.knowledge.words import lemma
from gipfelbuch.model.reports import Language

_ENDINGS = ("", "s", "es", "e", "en", "n", "er")
_WORD_LISTS = ("topic_verb", "empty", "modifier", "persist", "status")
_CACHED_WORDS = 100_000
_FRAMES_WITH_COMPOUNDS = frozenset({"noun", "topic", "compound"})
SHORTEST_TAIL_CHARS = 4  # shorter last parts of compounds are too often chance


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueCue:
    """A cue: how the matter stands to it, what it says of the matter, which words follow the first.

    Args:
        frame: noun, open, topic, about, object or compound.
        status: of the issue.
        others: the words behind the first, in lower case.
        prepositions: which may lead to the matter.
    """

    frame: str
    status: str
    others: tuple[str, ...] = ()
    prepositions: frozenset[str] = frozenset()


@cache
def issue_cues(language: Language) -> dict[str, tuple[IssueCue, ...]]:
    """Cues by their first word in lower case; German nouns with their endings too."""
    found: dict[str, list[IssueCue]] = {}
    for row in load_table("issue_cues"):
        if row["frame"] in _WORD_LISTS:
            continue
        prepositions = frozenset(words(row[f"{language}_prepositions"]))
        for phrase in phrases(row[language]):
            first, *others = phrase.split()
            cue = IssueCue(
                frame=row["frame"],
                status=row["status"],
                others=tuple(w.lower() for w in others),
                prepositions=prepositions,
            )
            for form in _forms(first, language):
                if cue not in found.setdefault(form, []):
                    found[form].append(cue)
    return {k: tuple(sorted(v, key=lambda c: -len(c.others))) for k, v in found.items()}


def _forms(word: str, language: Language) -> set[str]:
    if language == "de" and word[:1].isupper():
        return {word.lower() + ending for ending in _ENDINGS}
    return {word.lower()}


@lru_cache(maxsize=_CACHED_WORDS)
def cues_at(word: str, base: str, language: Language) -> tuple[IssueCue, ...]:
    """The cues that a word (with its lemma) opens; for German nouns also as the last part of a compound."""
    table = issue_cues(language)
    found = table.get(word.lower()) or table.get(base.lower()) or table.get(lemma(word, language).lower())
    if found is not None:
        return found
    if language == "de" and word[:1].isupper():
        lower = word.lower()
        for cut in range(3, len(lower) - SHORTEST_TAIL_CHARS + 1):
            tail = table.get(lower[cut:].lstrip("-"))
            if tail is not None:
                return tuple(c for c in tail if c.frame in _FRAMES_WITH_COMPOUNDS and not c.others)
    return ()


@lru_cache(maxsize=_CACHED_WORDS)
def is_compound_matter(word: str, language: Language) -> bool:
    """Whether a noun by itself names what is contested and that it is ("Grenzstreit")."""
    tails = [p for row in load_table("issue_cues") if row["frame"] == "compound" for p in phrases(row[language])]
    lower = word.lower()
    if language == "en":
        return lower in tails
    return word[:1].isupper() and any(
        lower.removesuffix(e).endswith(t) and len(lower) - len(t) >= SHORTEST_TAIL_CHARS
        for t in tails
        for e in ("", "s", "es", "e", "en")
    )


@cache
def _words_of(frame: str, language: Language) -> frozenset[str]:
    return frozenset(
        w.lower() for row in load_table("issue_cues") if row["frame"] == frame for w in phrases(row[language])
    )


def topic_verbs(language: Language) -> frozenset[str]:
    """Verbs, as lemmas, of "zur Sprache kam X", "auf der Tagesordnung steht X", "Thema war X"."""
    return _words_of("topic_verb", language)


def is_empty_matter(word: str, language: Language) -> bool:
    """Whether a noun names no matter by itself ("Thema", "Frage")."""
    empty = _words_of("empty", language)
    return word.lower() in empty or lemma(word, language).lower() in empty


def modifiers() -> frozenset[str]:
    """English words before "dispute" that name what it is about ("border")."""
    return _words_of("modifier", "en")


def persist_verbs(language: Language) -> frozenset[str]:
    """Verbs, as lemmas, between a dispute and its matter ("Uneinigkeit herrscht über")."""
    return _words_of("persist", language)


@cache
def _status_words(language: Language) -> dict[str, str]:
    rows = (row for row in load_table("issue_cues") if row["frame"] == "status")
    return {word: row["status"] for row in rows for word in phrases(row[language])}


def status_by_words(lowers: Iterable[str], language: Language) -> str | None:
    """How a matter stands by single words of its sentence ("festgefahren"); None if none tells."""
    known = _status_words(language)
    return next((known[w] for w in lowers if w in known), None)
