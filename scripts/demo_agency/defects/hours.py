"""HRS: hours on the wrong job, day or client, twice, or not there."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from scripts.demo_agency.clients import AGENCY
from scripts.demo_agency.defects.planting import Planting
from scripts.demo_agency.lines import Line
from scripts.demo_agency.people import BY_INITIALS
from toolkit.model import Status

__all__ = ["plant"]


def plant(planting: Planting) -> None:
    """Plant the defects of this family; the entries stay in the order of their days."""
    closed = {
        line.text("number")
        for line in planting.lines["jobs"]
        if line.cells.get("status") is Status.CLOSED
    }
    _missing_weeks(planting)
    _wrong_jobs(planting, closed)
    _wrong_amounts(planting, closed)
    _wrong_days(planting)
    for entry in planting.take("HRS301", "hours", 2, _on_retainer):
        entry.cells["task"] = "Media Buying"
        entry.cells["notes"] = "Bookings"
        planting.seed("HRS301", entry, "task", "media buying is not in the retainer's scope")
    planting.lines["hours"].sort(key=lambda e: e.day("date"))


def _wrong_jobs(planting: Planting, closed: set[str]) -> None:
    entries = planting.take("HRS101", "hours", 2, lambda e: e.text("job") in closed, (1, 2))
    for entry, number in zip(entries, ("KES-1901", "0990"), strict=True):
        was = entry.text("job")
        entry.cells["job"] = number
        planting.seed("HRS101", entry, "job", f"{was} booked as {number}")
    for entry in planting.take("HRS103", "hours", 2, lambda e: e.text("job") in closed):
        other = "Ferrand Pumps" if entry.text("client") != "Ferrand Pumps" else "Aldgate Surety"
        entry.cells["client"] = other
        planting.seed("HRS103", entry, "client", f"booked for {other}")
    for entry in planting.take("HRS102", "hours", 2, lambda e: _long_closed(e, closed)):
        late = entry.copy()
        late.cells |= {"date": date(2026, 6, 9), "hours": Decimal("1.5"), "approved": False}
        person = BY_INITIALS["WT"]
        late.cells |= {"person": (person.name,), "role": person.role, "task": "Artwork"}
        late.cells |= {"rate": person.rate, "cost_rate": person.cost, "notes": "Resend files"}
        planting.lines["hours"].append(late)
        planting.seed("HRS102", late, "job", "booked after the job was closed")


def _long_closed(entry: Line, closed: set[str]) -> bool:
    return entry.text("job") in closed and entry.day("date") < date(2026, 1, 31)


def _wrong_amounts(planting: Planting, closed: set[str]) -> None:
    for entry in planting.take("HRS201", "hours", 2, lambda e: e.text("client") == AGENCY, (1,)):
        entry.cells["hours"] = entry.amount("hours") * 10
        planting.seed("HRS201", entry, "hours", "the decimal point slipped")
    for entry in planting.take("HRS204", "hours", 2, lambda e: e.text("job") in closed):
        entry.cells["hours"] = Decimal(-2)
        planting.seed("HRS204", entry, "hours", "minus two hours")
    for entry in planting.take("HRS205", "hours", 3, lambda e: e.text("job") in closed):
        again = entry.copy()
        planting.insert_after("hours", entry, again)
        planting.seed("HRS205", again, "hours", "entered twice")


def _wrong_days(planting: Planting) -> None:
    for initials, day in (("CW", date(2026, 6, 23)), ("BM", date(2026, 6, 26))):
        line = _extra(planting, initials, day, Decimal("7.5"))
        planting.seed("HRS202", line, "date", "booked ahead")
    for initials, day in (("IB", date(2026, 5, 16)), ("OC", date(2026, 5, 25))):
        line = _extra(planting, initials, day, Decimal(9))
        planting.seed("HRS203", line, "date", f"nine hours on {day:%A}, {day.day} {day:%B}")


def _extra(planting: Planting, initials: str, day: date, hours: Decimal) -> Line:
    """Add an entry inside the agency, where no job's figures change."""
    name = BY_INITIALS[initials].name
    own = [e for e in planting.lines["hours"] if e.cells["person"] == (name,)]
    line = next(e for e in own if e.text("job_name") == "New business").copy()
    line.cells |= {"date": day, "hours": hours, "approved": False}
    planting.lines["hours"].append(line)
    return line


def _missing_weeks(planting: Planting) -> None:
    """Take a week out of two people's hours; the entry before it is where it shows."""
    for initials, monday in (("KD", date(2026, 6, 1)), ("DC", date(2026, 5, 18))):
        name = BY_INITIALS[initials].name
        own = [e for e in planting.lines["hours"] if e.cells["person"] == (name,)]
        week = [e for e in own if monday <= e.day("date") < monday + timedelta(days=7)]
        planting.remove("hours", week)
        before = [e for e in own if e.day("date") < monday]
        what = f"no hours in the week of {monday.day} {monday:%B}"
        planting.seed("HRS302", before[-1], "date", what)


def _on_retainer(entry: Line) -> bool:
    return entry.text("role") == "Media Planner" and "retainer" in entry.text("job_name")
