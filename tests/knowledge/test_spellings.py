"""Sounds of names over the spellings of languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gipfelbuch.knowledge.spellings import MOST_CODES, bare_letters, sound_codes
from gipfelbuch.knowledge.tables import load_table


@pytest.mark.parametrize(
    "one, other",
    [
        ("Selenskyj", "Zelensky"),
        ("Chatami", "Khatami"),
        ("Putin", "Poutine"),
        ("Jelzin", "Yeltsin"),
        ("Tschechow", "Chekhov"),
        ("Chruschtschow", "Khrushchev"),
        ("Gaddafi", "Qadhafi"),
        ("Dschassim", "Jassim"),
        ("Mohammed", "Muhammad"),
        ("Hussejnow", "Huseynov"),
        ("Kittiphong", "Kitipong"),
    ],
)
def test_spellings_of_one_name_share_a_sound(one: str, other: str) -> None:
    assert sound_codes(one) & sound_codes(other)


@pytest.mark.parametrize("one, other", [("Merkel", "Merz"), ("Putin", "Peres"), ("Obama", "Osama"), ("Kohl", "Kim")])
def test_other_names_sound_otherwise(one: str, other: str) -> None:
    assert not sound_codes(one) & sound_codes(other)


@pytest.mark.parametrize(
    "written, bare",
    [("Ouédraogo", "ouedraogo"), ("Kazlauskienė", "kazlauskiene"), ("Weiß", "weiss"), ("O’Neill", "oneill")],
)
def test_bare_letters_have_no_accents(written: str, bare: str) -> None:
    assert bare_letters(written) == bare


@given(st.text(max_size=30))
def test_any_word_has_few_codes(word: str) -> None:
    assert len(sound_codes(word)) <= MOST_CODES * 4


def test_no_letter_group_stands_twice() -> None:
    groups = [row["letters"] for row in load_table("name_letters")]
    assert len(groups) == len(set(groups))
