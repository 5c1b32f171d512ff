"""Run by Alembic: the steps, on the connection that ``migrate`` was given."""

from alembic import context

from gipfelbuch.register.migrations import VERSION_TABLE
from gipfelbuch.register.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
)
with context.begin_transaction():
    context.run_migrations()
