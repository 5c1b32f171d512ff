"""Labels beside points: points and words enter, labels that neither cover each other nor a point leave.

Each label takes the first free place of those around its point, the most important point first; who finds none has
none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from gipfelbuch.web.pictures.measuring import width_of
from gipfelbuch.web.pictures.sheets import Side, Writing

Rectangle: TypeAlias = tuple[float, float, float, float]  # left, top, right, bottom
GAP_PX = 4.0  # from the point to its label
LINE_SHARE = 1.1  # height of a line, in sizes of its font
BESIDE: tuple[tuple[float, float], ...] = (
    (1, 0),
    (-1, 0),
    (0, 1),
    (0, -1),
    (0.8, 0.8),
    (0.8, -0.8),
    (-0.8, 0.8),
    (-0.8, -0.8),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A disc with its name.

    Args:
        x: of its middle.
        y: of its middle.
        radius: in pixels.
        name: that shall stand beside it; empty for none.
        size: of the font.
        bold: which weight.
    """

    x: float
    y: float
    radius: float
    name: str
    size: float
    bold: bool = False


def labels_of(points: Sequence[Point], room: Rectangle, colour: str, halo: str) -> list[Writing]:
    """The labels that have room.

    Args:
        points: the most important first.
        room: in which they must be.
        colour: of the words.
        halo: of what is around the words.
    """
    taken = [_around(p) for p in points]
    out = []
    for point in points:
        width, height = width_of(point.name, point.size, bold=point.bold), point.size * LINE_SHARE
        for right, down in BESIDE if point.name else ():
            found = _place(point, right, down, width, height)
            if _inside(found, room) and not any(_meet(found, other) for other in taken):
                taken.append(found)
                out.append(_writing(point, found, right, colour, halo))
                break
    return out


def _around(point: Point) -> Rectangle:
    return point.x - point.radius, point.y - point.radius, point.x + point.radius, point.y + point.radius


def _place(point: Point, right: float, down: float, width: float, height: float) -> Rectangle:
    """Where a label is that lies to one side of its point."""
    away = point.radius + GAP_PX
    x = point.x + right * away + (0 if right > 0 else -width if right < 0 else -width / 2)
    y = point.y + down * (point.radius + GAP_PX / 2) + (0 if down > 0 else -height if down < 0 else -height / 2)
    return x, y, x + width, y + height


def _writing(point: Point, place: Rectangle, right: float, colour: str, halo: str) -> Writing:
    side: Side = "left" if right > 0 else "right" if right < 0 else "center"
    x = {"left": place[0], "right": place[2], "center": (place[0] + place[2]) / 2}[side]
    return Writing(
        x=x, y=(place[1] + place[3]) / 2, text=point.name, colour=colour, size=point.size, side=side, level="center",
        bold=point.bold, halo=halo,
    )  # fmt: skip


def _inside(one: Rectangle, room: Rectangle) -> bool:
    return one[0] >= room[0] and one[1] >= room[1] and one[2] <= room[2] and one[3] <= room[3]


def _meet(one: Rectangle, other: Rectangle) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
