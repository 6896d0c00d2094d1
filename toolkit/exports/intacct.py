"""Sage Intacct's budget import: an account and its dimensions down, reporting periods across.

Sage Intacct help, "Import a budget": BUDGET_ID, ACCT_NO and dimension ids must exist, each period's
heading must match a reporting period's name exactly (``Month ended Jan 2026``), and the same
combination of account and dimensions overwrites what was there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from toolkit.exports.batch import Batch, Key, Row
from toolkit.exports.csvtext import csv_bytes, csv_rows
from toolkit.exports.months import ENGLISH, not_months

__all__ = ["key_of", "problems", "read", "render"]

FILE = "intacct-budget.csv"
KEYS = ("ACCT_NO", "DEPT_ID", "LOCATION_ID", "PROJECTID", "ITEMID")
PREFIX = "Month ended "


def key_of(batch: Batch, row: Row) -> Key:
    """Return account and dimensions."""
    account = row.account
    return (
        account.account,
        account.department,
        account.location,
        account.project,
        account.item,
    )


def problems(batch: Batch) -> Iterator[str]:
    """Yield what Intacct could not take."""
    yield from not_months(batch, "Intacct")
    if not batch.config.budget:
        yield "export.budget is empty; Intacct needs the BUDGET_ID"


def render(batch: Batch) -> Mapping[str, bytes]:
    """Return the file."""
    months = [f"{PREFIX}{ENGLISH[p.first.month - 1]} {p.first.year}" for p in batch.periods]
    grouped = batch.grouped(lambda row: key_of(batch, row))
    rows = [
        [batch.config.budget, *key, *(f"{amount:f}" for amount in amounts)]
        for key, amounts in grouped.items()
    ]
    return {FILE: csv_bytes([["BUDGET_ID", *KEYS, *months], *rows])}


def read(files: Mapping[str, bytes], batch: Batch) -> dict[tuple[Key, date], Decimal]:
    """Return the amounts of the file."""
    header, *rows = csv_rows(files[FILE])
    first = 1 + len(KEYS)
    months = [_first(text) for text in header[first:]]
    return {
        (tuple(row[1:first]), month): Decimal(amount)
        for row in rows
        for month, amount in zip(months, row[first:], strict=True)
    }


def _first(text: str) -> date:
    month, year = text.removeprefix(PREFIX).split(" ")
    return date(int(year), ENGLISH.index(month) + 1, 1)
