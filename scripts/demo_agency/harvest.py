"""Time entries as Harvest exports them: one CSV file for each half-year."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from scripts.demo_agency.lines import Cell, Line, Places
from scripts.demo_agency.people import STAFF

__all__ = ["HEADER", "harvest_files"]

HEADER = (
    "Date",
    "Client",
    "Project",
    "Project Code",
    "Task",
    "Notes",
    "Hours",
    "Billable?",
    "Invoiced?",
    "Approved?",
    "First Name",
    "Last Name",
    "Employee Id",
    "Roles",
    "Employee?",
    "Billable Rate",
    "Billable Amount",
    "Cost Rate",
    "Cost Amount",
    "Currency",
    "External Reference URL",
)
COLUMNS = {
    "date": 1,
    "client": 2,
    "job_name": 3,
    "job": 4,
    "task": 5,
    "notes": 6,
    "hours": 7,
    "billable": 8,
    "approved": 10,
    "person": 11,
    "role": 14,
    "rate": 16,
    "cost_rate": 18,
    "currency": 20,
}
EMPLOYEE_IDS = {person.name: f"E{index:03d}" for index, person in enumerate(STAFF, start=1)}


def harvest_files(lines: Sequence[Line], places: Places) -> Mapping[str, bytes]:
    """Return the exports by name, UTF-8 without a mark, lines ended as Harvest ends them."""
    halves: defaultdict[str, list[Line]] = defaultdict(list)
    for line in lines:
        day = line.day("date")
        half = "H1" if day.month < 7 else "H2"
        halves[f"harvest_time_report_{min(day, date(2026, 6, 30)).year}_{half}.csv"].append(line)
    return {name: _file(name, own, places) for name, own in sorted(halves.items())}


def _file(name: str, lines: Sequence[Line], places: Places) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(HEADER)
    sheet = name.removesuffix(".csv")
    places.columns[name, sheet] = COLUMNS
    for row, line in enumerate(lines, start=2):
        places.rows[line] = (name, sheet, row)
        writer.writerow(_row(line))
    return text.getvalue().encode("utf-8")


def _row(line: Line) -> list[str]:
    person = line.cells["person"]
    name = person[0] if isinstance(person, tuple) else str(person)
    first, _, last = name.partition(" ")
    hours, rate, cost = line.amount("hours"), line.amount("rate"), line.amount("cost_rate")
    return [
        f"{line.day('date'):%Y-%m-%d}",
        line.text("client"),
        line.text("job_name"),
        line.text("job"),
        line.text("task"),
        line.text("notes"),
        _figure(hours),
        _yes(line.cells.get("billable")),
        "No",
        _yes(line.cells.get("approved")),
        first,
        last,
        EMPLOYEE_IDS.get(name, ""),
        line.text("role"),
        "Yes",
        *(_figure(rate), _figure(hours * rate), _figure(cost), _figure(hours * cost)),
        "British Pound - GBP",
        "",
    ]


def _figure(value: Decimal) -> str:
    """Return a figure as Harvest writes it: 7.5, 2.25, 8.0."""
    text = f"{value.normalize():f}"
    return text if "." in text else f"{text}.0"


def _yes(value: Cell) -> str:
    return "Yes" if value else "No"
