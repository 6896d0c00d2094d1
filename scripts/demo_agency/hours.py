"""Eighteen months of time entries: who worked when on what."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from scripts.demo_agency.chance import Chance
from scripts.demo_agency.clients import AGENCY
from scripts.demo_agency.days import FIRST_DAY, LAST_BOOKED, NEAR_HOLIDAYS, days_through
from scripts.demo_agency.people import STAFF, Staff
from scripts.demo_agency.plans import JobPlan
from scripts.demo_agency.records import NOWHERE
from toolkit.model import TimeEntry

__all__ = ["RETAINER_TASKS", "time_entries"]

TASKS: dict[str, tuple[str, ...]] = {
    "Account Services": ("Account Management", "Client Meetings", "Project Management"),
    "Creative": ("Concepts", "Design", "Copywriting", "Amends"),
    "Production": ("Production Management", "Artwork", "Print Management"),
    "Media": ("Media Planning", "Media Buying", "Reporting"),
    "Account Planning": ("Strategy", "Research"),
}
NOTES: dict[str, tuple[str, ...]] = {
    "Account Management": ("", "", "Status call", "Briefing creative", "Estimate & timings"),
    "Client Meetings": ("", "WIP meeting", "Presentation", "Contact report"),
    "Project Management": ("", "", "Timing plan", "Approvals"),
    "Concepts": ("", "Three routes", "Internal review", "Mood boards"),
    "Design": ("", "", "Layouts", "Second round", "Social cut-downs"),
    "Copywriting": ("", "", "Headlines", "Body copy", "Proofing"),
    "Amends": ("", "Client amends", "Amends round 2"),
    "Production Management": ("", "", "Supplier quotes", "Shoot prep", "Schedule"),
    "Artwork": ("", "", "Print-ready files", "Resizes"),
    "Print Management": ("", "Proof check", "Print run"),
    "Media Planning": ("", "", "Channel plan", "Flighting"),
    "Media Buying": ("", "Bookings", "Negotiation"),
    "Reporting": ("", "Weekly report", "Post-campaign report"),
    "Strategy": ("", "Brief", "Positioning"),
    "Research": ("", "Discussion guide", "Fieldwork", "Debrief"),
}
RETAINER_TASKS = (
    "Account Management",
    "Client Meetings",
    "Project Management",
    "Design",
    "Copywriting",
    "Amends",
    "Artwork",
    "Production Management",
    "Reporting",
)
"""What the retainers cover."""
INTERNAL = (
    ("Admin & timesheets", "Admin"),
    ("Agency meetings", "Internal Meeting"),
    ("New business", "Pitch Work"),
    ("Training", "Training"),
)
DAY_LENGTHS = (26, 28, 28, 30, 30, 30, 31, 32)
"""Quarter hours booked on a day."""


def time_entries(plans: tuple[JobPlan, ...]) -> tuple[TimeEntry, ...]:
    """Return everybody's entries, by day and then by person; one a person, day and job."""
    booked = [list(_entries_of(person, plans)) for person in STAFF]
    return tuple(sorted((e for own in booked for e in own), key=_order))


def _order(entry: TimeEntry) -> tuple[date, tuple[str, ...]]:
    return (entry.date or FIRST_DAY, entry.person)


def _entries_of(person: Staff, plans: tuple[JobPlan, ...]) -> Iterator[TimeEntry]:
    chance = Chance(f"hours {person.initials}")
    own = [plan for plan in plans if person in plan.team]
    leave = _leave(chance)
    last = person.left_on or LAST_BOOKED
    for day in days_through(FIRST_DAY, min(last, LAST_BOOKED)):
        if day in leave:
            yield _internal(person, day, "Annual leave", "Holiday", 30)
            continue
        quarters = 22 if day in NEAR_HOLIDAYS else chance.pick(DAY_LENGTHS)
        active = [p for p in own if p.start <= day <= p.end]
        yield from _day(person, day, quarters, active, chance)


def _leave(chance: Chance) -> frozenset[date]:
    """Return about five weeks a year, a week or a few days at a time."""
    days = list(days_through(FIRST_DAY, LAST_BOOKED))
    away: set[date] = set()
    for _ in range(10):
        first = chance.between(0, len(days) - 6)
        away.update(days[first : first + chance.pick((1, 2, 5, 5))])
    return frozenset(away - NEAR_HOLIDAYS)


def _day(
    person: Staff, day: date, quarters: int, active: list[JobPlan], chance: Chance
) -> Iterator[TimeEntry]:
    """Return one to three entries of a day: on jobs, and inside the agency."""
    if not active or not chance.likely(person.billable_share):
        yield _internal(person, day, *chance.pick(INTERNAL), quarters)
        return
    jobs = _jobs_of_day(active, chance)
    parts = _parts(quarters, len(jobs), chance)
    for plan, part in zip(jobs, parts, strict=True):
        yield _client_entry(person, day, plan, part, chance)


def _jobs_of_day(active: list[JobPlan], chance: Chance) -> list[JobPlan]:
    """Return one to three jobs; retainers take a steady part of the month, whatever else is on."""
    retained = [p for p in active if p.is_retainer]
    projects = [p for p in active if not p.is_retainer]
    jobs = chance.some(projects, chance.pick((1, 1, 2, 2, 2, 3)))
    if retained and (not jobs or chance.likely(0.25)):
        return [*jobs[:2], chance.pick(retained)]
    return jobs


def _parts(quarters: int, count: int, chance: Chance) -> list[int]:
    """Return the quarters split into so many parts of half an hour or more."""
    parts = []
    for left in range(count, 1, -1):
        part = chance.between(2, max(2, 2 * quarters // left - 2))
        part = min(part, quarters - 2 * (left - 1))
        parts.append(part)
        quarters -= part
    return [*parts, quarters]


def _client_entry(
    person: Staff, day: date, plan: JobPlan, quarters: int, chance: Chance
) -> TimeEntry:
    tasks = TASKS.get(person.department, ("Project Management",))
    if plan.is_retainer:
        tasks = tuple(t for t in tasks if t in RETAINER_TASKS) or ("Project Management",)
    task = chance.pick(tasks)
    return TimeEntry(
        NOWHERE,
        0,
        date=day,
        person=(person.name,),
        client=plan.client.name,
        job=plan.number,
        job_name=plan.name,
        task=task,
        role=person.role,
        hours=Decimal(quarters) / 4,
        billable=True,
        approved=day < LAST_BOOKED.replace(day=1),
        rate=person.rate,
        cost_rate=person.cost,
        currency="GBP",
        notes=chance.pick(NOTES.get(task, ("",))),
    )


def _internal(person: Staff, day: date, project: str, task: str, quarters: int) -> TimeEntry:
    return TimeEntry(
        NOWHERE,
        0,
        date=day,
        person=(person.name,),
        client=AGENCY,
        job_name=project,
        task=task,
        role=person.role,
        hours=Decimal(quarters) / 4,
        billable=False,
        approved=day < LAST_BOOKED.replace(day=1),
        rate=Decimal(0),
        cost_rate=person.cost,
        currency="GBP",
        notes="",
    )
