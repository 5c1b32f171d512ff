"""Months: counts and scores of conflict and cooperation enter, bars above and below a line leave.

Where months are too many to be told apart, quarters, years or more are drawn: their score is the mean of all that was
coded in them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gipfelbuch.register.queries import Answer, Month
from gipfelbuch.web.languages import Words
from gipfelbuch.web.pictures.axes import STEPS, Step, TimeAxis, axis_over, draw_axis, first_of, last_of, span_of
from gipfelbuch.web.pictures.captions import days_told, outside_note, signed
from gipfelbuch.web.pictures.frames import LABEL_PX, MARGIN_PX, NOTE_PX, add_notes, new_sheet, nothing_known
from gipfelbuch.web.pictures.manners import MOST_WEIGHT, Manner, mixed
from gipfelbuch.web.pictures.measuring import width_of
from gipfelbuch.web.pictures.sheets import Box, Line, Mark, Sheet, Writing

SCORES_PX = 210.0  # height of the scores
COUNTS_PX = 54.0  # height of the counts below
BETWEEN_PX = 30.0
SCALE_PX = 34.0  # width of the numbers at the left
AXIS_PX = 24.0
LEAST_BAR_PX = 4.0
MOST_BAR_PX = 30.0
BAR_SHARE = 0.82  # of a step that its bar takes
NUMBER_PX = 34.0  # of a step that has room for its score in numbers
FEW_CODED = 3  # below, a mean says little: its bar is paler
PALER = 0.5
MOST_WEIGHED = 5_000  # records that are looked at for days far from all others
MONTH = Step(unit="month", size=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A month, or several.

    Args:
        first: its first day.
        last: its last day.
        records: all.
        coded: of these, those that count.
        total: sum of their weights.
    """

    first: date
    last: date
    records: int
    coded: int
    total: float

    @property
    def score(self) -> float | None:
        """Mean weight; None if nothing counts."""
        return self.total / self.coded if self.coded else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A period between two pixels of the axis."""

    period: Period
    left: float
    right: float

    @property
    def middle(self) -> float:
        """Where its bars stand."""
        return (self.left + self.right) / 2

    @property
    def bar(self) -> float:
        """How wide they are."""
        return max(min((self.right - self.left) * BAR_SHARE, MOST_BAR_PX), 0.6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """The scale of scores: ``most`` at pixel ``top``, its opposite ``SCORES_PX`` below."""

    top: float
    most: float

    def y(self, score: float) -> float:
        """Where a score is."""
        return self.top + (self.most - score) * SCORES_PX / 2 / self.most


def draw_months(months: Answer[Month], manner: Manner) -> Sheet:
    """Scores as bars above (cooperation) and below (conflict) a line, and the number of records.

    Args:
        months: the earliest first.
        manner: how they are drawn.
    """
    words = manner.words
    found = [(day, month) for month in months if (day := _first_day(month))]
    if not found:
        return nothing_known(new_sheet(manner, words("picture.months")), manner)
    first, last = span_of(_weighed(found))
    axis = axis_over(first, last_of(last, MONTH), MARGIN_PX + SCALE_PX, manner.width - MARGIN_PX)
    step = next((s for s in STEPS if s.unit != "day" and s.days * axis.day_px >= LEAST_BAR_PX), STEPS[-1])
    slots = [_slot(p, axis) for p in _periods([f for f in found if first <= f[0] <= last], step)]
    sheet = new_sheet(manner, words("picture.months" if step == MONTH else "picture.periods"))
    _draw(sheet, slots, axis, manner)
    sheet.told = _told(slots, words)
    few = any(0 < s.period.coded < FEW_CODED for s in slots)
    notes = [words("picture.months.scale"), words("picture.months.few", number=FEW_CODED) if few else ""]
    notes.append(outside_note([day for day, m in found for _ in range(m.records)], first, last, words))
    add_notes(sheet, [*notes, words("picture.months.more", number=len(months)) if months.more else ""])
    return sheet


def _first_day(month: Month) -> date | None:
    try:
        return date.fromisoformat(f"{month.month}-01")
    except ValueError:
        return None


def _weighed(found: Sequence[tuple[date, Month]]) -> list[date]:
    """Each month as often as it has records, or a share of them."""
    share = min(1.0, MOST_WEIGHED / max(1, sum(m.records for _, m in found)))
    return [day for day, m in found for _ in range(max(1, round(m.records * share)))]


def _periods(months: Sequence[tuple[date, Month]], step: Step) -> list[Period]:
    """Months put together."""
    together: defaultdict[date, list[Month]] = defaultdict(list)
    for day, month in months:
        together[first_of(day, step)].append(month)
    return [
        Period(
            first=day,
            last=last_of(day, step),
            records=sum(m.records for m in found),
            coded=sum(m.coded for m in found),
            total=sum(m.total for m in found),
        )
        for day, found in sorted(together.items())
    ]


def _slot(period: Period, axis: TimeAxis) -> Slot:
    right = min(axis.x(period.last) + axis.day_px, axis.right)
    return Slot(period=period, left=max(axis.x(period.first), axis.left), right=right)


def _draw(sheet: Sheet, slots: Sequence[Slot], axis: TimeAxis, manner: Manner) -> None:
    top = sheet.height + LABEL_PX
    bottom = top + SCORES_PX + BETWEEN_PX + COUNTS_PX
    strongest = max(abs(s.period.score or 0) for s in slots)
    scale = Scale(top=top, most=MOST_WEIGHT if strongest > MOST_WEIGHT / 2 else MOST_WEIGHT / 2)
    draw_axis(sheet, axis, manner.words, top, bottom)
    _draw_scale(sheet, scale, axis, manner.words)
    for slot in slots:
        _draw_score(sheet, slot, scale, manner.words)
    _draw_counts(sheet, slots, axis, bottom, manner.words)
    for slot in slots:
        mark = _mark(slot.period, manner)
        sheet.add(Box(x=slot.left, y=top, width=slot.right - slot.left, height=bottom - top, fill=None, mark=mark))
    sheet.height = bottom + AXIS_PX


def _draw_scale(sheet: Sheet, scale: Scale, axis: TimeAxis, words: Words) -> None:
    """Lines at the ends, the halves and the middle of the scale, with numbers, and words for its ends."""
    colours = sheet.colours
    for value in (scale.most, scale.most / 2, 0, -scale.most / 2, -scale.most):
        y, colour = scale.y(value), colours.strong if value == 0 else colours.line
        sheet.add(Line(points=((axis.left, y), (axis.right, y)), colour=colour, width=0.75))
        told = signed(value, words)
        sheet.add(
            Writing(x=axis.left - 8, y=y, text=told, colour=colours.soft, size=NOTE_PX, side="right", level="center")
        )
    for key, colour, y in (
        ("picture.cooperation", colours.cooperation, scale.top - 5),
        ("picture.conflict", colours.conflict, scale.y(-scale.most) + LABEL_PX + 2),
    ):
        sheet.add(
            Writing(x=axis.left, y=y, text=words(key), colour=colour, size=LABEL_PX, bold=True, halo=colours.paper)
        )


def _draw_score(sheet: Sheet, slot: Slot, scale: Scale, words: Words) -> None:
    """A bar from the middle of the scale, with its number if there is room."""
    score, colours = slot.period.score, sheet.colours
    if score is None:
        return
    colour = colours.cooperation if score >= 0 else colours.conflict
    if slot.period.coded < FEW_CODED:
        colour = mixed(colour, colours.paper, PALER)
    end = scale.y(score)
    top, height = min(end, scale.y(0)), max(abs(end - scale.y(0)), 1.0)
    sheet.add(Box(x=slot.middle - slot.bar / 2, y=top, width=slot.bar, height=height, fill=colour))
    if slot.right - slot.left >= NUMBER_PX:
        y = top - 4 if score >= 0 else top + height + NOTE_PX
        told = signed(score, words)
        sheet.add(
            Writing(x=slot.middle, y=y, text=told, colour=colours.soft, size=NOTE_PX, side="center", halo=colours.paper)
        )


def _draw_counts(sheet: Sheet, slots: Sequence[Slot], axis: TimeAxis, bottom: float, words: Words) -> None:
    """Bars of the number of records; the highest one has its number."""
    colours, highest = sheet.colours, max(slots, key=lambda s: s.period.records)
    most = highest.period.records
    sheet.add(Line(points=((axis.left, bottom), (axis.right, bottom)), colour=colours.strong, width=0.75))
    for slot in slots:
        height = max(slot.period.records / most * COUNTS_PX, 1.0)
        x = slot.middle - slot.bar / 2
        sheet.add(Box(x=x, y=bottom - height, width=slot.bar, height=height, fill=colours.strong))
    told, y = words.counted("records", most), bottom - COUNTS_PX - 4
    half = width_of(told, NOTE_PX) / 2
    x = min(max(highest.middle, axis.left + half), axis.right - half)
    sheet.add(Writing(x=x, y=y, text=told, colour=colours.soft, size=NOTE_PX, side="center", halo=colours.paper))


def _mark(period: Period, manner: Manner) -> Mark:
    words = manner.words
    score = words("picture.uncoded") if period.score is None else signed(period.score, words)
    told = words(
        "picture.month", days=days_told(period.first, period.last, words), score=score, coded=period.coded,
        records=words.counted("records", period.records),
    )  # fmt: skip
    return Mark(told=told, leads=manner.period(period.first, period.last, None) if manner.period else None)


def _told(slots: Sequence[Slot], words: Words) -> str:
    periods = [s.period for s in slots]
    coded = sum(p.coded for p in periods)
    mean = signed(sum(p.total for p in periods) / coded, words) if coded else words("picture.uncoded")
    days = days_told(periods[0].first, periods[-1].last, words)
    records = words.counted("records", sum(p.records for p in periods))
    return words("picture.months.told", days=days, records=records, coded=coded, score=mean)
