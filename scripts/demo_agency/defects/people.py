"""PEO: owners nobody knows, who left, or who are out without cover."""

from __future__ import annotations

from datetime import date

from scripts.demo_agency.defects.planting import Planting, is_running
from scripts.demo_agency.people import LEAVER

__all__ = ["plant"]


def plant(planting: Planting) -> None:
    """Plant the defects of this family."""
    names = ("Bob Marsh", "QZ", "KW")
    for job, name in zip(planting.take("PEO101", "jobs", 3, is_running), names, strict=True):
        job.cells["owner"] = (name,)
        planting.seed("PEO101", job, "owner", f"owner {name}, who is in no list")
    for job in planting.take("PEO103", "jobs", 2, is_running, (2,)):
        job.cells["owner"] = (LEAVER,)
        planting.seed("PEO103", job, "owner", "owned by Simon Pell, who left in March")
    for initials, first, last in (
        ("JT", date(2026, 6, 12), date(2026, 6, 26)),
        ("GW", date(2026, 6, 17), date(2026, 6, 19)),
    ):
        person = next(p for p in planting.lines["people"] if p.text("initials") == initials)
        person.cells.pop("cover")
        person.cells["out_from"] = first
        person.cells["out_through"] = last
        planting.seed("PEO102", person, "cover", "away, and nobody covers")
