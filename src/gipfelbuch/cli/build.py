"""``gipfelbuch build``: reports in, a register kept."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from gipfelbuch.cli.read import LanguageOption
from gipfelbuch.errors import InputError, RegisterError, ScalingError
from gipfelbuch.reading import Defaults, find_reports
from gipfelbuch.reading.reports import parse_date

if TYPE_CHECKING:
    from gipfelbuch.building import Progress as Standing
    from gipfelbuch.register import Register
    from gipfelbuch.scaling import Cluster
    from gipfelbuch.scaling import Standing as ShardStanding

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


class Engine(StrEnum):
    """What reads the reports."""

    LOCAL = "local"
    RAY = "ray"


def build(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH...",
            help="Reports: text, HTML, PDF, feeds, WARC, NewsML, ninjs, mail, JSON Lines or Parquet; files, folders, globs such as 'news/*.txt', or - for standard input.",
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
    engine: Annotated[
        Engine,
        typer.Option(help="Read on this machine, or with Ray on a cluster: each file is a shard, read as a whole."),
    ] = Engine.LOCAL,
    ray_address: Annotated[
        str | None,
        typer.Option(
            metavar="HOST:PORT",
            help="Head node of the Ray cluster; if absent, Ray is started on this machine.",
            show_default=False,
        ),
    ] = None,
    readings: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            help="Where Ray's workers keep readings as Parquet, seen by all nodes under this path; beside the register "
            "if absent.",
            show_default=False,
        ),
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

    gipfelbuch build /shared/ccnews --engine ray --ray-address 10.0.0.1:6379 --readings /shared/readings
    """
    errors = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)
    defaults = _defaults(published, language)
    cluster = _cluster(engine, ray_address, readings, register, jobs)
    try:
        refused = _build(paths, register, defaults, cluster, jobs, errors, again=again)
    except (RegisterError, ScalingError) as error:
        errors.print(f"gipfelbuch: {error}")
        raise typer.Exit(1) from None
    if refused:
        errors.print(f"gipfelbuch: {refused} refused")
        raise typer.Exit(1)


def _build(
    paths: list[str],
    place: str,
    defaults: Defaults,
    cluster: Cluster | None,
    jobs: int | None,
    errors: Console,
    *,
    again: bool,
) -> int:
    """Build the register at a place and tell what it holds; how many inputs were refused."""
    from gipfelbuch.building import build_register, standard_tools
    from gipfelbuch.register import open_register  # loads the database library: only where it is used

    register = open_register(place, create=True)
    register.database.check()
    tools = standard_tools(jobs)
    steps: Iterable[Standing | ShardStanding]
    if cluster:
        from gipfelbuch.scaling import build_on_cluster

        steps = build_on_cluster(paths, register, tools, cluster, defaults=defaults, again=again)
    else:
        steps = build_register(find_reports(paths, defaults), register, tools, again=again)
    return _show(steps, register, errors)


def _cluster(
    engine: Engine, address: str | None, readings: Path | None, register: str, jobs: int | None
) -> Cluster | None:
    """Where reading is done; None for this machine alone."""
    if engine is Engine.LOCAL:
        for name, value in (("--ray-address", address), ("--readings", readings)):
            if value is not None:
                raise typer.BadParameter("it belongs to --engine ray", param_hint=name)
        return None
    from gipfelbuch.scaling import Cluster

    if readings is None and "://" in register:
        raise typer.BadParameter(
            "name a folder: beside a database server there is no place for readings", param_hint="--readings"
        )
    return Cluster(readings=readings or Path(f"{register}.readings"), address=address, jobs=jobs)


def _defaults(published: str | None, language: LanguageOption | None) -> Defaults:
    try:
        day = parse_date(published, "--published") if published else None
    except InputError as error:
        raise typer.BadParameter(str(error), param_hint="--published") from None
    return Defaults(published=day, language=language.value if language else None)


def _show(steps: Iterable[Standing | ShardStanding], register: Register, errors: Console) -> int:
    """Run through a build, telling where it stands and what the register holds then; how many inputs were refused."""
    from gipfelbuch.building import Progress as Building

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    built, shards, refused = Building(), None, 0
    with Progress(*columns, console=errors, disable=not sys.stderr.isatty(), transient=True) as progress:
        task = progress.add_task("reading", total=None)
        for standing in steps:
            if standing.error:
                refused += 1
                errors.print(f"gipfelbuch: {standing.error}")
            if isinstance(standing, Building):
                built = standing
            else:
                shards = standing
            progress.update(task, description=_told(standing))
    if shards:
        typer.echo(_told(shards))
    _sum_up(built, register)
    return refused


def _told(standing: Standing | ShardStanding) -> str:
    from gipfelbuch.building import Progress as Building

    if isinstance(standing, Building):
        doing = "matching" if standing.matching else "reading"
        return f"{doing}: {standing.read} read, {standing.skipped} skipped, {standing.seen} found"
    told = f"{standing.shards} shards: {standing.read} read, {standing.skipped} read before"
    told += f", {standing.repeated} begun twice" if standing.repeated else ""
    return told + (f", {standing.failed} given up" if standing.failed else "")


def _sum_up(standing: Standing, register: Register) -> None:
    counts = register.counts()
    typer.echo(
        f"{standing.seen} reports found: {standing.read} read, {standing.skipped} read before. "
        f"The register has {counts.reports} reports and {counts.records} records."
    )
