"""Calendar arithmetic, and TIMEX3 values as EDTF."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gipfelbuch.normalizing.calendars import (
    edtf_of,
    first_day,
    holiday_date,
    month_value,
    shifted,
    unit_value,
    weekday_near,
)


@pytest.mark.parametrize(
    ("value", "edtf"),
    [
        ("2024-05-16", "2024-05-16"),
        ("2024-05-16TEV", "2024-05-16"),
        ("2024-05-16T08:30", "2024-05-16"),
        ("2025-W44", "2025-10-27/2025-11-02"),
        ("2025-W44-WE", "2025-11-01/2025-11-02"),
        ("2023-SU", "2023-22"),
        ("2013-Q3", "2013-07/2013-09"),
        ("2013-H1", "2013-01/2013-06"),
        ("2013-05", "2013-05"),
        ("2013", "2013"),
        ("199", "199X"),
        ("18", "18XX"),
        ("PRESENT_REF", None),
        ("XXXX-12-28", None),
        ("2024-02-31", None),
        ("2025-W60", None),
        ("2013-Q9", None),
    ],
)
def test_timex_values_as_edtf(value: str, edtf: str | None) -> None:
    assert edtf_of(value) == edtf


@pytest.mark.parametrize(
    ("rule", "year", "day"),
    [
        ("12-25", 2004, date(2004, 12, 25)),
        ("easter+0", 2024, date(2024, 3, 31)),
        ("easter-7", 2013, date(2013, 3, 24)),
        ("advent1", 2013, date(2013, 12, 1)),
        ("before-advent-11", 2013, date(2013, 11, 20)),
        ("nth 5 7 2", 2013, date(2013, 5, 12)),
        ("nth 5 1 -1", 2013, date(2013, 5, 27)),
        ("easter+0", 100, None),
    ],
)
def test_holidays(rule: str, year: int, day: date | None) -> None:
    assert holiday_date(rule, year) == day


@given(st.dates(), st.sampled_from(["Y", "M", "W", "D", "WE", "Q", "H", "DE", "CE"]), st.integers(-30, 30))
def test_shifted_units_stay_in_the_calendar(day: date, unit: str, offset: int) -> None:
    assert unit_value(day, unit, offset)


@given(st.dates(), st.integers(1, 7), st.sampled_from([-1, 1]))
def test_the_nearest_weekday_is_less_than_a_week_off(day: date, weekday: int, direction: int) -> None:
    found = weekday_near(day, weekday, direction)
    assert abs((found - day).days) < 7
    assert found.isoweekday() == weekday or found in (date.min, date.max)


def test_months_run_over_the_year() -> None:
    assert [month_value(2025, 14), month_value(2025, 0)] == ["2026-02", "2024-12"]


def test_days_beyond_the_calendar_are_held_in_it() -> None:
    assert [shifted(date.max, 5), shifted(date.min, -5)] == [date.max, date.min]


def test_first_days_of_edtf() -> None:
    assert [first_day(e) for e in ("2023-22", "2024-05", "2024-05-16/2024-05-18", "199X")] == [
        date(2023, 6, 1),
        date(2024, 5, 1),
        date(2024, 5, 16),
        None,
    ]
