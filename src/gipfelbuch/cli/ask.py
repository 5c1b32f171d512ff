"""``gipfelbuch show``, ``timeline``, ``dyad`` and the other questions to a register."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from gipfelbuch.cli.build import DEFAULT_REGISTER, RegisterOption
from gipfelbuch.cli.read import LanguageOption
from gipfelbuch.errors import RegisterError
from gipfelbuch.model.entries import Kind

if TYPE_CHECKING:  # loads the database library: only where it is used
    from datetime import date

    from gipfelbuch.register import Register
    from gipfelbuch.register.queries import Answer, Page, PartyPage, Rows, Scope

MOST_SHOWN = 50  # records of an answer: a few screens


class AnswerFormat(StrEnum):
    """How to write an answer."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"


class Part(StrEnum):
    """Where words are looked for."""

    QUOTE = "quote"
    EVIDENCE = "evidence"


FormatOption = Annotated[
    AnswerFormat,
    typer.Option("--format", "-f", help="*text*: for people. *json*: everything. *csv*: one flat row each."),
]
WordsOption = Annotated[
    LanguageOption, typer.Option("--language", help="Language of the words around what reports say.")
]
FromOption = Annotated[
    str | None,
    typer.Option("--from", metavar="DATE", help="First day: YYYY-MM-DD, YYYY-MM or YYYY.", show_default=False),
]
ToOption = Annotated[
    str | None,
    typer.Option("--to", metavar="DATE", help="Last day: YYYY-MM-DD, YYYY-MM or YYYY.", show_default=False),
]
KindsOption = Annotated[
    list[Kind] | None, typer.Option("--kind", "-k", help="Only this kind; may be given often.", show_default=False)
]
MostOption = Annotated[int, typer.Option("--most", "-n", min=1, help="At most so many, the latest.")]
AllOption = Annotated[bool, typer.Option("--all", help="All of them, however many.")]
_WHO = "a state (all that belong to it) or a party, by name, code or id"


def show(
    record: Annotated[str, typer.Argument(metavar="ID", help="Id of a record, or its beginning.", show_default=False)],
    register: RegisterOption = DEFAULT_REGISTER,
    form: FormatOption = AnswerFormat.TEXT,
    language: WordsOption = LanguageOption.ENGLISH,
) -> None:
    """Show one record: all fields, what is told otherwise and by whom, its witnesses, the history of corrections."""
    from gipfelbuch.register import queries

    _tell(lambda opened: queries.show(opened, record), register, form, language)


def timeline(
    of: Annotated[str | None, typer.Argument(metavar="NAME", help=f"Of {_WHO}.", show_default=False)] = None,
    register: RegisterOption = DEFAULT_REGISTER,
    first: FromOption = None,
    last: ToOption = None,
    kinds: KindsOption = None,
    most: MostOption = MOST_SHOWN,
    every: AllOption = False,
    form: FormatOption = AnswerFormat.TEXT,
    language: WordsOption = LanguageOption.ENGLISH,
) -> None:
    """Show what happened, in the order of days; a day in brackets is that of publication, as no report tells a date.

    **Example**

    gipfelbuch timeline Deutschland --from 2025-01 --kind agreement
    """
    from gipfelbuch.register import queries

    scope = _scope(first, last, most, kinds, every=every)
    _tell(lambda opened: queries.timeline(opened, of, scope()), register, form, language)


def dyad(
    one: Annotated[str, typer.Argument(metavar="ONE", help=f"One side: {_WHO}.", show_default=False)],
    other: Annotated[str, typer.Argument(metavar="OTHER", help="The other side.", show_default=False)],
    register: RegisterOption = DEFAULT_REGISTER,
    first: FromOption = None,
    last: ToOption = None,
    kinds: KindsOption = None,
    most: MostOption = MOST_SHOWN,
    every: AllOption = False,
    form: FormatOption = AnswerFormat.TEXT,
    language: WordsOption = LanguageOption.ENGLISH,
) -> None:
    """Show the history of two states, or of any two parties.

    **Example**

    gipfelbuch dyad Japan Südkorea --from 2018 --to 2020
    """
    from gipfelbuch.register import queries

    scope = _scope(first, last, most, kinds, every=every)
    _tell(lambda opened: queries.dyad(opened, one, other, scope()), register, form, language)


def party(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A form of its name, or its id.", show_default=False)],
    said: Annotated[bool, typer.Option("--said", help="Only what it said.")] = False,
    addressee: Annotated[
        str | None, typer.Option("--addressee", metavar="NAME", help=f"Said to {_WHO}.", show_default=False)
    ] = None,
    about: Annotated[
        str | None, typer.Option("--about", metavar="WORDS", help="Said with these words.", show_default=False)
    ] = None,
    register: RegisterOption = DEFAULT_REGISTER,
    first: FromOption = None,
    last: ToOption = None,
    kinds: KindsOption = None,
    most: MostOption = MOST_SHOWN,
    every: AllOption = False,
    form: FormatOption = AnswerFormat.TEXT,
    language: WordsOption = LanguageOption.ENGLISH,
) -> None:
    """Show who somebody is and what they have part in, or what they said, to whom, on what.

    **Examples**

    gipfelbuch party "Anna Lindqvist"

    gipfelbuch party Lindqvist --said --addressee Norwegen --about Fischerei
    """
    from gipfelbuch.register import queries

    scope = _scope(first, last, most, kinds, every=every)
    if said or addressee or about:
        _tell(lambda opened: queries.said(opened, name, addressee, about, scope()), register, form, language)
    else:
        _tell(lambda opened: queries.party(opened, name, scope()), register, form, language)


def agreements(
    of: Annotated[str | None, typer.Argument(metavar="NAME", help=f"Of {_WHO}.", show_default=False)] = None,
    other: Annotated[str | None, typer.Argument(metavar="OTHER", help="With this side.", show_default=False)] = None,
    status: Annotated[
        str | None, typer.Option("--status", metavar="STATUS", help="Such as signed.", show_default=False)
    ] = None,
    register: RegisterOption = DEFAULT_REGISTER,
    first: FromOption = None,
    last: ToOption = None,
    most: MostOption = MOST_SHOWN,
    every: AllOption = False,
    form: FormatOption = AnswerFormat.TEXT,
    language: WordsOption = LanguageOption.ENGLISH,
) -> None:
    """Show agreements with amount, term and status, and how the status changed."""
    from gipfelbuch.register import queries

    scope = _scope(first, last, most, every=every)
    _tell(lambda opened: queries.agreements(opened, of, other, scope(), status=status), register, form, language)


def visits(
    of: Annotated[
        str | None,
        typer.Argument(metavar="NAME", help="A leader, or a state whose leaders travel.", show_default=False),
    ] = None,
    visited: Annotated[
        str | None, typer.Option("--in", metavar="NAME", help="The state visited.", show_default=False)
    ] = None,
    planned: Annotated[bool, typer.Option("--planned", help="Also what is only planned.")] = False,
    register: RegisterOption = DEFAULT_REGISTER,
    first: FromOption = None,
    last: ToOption = None,
    most: MostOption = MOST_SHOWN,
    every: AllOption = False,
    form: FormatOption = AnswerFormat.TEXT,
    language: WordsOption = LanguageOption.ENGLISH,
) -> None:
    """Show visits of heads of state, government and international organisations abroad; *csv* has the fields of COLT."""
    from gipfelbuch.register import queries

    scope = _scope(first, last, most, every=every)
    _tell(lambda opened: queries.visits(opened, of, visited, scope(), planned=planned), register, form, language)


def gifts(
    giver: Annotated[
        str | None, typer.Option("--giver", metavar="NAME", help=f"Given by {_WHO}.", show_default=False)
    ] = None,
    recipient: Annotated[
        str | None, typer.Option("--recipient", metavar="NAME", help=f"Given to {_WHO}.", show_default=False)
    ] = None,
    register: RegisterOption = DEFAULT_REGISTER,
    first: FromOption = None,
    last: ToOption = None,
    most: MostOption = MOST_SHOWN,
    every: AllOption = False,
    form: FormatOption = AnswerFormat.TEXT,
    language: WordsOption = LanguageOption.ENGLISH,
) -> None:
    """Show gifts by giver and recipient."""
    from gipfelbuch.register import queries

    scope = _scope(first, last, most, every=every)
    _tell(lambda opened: queries.gifts(opened, giver, recipient, scope()), register, form, language)


def issues(
    one: Annotated[str | None, typer.Argument(metavar="ONE", help=f"One side: {_WHO}.", show_default=False)] = None,
    other: Annotated[str | None, typer.Argument(metavar="OTHER", help="The other side.", show_default=False)] = None,
    settled: Annotated[bool, typer.Option("--settled", help="Also what is resolved.")] = False,
    register: RegisterOption = DEFAULT_REGISTER,
    first: FromOption = None,
    last: ToOption = None,
    most: MostOption = MOST_SHOWN,
    every: AllOption = False,
    form: FormatOption = AnswerFormat.TEXT,
    language: WordsOption = LanguageOption.ENGLISH,
) -> None:
    """Show what is open between two states, or anywhere."""
    from gipfelbuch.register import queries

    scope = _scope(first, last, most, every=every)
    _tell(lambda opened: queries.issues(opened, one, other, scope(), settled=settled), register, form, language)


def scores(
    one: Annotated[str | None, typer.Argument(metavar="ONE", help=f"One side: {_WHO}.", show_default=False)] = None,
    other: Annotated[str | None, typer.Argument(metavar="OTHER", help="The other side.", show_default=False)] = None,
    register: RegisterOption = DEFAULT_REGISTER,
    first: FromOption = None,
    last: ToOption = None,
    kinds: KindsOption = None,
    most: MostOption = MOST_SHOWN,
    every: AllOption = False,
    form: FormatOption = AnswerFormat.TEXT,
    language: WordsOption = LanguageOption.ENGLISH,
) -> None:
    """Show counts and a score of conflict (-10) and cooperation (10) per month.

    The score is the mean weight of what happened in the month: Goldstein (1992), mean weight of the CAMEO codes of
    each PLOVER type.
    """
    from gipfelbuch.register import queries

    scope = _scope(first, last, most, kinds, every=every)
    _tell(lambda opened: queries.months(opened, one, other, scope()), register, form, language)


def search(
    query: Annotated[
        str,
        typer.Argument(
            metavar="WORDS",
            help="All must be there, in any German or English form; words in quotation marks as they stand.",
            show_default=False,
        ),
    ],
    of: Annotated[str | None, typer.Option("--of", metavar="NAME", help=f"Only of {_WHO}.", show_default=False)] = None,
    part: Annotated[Part | None, typer.Option("--in", help="Only there.", show_default=False)] = None,
    register: RegisterOption = DEFAULT_REGISTER,
    first: FromOption = None,
    last: ToOption = None,
    kinds: KindsOption = None,
    most: MostOption = MOST_SHOWN,
    every: AllOption = False,
    form: FormatOption = AnswerFormat.TEXT,
    language: WordsOption = LanguageOption.ENGLISH,
) -> None:
    """Find words in quotes and evidence, the latest record first.

    **Example**

    gipfelbuch search 'Verhandlung "ohne Bedingungen"' --in quote
    """
    from gipfelbuch.register import queries

    scope = _scope(first, last, most, kinds, every=every)
    where = part.value if part else None
    _tell(lambda opened: queries.search(opened, query, of, scope(), part=where), register, form, language)


def sql(
    statement: Annotated[
        str, typer.Argument(metavar="STATEMENT", help="One SELECT, WITH, VALUES or EXPLAIN.", show_default=False)
    ],
    register: RegisterOption = DEFAULT_REGISTER,
    most: MostOption = 1_000,
    every: AllOption = False,
    form: FormatOption = AnswerFormat.TEXT,
) -> None:
    """Run one statement that reads; nothing can be changed by it. The tables are told in docs/register.md.

    **Example**

    gipfelbuch sql "SELECT kind, count(*) FROM records WHERE state <> 'rejected' GROUP BY kind"
    """
    from gipfelbuch.register import queries

    rows = None if every else most
    _tell(lambda opened: queries.run_sql(opened, statement, rows), register, form, LanguageOption.ENGLISH)


def _scope(
    first: str | None, last: str | None, most: int, kinds: list[Kind] | None = None, *, every: bool
) -> Callable[[], Scope]:
    """The scope of a question; made where its faults are told."""
    days = _day(first, "--from", last=False), _day(last, "--to", last=True)

    def made() -> Scope:
        from gipfelbuch.register.queries import Scope

        return Scope(first=days[0], last=days[1], kinds=frozenset(kinds or ()), most=None if every else most)

    return made


def _day(told: str | None, option: str, *, last: bool) -> date | None:
    from datetime import date

    from gipfelbuch.register.dates import day_range

    if told is None:
        return None
    found = day_range(told)[1 if last else 0]
    if found is None:
        raise typer.BadParameter(f"{told!r} is no day, month or year, such as 2025-11-03", param_hint=option)
    return date.fromisoformat(found)


def _tell(
    ask: Callable[[Register], Answer[Any] | Page | PartyPage | Rows],
    register: str,
    form: AnswerFormat,
    language: LanguageOption,
) -> None:
    """Ask, write the answer, and tell on standard error if there is more; exit code 1 if it could not be asked."""
    from gipfelbuch.register import open_register

    errors = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)
    try:
        answer = ask(open_register(register))
    except RegisterError as error:
        errors.print(f"gipfelbuch: {error}")
        raise typer.Exit(1) from None
    _write(answer, form, language)
    if getattr(getattr(answer, "records", answer), "more", False):
        errors.print("gipfelbuch: there is more; --most asks for more of it, --all for everything")


def _write(answer: Any, form: AnswerFormat, language: LanguageOption) -> None:
    if form is AnswerFormat.JSON:
        typer.echo(json.dumps(_plain(answer), ensure_ascii=False, indent=1))
    elif form is AnswerFormat.CSV:
        table = getattr(answer, "records", answer)
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(table.columns)
        writer.writerows(table.rows())
    else:
        _write_text(answer, language)


def _plain(answer: Any) -> Any:
    """Objects for JSON: a list of them for an answer of several."""
    from gipfelbuch.register.queries import Answer, Rows

    if isinstance(answer, Rows):
        return [dict(zip(answer.columns, row, strict=True)) for row in answer]
    if isinstance(answer, Answer):
        return [asdict(item) for item in answer]
    plain = asdict(answer)
    return plain | {"records": plain["records"]["items"]} if "records" in plain else plain


def _write_text(answer: Any, language: LanguageOption) -> None:
    from gipfelbuch.cli.ask_text import lines_of, word
    from gipfelbuch.register.queries import Answer

    if not isinstance(answer, Answer):
        _echo(lines_of(answer, language.value))
        return
    for item in answer:
        _echo(lines_of(item, language.value))
    if not answer.items:
        typer.echo(word("nobody", language.value))


def _echo(lines: Any) -> None:
    for line in lines:
        typer.echo(line)


QUESTIONS = (show, timeline, dyad, party, agreements, visits, gifts, issues, scores, search, sql)
