"""Where a register is kept: a place enters, transactions leave, and every fault becomes an error of ours.

A place is the path of an SQLite file or the address of a PostgreSQL database. Reading sees one state of the register
from the first statement to the last; writers wait for each other.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, Table, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.pool import NullPool

from gipfelbuch.errors import (
    DamagedRegisterError,
    InternalError,
    LockedRegisterError,
    MissingRegisterError,
    RegisterError,
    StorageError,
)

WAIT_SECONDS = 60  # for another writer; storing a batch takes less than one, replacing the records of 10,000 about 10
WRITING_CACHE_KIB = 512 * 1024  # at most; with SQLite's own 2 MB the calendar takes twice as long to write
LOCK_KEY = 0x67697066  # of PostgreSQL's advisory lock: "gipf"
CONNECT_SECONDS = 10  # until a PostgreSQL server is given up
_BEGIN = "gipfelbuch_begin"
_UNTOUCHED = "what it held before this step it still holds"

_SQLITE_FAULTS: dict[int, tuple[type[RegisterError], str]] = {
    sqlite3.SQLITE_BUSY: (LockedRegisterError, f"another process has kept it locked for {WAIT_SECONDS} s; try again"),
    sqlite3.SQLITE_LOCKED: (LockedRegisterError, "it is locked; try again"),
    sqlite3.SQLITE_CORRUPT: (DamagedRegisterError, "the file is damaged; restore a copy, or use 'sqlite3 .recover'"),
    sqlite3.SQLITE_NOTADB: (DamagedRegisterError, "this file is no register; name another one"),
    sqlite3.SQLITE_FULL: (StorageError, "the disk is full; make room and run the same command again"),
    sqlite3.SQLITE_IOERR: (StorageError, "the disk does not read or write; check room and medium, then run again"),
    sqlite3.SQLITE_CANTOPEN: (StorageError, "it cannot be opened; check that its folder exists and the rights"),
    sqlite3.SQLITE_READONLY: (StorageError, "it cannot be written; check the rights of the file and its folder"),
    sqlite3.SQLITE_PERM: (StorageError, "it may not be opened; check the rights of the file"),
}
# by the beginning of SQLSTATE, longest first (PostgreSQL manual, appendix A)
_POSTGRES_FAULTS: tuple[tuple[str, type[RegisterError], str], ...] = (
    ("55P03", LockedRegisterError, f"another process has kept it locked for {WAIT_SECONDS} s; try again"),
    ("53100", StorageError, "the server's disk is full; make room and run the same command again"),
    ("42501", StorageError, "this user may not do that; check its rights"),
    ("25006", StorageError, "the server only lets us read"),
    ("40", LockedRegisterError, "another process was at the same rows; try again"),
    ("53", StorageError, "the server is short of resources; try again later"),
    ("08", StorageError, "the connection to the server was lost; run the same command again"),
    ("57", StorageError, "the server ended the connection; run the same command again"),
    ("28", StorageError, "the server does not let this user in; check user and password"),
    ("3D", MissingRegisterError, "the server has no such database; create it first"),
    ("XX", DamagedRegisterError, "the server says that its data are damaged; restore a copy"),
)


class Database:
    """A place where a register is kept, and transactions on it.

    Args:
        place: a path, or an address that begins with ``postgresql://``.

    Raises:
        StorageError: if the address is none, or the driver for PostgreSQL is not installed.
    """

    def __init__(self, place: str) -> None:
        """No connection is made yet."""
        url = _url(place)
        self.is_sqlite = url.get_backend_name() == "sqlite"
        self.path = Path(place) if self.is_sqlite else None
        self.place = place if self.is_sqlite else url.render_as_string(hide_password=True)
        self._engine = _engine(url, self.place)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that sees one state of the register throughout.

        Raises:
            RegisterError: a child that tells what went wrong.
        """
        steady = {} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"}
        with self._faults_told(), self._engine.connect() as plain:
            connection = plain.execution_options(**steady)
            with connection.begin():
                yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """The only writing transaction at this moment; it counts as a whole or not at all.

        Raises:
            RegisterError: a child that tells what went wrong; nothing was changed.
        """
        with self._faults_told(), self._engine.connect() as plain:
            connection = plain.execution_options(**{_BEGIN: "BEGIN IMMEDIATE"})
            with connection.begin():
                if self.is_sqlite:
                    connection.exec_driver_sql(f"PRAGMA cache_size = -{WRITING_CACHE_KIB}")
                else:
                    connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{WAIT_SECONDS}s'")
                    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK_KEY})")
                yield connection

    def prepare(self) -> None:
        """Let readers and a writer work on a new file at the same time (SQLite's write-ahead log; it stays so)."""
        if self.is_sqlite:
            with self._faults_told(), self._engine.connect() as connection:
                # before a transaction begins, where the mode may change
                connection.connection.execute("PRAGMA journal_mode = WAL")

    def check(self) -> None:
        """Look through the file for damage; a server looks after its own.

        Raises:
            DamagedRegisterError: with the first damage found.
        """
        if not self.is_sqlite:
            return
        with self.read() as connection:
            found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
        if found != "ok":
            raise DamagedRegisterError(
                f"{self.place}: the file is damaged ({found}); nothing was changed; restore a copy, "
                "or use 'sqlite3 .recover'"
            )

    @contextmanager
    def _faults_told(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            raise _told(error.orig or error, self.place) from error
        except sqlite3.Error as error:  # while a connection is set up
            raise _told(error, self.place) from error


@contextmanager
def indexed_after(connection: Connection, table: Table) -> Iterator[None]:
    """Let many rows come before the indexes of their table are made: SQLite sorts once, and puts none between others.

    Args:
        connection: in a writing transaction; readers see the old table with its indexes until it ends.
        table: whose indexes beside the primary key wait; on PostgreSQL, where that would keep readers out, none does.
    """
    waiting = list(table.indexes) if connection.dialect.name == "sqlite" else []
    for index in waiting:
        index.drop(connection)
    yield
    for index in waiting:
        index.create(connection)


def _url(place: str) -> URL:
    if "://" not in place:
        return URL.create("sqlite", database=place)
    try:
        url = make_url(place)
        if url.get_backend_name() in {"postgresql", "postgres"}:
            return url.set(drivername="postgresql+psycopg")
    except (ArgumentError, NoSuchModuleError):
        pass
    raise StorageError(
        f"{place.partition('://')[0]}://: no place for a register; name a file, or an address such as "
        "postgresql://user@host/name"
    )


def _engine(url: URL, place: str) -> Engine:
    # NullPool: no connection outlives its transaction, so none is ever carried into a worker process
    try:
        if url.get_backend_name() == "sqlite":
            engine = create_engine(
                url, poolclass=NullPool, json_serializer=_json, connect_args={"timeout": WAIT_SECONDS}
            )
            event.listen(engine, "connect", _set_up_sqlite)
            event.listen(engine, "begin", _begin_sqlite)
            return engine
        return create_engine(
            url, poolclass=NullPool, json_serializer=_json, connect_args={"connect_timeout": CONNECT_SECONDS}
        )
    except ModuleNotFoundError:
        raise StorageError(
            f"{place}: the driver for PostgreSQL is not installed; use pip install 'gipfelbuch[postgres]'"
        ) from None


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _set_up_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # transactions begin when we say so, not when the driver thinks so
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")  # a correction that was confirmed survives a power cut


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get(_BEGIN, "BEGIN"))


def _told(error: BaseException, place: str) -> RegisterError | InternalError:
    line = str(error).strip().partition("\n")[0]
    code = getattr(error, "sqlite_errorcode", None)
    state = getattr(error, "sqlstate", None)
    if code is not None and (fault := _SQLITE_FAULTS.get(code & 0xFF)):
        return fault[0](f"{place}: {fault[1]} ({line}); {_UNTOUCHED}")
    if state is not None:
        for start, kind, advice in _POSTGRES_FAULTS:
            if state.startswith(start):
                return kind(f"{place}: {advice} ({line}); {_UNTOUCHED}")
    elif code is None and type(error).__name__ == "OperationalError":
        return StorageError(f"{place}: no connection ({line}); {_UNTOUCHED}")
    return InternalError(f"{place}: {line}; {_UNTOUCHED}. This is a bug: please report it")
