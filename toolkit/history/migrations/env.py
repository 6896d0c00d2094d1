"""Alembic's way in: it is always handed a connection, within a transaction that is ours."""

from __future__ import annotations

from alembic import context

from toolkit.history.schema import VERSION_TABLE

context.configure(
    connection=context.config.attributes["connection"],
    version_table=VERSION_TABLE,
    transactional_ddl=True,
)
context.run_migrations()
