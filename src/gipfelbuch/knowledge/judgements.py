"""Words that judge, and the frames in which judgements are told.

The tables ``evaluative_words``, ``judging_frames`` and ``judged_nouns`` enter; lookups by word form leave.
"""

from __future__ import annotations

from functools import cache, lru_cache

from gipfelbuch.knowledge.actions import noun_tails
from gipfelbuch.knowledge.tables import load_table, phrases, words
from gipfelbuch.knowledge.words import lemma
from gipfelbuch.model.reports import Language

_ADJECTIVE_ENDINGS = (
    "",
    "e",
    "en",
    "er",
    "es",
    "em",
    "ere",
    "eren",
    "erer",
    "eres",
    "ste",
    "sten",
    "ster",
    "stes",
    "este",
    "esten",
)
_SYNCOPATED = {"el": "l", "er": "r", "en": "n"}
_NOUN_ENDINGS = ("", "e", "en", "n", "s", "es", "er", "ern")
_CACHED_WORDS = 100_000


def _adjective_forms(base: str) -> set[str]:
    stems = {base}
    if base[-2:] in _SYNCOPATED:
        stems.add(base[:-2] + _SYNCOPATED[base[-2:]])
    return {
        stem.rstrip("e") + ending if ending and stem.endswith("e") else stem + ending
        for stem in stems
        for ending in _ADJECTIVE_ENDINGS
    }


@cache
def evaluative_forms(language: Language) -> dict[str, tuple[str, str]]:
    """Word form in lower case to (polarity, part of speech); German adjectives and nouns with their endings."""
    out: dict[str, tuple[str, str]] = {}
    for row in load_table("evaluative_words"):
        value = row["polarity"], row["class"]
        for word in words(row[language]):
            base = word.lower()
            if language == "en":
                forms = {base, base + "s"} if row["class"] == "noun" else {base}
            elif row["class"] == "adjective":
                forms = _adjective_forms(base)
            else:
                forms = {base + ending for ending in _NOUN_ENDINGS} if row["class"] == "noun" else {base}
            for form in forms:
                out.setdefault(form, value)
    return out


@lru_cache(maxsize=_CACHED_WORDS)
def judging_word(word: str, language: Language) -> tuple[str, str] | None:
    """Polarity and part of speech of a word that judges; None for others."""
    forms, lower = evaluative_forms(language), word.lower()
    found = forms.get(lower)
    if found is not None and (found[1] == "verb") != (language == "de" and word[:1].isupper()):
        return found
    if found is not None and found[1] != "noun":
        return found
    base = lemma(word, language).lower()
    return forms.get(base) if found is None else found


@cache
def judging_frames(language: Language) -> dict[str, tuple[tuple[str, str], ...]]:
    """Verb lemma to its frames, each with the polarity that the verb itself tells ("" if none)."""
    out: dict[str, tuple[tuple[str, str], ...]] = {}
    for row in load_table("judging_frames"):
        for verb in phrases(row[language]):
            out[verb] = (*out.get(verb, ()), (row["frame"], row["polarity"]))
    for row in load_table("evaluative_words"):
        for verb in words(row[language]) if row["class"] == "verb" else ():
            out[verb] = (*out.get(verb, ()), ("decline", row["polarity"]))
    return out


@cache
def _judged(language: Language, kind: str | None) -> frozenset[str]:
    rows = [row for row in load_table("judged_nouns") if row["kind"] != "feeling" or kind == "feeling"]
    return frozenset(w.lower() for row in rows if kind in (None, row["kind"]) for w in words(row[language]))


@lru_cache(maxsize=_CACHED_WORDS)
def is_judged_noun(word: str, language: Language, kind: str | None = None) -> bool:
    """Whether a noun names what judgements of the register are about, of one kind or any."""
    if language == "en":
        return word.lower() in _judged("en", kind)
    return word[:1].isupper() and not _judged("de", kind).isdisjoint(noun_tails(word))


@lru_cache(maxsize=_CACHED_WORDS)
def is_feeling(word: str, language: Language) -> bool:
    """Whether a noun names how somebody sees a matter ("Zufriedenheit")."""
    return word.lower() in _judged(language, "feeling") or lemma(word, language).lower() in _judged(language, "feeling")
