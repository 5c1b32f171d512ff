"""How a picture is made: language, colours, width and where its marks lead."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Protocol

from gipfelbuch.model.entries import Kind
from gipfelbuch.web.languages import Words

WIDE_PX = 960
NARROW_PX = 340
LEAST_PX = 320  # the narrowest screen
MOST_PX = 1600
NARROW_BELOW_PX = 640  # narrower ones get less beside each other
MOST_WEIGHT = 10.0  # the scale of Goldstein goes from -10 to 10
# of the colour at the end of the scale, by |score|: faint scores are told apart as well, ASSAULT (-9.5) is nearly full
TONE_EXPONENT = 0.75


class Theme(StrEnum):
    """Dark marks on light paper, or light ones on dark paper."""

    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True, kw_only=True)
class Colours:
    """The colours of a theme, "#rrggbb".

    Args:
        paper: behind everything.
        ink: words and lines that are read first.
        soft: words that are read second; at least 4.5 : 1 on paper.
        line: thin lines.
        strong: lines that count, and marks that are behind others.
        land: settled places of the map.
        even: the middle of the scale from conflict to cooperation.
        conflict: its lower end.
        cooperation: its upper end.
        kinds: one a kind.
    """

    paper: str
    ink: str
    soft: str
    line: str
    strong: str
    land: str
    even: str
    conflict: str
    cooperation: str
    kinds: Mapping[Kind, str]

    def tone(self, score: float) -> str:
        """The colour of a surface with a score from -10 to 10."""
        return self._towards_end(self.even, score)

    def line_tone(self, score: float | None) -> str:
        """The colour of a line with a score, or with none: never as faint as a surface may be."""
        return self.strong if score is None else self._towards_end(self.strong, score)

    def _towards_end(self, middle: str, score: float) -> str:
        end = self.cooperation if score >= 0 else self.conflict
        return mixed(middle, end, min(1.0, abs(score) / MOST_WEIGHT) ** TONE_EXPONENT)

    def upon(self, colour: str) -> str:
        """The colour of words upon another colour: black or white, one of which has a contrast above 4.5 on any."""
        return max(("#000000", "#ffffff"), key=lambda c: contrast(c, colour))


# as the style sheet of the room has them
COLOURS: Mapping[Theme, Colours] = {
    Theme.LIGHT: Colours(
        paper="#fbfaf6", ink="#1e1c18", soft="#625c50", line="#dcd5c6", strong="#b9af9b", land="#d8d1c1",
        even="#e9e3d4", conflict="#a3241a", cooperation="#0a5c70",
        kinds={
            Kind.ENCOUNTER: "#0a6a7d", Kind.AGREEMENT: "#24702f", Kind.STATEMENT: "#2b59a8", Kind.ISSUE: "#8a5300",
            Kind.GIFT: "#963483", Kind.ASSESSMENT: "#6540ae", Kind.ACTION: "#ab3028",
        },
    ),
    Theme.DARK: Colours(
        paper="#181714", ink="#e8e4d9", soft="#a8a194", line="#38352e", strong="#5b564b", land="#3d3a33",
        even="#3a3730", conflict="#f2796d", cooperation="#62c4d6",
        kinds={
            Kind.ENCOUNTER: "#62c4d6", Kind.AGREEMENT: "#7ecb8e", Kind.STATEMENT: "#93b6f6", Kind.ISSUE: "#e3ac5a",
            Kind.GIFT: "#e093d0", Kind.ASSESSMENT: "#bba2f4", Kind.ACTION: "#f08f85",
        },
    ),
}  # fmt: skip


class At(Protocol):
    """Makes the addresses that marks lead to."""

    def __call__(self, path: str, /, anchor: str = "", **query: Any) -> str:
        """Of a page."""

    def record(self, record: str) -> str:
        """Of a record."""

    def party(self, party: str) -> str:
        """Of a party."""

    def dyad(self, one: str, other: str) -> str:
        """Of the history of two."""


Period = Callable[[date, date, Kind | None], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How a picture is made.

    Args:
        words: in one language.
        at: makes the addresses that marks lead to; None for marks that lead nowhere.
        period: makes the address of a list of records, of their first and last day and their kind (None for all);
            None for marks of many records that lead nowhere.
        page: address of the page that has the picture and what it shows as a table; None if there is none.
        title: who it is about; empty for everyone.
        titled: whether the title stands above the picture; a page that has it may say it itself.
        theme: its colours.
        width: in pixels.
    """

    words: Words
    at: At | None = None
    period: Period | None = None
    page: str | None = None
    title: str = ""
    titled: bool = True
    theme: Theme = Theme.LIGHT
    width: int = WIDE_PX

    @property
    def colours(self) -> Colours:
        """The colours of the theme."""
        return COLOURS[self.theme]

    @property
    def narrow(self) -> bool:
        """Whether there is little room beside each other."""
        return self.width < NARROW_BELOW_PX


def mixed(one: str, other: str, share: float) -> str:
    """A colour between two, ``share`` of the way from the first to the second."""
    parts = zip(_parts(one), _parts(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in parts)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21 (WCAG 2.2)."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (p / 255 for p in _parts(colour))]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
