"""Where the tables of a sheet are: their header rows, columns, and the rows they may reach to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from itertools import pairwise

from toolkit.reading.content import is_empty, shape
from toolkit.reading.folding import fold_header, squeeze
from toolkit.reading.matching import match_header
from toolkit.reading.words import MONTHS, WEEKDAYS
from toolkit.table import Grid, Value

__all__ = ["Region", "header_text", "locate"]

EVERY_ROW = 400
"""In a longer sheet, headers are looked for in its first rows and wherever a blank row ends."""
LOOK_BELOW = 12


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


@dataclass(frozen=True, slots=True)
class _Header:
    row: int
    score: float
    texts: int
    hits: float
    words: frozenset[str]
    columns: tuple[int, ...]
    given: bool = False


def locate(grid: Grid, header_rows: tuple[int, ...] = ()) -> list[Region]:
    """Return the tables of a sheet, top to bottom; ``header_rows`` is a person's word for one."""
    last = _last_row(grid.rows)
    if not last:
        return []
    if header_rows:
        heads = [[_Header(header_rows[-1], 99, 9, 9, frozenset(), (), given=True)]]
    else:
        heads = _chosen(grid, last)
    found: list[Region] = []
    for index, group in enumerate(heads):
        until = heads[index + 1][0].row - 1 if index + 1 < len(heads) else last
        for region in _regions(grid, group[0], until, header_rows):
            found.append(region)
    return found


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


def _chosen(grid: Grid, last: int) -> list[list[_Header]]:
    """Return the header rows that begin a table, in order, one list for each."""
    chosen: list[_Header] = []
    heads = list(_candidates(grid, last)) or list(_candidates(grid, last, strange=True))[:1]
    for head in heads:
        before = chosen[-1] if chosen else None
        if before is None:
            chosen.append(head)
        elif head.words == before.words or _same_header(head, before):
            continue
        elif _only_titles_between(grid, before.row, head.row):
            if head.score > before.score and not before.given:
                chosen[-1] = head
        elif _begins_a_table(grid, head):
            chosen.append(head)
    return [[head] for head in chosen]


def _same_header(head: _Header, before: _Header) -> bool:
    return len(head.words & before.words) >= 0.8 * max(len(head.words), len(before.words))


def _candidates(grid: Grid, last: int, *, strange: bool = False) -> Iterator[_Header]:
    """Give the rows that may be headers; ``strange`` ones by their make, without known words."""
    given = {area.first_row for _, area in grid.tables}
    if grid.filtered:
        given.add(grid.filtered.first_row)
    for row in _rows_to_try(grid, last, given):
        head = _header(grid, row, last, given=row in given, strange=strange)
        if head:
            yield head


def _rows_to_try(grid: Grid, last: int, given: set[int]) -> Iterator[int]:
    gap = True
    since = 0
    for row in range(1, last + 1):
        blank = not any(grid.rows[row - 1]) and all(map(is_empty, grid.rows[row - 1]))
        since = 0 if gap and not blank else since + 1
        gap = blank
        if not blank and (row <= EVERY_ROW or since < 3 or row in given):
            yield row


def _header(grid: Grid, row: int, last: int, *, given: bool, strange: bool) -> _Header | None:
    """Return what speaks for a row as header; None where it cannot be one."""
    cells = [(c, v) for c, v in enumerate(grid.rows[row - 1], start=1) if not is_empty(v)]
    texts = [(c, v) for c, v in cells if isinstance(v, str) and shape(v) not in ("n", "d")]
    plain = [(c, v) for c, v in texts if not _is_timeline(v)]
    others = sum(1 for _, v in cells if not isinstance(v, str) and not _is_timeline(v))
    numbers = sum(1 for _, v in cells if isinstance(v, int | float) and not isinstance(v, bool))
    if len(plain) < 2 or (others > numbers or (numbers > len(plain) and numbers < 5)):
        return None
    scattered = numbers and not _counts_up([v for _, v in cells if isinstance(v, int | float)])
    if scattered and numbers > 0.2 * len(cells):
        return None
    if _goes_on(grid, row, plain):
        return None
    hits = sum(_hit(v) for _, v in plain)
    labels = sum(v.rstrip().endswith(":") for _, v in plain)
    long = sum(len(v) > 60 for _, v in plain)
    if labels > 0.4 * len(plain) or long > 0.3 * len(plain):
        return None
    words = frozenset(fold_header(v) for _, v in plain)
    contrast, below = _contrast(grid, row, last, [c for c, _ in plain])
    repeated = 1 - len(words) / len(plain)
    score = (
        2 * hits
        + 1.2 * contrast
        + 0.15 * len(plain)
        - 3 * repeated
        + 6 * given
        + 0.5 * (row == grid.frozen_rows)
    )
    likely = hits / len(plain) + 0.5 * contrast / len(plain)
    enough = (
        given
        or (hits >= 1.7 and likely >= 0.3)
        or (likely >= 0.45 and len(plain) >= 3 and contrast >= 1 and hits >= 0.9)
    )
    if strange:
        enough = len(plain) >= 3 and contrast >= 1 and below >= 2
    if not enough or (not below and (hits < 3 or hits < 0.5 * len(plain))):
        return None
    return _Header(row, score, len(plain), hits, words, tuple(c for c, _ in plain), given)


def _goes_on(grid: Grid, row: int, plain: list[tuple[int, str]]) -> bool:
    """Whether a row's words stand in the row above or below it too, as data repeat themselves."""
    same = sum(v in (grid.value(row - 1, c), grid.value(row + 1, c)) for c, v in plain)
    return same >= max(1, 0.3 * len(plain))


def _hit(text: str) -> float:
    matches = match_header(text)
    if not matches or len(text) > 60:
        return 0.0
    return 1.0 if matches[0].score >= 0.78 else 0.5 if matches[0].score >= 0.5 else 0.2


def _contrast(grid: Grid, row: int, last: int, columns: list[int]) -> tuple[float, int]:
    """Return in how many columns the cells below are of another make than words, and rows below."""
    below = 0
    other = dict.fromkeys(columns, 0)
    seen = dict.fromkeys(columns, 0)
    for index in range(row + 1, min(last, row + LOOK_BELOW) + 1):
        kinds = {c: k for c in columns if (k := shape(grid.value(index, c)))}
        below += bool(kinds)
        for column, kind in kinds.items():
            seen[column] += 1
            other[column] += kind != "t"
    return sum(other[c] / seen[c] for c in columns if seen[c]), below


def _is_timeline(value: Value) -> bool:
    """Whether a header cell is a day, week or month of a calendar."""
    if isinstance(value, date | time | timedelta):
        return True
    if isinstance(value, str):
        words = fold_header(value).split()
        if not words or len(words) > 4:
            return False
        first = words[0]
        calendar = (
            first in MONTHS
            or first in WEEKDAYS
            or first in ("week", "wk", "kw", "w", "q1", "q2", "q3", "q4", "day")
        )
        named = len(words) > 1 or len(first) > 3 or first in MONTHS or first in WEEKDAYS
        return (
            calendar
            and named
            and ((len(words) == 1 and first not in ("day", "week")) or words[-1].isdigit())
        )
    return False


def _counts_up(numbers: list[Value]) -> bool:
    """Whether numbers over columns are days, weeks or years: each one more than the last."""
    plain = [float(n) for n in numbers if isinstance(n, int | float)]
    steps = [b - a for a, b in pairwise(plain)]
    return len(plain) >= 3 and sum(s == 1 or s < 0 for s in steps) >= 0.8 * len(steps)


def _only_titles_between(grid: Grid, above: int, row: int) -> bool:
    """Whether no row between two candidates holds data: they compete for one table."""
    for between in range(above + 1, row):
        cells = [v for v in grid.rows[between - 1] if not is_empty(v)]
        if len(cells) > 2 or any(shape(v) != "t" for v in cells):
            return False
    return True


def _begins_a_table(grid: Grid, head: _Header) -> bool:
    """Whether a candidate below data is a table of its own and not a row of words."""
    if head.given:
        return True
    after_gap = all(map(is_empty, grid.rows[head.row - 2]))
    title = sum(not is_empty(v) for v in grid.rows[head.row - 2]) == 1
    strong = head.hits >= 0.6 * head.texts
    return (head.hits >= 2.5 and strong) or ((after_gap or title) and head.hits >= 1.9 and strong)


def _regions(grid: Grid, head: _Header, until: int, given: tuple[int, ...]) -> list[Region]:
    """Return the region under a header row, cut in two where tables stand side by side."""
    rows = given or _header_rows(grid, head.row, until)
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
    hits = sum(_hit(str(v)) for v in lower.values())
    joined = sum(
        _hit(f"{upper[c]} {v}") > _hit(str(upper[c])) for c, v in lower.items() if c in upper
    )
    if (merged_down or merged_across or beside) and hits >= 0.5 * len(lower) and len(lower) >= 2:
        return len(beside) >= 1 or merged_down or merged_across
    if joined >= 0.5 * len(lower) and joined >= 2:
        return True
    contrast, _ = _contrast(grid, row + 1, until, list(lower))
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
    marked = [c for c in headed if _is_timeline(values[c]) or isinstance(values[c], int | float)]
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
    rows = 0
    for row in sample:
        cells = grid.rows[row - 1]
        if not any(not is_empty(v) for v in cells[first - 1 : end]):
            continue
        rows += 1
        for column in range(max(1, first - 2), min(len(cells), end + 2) + 1):
            if column not in headed and not is_empty(cells[column - 1]):
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
    return abs(left - right) > 2 and 0 < held.count(1) + held.count(2) <= 1.1 * held.count(2)


def _last_filled(grid: Grid, region: Region, columns: Sequence[int]) -> int:
    row = region.until
    while row > region.header_rows[-1] and all(is_empty(grid.value(row, c)) for c in columns):
        row -= 1
    return row
