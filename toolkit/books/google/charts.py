"""Charts of our tabs: native ones, below the blocks they draw."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from toolkit.plan import Block, Chart, OwnSheet

__all__ = ["CHART_ROWS", "Spot", "chart_requests"]

Request = dict[str, Any]
CHART_ROWS = 20
"""Rows of the usual height that a chart of the usual size covers, and a little air."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a block stands: 0-based row of its header and its first column."""

    block: Block
    row: int
    column: int


def chart_requests(
    sheet: OwnSheet, spots: Sequence[Spot], sheet_id: int, height: int
) -> Iterator[Request]:
    """Yield one request a chart, from the top of the rows that are kept free for them."""
    top = height - CHART_ROWS * len(sheet.charts)
    for number, chart in enumerate(sheet.charts):
        spot = spots[chart.block]
        if not spot.block.rows:
            continue
        cell = {"sheetId": sheet_id, "rowIndex": top + number * CHART_ROWS, "columnIndex": 0}
        place = {"overlayPosition": {"anchorCell": cell}}
        spec = {"title": chart.title, "basicChart": _spec(chart, spot, sheet_id)}
        yield {"addChart": {"chart": {"spec": spec, "position": place}}}


def _spec(chart: Chart, spot: Spot, sheet_id: int) -> Request:
    # The values of a bar chart run along the bottom.
    axis = "BOTTOM_AXIS" if chart.kind == "bar" else "LEFT_AXIS"
    return {
        "chartType": chart.kind.upper(),
        "legendPosition": "BOTTOM_LEGEND",
        "headerCount": 1,
        "domains": [{"domain": _source(spot, chart.categories, sheet_id)}],
        "series": [
            {"series": _source(spot, column, sheet_id), "targetAxis": axis}
            for column in chart.series
        ],
    }


def _source(spot: Spot, column: int, sheet_id: int) -> Request:
    """Return a whole column of a block, its header first."""
    area = {"sheetId": sheet_id, "startRowIndex": spot.row}
    area |= {"endRowIndex": spot.row + 1 + len(spot.block.rows)}
    area |= {"startColumnIndex": spot.column + column, "endColumnIndex": spot.column + column + 1}
    return {"sourceRange": {"sources": [area]}}
