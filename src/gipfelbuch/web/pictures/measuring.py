"""How wide words are: words enter, pixels leave, or words cut to fit."""

from __future__ import annotations

from functools import cache, lru_cache

from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.textpath import TextToPath

from gipfelbuch.web.pictures.sheets import clean

# fonts that come with matplotlib: letters that the first one does not have are taken from the next
FAMILIES = ("STIXGeneral", "DejaVu Serif", "DejaVu Sans")
# how much wider words may be in the fonts of a reader's system, which SVG is shown in, than in the first of these. Over
# the names of kinds and states P052 (Palatino) is 1.10 times as wide, and DejaVu Serif, the last resort of many a
# Linux, 1.26 times
WIDER = 1.26
CACHED_WIDTHS = 20_000
UNIT_SIZE = 100.0
WIDEST = "W"  # stands for what the font does not have
ELLIPSIS = "…"
LOOSE_ENDS = " ,;:.–-("


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """The width that words may have, in pixels.

    Args:
        text: on one line.
        size: of the font, in pixels.
        bold: which weight.
    """
    return _unit_width(text, bold) * size / UNIT_SIZE * WIDER


def fitted(text: str, size: float, room: float, *, bold: bool = False) -> str:
    """Words cut so that they fit into ``room`` pixels, with an ellipsis for what is left out; empty if none fits."""
    text = clean(text)
    if width_of(text, size, bold=bold) <= room:
        return text
    low, high = 0, len(text)  # so many characters fit, so many do not
    while high - low > 1:
        middle = (low + high) // 2
        fits = width_of(text[:middle].rstrip() + ELLIPSIS, size, bold=bold) <= room
        low, high = (middle, high) if fits else (low, middle)
    return text[:low].rstrip(LOOSE_ENDS) + ELLIPSIS if low else ""


def wrapped(text: str, size: float, room: float) -> tuple[str, ...]:
    """Words on lines of ``room`` pixels; a word that is longer is cut."""
    lines: list[str] = []
    for word in clean(text).split(" "):
        longer = f"{lines[-1]} {word}" if lines else ""
        if longer and width_of(longer, size) <= room:
            lines[-1] = longer
        elif word:
            lines.append(fitted(word, size, room))
    return tuple(lines)


@lru_cache(maxsize=CACHED_WIDTHS)
def _unit_width(text: str, bold: bool) -> float:
    known = _letters(bold)
    drawn = "".join(c if ord(c) in known else WIDEST for c in text)
    return float(TextToPath().get_text_width_height_descent(drawn, _font(bold), ismath=False)[0])


@cache
def _font(bold: bool) -> FontProperties:
    return FontProperties(family=FAMILIES[0], weight="bold" if bold else "normal", size=UNIT_SIZE)


@cache
def _letters(bold: bool) -> frozenset[int]:
    return frozenset(get_font(findfont(_font(bold))).get_charmap())
