"""Indexes for the first page and the queue of the reading room.

Revision ID: 0002
Revises: 0001
"""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Reports by day, language and publisher; records by doubt, each in one place of the queue."""
    op.create_index(
        op.f("ix_reports_published_language_publisher"), "reports", ["published", "language", "publisher"], unique=False
    )
    op.create_index(op.f("ix_records_doubt_id"), "records", ["doubt", "id"], unique=False)
    op.drop_index(op.f("ix_records_doubt"), "records")


def downgrade() -> None:
    """The indexes as they were."""
    op.create_index(op.f("ix_records_doubt"), "records", ["doubt"], unique=False)
    op.drop_index(op.f("ix_records_doubt_id"), "records")
    op.drop_index(op.f("ix_reports_published_language_publisher"), "reports")
