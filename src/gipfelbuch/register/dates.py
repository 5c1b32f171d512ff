"""EDTF dates enter, first and last day leave, so that records can be sorted and cut by time."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

import regex

from gipfelbuch.normalizing.calendars import first_day

_DAY = regex.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_DECADES = regex.compile(r"[1-9]\d{1,2}X{1,2}")
SEASON_MONTHS = 3
YEAR_END = (12, 31)


def day_range(edtf: str | None) -> tuple[str | None, str | None]:
    """First and last day of an EDTF level 1 date or interval.

    Args:
        edtf: such as "2025-11", "2025-11-01/2025-11-03", "2025-11-01/.."; marks of doubt (?, ~, %) are passed over.

    Returns:
        Two ISO dates, each None where that end is open, unknown or untold.

    >>> day_range("2024-02")
    ('2024-02-01', '2024-02-29')
    """
    if not edtf:
        return None, None
    start, _, end = edtf.rstrip("?~%").partition("/")
    first = first_day(_known(start, "0"))
    last = _last_day(_known(end if "/" in edtf else start, "9"))
    return first.isoformat() if first else None, last.isoformat() if last else None


def _known(value: str, digit: str) -> str:
    """Without marks of doubt, the unknown digits of a year at their least or most."""
    value = value.rstrip("?~%")
    return value.replace("X", digit) if _DECADES.fullmatch(value) else value


def _last_day(value: str) -> date | None:
    found = _DAY.fullmatch(value)
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        if year and month and day:
            return date(year, month, day)
        if year and month and month > YEAR_END[0]:
            return _season_end(value)
        if year and month:
            return date(year, month, monthrange(year, month)[1])
        return date(year, *YEAR_END) if year else None
    except ValueError:
        return None


def _season_end(value: str) -> date | None:
    first = first_day(value)
    if first is None:
        return None
    year, month = first.year + (first.month + SEASON_MONTHS - 1) // 12, (first.month + SEASON_MONTHS - 1) % 12 + 1
    return date(year, month, 1) - timedelta(days=1)
