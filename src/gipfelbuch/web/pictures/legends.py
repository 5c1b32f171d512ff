"""Legends: how colours and sizes are read."""

from __future__ import annotations

from gipfelbuch.web.pictures.captions import signed
from gipfelbuch.web.pictures.frames import NOTE_PX
from gipfelbuch.web.pictures.manners import MOST_WEIGHT, Manner
from gipfelbuch.web.pictures.sheets import Box, Sheet, Side, Writing

STEPS = 11
STEP_PX = 15.0
BAR_PX = 10.0
SCALE_HEIGHT_PX = BAR_PX + 2.6 * NOTE_PX


def draw_scale(sheet: Sheet, right: float, top: float, manner: Manner) -> None:
    """The colours from conflict to cooperation.

    Args:
        sheet: to draw on.
        right: pixel of the right end.
        top: pixel of the upper end; the scale is ``SCALE_HEIGHT_PX`` high.
        manner: how it is drawn.
    """
    words, colours, left = manner.words, sheet.colours, right - STEPS * STEP_PX
    ends: tuple[tuple[str, float, Side, str], ...] = (
        ("picture.conflict", left, "left", colours.conflict),
        ("picture.cooperation", right, "right", colours.cooperation),
    )
    for key, x, side, colour in ends:
        sheet.add(Writing(x=x, y=top + NOTE_PX, text=words(key), colour=colour, size=NOTE_PX, side=side, bold=True))
    y = top + NOTE_PX * 1.5
    for step in range(STEPS):
        score = (step * 2 / (STEPS - 1) - 1) * MOST_WEIGHT
        sheet.add(Box(x=left + step * STEP_PX, y=y, width=STEP_PX, height=BAR_PX, fill=colours.tone(score)))
    numbers: tuple[tuple[float, float, Side], ...] = (
        (-MOST_WEIGHT, left, "left"),
        (0.0, (left + right) / 2, "center"),
        (MOST_WEIGHT, right, "right"),
    )
    for score, x, side in numbers:
        told = signed(score, words)
        sheet.add(Writing(x=x, y=y + BAR_PX + NOTE_PX, text=told, colour=colours.soft, size=NOTE_PX, side=side))
