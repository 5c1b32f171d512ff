"""States: names, adjectives, demonyms and seats of government in German and English, with their codes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from gipfelbuch.knowledge.tables import load_table, phrases
from gipfelbuch.model.reports import Language

ADJECTIVE_ENDINGS = ("en", "em", "er", "es", "e")
LINKED_PARTICIPLES = ("ed", "led", "run", "held", "built", "born", "made", "owned")  # "British-led", "Saudi-owned"
CACHED_ADJECTIVES = 50_000  # entries; every lower-case word of a long run of reports is asked once


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A state, or a former one.

    Args:
        iso3: ISO 3166-1 alpha-3 ("XKX" for Kosovo).
        iso2: alpha-2, empty for former states.
        cow: Correlates of War number, None if it has none.
        names: names by language, the usual one first.
        adjectives: adjectives by language, German ones without ending.
        demonyms: what its people are called, in every form.
        capitals: cities whose name stands for the government.
        seats: palaces and offices whose name stands for the government.
    """

    iso3: str
    iso2: str
    cow: int | None
    names: dict[Language, tuple[str, ...]]
    adjectives: dict[Language, tuple[str, ...]]
    demonyms: dict[Language, tuple[str, ...]]
    capitals: dict[Language, tuple[str, ...]]
    seats: dict[Language, tuple[str, ...]]


@cache
def states() -> dict[str, State]:
    """All states by their ISO 3166-1 alpha-3 code."""
    return {row["iso3"]: _state(row) for row in load_table("states")}


def _state(row: dict[str, str]) -> State:
    return State(
        iso3=row["iso3"],
        iso2=row["iso2"],
        cow=int(row["cow"]) if row["cow"] else None,
        names={"de": phrases(row["de"]), "en": phrases(row["en"])},
        adjectives={"de": phrases(row["adjective_de"]), "en": phrases(row["adjective_en"])},
        demonyms={
            "de": _german_demonyms(phrases(row["demonym_de"])),
            "en": _english_demonyms(phrases(row["demonym_en"])),
        },
        capitals={"de": phrases(row["capital_de"]), "en": phrases(row["capital_en"])},
        seats={"de": phrases(row["seat_de"]), "en": phrases(row["seat_en"])},
    )


def _german_demonyms(listed: tuple[str, ...]) -> tuple[str, ...]:
    """Masculine, feminine, genitive and plural forms: "Pole": Pole, Polen, Polin, Polinnen."""
    out: dict[str, None] = {}
    for word in listed:
        stem = word.removesuffix("e")
        if word.endswith("e"):
            forms: tuple[str, ...] = (word, word + "n", stem + "in", stem + "innen")
        elif word.endswith("er"):
            forms = (word, word + "s", word + "n", word + "in", word + "innen")
        elif word.endswith("in"):
            forms = (word, word + "nen")
        else:
            forms = (word, word + "s", word + "en")
        out.update(dict.fromkeys(forms))
    return tuple(out)


def _english_demonyms(listed: tuple[str, ...]) -> tuple[str, ...]:
    plural = (w if w.endswith(("ese", "s", "men", "ss")) else w + "s" for w in listed)
    return tuple(dict.fromkeys((*listed, *plural)))


@cache
def _adjectives(language: Language) -> dict[str, str]:
    """Adjective in lower case to ISO code; where two states share one, the first listed counts."""
    out: dict[str, str] = {}
    for state in states().values():
        for word in state.adjectives[language]:
            out.setdefault(word.lower(), state.iso3)
    return out


@lru_cache(maxsize=CACHED_ADJECTIVES)
def state_of_adjective(word: str, language: Language) -> str | None:
    """The state that an adjective names ("südkoreanischen": "KOR"), or None.

    Args:
        word: one token; English ones of two words are joined by a space ("South Korean").
        language: of the word.
    """
    known = _adjectives(language)
    if language == "en":
        if not word[:1].isupper():
            return None
        first, hyphen, rest = word.lower().partition("-")  # "Vietnamese-led"
        return known.get(first) if hyphen and rest.endswith(LINKED_PARTICIPLES) else known.get(word.lower())
    if not (
        word[:1].islower()
        or word.endswith(("isch", "ische", "ischen", "ischer", "isches", "ischem", "Schweizer"))
        or word.startswith(("US-", "Deutsch", "deutsch"))
    ):
        return None
    lower = word.lower()
    for ending in ("", *ADJECTIVE_ENDINGS):
        stem = lower.removesuffix(ending)
        if ending and stem == lower:
            continue
        if stem in known:
            return known[stem]
        tail = stem.rpartition("-")[2]
        if tail != stem and tail in known:
            return known[tail]
    return None


@cache
def _city_adjectives() -> dict[str, str]:
    """As in "Moskauer", "Pekinger": adjectives of capitals, which stand for the government as the capitals do."""
    out: dict[str, str] = {"Athener": "GRC", "Römer": "ITA", "Prager": "CZE", "Kairoer": "EGY"}
    for state in states().values():
        for name in state.capitals["de"]:
            out.setdefault(name + ("r" if name.endswith("e") else "er"), state.iso3)
    return out


def state_of_city_adjective(word: str) -> str | None:
    """The state whose capital a German adjective in -er names ("Belgrader": "SRB"), or None."""
    return _city_adjectives().get(word)


@cache
def demonyms(language: Language) -> dict[str, str]:
    """Words for the people of a state, as written, to ISO codes."""
    out: dict[str, str] = {}
    for state in states().values():
        for word in state.demonyms[language]:
            out.setdefault(word, state.iso3)
    return out


@cache
def cow_codes() -> dict[str, int]:
    """Correlates of War numbers by ISO alpha-3 code."""
    return {code: s.cow for code, s in states().items() if s.cow is not None}


@cache
def prefixes() -> dict[str, str]:
    """First parts of compounds that name a state or a union ("US": "USA", "EU": "EUR", "Bundes": "DEU")."""
    out = {
        "US": "USA",
        "USA": "USA",
        "EU": "EUR",
        "UK": "GBR",
        "Bundes": "DEU",
        "bundes": "DEU",
        "DDR": "DDR",
        "Kreml": "RUS",
    }
    for state in states().values():
        for name in (*state.names["de"], *state.names["en"]):
            out.setdefault(name, state.iso3)
    return out
