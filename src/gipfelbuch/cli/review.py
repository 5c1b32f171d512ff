"""``gipfelbuch review``: the queue, what people decide, the history, corrections as readings."""

from __future__ import annotations

import getpass
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from gipfelbuch.cli.build import DEFAULT_REGISTER, RegisterOption
from gipfelbuch.errors import GipfelbuchError
from gipfelbuch.exporting.files import whole_file
from gipfelbuch.model.entries import Kind
from gipfelbuch.model.records import EntryRef

if TYPE_CHECKING:  # loads the database library: only where it is used
    from gipfelbuch.register import Doubt, Event, Register, Review, Reviews

review = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode="markdown",
    help="Look at what is in doubt and correct it. Every correction has an author and a reason, can be undone, and is "
    "never lost: whatever is read again later, it holds.",
)

ReasonOption = Annotated[str, typer.Option("--reason", "-m", help="Why; kept in the history.", show_default=False)]
AuthorOption = Annotated[
    str | None,
    typer.Option(
        "--author", envvar="GIPFELBUCH_AUTHOR", help="Who decides; the user's name if absent.", show_default=False
    ),
]
RecordArgument = Annotated[str, typer.Argument(metavar="RECORD", help="Id of a record.", show_default=False)]
OtherArgument = Annotated[str, typer.Argument(metavar="OTHER", help="Id of a second record.", show_default=False)]
JsonOption = Annotated[bool, typer.Option("--json", help="One JSON object a line, for programs.")]


@review.command("queue")
def show_queue(
    register: RegisterOption = DEFAULT_REGISTER,
    most: Annotated[int, typer.Option("--most", "-n", min=1, help="Places at most.")] = 20,
    as_json: JsonOption = False,
) -> None:
    """Show what a person should look at, most doubtful first.

    *orphan*: a review whose words no entry has any more. *same*: two records that may be one. *record*: a record in
    doubt, because its witnesses differ, or are few, or the reading is unsure.
    """
    from gipfelbuch.register import queue

    with _told() as tell:
        for doubt in queue(_open(register), most):
            tell(json.dumps(_doubt(doubt), ensure_ascii=False) if as_json else _doubt_line(doubt))


@review.command()
def accept(
    record: RecordArgument,
    reason: ReasonOption,
    register: RegisterOption = DEFAULT_REGISTER,
    author: AuthorOption = None,
) -> None:
    """Say that a record is right as it is."""
    _decide(register, author, lambda reviews: reviews.accept(record, reason))


@review.command()
def reject(
    record: RecordArgument,
    reason: ReasonOption,
    register: RegisterOption = DEFAULT_REGISTER,
    author: AuthorOption = None,
) -> None:
    """Say that a record is none; it is kept, but not shown."""
    _decide(register, author, lambda reviews: reviews.reject(record, reason))


@review.command()
def correct(
    record: RecordArgument,
    field: Annotated[str, typer.Argument(metavar="FIELD", help="A field of its kind.", show_default=False)],
    value: Annotated[
        str,
        typer.Argument(
            metavar="VALUE",
            help="Its value: words, a JSON list such as '[\"China\", \"Japan\"]', or null for 'not told'. Parties by "
            "id or by name.",
            show_default=False,
        ),
    ],
    reason: ReasonOption,
    register: RegisterOption = DEFAULT_REGISTER,
    author: AuthorOption = None,
) -> None:
    """Set a field of a record; what its witnesses say stays visible.

    **Example**

    gipfelbuch review correct encounter:3f2a date 2025-11-01 --reason "the ministry's diary"
    """
    _decide(register, author, lambda reviews: reviews.correct(record, field, _value(value), reason))


@review.command()
def split(
    record: RecordArgument,
    witnesses: Annotated[
        list[str],
        typer.Argument(
            metavar="WITNESS...", help="Those that tell another event, as REPORT:ENTRY.", show_default=False
        ),
    ],
    reason: ReasonOption,
    register: RegisterOption = DEFAULT_REGISTER,
    author: AuthorOption = None,
) -> None:
    """Say that some witnesses of a record tell another event."""
    _decide(register, author, lambda reviews: reviews.split(record, map(_ref, witnesses), reason))


@review.command()
def merge(
    record: RecordArgument,
    other: OtherArgument,
    reason: ReasonOption,
    register: RegisterOption = DEFAULT_REGISTER,
    author: AuthorOption = None,
) -> None:
    """Say that two records are one."""
    _decide(register, author, lambda reviews: reviews.merge(record, other, reason))


@review.command()
def apart(
    record: RecordArgument,
    other: OtherArgument,
    reason: ReasonOption,
    register: RegisterOption = DEFAULT_REGISTER,
    author: AuthorOption = None,
) -> None:
    """Say that two records are two, whatever matching thinks."""
    _decide(register, author, lambda reviews: reviews.keep_apart(record, other, reason))


@review.command()
def add(
    kind: Annotated[Kind, typer.Argument(help="What it is.", show_default=False)],
    report: Annotated[
        str, typer.Argument(metavar="REPORT", help="Key or name of the report that tells it.", show_default=False)
    ],
    words: Annotated[
        list[str], typer.Argument(metavar="WORDS...", help="The words that say so, as they stand.", show_default=False)
    ],
    reason: ReasonOption,
    fields: Annotated[
        list[str] | None,
        typer.Option(
            "--set", metavar="FIELD=VALUE", help="A field and its value; may be given often.", show_default=False
        ),
    ] = None,
    register: RegisterOption = DEFAULT_REGISTER,
    author: AuthorOption = None,
) -> None:
    """Enter an event that was not found, with the words that say so.

    **Example**

    gipfelbuch review add gift visit-17 "überreichte ihm eine Vase" --set item=Vase --set giver=China --reason missed
    """
    values = {name: _value(value) for name, _, value in (f.partition("=") for f in fields or ())}
    _decide(register, author, lambda reviews: reviews.add(kind, report, words, values, reason))


@review.command()
def undo(
    review_id: Annotated[str, typer.Argument(metavar="REVIEW", help="Id of a review.", show_default=False)],
    reason: ReasonOption,
    register: RegisterOption = DEFAULT_REGISTER,
    author: AuthorOption = None,
) -> None:
    """Take a review back; an undo can be undone as well."""
    _decide(register, author, lambda reviews: reviews.undo(review_id, reason))


@review.command("history")
def show_history(
    record: Annotated[
        str | None, typer.Argument(metavar="RECORD", help="Of this record only.", show_default=False)
    ] = None,
    register: RegisterOption = DEFAULT_REGISTER,
    as_json: JsonOption = False,
) -> None:
    """Show who decided what, when and why."""
    from gipfelbuch.register import history

    with _told() as tell:
        for event in history(_open(register), record):
            tell(json.dumps(_event(event), ensure_ascii=False) if as_json else _event_line(event))


@review.command()
def export(
    register: RegisterOption = DEFAULT_REGISTER,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Standard output if absent.", show_default=False),
    ] = None,
) -> None:
    """Write the readings that people reviewed, as they corrected them, one JSON object a line: for training."""
    from gipfelbuch.register import corrected_readings

    with _told() as tell:
        lines = (json.dumps(r, ensure_ascii=False) for r in corrected_readings(_open(register)))
        if output is None:
            for line in lines:
                tell(line)
        else:
            with whole_file(output) as file:
                file.writelines(f"{line}\n" for line in lines)


def _decide(register: str, author: str | None, decide: Callable[[Reviews], Review]) -> None:
    from gipfelbuch.register import Reviews

    with _told() as tell:
        made = decide(Reviews(_open(register), author or getpass.getuser()))
        tell(f"{made.id}: {_what(made)} by {made.author}: {made.reason}")


def _open(register: str) -> Register:
    from gipfelbuch.register import open_register

    return open_register(register)


@contextmanager
def _told() -> Iterator[Callable[[str], None]]:
    """Errors are told on standard error and end the command with exit code 1."""
    try:
        yield typer.echo
    except GipfelbuchError as error:
        Console(stderr=True, highlight=False, markup=False, soft_wrap=True).print(f"gipfelbuch: {error}")
        raise typer.Exit(1) from None


def _value(value: str) -> Any:
    """Words stay words; JSON lists and null are taken as such."""
    return json.loads(value) if value == "null" or _is_list(value) else value


def _is_list(value: str) -> bool:
    try:
        return isinstance(json.loads(value), list)
    except ValueError:
        return False


def _ref(witness: str) -> EntryRef:
    report, _, entry = witness.partition(":")
    return EntryRef(report=report, entry=entry)


def _what(made: Review) -> str:
    if made.undoes:
        return f"undo of {made.undoes}"
    told = f"{made.action.value} {made.record or made.kind}"
    return f"{told} {made.field} = {json.dumps(made.value, ensure_ascii=False)}" if made.field else told


def _doubt(doubt: Doubt) -> dict[str, Any]:
    return {
        "question": doubt.question.value,
        "record": doubt.record,
        "other": doubt.other,
        "review": doubt.review,
        "doubt": doubt.doubt,
        "why": doubt.why,
    }


def _doubt_line(doubt: Doubt) -> str:
    names = [n for n in (doubt.review, doubt.record, doubt.other) if n]
    return f"{doubt.doubt:.2f}  {doubt.question.value:6}  {' '.join(names)}  {doubt.why}"


def _event(event: Event) -> dict[str, Any]:
    made = event.review
    return {
        "id": made.id,
        "made": made.made,
        "author": made.author,
        "action": made.action.value,
        "record": made.record,
        "kind": made.kind.value if made.kind else None,
        "field": made.field,
        "value": made.value,
        "reason": made.reason,
        "words": [a.words for a in made.anchors],
        "undoes": made.undoes,
        "undone": event.undone,
        "orphaned": event.orphaned,
    }


def _event_line(event: Event) -> str:
    made = event.review
    holds = "  (undone)" if event.undone else "  (orphaned)" if event.orphaned else ""
    return f"{made.id}  {made.made}  {made.author}: {_what(made)}: {made.reason}{holds}"
