"""The register's tables, made and brought up to date step by step; each step is a module in ``versions``.

The steps run inside the transaction that is given, so that a register has all of a new version or none of it.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, MetaData, Table, inspect, select
from sqlalchemy.exc import NoSuchTableError

VERSION_TABLE = "gipfelbuch_schema"
STEPS = ("0001", "0002", "0003")  # all of them, in order
HEAD = STEPS[-1]


def current_step(connection: Connection) -> str | None:
    """The step that the tables are at; None if there are none of ours."""
    try:
        table = Table(VERSION_TABLE, MetaData(), autoload_with=connection)
    except NoSuchTableError:
        return None
    return connection.execute(select(table.c.version_num)).scalar()


def table_names(connection: Connection) -> set[str]:
    """Every table that there is."""
    return set(inspect(connection).get_table_names())


def migrate(connection: Connection, step: str = HEAD) -> None:
    """Bring the tables to a step.

    Args:
        connection: inside a writing transaction, which the caller ends.
        step: one of ``STEPS``, not before the present one.
    """
    from alembic import command
    from alembic.config import Config

    settings = Config()
    settings.set_main_option("script_location", str(Path(__file__).parent))
    settings.set_main_option("path_separator", "os")
    settings.attributes["connection"] = connection
    command.upgrade(settings, step)
