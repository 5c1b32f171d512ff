"""SVG: a sheet enters, a file leaves in which words stay words and marks are links with a name.

Colours and fonts are presentation attributes: inline styles are refused by a strict Content-Security-Policy, under
which these files are opened and put into pages. The same sheet gives the same bytes.
"""

from __future__ import annotations

from functools import singledispatch
from typing import Final

from lxml import etree  # type: ignore[import-untyped]

from gipfelbuch.web.pictures.sheets import BELOW_MIDDLE, HALO_PX, Box, Disc, Dots, Line, Shape, Sheet, Writing, clean

SVG: Final = "http://www.w3.org/2000/svg"
# as the style sheet of the room has it
FONTS: Final = (
    '"Iowan Old Style", "Palatino Linotype", Palatino, "URW Palladio L", P052, "Source Serif 4", Georgia, serif'
)
TITLE_ID: Final = "picture-title"
TOLD_ID: Final = "picture-told"
_ANCHORS: Final = {"left": "start", "center": "middle", "right": "end"}


def svg_of(sheet: Sheet) -> bytes:
    """The sheet as an SVG file (UTF-8)."""
    width, height = _number(sheet.width), _number(sheet.height)
    root = etree.Element(f"{{{SVG}}}svg", nsmap={None: SVG})
    root.attrib.update(
        {
            "width": width, "height": height, "viewBox": f"0 0 {width} {height}", "lang": sheet.language,
            # its links and their names stay open to screen readers, as they would not in role "img"
            "role": "graphics-document document", "aria-labelledby": TITLE_ID, "aria-describedby": TOLD_ID,
            "font-family": FONTS,
        }
    )  # fmt: skip
    _child(root, "title", clean(sheet.title), id=TITLE_ID)
    _child(root, "desc", clean(sheet.told), id=TOLD_ID)
    _child(root, "rect", width=width, height=height, fill=sheet.colours.paper)
    for shape in sheet.shapes:
        _put(shape, _holder(root, shape))
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True))


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


@singledispatch
def _put(shape: Shape, holder: etree._Element) -> None:
    """Put a shape into the picture."""
    raise TypeError(f"no shape of a sheet: {type(shape).__name__} ({holder.tag})")


@_put.register
def _line(shape: Line, holder: etree._Element) -> None:
    path = "M" + "L".join(f"{_number(x)} {_number(y)}" for x, y in shape.points)
    line = _child(holder, "path", d=path, fill="none", stroke=shape.colour)
    line.set("stroke-width", _number(shape.width))
    if shape.dashed:
        line.set("stroke-dasharray", "2 3")


@_put.register
def _disc(shape: Disc, holder: etree._Element) -> None:
    disc = _child(holder, "circle", cx=_number(shape.x), cy=_number(shape.y), r=_number(shape.radius))
    disc.set("fill", shape.fill or "none")
    if shape.opacity < 1:
        disc.set("fill-opacity", _number(shape.opacity))
    if shape.edge:
        disc.attrib.update({"stroke": shape.edge, "stroke-width": _number(shape.edge_width)})


@_put.register
def _box(shape: Box, holder: etree._Element) -> None:
    told = {name: _number(getattr(shape, name)) for name in ("x", "y", "width", "height")}
    box = _child(holder, "rect", **told, fill=shape.fill or "none")
    if not shape.fill:
        box.set("pointer-events", "all")


@_put.register
def _dots(shape: Dots, holder: etree._Element) -> None:
    # lines of no length with round ends: a third of the bytes of circles
    path = "".join(f"M{_number(x)} {_number(y)}h0" for x, y in shape.points)
    dots = _child(holder, "path", d=path, fill="none", stroke=shape.fill)
    dots.attrib.update({"stroke-width": _number(2 * shape.radius), "stroke-linecap": "round"})


@_put.register
def _writing(shape: Writing, holder: etree._Element) -> None:
    y = shape.y + (BELOW_MIDDLE * shape.size if shape.level == "center" else 0)
    text = _child(holder, "text", clean(shape.text), x=_number(shape.x), y=_number(y), fill=shape.colour)
    text.set("font-size", _number(shape.size))
    if shape.side != "left":
        text.set("text-anchor", _ANCHORS[shape.side])
    if shape.bold:
        text.set("font-weight", "600")
    if shape.italic:
        text.set("font-style", "italic")
    if shape.halo:
        text.attrib.update(
            {
                "stroke": shape.halo,
                "stroke-width": _number(HALO_PX),
                "stroke-linejoin": "round",
                "paint-order": "stroke",
            }
        )


def _child(parent: etree._Element, name: str, text: str | None = None, **told: str) -> etree._Element:
    child = etree.SubElement(parent, f"{{{SVG}}}{name}", told)
    child.text = text
    return child


def _number(value: float) -> str:
    """A coordinate to a hundredth of a pixel, without needless digits."""
    told = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if told == "-0" else told
