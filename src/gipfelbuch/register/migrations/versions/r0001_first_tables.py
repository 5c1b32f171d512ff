"""The first tables, the guard of reviews, the index of passages."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None

Json = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")

APPLICATION_ID = 0x47495046  # "GIPF", in the header of an SQLite file

SQLITE = (
    f"PRAGMA application_id = {APPLICATION_ID}",
    """CREATE TRIGGER reviews_stay BEFORE UPDATE ON reviews
       BEGIN SELECT RAISE(ABORT, 'reviews are append only'); END""",
    """CREATE TRIGGER reviews_remain BEFORE DELETE ON reviews
       BEGIN SELECT RAISE(ABORT, 'reviews are append only'); END""",
    """CREATE VIRTUAL TABLE passages_index USING fts5(
       folded, lemmas, content='passages', content_rowid='id', tokenize='unicode61 remove_diacritics 0')""",
    """CREATE TRIGGER passages_added AFTER INSERT ON passages BEGIN
       INSERT INTO passages_index(rowid, folded, lemmas) VALUES (new.id, new.folded, new.lemmas); END""",
    """CREATE TRIGGER passages_removed AFTER DELETE ON passages BEGIN
       INSERT INTO passages_index(passages_index, rowid, folded, lemmas)
       VALUES ('delete', old.id, old.folded, old.lemmas); END""",
)
POSTGRESQL = (
    """CREATE FUNCTION reviews_stay() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION 'reviews are append only'; END $$""",
    """CREATE TRIGGER reviews_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON reviews
       FOR EACH STATEMENT EXECUTE FUNCTION reviews_stay()""",
    """CREATE INDEX passages_index ON passages
       USING gin (string_to_array(folded || ' ' || lemmas, ' '))""",
)


def upgrade() -> None:
    """Make everything."""
    _make_given()
    _make_readings()
    _make_parties()
    _make_matches()
    _make_records()
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)


def _make_given() -> None:
    op.create_table(
        "reports",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("published", sa.Text(), nullable=True),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("witness_group", sa.Text(), nullable=False),
        sa.Column("added", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_reports")),
    )
    op.create_index(op.f("ix_reports_witness_group"), "reports", ["witness_group"], unique=False)
    op.create_table(
        "copies",
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("published", sa.Text(), nullable=True),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["report"], ["reports.key"], name=op.f("fk_copies_report")),
        sa.PrimaryKeyConstraint("report", "name", name=op.f("pk_copies")),
    )
    op.create_table(
        "reviews",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("made", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("record", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("field", sa.Text(), nullable=True),
        sa.Column("value", Json, nullable=True),
        sa.Column("anchors", Json, nullable=False),
        sa.Column("others", Json, nullable=False),
        sa.Column("undoes", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["undoes"], ["reviews.id"], name=op.f("fk_reviews_undoes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviews")),
        sa.UniqueConstraint("number"),
    )
    op.create_index(op.f("ix_reviews_record"), "reviews", ["record"], unique=False)


def _make_readings() -> None:
    op.create_table(
        "readings",
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("body", Json, nullable=False),
        sa.Column("made", sa.Text(), nullable=False),
        sa.Column("matched", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["report"], ["reports.key"], name=op.f("fk_readings_report")),
        sa.PrimaryKeyConstraint("report", name=op.f("pk_readings")),
    )
    op.create_table(
        "entries",
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("entry", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("spans", Json, nullable=False),
        sa.Column("slots", Json, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(["report"], ["reports.key"], name=op.f("fk_entries_report")),
        sa.PrimaryKeyConstraint("report", "entry", name=op.f("pk_entries")),
    )
    op.create_table(
        "passages",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("entry", sa.Text(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("lemmas", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report", "entry"],
            ["entries.report", "entries.entry"],
            name=op.f("fk_passages_report_entry"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passages")),
    )
    op.create_index(op.f("ix_passages_report_entry"), "passages", ["report", "entry"], unique=False)


def _make_parties() -> None:
    op.create_table(
        "parties",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("wikidata", sa.Text(), nullable=True),
        sa.Column("roles", Json, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parties")),
    )
    op.create_index(op.f("ix_parties_country"), "parties", ["country"], unique=False)
    op.create_table(
        "party_names",
        sa.Column("party", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["party"], ["parties.id"], name=op.f("fk_party_names_party"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("party", "name", name=op.f("pk_party_names")),
    )
    op.create_index(op.f("ix_party_names_folded"), "party_names", ["folded"], unique=False)
    op.create_table(
        "party_members",
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("member", sa.Text(), nullable=False),
        sa.Column("party", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["party"], ["parties.id"], name=op.f("fk_party_members_party"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["report"], ["reports.key"], name=op.f("fk_party_members_report")),
        sa.PrimaryKeyConstraint("report", "member", name=op.f("pk_party_members")),
    )
    op.create_index(op.f("ix_party_members_party"), "party_members", ["party"], unique=False)


def _make_matches() -> None:
    op.create_table(
        "matches",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("body", Json, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matches")),
    )
    op.create_table(
        "match_witnesses",
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("entry", sa.Text(), nullable=False),
        sa.Column("match", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["match"], ["matches.id"], name=op.f("fk_match_witnesses_match"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("report", "entry", name=op.f("pk_match_witnesses")),
    )
    op.create_index(op.f("ix_match_witnesses_match"), "match_witnesses", ["match"], unique=False)
    op.create_table(
        "decisions",
        sa.Column("left_report", sa.Text(), nullable=False),
        sa.Column("left_entry", sa.Text(), nullable=False),
        sa.Column("right_report", sa.Text(), nullable=False),
        sa.Column("right_entry", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("probability", sa.Float(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("left_report", "left_entry", "right_report", "right_entry", name=op.f("pk_decisions")),
    )
    op.create_index(op.f("ix_decisions_verdict"), "decisions", ["verdict"], unique=False)
    op.create_table(
        "builds",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.Column("records", sa.Integer(), nullable=False),
        sa.Column("made", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_builds")),
    )


def _make_records() -> None:
    op.create_table(
        "records",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("date", sa.Text(), nullable=True),
        sa.Column("date_from", sa.Text(), nullable=True),
        sa.Column("date_to", sa.Text(), nullable=True),
        sa.Column("type", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=True),
        sa.Column("plover", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("place_country", sa.Text(), nullable=True),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("witnesses", sa.Integer(), nullable=False),
        sa.Column("witness_groups", sa.Integer(), nullable=False),
        sa.Column("contested", sa.Integer(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=True),
        sa.Column("doubt", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_records")),
    )
    op.create_index(op.f("ix_records_date_from"), "records", ["date_from"], unique=False)
    op.create_index(op.f("ix_records_doubt"), "records", ["doubt"], unique=False)
    op.create_index(op.f("ix_records_kind"), "records", ["kind"], unique=False)
    op.create_index(op.f("ix_records_place_country"), "records", ["place_country"], unique=False)
    op.create_index(op.f("ix_records_plover"), "records", ["plover"], unique=False)
    op.create_index(op.f("ix_records_state"), "records", ["state"], unique=False)
    op.create_table(
        "calendar",
        sa.Column("side", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["record"], ["records.id"], name=op.f("fk_calendar_record"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("side", "day", "record", name=op.f("pk_calendar")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_calendar_record"), "calendar", ["record"], unique=False)
    op.create_table(
        "witnesses",
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("entry", sa.Text(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["record"], ["records.id"], name=op.f("fk_witnesses_record"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["report", "entry"], ["entries.report", "entries.entry"], name=op.f("fk_witnesses_report_entry")
        ),
        sa.PrimaryKeyConstraint("report", "entry", name=op.f("pk_witnesses")),
    )
    op.create_index(op.f("ix_witnesses_record"), "witnesses", ["record"], unique=False)
    op.create_table(
        "variants",
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("rank", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("value", Json, nullable=False),
        sa.Column("witness_groups", sa.Integer(), nullable=False),
        sa.Column("review", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["record"], ["records.id"], name=op.f("fk_variants_record"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("record", "field", "rank", name=op.f("pk_variants")),
    )
    op.create_table(
        "variant_witnesses",
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("rank", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("entry", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["record", "field", "rank"],
            ["variants.record", "variants.field", "variants.rank"],
            name=op.f("fk_variant_witnesses_record_field_rank"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("record", "field", "rank", "report", "entry", name=op.f("pk_variant_witnesses")),
    )
    op.create_table(
        "involved",
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("party", sa.Text(), nullable=False),
        sa.Column("majority", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["party"], ["parties.id"], name=op.f("fk_involved_party"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["record"], ["records.id"], name=op.f("fk_involved_record"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("record", "field", "party", name=op.f("pk_involved")),
    )
    op.create_index(op.f("ix_involved_party_majority"), "involved", ["party", "majority"], unique=False)
    op.create_table(
        "review_records",
        sa.Column("review", sa.Text(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["record"], ["records.id"], name=op.f("fk_review_records_record"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["review"], ["reviews.id"], name=op.f("fk_review_records_review")),
        sa.PrimaryKeyConstraint("review", "record", name=op.f("pk_review_records")),
    )
    op.create_index(op.f("ix_review_records_record"), "review_records", ["record"], unique=False)
