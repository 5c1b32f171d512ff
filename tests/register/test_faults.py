"""Damaged files, full disks, foreign databases, locks: a clear error, and nothing is lost."""

import os
import resource
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from gipfelbuch.errors import (
    DamagedRegisterError,
    LockedRegisterError,
    MissingRegisterError,
    RegisterError,
    SchemaVersionError,
    StorageError,
)
from gipfelbuch.model.reports import Report
from gipfelbuch.register import connections, open_register

TEXTS = [f"Anna traf{i} Berta 2024-05. Carl rief{i} Dora." for i in range(60)]


@pytest.fixture
def file(tmp_path):
    return tmp_path / "register.db"


@pytest.fixture
def built(file, run_build):
    register = open_register(str(file), create=True)
    run_build(register, *TEXTS)
    return register


def test_a_register_that_is_not_there_is_told_and_not_made(file):
    with pytest.raises(MissingRegisterError, match="gipfelbuch build"):
        open_register(str(file))
    assert not file.exists()


def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(StorageError, match="does not exist"):
        open_register(str(tmp_path / "nowhere" / "register.db"), create=True)


def test_a_folder_in_the_place_of_a_register_is_told(tmp_path):
    with pytest.raises(StorageError, match="cannot be opened"):
        open_register(str(tmp_path), create=True)


def test_a_file_that_is_no_database_stays_as_it_is(file):
    file.write_text("Der Minister reiste nach Paris. " * 100, encoding="utf-8")
    before = file.read_bytes()
    with pytest.raises(DamagedRegisterError, match="no register"):
        open_register(str(file), create=True)
    assert file.read_bytes() == before


def test_a_database_of_something_else_stays_as_it_is(file):
    with sqlite3.connect(file) as other:
        other.execute("CREATE TABLE cities (name TEXT)")
    other.close()
    before = file.read_bytes()
    with pytest.raises(DamagedRegisterError, match="cities"):
        open_register(str(file), create=True)
    assert file.read_bytes() == before


@pytest.mark.parametrize("create", [False, True])
def test_a_register_of_a_newer_program_stays_as_it_is(built, file, create):
    with built.database.write() as connection:
        connection.execute(text("UPDATE gipfelbuch_schema SET version_num = '9999'"))
    with pytest.raises(SchemaVersionError, match=r"9999.*newer gipfelbuch"):
        open_register(str(file), create=create)


def test_an_empty_file_becomes_a_register(file):
    file.touch()
    assert open_register(str(file), create=True).counts().reports == 0


def test_damage_is_found_before_anything_is_written(built, file):
    with built.database.write():
        pass
    size = file.stat().st_size
    with file.open("r+b") as opened:
        opened.seek(size // 3)
        opened.write(os.urandom(size // 3))
    before = file.read_bytes()
    with pytest.raises(DamagedRegisterError, match="damaged"):
        open_register(str(file), create=True).database.check()
    assert file.read_bytes() == before


def test_a_register_cut_off_is_told(built, file):
    with file.open("r+b") as opened:
        opened.truncate(file.stat().st_size // 2)
    with pytest.raises(DamagedRegisterError):
        open_register(str(file), create=True).database.check()


def test_a_locked_register_is_told_after_a_while_and_can_be_read_meanwhile(register, place, monkeypatch):
    monkeypatch.setattr(connections, "WAIT_SECONDS", 1)
    with register.database.write():
        with pytest.raises(LockedRegisterError, match="another process"), open_register(place).database.write():
            pass
        assert open_register(place).counts().reports == 0
    with open_register(place).database.write():
        pass


def test_a_full_disk_is_told_and_what_was_there_stays(built, file, run_build, dump):
    before = dump(built)
    limit = file.stat().st_size + 60_000
    register = open_register(str(file))
    old = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, old[1]))
    more = [Report(id=f"n{i}", text=f"Anna sah{i} Emil. " + "x " * 40_000, language="de") for i in range(40)]
    try:
        with pytest.raises(StorageError, match="disk"):
            run_build(register, *more)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, old)
    register.database.check()
    shown = ("records", "witnesses", "entries", "variants", "parties", "reviews")
    assert {name: dump(register)[name] for name in shown} == {name: before[name] for name in shown}
    run_build(register, *more)
    assert register.counts().reports == len(TEXTS) + len(more)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everything")
def test_a_register_without_the_right_to_write_is_told(built, file, run_build):
    file.chmod(0o444)
    with pytest.raises(StorageError, match="rights"):
        run_build(open_register(str(file)), "Emil traf Dora.")


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("mysql://user@host/name", "no place for a register"),
        ("postgresql://nobody:secret@127.0.0.1:1/none", "no connection"),
    ],
)
def test_an_address_without_a_register_is_told_without_the_password(place, told):
    pytest.importorskip("psycopg")
    with pytest.raises(StorageError, match=told) as error:
        open_register(place, create=True)
    assert "secret" not in str(error.value)


def test_without_the_driver_for_postgresql_its_name_is_told():
    code = (
        "import sys; sys.modules['psycopg'] = None\n"
        "from gipfelbuch.register import open_register\n"
        "open_register('postgresql://user@host/name')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60, check=False, text=True)
    assert "pip install 'gipfelbuch[postgres]'" in done.stderr.splitlines()[-1]


def test_every_fault_is_an_error_of_the_register():
    kinds = {kind for kind, _ in connections._SQLITE_FAULTS.values()} | {k for _, k, _ in connections._POSTGRES_FAULTS}
    assert all(issubclass(kind, RegisterError) for kind in kinds)


def test_a_database_of_something_else_on_a_server_stays_as_it_is(place):
    if "://" not in place:
        pytest.skip("a server only")
    from sqlalchemy import create_engine, inspect

    engine = create_engine(place.replace("postgresql://", "postgresql+psycopg://"))
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE reports (id integer)"))
    with pytest.raises(DamagedRegisterError, match="reports"):
        open_register(place, create=True)
    assert inspect(engine).get_table_names() == ["reports"]
    engine.dispose()


def test_no_file_but_the_register_stays_behind(built, file):
    assert [p.name for p in Path(file.parent).iterdir()] == [file.name]
