"""Grids written as real workbooks by XlsxWriter, for the contract tests and the corpus."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import xlsxwriter

from toolkit.table import (
    Area,
    CellError,
    Grid,
    Value,
    Visibility,
    column_letters,
    sheet_reference,
)


def write_workbook(path: Path, *grids: Grid) -> Path:
    book = xlsxwriter.Workbook(str(path), {"strings_to_numbers": False})
    book.set_calc_mode("manual")  # the values given are the calculated ones
    for grid in grids:
        sheet = book.add_worksheet(grid.sheet)
        _write_cells(book, sheet, grid)
        _write_surroundings(sheet, grid)
        for name, area in grid.names:
            book.define_name(name, f"={sheet_reference(grid.sheet, absolute(area))}")
    book.close()
    return path


def absolute(area: Area) -> str:
    top, left, bottom, right = area
    return f"${column_letters(left)}${top}:${column_letters(right)}${bottom}"


def _write_cells(book: Any, sheet: Any, grid: Grid) -> None:
    merged = {(area.first_row, area.first_column): area for area in grid.merged}
    for row, cells in enumerate(grid.rows, 1):
        for column, value in enumerate(cells, 1):
            style = book.add_format(_style(grid, row, column, value))
            if area := merged.get((row, column)):
                sheet.merge_range(
                    row - 1, column - 1, area.last_row - 1, area.last_column - 1, value
                )
            elif formula := grid.formulas.get((row, column)):
                sheet.write_formula(row - 1, column - 1, formula, style, value)
            elif isinstance(value, CellError):
                sheet.write_formula(row - 1, column - 1, "1/0", style, value.code)
            elif isinstance(value, str):
                if value:
                    sheet.write_string(row - 1, column - 1, value, style)
            elif value is not None:
                sheet.write(row - 1, column - 1, value, style)


def _style(grid: Grid, row: int, column: int, value: Value) -> Mapping[str, object]:
    style: dict[str, object] = {}
    if isinstance(value, timedelta):
        style["num_format"] = "[h]:mm"
    elif isinstance(value, date):
        style["num_format"] = "yyyy-mm-dd hh:mm"
    if (row, column) in grid.struck:
        style["font_strikeout"] = True
    if colour := grid.filled.get((row, column)):
        style["bg_color"] = f"#{colour}"
    return style


def _write_surroundings(sheet: Any, grid: Grid) -> None:
    for row in grid.hidden_rows:
        sheet.set_row(row - 1, None, None, {"hidden": True})
    for column in grid.hidden_columns:
        sheet.set_column(column - 1, column - 1, None, None, {"hidden": True})
    for (row, column), text in grid.notes.items():
        sheet.write_comment(row - 1, column - 1, text)
    if area := grid.filtered:
        sheet.autofilter(
            area.first_row - 1, area.first_column - 1, area.last_row - 1, area.last_column - 1
        )
    if grid.frozen_rows:
        sheet.freeze_panes(grid.frozen_rows, 0)
    if grid.visibility is Visibility.HIDDEN:
        sheet.hide()
    if grid.visibility is Visibility.VERY_HIDDEN:
        sheet.very_hidden()
