"""Times and spans, which Excel hands over as moments of the first days of 1900."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, cast

from toolkit.books.live.cells import EPOCH, FIRST_DAY
from toolkit.table import Value

if TYPE_CHECKING:
    import xlwings

__all__ = ["tell_clocks"]

MOST_CALLS = 60
"""For each column; number formats rarely differ within one."""


def tell_clocks(sheet: xlwings.Sheet, rows: Sequence[list[Value]]) -> None:
    """Turn such moments into what their number formats show: a call for each column with some."""
    columns: defaultdict[int, list[int]] = defaultdict(list)
    for row, cells in enumerate(rows, 1):
        for column, value in enumerate(cells, 1):
            if type(value) is datetime and value.date() < FIRST_DAY:
                columns[column].append(row)
    for column, several in columns.items():
        waiting, calls = [several], 0
        while waiting and calls < MOST_CALLS:
            part = waiting.pop()
            calls += 1
            clocks = sheet.range((part[0], column), (part[-1], column))
            code = cast("str | None", clocks.number_format)
            if code is None and len(part) > 1:
                waiting += [part[: len(part) // 2], part[len(part) // 2 :]]
                continue
            for row in part:
                rows[row - 1][column - 1] = _clock(rows[row - 1][column - 1], code or "")


def _clock(value: Value, code: str) -> Value:
    if not isinstance(value, datetime):
        return value
    shown = re.sub(r'"[^"]*"|\\.', "", code.casefold())
    elapsed = value - EPOCH
    if any(mark in shown for mark in ("[h", "[m", "[s")):
        return elapsed
    # A date of serial 0 is midnight without a day, as files are read.
    return value if elapsed >= timedelta(days=1) else value.time()
