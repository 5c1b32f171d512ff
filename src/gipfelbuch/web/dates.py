"""Dates for people: EDTF dates and ISO days enter, words in the order of a language leave."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

import regex
from babel.dates import format_date, format_datetime, format_skeleton

from gipfelbuch.register.dates import day_range

_DAY = regex.compile(r"\d{4}-\d\d-\d\d")
_MONTH = regex.compile(r"\d{4}-(?:0[1-9]|1[0-2])")
_YEAR = regex.compile(r"\d{4}")
_SEASON = regex.compile(r"(\d{4})-(2[1-4])")
_DECADE = regex.compile(r"(\d{3})X")
_CENTURY = regex.compile(r"(\d{2})XX")
_OPEN: Final = frozenset({"", ".."})
# ISO 8601-2 has the seasons as months 21 to 24
_SEASONS: Final = {
    "de": ("Frühjahr {0}", "Sommer {0}", "Herbst {0}", "Winter {0}"),
    "en": ("spring {0}", "summer {0}", "autumn {0}", "winter {0}"),
}
_PHRASES: Final = {
    "de": {"until": "bis {0}", "since": "ab {0}", "?": "vermutlich {0}", "~": "um {0}", "%": "vermutlich um {0}"},
    "en": {"until": "until {0}", "since": "from {0}", "?": "probably {0}", "~": "about {0}", "%": "probably about {0}"},
}
_DECADES: Final = {"de": "{0}0er Jahre", "en": "{0}0s"}
_CENTURIES: Final = {"de": "{0}. Jahrhundert", "en": "{0}th century"}


def date_words(edtf: str, locale: str) -> str:
    """An EDTF level 1 date or interval in words; what is none, as it stands.

    >>> date_words("2025-11-03", "de_DE")
    '3. November 2025'
    >>> date_words("2025-11~", "en_GB")
    'about November 2025'
    """
    start, slash, end = edtf.partition("/")
    if not slash:
        return _one(start, locale)
    if start in _OPEN and end in _OPEN:
        return edtf
    if start in _OPEN:
        return _phrase("until", locale).format(_one(end, locale))
    if end in _OPEN:
        return _phrase("since", locale).format(_one(start, locale))
    if _DAY.fullmatch(start) and _DAY.fullmatch(end) and day_range(edtf) != (None, None):
        return _days(start, end, locale)
    return f"{_one(start, locale)} – {_one(end, locale)}"


def day_words(iso: str, locale: str) -> str:
    """An ISO day in words; what is none, as it stands."""
    try:
        return format_date(date.fromisoformat(iso), "d. MMMM y" if locale.startswith("de") else "d MMMM y", locale)
    except ValueError:
        return iso


def month_words(iso: str, locale: str) -> str:
    """A month such as 2025-11 in words; what is none, as it stands."""
    if not _MONTH.fullmatch(iso) or iso < "0001":
        return iso
    return str(format_skeleton("yMMMM", date(int(iso[:4]), int(iso[5:]), 1), locale=locale))


def instant_words(iso: str, locale: str) -> str:
    """An ISO instant in UTC in words, to the minute; what is none, as it stands."""
    pattern = "d. MMM y, HH:mm 'UTC'" if locale.startswith("de") else "d MMM y, HH:mm 'UTC'"
    try:
        return str(format_datetime(datetime.fromisoformat(iso), pattern, locale=locale))
    except ValueError:
        return iso


def _one(value: str, locale: str) -> str:
    sure = value.rstrip("?~%")
    if sure != value and sure:
        return _phrase(value[len(sure)], locale).format(_one(sure, locale))
    language = locale[:2]
    if _DAY.fullmatch(value):
        return day_words(value, locale)
    if _MONTH.fullmatch(value):
        return month_words(value, locale)
    if found := _SEASON.fullmatch(value):
        return _SEASONS[language][int(found[2]) - 21].format(found[1])
    if found := _DECADE.fullmatch(value):
        return _DECADES[language].format(found[1])
    if found := _CENTURY.fullmatch(value):
        return _CENTURIES[language].format(int(found[1]) + 1)
    return value


def _days(start: str, end: str, locale: str) -> str:
    """Two days, without saying twice what they share ("3.–5. November 2025")."""
    if start[:4] != end[:4] or start == end:
        return f"{day_words(start, locale)} – {day_words(end, locale)}"
    first, stop = date.fromisoformat(start), "." if locale.startswith("de") else ""
    if start[:7] == end[:7]:
        return f"{first.day}{stop}–{day_words(end, locale)}"
    return f"{format_date(first, f'd{stop} MMMM', locale)} – {day_words(end, locale)}"


def _phrase(key: str, locale: str) -> str:
    return _PHRASES[locale[:2]][key]
