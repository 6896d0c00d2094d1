"""Own sheets as XlsxWriter draws them: ready to be read, filtered and printed."""

from __future__ import annotations

import math
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

from toolkit.books.charts import draw_chart
from toolkit.books.layout import Spot, chart_places, charts_bottom, row_heights, spots_of
from toolkit.books.links import is_place_in_book, is_web_address, is_workbook
from toolkit.books.look import RIGHT, Brush, Look, Palette, number_format
from toolkit.books.ooxml.xml import LONGEST_TEXT, clean_text
from toolkit.errors import RefusedError
from toolkit.plan import Block, Format, Link, OwnSheet, Tone
from toolkit.table import Value, column_letters

__all__ = ["build_image"]

GAP = 2.5
"""Width in characters of the empty column between two blocks."""
"""Pixels from the top of one chart to the top of the next."""
MOST_LINKS = 65_000
"""A sheet holds 65,530 links at most (Excel specifications and limits)."""
ROWS, COLUMNS = 1_048_576, 16_384
WIDEST = 255
"""Characters a column can be wide (Excel specifications and limits)."""
FIRST_EXCEL_DAY = date(1900, 3, 1)
"""Excel counts a 29 February 1900 that never was: earlier days are shown as text."""
NUMBERS = (int, float, Decimal)
EXACT = 10**15
"""Whole numbers from here on lose digits in a spreadsheet and are shown as text."""


def build_image(sheet: OwnSheet, name: str) -> bytes:
    """Return a workbook whose one sheet, called ``name``, shows an own sheet.

    The same sheet gives the same parts: nothing of the clock or the machine goes in.
    """
    import xlsxwriter

    spots = list(spots_of(sheet))
    if any(s.last_row + 1 >= ROWS or s.last_column >= COLUMNS for s in spots):
        raise RefusedError(
            f"the sheet {name} would be larger than {ROWS:,} rows or {COLUMNS:,} columns, "
            "which is all a sheet can have; take fewer"
        )
    content = BytesIO()
    workbook = xlsxwriter.Workbook(content, {"in_memory": True})
    page = workbook.add_worksheet(name)
    palette = Palette(workbook)
    _write_heading(page, palette, sheet)
    links = 0
    for spot in spots:
        links = _write_block(page, palette, spot, links)
    for row, height in row_heights(spots):
        page.set_row(row, height)
    places = chart_places(spots, len(sheet.charts))
    _set_up(page, spots, places)
    for chart, (row, column, across, down) in zip(sheet.charts, places, strict=True):
        spot = spots[chart.block]
        drawn = draw_chart(workbook, chart, name, (spot.header, spot.column, spot.last_row))
        page.insert_chart(row, column, drawn, {"x_offset": across, "y_offset": down})
    workbook.close()
    return content.getvalue()


def _write_heading(page: Any, palette: Palette, sheet: OwnSheet) -> None:
    page.set_row(0, 24)
    page.write_string(0, 0, _text(sheet.title), palette.title)
    page.set_row(len(sheet.lines) + 1, 22)
    for row, line in enumerate(sheet.lines, 1):
        page.write_string(row, 0, _text(line), palette.line)


def _write_block(page: Any, palette: Palette, spot: Spot, links: int) -> int:
    """Write one block and return how many links the sheet has now."""
    block = spot.block
    if block.title:
        page.write_string(spot.header - 1, spot.column, _text(block.title), palette.block)
    if spot.column:
        page.set_column(spot.column - 1, spot.column - 1, GAP)
    whole = [_is_whole(block, index) for index in range(len(block.columns))]
    for index, column in enumerate(block.columns):
        at = spot.column + index
        page.set_column(at, at, min(column.width, WIDEST))
        page.write_string(spot.header, at, _text(column.header), palette.header(column.format))
        if column.bar:
            bar = BAR | WHOLE if column.format is Format.PERCENT else BAR
            page.conditional_format(spot.header + 1, at, spot.last_row, at, bar)
        brush = Brush(palette, column, edge=index == 0, whole=whole[index])
        for number, cells in enumerate(block.rows):
            row, value = spot.header + 1 + number, cells[index] if index < len(cells) else None
            tone = block.tones[number] if number < len(block.tones) else Tone.PLAIN
            if isinstance(value, Link):
                links = _write_link(page, brush, (row, at), value, tone, links)
            else:
                _write(page, row, at, value, brush.style(value, tone))
    if spot.has_totals:
        _write_totals(page, palette, spot, whole)
    return links


def _write_link(
    page: Any, brush: Brush, at: tuple[int, int], link: Link, tone: Tone, links: int
) -> int:
    """Write a text that leads somewhere, as far as it may; return how many links there are now."""
    url = _url(link.target) if links < MOST_LINKS else ""
    style = brush.style(link.text, tone, link=bool(url))
    if not url:
        _write(page, *at, link.text, style)
        return links
    page.write_url(*at, url, style, _text(str(link.text)))
    return links + 1


BAR = {
    "type": "data_bar",
    "bar_color": "#9CC3C8",
    "bar_solid": True,
    "data_bar_2010": True,
    "min_type": "num",
    "min_value": 0,
}


WHOLE = {"max_type": "num", "max_value": 1}
"""A share's bar is full at 100 %, whatever the largest share is."""


def _is_whole(block: Block, index: int) -> bool:
    cells = [row[index] for row in block.rows if index < len(row)]
    numbers = [value for value in cells if isinstance(value, NUMBERS)]
    return all(value == int(value) for value in numbers if math.isfinite(value))


def _url(target: str) -> str:
    """Return a link as XlsxWriter wants it; empty for what is no link we make.

    Only places in workbooks and web or mail addresses are links: a cell's text never starts a
    program.
    """
    if is_place_in_book(target):
        return f"internal:{target[1:]}"
    if is_web_address(target):
        return target
    return f"external:{target}" if is_workbook(target) else ""


def _write(page: Any, row: int, column: int, value: Value, style: Any) -> None:
    """Write one value as what it is; what a cell cannot hold is written as text."""
    if value is None or value == "":
        page.write_blank(row, column, None, style)
    elif isinstance(value, str):
        page.write_string(row, column, _text(value), style)
    elif isinstance(value, bool):
        page.write_boolean(row, column, value, style)
    elif isinstance(value, NUMBERS):
        if math.isfinite(value) and not (isinstance(value, int) and abs(value) >= EXACT):
            page.write_number(row, column, value, style)
        else:
            page.write_string(row, column, str(value), style)
    elif isinstance(value, date | datetime | time | timedelta):
        if _is_shown(value):
            page.write_datetime(row, column, value, style)
        else:
            page.write_string(row, column, str(value), style)
    else:
        page.write_string(row, column, _text(str(value)), style)


def _is_shown(value: date | datetime | time | timedelta) -> bool:
    """Whether a spreadsheet can show it as a date or time."""
    if isinstance(value, datetime):
        return value.tzinfo is None and value.date() >= FIRST_EXCEL_DAY
    if isinstance(value, date):
        return value >= FIRST_EXCEL_DAY
    if isinstance(value, timedelta):
        return value >= timedelta(0)
    return value.tzinfo is None


def _text(text: str) -> str:
    text = clean_text(text)
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"


def _write_totals(page: Any, palette: Palette, spot: Spot, whole: list[bool]) -> None:
    """Write a row that adds up what the filter leaves visible."""
    row = spot.last_row + 1
    labelled = False
    for index, column in enumerate(spot.block.columns):
        at = spot.column + index
        look = Look(total=True, right=column.format in RIGHT)
        if column.total:
            code = number_format(0, column.format, whole=whole[index])
            style = palette.style(look._replace(number=code))
            letters = column_letters(at + 1)
            summed = f"=SUBTOTAL(109,{letters}{spot.header + 2}:{letters}{spot.last_row + 1})"
            page.write_formula(row, at, summed, style, float(_total(spot.block, index)))
        elif not labelled:
            page.write_string(row, at, "Total", palette.style(look))
            labelled = True
        else:
            page.write_blank(row, at, None, palette.style(look))


def _total(block: Block, index: int) -> Decimal:
    values = [row[index] for row in block.rows if index < len(row)]
    return sum(
        (
            Decimal(str(value))
            for value in values
            if isinstance(value, int | float | Decimal) and not isinstance(value, bool)
        ),
        Decimal(0),
    )


def _set_up(page: Any, spots: list[Spot], charts: list[tuple[int, int, int, int]]) -> None:
    """Freeze, filter, and set up printing: the first block, one page wide, its header on each.

    Charts below the block are printed with it.
    """
    page.hide_gridlines(2)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    page.set_footer("&L&A&RPage &P of &N")
    if not spots:
        return
    first = spots[0]
    page.freeze_panes(first.header + 1, 0)
    page.repeat_rows(first.header)
    below = charts_bottom(charts) if charts and charts[0][1] == first.column else 0
    page.print_area(0, 0, max(first.last_row + first.has_totals, below), first.last_column)
    page.autofilter(first.header, first.column, first.last_row, first.last_column)
    everything = (
        f"A1:{column_letters(spots[-1].last_column + 1)}{max(s.last_row for s in spots) + 2}"
    )
    page.ignore_errors({"number_stored_as_text": everything})
