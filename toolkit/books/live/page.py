"""Sheets of ours drawn into an open book: one call writes the cells, a few more dress them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

from toolkit.books.live import model
from toolkit.books.live.cells import Given, given
from toolkit.books.look import FILLS, INK, number_format
from toolkit.plan import Block, Link, OwnSheet
from toolkit.table import Grid, Value, same_value

if TYPE_CHECKING:
    import xlwings

__all__ = ["draw", "fill", "image_of", "is_drawn"]

MOST_FILLS = 300
"""Runs of rows that are coloured; the word in the row says the same as its colour."""

T = TypeVar("T")
Row = list[Value | Link]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a block stands: 1-based row of its header and first column."""

    block: Block
    row: int
    column: int


def image_of(sheet: OwnSheet) -> list[Row]:
    """Return an own sheet's cells from A1 on, as wide in every row."""
    spots = list(_spots(sheet))
    width = max((s.column + len(s.block.columns) - 1 for s in spots), default=1)
    height = max((s.row + len(s.block.rows) for s in spots), default=len(sheet.lines) + 2)
    rows: list[Row] = [[None] * max(width, 1) for _ in range(height)]
    rows[0][0] = sheet.title
    for number, line in enumerate(sheet.lines, 1):
        rows[number][0] = line
    for spot in spots:
        if spot.block.title:
            rows[spot.row - 2][spot.column - 1] = spot.block.title
        end = spot.column - 1 + len(spot.block.columns)
        rows[spot.row - 1][spot.column - 1 : end] = [c.header for c in spot.block.columns]
        for number, cells in enumerate(spot.block.rows):
            last = spot.column - 1 + len(cells)
            rows[spot.row + number][spot.column - 1 : last] = list(cells)
    return rows


def _spots(sheet: OwnSheet) -> Iterator[Spot]:
    """Yield where each block stands, as in files: side by side with a column between."""
    column = 1
    for block in sheet.blocks:
        yield Spot(block, len(sheet.lines) + 3, column)
        column += len(block.columns) + 1


def is_drawn(grid: Grid, rows: Sequence[Row]) -> bool:
    """Whether a sheet shows an image already."""
    height, width = max(len(grid.rows), len(rows)), max(grid.width, len(rows[0]))
    return all(
        same_value(grid.value(row, column), _shown(rows, row, column))
        for row in range(1, height + 1)
        for column in range(1, width + 1)
    )


def _shown(rows: Sequence[Row], row: int, column: int) -> Value:
    if row > len(rows) or column > len(rows[row - 1]):
        return None
    value = rows[row - 1][column - 1]
    shown = value.text if isinstance(value, Link) else value
    return float(shown) if isinstance(shown, Decimal) else shown


def draw(page: xlwings.Sheet, sheet: OwnSheet, rows: Sequence[Row]) -> None:
    """Replace all of a sheet that is ours with an image, and dress it."""
    page.clear()
    spots = list(_spots(sheet))
    for spot in spots:
        _set_formats(page, spot)
    fill(page, [[given(value) for value in row] for row in rows])
    title = page.range((1, 1))
    title.font.bold, title.font.size = True, 15
    for spot in spots:
        _dress(page, spot)
    if spots and spots[0].block.columns:
        first = spots[0]
        last = (first.row + max(len(first.block.rows), 1), len(first.block.columns))
        model.set_filter(page.range((first.row, 1), last))


def fill(page: xlwings.Sheet, rows: Sequence[Sequence[Given]]) -> None:
    """Put rows, all as wide, into a sheet's cells from A1 on in one call."""
    whole = page.range((1, 1), (len(rows), len(rows[0])))
    whole.options(chunksize=None).value = [list(row) for row in rows]


def _set_formats(page: xlwings.Sheet, spot: Spot) -> None:
    """Set number formats before the values, a call for each run of the same format."""
    for index, column in enumerate(spot.block.columns):
        values = [row[index] if index < len(row) else None for row in spot.block.rows]
        whole = all(
            value == int(value) for value in values if isinstance(value, int | float | Decimal)
        )
        codes = [
            None
            if isinstance(value, str | bool | Link | None)
            else number_format(value, column.format, whole=whole)
            for value in values
        ]
        common = Counter(code for code in codes if code and code != "General").most_common(1)
        if not common:
            continue
        at = spot.column + index
        first, last = spot.row + 1, spot.row + len(codes)
        page.range((first, at), (last, at)).number_format = common[0][0]
        for code, start, stop in _runs(codes):
            if code not in (None, common[0][0]):
                page.range((first + start, at), (first + stop, at)).number_format = code


def _dress(page: xlwings.Sheet, spot: Spot) -> None:
    count = len(spot.block.columns)
    if not count:
        return
    right = spot.column + count - 1
    header = page.range((spot.row, spot.column), (spot.row, right))
    header.color, header.font.color, header.font.bold = INK, "#FFFFFF", True
    if spot.block.title:
        page.range((spot.row - 1, spot.column)).font.bold = True
    for index, column in enumerate(spot.block.columns):
        at = spot.column + index
        cells = page.range((spot.row, at), (spot.row + max(len(spot.block.rows), 1), at))
        cells.column_width = column.width
        if column.wrap:
            cells.wrap_text = True
    fills = [run for run in _runs(spot.block.tones) if run[0] in FILLS]
    for tone, start, stop in fills[:MOST_FILLS]:
        top, bottom = spot.row + 1 + start, spot.row + 1 + stop
        page.range((top, spot.column), (bottom, right)).color = FILLS[tone]


def _runs(items: Sequence[T]) -> Iterator[tuple[T, int, int]]:
    """Yield each run of equal items with its first and last index."""
    start = 0
    for index in range(1, len(items) + 1):
        if index == len(items) or items[index] != items[start]:
            yield items[start], start, index - 1
            start = index
