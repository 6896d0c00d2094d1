"""INV: invoices overdue and not chased, wrong sums, used numbers, promises and disputes."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from scripts.demo_agency.days import AS_OF, working_day_after
from scripts.demo_agency.defects.planting import Planting
from scripts.demo_agency.lines import Cell, Line

__all__ = ["plant"]


def plant(planting: Planting) -> None:
    """Plant the defects of this family."""
    _chasing(planting)
    for invoice in planting.take("INV102", "invoices", 2, _is_not_due):
        invoice.cells["balance"] = invoice.amount("balance") - 250
        planting.seed("INV102", invoice, "balance", "250 less than the amount, nothing paid")
    for invoice in planting.take("INV103", "invoices", 2, _is_paid):
        at = planting.lines["invoices"].index(invoice)
        other = planting.lines["invoices"][at - 3]
        invoice.cells["number"] = other.cells["number"]
        planting.keep(other)
        planting.seed("INV103", invoice, "number", "the number of an earlier invoice")
    invoices = planting.take("INV104", "invoices", 2, _is_paid, (2, 3))
    unknown: tuple[str | int, ...] = ("0995", 49999)
    for invoice, number in zip(invoices, unknown, strict=True):
        invoice.cells["job"] = number
        planting.seed("INV104", invoice, "job", f"job {number}, which is in no tracker")


def _is_not_due(line: Line) -> bool:
    return not _is_paid(line) and line.day("due") > AS_OF


def _is_paid(line: Line) -> bool:
    return line.cells.get("paid_on") is not None


def _reopened(invoice: Line, overdue: int) -> None:
    """Make a paid invoice one that is overdue for so many days, chased as it should be."""
    due = working_day_after(AS_OF - timedelta(days=overdue), 0)
    chased = working_day_after(AS_OF - timedelta(days=5), 0)
    changed: dict[str, Cell] = {
        "issued": working_day_after(due - timedelta(days=30), 0),
        "due": due,
        "paid": Decimal(0),
        "balance": invoice.cells["amount"],
        "last_chased": chased,
    }
    invoice.cells |= changed
    invoice.cells.pop("paid_on")


def _chasing(planting: Planting) -> None:
    for invoice in planting.take("INV101", "invoices", 3, _recent):
        _reopened(invoice, 20)
        invoice.cells.pop("last_chased")
        planting.seed("INV101", invoice, "last_chased", "three weeks overdue, never chased")
    for invoice in planting.take("INV201", "invoices", 2, _recent):
        _reopened(invoice, 18)
        invoice.cells["promised_on"] = date(2026, 6, 9)
        invoice.cells["broken_promises"] = 1
        planting.seed("INV201", invoice, "promised_on", "promised for 9 June, not paid")
    for invoice in planting.take("INV202", "invoices", 2, _recent):
        _reopened(invoice, 19)
        invoice.cells["disputed"] = True
        planting.seed("INV202", invoice, "last_chased", "disputed, and chased all the same")
    for invoice in planting.take("INV203", "invoices", 2, _recent):
        _reopened(invoice, 52)
        planting.seed("INV203", invoice, "escalated_on", "52 days overdue, director not told")


def _recent(line: Line) -> bool:
    return _is_paid(line) and date(2026, 2, 1) < line.day("issued") < date(2026, 4, 10)
