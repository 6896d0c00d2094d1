"""The tables of the history, as the newest migration leaves them."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    Numeric,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.types import TypeDecorator, TypeEngine

__all__ = ["METADATA", "REVISION", "VERSION_TABLE", "Exact", "Instant", "Number"]

REVISION = "0004"
"""The newest migration; a database that says so needs no look into the migrations."""

VERSION_TABLE = "toolkit_history_version"


class Exact(TypeDecorator[Decimal]):
    """A Decimal that comes back as it went in: NUMERIC, but text in SQLite, which knows floats."""

    impl = Numeric
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return the type of the column in this database."""
        if dialect.name == "sqlite":
            return dialect.type_descriptor(String(60))
        return dialect.type_descriptor(Numeric())

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Any:
        """Return what is stored."""
        return str(value) if value is not None and dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        """Return what was stored."""
        return None if value is None else Decimal(value)


class Instant(TypeDecorator[datetime]):
    """An aware moment, stored in UTC; SQLite would forget its zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Return what is stored."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment of the history must name its time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Return what was stored, aware."""
        if value is None:
            return None
        moment: datetime = value
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


Number = BigInteger().with_variant(Integer, "sqlite")
"""A row's own number: only INTEGER counts up by itself in SQLite."""

METADATA = MetaData()


def _table(name: str, *columns: Any) -> Table:
    return Table(f"toolkit_{name}", METADATA, Column("id", Number, primary_key=True), *columns)


def _of(parent: str) -> Column[int]:
    target = ForeignKey(f"toolkit_{parent}.id", ondelete="CASCADE")
    return Column(parent.removesuffix("s"), Number, target, nullable=False, index=True)


def _text(name: str, length: int = 300) -> Column[str]:
    return Column(name, String(length), nullable=False)


RUNS = _table(
    "runs",
    Column("at", Instant, nullable=False),
    _text("action", 60),
    Column("books", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    _text("version", 30),
)
SNAPSHOTS = _table(
    "snapshots",
    Column("at", Instant, nullable=False),
    Column("as_of", Date, nullable=False),
    Column("books", Text, nullable=False),
    _text("sha256", 64),
    Column("content", LargeBinary, nullable=False),
    UniqueConstraint("books", "as_of", "sha256", name="toolkit_snapshots_once"),
)
FORECASTS = _table(
    "forecasts",
    Column("at", Instant, nullable=False),
    Column("as_of", Date, nullable=False),
    Column("books", Text, nullable=False),
    _text("basis", 30),
)
FORECAST_LINES = _table(
    "forecast_lines",
    _of("forecasts"),
    _text("client"),
    _text("job"),
    _text("line"),
    _text("layer", 30),
    _text("owner"),
    _text("stage"),
    Column("period", Date, nullable=False),
    _text("currency", 3),
    Column("amount", Exact, nullable=False),
    Column("probability", Exact, nullable=False),
)
EXPORTS = _table(
    "exports",
    Column("at", Instant, nullable=False),
    Column("as_of", Date, nullable=False),
    _text("format", 30),
    Column("books", Text, nullable=False),
    _text("sha256", 64),
)
EXPORT_LINES = _table(
    "export_lines",
    _of("exports"),
    Column("key", Text, nullable=False),
    _text("period", 30),
    _text("currency", 3),
    Column("amount", Exact, nullable=False),
)
CLOSINGS = _table(
    "closings",
    Column("at", Instant, nullable=False),
    _text("retainer"),
    Column("first", Date, nullable=False),
    Column("through", Date, nullable=False),
    Column("ledger", Text, nullable=False),
    _text("closed_by"),
    UniqueConstraint("retainer", "first", name="toolkit_closings_once"),
)
ALERTS = _table(
    "alerts",
    Column("at", Instant, nullable=False),
    _text("subject"),
    Column("period", Date, nullable=False),
    _text("crossing", 60),
    UniqueConstraint("subject", "period", "crossing", name="toolkit_alerts_once"),
)
SYNC_BASES = _table(
    "sync_bases",
    Column("at", Instant, nullable=False),
    _text("pair"),
    Column("content", LargeBinary, nullable=False),
    UniqueConstraint("pair", name="toolkit_sync_bases_once"),
)
ACTUALS = _table(
    "actuals",
    Column("at", Instant, nullable=False),
    _text("client"),
    _text("account"),
    Column("month", Date, nullable=False),
    _text("currency", 3),
    Column("amount", Exact, nullable=False),
)
SCHEDULED_RUNS = _table(
    "scheduled_runs",
    Column("at", Instant, nullable=False),
    _text("name"),
    Column("agency", Text, nullable=False),
    _text("host"),
    _text("state", 30),
    Column("ended", Instant),
    Column("exit_code", Integer),
    Column("remarks", Text, nullable=False),
)
SCHEDULED_STEPS = _table(
    "scheduled_steps",
    _of("scheduled_runs"),
    _text("name"),
    _text("action", 60),
    _text("state", 30),
    Column("at", Instant, nullable=False),
    Column("ended", Instant, nullable=False),
    Column("outcome", Text, nullable=False),
)
