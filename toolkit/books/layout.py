"""Where the blocks of an own sheet stand, and how tall its rows must be."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.plan import Block, Link, OwnSheet

__all__ = ["Spot", "chart_places", "charts_bottom", "row_heights", "spots_of"]

LINE, TALLEST = 15, 240
"""Points of a line of text, and of the tallest row (Excel allows 409)."""
DIGIT, ROW_TALL = 7, 20
"""Pixels of a digit, which column widths are counted in, and of a usual row."""
CHART_WIDE, CHART_TALL = 640, 340
"""Pixels of a chart with the space around it."""
SHORT = 40
"""Rows of a first block below which a person still finds charts."""
LETTER = 0.92
"""How wide letters are on average, in the digits that column widths are counted in."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a block stands: 0-based row of its header and its first column."""

    block: Block
    header: int
    column: int

    @property
    def last_row(self) -> int:
        """The last row of the body; an empty block has one blank row."""
        return self.header + max(len(self.block.rows), 1)

    @property
    def has_totals(self) -> bool:
        """Whether a row of totals stands below the body."""
        return any(column.total for column in self.block.columns)

    @property
    def last_column(self) -> int:
        """The last column."""
        return self.column + max(len(self.block.columns), 1) - 1


def spots_of(sheet: OwnSheet) -> Iterator[Spot]:
    """Yield where each block stands: under title, lines and one row for the blocks' titles."""
    header, column = len(sheet.lines) + 2, 0
    for block in sheet.blocks:
        spot = Spot(block, header, column)
        yield spot
        column = spot.last_column + 2


def row_heights(spots: list[Spot]) -> Iterator[tuple[int, float]]:
    """Yield row and height in points where text wraps; not every program finds it out itself."""
    lines: dict[int, int] = {}
    headers = {spot.header for spot in spots}
    for spot in spots:
        for index, column in enumerate(spot.block.columns):
            lines[spot.header] = max(
                _lines(column.header, column.width - 2), lines.get(spot.header, 1)
            )
            for at, cells in enumerate(spot.block.rows if column.wrap else (), spot.header + 1):
                value = cells[index] if index < len(cells) else None
                shown = value.text if isinstance(value, Link) else value
                lines[at] = max(_lines(str(shown or ""), column.width), lines.get(at, 1))
    for row, count in lines.items():
        if count > 1 or row in headers:
            yield row, min(count * LINE + 6 * (row in headers), TALLEST)


def _lines(text: str, width: float) -> int:
    """Return about how many lines a text takes in a column, leaving room for its indent."""
    room = max(width - 1, 1) / LETTER
    if len(text) <= room and "\n" not in text:  # the common case, found out in one step
        return 1
    return sum(max(1, math.ceil(len(line) / room)) for line in text.split("\n"))


def _bottom(spots: list[Spot]) -> int:
    return max((spot.last_row + 1 for spot in spots), default=0)


def chart_places(spots: list[Spot], count: int) -> list[tuple[int, int, int, int]]:
    """Return row, column and the offsets in pixels, across and down, of each chart.

    They stand below the first block, as many abreast as it is wide, where it is short and there
    are blocks on its right; else one below another, below the blocks on the right or below all.
    """
    side = spots[1:] or spots
    row, column, abreast = _bottom(side) + 2, side[0].column if side else 0, 1
    if spots[1:] and len(spots[0].block.rows) <= SHORT:
        across = int(sum(column.width for column in spots[0].block.columns) * DIGIT) // CHART_WIDE
        if across:
            row, column, abreast = spots[0].last_row + 3, 0, across
    return [
        (row, column, number % abreast * CHART_WIDE, number // abreast * CHART_TALL)
        for number in range(count)
    ]


def charts_bottom(places: list[tuple[int, int, int, int]]) -> int:
    """Return about the row below which no chart stands, given rows of the usual height."""
    return max(row + (down + CHART_TALL) // ROW_TALL + 1 for row, _, _, down in places)
