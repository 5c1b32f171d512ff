"""Dates as days: an EDTF level 1 date or interval enters, its first and last day leave."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from functools import lru_cache

CACHED_DATES = 50_000  # entries
OPEN_DAYS = 366  # how far an open interval reaches: news looks about a year ahead and back
SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 14)}  # EDTF season: first and last month, 14 is February

Days = tuple[int, int]


@lru_cache(maxsize=CACHED_DATES)
def days_of(edtf: str) -> Days | None:
    """The days that a date can mean, as proleptic Gregorian ordinals, both inclusive; None if it cannot be read.

    >>> days_of("2026-02") == (date(2026, 2, 1).toordinal(), date(2026, 2, 28).toordinal())
    True
    """
    try:
        if "/" not in edtf:
            return _simple(edtf)
        first, _, last = edtf.partition("/")
        start = _simple(first) if first.strip(".") else None
        end = _simple(last) if last.strip(".") else None
    except ValueError:
        return None
    if start and end:
        return (start[0], end[1]) if start[0] <= end[1] else None
    if start:
        return (start[0], start[0] + OPEN_DAYS)
    return (end[1] - OPEN_DAYS, end[1]) if end else None


def _simple(text: str) -> Days:
    parts = [int(p) for p in text.strip("~?%").split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else None
    if month is None:
        return date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    if month in SEASONS:
        first, last = SEASONS[month]
        return date(year, first, 1).toordinal(), _month_end(year + (last > 12), (last - 1) % 12 + 1)
    if len(parts) > 2:
        day = date(year, month, parts[2]).toordinal()
        return day, day
    return date(year, month, 1).toordinal(), _month_end(year, month)


def _month_end(year: int, month: int) -> int:
    return date(year, month, monthrange(year, month)[1]).toordinal()
