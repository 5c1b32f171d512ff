"""States as people name them: "Deutschland", "Germany", "DEU" or "de" enters, an ISO 3166-1 alpha-3 code leaves."""

from __future__ import annotations

from functools import cache

from rapidfuzz import process

from gipfelbuch.knowledge.closed_classes import closed_class
from gipfelbuch.knowledge.spellings import bare_letters
from gipfelbuch.knowledge.states import states
from gipfelbuch.model.reports import Language

NEAR_NAME_SCORE = 75  # of 100 (rapidfuzz, WRatio): lets one slip of the finger through ("Frankreihc"), and few others
MOST_NEAR = 3  # names suggested


def state_named(name: str) -> str | None:
    """The code of the state of that name.

    Args:
        name: a German or English name, with or without article, or a code of two or three letters; case, accents
            and stops do not matter.

    Returns:
        ISO 3166-1 alpha-3, or None if no state is called so.

    >>> [state_named(n) for n in ("Deutschland", "germany", "DEU", "de", "the Netherlands")]
    ['DEU', 'DEU', 'DEU', 'DEU', 'NLD']
    """
    return _codes().get(_key(name))


def states_near(name: str) -> tuple[str, ...]:
    """Names of states that may have been meant, nearest first; empty if none is near."""
    found = process.extract(_key(name), _shown(), limit=MOST_NEAR, score_cutoff=NEAR_NAME_SCORE)
    return tuple(dict.fromkeys(key for _, _, key in found))


def state_name(code: str, language: Language) -> str:
    """What a state is usually called; the code itself if it is unknown."""
    known = states().get(code)
    return known.names[language][0] if known and known.names[language] else code


@cache
def _codes() -> dict[str, str]:
    """Keys to codes; names count before codes, and of two states of one name the first in the table."""
    out: dict[str, str] = {}
    for state in states().values():
        for name in (*state.names["de"], *state.names["en"]):
            out.setdefault(_key(name), state.iso3)
    for state in states().values():
        for code in (state.iso3, state.iso2):
            if code:
                out.setdefault(_key(code), state.iso3)
    return out


@cache
def _shown() -> dict[str, str]:
    """Names as they are written, to their keys."""
    return {name: _key(name) for s in states().values() for names in s.names.values() for name in names}


def _key(name: str) -> str:
    words = [bare for word in name.replace("-", " ").split() if (bare := bare_letters(word))]
    return " ".join(words[1:] if len(words) > 1 and words[0] in closed_class("article") else words)
