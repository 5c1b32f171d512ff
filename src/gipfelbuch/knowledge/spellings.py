"""Spellings of names: a name as any newspaper writes it enters, its letters without accents and its sounds leave.

"Selenskyj" and "Zelensky", "Chatami" and "Khatami" are written apart and sound alike. Letter groups are heard as coarse
classes of consonants (in the manner of Soundex and Daitch-Mokotoff, https://www.avotaynu.com/soundex.htm); a group that
languages read differently ("ch") has several, so that a word has a small set of sound codes.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

from gipfelbuch.knowledge.tables import load_table, words

CACHED_WORDS = 200_000  # entries
MOST_CODES = 16  # of one word; further readings of a long word add nothing but chance
_VOWEL = "-"  # keeps apart the two m of "Mohammed" that a vowel stands between
_LETTERS = str.maketrans(
    {
        "ß": "ss",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ə": "a",
        "ı": "i",
        "ł": "l",
        "’": "",
        "'": "",
    }
)


@lru_cache(maxsize=CACHED_WORDS)
def bare_letters(word: str) -> str:
    """The word in lower case without accents, apostrophes and points; umlauts lose their dots ("Ouédraogo": "ouedraogo")."""
    decomposed = unicodedata.normalize("NFD", word.lower().translate(_LETTERS))
    return "".join(c for c in decomposed if c.isalnum())


@lru_cache(maxsize=CACHED_WORDS)
def sound_codes(word: str) -> frozenset[str]:
    """The sound codes of a word: its consonant classes in order, doubled ones once, "A" for a vowel that opens it.

    Args:
        word: one word of a name, as written.

    Returns:
        One code for each way to hear it, at most ``MOST_CODES``; empty if no letter is left.

    >>> sorted(sound_codes("Selenskyj") & sound_codes("Zelensky"))
    ['SLNSK']
    """
    text = unicodedata.normalize("NFC", word.lower().translate(_LETTERS))
    codes = {""}
    place = 0
    while place < len(text):
        length, sounds = _heard(text, place)
        codes = {_joined(code, sound, first=place == 0) for code in sorted(codes)[:MOST_CODES] for sound in sounds}
        place += length
    return frozenset(bare for code in codes if (bare := code.replace(_VOWEL, "")))


def _heard(text: str, place: int) -> tuple[int, tuple[str, ...]]:
    groups = _groups()
    for length in range(min(_longest(), len(text) - place), 0, -1):
        found = groups.get(text[place : place + length])
        if found is not None:
            return length, found
    plain = bare_letters(text[place])
    return 1, groups.get(plain, ("",))


def _joined(code: str, sound: str, *, first: bool) -> str:
    if sound in {"", "I"}:
        return "A" if first else code.removesuffix(_VOWEL) + _VOWEL
    return code if code.endswith(sound) else code + sound


@cache
def _groups() -> dict[str, tuple[str, ...]]:
    return {row["letters"]: words(row["sounds"]) or ("",) for row in load_table("name_letters")}


@cache
def _longest() -> int:
    return max(map(len, _groups()))
