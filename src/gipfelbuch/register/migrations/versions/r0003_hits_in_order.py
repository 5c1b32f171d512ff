"""Passages in the order in which search tells them.

Revision ID: 0003
Revises: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from gipfelbuch.register.hits import write_hits

revision = "0003"
down_revision = "0002"

SQLITE = (
    "DROP TRIGGER passages_added",
    "DROP TRIGGER passages_removed",
    "DROP TABLE passages_index",
    # the tokenizer parts words where a space is; neither places nor columns of words are asked for
    "CREATE VIRTUAL TABLE hits_index USING fts5(words, content='', columnsize=0, detail=none, tokenize='ascii')",
)


def upgrade() -> None:
    """The table and, in SQLite, the full-text table over it in place of that over passages; filled as after a build."""
    op.create_table(
        "hits",
        sa.Column("place", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("entry", sa.Text(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("sides", sa.Text(), nullable=False),
        sa.Column("passage", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["record"], ["records.id"], name=op.f("fk_hits_record"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("place", name=op.f("pk_hits")),
    )
    op.create_index(op.f("ix_hits_record"), "hits", ["record"], unique=False)
    if op.get_bind().dialect.name == "sqlite":
        for statement in SQLITE:
            op.execute(statement)
    write_hits(op.get_bind())
