"""A clean agency of any seed: every kind of record, and nothing in it to find fault with."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from tests.checks.cases import AS_OF, make_unread
from tests.trackers import make_tracker
from toolkit.checks import Snapshot
from toolkit.model import Tracker

__all__ = ["CLIENTS", "SEEN_BEFORE", "AgencyRows", "clean_agency", "workday"]

Row = dict[str, Any]
SEEN_BEFORE = AS_OF - timedelta(days=12)
CLIENTS = {"Meridian": "MHB", "Orchard Foods": "ORF", "Calder Rail": "CRL", "Bramble": "BRM"}
STAFF = ("Dana Reyes", "Max Orr", "Ida Poe", "Ben Low", "Ana Lima", "Cy Dow")
DEPARTMENTS = ("Account", "Media", "Creative", "Production", "Account", "Planning")
HOLIDAYS = (date(2026, 1, 1), date(2026, 1, 19), date(2026, 2, 16), date(2026, 4, 3))
STEPS = ("Send layouts", "Call client", "Book studio", "Present routes", "Chase approval")
NAMES = ("Mailer", "Poster", "Launch film", "Site", "Banner set", "Brochure", "Survey")


@dataclass
class AgencyRows:
    """The rows of an agency, free to be spoilt, and what makes a Tracker of them."""

    rows: dict[str, list[Row]]
    before: list[Row] = field(default_factory=list)
    unread: list[tuple[str, int, str, str]] = field(default_factory=list)
    struck: list[tuple[int, int]] = field(default_factory=list)

    def look_back(self) -> None:
        """Let the earlier reading have seen the same jobs, each with another next step."""
        self.before = copy.deepcopy(self.rows["jobs"])
        for job in self.before:
            job["next_step"] = f"Brief {job['name']}"

    def tracker(self) -> Tracker:
        looks = {"jobs": {"struck": frozenset(self.struck)}}
        rows: dict[str, Any] = dict(self.rows)
        return make_unread(make_tracker(looks=looks, **rows), self.unread)

    def snapshot(self) -> Snapshot:
        return Snapshot(make_tracker(jobs=self.before), SEEN_BEFORE)


def workday(day: date) -> date:
    """Return the day, or the last before it that is worked."""
    while day.weekday() > 4 or day in HOLIDAYS:
        day -= timedelta(days=1)
    return day


def clean_agency(seed: int) -> AgencyRows:
    chance = random.Random(seed)
    rows: dict[str, list[Row]] = {
        "jobs": list(_jobs(chance)),
        "people": list(_people()),
        "contacts": list(_contacts()),
        "accounts": list(_accounts()),
        "reviews": list(_reviews()),
        "pipeline": list(_pipeline(chance)),
        "retainers": [{"client": "Bramble", "hours": 40, "scope": "design, copy"}],
    }
    filed = [job for job in rows["jobs"] if not job["initiation_form"]]
    rows["change_orders"] = list(_change_orders(filed))
    rows["initiations"] = [_initiation(job, n) for n, job in enumerate(filed)]
    rows["documents"] = [_estimate(job) for job in filed]
    rows["invoices"] = list(_invoices(filed))
    rows["milestones"] = list(_milestones(filed))
    rows["hours"] = [*_weekly(chance), *_booked(filed, chance)]
    rows["meetings"] = list(_meetings(filed))
    agency = AgencyRows(rows)
    agency.look_back()
    return agency


def _jobs(chance: random.Random) -> Iterator[Row]:
    states = (
        "in progress",
        "in progress",
        "waiting on client",
        "closed",
        "ready to bill",
        "on hold",
    )
    for index in range(28):
        client = list(CLIENTS)[index % 4]
        status = "in progress" if index >= 24 else states[chance.randrange(len(states))]
        status = states[index] if index < len(states) else status
        alone = index >= 24
        opened = workday(AS_OF - timedelta(days=chance.randint(30, 45)))
        started = workday(opened + timedelta(days=6))
        over = status in ("closed", "ready to bill")
        finished = workday(AS_OF - timedelta(days=chance.randint(4, 9))) if over else None
        due = finished or workday(AS_OF + timedelta(days=chance.randint(8, 40)))
        estimate = chance.choice((4000, 8000, 12000, 24000))
        yield {
            "number": f"{CLIENTS[client]}-{1040 + index}",
            "name": f"{chance.choice(NAMES)} {index}",
            "client": client,
            "status": status,
            "next_step": chance.choice(STEPS),
            "due": due,
            "owner": [chance.choice(("Dana Reyes", "Ana Lima"))],
            "type": "Campaign",
            "opened": opened,
            "started": started,
            "finished": finished,
            "estimate": estimate,
            "budget": estimate,
            "estimate_signed_on": workday(opened + timedelta(days=4)),
            "billed": estimate if status == "closed" else 0 if alone else chance.choice((0, 1000)),
            "po_number": f"45{index:05}",
            "initiation_form": f"F-{index}" if alone else None,
            "kickoff_on": started,
            "last_updated": AS_OF - timedelta(days=3),
            "waiting_since": AS_OF - timedelta(days=4) if status.startswith("waiting") else None,
            "notes": None,
        }


def _people() -> Iterator[Row]:
    for name, department in zip(STAFF, DEPARTMENTS, strict=True):
        yield {
            "name": name,
            "initials": "".join(word[0] for word in name.split()),
            "department": department,
            "is_head": name in ("Ida Poe", "Max Orr"),
            "cover": ["Ben Low"] if name == "Dana Reyes" else [],
            "out_from": date(2026, 2, 2) if name == "Cy Dow" else None,
            "out_through": date(2026, 2, 6) if name == "Cy Dow" else None,
            "left_on": None,
        }
    yield {"name": "Tom Hale", "initials": "TH", "left_on": date(2025, 11, 28)}


def _contacts() -> Iterator[Row]:
    for client, prefix in CLIENTS.items():
        for role, decides in (("Director", True), ("Manager", False)):
            name = f"{role} {prefix.title()}"
            address = f"{role}@{prefix}.example".lower()
            yield {"name": name, "client": client, "is_decision_maker": decides, "email": address}


def _accounts() -> Iterator[Row]:
    for client, revenue in zip(CLIENTS, (240000, 100000, 60000, 20000), strict=True):
        yield {
            "client": client,
            "annual_revenue": revenue,
            "renewal_on": date(2026, 11, 30),
            "owner": ["Dana Reyes"],
            "needs_po": client != "Bramble",
        }


def _reviews() -> Iterator[Row]:
    for client in ("Meridian", "Orchard Foods"):
        yield {
            "client": client,
            "planned_on": date(2026, 2, 10),
            "held_on": date(2026, 2, 12),
            "progress_report": True,
            "renewal_discussed": True,
            "issues_raised": True,
            "decision_makers_met": True,
            "invited": [f"Director {CLIENTS[client].title()}"],
        }


def _pipeline(chance: random.Random) -> Iterator[Row]:
    stages = {"Lead": 0.1, "Proposal": 0.5, "Negotiation": 0.75, "Won": 1, "Lost": 0}
    for stage, probability in stages.items():
        yield {
            "name": f"{stage} deal",
            "client": "Newcomer",
            "stage": stage,
            "value": chance.randint(10, 90) * 1000,
            "probability": probability,
            "close_on": AS_OF + timedelta(days=chance.randint(20, 60)),
            "next_step": chance.choice(STEPS),
            "owner": ["Ana Lima"],
            "rfp_due": AS_OF + timedelta(days=30) if stage == "Proposal" else None,
        }


def _change_orders(jobs: list[Row]) -> Iterator[Row]:
    open_jobs = [job for job in jobs if job["status"] == "in progress"]
    for number, job in enumerate(open_jobs[:2], start=1):
        on = AS_OF - timedelta(days=6)
        job["budget"] += 500
        yield {
            "number": f"CO-{number:03}",
            "job": job["number"],
            "on": on,
            "source_of_request": "Form",
            "fee_delta": 500,
            "signed_by": "Client",
            "signed_on": on,
            "verbal_confirmed_by": "Dana Reyes",
            "verbal_confirmed_on": on,
        }


def _initiation(job: Row, index: int) -> Row:
    research = index % 5 == 0
    return {
        "form_number": f"I-{index}",
        "job": job["number"],
        "date": job["opened"] - timedelta(days=1),
        "source_of_request": "Form",
        "teams": ["Creative", "Media", "Production", *(["Account planning"] if research else [])],
        "is_research": research,
    }


def _estimate(job: Row) -> Row:
    return {
        "job": job["number"],
        "kind": "Estimate",
        "version": 1,
        "version_on": job["opened"],
        "sent_on": job["opened"],
        "signed_by": "Client",
        "signed_on": job["estimate_signed_on"],
    }


def _invoices(jobs: list[Row]) -> Iterator[Row]:
    for index, job in enumerate(job for job in jobs if job["billed"]):
        issued = workday(AS_OF - timedelta(days=5))
        is_paid = job["status"] == "closed"
        yield {
            "number": f"INV-{2000 + index}",
            "client": job["client"],
            "job": job["number"],
            "issued": issued,
            "due": issued + timedelta(days=30),
            "amount": job["billed"],
            "paid": job["billed"] if is_paid else 0,
            "balance": 0 if is_paid else job["billed"],
            "paid_on": AS_OF - timedelta(days=3) if is_paid else None,
            "disputed": False,
            "promised_on": None,
            "broken_promises": 0,
            "last_chased": None,
            "escalated_on": None,
            "owner": ["Dana Reyes"],
        }


def _milestones(jobs: list[Row]) -> Iterator[Row]:
    for job in jobs[:6]:
        if job["status"] == "in progress":
            yield {"job": job["number"], "name": "Proofs", "due": job["due"], "done_on": None}


def _weekly(chance: random.Random) -> Iterator[Row]:
    """Return an hour a week for everybody, so that nobody misses one."""
    this = AS_OF - timedelta(days=AS_OF.weekday())
    for person in STAFF:
        for week in range(14, 0, -1):
            day = this - timedelta(weeks=week) + timedelta(days=chance.choice((1, 2, 3)))
            yield _entry(day, person, None, None, "Admin", 1, billable=False)


def _booked(jobs: list[Row], chance: random.Random) -> Iterator[Row]:
    for job in jobs:
        last = job["finished"] or AS_OF - timedelta(days=3)
        day = job["started"]
        while day <= last:
            if workday(day) == day:
                person = chance.choice(STAFF)
                yield _entry(day, person, job["client"], job["number"], "Design", 1, billable=True)
            day += timedelta(days=chance.randint(2, 5))
    yield _entry(date(2026, 3, 10), "Max Orr", "Bramble", None, "Copy", 2, billable=True)


def _entry(
    day: date,
    person: str,
    client: str | None,
    job: str | None,
    task: str,
    hours: float,
    *,
    billable: bool,
) -> Row:
    return {
        "date": day,
        "person": person,
        "client": client,
        "job": job,
        "task": task,
        "hours": hours,
        "billable": billable,
        "rate": 100,
        "notes": f"{task} {job} {day}",
    }


def _meetings(jobs: list[Row]) -> Iterator[Row]:
    talked = [job for job in jobs if job["status"] == "in progress"]
    for number, job in enumerate(talked[:4]):
        held = datetime.combine(workday(AS_OF - timedelta(days=7 + number)), time(10))
        internal = number == 1
        contact = f"Manager {CLIENTS[job['client']].title()}"
        everybody = ["Dana Reyes", "Max Orr", "Ida Poe", "Ben Low"]
        yield {
            "number": 300 + number,
            "client": job["client"],
            "held_at": held,
            "ends_at": held + timedelta(hours=1),
            "kind": "Internal planning" if internal else "Client meeting",
            "client_present": [] if internal else [contact],
            "agency_present": ["DR"],
            "decisions": f"{job['number']}: headline approved",
            "next_steps": f"{job['number']}: send proofs — Dana Reyes — 20 March",
            "report_sent_at": held + timedelta(hours=30),
            "distribution": everybody if internal else [*everybody, contact],
            "author": ["Dana Reyes"],
        }
