"""STA: open jobs that do not say what comes next, and closed ones that do."""

from __future__ import annotations

from datetime import date

from scripts.demo_agency.defects.planting import (
    Planting,
    is_ahead,
    is_closed,
    is_open,
    is_running,
)
from scripts.demo_agency.lines import Line
from toolkit.model import Status

__all__ = ["plant"]


def plant(planting: Planting) -> None:
    """Plant the defects of this family."""
    jobs = planting.take("STA305", "jobs", 2, _waits)
    for job, day in zip(jobs, (date(2026, 5, 29), date(2026, 6, 2)), strict=True):
        job.cells["waiting_since"] = day
        planting.seed("STA305", job, "status", f"waiting on the client since {day.day} {day:%B}")
    for job in planting.take("STA202", "jobs", 3, lambda j: _is_retainer(j) or is_ahead(j)):
        job.cells.pop("due")
        job.cells.pop("milestone")
        planting.seed("STA202", job, "due", "no milestone and no date")
    for job in planting.take("STA302", "jobs", 2, is_running, (3,)):
        job.struck = True
        planting.seed("STA302", job, "status", "struck through, still in progress")
    words = ("Percolating", "With Steve", "Limbo")
    for job, word in zip(planting.take("STA101", "jobs", 3, is_running), words, strict=True):
        job.cells["status"] = word
        planting.seed("STA101", job, "status", f"status {word!r}")
    for job in planting.take("STA201", "jobs", 3, is_running):
        job.cells.pop("next_step")
        planting.seed("STA201", job, "next_step", "next step deleted")
    for job in planting.take("STA203", "jobs", 3, is_open):
        job.cells.pop("owner")
        planting.seed("STA203", job, "owner", "owner deleted")
    texts = ("Layouts", "Photography", "Stand graphics")
    for job, text in zip(planting.take("STA204", "jobs", 3, is_running), texts, strict=True):
        job.cells["next_step"] = text
        planting.seed("STA204", job, "next_step", f"next step {text!r}: no verb, nobody")
    for job in planting.take("STA303", "jobs", 2, is_closed):
        job.cells["due"] = date(2026, 7, 9)
        planting.seed("STA303", job, "due", "closed, due in July")


def _waits(line: Line) -> bool:
    waiting = line.cells.get("status") is Status.WAITING_ON_CLIENT
    return waiting and line.day("started") < date(2026, 5, 25)


def _is_retainer(line: Line) -> bool:
    return is_open(line) and line.text("type") == "Retainer"
