"""A person's view of one book in a test: every edit a person makes, in memory and on Google."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Protocol

from tests.books.google_sheets import put_grid
from tests.real.sheets_server import SheetsServer
from tests.real.sheets_server.service import DISCOVERY
from tests.real.sheets_server.showing import show
from toolkit.books.google.grids import READ_MASK, read_reply
from toolkit.books.memory import MemoryBook
from toolkit.table import Grid, Value, column_letters

__all__ = ["Desk", "GoogleDesk", "MemoryDesk", "Rows"]

Rows = list[list[Value]]
"""Headers first; blank rows are lists of None."""
SHEET = "Jobs"


class Desk(Protocol):
    """Where a person works."""

    computed: Sequence[str]

    def load(self) -> Rows:
        """Return what the person sees."""
        ...

    def store(self, rows: Rows) -> None:
        """Make the sheet hold rows; computed columns are formulas over the hours again."""
        ...

    def grid(self) -> Grid:
        """Return the sheet as it stands, formulas too."""
        ...


def sheet_of(rows: Rows, computed: Sequence[str]) -> Grid:
    """Return the grid of a person's rows: computed columns are twice the hours."""
    headers = rows[0]
    hours = column_letters(headers.index("Hours") + 1)
    formulas = {
        (number, headers.index(name) + 1): f"{hours}{number}*2"
        for number, row in enumerate(rows[1:], 2)
        for name in computed
        if any(value is not None for value in row)
    }
    return Grid(SHEET, [list(row) for row in rows], formulas=formulas)


class MemoryDesk:
    """A person at a book in memory."""

    def __init__(self, book: MemoryBook, computed: Sequence[str]) -> None:
        self.book, self.computed = book, computed

    def load(self) -> Rows:
        grid = self.grid()
        return [[grid.value(r, c) for c in range(1, grid.width + 1)] for r in _rows(grid)]

    def store(self, rows: Rows) -> None:
        self.book._grids[SHEET] = sheet_of(rows, self.computed)

    def grid(self) -> Grid:
        return self.book.read(SHEET)[SHEET]


class GoogleDesk:
    """A person at a Google sheet."""

    def __init__(self, server: SheetsServer, computed: Sequence[str]) -> None:
        self.server, self.computed = server, computed

    def load(self) -> Rows:
        grid = self.grid()
        return [[grid.value(r, c) for c in range(1, grid.width + 1)] for r in _rows(grid)]

    def store(self, rows: Rows) -> None:
        book = self.server.service.books["KEY"]
        kept = [tab for tab in book.tabs if tab.title != SHEET]
        book.tabs = []
        put_grid(book, sheet_of(rows, self.computed), 0)
        book.tabs += kept
        book.forget()

    def grid(self) -> Grid:
        book = self.server.service.books["KEY"]
        reply = show(book, DISCOVERY, {"fields": READ_MASK})
        return read_reply(json.loads(json.dumps(reply))).tabs[SHEET].grid


def _rows(grid: Grid) -> range:
    return range(1, len(grid.rows) + 1)
