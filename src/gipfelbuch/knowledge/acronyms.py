"""Short forms of names by their first letters: a name enters, the acronyms that may stand for it leave."""

from __future__ import annotations

from functools import lru_cache

CACHED_NAMES = 10_000  # entries
SHORTEST_CHARS = 2
LONGEST_CHARS = 7


def is_acronym(text: str) -> bool:
    """Whether a word is written like an acronym ("NDF", "GdP", "UN").

    Args:
        text: one word as written.
    """
    return (
        SHORTEST_CHARS <= len(text) <= LONGEST_CHARS
        and text.isalpha()
        and text[0].isupper()
        and text[-1].isupper()
        and sum(c.isupper() for c in text) * 2 > len(text)
    )


@lru_cache(maxsize=CACHED_NAMES)
def acronyms_of(name: str) -> frozenset[str]:
    """Acronyms of a name, in capitals: of its capitalised words, and of all its words.

    Args:
        name: a name of two words or more; of one word there are none.

    >>> sorted(acronyms_of("Gewerkschaft der Polizei"))
    ['GDP', 'GP']
    """
    parts = [p for word in name.split() for p in word.strip('()„“"»«').split("-") if p]
    large = "".join(p[0] for p in parts if p[0].isupper())
    every = "".join(p[0] for p in parts).upper()
    found = {a for a in (large, every) if SHORTEST_CHARS <= len(a) <= LONGEST_CHARS}
    return frozenset(found) if len(parts) > 1 else frozenset()
