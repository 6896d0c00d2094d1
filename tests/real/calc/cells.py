"""Cells in bulk: what Calc keeps in number formats and marks, told as Excel tells it."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from tests.real.calc.values import ERRORS, moment, serial, typed_in
from toolkit.table import Area

if TYPE_CHECKING:
    from tests.real.calc.sheet import Range

__all__ = ["formulas_of", "merged_state", "put_values", "values_of"]

DATE_OR_TIME, LOGICAL, TEXT = 2 | 4, 1024, 256
"""com.sun.star.util.NumberFormat"""
FORMULA_ERROR = 4
"""com.sun.star.sheet.FormulaResult.ERROR"""
FORMULA_VALUE = 1
TRUTHS = {"=TRUE()": True, "=FALSE()": False}
ERROR_CONSTANT = re.compile(r"=#[A-Z/0]+[!?]?A?")
QUOTED = re.compile(r'("(?:[^"]|"")*")')
NEW_FORMATS = {"date": "m/d/yyyy", "moment": "m/d/yyyy h:mm", "truth": "BOOLEAN"}


def values_of(range_: Range) -> list[list[Any]]:
    """Return values with dates, truths and errors told apart, as ``Range.Value`` does."""
    book = range_.sheet.book
    rows = [list(row) for row in range_.cells.getDataArray()]
    first_row, first_column = range_.row - 1, range_.column - 1
    for same in _each(range_.cells.UniqueCellFormatRanges):
        kind = book.format_kind(same.getByIndex(0).NumberFormat)[0]
        if not kind & (DATE_OR_TIME | LOGICAL):
            continue
        for at in same.RangeAddresses:
            for row in range(at.StartRow - first_row, at.EndRow - first_row + 1):
                cells = rows[row]
                for column in range(at.StartColumn - first_column, at.EndColumn - first_column + 1):
                    if type(cells[column]) is float:
                        value = cells[column]
                        cells[column] = bool(value) if kind & LOGICAL else moment(value)
    _tell_truths(range_, rows)
    for at in range_.cells.queryFormulaCells(FORMULA_ERROR).RangeAddresses:
        for row in range(at.StartRow, at.EndRow + 1):
            for column in range(at.StartColumn, at.EndColumn + 1):
                cell = range_.sheet.sheet.getCellByPosition(column, row)
                code = ERRORS.get(cell.getError(), ERRORS[519])[1]
                rows[row - first_row][column - first_column] = code
    return rows


def _tell_truths(range_: Range, rows: list[list[Any]]) -> None:
    """Calc reads a truth of a file as the formula =TRUE()."""
    for at in range_.cells.queryFormulaCells(FORMULA_VALUE).RangeAddresses:
        part = range_.sheet.sheet.getCellRangeByPosition(
            at.StartColumn, at.StartRow, at.EndColumn, at.EndRow
        )
        for row, formulas in enumerate(part.getFormulaArray(), at.StartRow - range_.row + 1):
            for column, formula in enumerate(formulas, at.StartColumn - range_.column + 1):
                if formula in TRUTHS:
                    rows[row][column] = TRUTHS[formula]


def _each(container: Any) -> list[Any]:
    return [container.getByIndex(index) for index in range(container.Count)]


def formulas_of(range_: Range) -> tuple[tuple[str, ...], ...]:
    """Return formulas as ``Range.Formula`` does: constants as text, formulas in Excel's grammar."""
    parser = _parser(range_)
    found = []
    for row, formulas in enumerate(range_.cells.getFormulaArray()):
        line = []
        for column, formula in enumerate(formulas):
            if formula in TRUTHS:
                line.append(str(TRUTHS[formula]).upper())
            elif ERROR_CONSTANT.fullmatch(formula):
                line.append(formula[1:])
            elif formula.startswith("="):
                cell = range_.cells.getCellByPosition(column, row)
                is_text = cell.FormulaResultType2 == 0 or cell.Type.value == "TEXT"
                tokens = cell.getTokens()
                told = parser.printFormula(tokens, cell.CellAddress) if tokens else ""
                line.append(formula if is_text and not tokens else f"={told}")
            else:
                line.append(formula[1:] if formula.startswith("'") else formula)
        found.append(tuple(line))
    return tuple(found)


def _parser(range_: Range) -> Any:
    parser = range_.sheet.book.document.createInstance("com.sun.star.sheet.FormulaParser")
    parser.FormulaConvention, parser.CompileEnglish = 3, True  # 3: Excel's A1
    return parser


def put_values(range_: Range, data: Any) -> None:
    """Put values as ``Range.Value`` takes them: texts as if typed in, dates with a format."""
    texts = _text_cells(range_)
    formulas: list[tuple[int, int, str]] = []
    dressed: dict[tuple[int, str], list[int]] = {}
    rows = []
    for row, cells in enumerate(data):
        line: list[Any] = []
        for column, given in enumerate(cells):
            value = given
            if isinstance(value, str) and (row, column) not in texts:
                if value.startswith("=") and len(value) > 1:
                    formulas.append((row, column, value))
                    value = ""
                else:
                    value = typed_in(value)
            elif isinstance(value, int | float) and (row, column) in texts:
                value = f"{value:g}"
            kept, look = _kept(value)
            if look:
                dressed.setdefault((column, look), []).append(row)
            line.append(kept)
        rows.append(tuple(line))
    range_.cells.setDataArray(tuple(rows))
    _dress(range_, dressed)
    _put_formulas(range_, formulas)


def _text_cells(range_: Range) -> set[tuple[int, int]]:
    """Return the cells formatted as text."""
    book = range_.sheet.book
    key = range_.cells.NumberFormat
    if key is not None and not book.format_kind(key)[0] & TEXT:
        return set()
    found: set[tuple[int, int]] = set()
    for same in _each(range_.cells.UniqueCellFormatRanges):
        if book.format_kind(same.getByIndex(0).NumberFormat)[0] & TEXT:
            for at in same.RangeAddresses:
                found |= {
                    (row - range_.row + 1, column - range_.column + 1)
                    for row in range(at.StartRow, at.EndRow + 1)
                    for column in range(at.StartColumn, at.EndColumn + 1)
                }
    return found


def _kept(value: Any) -> tuple[Any, str]:
    """Return what Calc keeps of a value, and the kind of format it needs to show it."""
    if value is None:
        return "", ""
    if isinstance(value, bool):
        return float(value), "truth"
    if isinstance(value, date):
        is_day = not isinstance(value, datetime) or value.time() == time.min
        return serial(value), "date" if is_day else "moment"
    return (float(value), "") if isinstance(value, int) else (value, "")


def _dress(range_: Range, dressed: dict[tuple[int, str], list[int]]) -> None:
    """Give dates and truths in General cells a format, a call for each run of rows."""
    book = range_.sheet.book
    for (column, look), rows in dressed.items():
        start = 0
        for index in range(1, len(rows) + 1):
            if index == len(rows) or rows[index] != rows[index - 1] + 1:
                run = range_.cells.getCellRangeByPosition(
                    column, rows[start], column, rows[index - 1]
                )
                key = run.NumberFormat
                if look == "truth" or (key is not None and book.format_kind(key)[1] == "General"):
                    run.NumberFormat = book.format_key(NEW_FORMATS[look])
                start = index


def _put_formulas(range_: Range, formulas: list[tuple[int, int, str]]) -> None:
    """Put formulas: those that point to no cell in bulk, the others through Calc's parser."""
    parser = _parser(range_)
    columns: dict[int, list[tuple[int, str]]] = {}
    for row, column, formula in formulas:
        bare = QUOTED.sub("", formula)
        if re.fullmatch(r"=HYPERLINK\(,\)", bare):
            told = "".join(
                part if part.startswith('"') else part.replace(",", ";")
                for part in QUOTED.split(formula)
            )
            columns.setdefault(column, []).append((row, told))
        else:
            cell = range_.cells.getCellByPosition(column, row)
            cell.setTokens(parser.parseFormula(formula[1:], cell.CellAddress))
    for column, lines in columns.items():
        start = 0
        for index in range(1, len(lines) + 1):
            if index == len(lines) or lines[index][0] != lines[index - 1][0] + 1:
                part = lines[start:index]
                run = range_.cells.getCellRangeByPosition(column, part[0][0], column, part[-1][0])
                run.setFormulaArray(tuple((told,) for _, told in part))
                start = index


def merged_state(range_: Range) -> bool | None:
    """Return whether all cells, none or (None) some of them are merged, as Excel tells it."""
    top, left, bottom, right = range_.box
    covered = 0
    for area in _merged_areas(range_):
        rows = min(bottom, area.last_row) - max(top, area.first_row) + 1
        columns = min(right, area.last_column) - max(left, area.first_column) + 1
        covered += max(rows, 0) * max(columns, 0)
    if not covered:
        return False
    return True if covered == len(range_) else None


def _merged_areas(range_: Range) -> list[Area]:
    book, sheet = range_.sheet.book, range_.sheet.sheet
    if sheet.Name not in book.merged:
        found = []
        for same in _each(range_.sheet.used_range.cells.UniqueCellFormatRanges):
            if not same.getByIndex(0).getCellByPosition(0, 0).IsMerged:
                continue
            for at in same.RangeAddresses:
                for row in range(at.StartRow, at.EndRow + 1):
                    for column in range(at.StartColumn, at.EndColumn + 1):
                        cell = sheet.getCellRangeByPosition(column, row, column, row)
                        cursor = sheet.createCursorByRange(cell)
                        cursor.collapseToMergedArea()
                        to = cursor.RangeAddress
                        if (to.EndRow, to.EndColumn) != (row, column):
                            found.append(Area(row + 1, column + 1, to.EndRow + 1, to.EndColumn + 1))
        book.merged[sheet.Name] = found
    return book.merged[sheet.Name]
