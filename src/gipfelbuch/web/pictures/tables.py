"""The same as a picture shows, as a table for those who rather read: an answer enters, rows of cells leave."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from gipfelbuch.register.queries import Answer, Month, ShownRecord
from gipfelbuch.web.pictures.axes import Step, last_of
from gipfelbuch.web.pictures.captions import line_about, signed, what_about, when
from gipfelbuch.web.pictures.manners import Manner
from gipfelbuch.web.pictures.maps import spots_of
from gipfelbuch.web.pictures.matrices import pairs_of
from gipfelbuch.web.pictures.networks import name_of, web_of
from gipfelbuch.web.pictures.scores import Tally

MOST_ROWS = 100  # of a page; the files have all of them


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCell:
    """A cell.

    Args:
        text: what is in it.
        leads: address of the page about it; None if there is none.
        number: whether it is a number.
    """

    text: str
    leads: str | None = None
    number: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """A row; links of the picture may lead to its anchor (None: none do)."""

    cells: tuple[TableCell, ...]
    anchor: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table.

    Args:
        head: keys of the words at the head of its columns.
        rows: at most ``MOST_ROWS``.
        more: whether there are more rows.
    """

    head: tuple[str, ...]
    rows: tuple[TableRow, ...]
    more: bool


def table_of(name: str, answer: Answer[Any], manner: Manner) -> Table:
    """The table of a picture.

    Args:
        name: of the picture.
        answer: what it shows.
        manner: whose language and addresses are used.
    """
    head, rows = TABLES[name](answer, manner)
    return Table(head=head, rows=tuple(rows[:MOST_ROWS]), more=len(rows) > MOST_ROWS)


Rows = tuple[tuple[str, ...], list[TableRow]]


def _of_timeline(records: Answer[ShownRecord], manner: Manner) -> Rows:
    """The latest record first."""
    rows = [
        TableRow(
            cells=(
                TableCell(text=when(record, manner.words)),
                TableCell(text=manner.words.name(record.type or record.kind.value), leads=_address(record, manner)),
                TableCell(text=what_about(record, manner.words)),
            )
        )
        for record in reversed(records.items)
    ]
    return ("picture.head.day", "picture.head.kind", "picture.head.what"), rows


def _of_months(months: Answer[Month], manner: Manner) -> Rows:
    """The latest month first."""
    rows = [
        TableRow(
            cells=(
                TableCell(text=manner.words.month(month.month), leads=_month_address(month, manner)),
                _score(month.score, manner),
                _number(month.coded, manner),
                _number(month.records, manner),
            )
        )
        for month in reversed(months.items)
    ]
    return ("picture.head.month", "picture.head.score", "picture.head.coded", "picture.head.records"), rows


def _of_matrix(records: Answer[ShownRecord], manner: Manner) -> Rows:
    """The pair with most records first."""
    pairs = pairs_of(records)
    rows = [
        _pair_row((manner.words.state(pair[0]), manner.words.state(pair[1])), pair, pairs[pair], manner)
        for pair in sorted(pairs, key=lambda p: (-pairs[p].records, p))
    ]
    return _PAIR_HEAD, rows


def _of_network(records: Answer[ShownRecord], manner: Manner) -> Rows:
    """The two that share most first."""
    web = web_of(records)
    rows = [
        _pair_row(
            (name_of(web.parties[pair[0]], manner.words), name_of(web.parties[pair[1]], manner.words)),
            pair,
            web.lines[pair],
            manner,
        )
        for pair in sorted(web.lines, key=lambda p: (-web.lines[p].records, p))
    ]
    return _PAIR_HEAD, rows


_PAIR_HEAD = ("picture.head.one", "picture.head.other", "picture.head.records", "picture.head.score")


def _pair_row(names: tuple[str, str], pair: tuple[str, str], found: Tally, manner: Manner) -> TableRow:
    at, told = manner.at, zip(names, pair, strict=True)
    parties = [TableCell(text=name, leads=at.party(party) if at else None) for name, party in told]
    number = manner.words.number(found.records)
    records = TableCell(text=number, leads=at.dyad(*pair) if at else None, number=True)
    return TableRow(cells=(*parties, records, _score(found.score, manner)))


def _of_map(records: Answer[ShownRecord], manner: Manner) -> Rows:
    """A row a record, the place with most records first."""
    rows = [
        TableRow(
            cells=(
                TableCell(text="" if number else spot.name),
                TableCell(text=line_about(record, manner.words), leads=_address(record, manner)),
            ),
            anchor=None if number else spot.anchor,
        )
        for spot in spots_of(records)
        for number, record in enumerate(spot.records)
    ]
    return ("picture.head.place", "picture.head.what"), rows


TABLES: Mapping[str, Callable[[Answer[Any], Manner], Rows]] = {
    "timeline": _of_timeline,
    "months": _of_months,
    "matrix": _of_matrix,
    "network": _of_network,
    "map": _of_map,
}


def _address(record: ShownRecord, manner: Manner) -> str | None:
    return manner.at.record(record.id) if manner.at else None


def _month_address(month: Month, manner: Manner) -> str | None:
    if manner.period is None:
        return None
    first = date.fromisoformat(f"{month.month}-01")
    return manner.period(first, last_of(first, Step(unit="month", size=1)), None)


def _number(value: int, manner: Manner) -> TableCell:
    return TableCell(text=manner.words.number(value), number=True)


def _score(score: float | None, manner: Manner) -> TableCell:
    return TableCell(text="–" if score is None else signed(score, manner.words), number=True)
