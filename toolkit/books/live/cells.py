"""Values as Excel hands them over and takes them.

Excel reads a text that is put into a cell as if it was typed: "0042" becomes 42, "1-2" a date,
"=x" a formula. Every text is given with an apostrophe before it, Excel's own mark for "this is
text": it is no part of the value, in no language of Excel and with no format of the cell.
"""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from toolkit.books.links import is_place_in_book, is_web_address, is_workbook
from toolkit.plan import Link
from toolkit.table import CellError, Value

__all__ = ["EPOCH", "FIRST_DAY", "Given", "as_value", "given", "rows_of", "values_of"]

Given = None | bool | int | float | str | date | datetime
"""What xlwings takes for a cell."""
EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - cells know no time zone
FIRST_DAY = date(1900, 3, 1)
"""Excel counts a 29 February 1900 that never was: earlier days are given as text."""
ERRORS = frozenset(
    "#DIV/0! #N/A #NAME? #NULL! #NUM! #REF! #VALUE! #SPILL! #CALC! #GETTING_DATA".split()
)
ODD = frozenset({"", "#"})
"""What a text that is none begins with: a blank, an error."""
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
LONGEST_TEXT = 32_767
LONGEST_LITERAL = 255
"""The longest text a formula may hold (Excel specifications and limits)."""
EXACT = 10**15


def rows_of(found: object) -> list[list[object]]:
    """Return a range's content as rows: a single cell, or a single row, comes bare."""
    if not isinstance(found, list | tuple):
        return [[found]]
    if found and isinstance(found[0], list | tuple):
        return [list(row) for row in found]
    return [list(found)]


def values_of(cells: Sequence[Any]) -> list[Value]:
    """Return what the cells of a row hold: most are plain numbers and texts, which stay."""
    return [
        cell
        if (kind := type(cell)) is float or (kind is str and cell[:1] not in ODD)
        else as_value(cell)
        for cell in cells
    ]


def as_value(found: object) -> Value:
    """Return what a cell holds; Excel hands over errors as their names."""
    if found is None or found == "":
        return None
    if isinstance(found, str):
        return CellError(found) if found in ERRORS else found
    if isinstance(found, datetime):
        return _day_or_moment(found)
    if isinstance(found, bool | int | float | Decimal | date | time | timedelta):
        return found
    return str(found)


@functools.lru_cache(maxsize=10_000)
def _day_or_moment(found: datetime) -> date:
    """Return a day where the time is midnight, as files are read; the same days come often."""
    day = found.date()
    return day if found.time() == time.min and day >= FIRST_DAY else found


def given(value: Value | Link) -> Given:
    """Return a value as Excel takes it for what it is; a link becomes a HYPERLINK formula."""
    if isinstance(value, Link):
        return _linked(value)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int | float | Decimal):
        is_kept = math.isfinite(value) and not (isinstance(value, int) and abs(value) >= EXACT)
        return float(value) if is_kept else _text(str(value))
    if isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
        is_kept = day >= FIRST_DAY and getattr(value, "tzinfo", None) is None
        return value if is_kept else _text(str(value))
    if isinstance(value, time):
        return (datetime.combine(EPOCH, value) - EPOCH) / timedelta(days=1)
    if isinstance(value, timedelta):
        return value / timedelta(days=1) if value >= timedelta(0) else _text(str(value))
    return _text(str(value))


def _text(text: str) -> str | None:
    kept = CONTROL.sub("", text)[:LONGEST_TEXT]
    return f"'{kept}" if kept else None


def _linked(link: Link) -> Given:
    target = link.target
    is_link = is_place_in_book(target) or is_web_address(target) or is_workbook(target)
    text = CONTROL.sub("", link.text)
    if not is_link or not text or max(len(target), len(text)) > LONGEST_LITERAL:
        return _text(text)
    parts = ['"' + part.replace('"', '""') + '"' for part in (target, text)]
    return f"=HYPERLINK({','.join(parts)})"
