"""The three job trackers, each in the manner of the team that keeps it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from scripts.demo_agency.clients import AGENCY, CLIENTS, TEAMS, Client
from scripts.demo_agency.lines import Cell, Formula, Line, Places
from scripts.demo_agency.people import BY_INITIALS
from scripts.demo_agency.sheets import (
    HEADER,
    MONEY,
    Pen,
    row_height,
    write_field,
)
from scripts.demo_agency.tracker_columns import (
    BUSINESS,
    BUSINESS_FILLS,
    BUSINESS_WORDS,
    CONSUMER,
    CONSUMER_WORDS,
    PUBLIC,
    PUBLIC_WORDS,
)
from toolkit.model import Status
from toolkit.table import column_letters

__all__ = ["tracker_books"]

SUMMED = ("estimate", "budget", "billed")


def tracker_books(lines: Sequence[Line], places: Places) -> Mapping[str, bytes]:
    """Return the three workbooks by their names, every job's line in its team's."""
    writers: tuple[Callable[[Pen, Sequence[Line]], None], ...] = (_consumer, _public, _business)
    books = {}
    for team, writer in zip(TEAMS, writers, strict=True):
        own = {c.name for c in CLIENTS if c.team == team.number}
        pen = Pen(team.book, places, f"{AGENCY}, {team.name}")
        writer(pen, [line for line in lines if line.text("team") in own])
        books[team.book] = pen.finish()
    return books


def _consumer(pen: Pen, lines: Sequence[Line]) -> None:
    """One tidy Excel table with a filter and a frozen header."""
    name = "Job List"
    worksheet = pen.sheet(name, "#2E75B6")
    for row, line in enumerate(lines, start=2):
        pen.place(name, row, line)
        worksheet.set_row(row - 1, row_height(CONSUMER, line))
        for column, heading in enumerate(CONSUMER, start=1):
            value = _told(line.cells.get(heading.field), CONSUMER_WORDS)
            if heading.field in ("owner", "cover"):
                value = _full_names(value)
            write_field(pen, worksheet, row, column, heading, value, bottom=0)
    for column, heading in enumerate(CONSUMER):
        worksheet.set_column(column, column, heading.width)
    worksheet.add_table(
        *(0, 0, len(lines), len(CONSUMER) - 1),
        {
            "name": "Jobs",
            "style": "Table Style Medium 2",
            "columns": [
                {"header": h.text, "header_format": pen.style(bold=True, text_wrap=True)}
                for h in CONSUMER
            ],
        },
    )
    worksheet.set_row(0, 30)
    worksheet.freeze_panes(1, 3)
    worksheet.data_validation(
        *(1, 7, len(lines), 7),
        {"validate": "list", "source": list(CONSUMER_WORDS.values()), "error_type": "warning"},
    )
    pen.columns(name, CONSUMER)


def _public(pen: Pen, lines: Sequence[Line]) -> None:
    """Title rows, a section for each client, merged client cells, subtotals, dates as text."""
    name = "WIP"
    worksheet = pen.sheet(name)
    pen.write(worksheet, 1, 1, f"{AGENCY} – Public & Culture", bold=True, font_size=16)
    pen.write(worksheet, 2, 1, "Work in progress, reviewed Fridays 9.30", font_color="#666666")
    pen.write(worksheet, 3, 1, "Last reviewed Friday 12 June 2026 (TB)", italic=True)
    for column, heading in enumerate(PUBLIC, start=1):
        worksheet.set_column(column - 1, column - 1, heading.width)
        pen.write(worksheet, 5, column, heading.text, **HEADER | {"bg_color": "#5B3A6B"})
    worksheet.set_row(4, 42)
    row = 6
    for client in (c for c in CLIENTS if c.team == 2):
        own = [line for line in lines if line.text("team") == client.name]
        row = _section(pen, worksheet, row, client, own)
    for note in (
        "Notes",
        "Budgets include signed change orders only; unsigned changes stay in Change control.",
        "Figures exclude VAT. Council and water company jobs need a PO before we start.",
    ):
        pen.write(worksheet, row + 1, 1, note, italic=True, font_color="#666666")
        row += 1
    worksheet.freeze_panes(5, 3)
    worksheet.ignore_errors({"number_stored_as_text": "B6:B400"})
    pen.columns(name, PUBLIC)


def _section(pen: Pen, worksheet: Any, row: int, client: Client, lines: Sequence[Line]) -> int:
    """Write one client's band, jobs and subtotal; return the row after its spacer."""
    band = pen.style(bold=True, bg_color="#E4DCEA", font_size=11)
    worksheet.merge_range(row - 1, 0, row - 1, len(PUBLIC) - 1, client.name, band)
    first, last = row + 1, row + len(lines)
    for at, line in enumerate(lines, start=first):
        pen.place("WIP", at, line)
        worksheet.set_row(at - 1, row_height(PUBLIC[1:], line))
        for column, heading in enumerate(PUBLIC[1:], start=2):
            value = _told(line.cells.get(heading.field), PUBLIC_WORDS)
            write_field(pen, worksheet, at, column, heading, _as_text(value))
    _client_cell(pen, worksheet, first, lines)
    total = {"bold": True, "top": 1, "num_format": MONEY}
    pen.write(worksheet, last + 1, 3, f"Subtotal {client.name}", bold=True, top=1)
    for column, heading in enumerate(PUBLIC, start=1):
        if heading.field in SUMMED:
            letters = column_letters(column)
            formula = Formula(f"SUM({letters}{first}:{letters}{last})", _sum(lines, heading.field))
            pen.write(worksheet, last + 1, column, formula, **total)
    return last + 3


def _client_cell(pen: Pen, worksheet: Any, first: int, lines: Sequence[Line]) -> None:
    """Write the client once over its rows, merged; a row with another client stands alone."""
    style = pen.style(bold=True, text_wrap=True, align="left", border=1, border_color="#CCCCCC")
    runs: list[list[int]] = []
    for offset, line in enumerate(lines):
        fresh = not offset or lines[offset - 1].text("client") != line.text("client")
        runs += [[offset]] if fresh else []
        runs[-1].append(offset)
    for run in runs:
        start, end, text = run[0], run[-1], lines[run[0]].text("client")
        if start == end:
            worksheet.write_string(first + start - 1, 0, text, style)
        else:
            worksheet.merge_range(first + start - 1, 0, first + end - 1, 0, text, style)


def _sum(lines: Iterable[Line], name: str) -> float:
    amounts = (line.cells.get(name) for line in lines)
    return float(sum(a for a in amounts if isinstance(a, Decimal)))


def _business(pen: Pen, lines: Sequence[Line]) -> None:
    """Two rows of headers, done jobs struck through, status in colours, a hidden column."""
    name = "Traffic"
    worksheet = pen.sheet(name, "#C55A11")
    headings = [h for _, group in BUSINESS for h in group]
    column = 0
    for title, group in BUSINESS:
        style = pen.style(bold=True, bg_color="#C55A11", font_color="#FFFFFF", align="center")
        worksheet.merge_range(0, column, 0, column + len(group) - 1, title, style)
        column += len(group)
    for column, heading in enumerate(headings, start=1):
        worksheet.set_column(
            *(column - 1, column - 1, heading.width, None, {"hidden": heading.hidden})
        )
        looks: dict[str, object] = {"bg_color": "#F8E5D6", "bottom": 2, "text_wrap": True}
        pen.write(worksheet, 2, column, heading.text, bold=True, **looks)
    worksheet.set_row(1, 30)
    for row, line in enumerate(lines, start=3):
        pen.place(name, row, line)
        worksheet.set_row(row - 1, row_height(headings, line))
        for column, heading in enumerate(headings, start=1):
            value = line.cells.get(heading.field)
            told = _slashed(_told(value, BUSINESS_WORDS))
            looks = _looks(line, heading.field, value)
            write_field(pen, worksheet, row, column, heading, told, **looks)
    worksheet.freeze_panes(2, 2)
    worksheet.autofilter(1, 0, len(lines) + 1, len(headings) - 1)
    pen.columns(name, headings)


def _looks(line: Line, name: str, value: Cell) -> dict[str, object]:
    looks: dict[str, object] = {}
    if line.struck and name in ("number", "name", "client", "owner", "status"):
        looks = {"font_strikeout": True, "font_color": "#808080"}
    if name == "status" and isinstance(value, Status) and value in BUSINESS_FILLS:
        looks["bg_color"] = BUSINESS_FILLS[value]
    return looks


def _told(value: Cell, words: Mapping[Status, str]) -> Cell:
    return words[value] if isinstance(value, Status) else value


def _full_names(value: Cell) -> Cell:
    if not isinstance(value, tuple):
        return value
    return tuple(BY_INITIALS[i].name if i in BY_INITIALS else i for i in value)


def _as_text(value: Cell) -> Cell:
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else value


def _slashed(value: Cell) -> Cell:
    return "/".join(value) if isinstance(value, tuple) else value
