"""MTG: reports missing or late, people missing or wrong, steps without a who or a when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from scripts.demo_agency.days import working_day_after
from scripts.demo_agency.defects.planting import Planting, is_running
from scripts.demo_agency.lines import Cell, Line

__all__ = ["plant"]


def plant(planting: Planting) -> None:
    """Plant the defects of this family, the newest meetings first."""
    _not_carried(planting)
    log = _newest_first(planting)
    _saturdays(planting, log)
    _reports(planting, log)
    _lists(planting, log)
    for _ in range(3):
        meeting = next(log)
        steps = meeting.text("next_steps").split("\n")
        steps[-1] = steps[-1].partition(" — ")[0]
        meeting.cells["next_steps"] = "\n".join(steps)
        planting.seed("MTG301", meeting, "next_steps", "a step without who and when")


def _newest_first(planting: Planting) -> Iterator[Line]:
    return (m for m in planting.lines["meetings"][::-1] if not planting.is_taken(m))


def _reports(planting: Planting, log: Iterator[Line]) -> None:
    for _ in range(2):
        meeting = next(log)
        meeting.cells.pop("report_sent_at")
        planting.seed("MTG101", meeting, "report_sent_at", "no report after two days")
    for _ in range(2):
        meeting = next(log)
        ends = meeting.cells["ends_at"]
        if isinstance(ends, datetime):
            meeting.cells["report_sent_at"] = ends + timedelta(hours=67)
        planting.seed("MTG103", meeting, "report_sent_at", "sent after 67 hours")


def _saturdays(planting: Planting, log: Iterator[Line]) -> None:
    for _ in range(2):
        meeting = next(log)
        meeting.cells.pop("report_sent_at")
        planting.seed("MTG102", meeting, "report_sent_at", "met on Saturday, report due today")


def _lists(planting: Planting, log: Iterator[Line]) -> None:
    met: list[Line] = []
    inside: list[Line] = []
    while len(met) < 5 or len(inside) < 2:
        meeting = next(log)
        internal = meeting.text("kind").startswith("Internal")
        (inside if internal else met).append(meeting)
    for meeting, name in zip(met[:2], ("Gemma Tooley", "Robert Sykes"), strict=True):
        meeting.cells["client_present"] = (*_names(meeting, "client_present"), name)
        meeting.cells["distribution"] = (name, *_names(meeting, "distribution"))
        planting.seed("MTG201", meeting, "client_present", f"{name} is in no list of contacts")
    for meeting, left_out in zip(met[2:4], ("VS", "WT"), strict=True):
        listed = _names(meeting, "distribution")
        meeting.cells["distribution"] = tuple(n for n in listed if n != left_out)
        planting.seed("MTG202", meeting, "distribution", f"{left_out} was left out")
    contacts = {c.text("client"): c.text("name") for c in planting.lines["contacts"]}
    for meeting in inside[:2]:
        name = contacts[meeting.text("client")]
        meeting.cells["distribution"] = (*_names(meeting, "distribution"), name)
        planting.seed("MTG203", meeting, "distribution", f"{name} of the client is on the list")


def _not_carried(planting: Planting) -> None:
    """Leave two rows of the tidy tracker as they were before a decision about them."""
    decided: dict[str, Line] = {}
    for meeting in planting.lines["meetings"]:
        held = meeting.cells["held_at"]
        if isinstance(held, datetime) and held.date() < date(2026, 6, 8):
            for line in meeting.text("decisions").split("\n"):
                decided[line.partition(":")[0]] = meeting
    for job in planting.take("MTG302", "jobs", 2, lambda j: _was_decided(j, decided), (1,)):
        meeting = decided[job.text("number")]
        planting.keep(meeting)
        held = meeting.cells["held_at"]
        if isinstance(held, datetime):
            job.cells["last_updated"] = working_day_after(held.date(), -2)
        planting.seed("MTG302", meeting, "decisions", f"{job.text('number')} was not updated")


def _was_decided(job: Line, decided: dict[str, Line]) -> bool:
    return is_running(job) and job.text("number") in decided


def _names(meeting: Line, name: str) -> tuple[str, ...]:
    value: Cell = meeting.cells.get(name)
    return value if isinstance(value, tuple) else ()
