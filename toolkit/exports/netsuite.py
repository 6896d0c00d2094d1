"""NetSuite's budget import, a CSV file with a line an account and fiscal year.

NetSuite help, "Importing a Budget" and the record ``budget``: year, category and subsidiary as the
account names them, the account by name without number and with its parents before colons, amounts
without separators by period of the fiscal year. A blank amount makes the period blank, so that
periods around this forecast carry what was sent for them before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from toolkit.exports.batch import Batch, Key, Row
from toolkit.exports.csvtext import csv_bytes, csv_rows
from toolkit.exports.names import shared_names
from toolkit.exports.years import PERIODS, years_of

__all__ = ["key_of", "problems", "read", "render"]

FILE = "netsuite-budget.csv"
KEYS = ("Account", "Department", "Class", "Location", "Customer", "Item")
AMOUNTS = [f"Period Amount {n}" for n in range(1, PERIODS + 1)]


def key_of(batch: Batch, row: Row) -> Key:
    """Return account and segments."""
    account = row.account
    return (
        account.name or account.account,
        account.department,
        account.class_name,
        account.location,
        batch.customer(row),
        account.item,
    )


def problems(batch: Batch) -> Iterator[str]:
    """Yield what NetSuite could not take."""
    if "{year}" not in batch.config.fiscal_year:
        yield "export.fiscal_year must hold {year}, such as 'FY {year}'"
    if not batch.config.budget:
        yield "export.budget is empty; NetSuite needs the budget's category"
    yield from shared_names(batch)


def render(batch: Batch) -> Mapping[str, bytes]:
    """Return the file."""
    rows = [["Year", "Category", "Subsidiary", *KEYS, *AMOUNTS]]
    for key, amounts in batch.grouped(lambda row: key_of(batch, row)).items():
        for year, cells in years_of(batch, key, amounts):
            name = batch.config.fiscal_year.replace("{year}", str(year))
            texts = ["" if amount is None else f"{amount:f}" for amount in cells]
            rows.append([name, batch.config.budget, batch.config.subsidiary, *key, *texts])
    return {FILE: csv_bytes(rows)}


def read(files: Mapping[str, bytes], batch: Batch) -> dict[tuple[Key, date], Decimal]:
    """Return the amounts of the file that lie in the batch's periods."""
    years = {
        batch.config.fiscal_year.replace("{year}", str(period.year)): period.year
        for period in batch.periods
    }
    firsts = {(period.year, period.number): period.first for period in batch.periods}
    found: dict[tuple[Key, date], Decimal] = {}
    for row in csv_rows(files[FILE])[1:]:
        key = tuple(row[3 : 3 + len(KEYS)])
        for number, amount in enumerate(row[3 + len(KEYS) :], start=1):
            first = firsts.get((years[row[0]], number))
            if first:
                found[key, first] = Decimal(amount)
    return found
