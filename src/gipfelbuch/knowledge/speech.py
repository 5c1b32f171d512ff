"""Speech: which words tell that someone says, asks, demands; how they are built; what they do.

The four ``speech_*`` tables become dictionaries keyed by lemma, so that a token costs one look-up.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from gipfelbuch.knowledge.tables import load_table, phrases, words
from gipfelbuch.model.reports import Language

REFLEXIVE = "sich_"


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """What a speech act does: its PLOVER type if it has one, whether the words mark an answer."""

    name: str
    plover: str | None
    answers: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sense:
    """One way in which a word of speech is built.

    Args:
        concept: name of its concept.
        takes: complements: "that", "question", "zu", "object", "as", "named", "direct"; of nouns
            "source", "clause", "act".
        to: case or prepositions of the person spoken to ("dat", "acc", "obj", "gegenüber").
        about: prepositions before what is said.
        reflexive: whether it needs a reflexive pronoun.
        beside: a word that has to stand beside it ("Abrede" of "in Abrede stellen"), lower case.
    """

    concept: str
    takes: frozenset[str]
    to: frozenset[str] = frozenset()
    about: frozenset[str] = frozenset()
    reflexive: bool = False
    beside: str | None = None


@cache
def concepts() -> dict[str, Concept]:
    """Concepts by name."""
    return {
        row["concept"]: Concept(name=row["concept"], plover=row["plover"] or None, answers=row["answers"] == "1")
        for row in load_table("speech_concepts")
    }


@cache
def irregular_forms(language: Language) -> dict[str, str]:
    """Lemma by form, in lower case, where the dictionary is wrong."""
    return {
        w: row["lemma"]
        for row in load_table("speech_forms")
        if row["language"] == language
        for w in words(row["forms"])
    }


def _verb_and_beside(entry: str, language: Language) -> tuple[str, bool, str | None]:
    """Take an entry apart: "sich_weigern": (weigern, True, None); "in_Abrede_stellen": (stellen, False, "in_abrede")."""
    reflexive = entry.startswith(REFLEXIVE)
    parts = entry.removeprefix(REFLEXIVE).split("_")
    verb = parts[-1] if language == "de" else parts[0]
    rest = parts[:-1] if language == "de" else parts[1:]
    return verb, reflexive, " ".join(rest).lower() or None


@cache
def speech_verbs(language: Language) -> dict[str, tuple[Sense, ...]]:
    """Senses of verbs by lemma, in the order of the table."""
    out: dict[str, list[Sense]] = {}
    for row in load_table("speech_verbs"):
        for entry in words(row[language]):
            verb, reflexive, beside = _verb_and_beside(entry, language)
            sense = Sense(
                concept=row["concept"],
                takes=frozenset(words(row["takes"])),
                to=frozenset(words(row[f"{language}_to"])),
                about=frozenset(words(row[f"{language}_about"])),
                reflexive=reflexive,
                beside=beside,
            )
            out.setdefault(verb, []).append(sense)
    return {verb: tuple(senses) for verb, senses in out.items()}


@cache
def speech_nouns(language: Language) -> dict[str, tuple[Sense, ...]]:
    """Senses of nouns by lemma."""
    out: dict[str, list[Sense]] = {}
    for row in load_table("speech_nouns"):
        for noun in words(row[language]):
            takes, about = frozenset(words(row["takes"])), frozenset(words(row[f"{language}_about"]))
            out.setdefault(noun, []).append(Sense(concept=row["concept"], takes=takes, about=about))
    return {noun: tuple(senses) for noun, senses in out.items()}


@cache
def speech_phrases(language: Language) -> dict[str, dict[str, Sense]]:
    """Phrases of word and verb: word in lower case, then lemma of the verb, then the sense."""
    out: dict[str, dict[str, Sense]] = {}
    for row in load_table("speech_phrases"):
        for entry in words(row[f"{language}_verbs"]):
            verb, reflexive, _ = _verb_and_beside(entry, language)
            sense = Sense(
                concept=row["concept"],
                takes=frozenset(words(row["takes"])),
                about=frozenset(words(row[f"{language}_about"])),
                reflexive=reflexive,
            )
            for word in words(row[f"{language}_words"]):
                out.setdefault(word.lower(), {}).setdefault(verb, sense)
    return out


@cache
def source_words(language: Language) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Words that introduce a source, by where they stand ("before", "after", "noun", "inserted", "like")."""
    return {
        row["position"]: tuple(tuple(p.lower().split()) for p in phrases(row[language]))
        for row in load_table("speech_sources")
    }


@cache
def told_acts(language: Language) -> tuple[tuple[str, bool, frozenset[str]], ...]:
    """PLOVER type, whether only answers count, and the words within an utterance that tell so, best first."""
    return tuple(
        (row["plover"], row["when"] == "reply", frozenset(words(row[language])))
        for row in load_table("speech_contents")
    )


@cache
def source_starts(language: Language) -> frozenset[str]:
    """The words with which a source can be introduced, in lower case."""
    return frozenset(p[0] for variants in source_words(language).values() for p in variants)


@cache
def speech_words(kind: str) -> frozenset[str]:
    """The German and English words of one row of the table of words that the rules of speech look for."""
    rows = (row for row in load_table("speech_words") if row["kind"] == kind)
    return frozenset(w for row in rows for language in ("de", "en") for w in words(row[language]))
