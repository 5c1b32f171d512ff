"""Registers in a temporary folder, and on a PostgreSQL server where one is named."""

import itertools
import shutil
import tempfile
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from dumping import dump_register
from servers import SERVER, fresh_database
from simple_matching import tools

from gipfelbuch.building import build_register
from gipfelbuch.model.reports import Report
from gipfelbuch.register import open_register

MEMORY = Path("/dev/shm")
ROOM_BYTES = 500_000_000
PLACES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.skipif(not SERVER, reason="no server is named"))]


def clock():
    """Instants that are a second apart."""
    ticks = itertools.count()
    return lambda: datetime(2025, 11, 3, tzinfo=UTC) + timedelta(seconds=next(ticks))


@pytest.fixture
def tmp_path(tmp_path):
    """A folder in memory where there is one: a busy disk would make hundreds of small transactions take minutes."""
    if not MEMORY.is_dir() or shutil.disk_usage(MEMORY).free < ROOM_BYTES:
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=MEMORY, prefix="gipfelbuch-") as folder:
        yield Path(folder)


@pytest.fixture(params=PLACES)
def place(request, tmp_path):
    if request.param == "sqlite":
        yield str(tmp_path / "register.db")
        return
    with fresh_database(request.node.nodeid) as address:
        yield address


@pytest.fixture
def register(place):
    return open_register(place, create=True, clock=clock())


@pytest.fixture
def run_build():
    """Build any register from texts, or from reports."""

    def run(register, *reports, again=False, **changes):
        found = [Report(id=f"r{i}", text=r, language="de") if isinstance(r, str) else r for i, r in enumerate(reports)]
        return list(build_register(found, register, tools(**changes), again=again))

    return run


@pytest.fixture
def build(register, run_build):
    """Build the register."""
    return partial(run_build, register)


@pytest.fixture
def dump():
    """Everything in a register but instants and numbers that only count."""
    return dump_register
