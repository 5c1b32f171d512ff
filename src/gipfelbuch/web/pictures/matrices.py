"""Who has to do with whom: records enter, a table of the most active states leaves, as road atlases have of distances.

Each pair of states is one cell, coloured by its mean score of conflict and cooperation, with the number of records.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import TypeAlias

from gipfelbuch.register.queries import Answer, ShownRecord
from gipfelbuch.web.languages import Words
from gipfelbuch.web.pictures.captions import left_out_note, signed
from gipfelbuch.web.pictures.frames import LABEL_PX, MARGIN_PX, NOTE_PX, add_notes, new_sheet, nothing_known
from gipfelbuch.web.pictures.legends import SCALE_HEIGHT_PX, draw_scale
from gipfelbuch.web.pictures.manners import Manner
from gipfelbuch.web.pictures.measuring import fitted, width_of
from gipfelbuch.web.pictures.scores import Tally, tally, weight_of
from gipfelbuch.web.pictures.sheets import Box, Line, Mark, Sheet, Writing

Pair: TypeAlias = tuple[str, str]  # ISO 3166-1 alpha-3, in the order of letters
MOST_STATES = 20
MOST_STATES_NARROW = 11
MOST_CELL_PX = 34.0
LABEL_ROOM_PX = 150.0  # for the name behind the last cell of a row
LABEL_ROOM_NARROW_PX = 106.0
GAP_PX = 1.5  # between cells
DASH_PX = 2.0  # half of the line that stands for nothing
MOST_TOLD = 5  # pairs told in words
MANY_IN_ONE = 40  # states in one record, such as a vote of an assembly: no dealing of two, and many pairs


def pairs_of(records: Answer[ShownRecord]) -> dict[Pair, Tally]:
    """The tallies of all pairs of states that have part in a record together."""
    weights: defaultdict[Pair, list[float | None]] = defaultdict(list)
    for record in records:
        states = sorted({p.country for p in record.parties if p.country})
        if 1 < len(states) <= MANY_IN_ONE:
            weight = weight_of(record)
            for pair in combinations(states, 2):
                weights[pair].append(weight)
    return {pair: tally(found) for pair, found in weights.items()}


def draw_matrix(records: Answer[ShownRecord], manner: Manner) -> Sheet:
    """A cell for each two of the most active states.

    Args:
        records: any; what has no two states is left out.
        manner: how it is drawn.
    """
    words, pairs = manner.words, pairs_of(records)
    sheet = new_sheet(manner, words("picture.matrix"))
    if not pairs:
        return nothing_known(sheet, manner)
    every = active_states(pairs)
    states = every[: MOST_STATES_NARROW if manner.narrow else MOST_STATES]
    shown = {pair: found for pair, found in pairs.items() if set(pair) <= set(states)}
    _draw(sheet, states, shown, manner)
    sheet.told = _told(shown, states, words)
    left = words.counted("picture.matrix.left", len(every) - len(states)) if len(every) > len(states) else ""
    add_notes(sheet, [words("picture.matrix.read"), left, left_out_note(records, words)])
    return sheet


def active_states(pairs: Mapping[Pair, Tally]) -> list[str]:
    """States by the number of records that they share with others, the most active first."""
    numbers: Counter[str] = Counter()
    for pair, found in pairs.items():
        for state in pair:
            numbers[state] += found.records
    return sorted(numbers, key=lambda state: (-numbers[state], state))


def _draw(sheet: Sheet, states: Sequence[str], pairs: Mapping[Pair, Tally], manner: Manner) -> None:
    label_px = LABEL_ROOM_NARROW_PX if manner.narrow else LABEL_ROOM_PX
    size = min(MOST_CELL_PX, (manner.width - 2 * MARGIN_PX - label_px) / max(1, len(states) - 1))
    top = sheet.height
    for row, state in enumerate(states):
        y = top + row * size
        for column, other in enumerate(states[:row]):
            found = pairs.get((min(state, other), max(state, other)))
            _draw_cell(sheet, (MARGIN_PX + column * size, y, size), (state, other), found, manner)
        _draw_name(sheet, state, MARGIN_PX + row * size + 5, y + size / 2, manner)
    sheet.height = top + len(states) * size
    if manner.narrow:
        draw_scale(sheet, sheet.width - MARGIN_PX, sheet.height, manner)
        sheet.height += SCALE_HEIGHT_PX
    else:  # the upper right half of the sheet is empty
        draw_scale(sheet, sheet.width - MARGIN_PX, top, manner)
        sheet.height = max(sheet.height, top + SCALE_HEIGHT_PX)


def _draw_cell(
    sheet: Sheet, square: tuple[float, float, float], two: Pair, found: Tally | None, manner: Manner
) -> None:
    """A cell of two states; a short line where there is nothing between them."""
    x, y, size = square
    colours, words = sheet.colours, manner.words
    middle = x + size / 2, y + size / 2
    if found is None:
        ends = ((middle[0] - DASH_PX, middle[1]), (middle[0] + DASH_PX, middle[1]))
        sheet.add(Line(points=ends, colour=colours.line))
        return
    fill = None if found.score is None else colours.tone(found.score)
    number = words.number(found.records)
    mark = Mark(told=_told_pair(two, found, words), leads=manner.at.dyad(*two) if manner.at else None)
    side = size - GAP_PX
    sheet.add(Box(x=x, y=y, width=side, height=side, fill=fill, mark=mark))
    font = min(NOTE_PX, NOTE_PX * (side - 2) / max(1.0, width_of(number, NOTE_PX)))
    sheet.add(
        Writing(
            x=middle[0] - GAP_PX / 2, y=middle[1] - GAP_PX / 2, text=number, size=font, side="center", level="center",
            colour=colours.upon(fill) if fill else colours.soft,
        )
    )  # fmt: skip


def _draw_name(sheet: Sheet, state: str, x: float, y: float, manner: Manner) -> None:
    name = fitted(manner.words.state(state), LABEL_PX, sheet.width - MARGIN_PX - x)
    mark = Mark(told=manner.words.state(state), leads=manner.at.party(state) if manner.at else None)
    sheet.add(Writing(x=x, y=y, text=name, colour=sheet.colours.ink, size=LABEL_PX, level="center", mark=mark))


def _told_pair(two: Pair, found: Tally, words: Words) -> str:
    score = words("picture.uncoded") if found.score is None else signed(found.score, words)
    records = words.counted("records", found.records)
    return words("picture.pair", one=words.state(two[0]), other=words.state(two[1]), records=records, score=score)


def _told(pairs: Mapping[Pair, Tally], states: Sequence[str], words: Words) -> str:
    """The pairs with the most records, in words."""
    first = sorted(pairs, key=lambda p: (-pairs[p].records, p))[:MOST_TOLD]
    named = "; ".join(_told_pair(pair, pairs[pair], words) for pair in first)
    return words("picture.matrix.told", states=len(states), pairs=len(pairs), named=named)
