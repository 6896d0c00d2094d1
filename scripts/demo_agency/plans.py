"""What each client ordered and when: the jobs before any hour or pound is booked on them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from scripts.demo_agency.chance import Chance
from scripts.demo_agency.clients import CLIENTS, Client
from scripts.demo_agency.days import FIRST_DAY, working_day_after
from scripts.demo_agency.people import BY_INITIALS, LEAVER, Staff, staff_in

__all__ = ["JobPlan", "job_plans"]


@dataclass(frozen=True, slots=True)
class JobPlan:
    """A job as it was agreed: number, dates, and who works on it."""

    number: str | int
    client: Client
    name: str
    type: str
    product: str
    start: date
    end: date
    owner: Staff
    team: tuple[Staff, ...]
    is_retainer: bool = False
    is_cancelled: bool = False

    @property
    def is_research(self) -> bool:
        """Account planning has to be on its list."""
        return self.type == "Research"


DELIVERABLES: tuple[tuple[str, str, int, int], ...] = (
    # what, type, shortest and longest duration in working days
    ("press ads", "Campaign", 18, 30),
    ("radio 30s", "Campaign", 20, 34),
    ("outdoor 48-sheets", "Campaign", 20, 36),
    ("social content", "Digital", 15, 28),
    ("landing pages", "Digital", 18, 32),
    ("e-mail programme", "Digital", 15, 26),
    ("display banners", "Digital", 12, 22),
    ("short film", "Film", 26, 44),
    ("case study film", "Film", 24, 38),
    ("brochure", "Print", 18, 32),
    ("leaflet & posters", "Print", 14, 24),
    ("direct mail pack", "Print", 18, 30),
    ("exhibition stand", "Event", 22, 38),
    ("launch event kit", "Event", 18, 30),
    ("media plan & booking", "Media", 14, 24),
    ("customer research", "Research", 20, 34),
    ("concept testing", "Research", 16, 28),
    ("guidelines update", "Brand", 18, 30),
    ("naming & identity", "Brand", 24, 40),
)
OCCASIONS = (
    ("new year", "winter", "spring", "Easter"),
    ("spring", "early summer", "half-term", "summer"),
    ("summer", "back to school", "autumn", "trade season"),
    ("autumn", "pre-Christmas", "Christmas", "year end"),
)
FIRST_NUMBERS = {
    "KES": 1041,
    "MFT": 1022,
    "BRW": 1015,
    "ORB": 1004,
    "TID": 312,
    "NOR": 402,
    "CBC": 501,
    "STB": 604,
    "FER": 40211,
    "LYN": 41105,
    "QUI": 42310,
    "ALD": 43020,
}


def job_plans() -> tuple[JobPlan, ...]:
    """Return the jobs of all clients, each client's in the order of their numbers."""
    return tuple(plan for client in CLIENTS for plan in _plans_of(client))


def _plans_of(client: Client) -> Iterator[JobPlan]:
    chance = Chance(f"plans {client.prefix}")
    numbers = (_number(client, index) for index in range(client.jobs))
    projects = client.jobs
    if client.has_retainer:
        yield _retainer_plan(client, next(numbers), 2025, chance)
        projects -= 2
    wanted = [_start(index, projects, chance) for index in range(projects)]
    names: set[str] = set()
    opened_2026 = False
    for start in sorted(wanted):
        if client.has_retainer and start.year == 2026 and not opened_2026:
            yield _retainer_plan(client, next(numbers), 2026, chance)
            opened_2026 = True
        yield _project_plan(client, next(numbers), start, names, chance)


def _number(client: Client, index: int) -> str | int:
    """Return a number in the manner of the team's workbook: KES-1041, "0312" as text, 40211."""
    number = FIRST_NUMBERS[client.prefix] + index
    if client.team == 1:
        return f"{client.prefix}-{number}"
    return f"{number:04d}" if client.team == 2 else number


def _start(index: int, count: int, chance: Chance) -> date:
    """Return a start day: spread over eighteen months, the last ones still ahead."""
    span = (date(2026, 7, 3) - FIRST_DAY).days
    day = FIRST_DAY + timedelta(
        days=int(span * (index / (count - 1)) ** 0.82) + chance.between(-4, 4)
    )
    return working_day_after(max(day, date(2025, 1, 3)), 0)


def _retainer_plan(client: Client, number: str | int, year: int, chance: Chance) -> JobPlan:
    start = working_day_after(date(year, 1, 2), 1)
    end = working_day_after(date(year, 12, 19), 0)
    owner = BY_INITIALS[client.owners[0]]
    team = _team(client, owner, "Digital", chance)
    name = f"{year} retainer – account management & always-on"
    return JobPlan(
        *(number, client, name, "Retainer", "All", start, end, owner, team), is_retainer=True
    )


def _project_plan(
    client: Client, number: str | int, start: date, names: set[str], chance: Chance
) -> JobPlan:
    what, kind, shortest, longest = chance.pick(DELIVERABLES)
    product = chance.pick(client.products)
    name = _name(product, what, start, chance)
    while name in names:
        what, kind, shortest, longest = chance.pick(DELIVERABLES)
        product = chance.pick(client.products)
        name = _name(product, what, start, chance)
    names.add(name)
    end = working_day_after(start, chance.between(shortest, longest) * 11 // 5)
    owner = _owner(client, end, chance)
    cancelled = start.year == 2025 and chance.likely(0.035)
    team = () if cancelled else _team(client, owner, kind, chance)
    return JobPlan(
        *(number, client, name, kind, product, start, end, owner, team), is_cancelled=cancelled
    )


def _name(product: str, what: str, start: date, chance: Chance) -> str:
    occasion = chance.pick(OCCASIONS[(start.month - 1) // 3])
    if chance.likely(0.55):
        return f"{product} {what} – {occasion} {start.year}"
    return f"{product} {what} {start:%b %y}"


def _owner(client: Client, end: date, chance: Chance) -> Staff:
    """Return who runs it: nobody hands a job to somebody who is about to leave."""
    owners = [o for o in client.owners if o != LEAVER or end < date(2026, 3, 13)]
    return BY_INITIALS[chance.pick(owners)]


def _team(client: Client, owner: Staff, kind: str, chance: Chance) -> tuple[Staff, ...]:
    team = [owner, BY_INITIALS[client.supervisor]]
    team += chance.some(staff_in("Creative"), 3 if kind in ("Campaign", "Brand", "Film") else 2)
    if kind not in ("Research", "Media"):
        team += chance.some(staff_in("Production"), 2)
    if kind in ("Campaign", "Digital", "Media", "Event"):
        team += chance.some(staff_in("Media"), 2)
    if kind in ("Research", "Brand"):
        team += chance.some(staff_in("Account Planning"), 2 if kind == "Research" else 1)
    if chance.likely(0.25):
        team.append(BY_INITIALS["HV"])
    return tuple(team)
