"""The tables that the steps make are the ones that the code uses."""

import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from gipfelbuch.register import migrations
from gipfelbuch.register.migrations import HEAD, STEPS, VERSION_TABLE, current_step, migrate
from gipfelbuch.register.tables import metadata

REVIEW = {
    "id": "v1", "number": 1, "made": "2026-01-01T00:00:00Z", "author": "Ada", "reason": "the diary", "action": "accept",
    "record": "x", "kind": None, "field": None, "value": None, "anchors": [], "others": [], "undoes": None,
}  # fmt: skip
NOT_OURS_TO_COMPARE = (
    "hits_index",
    "passages_index",
    VERSION_TABLE,
)  # the full-text table and its parts; Alembic's own


def test_the_steps_make_the_tables_of_the_code(register):
    def ours(_object, name, *_rest):
        return not (name or "").startswith(NOT_OURS_TO_COMPARE)

    with register.database.read() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": ours, "version_table": VERSION_TABLE})
        assert compare_metadata(context, metadata) == []


def test_every_step_is_listed():
    config = Config()
    config.set_main_option("script_location", migrations.__path__[0])
    config.set_main_option("path_separator", "os")
    steps = [s.revision for s in ScriptDirectory.from_config(config).walk_revisions()]
    assert tuple(reversed(steps)) == STEPS


def test_a_new_register_is_at_the_last_step(register):
    with register.database.read() as connection:
        assert current_step(connection) == HEAD


def test_a_register_of_an_earlier_step_is_brought_up_to_date_with_what_it_holds(tmp_path):
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'r.db'}")
    with engine.begin() as connection:
        migrate(connection, STEPS[0])
        connection.execute(metadata.tables["reviews"].insert(), REVIEW)
    with engine.begin() as connection:
        migrate(connection)
        assert current_step(connection) == HEAD
        assert connection.execute(sa.text("SELECT reason FROM reviews")).scalar() == "the diary"
        assert "ix_records_doubt_id" in {i["name"] for i in sa.inspect(connection).get_indexes("records")}
    engine.dispose()


def test_a_register_file_tells_what_it_is(tmp_path):
    import sqlite3

    from gipfelbuch.register import open_register

    open_register(str(tmp_path / "r.db"), create=True)
    with sqlite3.connect(tmp_path / "r.db") as connection:
        number = connection.execute("PRAGMA application_id").fetchone()[0]
        assert number.to_bytes(4, "big") == b"GIPF"
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()


def test_every_table_and_column_is_in_the_document():
    from pathlib import Path

    page = (Path(__file__).parents[2] / "docs" / "register.md").read_text(encoding="utf-8")
    names = {n for table in metadata.tables.values() for n in (table.name, *table.columns.keys())}
    assert sorted(n for n in names if f"`{n}`" not in page) == []
