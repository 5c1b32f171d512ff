"""``gipfelbuch build``: reports in, a register kept."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from gipfelbuch.cli.read import LanguageOption
from gipfelbuch.errors import InputError, RegisterError
from gipfelbuch.reading import Defaults, find_reports
from gipfelbuch.reading.reports import parse_date

if TYPE_CHECKING:
    from gipfelbuch.building import Progress as Standing
    from gipfelbuch.register import Register

DEFAULT_REGISTER = "gipfelbuch.db"

RegisterOption = Annotated[
    str,
    typer.Option(
        "--register",
        "-r",
        metavar="FILE",
        envvar="GIPFELBUCH_REGISTER",
        help="The register: a file, or the address of a PostgreSQL database (postgresql://user@host/name).",
    ),
]


def build(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH...",
            help="Reports: text, HTML, PDF, feeds, WARC, NewsML, ninjs, mail or JSON Lines; files, folders, globs such as 'news/*.txt', or - for standard input.",
            show_default=False,
        ),
    ],
    register: RegisterOption = DEFAULT_REGISTER,
    published: Annotated[
        str | None,
        typer.Option(
            metavar="DATE",
            help="Publication date (YYYY-MM-DD) of reports that do not tell theirs; 'yesterday' counts from it.",
            show_default=False,
        ),
    ] = None,
    language: Annotated[
        LanguageOption | None,
        typer.Option(help="Language of reports that do not tell theirs; identified if absent.", show_default=False),
    ] = None,
    again: Annotated[bool, typer.Option("--again", help="Read reports again that this version has read.")] = False,
    jobs: Annotated[
        int | None, typer.Option("--jobs", "-j", min=1, help="Processes; one a core if absent.", show_default=False)
    ] = None,
) -> None:
    """Read reports into a register, in which each event stands once with all the reports that witness it.

    Reports that this version has read before are skipped. A build that was stopped, however it was, goes on where it
    stopped when the same command is run again. What people corrected (*gipfelbuch review*) is never changed.

    **Exit codes.** 0: all read. 1: some inputs were refused (each is named on standard error, the rest is in the
    register), or the register could not be written. 2: the command was wrong.

    **Examples**

    gipfelbuch build news/ --register news.db

    gipfelbuch build today.jsonl --register postgresql://desk@db.example.org/news
    """
    from gipfelbuch.building import build_register, standard_tools
    from gipfelbuch.register import open_register  # loads the database library: only where it is used

    errors = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)
    defaults = _defaults(published, language)
    try:
        opened = open_register(register, create=True)
        opened.database.check()
        found = find_reports(paths, defaults)
        steps = build_register(found, opened, standard_tools(jobs), again=again)
        standing, refused = _show(steps, errors)
        _sum_up(standing, opened)
    except RegisterError as error:
        errors.print(f"gipfelbuch: {error}")
        raise typer.Exit(1) from None
    if refused:
        errors.print(f"gipfelbuch: {refused} refused")
        raise typer.Exit(1)


def _defaults(published: str | None, language: LanguageOption | None) -> Defaults:
    try:
        day = parse_date(published, "--published") if published else None
    except InputError as error:
        raise typer.BadParameter(str(error), param_hint="--published") from None
    return Defaults(published=day, language=language.value if language else None)


def _show(steps: Iterable[Standing], errors: Console) -> tuple[Standing, int]:
    """Run through a build, telling where it stands; its last standing and how many inputs were refused."""
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    from gipfelbuch.building import Progress as Start

    standing, refused = Start(), 0
    with Progress(*columns, console=errors, disable=not sys.stderr.isatty(), transient=True) as progress:
        task = progress.add_task("reading", total=None)
        for standing in steps:
            if standing.error:
                refused += 1
                errors.print(f"gipfelbuch: {standing.error}")
            progress.update(task, description=_told(standing))
    return standing, refused


def _told(standing: Standing) -> str:
    doing = "matching" if standing.matching else "reading"
    return f"{doing}: {standing.read} read, {standing.skipped} skipped, {standing.seen} found"


def _sum_up(standing: Standing, register: Register) -> None:
    counts = register.counts()
    typer.echo(
        f"{standing.seen} reports found: {standing.read} read, {standing.skipped} read before. "
        f"The register has {counts.reports} reports and {counts.records} records."
    )
