"""Tables of deeds, judgements and issues: complete, well formed, large enough, and looked up rightly."""

from __future__ import annotations

import pytest

from gipfelbuch.knowledge.actions import german_deed_noun, noun_tails, verb_patterns
from gipfelbuch.knowledge.issues import cues_at, is_compound_matter
from gipfelbuch.knowledge.judgements import evaluative_forms, is_judged_noun, judging_word
from gipfelbuch.knowledge.plover import PLOVER_TYPES, content_cues, deed_noun_type, deed_type
from gipfelbuch.knowledge.tables import load_table, words
from gipfelbuch.model.reports import Language

ROLES = frozenset({"object", "dative", "against", "to", "from", "with", "both", "none"})
LANGUAGES: tuple[Language, ...] = ("de", "en")


@pytest.mark.parametrize("table", ["actions", "actions_with", "actions_nouns"])
def test_every_row_has_a_known_type_and_roles(table: str) -> None:
    for row in load_table(table):
        assert not row["plover"] or row["plover"] in PLOVER_TYPES, row
        assert row["roles"] in ROLES, row


def test_content_types_are_known() -> None:
    assert {row["type"] for row in load_table("plover_content")} <= set(PLOVER_TYPES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_tables_are_large(language: Language) -> None:
    assert len(verb_patterns(language)) >= 300
    evaluative = [w for row in load_table("evaluative_words") for w in words(row[language])]
    assert len(evaluative) >= 400


@pytest.mark.parametrize(
    ("word", "noun"),
    [
        ("Selbstmordanschlags", "selbstmordanschlag"),
        ("Massenprotesten", "massenprotest"),
        ("Festnahmen", "festnahme"),
        ("Vorschlag", None),
        ("Haus", None),
    ],
)
def test_german_nouns_of_deeds_are_found_in_forms_and_compounds(word: str, noun: str | None) -> None:
    assert german_deed_noun(word) == noun


def test_tails_of_a_compound_hold_its_head() -> None:
    assert "sanktion" in noun_tails("Wirtschaftssanktionen")
    assert "truppe" in noun_tails("Friedenstruppen")


@pytest.mark.parametrize(
    ("word", "polarity", "language"),
    [
        ("fruchtbaren", "positive", "de"),
        ("angespannten", "negative", "de"),
        ("Durchbruch", "positive", "de"),
        ("Farce", "negative", "de"),
        ("historic", "positive", "en"),
        ("disgrace", "negative", "en"),
    ],
)
def test_polarity_of_words(word: str, polarity: str, language: Language) -> None:
    found = judging_word(word, language)
    assert found is not None
    assert found[0] == polarity


@pytest.mark.parametrize(("word", "language"), [("Tisch", "de"), ("table", "en"), ("montags", "de")])
def test_plain_words_do_not_judge(word: str, language: Language) -> None:
    assert judging_word(word, language) is None


def test_evaluative_forms_are_lower_case() -> None:
    assert all(form == form.lower() for language in LANGUAGES for form in evaluative_forms(language))


def test_judged_nouns_by_kind() -> None:
    assert is_judged_noun("Staatsbesuch", "de")
    assert is_judged_noun("relations", "en", "relation")
    assert not is_judged_noun("treaty", "en", "relation")


def test_issue_cues_of_compounds() -> None:
    assert any(c.frame == "noun" for c in cues_at("Handelsstreit", "Handelsstreit", "de"))
    assert is_compound_matter("Grenzstreits", "de")
    assert not is_compound_matter("Streit", "de")


def test_deed_types_of_words() -> None:
    assert deed_type("boycott", "en") == "SANCTION"
    assert deed_noun_type("Truppenabzug", "de") == "RETREAT"
    assert deed_type("think", "en") is None


def test_longest_content_cue_comes_first() -> None:
    for cues in content_cues("en").values():
        lengths = [len(c.rest) for c in cues]
        assert lengths == sorted(lengths, reverse=True)
