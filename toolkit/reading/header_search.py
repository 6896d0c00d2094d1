"""Rows that look like headers: known words, unlike the cells below, alone of their kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import pairwise

from toolkit.reading.content import is_empty, shape
from toolkit.reading.folding import fold_header
from toolkit.reading.matching import match_header
from toolkit.reading.words import MONTHS, WEEKDAYS
from toolkit.table import LAST_COLUMN, LAST_ROW, Grid, Value

__all__ = ["Header", "chosen_headers", "contrast_below", "is_timeline", "known_share"]

EVERY_ROW = 150
"""In a longer sheet, headers are looked for in its first rows and wherever a blank row ends."""
LOOK_BELOW = 12


@dataclass(frozen=True, slots=True)
class Header:
    """A row that may be a header, and what speaks for it."""

    row: int
    score: float
    texts: int
    hits: float
    words: frozenset[str]
    given: bool = False
    pointed: bool = False
    """Whether frozen panes, rows repeated in print or a named area point to it."""


def chosen_headers(grid: Grid, last: int) -> list[Header]:
    """Return the header rows that begin a table, in order."""
    chosen: list[Header] = []
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
        elif _begins_a_table(grid, head, before.row):
            chosen.append(head)
    return chosen


def _same_header(head: Header, before: Header) -> bool:
    return len(head.words & before.words) >= 0.8 * max(len(head.words), len(before.words))


def _candidates(grid: Grid, last: int, *, strange: bool = False) -> Iterator[Header]:
    """Give the rows that may be headers; ``strange`` ones by their make, without known words."""
    given = {area.first_row for _, area in grid.tables}
    if grid.filtered:
        given.add(grid.filtered.first_row)
    pointed = _pointed_rows(grid)
    for row in _rows_to_try(grid, last, given | pointed):
        head = _header(grid, row, last, given=row in given, pointed=row in pointed, strange=strange)
        if head:
            yield head


def _pointed_rows(grid: Grid) -> set[int]:
    """Return the rows that frozen panes, rows repeated in print and named areas point to.

    A named area may begin with its header or right below it; a single row or column is none.
    """
    found = {grid.frozen_rows} if grid.frozen_rows else set()
    for _, area in grid.names:
        if area.last_column == LAST_COLUMN and area.last_row < LAST_ROW:
            found.add(area.last_row)
        elif area.last_row > area.first_row and area.last_column > area.first_column:
            found |= {area.first_row, area.first_row - 1}
    return found


def _rows_to_try(grid: Grid, last: int, given: set[int]) -> Iterator[int]:
    gap = True
    since = 0
    for row in range(1, last + 1):
        blank = not any(grid.rows[row - 1]) and all(map(is_empty, grid.rows[row - 1]))
        since = 0 if gap and not blank else since + 1
        gap = blank
        if not blank and (row <= EVERY_ROW or since < 3 or row in given):
            yield row


def _header(
    grid: Grid, row: int, last: int, *, given: bool, pointed: bool, strange: bool
) -> Header | None:
    """Return what speaks for a row as header; None where it cannot be one."""
    cells = [(c, v) for c, v in enumerate(grid.rows[row - 1], start=1) if not is_empty(v)]
    texts = [(c, v) for c, v in cells if isinstance(v, str) and shape(v) not in ("n", "d")]
    plain = [(c, v) for c, v in texts if not is_timeline(v)]
    others = sum(1 for _, v in cells if not isinstance(v, str) and not is_timeline(v))
    numbers = sum(1 for _, v in cells if isinstance(v, int | float) and not isinstance(v, bool))
    if len(plain) < 2 or (others > numbers or (numbers > len(plain) and numbers < 5)):
        return None
    scattered = numbers and not _counts_up([v for _, v in cells if isinstance(v, int | float)])
    if scattered and numbers > 0.2 * len(cells):
        return None
    if _goes_on(grid, row, plain):
        return None
    hits = sum(known_share(v) for _, v in plain)
    labels = sum(v.rstrip().endswith(":") for _, v in plain)
    long = sum(len(v) > 60 for _, v in plain)
    if labels > 0.4 * len(plain) or long > 0.3 * len(plain):
        return None
    words = frozenset(fold_header(v) for _, v in plain)
    contrast, below = contrast_below(grid, row, last, [c for c, _ in plain])
    repeated = 1 - len(words) / len(plain)
    score = 2 * hits + 1.2 * contrast + 0.15 * len(plain) - 3 * repeated + 6 * given + 3 * pointed
    likely = hits / len(plain) + 0.5 * contrast / len(plain)
    enough = (
        given
        or (hits >= 1.7 and likely >= 0.3)
        or (likely >= 0.45 and len(plain) >= 3 and contrast >= 1 and hits >= 0.9)
    )
    if strange or (pointed and not enough):
        enough = len(plain) >= 3 and contrast >= 1 and below >= 2
    if not enough or (not below and (hits < 3 or hits < 0.5 * len(plain))):
        return None
    return Header(row, score, len(plain), hits, words, given, pointed)


def _goes_on(grid: Grid, row: int, plain: list[tuple[int, str]]) -> bool:
    """Whether a row's words stand in the row above or below it too, as data repeat themselves."""
    same = sum(v in (grid.value(row - 1, c), grid.value(row + 1, c)) for c, v in plain)
    return same >= max(1, 0.3 * len(plain))


def known_share(text: str) -> float:
    """Return how surely a text is a header people use: 1, 0.5 or 0.2 for a known one, else 0."""
    matches = match_header(text)
    if not matches or len(text) > 60:
        return 0.0
    return 1.0 if matches[0].score >= 0.78 else 0.5 if matches[0].score >= 0.5 else 0.2


def contrast_below(grid: Grid, row: int, last: int, columns: list[int]) -> tuple[float, int]:
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


def is_timeline(value: Value) -> bool:
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


def _begins_a_table(grid: Grid, head: Header, above: int) -> bool:
    """Whether a candidate below data is a table of its own and not a row of words.

    Its words stand nowhere in their columns between it and the header ``above``.
    """
    if head.given:
        return True
    if _stand_above(grid, head.row, above):
        return False
    after_gap = all(map(is_empty, grid.rows[head.row - 2]))
    title = sum(not is_empty(v) for v in grid.rows[head.row - 2]) == 1
    strong = head.hits >= 0.6 * head.texts
    if head.pointed and (after_gap or title):
        return True
    return (head.hits >= 2.5 and strong) or ((after_gap or title) and head.hits >= 1.9 and strong)


def _stand_above(grid: Grid, row: int, above: int) -> bool:
    """Whether words of a row stand in their columns above it too, as those of data do."""
    texts = [(c, v) for c, v in enumerate(grid.rows[row - 1], start=1) if isinstance(v, str) and v]
    seen = range(max(above + 1, row - EVERY_ROW), row)
    again = sum(any(grid.value(r, c) == v for r in seen) for c, v in texts)
    return again >= max(2, 0.3 * len(texts))
