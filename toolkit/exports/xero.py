"""Xero's budget import: accounts down, months across.

Xero Central, "Import a budget": the first column holds the account's name and its number in
parentheses, the first row months as ``Jul-2026``; blanks are ignored, zeros and negative amounts
are imported, the same account and month is replaced.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from toolkit.exports.batch import Batch, Key, Row
from toolkit.exports.csvtext import csv_bytes, csv_rows
from toolkit.exports.months import ENGLISH, not_months
from toolkit.exports.names import shared_names

__all__ = ["key_of", "problems", "read", "render"]

FILE = "xero-budget.csv"


def key_of(batch: Batch, row: Row) -> Key:
    """Return the account as Xero names it."""
    return (f"{row.account.name} ({row.account.account})",)


def problems(batch: Batch) -> Iterator[str]:
    """Yield what Xero could not take."""
    yield from not_months(batch, "Xero")
    nameless = {row.account.account for row in batch.rows if not row.account.name}
    for account in sorted(nameless):
        yield f"account {account} has no name; Xero knows accounts by name and number"
    yield from shared_names(batch)


def render(batch: Batch) -> Mapping[str, bytes]:
    """Return the file."""
    months = [f"{ENGLISH[p.first.month - 1]}-{p.first.year}" for p in batch.periods]
    grouped = batch.grouped(lambda row: key_of(batch, row))
    rows = [[*key, *(f"{amount:f}" for amount in amounts)] for key, amounts in grouped.items()]
    return {FILE: csv_bytes([["Account", *months], *rows])}


def read(files: Mapping[str, bytes], batch: Batch) -> dict[tuple[Key, date], Decimal]:
    """Return the amounts of the file."""
    header, *rows = csv_rows(files[FILE])
    months = [_first(text) for text in header[1:]]
    return {
        ((account,), month): Decimal(amount)
        for account, *amounts in rows
        for month, amount in zip(months, amounts, strict=True)
    }


def _first(text: str) -> date:
    month, _, year = text.partition("-")
    return date(int(year), ENGLISH.index(month) + 1, 1)
