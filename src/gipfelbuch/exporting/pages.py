"""Readings as pages for people: plain text, and one self-contained HTML file with the evidence marked."""

from __future__ import annotations

import io
import itertools
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

from jinja2 import Environment, PackageLoader, Template, select_autoescape
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from gipfelbuch.exporting.lines import Describer, EntryLine, entries_by_kind, label
from gipfelbuch.model.entries import Reading
from gipfelbuch.model.reports import Language
from gipfelbuch.model.spans import Span, merged

KIND_COLOURS = {
    "encounter": "cyan",
    "agreement": "green",
    "statement": "blue",
    "issue": "yellow",
    "gift": "magenta",
    "assessment": "bright_magenta",
    "action": "red",
}


# ---------------------------------------------------------------- text
def reading_as_text(reading: Reading, width: int = 100, *, colour: bool = False) -> str:
    """A reading as a page of text: the parties, then the entries by kind in the order of time.

    Args:
        reading: what to show.
        width: of the page, in columns.
        colour: whether to add terminal colours.
    """
    out = io.StringIO()
    console = Console(
        file=out, width=width, force_terminal=colour, no_color=not colour, highlight=False, emoji=False, markup=False
    )
    language = reading.report.language
    console.print(Text(_headline(reading), style="bold"))
    if not reading.entries:
        console.print(Text(label("nothing", language)))
    if reading.parties:
        console.print(_parties_table(reading))
    describer = Describer(reading)
    for kind, entries in entries_by_kind(reading).items():
        console.print(Text(f"\n{label(kind.value, language)}", style=f"bold {KIND_COLOURS[kind.value]}"))
        for entry in entries:
            _print_entry(console, describer.describe(entry), language)
    lines = (line.rstrip() for line in out.getvalue().split("\n"))
    return "\n".join(lines).rstrip("\n") + "\n"


def _headline(reading: Reading) -> str:
    report = reading.report
    parts = [report.id, _printable(report.title or ""), report.publisher or ""]
    parts += [report.published.isoformat() if report.published else ""]
    return " · ".join(p for p in parts if p)


def _printable(text: str) -> str:
    """Text whose control characters cannot steer a terminal."""
    return "".join(c if c.isprintable() else "\ufffd" for c in text)


def _parties_table(reading: Reading) -> Table:
    language = reading.report.language
    table = Table(
        title=label("parties", language), title_justify="left", box=None, padding=(0, 2, 0, 0), show_header=False
    )
    for party in reading.parties:
        role = ", ".join(p for p in (party.role, party.country) if p)
        cells = (party.name, label(party.type.value, language), role, party.code or "")
        table.add_row(*(Text(_printable(c)) for c in cells))
    return table


def _print_entry(console: Console, line: EntryLine, language: Language) -> None:
    head = f"{line.head}: " if line.head else ""
    console.print(Padding(Text(_printable(f"{line.entry.id} {head}{line.title}")), (0, 0, 0, 2)))
    if line.details:
        console.print(Padding(Text(_printable(" · ".join(line.details)), style="dim"), (0, 0, 0, 5)))
    for words in line.words:
        marks = "„“" if language == "de" else "“”"
        console.print(Padding(Text(_printable(marks[0] + words + marks[1]), style="italic"), (0, 0, 0, 5)))


# ---------------------------------------------------------------- HTML
@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of the report whose characters belong to the same entries, or a line break.

    Args:
        text: the characters; empty for a paragraph break.
        entries: ids of the entries whose evidence it is part of.
        kind: the kind whose colour it gets: that of the shortest evidence here.
        anchors: ids of the entries whose evidence begins here.
        quoted: whether it is part of the words of a statement.
    """

    text: str
    entries: tuple[str, ...] = ()
    kind: str = ""
    anchors: tuple[str, ...] = ()
    quoted: bool = False


Marked: TypeAlias = tuple[Span, str, str]  # evidence: where, id and kind of the entry


def reading_pieces(reading: Reading) -> list[Piece]:
    """The text of the report cut wherever evidence or quoted words begin or end."""
    evidence = [(s, e.id, e.kind.value) for e in reading.entries for s in e.evidence]
    quotes = [s for e in reading.entries for s in getattr(e, "quote", ())]
    return text_pieces(reading.report.text, evidence, quotes)


def text_pieces(text: str, evidence: Sequence[Marked], quotes: Sequence[Span]) -> list[Piece]:
    """A text cut wherever evidence or quoted words begin or end.

    Args:
        text: of a report.
        evidence: runs of it, each with id and kind of its entry; they may overlap.
        quotes: the words of statements.
    """
    said = merged(quotes)
    spans = [*(marked[0] for marked in evidence), *quotes]
    cuts = sorted({0, len(text), *(x for s in spans for x in (s.start, s.end))})
    opening: dict[int, list[Marked]] = {}
    for marked in evidence:
        opening.setdefault(marked[0].start, []).append(marked)
    active: list[Marked] = []
    seen: set[str] = set()
    pieces: list[Piece] = []
    for start, end in itertools.pairwise(cuts):
        active = [m for m in active if m[0].end > start] + opening.get(start, [])
        pieces += _pieces_of(text[start:end], active, seen, quoted=_covers(said, start))
    return pieces


def _covers(spans: tuple[Span, ...], offset: int) -> bool:
    """Whether one of the spans, sorted and without overlap, covers the offset."""
    at = bisect_right(spans, offset, key=lambda s: s.start) - 1
    return at >= 0 and offset < spans[at].end


def _pieces_of(text: str, active: Sequence[Marked], seen: set[str], *, quoted: bool) -> Iterable[Piece]:
    ids = tuple(dict.fromkeys(name for _, name, _ in active))
    kind = min(active, key=lambda m: len(m[0]))[2] if active else ""
    anchors = tuple(i for i in ids if i not in seen)
    seen.update(ids)
    for number, paragraph in enumerate(text.split("\n")):
        if number:
            yield Piece(text="")
        if paragraph:
            yield Piece(text=paragraph, entries=ids, kind=kind, anchors=anchors, quoted=quoted)
            anchors = ()


@cache
def _template() -> Template:
    loader = PackageLoader("gipfelbuch.exporting", "templates")
    return Environment(
        loader=loader, autoescape=select_autoescape(default=True), trim_blocks=True, lstrip_blocks=True
    ).get_template("page.html")


def readings_as_html(readings: Sequence[Reading]) -> str:
    """One self-contained page: every report with its evidence marked, its entries beside it.

    A click on evidence shows its entries and the other way round; without JavaScript the same by links.
    """
    views = []
    for number, reading in enumerate(readings, start=1):
        describer = Describer(reading)
        groups = [
            (kind.value, [describer.describe(e) for e in entries]) for kind, entries in entries_by_kind(reading).items()
        ]
        views.append({"number": f"r{number}", "reading": reading, "pieces": reading_pieces(reading), "groups": groups})
    language: Language = readings[0].report.language if readings else "en"
    return _template().render(views=views, label=label, language=language)
