"""One tab of a spreadsheet: its cells, and what is anchored to its rows and columns."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from tests.real.sheets_server.failure import Json

__all__ = ["EMPTY", "Cell", "Tab"]


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell holds; a formula's value is computed when it is asked for."""

    value: Json = None
    formula: str | None = None
    format: Json = None
    note: str | None = None
    validation: Json = None

    @property
    def filled(self) -> bool:
        """Whether somebody put a value or a formula there."""
        return self.value is not None or self.formula is not None


EMPTY = Cell()


class Tab:
    """Cells by 0-based row and column; empty ones are not kept."""

    def __init__(self, properties: dict[str, Json]) -> None:
        grid = properties.setdefault("gridProperties", {})
        grid.setdefault("rowCount", 1000)
        grid.setdefault("columnCount", 26)
        properties.setdefault("sheetType", "GRID")
        self.properties = properties
        self.rows: dict[int, dict[int, Cell]] = {}
        self.sizes: dict[str, dict[int, Json]] = {"ROWS": {}, "COLUMNS": {}}
        self.groups: dict[str, list[Json]] = {"ROWS": [], "COLUMNS": []}
        self.merges: list[Json] = []
        self.protected: list[Json] = []
        self.filter: Json = None
        self.charts: list[Json] = []

    @property
    def id(self) -> int:
        """The number requests name the tab by."""
        return int(self.properties["sheetId"])

    @property
    def title(self) -> str:
        """The name on the tab."""
        return str(self.properties["title"])

    @property
    def height(self) -> int:
        """Rows of the grid, filled or not."""
        return int(self.properties["gridProperties"]["rowCount"])

    @property
    def width(self) -> int:
        """Columns of the grid, filled or not."""
        return int(self.properties["gridProperties"]["columnCount"])

    def copy(self) -> Tab:
        """Return a tab of the same state that changes on its own."""
        other = copy.copy(self)
        for name in ("properties", "sizes", "groups", "merges", "protected", "filter", "charts"):
            setattr(other, name, copy.deepcopy(getattr(self, name)))
        other.rows = {row: dict(cells) for row, cells in self.rows.items()}
        return other

    def cell(self, row: int, column: int) -> Cell:
        """Return a cell, empty where nothing is kept."""
        return self.rows.get(row, {}).get(column, EMPTY)

    def change(self, row: int, column: int, **changes: Any) -> None:
        """Change what the cell holds."""
        self.place(row, column, replace(self.cell(row, column), **changes))

    def place(self, row: int, column: int, cell: Cell) -> None:
        """Put a whole cell."""
        if cell != EMPTY:
            self.rows.setdefault(row, {})[column] = cell
        elif column in self.rows.get(row, {}):
            del self.rows[row][column]
            if not self.rows[row]:
                del self.rows[row]

    def shift(self, dimension: str, at: int, count: int) -> Callable[[int], int | None]:
        """Insert (or, below zero, delete) rows or columns; return where an index is now."""

        def moved(index: int) -> int | None:
            if index < at:
                return index
            return None if count < 0 and index < at - count else index + count

        if dimension == "ROWS":
            self.rows = _moved_keys(self.rows, moved)
        else:
            rows = {row: _moved_keys(cells, moved) for row, cells in self.rows.items()}
            self.rows = {row: cells for row, cells in rows.items() if cells}
        self.sizes[dimension] = _moved_keys(self.sizes[dimension], moved)
        size = "rowCount" if dimension == "ROWS" else "columnCount"
        self.properties["gridProperties"][size] += count
        return moved

    def trim(self) -> None:
        """Drop cells beyond the grid, after it was made smaller."""
        rows = {
            row: {column: cell for column, cell in cells.items() if column < self.width}
            for row, cells in self.rows.items()
            if row < self.height
        }
        self.rows = {row: cells for row, cells in rows.items() if cells}


def _moved_keys(found: dict[int, Any], moved: Callable[[int], int | None]) -> dict[int, Any]:
    return {to: kept for index, kept in found.items() if (to := moved(index)) is not None}
