"""Timelines: the records of a party, of two sides or of everyone enter, a lane a kind along time leaves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from gipfelbuch.register.queries import Answer, ShownRecord
from gipfelbuch.register.queries.months import NOT_HAPPENED
from gipfelbuch.web.languages import Words
from gipfelbuch.web.pictures.axes import TimeAxis, axis_over, draw_axis, span_of
from gipfelbuch.web.pictures.captions import counted_kinds, day_of, days_told, left_out_note, outside_note
from gipfelbuch.web.pictures.frames import LABEL_PX, LEADING, MARGIN_PX, NOTE_PX, add_notes, new_sheet, nothing_known
from gipfelbuch.web.pictures.lanes import DISC_PX, Lane, Standing, lanes_of
from gipfelbuch.web.pictures.manners import Manner
from gipfelbuch.web.pictures.measuring import width_of
from gipfelbuch.web.pictures.sheets import Disc, Line, Sheet, Side, Writing, moved

LANE_GAP_PX = 14.0
AXIS_PX = 24.0  # for the days below
COUNT_PX = 48.0  # for the number behind the name of a lane


def draw_timeline(records: Answer[ShownRecord], manner: Manner) -> Sheet:
    """Records along time, a lane a kind.

    Args:
        records: any.
        manner: how they are drawn.

    Returns:
        The picture. Records without a day, and a few very far from all others, are told in a note instead.
    """
    words = manner.words
    sheet = new_sheet(manner, words("picture.timeline"))
    found = [Standing(day=day, record=r) for r in records if (day := day_of(r))]
    undated = len(records) - len(found)
    if not found:
        return nothing_known(sheet, manner, [_undated_note(undated, words)])
    first, last = span_of([s.day for s in found])
    shown = [s for s in found if first <= s.day <= last]
    axis = axis_over(first, last, MARGIN_PX + _label_px(shown, manner), manner.width - MARGIN_PX)
    lanes = lanes_of(shown, axis, manner)
    above = LABEL_PX * LEADING if manner.narrow else 0.0
    bottom = sheet.height + sum(lane.height + above + LANE_GAP_PX for lane in lanes) - LANE_GAP_PX
    draw_axis(sheet, axis, words, sheet.height, bottom)
    for lane in lanes:
        _draw_lane(sheet, lane, axis, above, manner)
    sheet.height = bottom + AXIS_PX
    sheet.told = _told(shown, first, last, words)
    planned = any(s.record.status in NOT_HAPPENED for s in shown)
    notes = [words("picture.planned") if planned and len(shown) == _discs(lanes) else ""]
    notes += [
        outside_note([s.day for s in found], first, last, words),
        _undated_note(undated, words),
        left_out_note(records, words),
    ]
    add_notes(sheet, notes)
    return sheet


def _label_px(standing: Sequence[Standing], manner: Manner) -> float:
    """The width that the names of lanes take at the left."""
    if manner.narrow:
        return DISC_PX
    names = {manner.words.names(s.record.kind.value) for s in standing}
    return max(width_of(name, LABEL_PX, bold=True) for name in names) + COUNT_PX


def _draw_lane(sheet: Sheet, lane: Lane, axis: TimeAxis, above: float, manner: Manner) -> None:
    """Draw a lane at the lower end of the sheet, and make the sheet that much higher."""
    words, colours = manner.words, manner.colours
    bottom = sheet.height + above + lane.height
    sheet.add(Line(points=((axis.left, bottom), (axis.right, bottom)), colour=colours.strong, width=0.75))
    name, count = words.names(lane.kind.value), words.number(lane.count)
    y = sheet.height + LABEL_PX if manner.narrow else bottom - 1
    colour = colours.kinds[lane.kind]
    sheet.add(Writing(x=MARGIN_PX, y=y, text=name, colour=colour, size=LABEL_PX, bold=True))
    x = MARGIN_PX + width_of(name, LABEL_PX, bold=True) + 6 if manner.narrow else axis.left - 8
    side: Side = "left" if manner.narrow else "right"
    sheet.add(Writing(x=x, y=y, text=count, colour=colours.soft, size=NOTE_PX, side=side))
    sheet.add(*(moved(shape, bottom) for shape in lane.shapes))
    sheet.height = bottom + LANE_GAP_PX


def _discs(lanes: Sequence[Lane]) -> int:
    return sum(isinstance(shape, Disc) for lane in lanes for shape in lane.shapes)


def _told(shown: Sequence[Standing], first: date, last: date, words: Words) -> str:
    kinds = counted_kinds((s.record for s in shown), words)
    return words("picture.timeline.told", days=days_told(first, last, words), kinds=kinds)


def _undated_note(undated: int, words: Words) -> str:
    return words.counted("picture.undated", undated) if undated else ""
