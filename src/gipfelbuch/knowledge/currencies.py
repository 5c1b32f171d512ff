"""Words, signs and codes of currencies, and which state's currency a shared word means."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from gipfelbuch.knowledge.tables import load_table, phrases
from gipfelbuch.model.reports import Language

ADJECTIVE_ENDINGS = ("", "e", "en", "er", "es", "em")


@dataclass(frozen=True, slots=True)
class CurrencyWord:
    """A word for a currency.

    Args:
        family: the row of the table ("dollar").
        rest: further words of a phrase, in lower case.
        default: ISO 4217 code of the bare word; None if the states in the report must tell.
        members: ISO 3166-1 alpha-3 of the states that use the word, with their code.
        factor: 0.01 for hundredth parts.
    """

    family: str
    rest: tuple[str, ...]
    default: str | None
    members: tuple[tuple[str, str], ...] = ()
    factor: float = 1.0

    @property
    def is_shared(self) -> bool:
        """Whether several currencies have this word."""
        return len({code for _, code in self.members}) > 1


@cache
def currency_words(language: Language) -> dict[str, tuple[CurrencyWord, ...]]:
    """Words for currencies by their first word in lower case, longest phrases first."""
    found: dict[str, list[CurrencyWord]] = {}
    for row in load_table("currencies"):
        pairs = (pair.partition(":") for pair in row["members"].split())
        members = tuple((state, code) for state, _, code in pairs)
        for phrase in phrases(row[language]):
            first, *rest = phrase.lower().split()
            word = CurrencyWord(row["family"], tuple(rest), row["default"] or None, members)
            found.setdefault(first, []).append(word)
    for row in load_table("currency_subunits"):
        for phrase in phrases(row[language]):
            word = CurrencyWord("subunit", (), row[f"code_{language}"], (), 0.01)
            found.setdefault(phrase.lower(), []).append(word)
    return {k: tuple(sorted(v, key=lambda w: -len(w.rest))) for k, v in found.items()}


@cache
def currency_signs() -> dict[str, str]:
    """ISO 4217 code of every sign and code as written."""
    return {row["sign"]: row["code"] for row in load_table("currency_signs")}


@cache
def state_words(language: Language) -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """Names, adjectives and capitals of states by first word in lower case: further words and ISO 3166-1 alpha-3."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in load_table("states"):
        names = [*phrases(row[language]), *phrases(row[f"capital_{language}"])]
        adjectives = [p + e for p in phrases(row[f"adjective_{language}"]) for e in _endings(language)]
        for name in (*names, *adjectives):
            first, *rest = name.lower().split()
            found.setdefault(first, []).append((tuple(rest), row["iso3"]))
    return {k: tuple(sorted(v, key=lambda w: -len(w[0]))) for k, v in found.items()}


def _endings(language: Language) -> tuple[str, ...]:
    return ADJECTIVE_ENDINGS if language == "de" else ("",)
