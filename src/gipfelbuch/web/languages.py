"""The language of a visitor: a request enters, words, names and dates in German or English leave.

Words of the pages stand in ``words/*.json``, one file a part of the room, each key with both languages side by side.
Words of kinds, types and statuses are those that the rest of the package uses.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, get_args

import regex
from babel.numbers import format_decimal, format_percent
from starlette.requests import Request

from gipfelbuch.errors import InternalError
from gipfelbuch.knowledge.state_names import state_name
from gipfelbuch.knowledge.tables import load_table
from gipfelbuch.model.records import Scalar
from gipfelbuch.model.reports import Language
from gipfelbuch.web.dates import date_words, day_words, instant_words, month_words

LANGUAGES: tuple[Language, ...] = get_args(Language)
LANGUAGE_COOKIE = "gipfelbuch_lang"
_TERM = regex.compile(r"P(\d+)([YMWD])")
_NAMED = frozenset({"type", "status", "mode", "format", "polarity"})
LOCALES: Mapping[Language, str] = {"de": "de_DE", "en": "en_GB"}
_MARKS: Mapping[Language, tuple[str, str]] = {"de": ("„", "“"), "en": ("“", "”")}


def language_of(request: Request) -> Language:
    """What a visitor reads: the parameter ``lang``, else what was chosen before, else what the browser asks for."""
    for told in (request.query_params.get("lang"), request.cookies.get(LANGUAGE_COOKIE)):
        for language in LANGUAGES:
            if told == language:
                return language
    return preferred(request.headers.get("accept-language", ""))


def preferred(header: str) -> Language:
    """The language of ours that a browser likes best; English if it likes none.

    Args:
        header: ``Accept-Language`` as RFC 9110 has it.

    >>> preferred("fr, de-AT;q=0.8, en;q=0.5")
    'de'
    """
    liked = [_weighted(part) for part in header.split(",")]
    for _, tag in sorted(liked, key=lambda found: -found[0]):
        for language in LANGUAGES:
            if tag.partition("-")[0] == language:
                return language
    return "en"


def _weighted(part: str) -> tuple[float, str]:
    tag, _, weight = part.partition(";")
    try:
        value = float(weight.strip().removeprefix("q=")) if weight else 1.0
    except ValueError:
        value = 0.0
    return (value, tag.strip().lower()) if value > 0 else (0.0, "")


@cache
def all_words() -> Mapping[str, Mapping[str, str]]:
    """Every word of the pages: by key, by language.

    Raises:
        InternalError: if two files have the same key.
    """
    found: dict[str, Mapping[str, str]] = {}
    for path in sorted(files("gipfelbuch.web").joinpath("words").iterdir(), key=lambda p: p.name):
        if path.name.endswith(".json"):
            words = json.loads(path.read_text(encoding="utf-8"))
            if twice := found.keys() & words.keys():
                raise InternalError(f"words/{path.name}: {min(twice)!r} is a key of another file as well; rename it")
            found |= words
    return found


@cache
def _because() -> regex.Pattern[str]:
    """Any of the phrases that reasons are made of; of those that begin alike the longest."""
    phrases = (key.removeprefix("because.") for key in all_words() if key.startswith("because."))
    return regex.compile(rf"\b(?:{'|'.join(map(regex.escape, sorted(phrases, key=len, reverse=True)))})\b")


@cache
def _names() -> Mapping[str, Mapping[str, str]]:
    """Words of kinds, types and statuses, by key; one of a kind before those of many."""
    rows = (*load_table("labels"), *load_table("answer_words"))
    return {row["key"]: row for row in rows}


@cache
def _many() -> Mapping[str, Mapping[str, str]]:
    return {row["key"]: row for row in load_table("labels")}


@dataclass(frozen=True, slots=True)
class Words:
    """Says things in one language.

    Args:
        language: which.
    """

    language: Language

    def __call__(self, key: str, **values: Any) -> str:
        """The words for a key, ``{names}`` in them replaced by values; numbers as the language writes them.

        Raises:
            InternalError: if there are no such words.
        """
        found = all_words().get(key)
        if found is None:
            raise InternalError(f"no words for {key!r}; add them to a file in web/words, in both languages")
        told = {n: self.number(v) if isinstance(v, int | float) else v for n, v in values.items()}
        return found[self.language].format(**told) if values else found[self.language]

    def counted(self, key: str, number: int, **values: Any) -> str:
        """``key.one`` for one, else ``key.many``, with ``{number}``."""
        return self(f"{key}.one" if number == 1 else f"{key}.many", number=number, **values)

    def name(self, key: str | None) -> str:
        """The word for a kind, type, status, mode, state of review or sort of party; the key itself if there is none."""
        row = _names().get(key or "")
        return row[self.language] if row else (key or "").replace("_", " ")

    def names(self, key: str) -> str:
        """The word for many of a kind ("Begegnungen")."""
        row = _many().get(key)
        return row[self.language] if row else self.name(key)

    def field(self, name: str) -> str:
        """The word for a field of a record."""
        return self(f"field.{name}") if f"field.{name}" in all_words() else name

    def plover(self, code: str | None) -> str:
        """What a PLOVER event type means."""
        return self(f"plover.{code}") if f"plover.{code}" in all_words() else (code or "")

    def state(self, code: str | None) -> str:
        """What a state is called; the code itself if it is unknown."""
        return state_name(code, self.language) if code else ""

    def date(self, edtf: str | None) -> str:
        """An EDTF date or interval in words."""
        return date_words(edtf, self.locale) if edtf else self("undated")

    def day(self, iso: str | None) -> str:
        """An ISO day in words."""
        return day_words(iso, self.locale) if iso else self("undated")

    def month(self, iso: str) -> str:
        """A month such as 2025-11 in words."""
        return month_words(iso, self.locale)

    def instant(self, iso: str) -> str:
        """An instant in UTC in words, to the minute."""
        return instant_words(iso, self.locale)

    def number(self, value: float) -> str:
        """A number as the language writes it."""
        return str(format_decimal(value, locale=self.locale))

    def percent(self, share: float) -> str:
        """A share of one as a percentage."""
        return str(format_percent(share, locale=self.locale))

    def amount(self, told: str) -> str:
        """An amount such as "1500000 USD", its number as the language writes it."""
        number, _, currency = told.partition(" ")
        try:
            return f"{self.number(float(number))} {currency}"
        except ValueError:
            return told

    def term(self, duration: str) -> str:
        """An ISO 8601 duration of one unit in words; another one, as it stands."""
        found = _TERM.fullmatch(duration)
        return self.counted(f"term.{found[2]}", int(found[1])) if found else duration

    def value(self, field: str, value: Scalar) -> str:
        """A value of a field in words; parties are told by name elsewhere."""
        if value is None:
            return self("untold")
        if field in _NAMED:
            return self.name(str(value))
        say = {"date": self.date, "amounts": self.amount, "term": self.term, "first_since": self.date}.get(field)
        if say:
            return say(str(value))
        if field == "plover":
            return f"{value} ({self.plover(str(value))})"
        if field == "place_country":
            return f"{self.state(str(value))} ({value})"
        return self.number(value) if isinstance(value, int | float) else str(value)

    def because(self, reason: str) -> str:
        """The reason of a decision of matching, in the visitor's language as far as it has words for it."""
        return str(_because().sub(lambda found: self(f"because.{found[0]}"), reason))

    def quoted(self, words: str) -> str:
        """Words in the language's quotation marks, on one line."""
        opening, closing = _MARKS[self.language]
        return f"{opening}{' '.join(words.split())}{closing}"

    @property
    def locale(self) -> str:
        """As CLDR names it."""
        return LOCALES[self.language]
