"""A sheet as a table with keyed rows: where its key, columns and cells stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from toolkit.errors import NotAWorkbookError, RefusedError
from toolkit.reading.folding import fold_header, squeeze
from toolkit.reading.rows import says_total
from toolkit.reading.vocabulary import aliases
from toolkit.sync.merge import Row
from toolkit.table import Area, Grid, Value, Visibility, a1, sheet_reference

__all__ = ["KEYS", "KeyedTable", "Problem", "choose_sheet", "header_name", "keyed_table"]

KEYS = frozenset(
    "job #,job no,job no.,job number,job id,job code,project #,project no,project no.,"
    "project number,project id,project code,docket,docket #".split(",")
)
"""Headers that name the column of keys where agency.toml does not."""
BROAD = frozenset({"no.", "no", "number", "ref", "ref.", "id", "#"})
"""Headers that name it where none of the others stands in the sheet."""
SECTION = 2
"""Columns a merged cell goes on for, at least, to be a heading of its row."""
SURE = 0.9
"""How surely a header names job numbers to the reading, at least, to be taken for the key."""
HEADED = 3
"""Texts of a row without a number in its key, at least, that may be another table's header."""
DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a table cannot be synced as it stands: the cell, what is wrong there, what to do."""

    cell: str
    message: str
    fix: str

    def __str__(self) -> str:
        return f"{self.cell}: {self.message}; {self.fix}"


@dataclass(frozen=True, slots=True)
class KeyedTable:
    """One table of a book."""

    grid: Grid
    header_row: int
    key_column: int
    columns: Mapping[str, int]
    """Header, squeezed and in lower case → column, the key's left out."""
    rows: Mapping[Value, int]
    """Key → row."""
    cells: Mapping[Value, Row]
    locked: frozenset[tuple[Value, str]]
    """Cells, as (key, column), that are never written."""
    end: int
    """The last row that holds anything of the table."""
    stop: int
    """The row a total stands in, where new rows cannot go past; 0 without."""
    problems: tuple[Problem, ...]

    def headers(self) -> Mapping[str, str]:
        """Return the headers as they are written, by name."""
        return {
            name: squeeze(str(self.grid.value(self.header_row, column)))
            for name, column in self.columns.items()
        }


def header_name(text: object) -> str:
    """Return the name of a header: what differs only in spaces or case is the same column."""
    return squeeze(str(text)).casefold()


def choose_sheet(book: str, grids: Mapping[str, Grid], key: str, sheet: str = "") -> Grid:
    """Return the sheet with a column of keys.

    Raises NotAWorkbookError where there is none, RefusedError where several could be meant.
    """
    open_to_us = [g for g in grids.values() if g.own is None and (not sheet or g.sheet == sheet)]
    # A legend of codes must not stand beside a list of jobs: the wider words come last.
    found = [grid for grid in open_to_us if _named(grid, key)]
    found = found or [grid for grid in open_to_us if _header(grid, key)]
    seen = [grid for grid in found if grid.visibility is Visibility.VISIBLE] or found
    if not seen:
        wanted = repr(key) if key else "of job numbers, such as 'Job #'"
        raise NotAWorkbookError(
            f"{book} has no table with a column {wanted}; name the column with sync.key "
            "in agency.toml"
        )
    if len(seen) > 1:
        names = ", ".join(grid.sheet for grid in seen)
        raise RefusedError(
            f"{book} has several tables with job numbers ({names}); name one with sync.sheet "
            "in agency.toml"
        )
    return seen[0]


def keyed_table(grid: Grid, key: str = "") -> KeyedTable:
    """Return a sheet's table. Raises NotAWorkbookError where it has no column of keys."""
    place = _header(grid, key)
    if place is None:
        raise NotAWorkbookError(f"{grid.sheet} has no column {key or 'of job numbers'!r}")
    header_row, key_column = place
    columns, problems = _columns(grid, header_row, key_column)
    rows, end, stop, more = _rows(grid, header_row, key_column, columns)
    shut = _shut(grid)
    cells: dict[Value, Row] = {}
    locked: set[tuple[Value, str]] = set()
    for at, row in rows.items():
        held: dict[str, Value] = {}
        for name, column in columns.items():
            if (row, column) in grid.uncalculated:
                continue
            held[name] = grid.value(row, column)
            if (row, column) in grid.formulas or (row, column) in shut:
                locked.add((at, name))
        cells[at] = held
    return KeyedTable(
        grid,
        header_row,
        key_column,
        columns,
        rows,
        cells,
        frozenset(locked),
        end,
        stop,
        (*problems, *more),
    )


def _header(grid: Grid, key: str) -> tuple[int, int] | None:
    """Return the row of the headers and the column of the keys."""
    return _named(grid, key) or (None if key else _header_known(grid))


def _named(grid: Grid, key: str) -> tuple[int, int] | None:
    if not key:
        return _header_among(grid, KEYS) or _header_among(grid, BROAD)
    return _header_among(grid, {header_name(key)})


def _header_known(grid: Grid) -> tuple[int, int] | None:
    """Return where the one header stands that the reading knows for a job number.

    Of two, one may only count the lines; then a person has to name the column.
    """
    for number, row in enumerate(grid.rows, 1):
        texts = [c for c, value in enumerate(row, 1) if isinstance(value, str) and value.strip()]
        found = [c for c in texts if _is_number(str(row[c - 1]))]
        if len(texts) >= 2 and found:
            return (number, found[0]) if len(found) == 1 else None
    return None


def _is_number(header: str) -> bool:
    fields = aliases().get(fold_header(header), {})
    return fields.get("number", 0) >= max(SURE, *fields.values(), 0)


def _header_among(grid: Grid, wanted: Set[str]) -> tuple[int, int] | None:
    for number, row in enumerate(grid.rows, 1):
        texts = [value for value in row if isinstance(value, str) and value.strip()]
        if len(texts) < 2:
            continue
        for column, value in enumerate(row, 1):
            if isinstance(value, str) and header_name(value) in wanted:
                return number, column
    return None


def _columns(
    grid: Grid, header_row: int, key_column: int
) -> tuple[Mapping[str, int], Sequence[Problem]]:
    columns: dict[str, int] = {}
    problems = []
    for column, value in enumerate(grid.rows[header_row - 1], 1):
        if value is None or value == "" or column == key_column:
            continue
        name = header_name(value)
        if name in columns or name == header_name(grid.value(header_row, key_column)):
            where = sheet_reference(grid.sheet, a1(header_row, column))
            problems.append(Problem(where, f"a second column {value!r}", "rename one of them"))
        columns.setdefault(name, column)
    for column in range(1, grid.width + 1):
        blank = grid.value(header_row, column) is None
        between = key_column < column < max(columns.values(), default=0)
        if blank and between and _has_values(grid, header_row, column):
            where = sheet_reference(grid.sheet, a1(header_row, column))
            problems.append(Problem(where, "a column without header", "give it a header"))
    return columns, problems


def _has_values(grid: Grid, header_row: int, column: int) -> bool:
    return any(
        grid.value(row, column) is not None for row in range(header_row + 1, len(grid.rows) + 1)
    )


def _rows(
    grid: Grid, header_row: int, key_column: int, columns: Mapping[str, int]
) -> tuple[dict[Value, int], int, int, Sequence[Problem]]:
    rows: dict[Value, int] = {}
    problems: list[Problem] = []
    # A row that is one wide cell is a heading between the jobs of two clients.
    wide = {area for area in grid.merged if area.last_column - area.first_column >= SECTION}
    sections = {area.first_row for area in wide if area.first_row == area.last_row}
    end = header_row
    totals = _totals(grid, header_row, key_column, columns)
    for row in range(header_row + 1, len(grid.rows) + 1):
        key = grid.value(row, key_column)
        where = sheet_reference(grid.sheet, a1(row, key_column))
        if row in totals:
            if not _goes_on(grid, row, key_column, rows):
                return rows, end, row, problems
            continue
        typed = [c for c in columns.values() if grid.value(row, c) is not None]
        if key is None:
            if row not in sections and any((row, at) not in grid.formulas for at in typed):
                problems.append(Problem(where, "a row without key", "give it one, or clear it"))
            computed = any((row, column) in grid.formulas for column in columns.values())
            end = row if typed or computed else end
        elif isinstance(key, str | int | float) and not isinstance(key, bool):
            if key in rows:
                problem = Problem(where, f"{key!r} stands twice", "renumber or remove one row")
                problems.append(problem)
            rows.setdefault(key, row)
            end = row
        else:
            problems.append(Problem(where, f"{key!r} is no key", "write a number or a text"))
            end = row
    return rows, end, 0, problems


def _totals(
    grid: Grid, header_row: int, key_column: int, columns: Mapping[str, int]
) -> frozenset[int]:
    """Return the rows that say total where their key should be.

    "MAX-01" is a key, and so is "Total" in a row with as many texts as a job has.
    """
    keys = {r: grid.value(r, key_column) for r in range(header_row + 1, len(grid.rows) + 1)}
    shapes = Counter(_shape(key) for key in keys.values())
    found = set()
    for row, key in keys.items():
        if not isinstance(key, str) or not says_total(key):
            continue
        numbered = DIGITS.search(key) and (" " not in key.strip() or shapes[_shape(key)] > 1)
        texts = [v for c in columns.values() if isinstance(v := grid.value(row, c), str) and v]
        if not numbered and len(texts) <= 1:
            found.add(row)
    return frozenset(found)


def _goes_on(grid: Grid, total: int, key_column: int, above: Mapping[Value, int]) -> bool:
    """Whether new keys that look like those above a total follow it, before another header."""
    shapes = {_shape(key) for key in above if DIGITS.search(str(key))}
    for row in range(total + 1, len(grid.rows) + 1):
        key = grid.value(row, key_column)
        texts = [v for v in grid.rows[row - 1] if isinstance(v, str) and v]
        if isinstance(key, str) and not DIGITS.search(key) and len(texts) >= HEADED:
            return False
        if key not in above and _shape(key) in shapes:
            return True
    return False


def _shape(key: Value) -> str:
    return DIGITS.sub("0", str(key))


def _shut(grid: Grid) -> set[tuple[int, int]]:
    """Return the cells that are protected, or lie under a merged one."""
    found: set[tuple[int, int]] = set()
    height, width = len(grid.rows), grid.width
    for area in grid.protected:
        found.update(_inside(area, height, width))
    for area in grid.merged:
        found.update(set(_inside(area, height, width)) - {(area.first_row, area.first_column)})
    return found


def _inside(area: Area, height: int, width: int) -> Iterator[tuple[int, int]]:
    for row in range(area.first_row, min(area.last_row, height) + 1):
        for column in range(area.first_column, min(area.last_column, width) + 1):
            yield row, column
