"""Databases of their own on the PostgreSQL server that is named for the tests, if one is."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from zlib import crc32

from sqlalchemy import make_url

SERVER = os.environ.get("GIPFELBUCH_TEST_POSTGRES")


@contextmanager
def fresh_database(test: str) -> Iterator[str]:
    """The address of an empty database, dropped at the end.

    Args:
        test: the name of the test that it is for.
    """
    import psycopg

    assert SERVER, "no server is named"
    name = f"gipfelbuch_{os.getpid()}_{crc32(test.encode())}"
    with psycopg.connect(SERVER, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name}")
        connection.execute(f"CREATE DATABASE {name}")
    try:
        yield make_url(SERVER).set(database=name).render_as_string(hide_password=False)
    finally:
        with psycopg.connect(SERVER, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
