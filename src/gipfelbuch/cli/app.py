"""The ``gipfelbuch`` command: its options, its subcommands, its exit codes."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from gipfelbuch import __version__
from gipfelbuch.cli import ask
from gipfelbuch.cli.build import build
from gipfelbuch.cli.export import export
from gipfelbuch.cli.read import read
from gipfelbuch.cli.review import review
from gipfelbuch.cli.serve import serve

app = typer.Typer(
    name="gipfelbuch",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(read)
app.command()(build)
app.command()(export)
app.command()(serve)
app.add_typer(review, name="review")
for question in ask.QUESTIONS:
    app.command()(question)


def _show_version(value: bool | None) -> None:
    if value:
        typer.echo(f"gipfelbuch {__version__}")
        raise typer.Exit


@app.callback()
def common(
    version: Annotated[
        bool | None, typer.Option("--version", help="Show the version and exit.", callback=_show_version, is_eager=True)
    ] = None,
) -> None:
    """Read news reports about diplomacy, German and English, and see what happened, with the words that say so."""
    del version


def main() -> None:
    """Run the command line; a closed pipe ends it quietly."""
    try:
        app()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(141)
