"""Burn closings, alerts and sync bases."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from toolkit.history.schema import Instant, Number

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add what must happen only once: closings, alerts, one base for each synced pair."""
    op.create_table(
        "toolkit_closings",
        sa.Column("id", Number, primary_key=True),
        sa.Column("at", Instant, nullable=False),
        sa.Column("retainer", sa.String(300), nullable=False),
        sa.Column("first", sa.Date, nullable=False),
        sa.Column("through", sa.Date, nullable=False),
        sa.Column("ledger", sa.Text, nullable=False),
        sa.Column("closed_by", sa.String(300), nullable=False),
        sa.UniqueConstraint("retainer", "first", name="toolkit_closings_once"),
    )
    op.create_table(
        "toolkit_alerts",
        sa.Column("id", Number, primary_key=True),
        sa.Column("at", Instant, nullable=False),
        sa.Column("subject", sa.String(300), nullable=False),
        sa.Column("period", sa.Date, nullable=False),
        sa.Column("crossing", sa.String(60), nullable=False),
        sa.UniqueConstraint("subject", "period", "crossing", name="toolkit_alerts_once"),
    )
    op.create_table(
        "toolkit_sync_bases",
        sa.Column("id", Number, primary_key=True),
        sa.Column("at", Instant, nullable=False),
        sa.Column("pair", sa.String(300), nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.UniqueConstraint("pair", name="toolkit_sync_bases_once"),
    )
