"""A sheet of an open book as a grid: its cells, what surrounds them, and our mark."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from toolkit.books.live import model
from toolkit.books.live.cells import rows_of, values_of
from toolkit.books.live.clocks import tell_clocks
from toolkit.books.live.surroundings import area_of, marks_of
from toolkit.books.marks import SheetMarks
from toolkit.books.names import Names
from toolkit.errors import UnreadableError
from toolkit.table import Grid, SheetInfo, Value

if TYPE_CHECKING:
    import xlwings

__all__ = ["MARK", "grid_of", "info_of", "mark_of"]

MARK = "_account_services"
"""The hidden name of a sheet that tells it is ours, the same as in files."""
MOST_CELLS = 6_000_000


def info_of(sheet: xlwings.Sheet) -> SheetInfo:
    """Return a sheet's name and standing."""
    return SheetInfo(sheet.name, model.visibility_of(sheet), mark_of(sheet))


def mark_of(sheet: xlwings.Sheet) -> str | None:
    """Return the result a sheet holds when it carries our mark."""
    names = sheet.names
    if not names.contains(MARK):
        return None
    text = str(names(MARK).refers_to).lstrip("=").strip()
    is_text = len(text) > 1 and text[0] == text[-1] == '"'
    return text[1:-1].replace('""', '"') if is_text else None


def grid_of(sheet: xlwings.Sheet, info: SheetInfo | None = None, names: Names = ()) -> Grid:
    """Return a sheet's grid; without ``info`` the bare cells, not what surrounds them.

    Raises UnreadableError for a sheet that claims more cells than can be read in one go.
    """
    used = area_of(sheet.used_range)._replace(first_row=1, first_column=1)
    if used.last_row * used.last_column > MOST_CELLS:
        raise UnreadableError(
            f"the sheet {sheet.name} claims {used.last_row:,} rows and {used.last_column:,}"
            " columns; delete the empty ones behind the last cell in use, save, and try again"
        )
    cells = sheet.range((1, 1), (used.last_row, used.last_column))
    found = cells.options(ndim=2, err_to_str=True, chunksize=None).value
    rows = [values_of(row) for row in rows_of(found)]
    marks = marks_of(sheet, used) if info else SheetMarks()
    marks.names = names
    if model.has_formulas(cells):  # asked first, for most sheets of thousands of rows have none
        marks.formulas = _formulas(rows_of(cells.formula), rows)
    marks.struck = {at for at in marks.struck if rows[at[0] - 1][at[1] - 1] is not None}
    tell_clocks(sheet, rows)
    return marks.grid(info or SheetInfo(sheet.name), rows)


def _formulas(
    formulas: Iterable[Sequence[object]], rows: Sequence[Sequence[Value]]
) -> dict[tuple[int, int], str]:
    """Return formulas without their "="; a text that begins with one is its own value."""
    return {
        (row, column): formula[1:]
        for row, line in enumerate(formulas, 1)
        for column, formula in enumerate(line, 1)
        if isinstance(formula, str) and formula[:1] == "=" and rows[row - 1][column - 1] != formula
    }
