"""Finance's actuals."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from toolkit.history.schema import Exact, Instant, Number

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add what finance recognised, a row a client, account and month."""
    op.create_table(
        "toolkit_actuals",
        sa.Column("id", Number, primary_key=True),
        sa.Column("at", Instant, nullable=False),
        sa.Column("client", sa.String(300), nullable=False),
        sa.Column("account", sa.String(300), nullable=False),
        sa.Column("month", sa.Date, nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("amount", Exact, nullable=False),
    )
