"""The whole agency on its day, clean: the lines of every sheet."""

from __future__ import annotations

from collections.abc import Mapping

from scripts.demo_agency.amounts import costings
from scripts.demo_agency.hours import time_entries
from scripts.demo_agency.invoices import actuals, invoices
from scripts.demo_agency.jobs import tracker_jobs
from scripts.demo_agency.lines import Line, line_of
from scripts.demo_agency.papers import documents, initiations, openings
from scripts.demo_agency.plans import job_plans
from toolkit.model import Job, Status

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
    return {
        "jobs": [_job_line(job) for job in jobs],
        "hours": [line_of("hours", entry) for entry in hours],
        "initiations": [line_of("initiations", form) for form in initiations(costed, opened)],
        "documents": [line_of("documents", paper) for paper in documents(costed, opened)],
        "change_orders": [line_of("change_orders", order) for order in orders],
        "invoices": [line_of("invoices", invoice) for invoice in billed],
        "actuals": [line_of("actuals", month) for month in actuals(billed)],
    }


def _job_line(job: Job) -> Line:
    """Return a job's line; its section stays when a defect changes its client."""
    line = line_of("jobs", job)
    line.cells["team"] = job.client
    line.struck = job.status in (Status.CLOSED, Status.BILLED, Status.CANCELLED)
    return line
