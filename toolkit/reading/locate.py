"""Where the tables of a sheet are: their header rows, columns, and the rows they may reach to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from toolkit.reading.content import is_empty, shape
from toolkit.reading.folding import squeeze
from toolkit.reading.header_search import (
    chosen_headers,
    contrast_below,
    is_timeline,
    known_share,
)
from toolkit.reading.matching import match_header
from toolkit.table import Grid, Value

__all__ = ["Region", "header_text", "locate"]


@dataclass(frozen=True, slots=True)
class Region:
    """A table's place on its sheet, 1-based, before its rows are told apart."""

    header_rows: tuple[int, ...]
    columns: tuple[int, ...]
    """Columns with a header or with cells of their own, timeline columns left out."""
    headers: tuple[str, ...]
    """One for each column; empty where it has none."""
    bands: tuple[str, ...]
    """The header above each header; empty where there is none."""
    timeline: tuple[int, ...]
    """Columns of a calendar or Gantt chart to the right."""
    until: int
    """The last row that may belong to it."""
    name: str = ""
    """The Excel table's name, where it is one."""


def locate(grid: Grid, header_rows: tuple[int, ...] = ()) -> list[Region]:
    """Return the tables of a sheet, top to bottom; ``header_rows`` is a person's word for one."""
    last = _last_row(grid.rows)
    if not last:
        return []
    starts = [head.row for head in chosen_headers(grid, last)]
    if header_rows:
        starts = [header_rows[-1]]
    ends = [*(row - 1 for row in starts[1:]), last]
    return [
        region
        for row, until in zip(starts, ends, strict=False)
        for region in _regions(grid, row, until, header_rows)
    ]


def header_text(value: Value) -> str:
    """Return what a header cell says, on one line."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return squeeze(str(value))


def _last_row(rows: Sequence[Sequence[Value]]) -> int:
    """Return the last row that holds something, empty ones passed over by the thousand."""
    end = len(rows)
    while end and not any(rows[max(0, end - 4096) : end]):
        end = max(0, end - 4096)
    while end and (not rows[end - 1] or all(map(is_empty, rows[end - 1]))):
        end -= 1
    return end


def _regions(grid: Grid, row: int, until: int, given: tuple[int, ...]) -> list[Region]:
    """Return the region under a header row, cut in two where tables stand side by side."""
    rows = given or _header_rows(grid, row, until)
    region = _region(grid, rows, until)
    return _side_by_side(grid, region)


def _header_rows(grid: Grid, row: int, until: int) -> tuple[int, ...]:
    """Return the header's rows: a band above it or a second line below it included."""
    rows = [row]
    if row + 1 <= until and _is_second_line(grid, row, until):
        rows.append(row + 1)
    if row > 1 and _is_band(grid, row - 1, row):
        rows.insert(0, row - 1)
    return tuple(rows)


def _is_second_line(grid: Grid, row: int, until: int) -> bool:
    """Whether the row below a header goes on with it: words only, unlike the rows after."""
    width = max(len(grid.rows[row - 1]), len(grid.rows[row]))
    upper = {
        c: v
        for c in range(1, width + 1)
        if (v := grid.value(row, c)) is not None and not is_empty(v)
    }
    lower = {
        c: v
        for c in range(1, width + 1)
        if (v := grid.value(row + 1, c)) is not None and not is_empty(v)
    }
    if (
        not lower
        or any(shape(v) != "t" for v in lower.values())
        or any(len(str(v)) > 40 for v in lower.values())
    ):
        return False
    merged_down = any(
        a.first_row == row and a.last_row == row + 1 and a.first_column == a.last_column
        for a in grid.merged
    )
    merged_across = any(
        a.first_row == a.last_row == row and a.last_column > a.first_column for a in grid.merged
    )
    beside = [c for c in lower if c not in upper]
    hits = sum(known_share(str(v)) for v in lower.values())
    joined = sum(
        known_share(f"{upper[c]} {v}") > known_share(str(upper[c]))
        for c, v in lower.items()
        if c in upper
    )
    if (merged_down or merged_across or beside) and hits >= 0.5 * len(lower) and len(lower) >= 2:
        return len(beside) >= 1 or merged_down or merged_across
    if joined >= 0.5 * len(lower) and joined >= 2:
        return True
    contrast, _ = contrast_below(grid, row + 1, until, list(lower))
    return hits >= 0.75 * len(lower) and len(lower) >= 3 and contrast >= 1


def _is_band(grid: Grid, above: int, row: int) -> bool:
    """Whether the row above a header groups its columns."""
    texts = {c: v for c, v in enumerate(grid.rows[above - 1], start=1) if not is_empty(v)}
    if not texts or any(
        not isinstance(v, str) or len(v) > 60 or v.rstrip().endswith(":") for v in texts.values()
    ):
        return False
    header = {c for c, v in enumerate(grid.rows[row - 1], start=1) if not is_empty(v)}
    inside = [
        c
        for c in texts
        if c in header
        or any(a.first_row == above == a.last_row and a.first_column == c for a in grid.merged)
    ]
    return len(texts) >= 2 and len(inside) >= 0.6 * len(texts) and len(texts) < len(header)


def _region(grid: Grid, rows: tuple[int, ...], until: int) -> Region:
    base = rows[-1]
    width = max(
        (len(grid.rows[r - 1]) for r in range(rows[0], min(until, base + 200) + 1)), default=0
    )
    texts = {c: _column_header(grid, rows, c) for c in range(1, width + 1)}
    headed = [c for c, (text, _, _) in texts.items() if text]
    timeline = _timeline(grid, base, headed)
    first, end = min(headed, default=1), max((c for c in headed if c not in timeline), default=1)
    extra = _nameless(grid, base, until, headed, first, end)
    columns = tuple(c for c in sorted({*headed, *extra}) if c not in timeline)
    area = next(((name, a) for name, a in grid.tables if a.first_row == rows[-1]), None)
    return Region(
        rows,
        columns,
        tuple(texts[c][0] if c in texts else "" for c in columns),
        tuple(texts[c][1] if c in texts else "" for c in columns),
        tuple(timeline),
        min(until, area[1].last_row) if area else until,
        area[0] if area else "",
    )


def _column_header(grid: Grid, rows: tuple[int, ...], column: int) -> tuple[str, str, int]:
    """Return a column's header, what stands over it, and the row of the header."""
    texts = [header_text(_header_value(grid, r, column)) for r in rows]
    own = [(t, r) for t, r in zip(texts, rows, strict=True) if t]
    if not own:
        return "", "", rows[-1]
    band = " ".join(dict.fromkeys(t for t, _ in own[:-1] if t != own[-1][0]))
    return own[-1][0], band, own[-1][1]


def _header_value(grid: Grid, row: int, column: int) -> Value:
    value = grid.value(row, column)
    if value is not None:
        return value
    for area in grid.merged:
        if (
            area.first_row <= row <= area.last_row
            and area.first_column <= column <= area.last_column
        ):
            return grid.value(area.first_row, area.first_column)
    return None


def _timeline(grid: Grid, row: int, headed: list[int]) -> list[int]:
    """Return the columns of a calendar: three or more in a run headed by days, weeks or months."""
    values = {c: grid.value(row, c) for c in headed}
    marked = [c for c in headed if is_timeline(values[c]) or isinstance(values[c], int | float)]
    runs: list[list[int]] = []
    for column in marked:
        if runs and column - runs[-1][-1] <= 2:
            runs[-1].append(column)
        else:
            runs.append([column])
    return [c for run in runs if len(run) >= 3 for c in run]


def _nameless(
    grid: Grid, base: int, until: int, headed: list[int], first: int, end: int
) -> list[int]:
    """Return columns without header that hold cells of their own in the table's rows."""
    sample = range(base + 1, min(until, base + 200) + 1)
    held: dict[int, int] = {}
    known = frozenset(headed)
    rows = 0
    for row in sample:
        cells = grid.rows[row - 1]
        if not any(not is_empty(v) for v in cells[first - 1 : end]):
            continue
        rows += 1
        for column in range(max(1, first - 2), min(len(cells), end + 2) + 1):
            if column not in known and not is_empty(cells[column - 1]):
                held[column] = held.get(column, 0) + 1
    return [c for c, count in held.items() if count >= max(2, 0.25 * rows)]


def _side_by_side(grid: Grid, region: Region) -> list[Region]:
    """Cut a region at a blank column where the right side is a table of its own.

    It is one where both sides bring the same fields, or where it has fields of its own and its
    rows end elsewhere, without gaps until then.
    """
    for index, (left, right) in enumerate(pairwise(region.columns), start=1):
        if right - left < 2:
            continue
        ours, theirs = _fields(region.headers[:index]), _fields(region.headers[index:])
        if len(ours & theirs) >= 2 or (
            len(ours) >= 2 and len(theirs) >= 2 and _ends_apart(grid, region, index)
        ):
            return [_part(region, 0, index), *_side_by_side(grid, _part(region, index, None))]
    return [region]


def _fields(headers: Sequence[str]) -> set[str]:
    return {
        m[0].field for h in headers if (m := match_header(h)) and m[0].score > 0.8 and m[0].field
    }


def _part(region: Region, start: int, end: int | None) -> Region:
    return replace(
        region,
        columns=region.columns[start:end],
        headers=region.headers[start:end],
        bands=region.bands[start:end],
        timeline=() if start == 0 and end is not None else region.timeline,
    )


def _ends_apart(grid: Grid, region: Region, index: int) -> bool:
    """Whether the columns right of a gap end well above those left of it, and are dense there."""
    base = region.header_rows[-1]
    left = _last_filled(grid, region, region.columns[:index])
    right = _last_filled(grid, region, region.columns[index:])
    pair = region.columns[index : index + 2]
    held = [
        sum(not is_empty(grid.value(row, c)) for c in pair) for row in range(base + 1, right + 1)
    ]
    return abs(left - right) >= 2 and 0 < held.count(1) + held.count(2) <= 1.1 * held.count(2)


def _last_filled(grid: Grid, region: Region, columns: Sequence[int]) -> int:
    row = region.until
    while row > region.header_rows[-1] and all(is_empty(grid.value(row, c)) for c in columns):
        row -= 1
    return row
