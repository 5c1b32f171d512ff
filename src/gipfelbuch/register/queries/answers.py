"""Answers: what questions to the register give back, as typed rows, flat rows and data frames."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Generic, Protocol, TypeAlias, TypeVar

from gipfelbuch.errors import QuestionError
from gipfelbuch.model.entries import Kind

MOST_ANSWERS = 100  # rows, unless more are asked for: a few screens, and few enough to be read in an instant
Cell: TypeAlias = str | int | float | bool | None


class Row(Protocol):
    """A typed row that can be laid flat."""

    COLUMNS: ClassVar[tuple[str, ...]]

    def cells(self) -> tuple[Cell, ...]:
        """Its values, one a column."""


R = TypeVar("R", bound=Row)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(Generic[R]):
    """Rows in order.

    Args:
        columns: names of the flat columns.
        items: the rows.
        more: whether there were more than asked for; then these are the latest.
    """

    columns: tuple[str, ...]
    items: tuple[R, ...]
    more: bool = False

    def __iter__(self) -> Iterator[R]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    def rows(self) -> list[tuple[Cell, ...]]:
        """The rows laid flat, lists joined by "; "."""
        return [item.cells() for item in self.items]

    def to_frame(self) -> Any:
        """The rows as a pandas data frame, one column each of ``columns``.

        Raises:
            QuestionError: if pandas is not installed.
        """
        return frame_of(self.columns, self.rows())


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What narrows a question.

    Args:
        first: first day; None for no limit. A record stands on the first day of its date; if no witness tells a date,
            on the day on which it was first published.
        last: last day; None for no limit.
        kinds: only these; empty for all.
        most: rows at most, the latest ones; None for all.
        skip: so many of the latest rows are passed over, to tell those before them.
        before: day (empty if unknown) and id of a record: only what stands before it in time; None for no limit.

    Raises:
        QuestionError: if the period ends before it begins, no row is asked for, or less than none passed over.
    """

    first: date | None = None
    last: date | None = None
    kinds: frozenset[Kind] = frozenset()
    most: int | None = MOST_ANSWERS
    skip: int = 0
    before: tuple[str, str] | None = None

    def __post_init__(self) -> None:
        if self.first and self.last and self.first > self.last:
            raise QuestionError(f"the period ends ({self.last}) before it begins ({self.first}); give it the other way")
        if self.most is not None and self.most < 1:
            raise QuestionError(f"{self.most} rows: ask for one at least")
        if self.skip < 0:
            raise QuestionError(f"{self.skip} rows to pass over: give none or more")


def frame_of(columns: tuple[str, ...], rows: list[tuple[Cell, ...]]) -> Any:
    """A pandas data frame.

    Args:
        columns: their names.
        rows: one value a column.

    Raises:
        QuestionError: if pandas is not installed.
    """
    try:
        pandas = importlib.import_module("pandas")  # heavy, and optional: only where it is asked for
    except ModuleNotFoundError:
        raise QuestionError("data frames need pandas; use pip install 'gipfelbuch[frames]'") from None
    return pandas.DataFrame.from_records(rows, columns=list(columns))


def joined(values: Iterator[str] | tuple[str, ...] | list[str]) -> str | None:
    """Values in one cell, each once, in order; None if there is none."""
    return "; ".join(dict.fromkeys(v for v in values if v)) or None
