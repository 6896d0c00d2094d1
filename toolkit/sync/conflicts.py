"""The Conflicts sheet: both values side by side, and a cell in which a person picks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from toolkit.plan import Block, Column, OwnSheet, Tone
from toolkit.sync.merge import Conflict, Side
from toolkit.table import CellError, Grid, Value

__all__ = ["NAME", "conflicts_sheet", "picks_in"]

NAME = "Conflicts"
PICK, REF = "Pick (A or B)", "Ref"


def conflicts_sheet(
    conflicts: Sequence[Conflict], a: str, b: str, headers: Mapping[str, str]
) -> OwnSheet:
    """Return the sheet that shows conflicts; ``headers`` are the columns' names as written."""
    columns = (
        Column("Job", 12),
        Column("Column", 18),
        Column(f"A: {a}", 28, wrap=True),
        Column(f"B: {b}", 28, wrap=True),
        Column("Agreed before", 22, wrap=True),
        Column("Why", 26, wrap=True),
        Column(PICK, 14),
        Column(REF, 12),
    )
    rows = tuple(
        (
            one.key,
            headers.get(one.column, one.column) or "(whole row)",
            _shown(one.a),
            _shown(one.b),
            _shown(one.base),
            one.why,
            None,
            one.ref,
        )
        for one in conflicts
    )
    lines = (
        (
            f"{len(conflicts)} to decide: nothing was overwritten. Write A or B under "
            f"{PICK!r}; the next sync carries it out.",
        )
        if conflicts
        else ("Nothing to decide.",)
    )
    block = Block(columns, rows, tones=(Tone.WARN,) * len(rows))
    return OwnSheet(NAME, "Sync conflicts", lines, (block,))


def _shown(value: Value) -> Value:
    return value.code if isinstance(value, CellError) else value


def picks_in(grids: Mapping[str, Grid]) -> Mapping[str, Side]:
    """Return what a person picked: ref of the conflict → side."""
    for grid in grids.values():
        if grid.own == NAME:
            return _picks(grid)
    return {}


def _picks(grid: Grid) -> Mapping[str, Side]:
    picks: dict[str, Side] = {}
    where: tuple[int, int] | None = None
    for row in grid.rows:
        if PICK in row and REF in row:
            where = (row.index(PICK), row.index(REF))
        elif where and max(where) < len(row):
            pick, ref = (str(row[column] or "").strip().upper() for column in where)
            if pick in tuple(Side):
                picks[ref.lower()] = Side(pick)
    return picks
