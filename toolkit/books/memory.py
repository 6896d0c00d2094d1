"""A workbook in memory: for tests, and for programs that have rows but no file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from toolkit.books.sheet_names import free_sheet_name
from toolkit.errors import ChangedUnderneathError, NotAWorkbookError, RefusedError
from toolkit.plan import Block, Edit, Link, OwnSheet, Plan, Receipt
from toolkit.table import Grid, SheetInfo, Value, a1, same_value

__all__ = ["MemoryBook"]


class MemoryBook:
    """Rows by sheet name, or whole grids where formulas, merges or marks matter.

    >>> book = MemoryBook({"Jobs": [["Job #", "Status"], ["A-1", "Open"]]})
    >>> book.read()["Jobs"].value(2, 1)
    'A-1'
    """

    def __init__(
        self, sheets: Mapping[str, Sequence[Sequence[Value]] | Grid], name: str = "memory"
    ) -> None:
        self.name = name
        self._grids = {
            title: rows if isinstance(rows, Grid) else Grid(title, [list(r) for r in rows])
            for title, rows in sheets.items()
        }

    def sheets(self) -> tuple[SheetInfo, ...]:
        """Return every sheet, in order."""
        return tuple(SheetInfo(g.sheet, g.visibility, g.own) for g in self._grids.values())

    def read(self, *names: str) -> Mapping[str, Grid]:
        """Return the grids of the named sheets, or of all."""
        for name in names:
            if name not in self._grids:
                raise NotAWorkbookError(f"{self.name} has no sheet {name!r}")
        return {name: self._grids[name] for name in names or self._grids}

    def apply(self, plan: Plan) -> Receipt:
        """Write all of the plan, or nothing."""
        grids = dict(self._grids)
        by_sheet: dict[str, list[Edit]] = defaultdict(list)
        for edit in plan.edits:
            by_sheet[edit.sheet].append(edit)
        for title, edits in by_sheet.items():
            grids[title] = _edited(self._grid(grids, title), edits)
        given = {}
        for sheet in plan.sheets:
            name = _free_name(sheet.name, grids)
            given[sheet.name] = name
            grids[name] = Grid(name, list(_image(sheet)), own=sheet.name)
        for title, grid in grids.items():
            kept = {} if plan.clear_notes else dict(grid.notes)
            kept |= {(n.row, n.column): n.text for n in plan.notes if n.sheet == title}
            grids[title] = replace(grid, notes=kept)
        written = grids != self._grids
        self._grids = grids
        return Receipt(self.name, written, plan.changes, given, len(plan.notes))

    def _grid(self, grids: Mapping[str, Grid], sheet: str) -> Grid:
        if sheet not in grids:
            raise ChangedUnderneathError(f"{self.name} has no sheet {sheet!r} any more")
        return grids[sheet]


def _edited(grid: Grid, edits: Sequence[Edit]) -> Grid:
    """Return a grid with edits made, in order; the one given stays as it is."""
    rows = [list(row) for row in grid.rows]
    formulas = dict(grid.formulas)
    made = replace(grid, rows=rows, formulas=formulas)
    computed = set(grid.uncalculated)
    for edit in edits:
        if not _is_due(made, edit):
            continue
        rows += [[] for _ in range(edit.row - len(rows))]
        cells = rows[edit.row - 1]
        cells += [None] * (edit.column - len(cells))
        cells[edit.column - 1] = None if edit.formula else edit.after
        if edit.formula:
            formulas[edit.row, edit.column] = str(edit.after)
            computed.add((edit.row, edit.column))
    return replace(made, uncalculated=frozenset(computed))


def _is_due(grid: Grid, edit: Edit) -> bool:
    """Whether an edit is still to be made. Raises where it may not be."""
    where = f"{edit.sheet}!{a1(edit.row, edit.column)}"
    if edit.key_column and not same_value(grid.value(edit.row, edit.key_column), edit.key):
        raise ChangedUnderneathError(f"The row of {where} is no longer {edit.key!r}; read it again")
    found = grid.value(edit.row, edit.column)
    is_done = same_value(found, edit.after)
    if not is_done and not same_value(found, edit.before):
        raise ChangedUnderneathError(f"{where} no longer holds {edit.before!r}; read it again")
    if (edit.row, edit.column) in grid.formulas and not edit.is_guard:
        raise RefusedError(f"{where} holds a formula, which is never overwritten")
    return not is_done


def _free_name(wanted: str, grids: Mapping[str, Grid]) -> str:
    """Return the name our sheet has or may take: never one of a person's."""
    for name, grid in grids.items():
        if grid.own == wanted:
            return name
    return free_sheet_name(wanted, grids)


def _image(sheet: OwnSheet) -> Iterable[list[Value]]:
    yield [sheet.title]
    for line in sheet.lines:
        yield [line]
    yield []
    lines = [_block_lines(block) for block in sheet.blocks]
    for index in range(max(map(len, lines), default=0)):
        row: list[Value] = []
        for block, own in zip(sheet.blocks, lines, strict=True):
            cells = own[index] if index < len(own) else [None] * len(block.columns)
            row += [*cells, None]
        yield row[:-1]


def _block_lines(block: Block) -> list[list[Value]]:
    body = [[c.text if isinstance(c, Link) else c for c in row] for row in block.rows]
    return [[column.header for column in block.columns], *body]
