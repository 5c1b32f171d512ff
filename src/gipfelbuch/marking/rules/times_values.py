"""Matches of the grammar of times to values: what date, time, duration or set the words mean here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from gipfelbuch.marking.rules.times_context import TimeContext
from gipfelbuch.marking.rules.times_grammar import Match, Piece
from gipfelbuch.marking.rules.times_tense import Tense
from gipfelbuch.model.marks import TimeType
from gipfelbuch.normalizing.calendars import (
    holiday_date,
    month_value,
    nth_weekday,
    safe_date,
    shifted,
    unit_value,
    week_value,
    weekday_near,
)
