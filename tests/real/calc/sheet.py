"""Sheets and ranges of cells, as xlwings asks for them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from tests.real.calc.cells import formulas_of, merged_state, put_values, values_of
from tests.real.calc.model import RangeModel, SheetModel
from toolkit.table import a1, column_number

if TYPE_CHECKING:
    from tests.real.calc.book import Book, Names

__all__ = ["Box", "Range", "Sheet"]

Box = tuple[int, int, int, int]
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
AREA = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?")


class Sheet(base_classes.Sheet):
    """One sheet."""

    def __init__(self, book: Book, sheet: Any) -> None:
        self._book, self.sheet = book, sheet
        self.calls = book.calls

    @property
    def book(self) -> Book:
        return self._book

    @property
    def api(self) -> SheetModel:
        return SheetModel(self)

    @property
    def name(self) -> str:
        name: str = self.sheet.Name
        return name

    @name.setter
    def name(self, wanted: str) -> None:
        self.sheet.Name = wanted

    @property
    def index(self) -> int:
        return int(self.sheet.RangeAddress.Sheet) + 1

    @property
    def visible(self) -> bool:
        return bool(self.sheet.IsVisible)

    @visible.setter
    def visible(self, wanted: bool) -> None:
        self.sheet.IsVisible = wanted

    @property
    def names(self) -> Names:
        from tests.real.calc.book import Names

        return Names(self.book, self.sheet)

    @property
    def tables(self) -> list[Any]:
        return []

    @property
    def used_range(self) -> Range:
        self.calls["used_range"] += 1
        cursor = self.sheet.createCursor()
        cursor.gotoStartOfUsedArea(False)
        start = cursor.RangeAddress
        cursor.gotoEndOfUsedArea(False)
        end = cursor.RangeAddress
        box = (start.StartRow + 1, start.StartColumn + 1, end.EndRow + 1, end.EndColumn + 1)
        return Range(self, box)

    @property
    def cells(self) -> Range:
        return Range(self, (1, 1, LAST_ROW, LAST_COLUMN))

    def activate(self) -> None:
        self.book.document.CurrentController.setActiveSheet(self.sheet)

    select = activate

    def range(self, first: Any, last: Any = None) -> Range:
        top, left, bottom, right = _box(first)
        if last is not None:
            _, _, bottom, right = _box(last)
        return Range(self, (top, left, bottom, right))

    def clear(self) -> None:
        self.calls["clear"] += 1
        self.cells.cells.clearContents(1023)

    def delete(self) -> None:
        self.book.document.Sheets.removeByName(self.name)


def _box(place: Any) -> Box:
    if isinstance(place, Range):
        return place.box
    if isinstance(place, str):
        found = AREA.fullmatch(place)
        if not found:
            raise KeyError(place)
        top, left = int(found[2]), column_number(found[1])
        if not found[3]:
            return top, left, top, left
        return top, left, int(found[4]), column_number(found[3])
    row, column = place
    return row, column, row, column


class Font(base_classes.Font):
    """The font of a range."""

    def __init__(self, range_: Range) -> None:
        self._range = range_

    @property
    def bold(self) -> bool:
        return bool(self._range.cells.CharWeight == 150.0)

    @bold.setter
    def bold(self, wanted: bool) -> None:
        self._range.sheet.calls["font"] += 1
        self._range.cells.CharWeight = 150.0 if wanted else 100.0

    @property
    def size(self) -> float:
        return float(self._range.cells.CharHeight)

    @size.setter
    def size(self, wanted: float) -> None:
        self._range.sheet.calls["font"] += 1
        self._range.cells.CharHeight = float(wanted)

    @property
    def color(self) -> Any:
        return _rgb(self._range.cells.CharColor)

    @color.setter
    def color(self, wanted: Any) -> None:
        self._range.sheet.calls["font"] += 1
        self._range.cells.CharColor = _number(wanted)


class Range(base_classes.Range):
    """A rectangle of cells."""

    max_cells_per_read = max_cells_per_write = None

    def __init__(self, sheet: Sheet, box: Box) -> None:
        self._sheet, self.box = sheet, box
        self.calls = sheet.calls
        self._cells: Any = None

    @property
    def sheet(self) -> Sheet:
        return self._sheet

    @property
    def cells(self) -> Any:
        """Calc's own range."""
        if self._cells is None:
            top, left, bottom, right = self.box
            self._cells = self._sheet.sheet.getCellRangeByPosition(
                left - 1, top - 1, right - 1, bottom - 1
            )
        return self._cells

    @property
    def api(self) -> RangeModel:
        return RangeModel(self)

    @property
    def row(self) -> int:
        return self.box[0]

    @property
    def column(self) -> int:
        return self.box[1]

    @property
    def shape(self) -> tuple[int, int]:
        top, left, bottom, right = self.box
        return bottom - top + 1, right - left + 1

    def __len__(self) -> int:
        return self.shape[0] * self.shape[1]

    def __call__(self, row: int, column: int | None = None) -> Range:
        if column is None:
            row, column = divmod(row - 1, self.shape[1])
            row, column = row + 1, column + 1
        at = (self.row + row - 1, self.column + column - 1)
        return Range(self._sheet, (*at, *at))

    def get_address(
        self, row_abs: bool = True, col_abs: bool = True, external: bool = False
    ) -> str:
        top, left, bottom, right = self.box
        return f"{a1(top, left)}:{a1(bottom, right)}"

    @property
    def address(self) -> str:
        return self.get_address()

    @property
    def raw_value(self) -> Any:
        self.calls["read"] += 1
        data = values_of(self)
        return data[0][0] if self.shape == (1, 1) else data

    @raw_value.setter
    def raw_value(self, data: Any) -> None:
        self.calls["write"] += 1
        if not isinstance(data, list | tuple):
            data = [[data] * self.shape[1]] * self.shape[0]
        put_values(self, data)

    @property
    def formula(self) -> Any:
        self.calls["formulas"] += 1
        found = formulas_of(self)
        return found[0][0] if self.shape == (1, 1) else found

    @formula.setter
    def formula(self, data: Any) -> None:
        self.raw_value = data

    @property
    def number_format(self) -> str | None:
        self.calls["number_format"] += 1
        key = self.cells.NumberFormat
        return None if key is None else self._sheet.book.format_kind(key)[1]

    @number_format.setter
    def number_format(self, code: str) -> None:
        self.calls["number_format"] += 1
        self.cells.NumberFormat = self._sheet.book.format_key(code)

    @property
    def color(self) -> Any:
        return _rgb(self.cells.CellBackColor)

    @color.setter
    def color(self, wanted: Any) -> None:
        self.calls["color"] += 1
        self.cells.CellBackColor = -1 if wanted is None else _number(wanted)

    @property
    def font(self) -> Font:
        return Font(self)

    @property
    def column_width(self) -> float:
        return float(self.cells.Columns.getByIndex(0).Width) / 193

    @column_width.setter
    def column_width(self, wanted: float) -> None:
        self.calls["column_width"] += 1
        self.cells.Columns.Width = int(wanted * 193 + 130)

    @property
    def wrap_text(self) -> bool:
        return bool(self.cells.IsTextWrapped)

    @wrap_text.setter
    def wrap_text(self, wanted: bool) -> None:
        self.calls["wrap_text"] += 1
        self.cells.IsTextWrapped = wanted

    @property
    def merge_cells(self) -> bool | None:
        self.calls["merge_cells"] += 1
        return merged_state(self)

    @property
    def merge_area(self) -> Range:
        self.calls["merge_area"] += 1
        cursor = self._sheet.sheet.createCursorByRange(self.cells)
        cursor.collapseToMergedArea()
        at = cursor.RangeAddress
        box = (at.StartRow + 1, at.StartColumn + 1, at.EndRow + 1, at.EndColumn + 1)
        return Range(self._sheet, box)

    def merge(self, across: bool = False) -> None:
        self.cells.merge(True)
        self._sheet.book.merged.clear()

    def clear(self) -> None:
        self.cells.clearContents(1023)

    def clear_contents(self) -> None:
        self.cells.clearContents(1 | 2 | 4 | 16)

    def select(self) -> None:
        self.calls["select"] += 1
        self._sheet.book.document.CurrentController.select(self.cells)


def _rgb(number: int | None) -> tuple[int, int, int] | None:
    if number is None or number < 0:
        return None
    return number >> 16 & 255, number >> 8 & 255, number & 255


def _number(wanted: Any) -> int:
    if isinstance(wanted, str):
        return int(wanted.lstrip("#"), 16)
    red, green, blue = wanted
    return int(red) << 16 | int(green) << 8 | int(blue)
