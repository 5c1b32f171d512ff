"""Lanes of a timeline: the records of a kind enter, marks along an axis of time leave.

Few records have a line each, with what they are about. Many are dots that pile up where much happened. Very many are
bars, one a day, week, month or year.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from gipfelbuch.model.entries import Kind
from gipfelbuch.register.queries import ShownRecord
from gipfelbuch.register.queries.months import NOT_HAPPENED
from gipfelbuch.web.pictures.axes import STEPS, Step, TimeAxis, first_of, last_of
from gipfelbuch.web.pictures.captions import counted_kind, days_told, mark_of, short_about
from gipfelbuch.web.pictures.frames import LABEL_PX, NOTE_PX
from gipfelbuch.web.pictures.manners import Manner
from gipfelbuch.web.pictures.measuring import fitted, width_of
from gipfelbuch.web.pictures.sheets import Box, Disc, Mark, Shape, Side, Writing

ROW_PX = 21.0  # of a line that is written
DISC_PX = 4.0  # radius
PILED_PX = 3.2  # radius of dots that pile up
PITCH_PX = 7.6  # from dot to dot
MOST_PILED = 900  # records; more dots are slow to load, and nobody looks at them one by one
HIGHEST_PILE = 14  # dots; above, bars are read more easily
WRITTEN_PX = 340.0  # of what is written about a record
LEAST_WRITTEN_PX = 70.0
MOST_WRITTEN = 40  # records; more are dots
MOST_ROWS = 12  # of a lane
LEAST_BAR_PX = 4.0
BARS_PX = 64.0  # height of the highest bar
BARS_EXPONENT = 0.5  # a lane whose highest bar has a hundredth is drawn a tenth as high: its course is still seen
BAR_GAP_PX = 0.8
LEAST_LANE_PX = 26.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """The marks of a kind, as if they ended at pixel 0 downwards.

    Args:
        kind: of the records.
        count: of the records.
        height: in pixels.
        shapes: the marks; y counts from the lower end of the lane, upwards negative.
    """

    kind: Kind
    count: int
    height: float
    shapes: tuple[Shape, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A record on its day."""

    day: date
    record: ShownRecord


def lanes_of(standing: Sequence[Standing], axis: TimeAxis, manner: Manner) -> list[Lane]:
    """One lane a kind, in the order of kinds, all in the same way.

    Args:
        standing: records on days of the axis.
        axis: of time.
        manner: how they are drawn.
    """
    by_kind: defaultdict[Kind, list[Standing]] = defaultdict(list)
    for one in standing:
        by_kind[one.record.kind].append(one)
    kinds = [k for k in Kind if k in by_kind]
    if len(standing) <= MOST_WRITTEN and not manner.narrow:
        written = [_written(k, by_kind[k], axis, manner) for k in kinds]
        if all(written):
            return [lane for lane in written if lane]
    if len(standing) <= MOST_PILED:
        piled = [_piled(k, by_kind[k], axis, manner) for k in kinds]
        if all(piled):
            return [lane for lane in piled if lane]
    return _barred({k: by_kind[k] for k in kinds}, axis, manner)


def _written(kind: Kind, standing: Sequence[Standing], axis: TimeAxis, manner: Manner) -> Lane | None:
    """Each record on the lowest line that has room for it; None if that takes too many lines."""
    shapes: list[Shape] = []
    ends: list[float] = []  # of what is written on each line
    for one in standing:
        x = axis.x(one.day)
        leftwards = axis.right - x < LEAST_WRITTEN_PX
        room = min(WRITTEN_PX, x - axis.left if leftwards else axis.right - x)
        text = fitted(short_about(one.record, manner.words), LABEL_PX, room)
        width = width_of(text, LABEL_PX) + 3 * DISC_PX
        start, end = (x - width, x + DISC_PX) if leftwards else (x - DISC_PX, x + width)
        row = next((n for n, taken in enumerate(ends) if taken <= start), len(ends))
        ends[row : row + 1] = [end + 2 * DISC_PX]
        y = -(row + 0.5) * ROW_PX
        shapes.append(_disc(one.record, x, y, DISC_PX, manner, mark_of(one.record, manner)))
        shapes.append(_about(text, x, y, manner, leftwards=leftwards))
    if len(ends) > MOST_ROWS:
        return None
    return Lane(kind=kind, count=len(standing), height=max(len(ends) * ROW_PX, LEAST_LANE_PX), shapes=tuple(shapes))


def _about(text: str, x: float, y: float, manner: Manner, *, leftwards: bool) -> Writing:
    """What is written beside a disc."""
    side: Side = "right" if leftwards else "left"
    at = x + 2 * DISC_PX * (-1 if leftwards else 1)
    colours = manner.colours
    return Writing(
        x=at, y=y, text=text, colour=colours.ink, size=LABEL_PX, level="center", side=side, halo=colours.paper
    )


def _piled(kind: Kind, standing: Sequence[Standing], axis: TimeAxis, manner: Manner) -> Lane | None:
    """Dots, those of near days upon each other; None if a pile gets too high."""
    piles: defaultdict[int, list[Standing]] = defaultdict(list)
    for one in standing:
        piles[int((axis.x(one.day) - axis.left) // PITCH_PX)].append(one)
    highest = max(map(len, piles.values()))
    if highest > HIGHEST_PILE:
        return None
    shapes = tuple(
        _disc(
            one.record, axis.left + (column + 0.5) * PITCH_PX, -(level + 0.5) * PITCH_PX, PILED_PX, manner,
            mark_of(one.record, manner),
        )
        for column, pile in sorted(piles.items())
        for level, one in enumerate(pile)
    )  # fmt: skip
    return Lane(kind=kind, count=len(standing), height=max(highest * PITCH_PX + 2, LEAST_LANE_PX), shapes=shapes)


def _disc(record: ShownRecord, x: float, y: float, radius: float, manner: Manner, mark: Mark) -> Disc:
    """Filled for what happened, a ring for what is only planned, proposed, threatened, denied or called off."""
    colour = manner.colours.kinds[record.kind]
    if record.status in NOT_HAPPENED:
        return Disc(x=x, y=y, radius=radius - 0.6, fill=manner.colours.paper, edge=colour, edge_width=1.3, mark=mark)
    return Disc(x=x, y=y, radius=radius, fill=colour, mark=mark)


def _barred(by_kind: dict[Kind, list[Standing]], axis: TimeAxis, manner: Manner) -> list[Lane]:
    """Bars; the highest one of each lane has its number, as lanes with less are drawn larger."""
    step = next((s for s in STEPS if s.days * axis.day_px >= LEAST_BAR_PX), STEPS[-1])
    counts = {kind: Counter(first_of(one.day, step) for one in found) for kind, found in by_kind.items()}
    highest = max(max(c.values()) for c in counts.values())
    return [_bars(kind, found, highest, step, axis, manner) for kind, found in counts.items()]


def _bars(kind: Kind, counts: Mapping[date, int], highest: int, step: Step, axis: TimeAxis, manner: Manner) -> Lane:
    most = max(counts.values())
    tallest = BARS_PX * (most / highest) ** BARS_EXPONENT
    shapes: list[Shape] = []
    for day in sorted(counts):
        last = last_of(day, step)
        left, right = max(axis.x(day), axis.left), min(axis.x(last) + axis.day_px, axis.right)
        height = max(1.0, counts[day] / most * tallest)
        shapes.append(
            Box(
                x=left, y=-height, width=max(right - left - BAR_GAP_PX, 0.6), height=height,
                fill=manner.colours.kinds[kind], mark=_mark_of_bar(kind, day, last, counts[day], manner),
            )
        )  # fmt: skip
    peak = axis.x(min(day for day in counts if counts[day] == most)) + step.days * axis.day_px / 2
    shapes.append(
        Writing(
            x=peak, y=-tallest - 3, text=manner.words.number(most), colour=manner.colours.soft, size=NOTE_PX,
            side="center", halo=manner.colours.paper,
        )
    )  # fmt: skip
    height = max(tallest + NOTE_PX + 3, LEAST_LANE_PX)
    return Lane(kind=kind, count=sum(counts.values()), height=height, shapes=tuple(shapes))


def _mark_of_bar(kind: Kind, first: date, last: date, count: int, manner: Manner) -> Mark:
    leads = manner.period(first, last, kind) if manner.period else None
    return Mark(told=f"{days_told(first, last, manner.words)}: {counted_kind(kind, count, manner.words)}", leads=leads)
