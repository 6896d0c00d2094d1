"""Writing the lines of a sheet with XlsxWriter, the same bytes each time."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import xlsxwriter

from scripts.demo_agency.days import AS_OF
from scripts.demo_agency.lines import Cell, Formula, Line, Places

__all__ = [
    "DATE",
    "HEADER",
    "HOURS",
    "MOMENT",
    "MONEY",
    "PERCENT",
    "Heading",
    "Pen",
    "plain_sheet",
    "row_height",
    "write_field",
]

DATE, MOMENT, MONEY, PERCENT, HOURS = (
    "dd mmm yyyy",
    "dd mmm yyyy hh:mm",
    "#,##0.00_);[Red]-#,##0.00_)",
    "0%_)",
    "0.00",
)
FONT = {"font_name": "Calibri", "font_size": 10, "valign": "top"}
HEADER = {"bold": True, "bg_color": "#1F3A4D", "font_color": "#FFFFFF", "text_wrap": True}


@dataclass(frozen=True, slots=True)
class Heading:
    """A column: the record's field, what people call it, how wide, and how it is shown."""

    field: str
    text: str
    width: float = 12
    shown: str = ""
    wrap: bool = False
    hidden: bool = False


class Pen:
    """One workbook being written in memory, and the cell formats it has so far."""

    def __init__(self, book: str, places: Places, author: str) -> None:
        self.book = book
        self.places = places
        self._bytes = io.BytesIO()
        self._workbook: Any = xlsxwriter.Workbook(self._bytes, {"in_memory": True})
        self._workbook.calc_on_load = False  # the values beside our formulas are right
        self._workbook.set_properties(
            {"author": author, "created": datetime.combine(AS_OF, time(8, 30))}
        )
        self._formats: dict[tuple[tuple[str, object], ...], Any] = {}

    def sheet(self, name: str, tab: str = "") -> Any:
        """Add a worksheet, set to print across one landscape page."""
        worksheet = self._workbook.add_worksheet(name)
        worksheet.set_landscape()
        worksheet.set_paper(8)
        worksheet.fit_to_pages(1, 0)
        if tab:
            worksheet.set_tab_color(tab)
        return worksheet

    def style(self, **properties: object) -> Any:
        """Return the cell format with these properties."""
        key = tuple(sorted((FONT | properties).items()))
        if key not in self._formats:
            self._formats[key] = self._workbook.add_format(dict(key))
        return self._formats[key]

    def write(
        self, worksheet: Any, row: int, column: int, value: Cell, **properties: object
    ) -> None:
        """Write one cell, 1-based, with its kind kept: text stays text, a day is a real date."""
        style = self.style(**properties)
        at = (row - 1, column - 1)
        match value:
            case None | "":
                worksheet.write_blank(*at, None, style)
            case Formula(text, result):
                worksheet.write_formula(*at, f"={text}", style, "" if result is None else result)
            case bool():
                worksheet.write_boolean(*at, value, style)
            case str():
                worksheet.write_string(*at, value, style)
            case datetime() | date():
                worksheet.write_datetime(*at, value, style)
            case int() | float() | Decimal():
                worksheet.write_number(*at, value, style)
            case _:
                worksheet.write_string(*at, ", ".join(value), style)

    def place(self, sheet: str, row: int, line: Line) -> None:
        """Remember where a line stands."""
        self.places.rows[line] = (self.book, sheet, row)

    def columns(self, sheet: str, headings: Iterable[Heading]) -> None:
        """Remember which column of a sheet holds which field."""
        names = {h.field: i for i, h in enumerate(headings, start=1) if h.field}
        self.places.columns[self.book, sheet] = names

    def finish(self) -> bytes:
        """Return the workbook's bytes."""
        self._workbook.close()
        return self._bytes.getvalue()


def plain_sheet(
    pen: Pen,
    name: str,
    headings: Sequence[Heading],
    lines: Iterable[Line],
    *,
    title: str = "",
    tab: str = "",
) -> None:
    """Write a sheet as most people keep it: a dark header, filtered and frozen."""
    worksheet = pen.sheet(name, tab)
    worksheet.set_default_row(16)
    header = 1
    if title:
        pen.write(worksheet, 1, 1, title, bold=True, font_size=14)
        header = 3
    for column, heading in enumerate(headings, start=1):
        worksheet.set_column(column - 1, column - 1, heading.width)
        pen.write(worksheet, header, column, heading.text, **HEADER)
    worksheet.set_row(header - 1, 30)
    row = header
    for row, line in enumerate(lines, start=header + 1):
        pen.place(name, row, line)
        worksheet.set_row(row - 1, row_height(headings, line))
        for column, heading in enumerate(headings, start=1):
            write_field(pen, worksheet, row, column, heading, line.cells.get(heading.field))
    worksheet.autofilter(header - 1, 0, row - 1, len(headings) - 1)
    worksheet.freeze_panes(header, 0)
    pen.columns(name, headings)


def write_field(
    pen: Pen, worksheet: Any, row: int, column: int, heading: Heading, value: Cell, **more: object
) -> None:
    """Write one field of a line, shown the way its column is."""
    looks: dict[str, object] = {"bottom": 1, "border_color": "#D9D9D9"}
    if heading.shown:
        looks["num_format"] = heading.shown
    if heading.wrap:
        looks["text_wrap"] = True
    if heading.shown in (DATE, MOMENT) or not isinstance(value, float | Decimal):
        looks["align"] = "left"
    pen.write(worksheet, row, column, value, **looks | more)


def row_height(headings: Sequence[Heading], line: Line) -> float:
    """Return the height in points that shows every wrapped cell of a line."""
    shown = [
        sum(1 + int(len(part) / (h.width * 1.15)) for part in _text(line.cells.get(h.field)))
        for h in headings
        if h.wrap
    ]
    return 3 + 13 * max([1, *shown])


def _text(value: Cell) -> list[str]:
    text = ", ".join(value) if isinstance(value, tuple) else str(value or "")
    return text.split("\n")
