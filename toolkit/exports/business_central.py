"""Business Central's "Import Budget from Excel".

The import looks for the cell "G/L Account No.": its row is the header, where captions of dimensions
and dates stand, one a period by its first day; the rows below are accounts. With "Replace entries"
a cell replaces what the budget has for the account, the dimensions and the date, so that a zero
takes an entry away; a blank cell is passed over. Accounts and dimension values are Code[20]: in
capitals, cut after 20 characters, and a combination that stands twice stops the import (report 81
of Microsoft's base application).
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from toolkit.currency import minor_digits
from toolkit.exports.batch import Batch, Key, Row
from toolkit.exports.mapping import ACCOUNT_FIELDS, dimensions
from toolkit.exports.names import too_long

__all__ = ["key_of", "problems", "read", "render"]

FILE = "business-central-budget.xlsx"
ACCOUNT = "G/L Account No."
MOST = 8
"""Dimensions the import takes."""
LONGEST = 20
CREATED = datetime(2000, 1, 1, tzinfo=UTC)
"""A fixed moment, so that the same batch gives the same bytes."""


def key_of(batch: Batch, row: Row) -> Key:
    """Return the account and its dimensions, in capitals as the program keeps codes."""
    fields = {**dimensions(row.account), "client": batch.customer(row), "job": batch.job(row)}
    values = (fields[name] for name in batch.config.dimensions.values())
    return tuple(value.upper() for value in (row.account.account, *values))


def problems(batch: Batch) -> Iterator[str]:
    """Yield what the import could not take."""
    names = batch.config.dimensions
    if len(names) > MOST:
        yield f"export.dimensions has {len(names)} dimensions; Business Central takes {MOST}"
    known = {*ACCOUNT_FIELDS, "client", "job"}
    for caption, name in names.items():
        if name not in known:
            yield f"export.dimensions: {caption!r} names {name!r}, not one of {sorted(known)}"
    if known.issuperset(names.values()):
        codes = {part for row in batch.rows for part in key_of(batch, row)}
        yield from too_long(codes, LONGEST, "Business Central")


def render(batch: Batch) -> Mapping[str, bytes]:
    """Return the workbook."""
    import xlsxwriter

    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"created": CREATED.replace(tzinfo=None)})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    digits = minor_digits(batch.currency)
    money = book.add_format({"num_format": f"#,##0.{'0' * digits}" if digits else "#,##0"})
    sheet = book.add_worksheet("Budget")
    captions = [ACCOUNT, *batch.config.dimensions]
    for column, caption in enumerate(captions):
        sheet.write_string(0, column, caption)
    for n, period in enumerate(batch.periods):
        moment = datetime.combine(period.first, datetime.min.time())
        sheet.write_datetime(0, len(captions) + n, moment, day)
    grouped = batch.grouped(lambda row: key_of(batch, row))
    for line, (key, amounts) in enumerate(grouped.items(), start=1):
        for column, part in enumerate(key):
            sheet.write_string(line, column, part)
        for n, amount in enumerate(amounts):
            # A Decimal writes its own digits; a float may write 88.31999999999999 for 88.32.
            number: Any = amount
            sheet.write_number(line, len(captions) + n, number, money)
    book.close()
    return {FILE: target.getvalue()}


def read(files: Mapping[str, bytes], batch: Batch) -> dict[tuple[Key, date], Decimal]:
    """Return the amounts of the workbook."""
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(files[FILE]), read_only=True)
    header, *rows = book.worksheets[0].iter_rows(values_only=True)
    width = sum(not isinstance(cell, date) for cell in header)
    found: dict[tuple[Key, date], Decimal] = {}
    for row in rows:
        key = tuple("" if part is None else str(part) for part in row[:width])
        for day, amount in zip(header[width:], row[width:], strict=True):
            if isinstance(day, datetime):
                found[key, day.date()] = Decimal(str(amount))
    return found
