"""DAT: dates before others, on free days, ahead of time, or that cannot be read."""

from __future__ import annotations

from datetime import date, timedelta

from scripts.demo_agency.days import AS_OF
from scripts.demo_agency.defects.planting import Planting, is_closed, is_running
from scripts.demo_agency.lines import Line

__all__ = ["plant"]


def plant(planting: Planting) -> None:
    """Plant the defects of this family."""
    for job in planting.take("DAT101", "jobs", 3, is_closed):
        job.cells["due"] = job.day("started") - timedelta(days=6)
        planting.seed("DAT101", job, "due", "due six days before the start")
    free_days = (date(2026, 6, 20), date(2026, 6, 28), date(2026, 8, 31))
    jobs = planting.take("DAT102", "jobs", 3, is_running)
    for job, day in zip(jobs, free_days, strict=True):
        planting.reschedule(job, day)
        planting.seed("DAT102", job, "due", f"due {day:%A}, {day.day} {day:%B}")
    _ahead_of_time(planting)
    _unreadable(planting)
    _impossible(planting)
    for job in planting.take("DAT301", "jobs", 3, _young):
        planting.reschedule(job, date(2026, 6, 11))
        job.cells.pop("notes", None)
        planting.seed("DAT301", job, "due", "four days overdue, no note")


def _young(line: Line) -> bool:
    return is_running(line) and line.day("started") < date(2026, 6, 8)


def _ahead_of_time(planting: Planting) -> None:
    (job,) = planting.take("DAT103", "jobs", 1, is_closed, (1,))
    job.cells["last_updated"] = date(2026, 10, 6)
    planting.seed("DAT103", job, "last_updated", "updated in the future: month and day swapped")
    (job,) = planting.take("DAT103 finished", "jobs", 1, is_closed, (2,))
    job.cells["finished"] = date(2026, 12, 4)
    planting.seed("DAT103", job, "finished", "finished in the future")
    (invoice,) = planting.take(
        "DAT103", "invoices", 1, lambda i: i.cells.get("paid_on") is not None
    )
    invoice.cells["paid_on"] = date(2026, 7, 1)
    planting.seed("DAT103", invoice, "paid_on", "paid in the future")


def _unreadable(planting: Planting) -> None:
    typed = ("when Amanda is back", "after the summer show", "mid-ish July?")
    jobs = planting.take("DAT201", "jobs", 3, is_running)
    for job, text in zip(jobs, typed, strict=True):
        planting.reschedule(job, text)
        planting.seed("DAT201", job, "due", f"due {text!r}")
    told = ("04/06/2026", "09/03/2026", "05/11/2025")
    contacts = planting.lines["contacts"]
    for contact in contacts:
        contact.cells.pop("last_contact", None)
    for contact, text in zip(contacts[3::9], told, strict=False):
        contact.cells["last_contact"] = text
        planting.seed("DAT202", contact, "last_contact", f"{text}, and nothing tells the order")


def _impossible(planting: Planting) -> None:
    (job,) = planting.take("DAT203", "jobs", 1, is_closed, (1,))
    job.cells["last_updated"] = date(AS_OF.year - 100, 6, 11)
    planting.seed("DAT203", job, "last_updated", "1926 for 2026")
    (job,) = planting.take("DAT203 text", "jobs", 1, is_running, (2,))
    planting.reschedule(job, "31/06/2026")
    planting.seed("DAT203", job, "due", "31 June")
    (job,) = planting.take("DAT203 zero", "jobs", 1, _on_time, (3,))
    job.cells["finished"] = 0
    planting.seed("DAT203", job, "finished", "day 0, shown as 00 Jan 1900")


def _on_time(line: Line) -> bool:
    return is_closed(line) and line.cells.get("due") == line.cells.get("finished")
