"""QuickBooks Desktop's budget import, an IIF file.

Intuit's IIF reference, "Budgets (BUD)": tab-separated; a header line that begins with ``!BUD``;
ACCNT with parents by colon, PERIOD is MONTH, twelve AMOUNT columns, STARTDATE as MM/DD/YY, CLASS,
CUSTOMER as ``Client:Job``. QuickBooks Desktop reads Windows' own character set.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from toolkit.exports.batch import Batch, Key, Row
from toolkit.exports.months import not_months
from toolkit.forecast.fiscal import month_after

__all__ = ["key_of", "problems", "read", "render"]

FILE = "quickbooks-budget.iif"
YEAR = 12
ENCODING = "cp1252"
HEADER = ["!BUD", "ACCNT", "PERIOD", *["AMOUNT"] * YEAR, "STARTDATE", "CLASS", "CUSTOMER"]


def key_of(batch: Batch, row: Row) -> Key:
    """Return account, class and customer with job."""
    customer = batch.customer(row)
    if row.job and row.line != "opportunity":
        customer = f"{customer}:{row.job}"
    account = row.account.name or row.account.account
    return (account, row.account.class_name, customer)


def problems(batch: Batch) -> Iterator[str]:
    """Yield what QuickBooks could not take."""
    yield from not_months(batch, "QuickBooks")
    if len(batch.periods) % YEAR:
        yield (
            f"a QuickBooks budget has twelve months, {len(batch.periods)} are asked for;"
            " use --months 12 or 24"
        )
    for text in sorted({part for row in batch.rows for part in key_of(batch, row)}):
        if any(mark in text for mark in '\t\r\n"'):
            yield f"{text!r} holds a tab, line break or quote, which IIF cannot carry"
        try:
            text.encode(ENCODING)
        except UnicodeEncodeError:
            yield f"{text!r} has letters QuickBooks Desktop's character set lacks; map its customer"


def render(batch: Batch) -> Mapping[str, bytes]:
    """Return the file, a line a key and year."""
    lines = [HEADER]
    for (account, class_name, customer), amounts in _grouped(batch).items():
        for start in range(0, len(amounts), YEAR):
            begins = batch.periods[start].first
            year = [f"{amount:f}" for amount in amounts[start : start + YEAR]]
            lines.append(
                ["BUD", account, "MONTH", *year, f"{begins:%m/%d/%y}", class_name, customer]
            )
    text = "".join("\t".join(line) + "\r\n" for line in lines)
    return {FILE: text.encode(ENCODING)}


def read(files: Mapping[str, bytes], batch: Batch) -> dict[tuple[Key, date], Decimal]:
    """Return the amounts of the file."""
    found: dict[tuple[Key, date], Decimal] = {}
    for line in files[FILE].decode(ENCODING).split("\r\n")[1:-1]:
        _, account, _, *amounts, begins, class_name, customer = line.split("\t")
        month, _, year = map(int, begins.split("/"))
        first = date(2000 + year, month, 1)
        for n, amount in enumerate(amounts):
            found[(account, class_name, customer), month_after(first, n)] = Decimal(amount)
    return found


def _grouped(batch: Batch) -> dict[Key, list[Decimal]]:
    return batch.grouped(lambda row: key_of(batch, row))
