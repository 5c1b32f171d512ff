"""Calendar arithmetic on dates and on TIMEX3 values, and TIMEX3 values to EDTF. Nothing here reads text."""

from __future__ import annotations

from datetime import date

import regex
from dateutil.easter import easter

FIRST_YEAR, LAST_YEAR = 1, 9999
SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}  # meteorological, first month
EDTF_SEASONS = {"SP": 21, "SU": 22, "FA": 23, "WI": 24}
_DAY = regex.compile(r"(\d{4})-(\d{2})-(\d{2})(?:T.*)?")
_WEEK = regex.compile(r"(\d{4})-W(\d{2})(?:-(WE|\d))?")
_SEASON = regex.compile(r"(\d{4})-(SP|SU|FA|WI)")
_PART = regex.compile(r"(\d{4})-([QH])(\d)")


def safe_date(year: int, month: int, day: int) -> date | None:
    """The date, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def shifted(day: date, days: int) -> date:
    """The date so many days on, held within the calendar."""
    ordinal = min(max(day.toordinal() + days, date.min.toordinal()), date.max.toordinal())
    return date.fromordinal(ordinal)


def month_value(year: int, month: int) -> str:
    """Year and month where the month may run over (14 is February of the next year)."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return f"{min(max(year, FIRST_YEAR), LAST_YEAR):04d}-{month:02d}"


def week_value(day: date) -> str:
    """ISO week of a day, "2025-W44"."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def unit_value(day: date, unit: str, offset: int) -> str | None:
    """The year, month, week, ... that lies so many units from the one that holds the day.

    Args:
        day: where to count from.
        unit: Y, M, W, D, WE, Q, H, DE or CE.
        offset: how many units on; negative for back.

    Returns:
        A TIMEX3 value; None for units of the clock.

    >>> unit_value(date(2025, 11, 3), "W", -1), unit_value(date(2025, 11, 3), "M", 2), unit_value(date(2025, 11, 3), "DE", -1)
    ('2025-W44', '2026-01', '201')
    """
    year = min(max(day.year + offset, FIRST_YEAR), LAST_YEAR)
    match unit:
        case "Y":
            return f"{year:04d}"
        case "M":
            return month_value(day.year, day.month + offset)
        case "W":
            return week_value(shifted(day, 7 * offset))
        case "WE":
            return week_value(shifted(day, 7 * offset)) + "-WE"
        case "D":
            return shifted(day, offset).isoformat()
        case "DE":
            return f"{day.year // 10 + offset:03d}"
        case "CE":
            return f"{day.year // 100 + offset:02d}"
        case "Q":
            return _part_value(day, offset, "Q", 4)
        case "H":
            return _part_value(day, offset, "H", 2)
        case _:
            return None


def _part_value(day: date, offset: int, letter: str, parts: int) -> str:
    index = day.year * parts + (day.month - 1) * parts // 12 + offset
    return f"{index // parts:04d}-{letter}{index % parts + 1}"


def weekday_near(day: date, weekday: int, direction: int) -> date:
    """The nearest day of that ISO weekday, the day itself included, back (-1) or on (1)."""
    distance = (weekday - day.isoweekday()) % 7 if direction > 0 else -((day.isoweekday() - weekday) % 7)
    return shifted(day, distance)


def nth_weekday(year: int, month: int, weekday: int, n: int) -> date:
    """The n-th such weekday of a month; -1 is the last one."""
    if n > 0:
        return shifted(weekday_near(date(year, month, 1), weekday, 1), 7 * (n - 1))
    last = shifted(date(year + month // 12, month % 12 + 1, 1), -1)
    return weekday_near(last, weekday, -1)


def holiday_date(rule: str, year: int) -> date | None:
    """The date of a holiday in a year.

    Args:
        rule: "12-25" (month and day), "easter-2" (days from Easter Sunday), "advent1", "november-4-4" (fourth Thursday),
            "before-advent-11" (Wednesday so many days before the first Sunday of Advent).
        year: of the Gregorian calendar.
    """
    if rule.startswith("easter"):
        return shifted(easter(year), int(rule.removeprefix("easter"))) if 1583 <= year <= 4099 else None
    if rule.startswith("advent"):
        return shifted(_first_advent(year), 7 * (int(rule.removeprefix("advent")) - 1))
    if rule.startswith("before-advent-"):
        return shifted(_first_advent(year), -int(rule.removeprefix("before-advent-")))
    if rule.startswith("nth"):
        _, month, weekday, n = rule.split(" ")
        return nth_weekday(year, int(month), int(weekday), int(n))
    month, _, day = rule.partition("-")
    return safe_date(year, int(month), int(day))


def _first_advent(year: int) -> date:
    return shifted(weekday_near(date(year, 12, 24), 7, -1), -21)


def _interval(first: date, days: int) -> str:
    return f"{first.isoformat()}/{shifted(first, days - 1).isoformat()}"


def edtf_of(value: str) -> str | None:
    """A TIMEX3 date value as EDTF level 1; None where it names no point or period of the calendar.

    Weeks, weekends, quarters and half years become intervals, parts of day their day, seasons the codes 21 to 24.

    >>> edtf_of("2024-05-16TEV"), edtf_of("2025-W44"), edtf_of("2023-SU"), edtf_of("199"), edtf_of("PRESENT_REF")
    ('2024-05-16', '2025-10-27/2025-11-02', '2023-22', '199X', None)
    """
    if found := _DAY.fullmatch(value):
        return value[:10] if safe_date(*map(int, found.groups())) else None
    if found := _WEEK.fullmatch(value):
        return _week_edtf(int(found[1]), int(found[2]), found[3])
    if found := _SEASON.fullmatch(value):
        return f"{found[1]}-{EDTF_SEASONS[found[2]]}"
    if found := _PART.fullmatch(value):
        months = 3 if found[2] == "Q" else 6
        last = int(found[3]) * months
        return f"{found[1]}-{last - months + 1:02d}/{found[1]}-{last:02d}" if 1 <= last <= 12 else None
    if regex.fullmatch(r"\d{4}(?:-\d{2})?", value):
        return value
    if regex.fullmatch(r"\d{2,3}", value):
        return value.ljust(4, "X")
    return None


def _week_edtf(year: int, week: int, day: str | None) -> str | None:
    try:
        monday = date.fromisocalendar(year, week, 1)
    except ValueError:
        return None
    if day == "WE":
        return _interval(shifted(monday, 5), 2)
    return shifted(monday, int(day) - 1).isoformat() if day else _interval(monday, 7)


def first_day(edtf: str) -> date | None:
    """The first day of an EDTF date or interval; None for unknown digits and open starts."""
    start = edtf.split("/", maxsplit=1)[0]
    if regex.fullmatch(r"\d{4}-2[1-4]", start):
        season = {str(v): k for k, v in EDTF_SEASONS.items()}[start[5:]]
        return date(int(start[:4]), SEASON_MONTHS[season], 1)
    parts = start.split("-")
    if not all(p.isdigit() for p in parts):
        return None
    year, month, day = (*map(int, parts), 1, 1)[:3]
    return safe_date(year, month, day)
