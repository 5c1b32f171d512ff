"""Names of persons: two names as reports write them enter, how surely they are forms of one name leaves.

Spelling is compared by sounds (``knowledge.spellings``) and by letters (Jaro-Winkler, Winkler 1990,
https://eric.ed.gov/?id=ED325505); the order of the words, hyphens and particles do not matter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from rapidfuzz.distance import JaroWinkler

from gipfelbuch.knowledge.actors import party_words
from gipfelbuch.knowledge.spellings import bare_letters, sound_codes

CACHED_NAMES = 200_000  # entries
SOUNDS_ALIKE = (
    0.62  # Jaro-Winkler of letters from which two words of the same sounds are one word (tuned on the tuning half)
)
LOOKS_ALIKE = 0.93  # from which two words are one word whatever their sounds: a slip of the pen
SHORTEST_LOOK_CHARS = 5  # short words look alike by chance
FULL, PART, NONE = 1.0, 0.6, 0.0
_ARTICLE = re.compile(r"^[AE]l(?=[^aeiou]\w{3})")
_SPLIT = re.compile(r"[\s\-‐‑–.]+")


@dataclass(frozen=True, slots=True)
class NameWords:
    """The words of a name without particles and titles, in bare letters, and their sound codes."""

    words: tuple[str, ...]
    sounds: tuple[frozenset[str], ...]

    @property
    def keys(self) -> frozenset[str]:
        """Forms of one name share one of these at least: the sounds of its words, one by one and by two."""
        pairs = combinations(range(len(self.words)), 2)
        two = {"+".join(sorted((a, b))) for i, j in pairs for a in self.sounds[i] for b in self.sounds[j]}
        return frozenset[str]().union(two, *self.sounds)


@lru_cache(maxsize=CACHED_NAMES)
def name_words(name: str) -> NameWords:
    """The words by which a person's name is compared; initials stay, particles ("bin", "von", "al-") go."""
    raw = [w for w in _SPLIT.split(name) if w]
    kept = [w for w in raw if w.lower() not in _left_out()] or raw
    found = [(bare_letters(w), _sounds(w)) for w in kept]
    found = [(letters, sounds or frozenset((letters.upper(),))) for letters, sounds in found if letters]
    return NameWords(tuple(letters for letters, _ in found), tuple(sounds for _, sounds in found))


def _sounds(word: str) -> frozenset[str]:
    """Sounds of a word, also without an Arabic article written as part of it ("Elshazly": "Shazly")."""
    bare = _ARTICLE.sub("", word)
    return sound_codes(word) | sound_codes(bare) if bare != word else sound_codes(word)


@lru_cache(maxsize=1)
def _left_out() -> frozenset[str]:
    listed = {w for role in ("particle", "title") for language in ("de", "en") for w in party_words(role, language)}
    return frozenset({w.lower().rstrip(".") for w in listed} | {"el", "as", "ad", "ash", "an", "ibn"})


def same_name(one: NameWords, other: NameWords) -> float:
    """How surely two names are forms of one: ``FULL`` all words pair, ``PART`` those of the shorter do, ``NONE``.

    A name of one word is never more than part of a longer one.
    """
    short, long = sorted((one, other), key=lambda n: (len(n.words), n.words))
    if not short.words:
        return NONE
    paired = _pair_words(short, long)
    if paired == FULL or len(long.words) != len(short.words) + 1:
        return paired
    places = (i for i in range(len(long.words) - 1) if min(map(len, long.words[i : i + 2])) > 1)
    joins = (_join_words(long, i) for i in places)
    return FULL if any(_pair_words(short, j) == FULL for j in joins if len(short.words) > 1) else paired


def _pair_words(short: NameWords, long: NameWords) -> float:
    free = list(range(len(long.words)))
    for i in range(len(short.words)):
        fit = next((j for j in free if _same_word(short, i, long, j)), None)
        if fit is None:
            return NONE
        free.remove(fit)
    return PART if free else FULL


def _join_words(name: NameWords, place: int) -> NameWords:
    """The name with two neighbouring words written as one ("Abdel Hadi": "Abdelhadi")."""
    joined = name.words[place] + name.words[place + 1]
    words = (*name.words[:place], joined, *name.words[place + 2 :])
    return NameWords(words, (*name.sounds[:place], sound_codes(joined), *name.sounds[place + 2 :]))


def _same_word(one: NameWords, i: int, other: NameWords, j: int) -> bool:
    a, b = one.words[i], other.words[j]
    if a == b:
        return True
    if len(a) == 1 or len(b) == 1:
        return a[0] == b[0] and min(len(one.words), len(other.words)) > 1
    alike = JaroWinkler.similarity(a, b)
    if not one.sounds[i].isdisjoint(other.sounds[j]):
        return alike >= SOUNDS_ALIKE
    return alike >= LOOKS_ALIKE and min(len(a), len(b)) >= SHORTEST_LOOK_CHARS
