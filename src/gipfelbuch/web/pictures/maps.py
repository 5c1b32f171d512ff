"""Maps: records with coordinates enter, discs on a map of dots leave.

The dots are where people live; no border is drawn, and nothing is fetched from elsewhere.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gipfelbuch.model.entries import Kind
from gipfelbuch.register.queries import Answer, ShownRecord
from gipfelbuch.register.queries.months import NOT_HAPPENED
from gipfelbuch.web.languages import Words
from gipfelbuch.web.pictures.captions import counted_kinds, left_out_note, mark_of
from gipfelbuch.web.pictures.frames import LABEL_PX, MARGIN_PX, add_notes, new_sheet, nothing_known
from gipfelbuch.web.pictures.labels import Point, labels_of
from gipfelbuch.web.pictures.manners import Manner
from gipfelbuch.web.pictures.measuring import fitted
from gipfelbuch.web.pictures.projections import Numbers, Projection, around, equal_earth, middle_of
from gipfelbuch.web.pictures.settled import settled_places
from gipfelbuch.web.pictures.sheets import Disc, Dots, Mark, Sheet, clean

MERIDIAN = 11.0  # in the middle of the world, so that the Bering Strait is its edge
WORLD_LATITUDES = (-56.0, 72.0)  # between which nearly everybody lives
WORLD_PADDING = 3.0  # degrees above the northernmost and below the southernmost place
REGION_DEGREES = 35.0  # a region, if all places are so near to their middle
LEAST_REGION_DEGREES = 22.0  # from the left to the right edge, so that something is recognised
REGION_SHARE = 0.58  # height of a map of a region, in widths
REGION_SHARE_NARROW = 0.95
PADDING_PX = 56.0  # around the places
PITCH_PX = 6.4  # from dot to dot
PITCH_NARROW_PX = 4.6
PITCH_DEGREES = 0.3  # at least: villages of Northern and Eastern Europe are so far from each other
DOT_SHARE = 0.31  # radius of a dot, from dot to dot
MOST_DOT_PX = 2.2
DISC_PX = 3.4  # radius of one record; more have more area
DISC_NARROW_PX = 2.4
MOST_DISC_PX = 24.0
OPACITY = 0.82
MOST_NAMED = 30
MOST_NAMED_NARROW = 12
NAME_PX = 165.0
MOST_TOLD = 5  # places told in words
LATTICE = 1 << 20  # more than the half sides across any picture: a corner is one number


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place with its records.

    Args:
        name: as most reports write it.
        latitude: degrees (WGS 84).
        longitude: degrees.
        records: in the order of the answer.
    """

    name: str
    latitude: float
    longitude: float
    records: tuple[ShownRecord, ...]

    @property
    def anchor(self) -> str:
        """What it is called on the page that has the map and the records."""
        return f"at-{self.latitude:.3f}-{self.longitude:.3f}".replace("--", "-m")

    @property
    def kind(self) -> Kind:
        """The kind of most of its records."""
        return max(Kind, key=Counter(r.kind for r in self.records).__getitem__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The part of a map that is drawn.

    Args:
        project: from the globe to radii of the earth.
        x: of the left edge, in radii.
        y: of the upper edge, in radii.
        unit_px: pixels of a radius.
        width: in pixels.
        height: in pixels.
    """

    project: Projection
    x: float
    y: float
    unit_px: float
    width: float
    height: float

    def pixels(self, longitudes: Numbers, latitudes: Numbers) -> tuple[Numbers, Numbers]:
        """Where points are, from the upper left corner."""
        x, y = self.project(longitudes, latitudes)
        return (x - self.x) * self.unit_px, (self.y - y) * self.unit_px


def draw_map(records: Answer[ShownRecord], manner: Manner) -> Sheet:
    """A disc at each place, larger where more happened.

    Args:
        records: any; those without coordinates are told in a note.
        manner: how it is drawn.
    """
    words, spots = manner.words, spots_of(records)
    met = all(r.kind is Kind.ENCOUNTER for s in spots for r in s.records)
    sheet = new_sheet(manner, words("picture.map" if met else "picture.map.any"))
    placed = sum(len(s.records) for s in spots)
    missing = len(records) - placed
    notes = [words.counted("picture.map.missing", missing) if missing else "", left_out_note(records, words)]
    if not spots:
        return nothing_known(sheet, manner, notes)
    window = window_on(spots, manner)
    top = sheet.height
    sheet.add(_land(window, top, manner))
    _draw_spots(sheet, spots, window, top, manner)
    sheet.height = top + window.height
    sheet.told = _told(spots, words)
    add_notes(sheet, [words("picture.map.read"), *notes])
    return sheet


def spots_of(records: Answer[ShownRecord]) -> list[Spot]:
    """The places of records, those with most records first."""
    found: defaultdict[tuple[float, float], list[ShownRecord]] = defaultdict(list)
    for record in records:
        if at := coordinates_of(record):
            found[at].append(record)
    spots = [Spot(name=_name(told), latitude=at[0], longitude=at[1], records=tuple(told)) for at, told in found.items()]
    return sorted(spots, key=lambda s: (-len(s.records), s.name, s.latitude, s.longitude))


def coordinates_of(record: ShownRecord) -> tuple[float, float] | None:
    """Latitude and longitude of a record; None if they are untold or on no globe."""
    value = record.value("coordinates")
    if not isinstance(value, tuple) or len(value) != 2:
        return None
    numbers = [float(v) for v in value if isinstance(v, int | float)]
    if len(numbers) != 2 or not (abs(numbers[0]) <= 90 and abs(numbers[1]) <= 180):
        return None
    return round(numbers[0], 3), round(numbers[1], 3)


def _name(records: Sequence[ShownRecord]) -> str:
    names = Counter(clean(r.place) for r in records if r.place)
    return min(names, key=lambda name: (-names[name], name), default="")


def window_on(spots: Sequence[Spot], manner: Manner) -> Window:
    """The region in which all places are, or the world."""
    longitudes, latitudes = (np.array([getattr(s, n) for s in spots]) for n in ("longitude", "latitude"))
    longitude, latitude, farthest = middle_of(longitudes, latitudes)
    if farthest > REGION_DEGREES:
        return _world(latitudes, manner.width)
    project = around(longitude, latitude)
    x, y = project(longitudes, latitudes)
    width, height = manner.width, manner.width * (REGION_SHARE_NARROW if manner.narrow else REGION_SHARE)
    needed = max(
        float(np.ptp(x)) / (width - 2 * PADDING_PX),
        float(np.ptp(y)) / (height - 2 * PADDING_PX),
        float(np.radians(LEAST_REGION_DEGREES)) / width,
    )
    return Window(
        project=project,
        x=float(x.min() + x.max()) / 2 - width / 2 * needed,
        y=float(y.min() + y.max()) / 2 + height / 2 * needed,
        unit_px=1 / needed,
        width=width,
        height=height,
    )


def _world(latitudes: Numbers, width: float) -> Window:
    project = equal_earth(MERIDIAN)
    south = min(WORLD_LATITUDES[0], float(latitudes.min()) - WORLD_PADDING)
    north = max(WORLD_LATITUDES[1], float(latitudes.max()) + WORLD_PADDING)
    edges = np.clip(np.array([south, north]), -90, 90)
    _, (bottom, top) = project(np.full(2, MERIDIAN), edges)
    right, _ = project(np.array([MERIDIAN + 179.99]), np.zeros(1))
    unit_px = width / 2 / float(right[0])
    return Window(
        project=project, x=-float(right[0]), y=float(top), unit_px=unit_px, width=width,
        height=float(top - bottom) * unit_px,
    )  # fmt: skip


def _land(window: Window, top: float, manner: Manner) -> Dots:
    """Dots at the corners of equal triangles, where there is a settled cell."""
    least = float(np.radians(PITCH_DEGREES)) * window.unit_px
    pitch = max(PITCH_NARROW_PX if manner.narrow else PITCH_PX, least)
    places = settled_places()
    x, y = window.pixels(places[:, 0], places[:, 1])
    inside = (x > 0) & (x < window.width) & (y > 0) & (y < window.height)  # nan is not
    corners = _corners(x[inside], y[inside], pitch)
    points = tuple((round(float(u), 1), round(float(v) + top, 1)) for u, v in corners)
    return Dots(points=points, radius=min(pitch * DOT_SHARE, MOST_DOT_PX), fill=manner.colours.land)


def _corners(x: Numbers, y: Numbers, pitch: float) -> Numbers:
    """The corners of a triangular lattice that are nearest to a point, each once.

    Such a lattice is two of rectangles, the second shifted by half of both sides; a corner is a pair of half sides.
    """
    across, down = x / pitch * 2, y / (pitch * 3**0.5) * 2
    even = np.round(across / 2) * 2, np.round(down / 2) * 2
    odd = np.round((across - 1) / 2) * 2 + 1, np.round((down - 1) / 2) * 2 + 1
    away = [(across - c[0]) ** 2 + 3 * (down - c[1]) ** 2 for c in (even, odd)]
    column, row = (np.where(away[0] <= away[1], even[n], odd[n]).astype(np.int64) for n in (0, 1))
    keys = np.unique(row * LATTICE + column)
    row, column = np.divmod(keys + LATTICE // 2, LATTICE)
    return np.column_stack(((column - LATTICE // 2) * pitch / 2, row * pitch * 3**0.5 / 2))


def _draw_spots(sheet: Sheet, spots: Sequence[Spot], window: Window, top: float, manner: Manner) -> None:
    x, y = window.pixels(np.array([s.longitude for s in spots]), np.array([s.latitude for s in spots]))
    points = []
    most, one = (MOST_NAMED_NARROW, DISC_NARROW_PX) if manner.narrow else (MOST_NAMED, DISC_PX)
    for number, spot in enumerate(spots):  # the largest first, so that none is hidden
        disc = _disc(spot, float(x[number]), float(y[number]) + top, one, manner)
        sheet.add(disc)
        name = fitted(spot.name, LABEL_PX, NAME_PX) if number < most else ""
        points.append(Point(x=disc.x, y=disc.y, radius=disc.radius, name=name, size=LABEL_PX))
    room = (MARGIN_PX / 4, top, sheet.width - MARGIN_PX / 4, top + window.height)
    sheet.add(*labels_of(points, room, manner.colours.ink, manner.colours.paper))


def _disc(spot: Spot, x: float, y: float, one: float, manner: Manner) -> Disc:
    """A disc, or a ring if nothing happened there yet; one record has a radius of ``one``."""
    paper, colour = manner.colours.paper, manner.colours.kinds[spot.kind]
    planned = all(r.status in NOT_HAPPENED for r in spot.records)
    return Disc(
        x=x, y=y, radius=min(one * len(spot.records) ** 0.5, MOST_DISC_PX), fill=paper if planned else colour,
        edge=colour if planned else paper, opacity=OPACITY, mark=_mark(spot, manner),
    )  # fmt: skip


def _mark(spot: Spot, manner: Manner) -> Mark:
    if len(spot.records) == 1:
        return mark_of(spot.records[0], manner)
    leads = f"{manner.page}#{spot.anchor}" if manner.page else None
    return Mark(told=_told_spot(spot, manner.words), leads=leads)


def _told_spot(spot: Spot, words: Words) -> str:
    return f"{spot.name}: {counted_kinds(spot.records, words)}"


def _told(spots: Sequence[Spot], words: Words) -> str:
    named = "; ".join(_told_spot(s, words) for s in spots[:MOST_TOLD])
    records = words.counted("records", sum(len(s.records) for s in spots))
    return words("picture.map.told", places=len(spots), records=records, named=named)
