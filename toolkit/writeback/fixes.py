"""Safe fixes → the edits of each book."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from toolkit.checks.fixes import Fix
from toolkit.plan import Block, Column, Edit, Link, OwnSheet, Plan
from toolkit.table import Grid, a1, parse_reference, same_value, sheet_reference

__all__ = [
    "FIXES_SHEET",
    "fixes_sheet",
    "is_listed",
    "made_edits",
    "plan_for_fixes",
    "plan_to_make",
    "plan_to_take_back",
]

FIXES_SHEET = "Fixes"
TO_DO = "Nothing is changed yet. Read the list, then press Fix once more to make the changes."
DONE = "These changes were made. Undo takes back those whose cells nobody changed since."
TAKEN_BACK = "These changes were made and taken back."
FIRST_ROW = 5
"""The first fix stands below title, line, a blank row and the header."""


def plan_for_fixes(fixes: Iterable[Fix]) -> Mapping[str, Plan]:
    """Return book → the edits that are to be made in it."""
    edits: defaultdict[str, list[Edit]] = defaultdict(list)
    for fix in fixes:
        edits[fix.book].append(fix.edit)
    return {book: Plan(edits=tuple(several)) for book, several in edits.items()}


def fixes_sheet(edits: Sequence[Edit], whys: Sequence[str], line: str = TO_DO) -> OwnSheet:
    """Return the sheet that lists changes of single cells: to be made, made, or taken back."""
    columns = (
        Column("Cell", 22),
        Column("Before", 30),
        Column("After", 30),
        Column("Why", 50, wrap=True),
    )
    rows = []
    for edit, why in zip(edits, whys, strict=True):
        cell = sheet_reference(edit.sheet, a1(edit.row, edit.column))
        rows.append((Link(cell, f"#{cell}"), edit.before, edit.after, why))
    return OwnSheet(FIXES_SHEET, FIXES_SHEET, (line,), (Block(columns, tuple(rows)),))


def is_listed(grid: Grid | None, edits: Sequence[Edit]) -> bool:
    """Whether a Fixes sheet lists just these changes as still to be made."""
    if grid is None or grid.value(2, 1) != TO_DO:
        return False
    listed = _listed(grid)
    return len(listed) == len(edits) and all(
        (one.sheet, one.row, one.column) == (edit.sheet, edit.row, edit.column)
        and same_value(one.before, edit.before)
        and same_value(one.after, edit.after)
        for (one, _), edit in zip(listed, edits, strict=True)
    )


def made_edits(grid: Grid | None) -> tuple[tuple[Edit, str], ...]:
    """Return the changes a Fixes sheet says were made, with their reasons."""
    return tuple(_listed(grid)) if grid is not None and grid.value(2, 1) == DONE else ()


def plan_to_make(fixes: Sequence[Fix]) -> Plan:
    """Return the plan that makes the fixes of one book and says so on its Fixes sheet."""
    edits = tuple(fix.edit for fix in fixes)
    return Plan(edits, (fixes_sheet(edits, [fix.why for fix in fixes], DONE),))


def plan_to_take_back(made: Sequence[tuple[Edit, str]]) -> Plan:
    """Return the plan that puts back what stood in the cells before."""
    edits = [edit for edit, _ in made]
    back = tuple(replace(edit, before=edit.after, after=edit.before) for edit in edits)
    return Plan(back, (fixes_sheet(edits, [why for _, why in made], TAKEN_BACK),))


def _listed(grid: Grid) -> list[tuple[Edit, str]]:
    found = []
    for row in range(FIRST_ROW, len(grid.rows) + 1):
        try:
            sheet, at_row, at_column = parse_reference(str(grid.value(row, 1) or ""))
        except ValueError:
            break
        edit = Edit(sheet, at_row, at_column, grid.value(row, 2), grid.value(row, 3))
        found.append((edit, str(grid.value(row, 4) or "")))
    return found
