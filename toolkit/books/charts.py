"""Native charts on own sheets, told apart by lightness, dash and marker as well as by colour."""

from __future__ import annotations

from typing import Any

from toolkit.books.look import SERIES
from toolkit.books.ooxml.xml import clean_text
from toolkit.plan import Chart

__all__ = ["draw_chart"]

WIDTH, HEIGHT = 620, 320
"""Pixels."""
DASHES = ("solid", "dash", "square_dot")
MARKERS = ("circle", "square", "triangle")


def draw_chart(workbook: Any, chart: Chart, sheet: str, block: tuple[int, int, int]) -> Any:
    """Return a chart over columns of a block that stands at (header row, column, last row)."""
    header, left, last = block
    names = left + chart.categories
    drawn = workbook.add_chart({"type": chart.kind})
    for number, index in enumerate(chart.series):
        column = left + index
        series = {
            "name": [sheet, header, column],
            "categories": [sheet, header + 1, names, last, names],
            "values": [sheet, header + 1, column, last, column],
        }
        drawn.add_series(series | _look(chart.kind, number))
    # Days to come are blank. Excel leaves them out by itself, LibreOffice draws them as 0 unless
    # the chart says what blanks are; "gap" is what XlsxWriter does not write.
    drawn.show_blanks_as("span")
    _dress(drawn, chart)
    return drawn


def _look(kind: str, number: int) -> dict[str, Any]:
    colour = SERIES[number % len(SERIES)]
    if kind != "line":
        return {"fill": {"color": colour}, "gap": 60}
    return {
        "line": {"color": colour, "width": 2.25, "dash_type": DASHES[number % len(DASHES)]},
        "marker": {
            "type": MARKERS[number % len(MARKERS)],
            "size": 6,
            "fill": {"color": colour},
            "border": {"color": colour},
        },
    }


def _dress(drawn: Any, chart: Chart) -> None:
    grey = {"color": "#D9DEE2", "width": 0.75}
    drawn.set_title(
        {"name": clean_text(chart.title), "overlay": False, "name_font": {"size": 12, "bold": True}}
    )
    amounts = {"major_gridlines": {"visible": True, "line": grey}, "line": {"none": True}}
    names = {"line": {"color": "#8C8C8C"}, "major_gridlines": {"visible": False}}
    if chart.kind == "bar":
        # XlsxWriter calls the axis that lies flat x; the first name is to stand on top.
        drawn.set_x_axis(amounts)
        drawn.set_y_axis(names | {"reverse": True, "crossing": "max"})
    else:
        # Names stay below what is drawn, also where amounts are below 0.
        drawn.set_x_axis(names | {"label_position": "low"})
        drawn.set_y_axis(amounts)
    drawn.set_legend({"position": "bottom", "none": len(chart.series) < 2})
    drawn.set_chartarea({"border": {"color": "#C9D1D6"}})
    drawn.set_size({"width": WIDTH, "height": HEIGHT})
