"""Axes of time: days enter, pixels and the days that are written below leave."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from babel.dates import format_date

from gipfelbuch.web.languages import Words
from gipfelbuch.web.pictures.frames import LABEL_PX
from gipfelbuch.web.pictures.measuring import width_of
from gipfelbuch.web.pictures.sheets import Line, Sheet, Writing

GAP_PX = 16.0  # between two labels at least
TICK_PX = 5.0
FEWEST_DAYS = 30  # that an axis spans: a single day is no line
PADDING = 0.02  # of the span, before the first day and behind the last
# A few days far from all others would press the others into a corner: up to this share of them, and one of at least so
# many, is left outside where that at least halves the span (tried on registers of the corpus, with treaties of 1878
# among news of 2024)
OUTLYING = 0.04
FEWEST_WITH_OUTLIER = 8
HALVED = 0.5
WHOLE_DAYS = 3 * 366  # a span of up to three years is shown whole: its months are told apart in any case


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """From one written day to the next."""

    unit: Literal["day", "month", "year"]
    size: int

    @property
    def days(self) -> float:
        """Its length, about."""
        return self.size * {"day": 1.0, "month": 30.44, "year": 365.25}[self.unit]


STEPS = (
    *(Step(unit="day", size=n) for n in (1, 2, 7, 14)),
    *(Step(unit="month", size=n) for n in (1, 3, 6)),
    *(Step(unit="year", size=n) for n in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeAxis:
    """Days across a picture.

    Args:
        first: day at the left end.
        last: day at the right end.
        left: pixel of the left end.
        right: pixel of the right end.
    """

    first: date
    last: date
    left: float
    right: float

    def x(self, day: date) -> float:
        """Where a day stands."""
        return self.left + (day - self.first).days * self.day_px

    @property
    def day_px(self) -> float:
        """The width of a day."""
        return (self.right - self.left) / max(1, (self.last - self.first).days)

    def ticks(self, words: Words) -> list[tuple[date, str]]:
        """Days at equal steps of the calendar, as close as their labels have room; the first one tells its year."""
        for step in STEPS:
            if step.days * self.day_px >= GAP_PX:
                days = list(_stepped(self.first, self.last, step))
                told = [(day, _label(day, step, words, with_year=n == 0)) for n, day in enumerate(days)]
                if self._have_room(told):
                    return told
        return []

    def _have_room(self, told: Sequence[tuple[date, str]]) -> bool:
        widths = [width_of(text, LABEL_PX) for _, text in told]
        return all(
            (widths[n] + widths[n + 1]) / 2 + GAP_PX <= self.x(told[n + 1][0]) - self.x(told[n][0])
            for n in range(len(told) - 1)
        )


def span_of(days: Sequence[date]) -> tuple[date, date]:
    """The first and the last day worth showing; a few that are far from all others may lie outside.

    Args:
        days: at least one.
    """
    ordered = sorted(days)
    most = int(len(ordered) * OUTLYING) or int(len(ordered) >= FEWEST_WITH_OUTLIER)
    first, last = ordered[0], ordered[-1]
    for dropped in range(1, most + 1):
        ends = [(ordered[low], ordered[len(ordered) - 1 - dropped + low]) for low in range(dropped + 1)]
        nearest = min(ends, key=lambda end: end[1] - end[0])
        if (last - first).days > WHOLE_DAYS and nearest[1] - nearest[0] <= (last - first) * HALVED:
            first, last = nearest
    return first, last


def axis_over(first: date, last: date, left: float, right: float) -> TimeAxis:
    """An axis with a little room at both ends."""
    missing = max(0, FEWEST_DAYS - (last - first).days) / 2
    room = max(1, round((last - first).days * PADDING + missing))
    return TimeAxis(first=_moved(first, -room), last=_moved(last, room), left=left, right=right)


def draw_axis(sheet: Sheet, axis: TimeAxis, words: Words, top: float, bottom: float) -> None:
    """Draw thin lines from top to bottom at the steps of an axis, and write the days below."""
    for day, told in axis.ticks(words):
        x = axis.x(day)
        sheet.add(Line(points=((x, top), (x, bottom + TICK_PX)), colour=sheet.colours.line, width=0.75))
        half = width_of(told, LABEL_PX) / 2
        x = min(max(x, half + 2), sheet.width - half - 2)
        y = bottom + TICK_PX + LABEL_PX
        sheet.add(Writing(x=x, y=y, text=told, colour=sheet.colours.soft, size=LABEL_PX, side="center"))


def first_of(day: date, step: Step) -> date:
    """The beginning of the step in which a day is."""
    if step.unit == "day":
        return date.fromordinal(max(1, day.toordinal() - (day.toordinal() - 1) % step.size))  # ordinal 1 is a Monday
    if step.unit == "month":
        return date(day.year, day.month - (day.month - 1) % step.size, 1)
    return date(max(1, day.year - day.year % step.size), 1, 1)


def next_of(day: date, step: Step) -> date:
    """The beginning of the step after the one that begins on a day; the last day that there is if there is none."""
    if step.unit == "day":
        return _moved(day, step.size)
    months = day.month - 1 + (step.size if step.unit == "month" else 0)
    year = day.year + months // 12 + (step.size - (day.year % step.size) if step.unit == "year" else 0)
    return date(year, months % 12 + 1, 1) if year <= date.max.year else date.max


def last_of(day: date, step: Step) -> date:
    """The last day of the step that begins on a day."""
    end = next_of(day, step)
    return end if end == date.max else _moved(end, -1)


def _stepped(first: date, last: date, step: Step) -> Iterator[date]:
    """The days within a span on which a step begins."""
    day = first_of(first, step)
    while day <= last:
        if day >= first:
            yield day
        if day == date.max:
            return
        day = next_of(day, step)


def _label(day: date, step: Step, words: Words, *, with_year: bool) -> str:
    if step.unit == "year" or (step.unit == "month" and day.month == 1):
        return str(day.year)
    form = "MMM" if step.unit == "month" else "d. MMM" if words.language == "de" else "d MMM"
    return str(format_date(day, f"{form} y" if with_year else form, words.locale))


def _moved(day: date, days: int) -> date:
    """A day so many days away, or the first or last that there is."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))
