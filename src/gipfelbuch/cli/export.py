"""``gipfelbuch export``: the register in the formats of others."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from gipfelbuch.cli.build import DEFAULT_REGISTER, RegisterOption
from gipfelbuch.errors import GipfelbuchError, OutputError

if TYPE_CHECKING:
    from gipfelbuch.model.holdings import Holdings


class FormatOption(StrEnum):
    """The formats of ``gipfelbuch.exporting.formats``, listed here so that help needs no library of theirs."""

    PARQUET = "parquet"
    CSV = "csv"
    JSONL = "jsonl"
    POLECAT = "polecat"
    GDELT = "gdelt"
    WEBANNOTATION = "webannotation"
    JSONLD = "jsonld"
    ICAL = "ical"
    GEOJSON = "geojson"
    DATAPACKAGE = "datapackage"
    TEI = "tei"


def export(
    to: Annotated[FormatOption, typer.Option("--to", "-t", help="The format.", show_default=False)],
    register: RegisterOption = DEFAULT_REGISTER,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="PATH",
            help="The file, or the folder for formats of several tables. Standard output if absent, for a file.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Write the register in a format that other programs read, corrections laid over, rejected records left out.

    **Folders.** *parquet*, *csv*, *datapackage*: tables of reports, parties, records, who is involved, witnesses and
    variants. *gdelt*: tables of events and mentions.

    **Files.** *jsonl*: one record a line, with all its witnesses. *polecat*: forty columns, separated by tabs.
    *webannotation*: W3C Web Annotations. *jsonld*: schema.org and PROV. *ical*: a calendar of encounters.
    *geojson*: records whose place is told. *tei*: the reports, marked.

    The same reports give the same ids on any machine. A file or folder appears when it is complete.

    **Exit codes.** 0: written. 1: the register could not be read, or the file not be written. 2: the command was wrong.

    **Examples**

    gipfelbuch export --to parquet --register news.db --output news-tables

    gipfelbuch export --to ical --register news.db --output encounters.ics
    """
    from gipfelbuch import __version__
    from gipfelbuch.exporting.formats import FORMATS, write_export
    from gipfelbuch.register import open_register
    from gipfelbuch.register.holdings import open_holdings

    if output is None and FORMATS[to.value].fill:
        raise typer.BadParameter(f"{to.value} is written as a folder; name one", param_hint="--output")
    try:
        with open_holdings(open_register(register), __version__) as holdings:
            if output is None:
                _print(to.value, holdings)
            else:
                write_export(to.value, holdings, output)
    except GipfelbuchError as error:
        Console(stderr=True, highlight=False, markup=False, soft_wrap=True).print(f"gipfelbuch: {error}")
        raise typer.Exit(1) from None


def _print(name: str, holdings: Holdings) -> None:
    from gipfelbuch.exporting.formats import FORMATS

    pieces = FORMATS[name].pieces
    if pieces is None:
        return
    try:
        for piece in pieces(holdings):
            sys.stdout.write(piece)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"standard output: cannot be written: {error.strerror}") from error
