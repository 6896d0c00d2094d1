"""Single cells: what they hold, and how they are made to hold something else."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from lxml import etree

from toolkit.books.ooxml.sheet import SheetPart
from toolkit.books.ooxml.strings import SharedStrings, text_of, unescaped
from toolkit.books.ooxml.styles import Styles
from toolkit.books.ooxml.xml import (
    LONGEST_TEXT,
    XML_SPACE,
    Element,
    child,
    children,
    escape_text,
    local_name,
    namespace,
)
from toolkit.books.xlsx_styles import NumberKind
from toolkit.books.xlsx_values import typed_number
from toolkit.errors import RefusedError
from toolkit.table import CellError, Value, a1, parse_a1, same_value

__all__ = ["Cells", "find_cell", "holds", "serial", "shared_text"]

EPOCH, EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
FALSE_LEAP_DAY = 60
"""Excel counts a 29 February 1900 that never was; days before it stand one lower."""
LAST_SERIAL = 2_958_466
MILLISECOND = 1 / 86_400_000


class Cells:
    """Reads and writes the cells of one workbook's loaded rows."""

    def __init__(self, styles: Styles, texts: SharedStrings, date1904: bool) -> None:
        self._styles = styles
        self._texts = texts
        self.date1904 = date1904

    def value(self, cell: Element | None) -> Value:
        """Return what a cell holds, typed as the readers of files type it."""
        if cell is None:
            return None
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            inner = child(cell, "is")
            return text_of(inner) if inner is not None else None
        stored = child(cell, "v")
        text = (stored.text or "") if stored is not None else ""
        if not text:
            return None
        if kind == "s":
            return self._texts[int(text)]
        if kind == "n":
            return typed_number(text, self._kind(cell), self.date1904)
        return _other_value(kind, text)

    def _kind(self, cell: Element) -> NumberKind:
        return self._styles.kind(int(cell.get("s", "0")))

    def put(self, sheet: SheetPart, row: int, column: int, value: Value) -> None:
        """Make a cell of a loaded row hold a value; its style stays unless it shows it wrongly.

        Raises RefusedError for what a cell cannot hold.
        """
        cell = find_cell(sheet.row(row), column)
        if cell is None:
            if value is None or value == "":
                return
            cell = _new_cell(sheet, row, column)
        for inner in list(cell):
            if local_name(inner) in ("v", "is", "f"):
                cell.remove(inner)
        cell.attrib.pop("t", "")
        if value is None or value == "":
            return
        style = int(cell.get("s", "0"))
        if isinstance(value, str):
            _put_text(cell, value)
        elif isinstance(value, bool):
            _put_stored(cell, "b", str(int(value)))
        elif isinstance(value, CellError):
            _put_stored(cell, "e", value.code)
        else:
            _put_stored(cell, None, _number_text(value, self.date1904))
            fitting = self._styles.fitting(style, value)
            if fitting != style:
                cell.set("s", str(fitting))

    def put_formula(self, sheet: SheetPart, row: int, column: int, formula: str) -> None:
        """Make a blank cell of a loaded row hold a formula, to be calculated when it is opened."""
        self.put(sheet, row, column, None)
        cell = find_cell(sheet.row(row), column)
        cell = _new_cell(sheet, row, column) if cell is None else cell
        etree.SubElement(cell, f"{{{namespace(cell)}}}f").text = escape_text(formula)


def _other_value(kind: str, text: str) -> Value:
    if kind == "b":
        return text in ("1", "true")
    if kind == "e":
        return CellError(text)
    if kind == "d":
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            return text
        return moment.date() if len(text) == len("2026-03-10") else moment.replace(tzinfo=None)
    return unescaped(text)


def find_cell(row: Element, column: int) -> Element | None:
    """Return the cell of a row in a 1-based column, None where there is none."""
    return next((cell for at, cell in _placed(row) if at == column), None)


def _placed(row: Element) -> Iterator[tuple[int, Element]]:
    """Yield column and cell; a cell without an address follows the one before it."""
    column = 0
    for cell in children(row, "c"):
        try:
            column = parse_a1(cell.get("r", ""))[1]
        except ValueError:
            column += 1
        yield column, cell


def shared_text(cell: Element | None) -> int | None:
    """Return the number of the shared text a cell holds, None where it holds none."""
    if cell is None or cell.get("t") != "s":
        return None
    stored = child(cell, "v")
    text = (stored.text or "") if stored is not None else ""
    return int(text) if text.isdecimal() else None


def _new_cell(sheet: SheetPart, row: int, column: int) -> Element:
    """Add a cell in its place among the others, in the style its row or column has."""
    element = sheet.row(row)
    cell = etree.Element(f"{{{namespace(element)}}}c")
    cell.set("r", a1(row, column))
    style = element.get("s") or sheet.column_style(column)
    if style:
        cell.set("s", style)
    later = next((other for at, other in _placed(element) if at > column), None)
    if later is not None:
        later.addprevious(cell)
    else:
        extension = child(element, "extLst")
        if extension is not None:
            extension.addprevious(cell)
        else:
            element.append(cell)
    element.attrib.pop("spans", "")  # optional, and only a hint
    return cell


def _put_stored(cell: Element, kind: str | None, text: str) -> None:
    if kind:
        cell.set("t", kind)
    stored = etree.SubElement(cell, f"{{{namespace(cell)}}}v")
    stored.text = text


def _put_text(cell: Element, value: str) -> None:
    text = escape_text(value)
    if len(text) > LONGEST_TEXT:
        raise RefusedError(f"a cell holds {LONGEST_TEXT:,} characters, and these are {len(text):,}")
    cell.set("t", "inlineStr")
    inline = etree.SubElement(cell, f"{{{namespace(cell)}}}is")
    holder = etree.SubElement(inline, f"{{{namespace(cell)}}}t")
    holder.text = text
    if text != text.strip() or "\n" in text:
        holder.set(XML_SPACE, "preserve")


def _number_text(value: int | float | Decimal | date | time | timedelta, date1904: bool) -> str:
    if isinstance(value, int | float | Decimal):
        if not math.isfinite(value):
            raise RefusedError(f"a cell cannot hold {value}")
        return repr(value) if isinstance(value, float) else str(value)
    number = serial(value, date1904)
    if number is None:
        raise RefusedError(f"no cell can hold {value} as a date or time")
    return repr(int(number)) if number == int(number) else repr(number)


def serial(value: Value, date1904: bool) -> float | None:
    """Return the number a date or time is stored as; None for what has none.

    Days count from 1899-12-30 or 1904-01-01, times are shares of a day (ECMA-376 part 1,
    18.17.4.1).
    """
    number: float
    if isinstance(value, timedelta):
        number = value / timedelta(days=1)
    elif isinstance(value, time) and value.tzinfo is None:
        number = _share_of_day(value)
    elif isinstance(value, date):
        clock = value.timetz() if isinstance(value, datetime) else time.min
        if clock.tzinfo is not None:
            return None
        number = value.toordinal() - (EPOCH_1904 if date1904 else EPOCH).toordinal()
        number += _share_of_day(clock)
        if not date1904 and number < FALSE_LEAP_DAY + 1:
            number -= 1
        if number < (0 if date1904 else 1):
            return None
    else:
        return None
    return number if 0 <= number < LAST_SERIAL else None


def _share_of_day(clock: time) -> float:
    since = timedelta(
        hours=clock.hour,
        minutes=clock.minute,
        seconds=clock.second,
        microseconds=clock.microsecond,
    )
    return since / timedelta(days=1)


def holds(found: Value, expected: Value, date1904: bool) -> bool:
    """Whether a cell still holds what a plan saw: the same value, or the same stored number.

    A number format that one reader takes for a date and another does not is no change.
    """
    if same_value(found, expected):
        return True
    left, right = _stored(found, date1904), _stored(expected, date1904)
    return left is not None and right is not None and abs(left - right) < MILLISECOND


def _stored(value: Value, date1904: bool) -> float | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float | Decimal):
        return float(value)
    return serial(value, date1904)
