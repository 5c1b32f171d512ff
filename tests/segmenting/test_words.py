from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gipfelbuch.segmenting.words import find_words


@pytest.mark.parametrize(
    "text,language,want",
    [
        ("US-Präsident Wi Sung-lac", "de", ["US-Präsident", "Wi", "Sung-lac"]),
        ("48,9 Milliarden", "de", ["48,9", "Milliarden"]),
        ("1.234,5 Tonnen.", "de", ["1.234,5", "Tonnen", "."]),
        ("um 14:30 Uhr", "de", ["um", "14:30", "Uhr"]),
        ("Bush's plan", "en", ["Bush", "'s", "plan"]),
        ("L’Aquila und O'Brien", "de", ["L’Aquila", "und", "O'Brien"]),
        ("the U.S. army", "en", ["the", "U.S.", "army"]),
        ("Dr. Weber", "de", ["Dr.", "Weber"]),
        ("„Nein!“", "de", ["„", "Nein", "!", "“"]),
        ("Staats- und Regierungschefs", "de", ["Staats-", "und", "Regierungschefs"]),
        ("warten...", "de", ["warten", "..."]),
        ("die 20-jährige Frau", "de", ["die", "20-jährige", "Frau"]),
        ("AT&T", "en", ["AT&T"]),
        ("G8-Gipfel", "de", ["G8-Gipfel"]),
        ("we're", "en", ["we", "'re"]),
        ("Mu\u0308ller", "de", ["Mu\u0308ller"]),
        ("a\u200bb", "en", ["a", "b"]),
        ("", "de", []),
    ],
)
def test_words_are_cut_as_a_reader_would(text, language, want):
    assert [text[s:e] for s, e in find_words(text, language)] == want


@given(st.text(max_size=200))
def test_words_cover_every_printable_character_once_and_in_order(text):
    found = find_words(text, "de")
    assert all(s < e for s, e in found)
    assert all(a[1] <= b[0] for a, b in pairwise(found))
    covered = "".join(text[s:e] for s, e in found)
    assert all(c in covered for c in text if c.isalnum())
