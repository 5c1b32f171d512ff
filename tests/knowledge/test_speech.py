"""The speech tables: every row is usable, and broad enough."""

from __future__ import annotations

import pytest

from gipfelbuch.knowledge.speech import (
    concepts,
    source_words,
    speech_nouns,
    speech_phrases,
    speech_verbs,
    told_acts,
)
from gipfelbuch.model.reports import Language

TAKES = {"that", "question", "zu", "object", "as", "named", "direct", "source", "clause", "act"}
PLOVER = {"REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT", "CONCEDE", "AGREE", None}
LANGUAGES: list[Language] = ["de", "en"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_row_has_a_known_concept_and_known_complements(language: Language) -> None:
    senses = [
        *(s for found in speech_verbs(language).values() for s in found),
        *(s for found in speech_nouns(language).values() for s in found),
        *(s for found in speech_phrases(language).values() for s in found.values()),
    ]
    assert {s.concept for s in senses} <= set(concepts())
    assert {t for s in senses for t in s.takes} <= TAKES


def test_concepts_have_plover_types_of_statements() -> None:
    assert {c.plover for c in concepts().values()} <= PLOVER


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tables_are_broad(language: Language) -> None:
    assert len(speech_verbs(language)) >= 250
    assert len(speech_nouns(language)) + sum(map(len, speech_phrases(language).values())) >= 80


@pytest.mark.parametrize(
    ("language", "verb", "concept"),
    [("de", "vorwerfen", "accuse"), ("de", "weigern", "refuse"), ("en", "pledge", "promise"), ("en", "urge", "demand")],
)
def test_verbs_are_found_by_lemma(language: Language, verb: str, concept: str) -> None:
    assert concept in {s.concept for s in speech_verbs(language)[verb]}


def test_reflexive_and_phrasal_entries_are_taken_apart() -> None:
    assert any(s.reflexive for s in speech_verbs("de")["weigern"])
    assert any(s.beside == "in abrede" for s in speech_verbs("de")["stellen"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_sources_and_telling_words_are_there(language: Language) -> None:
    assert source_words(language)["before"]
    assert all(told for _, _, told in told_acts(language))
