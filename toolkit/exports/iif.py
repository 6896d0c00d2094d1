"""QuickBooks Desktop's budget import, an IIF file.

Intuit's IIF reference, "Budgets (BUD)": tab-separated; a header line that begins with ``!BUD``;
ACCNT with parents by colon, PERIOD is MONTH, twelve AMOUNT columns, STARTDATE as MM/DD/YY, CLASS,
CUSTOMER as ``Client:Job``. "A QuickBooks budget covers an entire year": a line is a fiscal year,
months around the forecast carry what was sent for them before. QuickBooks Desktop reads Windows'
own character set, and names of up to 41 characters.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from toolkit.exports.batch import Batch, Key, Row
from toolkit.exports.months import not_months
from toolkit.exports.names import shared_names, too_long
from toolkit.exports.years import PERIODS, years_of
from toolkit.forecast.fiscal import month_after

__all__ = ["key_of", "problems", "read", "render"]

FILE = "quickbooks-budget.iif"
ENCODING = "cp1252"
LONGEST = 41
HEADER = ["!BUD", "ACCNT", "PERIOD", *["AMOUNT"] * PERIODS, "STARTDATE", "CLASS", "CUSTOMER"]


def key_of(batch: Batch, row: Row) -> Key:
    """Return account, class and customer with job."""
    customer = batch.customer(row)
    if job := batch.job(row):
        customer = f"{customer}:{job}"
    account = row.account.name or row.account.account
    return (account, row.account.class_name, customer)


def problems(batch: Batch) -> Iterator[str]:
    """Yield what QuickBooks could not take."""
    yield from not_months(batch, "QuickBooks")
    yield from shared_names(batch)
    names = {name for row in batch.rows for name in (batch.customer(row), batch.job(row))}
    yield from too_long(names, LONGEST, "QuickBooks")
    for name in sorted(names):
        if ":" in name:
            yield f"{name!r} holds a colon, which IIF puts between client and job; map its customer"
    for text in sorted({part for row in batch.rows for part in key_of(batch, row)}):
        if any(mark in text for mark in '\t\r\n"'):
            yield f"{text!r} holds a tab, line break or quote, which IIF cannot carry"
        try:
            text.encode(ENCODING)
        except UnicodeEncodeError:
            yield f"{text!r} has letters QuickBooks Desktop's character set lacks; map its customer"


def render(batch: Batch) -> Mapping[str, bytes]:
    """Return the file, a line a key and fiscal year."""
    lines = [HEADER]
    starts = {p.year: p.first for p in (*batch.around, *batch.periods) if p.number == 1}
    for key, amounts in batch.grouped(lambda row: key_of(batch, row)).items():
        account, class_name, customer = key
        for year, cells in years_of(batch, key, amounts):
            texts = ["" if amount is None else f"{amount:f}" for amount in cells]
            begins = f"{starts[year]:%m/%d/%y}"
            lines.append(["BUD", account, "MONTH", *texts, begins, class_name, customer])
    text = "".join("\t".join(line) + "\r\n" for line in lines)
    return {FILE: text.encode(ENCODING)}


def read(files: Mapping[str, bytes], batch: Batch) -> dict[tuple[Key, date], Decimal]:
    """Return the amounts of the file."""
    inside = {period.first for period in batch.periods}
    found: dict[tuple[Key, date], Decimal] = {}
    for line in files[FILE].decode(ENCODING).split("\r\n")[1:-1]:
        _, account, _, *amounts, begins, class_name, customer = line.split("\t")
        month, _, year = map(int, begins.split("/"))
        for n, amount in enumerate(amounts):
            first = month_after(date(2000 + year, month, 1), n)
            if first in inside:
                found[(account, class_name, customer), first] = Decimal(amount)
    return found
