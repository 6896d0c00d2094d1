"""Runs, snapshots, forecasts and exports."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from toolkit.history.schema import Exact, Instant, Number

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Lay the tables of the first version."""
    op.create_table(
        "toolkit_runs",
        sa.Column("id", Number, primary_key=True),
        sa.Column("at", Instant, nullable=False),
        sa.Column("action", sa.String(60), nullable=False),
        sa.Column("books", sa.Text, nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("version", sa.String(30), nullable=False),
    )
    op.create_table(
        "toolkit_snapshots",
        sa.Column("id", Number, primary_key=True),
        sa.Column("at", Instant, nullable=False),
        sa.Column("as_of", sa.Date, nullable=False),
        sa.Column("books", sa.Text, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.UniqueConstraint("books", "as_of", "sha256", name="toolkit_snapshots_once"),
    )
    _forecasts()
    _exports()


def _forecasts() -> None:
    op.create_table(
        "toolkit_forecasts",
        sa.Column("id", Number, primary_key=True),
        sa.Column("at", Instant, nullable=False),
        sa.Column("as_of", sa.Date, nullable=False),
        sa.Column("books", sa.Text, nullable=False),
        sa.Column("basis", sa.String(30), nullable=False),
    )
    op.create_table(
        "toolkit_forecast_lines",
        sa.Column("id", Number, primary_key=True),
        _parent("forecast"),
        sa.Column("client", sa.String(300), nullable=False),
        sa.Column("job", sa.String(300), nullable=False),
        sa.Column("line", sa.String(300), nullable=False),
        sa.Column("layer", sa.String(30), nullable=False),
        sa.Column("owner", sa.String(300), nullable=False),
        sa.Column("stage", sa.String(300), nullable=False),
        sa.Column("period", sa.Date, nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("amount", Exact, nullable=False),
        sa.Column("probability", Exact, nullable=False),
    )


def _exports() -> None:
    op.create_table(
        "toolkit_exports",
        sa.Column("id", Number, primary_key=True),
        sa.Column("at", Instant, nullable=False),
        sa.Column("as_of", sa.Date, nullable=False),
        sa.Column("format", sa.String(30), nullable=False),
        sa.Column("books", sa.Text, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
    )
    op.create_table(
        "toolkit_export_lines",
        sa.Column("id", Number, primary_key=True),
        _parent("export"),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("period", sa.String(30), nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("amount", Exact, nullable=False),
    )


def _parent(name: str) -> sa.Column[int]:
    target = sa.ForeignKey(f"toolkit_{name}s.id", ondelete="CASCADE")
    return sa.Column(name, Number, target, nullable=False, index=True)
