"""Edits of people's sheets in an open book: all guards first, then block by block, or none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from toolkit.books.live import model
from toolkit.books.live.cells import Given, given
from toolkit.books.live.surroundings import area_of, tables_of
from toolkit.books.look import number_format
from toolkit.errors import ChangedUnderneathError, RefusedError
from toolkit.plan import Edit, Format
from toolkit.table import Grid, Value, a1, column_letters, same_value, sheet_reference

if TYPE_CHECKING:
    import xlwings

__all__ = ["Run", "due_edits", "put_back", "put_run", "runs_of"]


@dataclass(frozen=True, slots=True)
class Run:
    """A contiguous rectangle of edits: one call writes it."""

    sheet: str
    row: int
    column: int
    rows: tuple[tuple[Edit, ...], ...]


def due_edits(edits: Sequence[Edit], grids: Mapping[str, Grid]) -> list[Edit]:
    """Return the edits whose cells do not hold what is wanted yet.

    Raises ChangedUnderneathError or RefusedError when a guard fails; the grids hold every sheet
    the edits name, as read just now.
    """
    seen = set()
    for edit in edits:
        where = (edit.sheet.casefold(), edit.row, edit.column)
        if where in seen:
            raise RefusedError(f"the plan writes {_reference(edit)} twice; write it once")
        seen.add(where)
    return [edit for edit in edits if _is_due(grids[edit.sheet], edit)]


def _is_due(grid: Grid, edit: Edit) -> bool:
    if edit.key_column and not same_value(grid.value(edit.row, edit.key_column), edit.key):
        raise ChangedUnderneathError(
            f"row {edit.row} of {edit.sheet} has no longer {edit.key!r} in column "
            f"{column_letters(edit.key_column)}; read it again"
        )
    found = grid.value(edit.row, edit.column)
    if edit.formula and grid.formulas.get((edit.row, edit.column)) == edit.after:
        return False
    if not same_value(found, edit.after) and not same_value(found, edit.before):
        raise ChangedUnderneathError(
            f"{_reference(edit)} holds {found!r}, no longer {edit.before!r}; read it again"
        )
    if (edit.row, edit.column) in grid.formulas and not edit.is_guard:
        raise RefusedError(f"{_reference(edit)} holds a formula, which is never overwritten")
    return not same_value(found, edit.after)


def _reference(edit: Edit) -> str:
    return sheet_reference(edit.sheet, a1(edit.row, edit.column))


def runs_of(edits: Iterable[Edit]) -> list[Run]:
    """Return edits as rectangles: first down each column, then columns of the same rows joined."""
    cells = {(edit.sheet, edit.column, edit.row): edit for edit in edits}
    down: dict[tuple[str, int, int], list[list[Edit]]] = defaultdict(list)
    column: list[Edit] = []
    for sheet, number, row in [*sorted(cells), ("", 0, 0)]:
        last = column[-1] if column else None
        if last and (last.sheet, last.column, last.row) != (sheet, number, row - 1):
            down[last.sheet, column[0].row, last.row].append(column)
            column = []
        if number:
            column.append(cells[sheet, number, row])
    runs = []
    for (sheet, first, _), columns in down.items():
        side: list[list[Edit]] = []
        for one in columns:
            if side and side[-1][0].column != one[0].column - 1:
                runs.append(_run(sheet, first, side))
                side = []
            side.append(one)
        runs.append(_run(sheet, first, side))
    return runs


def _run(sheet: str, row: int, columns: Sequence[Sequence[Edit]]) -> Run:
    return Run(sheet, row, columns[0][0].column, tuple(zip(*columns, strict=True)))


def _range(book: xlwings.Book, run: Run) -> xlwings.Range:
    last = (run.row + len(run.rows) - 1, run.column + len(run.rows[0]) - 1)
    return book.sheets[run.sheet].range((run.row, run.column), last)


def refuse_odd_cells(book: xlwings.Book, runs: Sequence[Run]) -> None:
    """Raise RefusedError for protected sheets, covered cells and headers of tables."""
    for name in {run.sheet for run in runs}:
        sheet = book.sheets[name]
        if model.is_protected(sheet):
            raise RefusedError(f"the sheet {name} is protected; unprotect it and run this again")
        headers = [area._replace(last_row=area.first_row) for _, area in tables_of(sheet)]
        for run in (run for run in runs if run.sheet == name):
            _refuse_merged(book, run)
            for edit in (edit for row in run.rows for edit in row):
                if any(
                    h.first_row == edit.row and h.first_column <= edit.column <= h.last_column
                    for h in headers
                ):
                    raise RefusedError(f"{_reference(edit)} is the header of a table")


def _refuse_merged(book: xlwings.Book, run: Run) -> None:
    if _range(book, run).merge_cells is False:
        return
    sheet = book.sheets[run.sheet]
    for edit in (edit for row in run.rows for edit in row):
        area = area_of(sheet.range((edit.row, edit.column)).merge_area)
        if (area.first_row, area.first_column) != (edit.row, edit.column):
            raise RefusedError(
                f"{_reference(edit)} is covered by the merged cell "
                f"{a1(area.first_row, area.first_column)}; unmerge it first"
            )


def put_run(book: xlwings.Book, run: Run) -> None:
    """Write one rectangle in one call; a cell formatted as text takes what is no text, too."""
    range_ = _range(book, run)
    if range_.number_format in ("@", None):
        _loosen(book, run)
    range_.options(chunksize=None).value = [[_after(edit) for edit in row] for row in run.rows]


def _after(edit: Edit) -> Given:
    return f"={edit.after}" if edit.formula else given(edit.after)


def _loosen(book: xlwings.Book, run: Run) -> None:
    """Give text-formatted cells that are to hold numbers or dates a format that lets them."""
    sheet = book.sheets[run.sheet]
    for edit in (edit for row in run.rows for edit in row):
        if edit.formula or (edit.after is not None and not isinstance(edit.after, str)):
            cell = sheet.range((edit.row, edit.column))
            if cell.number_format == "@":
                cell.number_format = "General" if edit.formula else _code(edit.after)


def _code(value: Value) -> str:
    is_moment = isinstance(value, date | datetime | time | timedelta)
    return number_format(value, Format.DATE, whole=True) if is_moment else "General"


def put_back(book: xlwings.Book, runs: Iterable[Run]) -> None:
    """Write what the cells of the runs held before."""
    for run in runs:
        _range(book, run).options(chunksize=None).value = [
            [given(e.before) for e in row] for row in run.rows
        ]
