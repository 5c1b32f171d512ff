"""Figures: a sheet enters, what matplotlib draws of it leaves; SVG and PNG are written from the same figure."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import singledispatch
from threading import RLock
from typing import Any, Final

import matplotlib as mpl
from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.patheffects import withStroke
from matplotlib.text import Text
from matplotlib.transforms import Affine2D

from gipfelbuch.web.pictures.measuring import FAMILIES
from gipfelbuch.web.pictures.sheets import BELOW_MIDDLE, HALO_PX, Box, Disc, Dots, Line, Shape, Sheet, Writing, clean

DOTS_PER_INCH: Final = 72  # at which a point, matplotlib's unit of lines and fonts, is a pixel
TRACE_PX = 0.01  # a line so long, with round ends, is a dot
# what a settings file of matplotlib could change; the rest is said shape by shape
SETTINGS: Final[Any] = {
    "text.parse_math": False,  # "$" in a name is a "$"
    "text.usetex": False,
    "path.simplify": False,
    "path.sketch": None,
    "path.effects": [],
    "agg.path.chunksize": 0,
}
# matplotlib's settings are those of the whole process: one picture is drawn at a time
_DRAWING = RLock()


@contextmanager
def settled() -> Iterator[None]:
    """Matplotlib with settings of our own, for one picture at a time."""
    with _DRAWING, mpl.rc_context(SETTINGS), warnings.catch_warnings():
        warnings.filterwarnings("ignore", r"Glyph \d+")  # a letter that no font of matplotlib has is drawn as a box
        yield


def figure_of(sheet: Sheet, dots_per_inch: float = DOTS_PER_INCH) -> Figure:
    """The sheet as a figure, one artist a shape; the number of the shape is the artist's group id.

    Args:
        sheet: what is drawn.
        dots_per_inch: ``DOTS_PER_INCH`` for a pixel of the figure for one of the sheet's.
    """
    size = sheet.width / DOTS_PER_INCH, sheet.height / DOTS_PER_INCH
    figure = Figure(figsize=size, dpi=dots_per_inch, facecolor=sheet.colours.paper, edgecolor="none", linewidth=0)
    place = Affine2D().scale(1 / DOTS_PER_INCH, -1 / DOTS_PER_INCH).translate(0, size[1]) + figure.dpi_scale_trans
    for number, shape in enumerate(sheet.shapes):
        artist = _artist(shape)
        artist.set_transform(place)
        artist.set_zorder(number)
        artist.set_gid(str(number))  # by which a writer of files knows the shape
        figure.add_artist(artist)
    return figure


@singledispatch
def _artist(shape: Shape) -> Artist:
    """What matplotlib draws for a shape."""
    raise TypeError(f"no shape of a sheet: {type(shape).__name__}")


@_artist.register
def _line(shape: Line) -> Artist:
    xs, ys = zip(*shape.points, strict=True)
    style: Any = (0, (2 / shape.width, 3 / shape.width)) if shape.dashed else "-"
    return Line2D(xs, ys, color=shape.colour, linewidth=shape.width, linestyle=style, solid_capstyle="butt")


@_artist.register
def _disc(shape: Disc) -> Artist:
    edge, width = (shape.edge, shape.edge_width) if shape.edge else ("none", 0.0)
    fill: Any = (shape.fill, shape.opacity) if shape.fill else "none"
    return Circle((shape.x, shape.y), shape.radius, facecolor=fill, edgecolor=edge, linewidth=width)


@_artist.register
def _box(shape: Box) -> Artist:
    return Rectangle((shape.x, shape.y), shape.width, shape.height, facecolor=shape.fill or "none", linewidth=0)


@_artist.register
def _dots(shape: Dots) -> Artist:
    points = [end for x, y in shape.points for end in ((x, y), (x + TRACE_PX, y))]
    path = Path(points, [Path.MOVETO, Path.LINETO] * len(shape.points))
    # unsnapped: both ends of a dot would be moved to one pixel, and a line without length is not drawn
    return PathPatch(path, fill=False, edgecolor=shape.fill, linewidth=2 * shape.radius, capstyle="round", snap=False)


@_artist.register
def _writing(shape: Writing) -> Artist:
    lower = BELOW_MIDDLE * shape.size if shape.level == "center" else 0
    text = Text(
        shape.x, shape.y + lower, clean(shape.text), color=shape.colour, fontsize=shape.size,
        family=list(FAMILIES), weight="bold" if shape.bold else "normal",
        style="italic" if shape.italic else "normal", horizontalalignment=shape.side, verticalalignment="baseline",
        parse_math=False,
    )  # fmt: skip
    if shape.halo:
        text.set_path_effects([withStroke(linewidth=HALO_PX, foreground=shape.halo)])
    return text
