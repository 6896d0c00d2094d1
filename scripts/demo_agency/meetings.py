"""The meeting log: who met, what was decided, who does what by when, and the report sent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from scripts.demo_agency.chance import Chance
from scripts.demo_agency.clients import CLIENTS, Client
from scripts.demo_agency.days import LAST_BOOKED, days_through, settled_day
from scripts.demo_agency.people import BY_INITIALS, STAFF, Staff
from scripts.demo_agency.plans import JobPlan
from scripts.demo_agency.records import NOWHERE
from scripts.demo_agency.said import ACTIONS, BUDGETS, DECISIONS, TOPICS
from toolkit.model import Meeting

__all__ = ["meetings"]

FIRST_LOGGED = date(2026, 1, 5)
KINDS = (
    ("Client meeting", "Client's office", 90),
    ("Call", "Teams", 45),
    ("Client meeting", "Agency, Room 2", 75),
    ("Call", "Teams", 30),
    ("Internal planning", "Agency, Room 1", 60),
)
SATURDAYS = (("Kestrel Outdoor", 10), ("Northmoor Festival", 14))
"""Client and hour of the meetings on the weekend before the day."""


def meetings(plans: tuple[JobPlan, ...]) -> Iterator[Meeting]:
    """Return the meetings of this year by day, numbered in sequence."""
    chance = Chance("meetings")
    number = 301
    for index, day in enumerate(days_through(FIRST_LOGGED, LAST_BOOKED)):
        if index % 3 == 1 or day == LAST_BOOKED:
            continue
        client = CLIENTS[(index // 3 * 2 + index % 3 // 2) * 5 % len(CLIENTS)]
        if jobs := _jobs_on(plans, client, day):
            yield _meeting(number, day, client, chance.some(jobs, 2), chance)
            number += 1
    for name, hour in SATURDAYS:
        client = next(c for c in CLIENTS if c.name == name)
        day = LAST_BOOKED + timedelta(days=1)
        jobs = chance.some(_jobs_on(plans, client, day), 2)
        yield _on_site(_meeting(number, day, client, jobs, chance), hour)
        number += 1


def _jobs_on(plans: tuple[JobPlan, ...], client: Client, day: date) -> list[JobPlan]:
    own = (p for p in plans if p.client == client and not p.is_retainer)
    return [p for p in own if p.start <= day <= p.end]


def _on_site(meeting: Meeting, hour: int) -> Meeting:
    """Return a meeting as a two-hour one at the client's, reported on the same evening."""
    held = datetime.combine(LAST_BOOKED + timedelta(days=1), time(hour))
    return replace(
        meeting,
        held_at=held,
        ends_at=held + timedelta(hours=2),
        kind="Client meeting",
        place_held="On site",
        report_sent_at=held + timedelta(hours=7),
        objection_at=None,
    )


def _meeting(
    number: int, day: date, client: Client, jobs: list[JobPlan], chance: Chance
) -> Meeting:
    kind, place, minutes = chance.pick(KINDS)
    held = datetime.combine(day, time(chance.pick((9, 10, 11, 14, 15)), chance.pick((0, 30))))
    ends = held + timedelta(minutes=minutes)
    owner = jobs[0].owner
    there = tuple(dict.fromkeys((owner, BY_INITIALS[client.supervisor], *jobs[0].team[2:4])))
    met = [] if kind.startswith("Internal") else chance.some(client.contacts, 2)
    names = tuple(contact.name for contact in met)
    sent = ends + timedelta(minutes=15 * chance.between(4, 22))
    return Meeting(
        NOWHERE,
        0,
        number=number,
        client=client.name,
        held_at=held,
        ends_at=ends,
        kind=kind,
        place_held=place,
        client_present=names,
        agency_present=tuple(p.initials for p in there if p.left_on is None or p.left_on >= day),
        topics="\n".join(chance.some(TOPICS[jobs[0].type], 3)),
        decisions=_lines([(j, chance.pick(DECISIONS[j.type])) for j in jobs], chance),
        budget=_lines([(jobs[0], chance.pick(BUDGETS))], chance),
        next_steps=_next_steps(jobs, names, day, chance),
        report_sent_at=sent,
        distribution=(*names, *_recipients(there, day)),
        objection_at=sent + timedelta(hours=19) if names and chance.likely(0.06) else None,
        author=(owner.initials,),
    )


def _lines(said: list[tuple[JobPlan, str]], chance: Chance) -> str:
    return "\n".join(f"{job.number}: {text.format(n=chance.between(2, 4))}" for job, text in said)


def _next_steps(
    jobs: list[JobPlan], client_side: tuple[str, ...], day: date, chance: Chance
) -> str:
    lines = []
    for job in jobs:
        what, side = chance.pick(ACTIONS[job.type])
        who = job.owner.initials
        if side == "client" and client_side:
            who = client_side[0]
        elif side == "team":
            who = job.team[2].initials
        when = settled_day(day + timedelta(days=chance.between(2, 8)))
        lines.append(f"{job.number}: {what} — {who} — {when.day} {when:%b}")
    return "\n".join(lines)


def _recipients(there: tuple[Staff, ...], day: date) -> tuple[str, ...]:
    """Return all attendees, the department heads, and the production, media, creative teams."""
    teams = ("Production", "Media", "Creative")
    others = (p for p in STAFF if p.is_head or p.department in teams)
    everybody = dict.fromkeys((*there, *others))
    return tuple(p.initials for p in everybody if p.left_on is None or p.left_on >= day)
