"""A merge → the plan of each book."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toolkit.books.formula_shift import shifted
from toolkit.checks.wording import count_of
from toolkit.plan import Edit
from toolkit.sync.merge import Change, Merge, NewRow, OldRow, Renumbering, Side
from toolkit.sync.pair import Pair
from toolkit.sync.tables import KeyedTable, Problem
from toolkit.table import CellError, Value

__all__ = ["Limits", "no_room", "not_taken", "side_edits", "too_many_deletions"]

COMPUTED = 0.9
"""Share of the filled cells of a column that are formulas, at least, where it is computed."""
NAMED = 5
"""Rows that a remark names."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How many rows may be deleted in one go; more looks like an accident."""

    rows: int = 10
    share: float = 0.2


def too_many_deletions(merged: Merge, known: int, limits: Limits) -> Problem | None:
    """Return why a merge that deletes so many of the known rows is stopped."""
    count = max(sum(one.side is side for one in merged.deleted) for side in Side)
    if count <= limits.rows and count <= limits.share * known:
        return None
    return Problem(
        "the table",
        f"{count} of {known} rows are gone from one book",
        f"more than {limits.rows} rows or {limits.share:.0%} are never deleted at once: put "
        "them back, or delete them by hand in the other book",
    )


def no_room(pair: Pair, merged: Merge) -> Iterator[Problem]:
    """Yield the sides whose new rows would run into a total."""
    for side in Side:
        table = pair.table(side)
        count = sum(one.side is side for one in merged.added)
        if table.stop and count and table.end + count >= table.stop:
            yield Problem(
                f"{table.grid.sheet}!{table.stop}:{table.stop}",
                f"no room above the total for {count_of(count, 'new row')}",
                "insert blank rows above it",
            )


def not_taken(pair: Pair, merged: Merge) -> Iterator[str]:
    """Yield what is to be said of typed values that a new row's formula stands in for."""
    for side in Side:
        new = [one for one in merged.added if one.side is side]
        for name in pair.names:
            if not new or not _last_formula(pair.table(side), pair.column(side, name)):
                continue
            locked = pair.rules.locked[side.other]
            keys = [
                str(one.key)
                for one in new
                if one.cells.get(name) not in (None, "") and (one.key, name) not in locked
            ]
            if keys:
                more = f" and {len(keys) - NAMED} more" if len(keys) > NAMED else ""
                yield (
                    f"{side} computes {pair.a.headers()[name]!r}: what is typed for "
                    f"{', '.join(keys[:NAMED])}{more} stays in {side.other}"
                )


def side_edits(pair: Pair, merged: Merge, side: Side) -> tuple[Edit, ...]:
    """Return the edits of one book, each guarded by its row's key and its cell's value.

    A new row takes the formulas of computed columns. A deleted row is emptied, formulas aside, so
    that nothing that refers to other rows moves.
    """
    table = pair.table(side)
    renumbered = [one for one in merged.renumbered if one.side is side]
    held = {one.new: one.old for one in renumbered}
    edits = [
        _changed(pair, one, held.get(one.key, one.key))
        for one in merged.changes
        if one.side is side
    ]
    new = [one for one in merged.added if one.side is side]
    for row, one in enumerate(new, table.end + 1):
        edits += _added(pair, one, row)
    for gone in merged.deleted:
        if gone.side is side:
            edits += _emptied(table, gone)
    # Keys are written last, for every other edit of the row is guarded by them.
    edits += [_renumbered(table, one) for one in renumbered]
    return (*_headers_still(table, edits), *edits)


def _headers_still(table: KeyedTable, edits: Sequence[Edit]) -> Iterator[Edit]:
    """Yield guards that hold each edited column to its header: people move columns, too."""
    row, keys = table.header_row, table.key_column
    for column in sorted({edit.column for edit in edits} | ({keys} if edits else set())):
        header = table.grid.value(row, column)
        yield Edit(table.grid.sheet, row, column, header, header, table.grid.value(row, keys), keys)


def _changed(pair: Pair, change: Change, key: Value) -> Edit:
    table = pair.table(change.side)
    row, column = table.rows[key], pair.column(change.side, change.column)
    before, after = change.before, change.after
    return Edit(table.grid.sheet, row, column, before, after, key, table.key_column)


def _added(pair: Pair, new: NewRow, row: int) -> Sequence[Edit]:
    table = pair.table(new.side)
    sheet, key_column = table.grid.sheet, table.key_column
    formulas = _formulas_of_columns(table, row)
    edits = [
        Edit(sheet, row, column, None, text, None, key_column, formula=True)
        for column, text in formulas.items()
    ]
    for name, value in new.cells.items():
        column = pair.column(new.side, name)
        if value not in (None, "") and column not in formulas and not isinstance(value, CellError):
            edits.append(Edit(sheet, row, column, None, value, None, key_column))
    return [*edits, Edit(sheet, row, key_column, None, new.key, None, key_column)]


def _formulas_of_columns(table: KeyedTable, row: int) -> dict[int, str]:
    """Return each computed column's formula as it reads in a new row."""
    found = {}
    for column in table.columns.values():
        if last := _last_formula(table, column):
            found[column] = shifted(table.grid.formulas[last, column], row - last, 0)
    return found


def _last_formula(table: KeyedTable, column: int) -> int:
    """Return the last row with the formula of a computed column; 0 where people type it.

    Where every job is gone, the rows that were emptied still have their formulas.
    """
    grid = table.grid
    if not table.rows:
        return max((r for r, c in grid.formulas if c == column and r <= table.end), default=0)
    computed = [row for row in table.rows.values() if (row, column) in grid.formulas]
    filled = [
        row
        for row in table.rows.values()
        if (row, column) in grid.formulas or grid.value(row, column) not in (None, "")
    ]
    if len(computed) < min(2, len(table.rows)) or len(computed) < COMPUTED * len(filled):
        return 0  # one formula in one cell is not the formula of the column
    return max(computed, default=0)


def _emptied(table: KeyedTable, gone: OldRow) -> Iterator[Edit]:
    """Yield the edits that blank a row; its blank cells are guarded, for who fills one needs it."""
    row = table.rows[gone.key]
    sheet, key_column = table.grid.sheet, table.key_column
    for column in (*table.columns.values(), key_column):
        value = table.grid.value(row, column)
        if (row, column) not in table.grid.formulas:
            yield Edit(sheet, row, column, value, None, gone.key, key_column)


def _renumbered(table: KeyedTable, one: Renumbering) -> Edit:
    row, column = table.rows[one.old], table.key_column
    return Edit(table.grid.sheet, row, column, one.old, one.new, one.old, column)
