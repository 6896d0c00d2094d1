"""Edits of a person's sheets: all guards first, then all cells, or none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from toolkit.books.ooxml.cells import Cells, find_cell, holds, shared_text
from toolkit.books.ooxml.guards import SheetGuard
from toolkit.books.ooxml.sheet import SheetPart, areas
from toolkit.books.ooxml.strings import SharedStrings, have_shared_strings
from toolkit.books.ooxml.styles import Styles
from toolkit.books.ooxml.workbook import Sheet, Workbook
from toolkit.books.ooxml.xml import child
from toolkit.errors import ChangedUnderneathError, RefusedError
from toolkit.plan import Edit
from toolkit.table import a1, column_letters, same_value, sheet_reference

__all__ = ["edit_cells", "loaded_sheet"]


@dataclass(frozen=True, slots=True)
class _Touched:
    """One sheet that edits speak of."""

    place: Sheet
    sheet: SheetPart
    guard: SheetGuard
    edits: tuple[Edit, ...]


def edit_cells(workbook: Workbook, edits: Sequence[Edit]) -> None:
    """Put edits into the sheets they name.

    A cell that already holds what an edit wants is left alone.

    Raises ChangedUnderneathError or RefusedError before any cell is changed.
    """
    texts = SharedStrings(workbook)
    cells = Cells(Styles(workbook), texts, workbook.date1904)
    touched = [_touched(workbook, name, mine) for name, mine in _by_sheet(edits).items()]
    texts.load({number for one in touched for number in _shared(one)})
    wanted = [(one, edit) for one in touched for edit in one.edits if _is_due(cells, one, edit)]
    for one, edit in wanted:
        if edit.formula:
            cells.put_formula(one.sheet, edit.row, edit.column, str(edit.after))
        else:
            cells.put(one.sheet, edit.row, edit.column, edit.after)
    for one in touched:
        _widen(one.sheet, [edit for other, edit in wanted if other is one])
    if any(isinstance(edit.after, str) for _, edit in wanted):
        have_shared_strings(workbook)
    if wanted and _has_formulas(workbook, touched):
        workbook.calculate_on_load()
    for one in touched:
        workbook.package.put(one.place.part, *one.sheet.pieces())


def _by_sheet(edits: Iterable[Edit]) -> dict[str, list[Edit]]:
    found: dict[str, list[Edit]] = defaultdict(list)
    seen = set()
    for edit in edits:
        where = (edit.sheet.casefold(), edit.row, edit.column)
        if where in seen:
            raise RefusedError(f"the plan writes {_reference(edit)} twice; write it once")
        seen.add(where)
        found[edit.sheet].append(edit)
    return found


def loaded_sheet(workbook: Workbook, name: str) -> tuple[Sheet, SheetPart]:
    """Return a worksheet by its name, its rows still bytes.

    Raises ChangedUnderneathError when it is not there, RefusedError when it has no cells.
    """
    place = workbook.sheet(name)
    if place is None:
        raise ChangedUnderneathError(f"there is no sheet {name!r} any more; read it again")
    if place.kind != "worksheet":
        raise RefusedError(f"the sheet {name} is a {place.kind} and has no cells to write")
    return place, SheetPart(workbook.package.read(place.part), place.part)


def _touched(workbook: Workbook, name: str, edits: Sequence[Edit]) -> _Touched:
    place, sheet = loaded_sheet(workbook, name)
    sheet.load(edit.row for edit in edits)
    guard = SheetGuard.of(workbook.package, place.part, name, sheet)
    return _Touched(place, sheet, guard, tuple(edits))


def _shared(one: _Touched) -> Iterable[int]:
    for edit in one.edits:
        row = one.sheet.row(edit.row)
        for column in (edit.column, edit.key_column):
            number = shared_text(find_cell(row, column)) if column else None
            if number is not None:
                yield number


def _is_due(cells: Cells, one: _Touched, edit: Edit) -> bool:
    """Ask every guard of one edit; False where the cell already holds what is wanted."""
    row = one.sheet.row(edit.row)
    if edit.key_column:
        key = cells.value(find_cell(row, edit.key_column))
        if not holds(key, edit.key, cells.date1904):
            raise ChangedUnderneathError(
                f"row {edit.row} of {edit.sheet} has {key!r} in column "
                f"{column_letters(edit.key_column)}, no longer {edit.key!r}; read it again"
            )
    cell = find_cell(row, edit.column)
    found = cells.value(cell)
    is_done = same_value(found, edit.after)
    if not is_done and not holds(found, edit.before, cells.date1904):
        raise ChangedUnderneathError(
            f"{_reference(edit)} holds {found!r}, no longer {edit.before!r}; read it again"
        )
    if not edit.is_guard:
        one.guard.refuse(edit.row, edit.column, cell)
    return not is_done


def _reference(edit: Edit) -> str:
    return sheet_reference(edit.sheet, a1(edit.row, edit.column))


def _widen(sheet: SheetPart, edits: Sequence[Edit]) -> None:
    """Make the sheet's dimension hold the cells that were written."""
    dimension = child(sheet.frame, "dimension")
    used = areas(dimension.get("ref")) if dimension is not None else []
    if dimension is None or not used or not edits:
        return
    rows = [edit.row for edit in edits] + [used[0].first_row, used[0].last_row]
    columns = [edit.column for edit in edits] + [used[0].first_column, used[0].last_column]
    first, last = a1(min(rows), min(columns)), a1(max(rows), max(columns))
    if areas(f"{first}:{last}") != used:
        dimension.set("ref", f"{first}:{last}" if first != last else first)


def _has_formulas(workbook: Workbook, touched: Sequence[_Touched]) -> bool:
    if workbook.part_of("calcChain") or any(one.sheet.has_formulas() for one in touched):
        return True
    seen = {one.place.part for one in touched}
    others = [s for s in workbook.sheets() if s.kind == "worksheet" and s.part not in seen]
    return any(SheetPart(workbook.package.read(s.part), s.part).has_formulas() for s in others)
