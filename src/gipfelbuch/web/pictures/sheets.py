"""Sheets: what a picture consists of, as shapes in pixels from the upper left corner, before anything is drawn.

A shape may carry a mark: what it stands for in words, and where it leads. A drawn sheet tells these to screen readers
and as links.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from gipfelbuch.web.pictures.manners import Colours

Point: TypeAlias = tuple[float, float]
Side = Literal["left", "center", "right"]
Level = Literal["baseline", "center"]
MOST_CHARS = 400  # of one writing; names and summaries of reports may be of any length
REPLACEMENT = "\ufffd"
HALO_PX = 3.0  # of a writing that is parted from what is behind it
BELOW_MIDDLE = 0.35  # of the size of a font: from the middle of its letters down to the line that they stand on


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What a shape stands for.

    Args:
        told: in words.
        leads: address of the page about it; None if there is none.
    """

    told: str
    leads: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line through points."""

    points: tuple[Point, ...]
    colour: str
    width: float = 1.0
    dashed: bool = False
    mark: Mark | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Disc:
    """A disc, or a ring if it has no fill."""

    x: float
    y: float
    radius: float
    fill: str | None
    edge: str | None = None
    edge_width: float = 1.0
    opacity: float = 1.0
    mark: Mark | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle; x and y are its upper left corner. Without a fill it is not seen, but has a mark."""

    x: float
    y: float
    width: float
    height: float
    fill: str | None
    mark: Mark | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dots:
    """Very many equal discs that stand for nothing of their own."""

    points: tuple[Point, ...]
    radius: float
    fill: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """A line of words; x and y are where ``side`` and ``level`` say; a halo parts it from what is behind."""

    x: float
    y: float
    text: str
    colour: str
    size: float
    side: Side = "left"
    level: Level = "baseline"
    bold: bool = False
    italic: bool = False
    halo: str | None = None
    mark: Mark | None = None


Shape: TypeAlias = Line | Disc | Box | Dots | Writing


@dataclass(slots=True, kw_only=True)
class Sheet:
    """A picture as shapes, the lowest first.

    Args:
        width: in pixels.
        height: in pixels.
        colours: of its theme.
        language: of its words.
        title: what it is, in words.
        told: what it shows, in words, for those who do not see it.
        shapes: what it consists of.
    """

    width: float
    height: float
    colours: Colours
    language: str
    title: str
    told: str = ""
    shapes: list[Shape] = field(default_factory=list)

    def add(self, *shapes: Shape) -> None:
        """Lay shapes upon the others."""
        self.shapes += shapes

    def marked(self) -> Iterator[Mark]:
        """The marks of its shapes, in order."""
        return (s.mark for s in self.shapes if not isinstance(s, Dots) and s.mark)


def moved(shape: Shape, down: float) -> Shape:
    """A shape so many pixels lower."""
    if isinstance(shape, Line):
        return replace(shape, points=tuple((x, y + down) for x, y in shape.points))
    if isinstance(shape, Dots):
        return replace(shape, points=tuple((x, y + down) for x, y in shape.points))
    return replace(shape, y=shape.y + down)


def clean(text: str) -> str:
    """Text on one line that can be drawn: no control characters, nothing that turns the direction of writing."""
    spaced = " ".join(text[:MOST_CHARS].split())
    return "".join(_drawn(spaced))


def _drawn(text: Iterable[str]) -> Iterator[str]:
    for char in text:
        sort = unicodedata.category(char)
        if sort in {"Cc", "Cs", "Cn", "Co"}:
            yield REPLACEMENT
        elif sort != "Cf":
            yield char
