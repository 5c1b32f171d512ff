"""Networks: records enter, their parties as discs leave, with lines between those that have part in the same record."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, TypeAlias

import networkx as nx  # type: ignore[import-untyped]
import numpy as np

from gipfelbuch.model.parties import PartyType
from gipfelbuch.register.queries import Answer, ShownParty, ShownRecord
from gipfelbuch.web.languages import Words
from gipfelbuch.web.pictures.captions import left_out_note, signed
from gipfelbuch.web.pictures.frames import LABEL_PX, MARGIN_PX, add_notes, new_sheet, nothing_known
from gipfelbuch.web.pictures.labels import Point, Rectangle, labels_of
from gipfelbuch.web.pictures.legends import SCALE_HEIGHT_PX, draw_scale
from gipfelbuch.web.pictures.manners import Colours, Manner
from gipfelbuch.web.pictures.measuring import fitted
from gipfelbuch.web.pictures.projections import Numbers
from gipfelbuch.web.pictures.scores import Tally, tally, weight_of
from gipfelbuch.web.pictures.sheets import Disc, Line, Mark, Sheet, clean

Pair: TypeAlias = tuple[str, str]  # ids of parties, in order
Place: TypeAlias = tuple[float, float]  # x and y in pixels
MOST_PARTIES = 42
MOST_PARTIES_NARROW = 16
MOST_LINES = 150  # more are a thicket
MOST_LINES_NARROW = 50
HEIGHT_SHARE = 0.62  # of the width
HEIGHT_SHARE_NARROW = 1.15
LEAST_RADIUS_PX = 3.0
MOST_RADIUS_PX = 11.0
LEAST_LINE_PX = 0.8
MOST_LINE_PX = 5.0
NAME_PX = 190.0  # of a label
NAME_NARROW_PX = 120.0
INSETS_PX = (50.0, 24.0, -50.0, -24.0)  # from the edges to the middle of a disc, so that labels have room
PARTINGS = 12  # rounds in which discs are moved apart
MANY_IN_ONE = 12  # parties in one record, such as those of an assembly: no dealing of two, and many lines
# The layout never comes quite to rest, and now and then is caught with lines crossed that need not be. The best of four
# short ones had 0.6 times as many crossings as a single one of 500 rounds, over six networks of the corpus, and is quicker.
SEEDS = range(4)
ROUNDS = 100
APART_PX = 7.0  # between the edges of two discs, where that can be had
MOST_TOLD = 5  # pairs told in words
# states are filled, bodies and companies half, people and groups of them are rings
FILLS: Mapping[PartyType, Callable[[Colours], str]] = {
    **dict.fromkeys(PartyType, lambda colours: colours.paper),
    PartyType.COUNTRY: lambda colours: colours.ink,
    **dict.fromkeys(
        (PartyType.GOVERNMENT_BODY, PartyType.ORGANIZATION, PartyType.COMPANY), lambda colours: colours.strong
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Web:
    """Parties and what they share.

    Args:
        parties: by id.
        records: of each party, how many it shares with another.
        lines: what two share, by their ids in order.
    """

    parties: Mapping[str, ShownParty]
    records: Mapping[str, int]
    lines: Mapping[Pair, Tally]


def web_of(records: Answer[ShownRecord]) -> Web:
    """All parties that share a record with another."""
    parties: dict[str, ShownParty] = {}
    numbers: Counter[str] = Counter()
    weights: defaultdict[tuple[str, str], list[float | None]] = defaultdict(list)
    for record in records:
        found = {p.id: p for p in record.parties}
        if 1 < len(found) <= MANY_IN_ONE:
            parties |= found
            numbers.update(found.keys())
            weight = weight_of(record)
            for pair in combinations(sorted(found), 2):
                weights[pair].append(weight)
    return Web(parties=parties, records=numbers, lines={pair: tally(w) for pair, w in weights.items()})


def draw_network(records: Answer[ShownRecord], manner: Manner) -> Sheet:
    """The parties that share most records, as discs with lines between them.

    Args:
        records: any; what has only one party is left out.
        manner: how it is drawn.
    """
    words, web = manner.words, web_of(records)
    sheet = new_sheet(manner, words("picture.network"))
    if not web.lines:
        return nothing_known(sheet, manner)
    shown = _shown(web, MOST_PARTIES_NARROW if manner.narrow else MOST_PARTIES)
    lines = _lines(web, shown, MOST_LINES_NARROW if manner.narrow else MOST_LINES)
    top, height = sheet.height, manner.width * (HEIGHT_SHARE_NARROW if manner.narrow else HEIGHT_SHARE)
    room = (MARGIN_PX / 2, top, manner.width - MARGIN_PX / 2, top + height)
    places = _places(shown, lines, _radii(shown, web), room)
    _draw_lines(sheet, lines, places, web, manner)
    _draw_parties(sheet, places, web, room, manner)
    sheet.height = top + height
    draw_scale(sheet, sheet.width - MARGIN_PX, sheet.height, manner)
    sheet.height += SCALE_HEIGHT_PX
    sheet.told = _told(shown, lines, web, words)
    left, weaker = len(web.parties) - len(shown), len(_among(web, shown)) - len(lines)
    notes = [words("picture.network.read"), words.counted("picture.network.weaker", weaker) if weaker else ""]
    add_notes(
        sheet, [*notes, words.counted("picture.network.left", left) if left else "", left_out_note(records, words)]
    )
    return sheet


def _shown(web: Web, most: int) -> list[str]:
    """The parties that share most, without those that share nothing with others of them."""
    ranked = sorted(web.parties, key=lambda p: (-web.records[p], p))[:most]
    joined = {party for pair in _among(web, ranked) for party in pair}
    return [p for p in ranked if p in joined] or ranked


def _lines(web: Web, shown: Sequence[str], most: int) -> dict[Pair, Tally]:
    """The strongest lines between parties, and of each party at least its strongest."""
    among = sorted(_among(web, shown), key=lambda pair: (-web.lines[pair].records, pair))
    met: set[str] = set()
    kept = {}
    for number, pair in enumerate(among):
        if number < most or not met.issuperset(pair):
            kept[pair] = web.lines[pair]
        met.update(pair)
    return kept


def _among(web: Web, shown: Sequence[str]) -> list[Pair]:
    parties = set(shown)
    return [pair for pair in web.lines if parties.issuperset(pair)]


def _radii(shown: Sequence[str], web: Web) -> dict[str, float]:
    most = max(web.records[p] for p in shown)
    return {p: LEAST_RADIUS_PX + (web.records[p] / most) ** 0.5 * (MOST_RADIUS_PX - LEAST_RADIUS_PX) for p in shown}


def _places(
    shown: Sequence[str], lines: Mapping[Pair, Tally], radii: Mapping[str, float], room: Rectangle
) -> dict[str, Place]:
    """Where each party is: those that share much are near each other (ForceAtlas2, Jacomy and others, 2014)."""
    graph = nx.Graph()
    graph.add_nodes_from(shown)
    graph.add_weighted_edges_from((*pair, lines[pair].records ** 0.5) for pair in sorted(lines))
    tries = (nx.forceatlas2_layout(graph, max_iter=ROUNDS, strong_gravity=True, weight="weight", seed=s) for s in SEEDS)
    laid = min(tries, key=lambda found: crossings(found, list(lines)))
    left, top, right, bottom = (edge + inset for edge, inset in zip(room, INSETS_PX, strict=True))
    xs, ys = ([float(place[axis]) for place in laid.values()] for axis in (0, 1))
    found = {
        party: (left + _share(float(x), xs) * (right - left), top + _share(float(y), ys) * (bottom - top))
        for party, (x, y) in laid.items()
    }
    return _parted(found, radii, (left, top, right, bottom))


def crossings(places: Mapping[str, Any], lines: Sequence[Pair]) -> int:
    """How often lines cross that do not end in the same party."""
    if not lines:
        return 0
    start, end = (np.array([places[pair[n]] for pair in lines]) for n in (0, 1))
    one, two, other, its_end = start[:, None], end[:, None], start[None], end[None]
    cross = (_turn(one, two, other) != _turn(one, two, its_end)) & (
        _turn(other, its_end, one) != _turn(other, its_end, two)
    )
    ends = np.array(lines)
    joined = (ends[:, None, :, None] == ends[None, :, None, :]).any(axis=(2, 3))
    return int((cross & ~joined).sum()) // 2


def _turn(one: Numbers, two: Numbers, three: Numbers) -> Numbers:
    """Whether the way through three points turns left (1), right (-1) or not at all."""
    (ax, ay), (bx, by) = (np.moveaxis(to - one, -1, 0) for to in (two, three))
    turn: Numbers = np.sign(ax * by - ay * bx)
    return turn


def _share(value: float, among: Sequence[float]) -> float:
    low, high = min(among), max(among)
    return (value - low) / (high - low) if high > low else 0.5


def _parted(places: Mapping[str, Place], radii: Mapping[str, float], room: Rectangle) -> dict[str, Place]:
    """The places, discs that are too near to each other moved apart."""
    out = dict(places)
    left, top, right, bottom = room
    for _ in range(PARTINGS):
        for one, other in combinations(out, 2):
            (x, y), (u, v) = out[one], out[other]
            away = math.hypot(u - x, v - y)
            missing = (radii[one] + radii[other] + APART_PX - away) / 2
            if missing > 0:
                right_by, down_by = ((u - x) / away, (v - y) / away) if away else (1.0, 0.0)
                out[one] = x - right_by * missing, y - down_by * missing
                out[other] = u + right_by * missing, v + down_by * missing
    return {p: (min(max(x, left), right), min(max(y, top), bottom)) for p, (x, y) in out.items()}


def _draw_lines(
    sheet: Sheet, lines: Mapping[Pair, Tally], places: Mapping[str, Place], web: Web, manner: Manner
) -> None:
    most = max((found.records for found in lines.values()), default=1)
    for pair, found in sorted(lines.items(), key=lambda line: (line[1].records, line[0])):
        share = (found.records / most) ** 0.5
        colour = sheet.colours.line_tone(found.score)
        told = _told_line(pair, found, web, manner.words)
        leads = manner.at.dyad(*pair) if manner.at else None
        sheet.add(
            Line(
                points=(places[pair[0]], places[pair[1]]), colour=colour, mark=Mark(told=told, leads=leads),
                width=LEAST_LINE_PX + share * (MOST_LINE_PX - LEAST_LINE_PX),
            )
        )  # fmt: skip


def _draw_parties(sheet: Sheet, places: Mapping[str, Place], web: Web, room: Rectangle, manner: Manner) -> None:
    colours, radii = sheet.colours, _radii(list(places), web)
    points = []
    for party, (x, y) in places.items():
        found = web.parties[party]
        name = name_of(found, manner.words)
        told = f"{name}: {manner.words.counted('records', web.records[party])}"
        mark = Mark(told=told, leads=manner.at.party(party) if manner.at else None)
        fill = FILLS[found.type](colours)
        sheet.add(Disc(x=x, y=y, radius=radii[party], fill=fill, edge=colours.ink, edge_width=1.2, mark=mark))
        cut = fitted(name, LABEL_PX, NAME_NARROW_PX if manner.narrow else NAME_PX)
        bold = found.type is PartyType.COUNTRY
        points.append(Point(x=x, y=y, radius=radii[party], name=cut, size=LABEL_PX, bold=bold))
    sheet.add(*labels_of(points, room, colours.ink, colours.paper))


def name_of(party: ShownParty, words: Words) -> str:
    """The name of a party; of a state, in the language of the picture."""
    return words.state(party.country) if party.type is PartyType.COUNTRY and party.country else clean(party.name)


def _told_line(pair: Pair, found: Tally, web: Web, words: Words) -> str:
    one, other = (name_of(web.parties[p], words) for p in pair)
    score = words("picture.uncoded") if found.score is None else signed(found.score, words)
    return words("picture.pair", one=one, other=other, records=words.counted("records", found.records), score=score)


def _told(shown: Sequence[str], lines: Mapping[Pair, Tally], web: Web, words: Words) -> str:
    first = sorted(lines, key=lambda pair: (-lines[pair].records, pair))[:MOST_TOLD]
    named = "; ".join(_told_line(pair, lines[pair], web, words) for pair in first)
    return words("picture.network.told", parties=len(shown), lines=len(lines), named=named)
