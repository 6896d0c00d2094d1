"""Any table as a sheet of ours: its first row becomes the header."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from toolkit.books.entry import typed_column
from toolkit.errors import NotAWorkbookError
from toolkit.plan import Block, Column, Format, OwnSheet
from toolkit.table import Grid, Value

__all__ = ["table_sheet"]

NARROWEST, WIDEST = 8, 48
SAMPLE_ROWS = 500


def table_sheet(grid: Grid, name: str, source: str) -> OwnSheet:
    """Return an own sheet that shows a grid, titled by its name, with where it comes from.

    Raises NotAWorkbookError when there is nothing in the grid.
    """
    rows = [row for row in grid.rows if any(v is not None and v != "" for v in row)]
    if not rows:
        raise NotAWorkbookError(f"{source} holds no rows; name another table")
    width = max(map(len, rows))
    columns = [
        typed_column([row[index] if index < len(row) else None for row in rows[1:]])
        for index in range(width)
    ]
    headers = [str(v) if v is not None else "" for v in rows[0]]
    headers += [""] * (width - len(headers))
    shown = tuple(_column(h, list(v)) for h, v in zip(headers, columns, strict=True))
    body = tuple(zip(*columns, strict=True)) if rows[1:] else ()
    count = len(body)
    lines = (f"{count:,} {'row' if count == 1 else 'rows'} from {source}",)
    return OwnSheet(name, name, lines, (Block(shown, body),))


def _column(header: str, values: list[Value]) -> Column:
    sample = values[:SAMPLE_ROWS]
    longest = max((len(str(value)) for value in [header, *sample] if value is not None), default=0)
    width = min(max(longest + 3, NARROWEST), WIDEST)
    return Column(header, width, _format(sample), wrap=longest > WIDEST)


def _format(values: list[Value]) -> Format:
    there = [value for value in values if value is not None and value != ""]
    if there and all(isinstance(v, date) and not isinstance(v, datetime) for v in there):
        return Format.DATE
    numbers = [v for v in there if isinstance(v, int | float | Decimal) and not isinstance(v, bool)]
    has_decimals = any(value != int(value) for value in numbers)
    return Format.MONEY if there and len(numbers) == len(there) and has_decimals else Format.TEXT
