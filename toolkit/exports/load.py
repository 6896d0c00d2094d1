"""The forecast put into a table of finance's own database: one transaction, row by key."""

from __future__ import annotations

import re
from typing import Any

from toolkit.errors import OutputError
from toolkit.exports.batch import Batch
from toolkit.history.opening import database_url, shown

__all__ = ["load"]

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)?")
CHUNK = 1000


def load(batch: Batch, address: str) -> int:
    """Put every row into the table ``export.table``, and return how many rows it wrote.

    The table is made when it is not there. A row that is there already, known by scenario and
    ``row_key``, is replaced; one that is there for the same periods and scenario and no more in
    the forecast is set to zero. All in one transaction: doing it again changes nothing. Raises
    OutputError when the database refuses, HistoryError for an address that is none,
    MissingExtraError without the ``db`` extra.
    """
    url = database_url(address)
    name = batch.config.table
    if not NAME.fullmatch(name):
        raise OutputError(f"export.table {name!r} is no name of a table; use letters, digits, _")
    import sqlalchemy as sa

    schema, _, plain = name.rpartition(".")
    table = _table(plain, schema or None)
    engine = sa.create_engine(url)
    try:
        with engine.begin() as connection:
            table.create(connection, checkfirst=True)
            return _put(connection, table, batch)
    except sa.exc.DBAPIError as error:
        said = str(error.orig).strip().partition("\n")[0]
        raise OutputError(f"{shown(address)}: {said}; nothing was loaded") from error
    finally:
        engine.dispose()


def _table(name: str, schema: str | None) -> Any:
    import sqlalchemy as sa

    from toolkit.history.schema import Exact

    return sa.Table(
        name,
        sa.MetaData(),
        sa.Column("scenario", sa.String(30), primary_key=True),
        sa.Column("row_key", sa.String(32), primary_key=True),
        sa.Column("as_of", sa.Date, nullable=False),
        sa.Column("client", sa.Text, nullable=False),
        sa.Column("job", sa.Text, nullable=False),
        sa.Column("line", sa.Text, nullable=False),
        sa.Column("layer", sa.Text, nullable=False),
        sa.Column("account", sa.Text, nullable=False),
        sa.Column("period_first", sa.Date, nullable=False),
        sa.Column("period_through", sa.Date, nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("amount", Exact, nullable=False),
        sa.Column("home_currency", sa.String(3), nullable=False),
        sa.Column("home_amount", Exact, nullable=False),
        schema=schema,
    )


def _put(connection: Any, table: Any, batch: Batch) -> int:
    from sqlalchemy.dialects import postgresql, sqlite

    dialect: Any = sqlite if connection.dialect.name == "sqlite" else postgresql
    rows = [_values(batch, row) for row in batch.rows]
    for start in range(0, len(rows), CHUNK):
        statement = dialect.insert(table)
        connection.execute(
            statement.on_conflict_do_update(
                index_elements=["scenario", "row_key"],
                set_={c.name: statement.excluded[c.name] for c in table.columns},
            ),
            rows[start : start + CHUNK],
        )
    return len(rows) + _zero_gone(connection, table, batch, {row["row_key"] for row in rows})


def _zero_gone(connection: Any, table: Any, batch: Batch, now: set[str]) -> int:
    """Set to zero what is in the table for these periods and no longer in the forecast."""
    import sqlalchemy as sa

    found = connection.execute(
        sa.select(table.c.row_key).where(
            table.c.scenario == batch.scenario,
            table.c.period_first >= batch.periods[0].first,
            table.c.period_through <= batch.periods[-1].through,
            sa.or_(table.c.amount != 0, table.c.home_amount != 0),
        )
    )
    gone = sorted({row.row_key for row in found} - now)
    for start in range(0, len(gone), CHUNK):
        connection.execute(
            sa.update(table)
            .where(
                table.c.scenario == batch.scenario,
                table.c.row_key.in_(gone[start : start + CHUNK]),
            )
            .values(amount=0, home_amount=0, as_of=batch.as_of)
        )
    return len(gone)


def _values(batch: Batch, row: Any) -> dict[str, Any]:
    period = batch.periods[row.period]
    return {
        "row_key": row.key,
        "as_of": batch.as_of,
        "scenario": batch.scenario,
        "client": row.client,
        "job": row.job,
        "line": row.line,
        "layer": row.layer,
        "account": row.account.account,
        "period_first": period.first,
        "period_through": period.through,
        "currency": row.currency,
        "amount": row.amount,
        "home_currency": batch.currency,
        "home_amount": row.home_amount,
    }
