"""SVG: a sheet enters, a file leaves in which words stay words and marks are links with a name.

The figure is matplotlib's, as that of a PNG. Matplotlib's own writer of SVG puts colours into inline styles, which a
strict Content-Security-Policy refuses, and under such a policy these files are opened and put into pages. So the figure
is drawn by a renderer (https://matplotlib.org/stable/api/backend_bases_api.html) that writes presentation attributes.
The same sheet gives the same bytes.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from lxml import etree  # type: ignore[import-untyped]
from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.colors import to_hex
from matplotlib.path import Path
from matplotlib.text import Text

from gipfelbuch.web.pictures.figures import figure_of, settled
from gipfelbuch.web.pictures.sheets import HALO_PX, Box, Disc, Dots, Shape, Sheet, Writing, clean

SVG: Final = "http://www.w3.org/2000/svg"
# as the style sheet of the room has it
FONTS: Final = (
    '"Iowan Old Style", "Palatino Linotype", Palatino, "URW Palladio L", P052, "Source Serif 4", Georgia, serif'
)
TITLE_ID: Final = "picture-title"
TOLD_ID: Final = "picture-told"
_ANCHORS: Final = {"center": "middle", "right": "end"}


def svg_of(sheet: Sheet) -> bytes:
    """The sheet as an SVG file (UTF-8)."""
    writer = _Writer(sheet)
    with settled():
        figure = figure_of(sheet)
        figure.patch.set_visible(False)  # the paper is a rectangle of the file
        for artist in figure.findobj(Text):
            artist.set_path_effects([])  # halos are strokes of the words; as an effect they would make paths of them
        figure.draw(writer)
    return bytes(etree.tostring(writer.root, encoding="utf-8", xml_declaration=True))


class _Writer(RendererBase):
    """Draws a figure into an SVG document."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__()
        self._sheet = sheet
        width, height = _number(sheet.width), _number(sheet.height)
        self.root = etree.Element(f"{{{SVG}}}svg", nsmap={None: SVG})
        self.root.attrib.update(
            {
                "width": width, "height": height, "viewBox": f"0 0 {width} {height}", "lang": sheet.language,
                # its links and their names stay open to screen readers, as they would not in role "img"
                "role": "graphics-document document", "aria-labelledby": TITLE_ID, "aria-describedby": TOLD_ID,
                "font-family": FONTS,
            }
        )  # fmt: skip
        _child(self.root, "title", clean(sheet.title), id=TITLE_ID)
        _child(self.root, "desc", clean(sheet.told), id=TOLD_ID)
        _child(self.root, "rect", width=width, height=height, fill=sheet.colours.paper)
        self._shape: Shape | None = None
        self._holder = self.root

    def open_group(self, s: str, gid: str | None = None) -> None:  # noqa: ARG002  (as matplotlib calls it)
        """A shape begins."""
        if gid is not None:
            self._shape = self._sheet.shapes[int(gid)]
            self._holder = _holder(self.root, self._shape)

    def close_group(self, s: str) -> None:  # noqa: ARG002
        """A shape, or the whole figure, ends."""
        self._shape, self._holder = None, self.root

    def get_canvas_width_height(self) -> tuple[float, float]:
        """Pixels of the sheet."""
        return self._sheet.width, self._sheet.height

    def flipy(self) -> bool:
        """Whether matplotlib's heights, from below, are turned: they are turned here."""
        return False

    def draw_path(self, gc: GraphicsContextBase, path: Path, transform: Any, rgbFace: Any = None) -> None:  # noqa: N803
        """A line, a disc, a rectangle or dots, by the shape that the path is of."""
        shape = self._shape
        points = transform.transform(path.vertices)
        points[:, 1] = self._sheet.height - points[:, 1]
        match shape:
            case Disc() | Box():
                self._put_area(shape, points, gc, rgbFace)
            case Dots():
                # lines of no length with round ends: a third of the bytes of circles
                told = "".join(f"M{_number(x)} {_number(y)}h0" for x, y in points[::2])
                self._put_line(told, gc).set("stroke-linecap", "round")
            case _:
                told = "M" + "L".join(f"{_number(x)} {_number(y)}" for x, y in points)
                line = self._put_line(told, gc)
                dashes: Any = gc.get_dashes()[1]
                if dashes is not None:
                    line.set("stroke-dasharray", " ".join(_number(d) for d in dashes))

    def _put_line(self, told: str, gc: GraphicsContextBase) -> etree._Element:
        line = _child(self._holder, "path", d=told, fill="none", stroke=to_hex(gc.get_rgb()))
        line.set("stroke-width", _number(gc.get_linewidth()))
        return line

    def _put_area(self, shape: Disc | Box, points: Any, gc: GraphicsContextBase, fill: Any) -> None:
        (left, top), (right, bottom) = points.min(0), points.max(0)
        colour = "none" if fill is None else to_hex(fill)
        if isinstance(shape, Disc):
            middle = {"cx": _number((left + right) / 2), "cy": _number((top + bottom) / 2)}
            area = _child(self._holder, "circle", **middle, r=_number((right - left) / 2), fill=colour)
            if shape.edge:
                area.attrib.update({"stroke": to_hex(gc.get_rgb()), "stroke-width": _number(gc.get_linewidth())})
        else:
            size = {"width": _number(right - left), "height": _number(bottom - top)}
            area = _child(self._holder, "rect", x=_number(left), y=_number(top), **size, fill=colour)
        if fill is not None and fill[3] < 1:
            area.set("fill-opacity", _number(fill[3]))
        if fill is None and isinstance(shape, Box):
            area.set("pointer-events", "all")

    def draw_text(
        self,
        gc: GraphicsContextBase,
        x: float,  # noqa: ARG002
        y: float,  # noqa: ARG002
        s: str,
        prop: Any,
        angle: float,  # noqa: ARG002
        ismath: Any = False,  # noqa: ARG002
        mtext: Text | None = None,
    ) -> None:
        """Words, at the place and side that they were given."""
        if mtext is None or not isinstance(self._shape, Writing):
            raise TypeError(f"no words of a sheet: {s!r}")
        across, up = mtext.get_transform().transform(np.array(mtext.get_position()))
        told = {"x": _number(across), "y": _number(self._sheet.height - up), "fill": to_hex(gc.get_rgb())}
        text = _child(self._holder, "text", s, **told)
        text.set("font-size", _number(prop.get_size_in_points()))
        if mtext.get_horizontalalignment() in _ANCHORS:
            text.set("text-anchor", _ANCHORS[mtext.get_horizontalalignment()])
        if prop.get_weight() == "bold":
            text.set("font-weight", "600")
        if prop.get_style() == "italic":
            text.set("font-style", "italic")
        if self._shape.halo:
            text.attrib.update(
                {
                    "stroke": self._shape.halo,
                    "stroke-width": _number(HALO_PX),
                    "stroke-linejoin": "round",
                    "paint-order": "stroke",
                }
            )


def _holder(root: etree._Element, shape: Shape) -> etree._Element:
    """What a shape is put into: a link or a named group, if it stands for something."""
    mark = None if isinstance(shape, Dots) else shape.mark
    if mark is None:
        return root
    told = clean(mark.told)
    if mark.leads is None:
        holder = _child(root, "g", role="img")
        holder.set("aria-label", told)
    else:
        # "_top": a page that has the picture in it is left for the page about the mark
        holder = _child(root, "a", href=mark.leads, target="_top")
        holder.set("aria-label", told)
    _child(holder, "title", told)
    return holder


def _child(parent: etree._Element, name: str, text: str | None = None, **told: str) -> etree._Element:
    child = etree.SubElement(parent, f"{{{SVG}}}{name}", told)
    child.text = text
    return child


def _number(value: float) -> str:
    """A coordinate to a hundredth of a pixel, without needless digits."""
    told = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if told == "-0" else told
