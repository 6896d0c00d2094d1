"""Sheets of ours in an open book: found by their mark, drawn, and put back when that fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.books.live import model
from toolkit.books.live.cells import Given, given
from toolkit.books.live.grids import MARK, grid_of, mark_of
from toolkit.books.live.page import draw, fill, image_of, is_drawn
from toolkit.books.sheet_names import free_sheet_name
from toolkit.plan import OwnSheet
from toolkit.table import Grid

if TYPE_CHECKING:
    import xlwings

__all__ = ["Pages"]


class Pages:
    """The sheets of ours that one plan writes."""

    def __init__(self, book: xlwings.Book) -> None:
        self._book = book
        self._added: list[xlwings.Sheet] = []
        self._before: list[tuple[xlwings.Sheet, Grid]] = []
        self.names: dict[str, str] = {}
        """Wanted name → name given."""

    @property
    def written(self) -> bool:
        """Whether anything had to be drawn."""
        return bool(self._added or self._before)

    def draw(self, sheet: OwnSheet) -> None:
        """Draw a sheet, unless it stands there already."""
        rows = image_of(sheet)
        page = self._own_sheet(sheet.name)
        if page is None:
            page = self._new(sheet)
        else:
            self.names[sheet.name] = page.name
            there = grid_of(page)
            if is_drawn(there, rows):
                return
            self._before.append((page, there))
        self.names[sheet.name] = page.name
        draw(page, sheet, rows)

    def put_back(self) -> None:
        """Take away what was added; what was drawn over gets its cells back, undressed."""
        for page in self._added:
            page.delete()
        for page, grid in self._before:
            page.clear()
            fill(page, _content(grid))

    def _new(self, sheet: OwnSheet) -> xlwings.Sheet:
        tabs = self._book.sheets
        name = free_sheet_name(sheet.name, (tab.name for tab in tabs))
        page = tabs.add(name, after=tabs[len(tabs) - 1])
        self._added.append(page)
        text = sheet.name.replace('"', '""')
        model.hide_name(page.names.add(MARK, f'="{text}"'))
        model.freeze_above(page, len(sheet.lines) + 4)
        return page

    def _own_sheet(self, wanted: str) -> xlwings.Sheet | None:
        """Return our sheet; where a person copied it, the one that has the name."""
        ours = [sheet for sheet in self._book.sheets if mark_of(sheet) == wanted]
        named = [sheet for sheet in ours if sheet.name.casefold() == wanted.casefold()]
        return next(iter(named or ours), None)


def _content(grid: Grid) -> list[list[Given]]:
    """Return a grid as it is put into cells."""
    return [
        [
            f"={grid.formulas[row, column]}" if (row, column) in grid.formulas else given(value)
            for column, value in enumerate(line, 1)
        ]
        for row, line in enumerate(grid.rows, 1)
    ]
