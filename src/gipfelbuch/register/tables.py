"""The tables of the register, for SQLite and PostgreSQL alike. What each is for: ``docs/register.md``.

Instants are ISO 8601 in UTC, days ISO 8601 dates, lists and objects JSON. Three sorts of tables: what was given
(``reports``, ``copies``, ``reviews``), what was read out of each report (``readings``), and what was worked out of all
of these (the rest), which changes as a whole, at the end of a build, and can be made anew from the others.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
)
from sqlalchemy.dialects.postgresql import JSONB

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
Json = JSON().with_variant(JSONB(), "postgresql")
CASCADE = "CASCADE"


def _meta() -> tuple[Column[str | None], ...]:
    """What is known of a report beside its text."""
    return (
        Column("name", Text, nullable=False),
        Column("language", Text, nullable=False),
        Column("title", Text),
        Column("published", Text),
        Column("publisher", Text),
        Column("url", Text),
    )


reports = Table(
    "reports",
    metadata,
    Column("key", Text, primary_key=True),
    Column("sha256", Text, nullable=False),
    Column("text", Text, nullable=False),
    *_meta(),
    Column("witness_group", Text, nullable=False, index=True),
    Column("added", Text, nullable=False),
    Index(None, "published", "language", "publisher"),
)

copies = Table(
    "copies",
    metadata,
    Column("report", Text, ForeignKey("reports.key"), primary_key=True),
    Column("name", Text, primary_key=True),
    *_meta()[1:],
)

readings = Table(
    "readings",
    metadata,
    Column("report", Text, ForeignKey("reports.key"), primary_key=True),
    Column("version", Text, nullable=False),
    Column("basis", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("body", Json, nullable=False),
    Column("made", Text, nullable=False),
    Column("matched", Text),
)

entries = Table(
    "entries",
    metadata,
    Column("report", Text, ForeignKey("reports.key"), primary_key=True),
    Column("entry", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("spans", Json, nullable=False),
    Column("slots", Json, nullable=False),
    Column("words", Text, nullable=False),
    Column("summary", Text, nullable=False),
    Column("confidence", Float),
)

passages = Table(
    "passages",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("report", Text, nullable=False),
    Column("entry", Text, nullable=False),
    Column("part", Text, nullable=False),
    Column("folded", Text, nullable=False),
    Column("lemmas", Text, nullable=False),
    ForeignKeyConstraint(("report", "entry"), ("entries.report", "entries.entry"), ondelete=CASCADE),
    Index(None, "report", "entry"),
)

parties = Table(
    "parties",
    metadata,
    Column("id", Text, primary_key=True),
    Column("type", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("country", Text, index=True),
    Column("code", Text),
    Column("wikidata", Text),
    Column("roles", Json, nullable=False),
)

party_names = Table(
    "party_names",
    metadata,
    Column("party", Text, ForeignKey("parties.id", ondelete=CASCADE), primary_key=True),
    Column("name", Text, primary_key=True),
    Column("folded", Text, nullable=False, index=True),
)

party_members = Table(
    "party_members",
    metadata,
    Column("report", Text, ForeignKey("reports.key"), primary_key=True),
    Column("member", Text, primary_key=True),
    Column("party", Text, ForeignKey("parties.id", ondelete=CASCADE), nullable=False, index=True),
)

matches = Table(
    "matches",
    metadata,
    Column("id", Text, primary_key=True),
    Column("body", Json, nullable=False),
)

match_witnesses = Table(
    "match_witnesses",
    metadata,
    Column("report", Text, primary_key=True),
    Column("entry", Text, primary_key=True),
    Column("match", Text, ForeignKey("matches.id", ondelete=CASCADE), nullable=False, index=True),
)

decisions = Table(
    "decisions",
    metadata,
    Column("left_report", Text, primary_key=True),
    Column("left_entry", Text, primary_key=True),
    Column("right_report", Text, primary_key=True),
    Column("right_entry", Text, primary_key=True),
    Column("verdict", Text, nullable=False, index=True),
    Column("probability", Float, nullable=False),
    Column("reason", Text, nullable=False),
)

builds = Table(
    "builds",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("fingerprint", Text, nullable=False),
    Column("reports", Integer, nullable=False),
    Column("records", Integer, nullable=False),
    Column("made", Text, nullable=False),
)

records = Table(
    "records",
    metadata,
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False, index=True),
    Column("state", Text, nullable=False, index=True),
    Column("date", Text),
    Column("date_from", Text, index=True),
    Column("date_to", Text),
    Column("type", Text),
    Column("status", Text),
    Column("plover", Text, index=True),
    Column("place", Text),
    Column("place_country", Text, index=True),
    Column("summary", Text, nullable=False),
    Column("witnesses", Integer, nullable=False),
    Column("witness_groups", Integer, nullable=False),
    Column("contested", Integer, nullable=False),
    Column("confidence", Float),
    Column("doubt", Float, nullable=False),
    Index(None, "doubt", "id"),
)

calendar = Table(
    "calendar",
    metadata,
    Column("side", Text, primary_key=True),
    Column("day", Text, primary_key=True),
    Column("record", Text, ForeignKey("records.id", ondelete=CASCADE), primary_key=True, index=True),
    Column("kind", Text, nullable=False),
    sqlite_with_rowid=False,
)

witnesses = Table(
    "witnesses",
    metadata,
    Column("report", Text, primary_key=True),
    Column("entry", Text, primary_key=True),
    Column("record", Text, ForeignKey("records.id", ondelete=CASCADE), nullable=False, index=True),
    ForeignKeyConstraint(("report", "entry"), ("entries.report", "entries.entry")),
)

variants = Table(
    "variants",
    metadata,
    Column("record", Text, ForeignKey("records.id", ondelete=CASCADE), primary_key=True),
    Column("field", Text, primary_key=True),
    Column("rank", Integer, primary_key=True, autoincrement=False),
    Column("value", Json, nullable=False),
    Column("witness_groups", Integer, nullable=False),
    Column("review", Text),
)

variant_witnesses = Table(
    "variant_witnesses",
    metadata,
    Column("record", Text, primary_key=True),
    Column("field", Text, primary_key=True),
    Column("rank", Integer, primary_key=True, autoincrement=False),
    Column("report", Text, primary_key=True),
    Column("entry", Text, primary_key=True),
    ForeignKeyConstraint(
        ("record", "field", "rank"), ("variants.record", "variants.field", "variants.rank"), ondelete=CASCADE
    ),
)

involved = Table(
    "involved",
    metadata,
    Column("record", Text, ForeignKey("records.id", ondelete=CASCADE), primary_key=True),
    Column("field", Text, primary_key=True),
    Column("party", Text, ForeignKey("parties.id", ondelete=CASCADE), primary_key=True),
    Column("majority", Boolean, nullable=False),
    Index(None, "party", "majority"),
)

hits = Table(
    "hits",
    metadata,
    Column("place", BigInteger().with_variant(Integer(), "sqlite"), primary_key=True, autoincrement=False),
    Column("record", Text, ForeignKey("records.id", ondelete=CASCADE), nullable=False, index=True),
    Column("day", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("report", Text, nullable=False),
    Column("entry", Text, nullable=False),
    Column("part", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("sides", Text, nullable=False),
    Column("passage", Integer, nullable=False),
)

reviews = Table(
    "reviews",
    metadata,
    Column("id", Text, primary_key=True),
    Column("number", Integer, nullable=False, unique=True),
    Column("made", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("record", Text, index=True),
    Column("kind", Text),
    Column("field", Text),
    Column("value", Json),
    Column("anchors", Json, nullable=False),
    Column("others", Json, nullable=False),
    Column("undoes", Text, ForeignKey("reviews.id")),
)

review_records = Table(
    "review_records",
    metadata,
    Column("review", Text, ForeignKey("reviews.id"), primary_key=True),
    Column("record", Text, ForeignKey("records.id", ondelete=CASCADE), primary_key=True, index=True),
)


def columns(table: Table, *names: str) -> list[Column[Any]]:
    """Some columns of a table."""
    return [table.c[name] for name in names]
