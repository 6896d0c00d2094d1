"""Invoices, the months finance recognised, and what chasing has been done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from scripts.demo_agency.amounts import Costing, Instalment
from scripts.demo_agency.chance import Chance
from scripts.demo_agency.clients import CLIENTS
from scripts.demo_agency.days import AS_OF, LAST_BOOKED, settled_day, working_day_after
from scripts.demo_agency.records import NOWHERE
from toolkit.model import Actual, Invoice, Job

__all__ = ["actuals", "invoices"]

STAGES = (1, 8, 15, 30, 45)


def invoices(costed: tuple[Costing, ...], jobs: tuple[Job, ...]) -> tuple[Invoice, ...]:
    """Return all invoices by day, numbered in that order."""
    found = [
        (part.on, str(job.number), index, costing, job, part)
        for costing, job in zip(costed, jobs, strict=True)
        for index, part in enumerate(costing.instalments)
    ]
    found.sort(key=lambda row: row[:3])
    return tuple(
        _invoice(f"INV-{number}", costing, job, part)
        for number, (_, _, _, costing, job, part) in enumerate(found, start=20451)
    )


def _invoice(number: str, costing: Costing, job: Job, part: Instalment) -> Invoice:
    chance = Chance(number)
    due = settled_day(part.on + timedelta(days=30))
    paid_on = working_day_after(due, chance.between(-6, 5))
    if timedelta(days=21) < AS_OF - due < timedelta(days=120) and chance.likely(0.06):
        paid_on = AS_OF  # a slow payer, who has been chased
    is_paid = paid_on <= LAST_BOOKED
    return Invoice(
        NOWHERE,
        0,
        number=number,
        client=costing.plan.client.name,
        job=job.number,
        po_number=job.po_number,
        issued=part.on,
        due=due,
        amount=part.amount,
        paid=part.amount if is_paid else Decimal(0),
        balance=Decimal(0) if is_paid else part.amount,
        paid_on=paid_on if is_paid else None,
        disputed=False,
        broken_promises=0,
        last_chased=None if is_paid else _chased(due),
        escalated_on=None if is_paid else _escalated(due),
        owner=job.owner,
        currency="GBP",
    )


def _chased(due: date) -> date | None:
    """Return the day of the last reminder the chase plan asks for; None before the first."""
    overdue = (AS_OF - due).days
    stages = [s for s in STAGES if s <= overdue]
    if not stages:
        return None
    return min(working_day_after(due + timedelta(days=stages[-1]), 0), LAST_BOOKED)


def _escalated(due: date) -> date | None:
    """Return when the director took it over: from the last stage on."""
    if (AS_OF - due).days < STAGES[-1]:
        return None
    return min(working_day_after(due + timedelta(days=STAGES[-1]), 0), LAST_BOOKED)


def actuals(billed: tuple[Invoice, ...]) -> Iterator[Actual]:
    """Return the revenue of each client and month up to the last closed one."""
    months: defaultdict[tuple[str, date], Decimal] = defaultdict(Decimal)
    for invoice in billed:
        if invoice.client and invoice.issued and invoice.amount:
            months[invoice.client, invoice.issued.replace(day=1)] += invoice.amount
    for client in CLIENTS:
        for (name, month), amount in sorted(months.items()):
            if name == client.name and month < AS_OF.replace(day=1):
                account = 4010 if client.has_retainer else 4020
                yield Actual(
                    NOWHERE,
                    0,
                    client=name,
                    account=account,
                    month=month,
                    amount=amount,
                    currency="GBP",
                )
