"""SQL of one's own: a single statement that reads enters, its rows leave; nothing can be changed by it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import regex
from sqlalchemy import Connection

from gipfelbuch.errors import QuestionError
from gipfelbuch.register.queries.answers import Cell, frame_of
from gipfelbuch.register.store import Register

MOST_ROWS = 1_000  # unless more are asked for
_READS = regex.compile(
    r"\s*(?:--[^\n]*\n\s*|/\*.*?\*/\s*)*\(?\s*(select|with|values|explain|table)\b", regex.I | regex.S
)
_READING = frozenset({sqlite3.SQLITE_READ, sqlite3.SQLITE_SELECT, sqlite3.SQLITE_RECURSIVE})
_NEVER_CALLED = frozenset({"load_extension", "fts3_tokenizer", "writefile", "edit"})
_ASKED_BY_SEARCH = "data_version"  # the pragma with which full-text search looks whether its index has changed
_OURS = frozenset({sqlite3.SQLITE_ERROR, sqlite3.SQLITE_AUTH, sqlite3.SQLITE_MISUSE, sqlite3.SQLITE_RANGE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """What a statement told.

    Args:
        columns: their names.
        items: the rows.
        more: whether there were more than asked for.
    """

    columns: tuple[str, ...]
    items: tuple[tuple[Cell, ...], ...]
    more: bool = False

    def __iter__(self) -> Iterator[tuple[Cell, ...]]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    def rows(self) -> list[tuple[Cell, ...]]:
        """The rows."""
        return list(self.items)

    def to_frame(self) -> Any:
        """The rows as a pandas data frame.

        Raises:
            QuestionError: if pandas is not installed.
        """
        return frame_of(self.columns, list(self.items))


def run_sql(register: Register, statement: str, most: int | None = MOST_ROWS) -> Rows:
    """Run one statement that reads.

    Args:
        register: where to look; its tables are told in ``docs/register.md``.
        statement: a single SELECT, WITH, VALUES or EXPLAIN.
        most: rows at most; None for all.

    Returns:
        Its rows.

    Raises:
        QuestionError: if it is none, or more than one, or changes anything, or the database does not understand it.
    """
    if not _READS.match(statement):
        raise QuestionError("only a single statement that reads (SELECT, WITH, VALUES, EXPLAIN) can be run")
    with register.database.read() as connection, _faults_told(connection), _only_reading(connection):
        cursor = connection.connection.cursor()
        try:
            _execute(connection, cursor, statement)
            names = tuple(column[0] for column in cursor.description or ())
            found = cursor.fetchall() if most is None else cursor.fetchmany(most + 1)
        finally:
            cursor.close()
    kept = found if most is None else found[:most]
    return Rows(columns=names, items=tuple(tuple(map(_cell, row)) for row in kept), more=len(found) > len(kept))


def _execute(connection: Connection, cursor: Any, statement: str) -> None:
    if connection.dialect.name == "sqlite":
        cursor.execute(statement)
    else:
        cursor.execute(statement, prepare=True)  # a prepared statement is a single one, so nothing can follow it


@contextmanager
def _only_reading(connection: Connection) -> Iterator[None]:
    """Let the database itself refuse whatever would change something."""
    if connection.dialect.name != "sqlite":
        connection.exec_driver_sql("SET TRANSACTION READ ONLY")
        yield
        return
    driver: Any = connection.connection.dbapi_connection
    driver.execute("SELECT 1 FROM hits_index LIMIT 0")  # sets up full-text search, which is more than reading
    driver.set_authorizer(_authorized)
    try:
        yield
    finally:
        driver.set_authorizer(None)


def _authorized(action: int, first: str | None, second: str | None, _database: str | None, _by: str | None) -> int:
    asked = action == sqlite3.SQLITE_PRAGMA and first == _ASKED_BY_SEARCH
    called = action == sqlite3.SQLITE_FUNCTION and second not in _NEVER_CALLED
    return sqlite3.SQLITE_OK if action in _READING or asked or called else sqlite3.SQLITE_DENY


@contextmanager
def _faults_told(connection: Connection) -> Iterator[None]:
    """What is wrong with the statement is told as such; what is wrong with the register is told by the register."""
    driver: Any = connection.dialect.dbapi
    try:
        yield
    except (driver.Error, driver.Warning) as error:
        code, state = getattr(error, "sqlite_errorcode", None), getattr(error, "sqlstate", None)
        if (code is not None and code & 0xFF not in _OURS) or (state and state.startswith(("53", "57", "58", "XX"))):
            raise
        raise QuestionError(f"{str(error).partition(chr(10))[0]}; nothing was changed") from error


def _cell(value: Any) -> Cell:
    return value if value is None or isinstance(value, str | int | float | bool) else str(value)
