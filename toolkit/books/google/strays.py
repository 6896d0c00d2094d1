"""Edits that hit another row, because a person moved rows in the last instant: found and undone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolkit.books.formula_shift import shifted
from toolkit.books.google.edits import is_new_row
from toolkit.plan import Edit
from toolkit.table import Grid, Value, same_value

__all__ = ["repairs"]


def repairs(before: Grid, after: Grid, edits: Sequence[Edit]) -> Iterator[Edit]:
    """Yield what puts back each cell that an edit wrote into a row of another key.

    ``before`` was read last, ``after`` comes with the reply to the write itself. A row that was
    not there before gets its cell blank again.
    """
    rows: dict[tuple[int, Value], int] = {}
    for column in {edit.key_column for edit in edits if edit.key_column}:
        for row in range(1, len(before.rows) + 1):
            rows[column, before.value(row, column)] = row
    # A row that is renumbered or emptied no longer shows the key it was found by.
    new_keys = {edit.row: edit.after for edit in edits if edit.column == edit.key_column}
    for edit in edits:
        if not edit.key_column or is_new_row(edit):
            continue
        key = after.value(edit.row, edit.key_column)
        hit = after.value(edit.row, edit.column)
        if same_value(key, new_keys.get(edit.row, edit.key)) or not same_value(hit, edit.after):
            continue
        was = rows.get((edit.key_column, key), 0) if key is not None else 0
        formula = before.formulas.get((was, edit.column))
        if formula:
            text = shifted(formula, edit.row - was, 0)
            yield Edit(edit.sheet, edit.row, edit.column, hit, text, key, edit.key_column, True)
        else:
            value = before.value(was, edit.column) if was else None
            yield Edit(edit.sheet, edit.row, edit.column, hit, value, key, edit.key_column)
