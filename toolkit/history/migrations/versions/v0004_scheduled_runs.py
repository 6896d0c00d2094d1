"""Scheduled runs with their steps."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from toolkit.history.schema import Instant, Number

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Lay the tables of runs and their steps."""
    op.create_table(
        "toolkit_scheduled_runs",
        sa.Column("id", Number, primary_key=True),
        sa.Column("at", Instant, nullable=False),
        sa.Column("name", sa.String(300), nullable=False),
        sa.Column("agency", sa.Text, nullable=False),
        sa.Column("host", sa.String(300), nullable=False),
        sa.Column("state", sa.String(30), nullable=False),
        sa.Column("ended", Instant),
        sa.Column("exit_code", sa.Integer),
        sa.Column("remarks", sa.Text, nullable=False),
    )
    op.create_table(
        "toolkit_scheduled_steps",
        sa.Column("id", Number, primary_key=True),
        sa.Column(
            "scheduled_run",
            Number,
            sa.ForeignKey("toolkit_scheduled_runs.id", ondelete="CASCADE"),
            nullable=False,
            index=True,
        ),
        sa.Column("name", sa.String(300), nullable=False),
        sa.Column("action", sa.String(60), nullable=False),
        sa.Column("state", sa.String(30), nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("ended", Instant, nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
    )
