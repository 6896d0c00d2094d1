"""Requests that move cells about: merge, sort, copy and cut."""

from __future__ import annotations

from typing import Any

from tests.real.sheets_server.failure import Json, Refusal
from tests.real.sheets_server.spreadsheet import Area, Spreadsheet
from tests.real.sheets_server.tab import Cell, Tab
from toolkit.books.formula_shift import shifted

__all__ = ["copy_paste", "cut_paste", "merge_cells", "sort_range"]


def merge_cells(book: Spreadsheet, given: Json) -> None:
    """Merge a range into one cell, or one a row or column; without a kind, take merges apart."""
    tab, row, column, end_row, end_column = book.clipped(book.grid(given["range"]))
    tab.merges = [
        merge
        for merge in tab.merges
        if merge["endRowIndex"] <= row
        or merge["startRowIndex"] >= end_row
        or merge["endColumnIndex"] <= column
        or merge["startColumnIndex"] >= end_column
    ]
    boxes = {
        "MERGE_ALL": [(row, column, end_row, end_column)],
        "MERGE_ROWS": [(r, column, r + 1, end_column) for r in range(row, end_row)],
        "MERGE_COLUMNS": [(row, c, end_row, c + 1) for c in range(column, end_column)],
    }
    for top, left, bottom, right in boxes.get(given.get("mergeType", ""), ()):
        for r in range(top, bottom):
            for c in range(left, right):
                if (r, c) != (top, left):
                    tab.change(r, c, value=None, formula=None)
        merge = {"startRowIndex": top, "endRowIndex": bottom, "startColumnIndex": left}
        named = {"sheetId": tab.id} if tab.id else {}
        tab.merges.append({**named, **merge, "endColumnIndex": right})


def sort_range(book: Spreadsheet, given: Json) -> None:
    """Sort rows; contents move, the rows themselves (heights, metadata) do not.

    As recorded, a range beyond the grid is cut off, not refused.
    """
    tab, row, column, end_row, end_column = book.grid(given["range"])
    end_row = min(end_row or tab.height, tab.height)
    end_column = min(end_column or tab.width, tab.width)
    order = list(range(row, end_row))
    for spec in reversed(given.get("sortSpecs", [])):
        by, down = spec.get("dimensionIndex", 0), spec.get("sortOrder") == "DESCENDING"
        values = {r: book.value(tab, r, by) for r in order}
        filled = [r for r in order if values[r] is not None]
        filled.sort(key=lambda r, v=values: _rank(v[r]), reverse=down)  # type: ignore[misc]
        order = filled + [r for r in order if values[r] is None]
    lines = {
        r: {c: cell for c, cell in tab.rows.get(r, {}).items() if column <= c < end_column}
        for r in order
    }
    for to, r in enumerate(order, row):
        for c in [c for c in tab.rows.get(to, {}) if column <= c < end_column]:
            tab.place(to, c, Cell())
        for c, cell in lines[r].items():
            tab.place(to, c, cell)


def _rank(value: Json) -> tuple[int, Any]:
    if isinstance(value, bool):
        return (2, value)
    return (1, value.lower()) if isinstance(value, str) else (0, value)


def copy_paste(book: Spreadsheet, given: Json) -> None:
    """Copy a range to where another begins, as often as it fits there: whole cells, or a part."""
    source = book.clipped(book.grid(given["source"]))
    tab, row, column, end_row, end_column = book.clipped(book.grid(given["destination"]))
    height, width = source[3] - source[1], source[4] - source[2]
    kind = given.get("pasteType", "PASTE_NORMAL")
    block = {(r, c): _part_of(book, source, r, c, kind) for r, c in _block(source)}
    for down in range(row, max(end_row, row + 1), height):
        for right in range(column, max(end_column, column + 1), width):
            for (r, c), parts in block.items():
                to, by = (down + r, right + c), (down - source[1], right - source[2])
                if formula := parts.get("formula"):
                    moved = shifted(formula.removeprefix("="), *by)
                    parts = {**parts, "formula": f"={moved}"}
                tab.change(*to, **parts)


def _part_of(
    book: Spreadsheet, source: tuple[Tab, int, int, int, int], r: int, c: int, kind: str
) -> dict[str, Any]:
    """Return what a kind of paste takes from one cell."""
    tab, row, column = source[0], source[1] + r, source[2] + c
    cell = tab.cell(row, column)
    match kind:
        case "PASTE_VALUES":
            return {"value": book.value(tab, row, column), "formula": None}
        case "PASTE_FORMULA":
            return {"value": cell.value, "formula": cell.formula}
        case "PASTE_FORMAT":
            return {"format": cell.format}
        case "PASTE_DATA_VALIDATION":
            return {"validation": cell.validation}
        case "PASTE_NORMAL" | "PASTE_NO_BORDERS":
            names = ("value", "formula", "format", "note", "validation")
            return {name: getattr(cell, name) for name in names}
    raise Refusal(501, f"this server does not do {kind}")


def cut_paste(book: Spreadsheet, given: Json) -> None:
    """Move a range to a cell and right and down of it."""
    to = given["destination"]
    tab = book.tab(to.get("sheetId", 0))
    source = book.clipped(book.grid(given["source"]))
    block = _block(source)
    for r, c in block:
        source[0].place(source[1] + r, source[2] + c, Cell())
    _put(block, tab, to.get("rowIndex", 0), to.get("columnIndex", 0))


def _block(area: tuple[Tab, int, int, int, int] | Area) -> dict[tuple[int, int], Cell]:
    tab, row, column, end_row, end_column = area
    return {
        (r - row, c - column): tab.cell(r, c)
        for r in range(row, end_row or 0)
        for c in range(column, end_column or 0)
    }


def _put(block: dict[tuple[int, int], Cell], tab: Tab, row: int, column: int) -> None:
    for (r, c), cell in block.items():
        tab.place(row + r, column + c, cell)
