"""Rows and columns inserted and deleted: everything anchored to them moves along."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from tests.real.sheets_server.failure import Json
from tests.real.sheets_server.spreadsheet import Spreadsheet
from tests.real.sheets_server.tab import Tab
from toolkit.table import column_letters, column_number

__all__ = ["insert_or_delete"]

REFERENCE = re.compile(
    r""""(?:[^"]|"")*"|(?P<sheet>(?:'[^']+'|\b\w+)!)?(?P<fixed>\$?)\b(?P<column>[A-Za-z]{1,3})"""
    r"""(?P<held>\$?)(?P<row>\d+)\b(?!\()"""
)


def insert_or_delete(book: Spreadsheet, tab: Tab, dimension: str, at: int, count: int) -> None:
    """Insert ``count`` rows or columns at an index, or delete them when it is below zero."""
    moved = tab.shift(dimension, at, count)
    ends = ("startRowIndex", "endRowIndex")
    if dimension == "COLUMNS":
        ends = ("startColumnIndex", "endColumnIndex")

    def survives(grid: Json) -> bool:
        return grid.get("sheetId", 0) != tab.id or _moved_range(grid, *ends, at, count)

    tab.merges = [merge for merge in tab.merges if survives(merge)]
    tab.protected = [one for one in tab.protected if survives(one["range"])]
    book.named = [one for one in book.named if survives(one["range"])]
    if tab.filter and not survives(tab.filter["range"]):
        tab.filter = None
    book.metadata = [one for one in book.metadata if _carried(one, tab, dimension, moved)]
    _rewrite_formulas(book, tab, dimension, at, count)
    book.forget()


def _moved_range(grid: Json, start: str, end: str, at: int, count: int) -> bool:
    """Move a range in place; False when all of it was deleted."""
    if end not in grid:
        return True
    first, last = grid.get(start, 0), grid[end]
    if count > 0:
        grid[start] = first + (count if first >= at else 0)
        grid[end] = last + (count if last > at else 0)
        return True
    grid[start] = first if first <= at else max(at, first + count)
    grid[end] = last if last <= at else max(at, last + count)
    return bool(grid[end] > grid[start])


def _carried(one: Json, tab: Tab, dimension: str, moved: Callable[[int], int | None]) -> bool:
    """Move a row's or column's metadata in place; False when its row or column is gone."""
    place = one["location"].get("dimensionRange")
    if not place or place.get("sheetId", 0) != tab.id or place["dimension"] != dimension:
        return True
    index = moved(place.get("startIndex", 0))
    if index is None:
        return False
    place["startIndex"], place["endIndex"] = index, index + 1
    return True


def _rewrite_formulas(book: Spreadsheet, tab: Tab, dimension: str, at: int, count: int) -> None:
    for host in book.tabs:
        for cells in host.rows.values():
            for column, cell in list(cells.items()):
                if cell.formula is None:
                    continue
                new = _shifted(cell.formula, host, tab, dimension, at, count)
                if new != cell.formula:
                    cells[column] = replace(cell, formula=new)


def _shifted(formula: str, host: Tab, tab: Tab, dimension: str, at: int, count: int) -> str:
    def one(found: re.Match[str]) -> str:
        if found["column"] is None:
            return found[0]
        sheet = (found["sheet"] or "").rstrip("!").strip("'")
        if (sheet and sheet.lower() != tab.title.lower()) or (not sheet and host is not tab):
            return found[0]
        column, row = column_number(found["column"]) - 1, int(found["row"]) - 1
        index = row if dimension == "ROWS" else column
        if index >= at:
            if count < 0 and index < at - count:
                return f"{found['sheet'] or ''}#REF!"
            row += count if dimension == "ROWS" else 0
            column += count if dimension == "COLUMNS" else 0
        letters = column_letters(column + 1)
        return f"{found['sheet'] or ''}{found['fixed']}{letters}{found['held']}{row + 1}"

    return REFERENCE.sub(one, formula)
