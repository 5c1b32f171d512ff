"""Proper names: states, their seats, organisations, companies, office holders and given names, as a gazetteer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from gipfelbuch.knowledge.people import office_holders
from gipfelbuch.knowledge.states import demonyms, states
from gipfelbuch.knowledge.tables import load_table, phrases
from gipfelbuch.model.parties import PartyType
from gipfelbuch.model.reports import Language

CACHED_WORDS = 100_000  # entries
SHORTEST_STEM_CHARS = 3
_PIECES = re.compile(
    r"(?:[^\W\d_]\.){2,}|['’]s\b|\w+(?:[-&]\w+|['’]\w{2,})*\+?\.?(?=\s|$)|\w+(?:[-&]\w+|['’]\w{2,})*|[^\s\w]"
)  # as the text is cut
_GENITIVE = ("", "s", "'", "’", "es")


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What a proper name stands for.

    Args:
        key: identity ("state:KOR", "org:UN").
        type: of the party.
        sense: "name", "capital" (a city too), "seat" or "demonym".
        country: ISO 3166-1 alpha-3, None for international ones.
        code: PLOVER actor code.
    """

    key: str
    type: PartyType
    sense: str
    country: str | None = None
    code: str | None = None


@lru_cache(maxsize=CACHED_WORDS)
def stem(word: str) -> str:
    """The word in lower case without a German ending, for names of several words ("Vereinten": "vereint")."""
    lower = word.lower().replace("ß", "ss")
    for ending in ("en", "er", "em", "es", "e", "s", "n"):
        if lower.endswith(ending) and len(lower) - len(ending) >= SHORTEST_STEM_CHARS:
            return lower[: -len(ending)]
    return lower


@dataclass(frozen=True, slots=True, kw_only=True)
class Gazetteer:
    """Names of one word by the word as written, longer ones by the stem of their first word, longest first; codes by key."""

    single: dict[str, Named]
    longer: dict[str, tuple[tuple[tuple[str, ...], Named], ...]]
    codes: dict[str, str]


def _pieces(name: str) -> tuple[str, ...]:
    return tuple(_PIECES.findall(name))


def _entries(language: Language) -> list[tuple[str, Named]]:
    out: list[tuple[str, Named]] = []
    for row in load_table("organisations"):
        named = Named(
            key=f"org:{row['key']}",
            type=PartyType(row["type"]),
            sense="name",
            country=row["country"] or None,
            code=row["code"] or None,
        )
        other: Language = "en" if language == "de" else "de"
        acronyms = [p for p in phrases(row[other]) if p.isupper() and len(p) > 2]
        out += [(name, named) for name in (*phrases(row[language]), *acronyms)]
    for row in load_table("companies"):
        out.append(
            (
                row["name"],
                Named(
                    key=f"company:{row['name']}",
                    type=PartyType.COMPANY,
                    sense="name",
                    country=row["country"],
                    code=f"{row['country']}BUS",
                ),
            )
        )
    return out


def _state_entries(language: Language) -> Iterator[tuple[str, Named]]:
    for state in states().values():
        code = f"{state.iso3}GOV"
        for sense, names in (("name", state.names), ("seat", state.seats), ("capital", state.capitals)):
            named = Named(key=f"state:{state.iso3}", type=PartyType.COUNTRY, sense=sense, country=state.iso3, code=code)
            yield from ((name, named) for name in names[language])


def _people_entries(language: Language) -> Iterator[tuple[str, Named]]:
    for word, iso3 in demonyms(language).items():
        yield word, Named(key=f"people:{iso3}", type=PartyType.GROUP, sense="demonym", country=iso3)


@cache
def gazetteer(language: Language) -> Gazetteer:
    """All proper names known for a language."""
    single: dict[str, Named] = {}
    longer: dict[str, dict[tuple[str, ...], Named]] = {}

    def add(name: str, named: Named) -> None:
        pieces = _pieces(name)
        if len(pieces) == 1:
            endings = _GENITIVE if language == "de" else ("",)
            if language == "de" and name.endswith("e"):
                endings = (*endings, "n")
            for ending in endings:
                single.setdefault(name + ending, named)
        elif pieces:
            stems = tuple(stem(p) for p in pieces)
            longer.setdefault(stems[0], {}).setdefault(stems, named)

    entries = _entries(language)
    for name, named in (*_state_entries(language), *entries, *_people_entries(language)):
        add(name, named)
    ordered = {k: tuple(sorted(v.items(), key=lambda e: -len(e[0]))) for k, v in longer.items()}
    codes = {named.key: named.code for _, named in entries if named.code}
    return Gazetteer(single=single, longer=ordered, codes=codes)


@cache
def given_names() -> dict[str, str | None]:
    """Given names to "m" or "f"; None where both are common."""
    out: dict[str, str | None] = {}
    for row in load_table("given_names"):
        for name in row["names"].split():
            out[name] = row["gender"] if out.get(name, row["gender"]) == row["gender"] else None
    return out


@lru_cache(maxsize=CACHED_WORDS)
def gender_of_given_name(name: str) -> str | None:
    """As in "m", "f" or None; the parts of a hyphenated name count if the whole is unknown."""
    known = given_names()
    return known[name] if name in known else known.get(name.partition("-")[0])


def is_given_name(name: str) -> bool:
    """Whether the word is a known given name, or a hyphenated one whose first part is."""
    known = given_names()
    return name in known or ("-" in name and name.partition("-")[0] in known and name.rpartition("-")[2][:1].isupper())


@cache
def holders_by_name() -> dict[str, int]:
    """Full names of known office holders to their number in the table."""
    return {name: number for number, holder in enumerate(office_holders()) for name in holder.names}


@cache
def holders_by_surname() -> dict[str, tuple[int, ...]]:
    """Surnames of known office holders to their numbers in the table."""
    out: dict[str, list[int]] = {}
    for number, holder in enumerate(office_holders()):
        for surname in holder.surnames:
            out.setdefault(surname, []).append(number)
    return {k: tuple(v) for k, v in out.items()}
