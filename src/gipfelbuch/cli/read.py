"""``gipfelbuch read``: reports in, readings out."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from enum import StrEnum
from pathlib import Path
from typing import IO, Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from gipfelbuch.errors import GipfelbuchError, InputError, OutputError
from gipfelbuch.exporting.files import whole_file
from gipfelbuch.exporting.readings import reading_as_json
from gipfelbuch.model.entries import Reading
from gipfelbuch.model.reports import Report
from gipfelbuch.pipeline import read_reports
from gipfelbuch.reading import Defaults, find_reports
from gipfelbuch.reading.reports import parse_date

WIDEST_PAGE = 120  # columns; longer lines are hard to read


class Format(StrEnum):
    """How readings are written."""

    TEXT = "text"
    JSON = "json"
    JSONL = "jsonl"
    HTML = "html"


class LanguageOption(StrEnum):
    """Languages that are read."""

    GERMAN = "de"
    ENGLISH = "en"


def read(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH...",
            help="Reports: text, HTML, PDF, feeds, WARC, NewsML, ninjs, mail, JSON Lines or Parquet; files, folders, globs such as 'news/*.txt', or - for standard input.",
            show_default=False,
        ),
    ],
    form: Annotated[Format, typer.Option("--format", "-f", help="How to write what was read.")] = Format.TEXT,
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
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="PATH",
            help="Write to this file, or, if it is a folder, one file a report into it. Standard output if absent.",
            show_default=False,
        ),
    ] = None,
    jobs: Annotated[
        int | None, typer.Option("--jobs", "-j", min=1, help="Processes; one a core if absent.", show_default=False)
    ] = None,
    encoder: Annotated[
        bool,
        typer.Option(
            "--encoder/--rules-only",
            help="Read with the trained encoder, or by rules alone: several times as fast, and less complete.",
        ),
    ] = True,
) -> None:
    """Read reports and write what they say as register entries, each with the words that say so.

    **Formats.** *text*: a page for people. *json*: the reading of one report, or a list of several.
    *jsonl*: one reading a line, as soon as it is there. *html*: one page, evidence marked in the text.

    **JSON Lines input** has one report a line: an object with *text* and, if known, *id*, *published*,
    *language*, *title*, *publisher*, *url*.

    **Exit codes.** 0: all read. 1: some inputs were refused (each is named on standard error, the rest was
    read). 2: the command was wrong.

    **Examples**

    gipfelbuch read report.txt --published 2025-11-03

    gipfelbuch read news/ --format jsonl --output readings.jsonl

    cat report.txt | gipfelbuch read - --format json
    """
    errors = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)
    defaults = _defaults(published, language)
    refused = _Refused(errors)
    reports = _unique_ids(refused.passed(find_reports(paths, defaults)))
    try:
        with _progress(errors, enabled=sys.stderr.isatty() and not _shows_on_terminal(form, output)) as progress:
            task = progress.add_task("reading", total=None)
            readings = _counted(refused.read(read_reports(reports, jobs, encoder=encoder)), progress, task)
            _write(readings, form, output)
    except OutputError as error:
        errors.print(f"gipfelbuch: {error}")
        raise typer.Exit(1) from None
    if refused.count:
        errors.print(f"gipfelbuch: {refused.count} refused, {refused.read_count} read")
        raise typer.Exit(1)


def _shows_on_terminal(form: Format, output: str | None) -> bool:
    return output is None and sys.stdout.isatty() and form is not Format.HTML


def _defaults(published: str | None, language: LanguageOption | None) -> Defaults:
    try:
        day = parse_date(published, "--published") if published else None
    except InputError as error:
        raise typer.BadParameter(str(error), param_hint="--published") from None
    return Defaults(published=day, language=language.value if language else None)


class _Refused:
    """Counts what was read and what was not, and says why on standard error."""

    def __init__(self, errors: Console) -> None:
        self._errors = errors
        self.count = 0
        self.read_count = 0

    def _tell(self, error: GipfelbuchError) -> None:
        self.count += 1
        self._errors.print(f"gipfelbuch: {error}")

    def passed(self, found: Iterable[Report | InputError]) -> Iterator[Report]:
        for item in found:
            if isinstance(item, Report):
                yield item
            else:
                self._tell(item)

    def read(self, found: Iterable[Reading | GipfelbuchError]) -> Iterator[Reading]:
        for item in found:
            if isinstance(item, Reading):
                self.read_count += 1
                yield item
            else:
                self._tell(item)


def _unique_ids(reports: Iterable[Report]) -> Iterator[Report]:
    """Reports whose id was seen before in this run get a number behind it."""
    from dataclasses import replace

    seen: dict[str, int] = {}
    for report in reports:
        seen[report.id] = seen.get(report.id, 0) + 1
        yield report if seen[report.id] == 1 else replace(report, id=f"{report.id}-{seen[report.id]}")


def _progress(errors: Console, *, enabled: bool) -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=errors, disable=not enabled, transient=True)


def _counted(readings: Iterable[Reading], progress: Progress, task: object) -> Iterator[Reading]:
    for reading in readings:
        yield reading
        progress.advance(task)  # type: ignore[arg-type]


# ---------------------------------------------------------------- writing
def _write(readings: Iterator[Reading], form: Format, output: str | None) -> None:
    if output is not None and (Path(output).is_dir() or output.endswith(("/", "\\"))):
        _write_folder(readings, form, Path(output))
        return
    with ExitStack() as stack:
        file = stack.enter_context(whole_file(Path(output))) if output else sys.stdout
        try:
            for piece in _rendered(readings, form, file):
                file.write(piece)
            file.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise OutputError(f"{output or 'standard output'}: cannot be written: {error.strerror}") from error


def _rendered(readings: Iterator[Reading], form: Format, file: IO[str]) -> Iterator[str]:
    match form:
        case Format.JSONL:
            for reading in readings:
                yield json.dumps(reading_as_json(reading), ensure_ascii=False) + "\n"
        case Format.JSON:
            found = [reading_as_json(r) for r in readings]
            yield json.dumps(found[0] if len(found) == 1 else found, ensure_ascii=False, indent=1) + "\n"
        case Format.TEXT:
            yield from _text_pages(readings, file)
        case Format.HTML:
            from gipfelbuch.exporting.pages import readings_as_html

            yield readings_as_html(list(readings))


def _text_pages(readings: Iterator[Reading], file: IO[str]) -> Iterator[str]:
    from gipfelbuch.exporting.pages import reading_as_text

    terminal = file.isatty()
    width = min(Console().width, WIDEST_PAGE) if terminal else 100
    for number, reading in enumerate(readings):
        yield ("\n" if number else "") + reading_as_text(reading, width, colour=terminal)


def _write_folder(readings: Iterator[Reading], form: Format, folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{folder}: the folder cannot be made: {error.strerror}") from error
    suffix = "txt" if form is Format.TEXT else form.value
    for reading in readings:
        name = "".join(c if c.isalnum() or c in "-_." else "_" for c in reading.report.id).lstrip(".") or "report"
        with whole_file(folder / f"{name}.{suffix}") as file:
            for piece in _rendered(iter([reading]), form, file):
                file.write(piece)
