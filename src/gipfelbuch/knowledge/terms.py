"""What words mean across German and English, coarsely: a text enters, the meanings of its content words leave.

Meanings are comparable between the languages: rows of the tables ``common_terms`` and ``actions`` (found through
inflection and within German compounds), states by their code, numbers by their value, and for words that no table has, their sounds, so that
"Protokoll" meets "protocol" and "Serafschan" meets "Zarafshan".
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from gipfelbuch.knowledge.names import stem
from gipfelbuch.knowledge.numerals import numerals
from gipfelbuch.knowledge.spellings import bare_letters, sound_codes
from gipfelbuch.knowledge.states import demonyms, state_of_adjective, states
from gipfelbuch.knowledge.tables import load_table, phrases, words
from gipfelbuch.knowledge.words import german_verb_base, lemma, separable_particles
from gipfelbuch.model.reports import Language

CACHED_WORDS = 200_000  # entries
SHORTEST_PART_CHARS = 4  # of a compound; shorter parts are chance
SHORTEST_SOUND = 3  # consonants; words of fewer sound like too many others
_WORDS = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)?")
_LINKS = ("", "s", "es", "n", "en", "er")  # between the parts of a German compound
_ENDINGS = ("ies", "ing", "ed", "es", "s", "d")  # of English words
_LANGUAGES: tuple[Language, Language] = ("de", "en")

Meaning = frozenset[str]


def meanings(text: str, language: Language) -> tuple[Meaning, ...]:
    """The meanings of the content words of a text, in order; function words have none.

    Args:
        text: any stretch of a report.
        language: of the text.

    Returns:
        One non-empty set a word (or part of a compound): whatever the word can mean.
    """
    found = _WORDS.findall(text)
    if language == "en":
        found = _joined(found)
    return tuple(part for word in found for part in word_meanings(word, language))


def _joined(found: list[str]) -> list[str]:
    """English words with those put together that the table has as one ("coast guard": "coastguard")."""
    out: list[str] = []
    for word in found:
        if out and _rows_of(out[-1].lower() + word.lower(), "en"):
            out[-1] += word
        else:
            out.append(word)
    return out


@lru_cache(maxsize=CACHED_WORDS)
def word_meanings(word: str, language: Language) -> tuple[Meaning, ...]:
    """The meanings of one word, one set a part of it; empty for function words."""
    if word[0].isdigit():
        return (frozenset((f"#{_plain_number(word)}",)),)
    lower = word.lower().removesuffix("'s").removesuffix("’s")
    number = numerals(language).get(lower)
    if number is not None:
        return (frozenset((f"#{number[1]:g}",)),) if number[0] in {"unit", "tens", "whole"} and number[1] > 1 else ()
    state = _state_of(word, language)
    if state:
        return (frozenset((f"@{state}",)),)
    if lower in _function_words(language):
        return ()
    known = _rows_of(lower, language) or _rows_of_base(word, language)
    if known:
        return (known,)
    return _compound(lower, language) or _sounds(word)


def verb_meanings(parts: tuple[str, ...], language: Language) -> tuple[Meaning, ...]:
    """The meanings of a verb that stands in several places ("brach", "ab": "abbrechen")."""
    if language == "de" and len(parts) > 1 and parts[-1] in separable_particles():
        whole = _rows("de").get(parts[-1] + german_verb_base(parts[0].lower()))
        if whole:
            return (whole,)
    return meanings(" ".join(parts), language)


def same_meanings(one: tuple[Meaning, ...], other: tuple[Meaning, ...]) -> tuple[int, int]:
    """How many words of each text have a word in the other that can mean the same."""
    first, second = frozenset[str]().union(*one), frozenset[str]().union(*other)
    return sum(not m.isdisjoint(second) for m in one), sum(not m.isdisjoint(first) for m in other)


def _plain_number(digits: str) -> str:
    """Without the marks of thousands, a decimal comma as a point ("3.000", "3,000": "3000"; "4,5": "4.5")."""
    parts = re.split(r"[.,]", digits)
    if len(parts) > 1 and all(len(p) == 3 for p in parts[1:]):
        return "".join(parts)
    return ".".join(parts)


def _sounds(word: str) -> tuple[Meaning, ...]:
    codes = frozenset(f"~{code}" for code in sound_codes(word) if len(code) >= SHORTEST_SOUND)
    plain = bare_letters(word)
    return (codes or frozenset((f"={plain}",)),) if len(plain) > 1 else ()


def _compound(lower: str, language: Language) -> tuple[Meaning, ...]:
    """The parts of a German compound of which one at least is known: the longest known tail, or head, and what is left."""
    if language != "de":
        return ()
    for cut in range(SHORTEST_PART_CHARS, len(lower) - SHORTEST_PART_CHARS + 1):
        tail = _rows_of(lower[cut:], "de")
        if tail:
            return (*_part(lower[:cut]), tail)
    for cut in range(len(lower) - SHORTEST_PART_CHARS, SHORTEST_PART_CHARS - 1, -1):
        head = _head(lower[:cut])
        if head:
            return (head, *_sounds(lower[cut:]))
    return ()


def _head(part: str) -> Meaning:
    for link in _LINKS:
        known = _rows_of(part.removesuffix(link), "de") if part.endswith(link) else frozenset()
        if known:
            return known
    return frozenset()


def _part(part: str) -> tuple[Meaning, ...]:
    head = _head(part)
    return (head,) if head else word_meanings(part, "de")


@lru_cache(maxsize=CACHED_WORDS)
def _rows_of(lower: str, language: Language) -> Meaning:
    table = _rows(language)
    forms = (lower, stem(lower)) if language == "de" else (lower, *_english_stems(lower))
    return next((table[form] for form in forms if form in table), frozenset())


def _rows_of_base(word: str, language: Language) -> Meaning:
    """As by the dictionary form of a word, for forms that no ending explains ("schloss", "gave")."""
    base = german_verb_base(word.lower()) if language == "de" else lemma(word.lower(), "en")
    return _rows(language).get(base.lower(), frozenset())


def _english_stems(lower: str) -> tuple[str, ...]:
    """Shorter forms of an English word that the table may have ("exports": "export", "duties": "duty")."""
    out: list[str] = []
    for ending in _ENDINGS:
        if lower.endswith(ending) and len(lower) - len(ending) >= 3:
            bare = lower.removesuffix(ending)
            out += (
                [bare + "y"]
                if ending == "ies"
                else [bare, bare + "e", bare[:-1]]
                if bare[-1:] == bare[-2:-1]
                else [bare, bare + "e"]
            )
    return tuple(out)


@cache
def _rows(language: Language) -> dict[str, Meaning]:
    out: dict[str, set[str]] = {}
    for number, row in enumerate(load_table("common_terms")):
        for word in words(row[language]):
            for form in {word, stem(word)} if language == "de" else {word}:
                out.setdefault(form, set()).add(f"{number}")
    for table in ("actions", "actions_nouns"):
        for row in load_table(table):
            for word in (p.lower() for p in phrases(row[language]) if " " not in p):
                out.setdefault(word, set()).add(f"!{row['concept']}")
    return {form: frozenset(found) for form, found in out.items()}


@cache
def _function_words(language: Language) -> frozenset[str]:
    listed = {word for row in load_table("function_words") if row["pos"] != "NUM" for word in words(row[language])}
    auxiliaries = {w for row in load_table("auxiliaries") if row["language"] == language for w in words(row["words"])}
    return frozenset(listed | auxiliaries)


@lru_cache(maxsize=CACHED_WORDS)
def _state_of(word: str, language: Language) -> str | None:
    if not word[:1].isupper() and language == "en":
        return None
    named = _state_names()
    found = named.get(word) or (named.get(word.removesuffix("s")) if language == "de" else None)
    return found or demonyms(language).get(word) or state_of_adjective(word, language)


@cache
def _state_names() -> dict[str, str]:
    out: dict[str, str] = {}
    for state in states().values():
        for language in _LANGUAGES:
            for name in (*state.names[language], *state.capitals[language]):
                out.setdefault(name, state.iso3)
    return out
