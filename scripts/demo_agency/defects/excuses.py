"""EXC: excuses that excuse nothing any more, and others that keep a row silent."""

from __future__ import annotations

from datetime import date

from scripts.demo_agency.defects.planting import Planting, is_closed, is_running
from scripts.demo_agency.lines import Line
from toolkit.model import Status

__all__ = ["plant"]


def plant(planting: Planting) -> None:
    """Plant two stale excuses, and four that are needed and so are on no list."""
    texts = ("ok: DAT301 client asked to wait", "ok: BIL104 agreed with Diane")
    (job,) = planting.take("EXC101", "jobs", 1, is_running, (1,))
    job.cells["notes"] = texts[0]
    planting.seed("EXC101", job, "notes", f"{texts[0]!r}, and nothing is overdue")
    (job,) = planting.take("EXC101 budget", "jobs", 1, is_closed, (3,))
    job.cells["notes"] = texts[1]
    planting.seed("EXC101", job, "notes", f"{texts[1]!r}, and the budget is right")
    _needed(planting)


def _needed(planting: Planting) -> None:
    (job,) = planting.take("ok DAT301", "jobs", 1, _started, (1,))
    planting.reschedule(job, date(2026, 6, 10))
    job.cells["notes"] = "ok: DAT301 client asked to wait"
    (job,) = planting.take("ok DAT102", "jobs", 1, _started, (2,))
    planting.reschedule(job, date(2026, 6, 27))
    job.cells["notes"] = "ok: DAT102 festival opens on the Saturday"
    (job,) = planting.take("ok STA305", "jobs", 1, _waits)
    job.cells["waiting_since"] = max(job.day("started"), date(2026, 5, 29))
    job.cells["notes"] = "ok: STA305 client away until 22 June, agreed"
    (job,) = planting.take("ok BIL104", "jobs", 1, is_closed, (3,))
    job.cells["budget"] = job.amount("budget") + 250
    job.cells["notes"] = "ok: BIL104 goodwill of 250 agreed with Helen"


def _started(line: Line) -> bool:
    return is_running(line) and line.day("started") < date(2026, 6, 5)


def _waits(line: Line) -> bool:
    waiting = line.cells.get("status") is Status.WAITING_ON_CLIENT
    return waiting and line.day("started") < date(2026, 6, 4)
