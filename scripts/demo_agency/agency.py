"""The whole agency on its day, clean: the lines of every sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from scripts.demo_agency.accounts import (
    accounts,
    contacts,
    people,
    rates,
    retainers,
    reviews,
)
from scripts.demo_agency.amounts import costings
from scripts.demo_agency.hours import time_entries
from scripts.demo_agency.invoices import actuals, invoices
from scripts.demo_agency.jobs import tracker_jobs
from scripts.demo_agency.lines import Line, line_of
from scripts.demo_agency.meetings import meetings
from scripts.demo_agency.newbusiness import opportunities
from scripts.demo_agency.papers import documents, initiations, openings
from scripts.demo_agency.plans import job_plans
from scripts.demo_agency.schedule import milestones
from toolkit.model import Job, Record, Status

__all__ = ["clean_lines"]


def clean_lines() -> Mapping[str, list[Line]]:
    """Return kind of record → its lines, in the order people keep them."""
    plans = job_plans()
    hours = time_entries(plans)
    costed = costings(plans, hours)
    opened = openings(costed)
    jobs = tracker_jobs(costed, opened)
    billed = invoices(costed, jobs)
    orders = sorted((o for c in costed for o in c.orders), key=lambda o: str(o.number))
    records: dict[str, Iterable[Record]] = {
        "hours": hours,
        "milestones": milestones(plans),
        "retainers": retainers(costed, hours),
        "rates": rates(),
        "meetings": meetings(plans),
        "contacts": contacts(),
        "people": people(),
        "change_orders": orders,
        "initiations": initiations(costed, opened),
        "documents": documents(costed, opened),
        "invoices": billed,
        "pipeline": opportunities(),
        "actuals": actuals(billed),
        "accounts": accounts(billed),
        "reviews": reviews(accounts(billed)),
    }
    lines = {kind: [line_of(kind, r) for r in those] for kind, those in records.items()}
    return {"jobs": [_job_line(job) for job in jobs]} | lines


def _job_line(job: Job) -> Line:
    """Return a job's line; its section stays when a defect changes its client."""
    line = line_of("jobs", job)
    line.cells["team"] = job.client
    line.struck = job.status in (Status.CLOSED, Status.BILLED, Status.CANCELLED)
    return line
