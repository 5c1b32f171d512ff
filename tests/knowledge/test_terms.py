"""Meanings of words across German and English."""

from __future__ import annotations

import pytest

from gipfelbuch.knowledge.tables import load_table, words
from gipfelbuch.knowledge.terms import meanings, same_meanings, verb_meanings, word_meanings


@pytest.mark.parametrize(
    "german, english",
    [
        ("Zölle auf mongolisches Rindfleisch", "duties on Mongolian beef"),
        ("Ich unterschreibe keine Rechnung", "I sign no bill"),
        ("kambodschanisches Verteidigungsministerium", "Cambodian defence ministry"),
        ("die türkische Küstenwache", "the Turkish coast guard"),
        ("Verband der thailändischen Rinderzüchter", "Thai association of cattle breeders"),
        ("Lithium", "lithium"),
        ("zwölf Geiseln", "12 hostages"),
        ("Nachtflüge", "night flights"),
        ("schloss die Grenze", "closed the border"),
    ],
)
def test_texts_that_say_the_same_share_all_their_meanings(german: str, english: str) -> None:
    one, other = meanings(german, "de"), meanings(english, "en")
    assert same_meanings(one, other) == (len(one), len(other))


@pytest.mark.parametrize(
    "german, english",
    [("Rindfleisch", "copper"), ("Waffenruhe", "loan"), ("Grenze", "gift"), ("zwölf", "eleven"), ("Japan", "Chile")],
)
def test_words_of_different_meaning_share_none(german: str, english: str) -> None:
    assert same_meanings(meanings(german, "de"), meanings(english, "en")) == (0, 0)


def test_function_words_have_no_meaning() -> None:
    assert meanings("dass sie und er das nicht auf der", "de") == ()
    assert meanings("that they and he on the", "en") == ()


@pytest.mark.parametrize("german, english", [("3.000", "3,000"), ("4,5", "4.5"), ("1996", "1996")])
def test_numbers_are_the_same_however_written(german: str, english: str) -> None:
    assert word_meanings(german, "de") == word_meanings(english, "en")


def test_a_verb_that_stands_in_two_places_is_one() -> None:
    assert verb_meanings(("bestellte", "ein"), "de")[0] & meanings("summoned", "en")[0]


def test_every_row_of_the_table_has_words_of_both_languages_in_lower_case() -> None:
    for row in load_table("common_terms"):
        assert words(row["de"]), row
        assert words(row["en"]), row
        assert row["de"] == row["de"].lower(), row
        assert row["en"] == row["en"].lower(), row
