"""Edits of people's tabs: guarded against what was just read, then as requests."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from toolkit.books.google.cells import format_for, user_entered
from toolkit.books.google.grids import Tab
from toolkit.errors import ChangedUnderneathError, RefusedError
from toolkit.plan import Edit
from toolkit.table import Area, Grid, Value, a1, column_letters, same_value, sheet_reference

__all__ = ["Group", "due_edits", "edit_requests", "is_new_row"]

Request = dict[str, Any]
Group = tuple[list[Request], Sequence[Edit]]
"""Requests that belong together, and the edits they make."""


def is_new_row(edit: Edit) -> bool:
    """Whether an edit belongs to a row that nobody has yet."""
    return bool(edit.key_column) and edit.key is None and edit.before is None


def due_edits(tabs: Mapping[str, Tab], edits: Sequence[Edit]) -> list[Edit]:
    """Return the edits still to be made, and the guards, each in the row its key stands in now.

    Raises ChangedUnderneathError or RefusedError when one of them may not be made.
    """
    found: list[Edit] = []
    rows: dict[tuple[str, int], dict[Value, int]] = {}
    for edit in edits:
        tab = tabs.get(edit.sheet)
        if tab is None:
            raise ChangedUnderneathError(f"there is no sheet {edit.sheet!r} any more; read again")
        placed = _placed(tab.grid, edit, rows)
        where = sheet_reference(edit.sheet, a1(placed.row, placed.column))
        value = tab.grid.value(placed.row, placed.column)
        if (placed.is_guard and same_value(value, placed.before)) or _takes_back(tab.grid, placed):
            found.append(placed)
            continue
        if (placed.row, placed.column) in tab.grid.formulas:
            raise RefusedError(f"{where} holds a formula, which is never overwritten")
        if same_value(value, placed.after) and not placed.formula:
            continue
        if not same_value(value, placed.before):
            raise ChangedUnderneathError(
                f"{where} holds {value!r}, no longer {placed.before!r}; read it again"
            )
        if any(_inside(area, placed.row, placed.column) for area in tab.grid.protected):
            raise RefusedError(f"{where} is protected, which is never written; ask its owner")
        found.append(placed)
    return found


def _takes_back(grid: Grid, edit: Edit) -> bool:
    """Whether an edit only blanks a formula that we ourselves wrote a moment ago."""
    formula = grid.formulas.get((edit.row, edit.column))
    return formula is not None and edit.after is None and edit.before == f"={formula}"


def _placed(grid: Grid, edit: Edit, rows: dict[tuple[str, int], dict[Value, int]]) -> Edit:
    """Return an edit in its key's row: people insert, delete and sort between two requests."""
    if not edit.key_column or same_value(grid.value(edit.row, edit.key_column), edit.key):
        return edit
    place = (edit.sheet, edit.key_column)
    if place not in rows:
        rows[place] = _rows_by_key(grid, edit.key_column)
    row = rows[place].get(edit.key, 0)
    if not row:
        where = f"{edit.sheet}!{edit.row}:{edit.row}"
        raise ChangedUnderneathError(
            f"{where} has no {edit.key!r} in column {column_letters(edit.key_column)} any more, "
            "nor has another row just once; read it again"
        )
    return replace(edit, row=row)


def _rows_by_key(grid: Grid, column: int) -> dict[Value, int]:
    found: dict[Value, int] = {}
    for row in range(1, len(grid.rows) + 1):
        key = grid.value(row, column)
        if key is not None:
            found[key] = 0 if key in found else row
    return found


def _inside(area: Area, row: int, column: int) -> bool:
    return (
        area.first_row <= row <= area.last_row and area.first_column <= column <= area.last_column
    )


def edit_requests(tabs: Mapping[str, Tab], edits: Iterable[Edit]) -> Iterator[Group]:
    """Yield groups of requests that make guarded edits, each group safe on its own.

    Cells side by side are one request. New rows are inserted, so that whatever moved there in the
    meantime is pushed down and not overwritten.
    """
    by_sheet: dict[str, list[Edit]] = defaultdict(list)
    for edit in edits:
        if not edit.is_guard:
            by_sheet[edit.sheet].append(edit)
    for sheet, several in by_sheet.items():
        tab = tabs[sheet]
        old = sorted((e for e in several if not is_new_row(e)), key=lambda e: (e.row, e.column))
        new = sorted((e for e in several if is_new_row(e)), key=lambda e: (e.row, e.column))
        width = max((edit.column for edit in several), default=0)
        if width > tab.width:
            yield [_append(tab, "COLUMNS", width - tab.width)], ()
        for run in _runs(tab, old):
            height = run[0].row - tab.height
            grow = [_append(tab, "ROWS", height)] if height > 0 else []
            yield [*grow, _cells(tab, run)], run
        if new:
            yield _new_rows(tab, new), new


def _runs(tab: Tab, edits: Iterable[Edit]) -> Iterator[list[Edit]]:
    """Yield edits, given in order, of cells side by side that all get a format, or all keep it."""

    def run_of(pair: tuple[int, Edit]) -> tuple[int, int, bool]:
        number, edit = pair
        held = tab.number_formats.get((edit.row, edit.column), {})
        return edit.row, edit.column - number, format_for(edit.after, held) is not None

    for _, run in groupby(enumerate(edits), key=run_of):
        yield [edit for _, edit in run]


def _new_rows(tab: Tab, edits: Sequence[Edit]) -> list[Request]:
    first, last = edits[0].row, edits[-1].row
    inside = min(last, tab.height) - first + 1
    requests: list[Request] = []
    if first <= tab.height:
        rows = {"sheetId": tab.id, "dimension": "ROWS"}
        rows |= {"startIndex": first - 1, "endIndex": first - 1 + inside}
        requests.append({"insertDimension": {"range": rows, "inheritFromBefore": first > 1}})
    if last > tab.height + max(inside, 0):
        requests.append(_append(tab, "ROWS", last - tab.height - max(inside, 0)))
    return requests + [_cells(tab, run) for run in _runs(tab, edits)]


def _append(tab: Tab, dimension: str, length: int) -> Request:
    return {"appendDimension": {"sheetId": tab.id, "dimension": dimension, "length": length}}


def _cells(tab: Tab, run: Sequence[Edit]) -> Request:
    cells = [_cell(tab, edit) for edit in run]
    fields = "userEnteredValue"
    if "userEnteredFormat" in cells[0]:
        fields += ",userEnteredFormat.numberFormat"
    start = {"sheetId": tab.id, "rowIndex": run[0].row - 1, "columnIndex": run[0].column - 1}
    return {"updateCells": {"start": start, "rows": [{"values": cells}], "fields": fields}}


def _cell(tab: Tab, edit: Edit) -> dict[str, Any]:
    if edit.formula:
        return {"userEnteredValue": {"formulaValue": f"={edit.after}"}}
    where = sheet_reference(edit.sheet, a1(edit.row, edit.column))
    entered = user_entered(edit.after, where)
    cell: dict[str, Any] = {"userEnteredValue": entered} if entered else {}
    held = tab.number_formats.get((edit.row, edit.column), {})
    if (form := format_for(edit.after, held)) is not None:
        cell["userEnteredFormat"] = {"numberFormat": form}
    return cell
