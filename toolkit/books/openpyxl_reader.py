"""Openpyxl as the reader of last resort for xlsx."""

from __future__ import annotations

import io
import warnings
from datetime import date, datetime, time, timedelta
from typing import Any

from toolkit.books.package import Package
from toolkit.errors import UnreadableError
from toolkit.table import LAST_COLUMN, LAST_ROW, CellError, Grid, Value, Visibility

__all__ = ["read_with_openpyxl"]

CELL_LIMIT = 5_000_000
STATES = {"hidden": Visibility.HIDDEN, "veryHidden": Visibility.VERY_HIDDEN}


def read_with_openpyxl(content: bytes, name: str) -> dict[str, Grid]:
    """Return the values of every worksheet, and nothing besides. Raises UnreadableError."""
    import openpyxl

    Package(content, name).refuse_declarations()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
            if not book.worksheets:
                raise ValueError("no worksheet is left in it")
            return {
                sheet.title: Grid(
                    sheet.title, _rows(sheet), STATES.get(sheet.sheet_state, Visibility.VISIBLE)
                )
                for sheet in book.worksheets
            }
    except Exception as error:  # openpyxl lets a damaged file raise anything
        told = " ".join(str(error).split())[:200]
        raise UnreadableError(f"{name} cannot be read ({told}); let Excel repair it") from error


def _rows(sheet: Any) -> list[list[Value]]:
    sheet.reset_dimensions()
    rows: list[list[Value]] = []
    cells = 0
    for row in sheet.iter_rows(max_row=LAST_ROW + 1):
        if len(rows) == LAST_ROW or len(row) > LAST_COLUMN:
            raise ValueError("it has cells no sheet can have")
        values = [_value(cell.value, cell.data_type) for cell in row]
        while values and values[-1] == "":
            values.pop()
        cells += len(values) + 1
        if cells > CELL_LIMIT:
            raise ValueError("its cells are spread too far apart")
        rows.append(values)
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _value(value: object, kind: str) -> Value:
    if kind == "e":
        return CellError(str(value))
    if isinstance(value, bool | int | float | str | time | timedelta):
        return value
    if isinstance(value, datetime):
        return value.date() if value.time() == time.min else value
    if isinstance(value, date):
        return value
    return "" if value is None else str(value)
