"""BIL: done and not billed, billed above or without approval, work nobody has approved."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from scripts.demo_agency.amounts import rounded
from scripts.demo_agency.clients import CLIENTS
from scripts.demo_agency.days import AS_OF
from scripts.demo_agency.defects.planting import (
    Planting,
    is_ahead,
    is_closed,
    is_open,
    is_running,
    signed,
)
from scripts.demo_agency.lines import Line

__all__ = ["plant"]

NEEDS_PO = frozenset(client.name for client in CLIENTS if client.needs_po)


def plant(planting: Planting) -> None:
    """Plant the defects of this family."""
    _old_work(planting)
    _above_approved(planting)
    for job in planting.take("BIL301", "jobs", 2, _with_po):
        job.cells.pop("po_number")
        planting.seed("BIL301", job, "po_number", "purchase order deleted")
    for job in planting.take("BIL103", "jobs", 2, lambda j: is_ahead(j) and not signed(j)):
        job.cells["billed"] = Decimal(2500)
        planting.seed("BIL103", job, "estimate_signed_on", "billed in advance, never signed")
    for job in planting.take("BIL101", "jobs", 3, is_closed):
        job.cells.pop("billed")
        job.cells.pop("billing_status", None)
        planting.remove("invoices", planting.about("invoices", job))
        planting.seed("BIL101", job, "billed", "closed, never invoiced")
    for job in planting.take("BIL102", "jobs", 3, is_closed):
        job.cells["billed"] = job.amount("billed") + 1450
        planting.seed("BIL102", job, "billed", "billed 1,450 above what was signed")
    for job in planting.take("BIL104", "jobs", 3, is_closed):
        job.cells["budget"] = job.amount("budget") + 600
        planting.seed("BIL104", job, "budget", "600 more than estimate and signed changes")


def _worth(planting: Planting, job: Line) -> Decimal:
    entries = planting.about("hours", job)
    return sum((e.amount("hours") * e.amount("rate") for e in entries), Decimal(0))


def _old_work(planting: Planting) -> None:
    limit = AS_OF - timedelta(days=62)

    def is_old(line: Line) -> bool:
        if not is_running(line):
            return False
        entries = planting.about("hours", line)
        return min((e.day("date") for e in entries), default=date.max) < limit

    for job in planting.take("BIL201", "jobs", 2, is_old):
        job.cells.pop("billed", None)
        planting.remove("invoices", planting.about("invoices", job))
        planting.seed("BIL201", job, "billed", "two months of work, nothing billed")


def _above_approved(planting: Planting) -> None:
    def is_young(line: Line) -> bool:
        plain = is_running(line) and signed(line) and line.day("started") > date(2026, 5, 1)
        return plain and not planting.about("change_orders", line) and _worth(planting, line) > 2500

    for job in planting.take("BIL202", "jobs", 2, is_young):
        job.cells.pop("billed", None)
        planting.remove("invoices", planting.about("invoices", job))
        estimate = rounded(_worth(planting, job) * Decimal("0.8"), 50)
        job.cells["estimate"] = job.cells["budget"] = estimate
        job.cells.pop("percent_complete", None)
        planting.seed("BIL202", job, "estimate", "hours worth more than the estimate")


def _with_po(line: Line) -> bool:
    return is_open(line) and line.text("client") in NEEDS_PO
