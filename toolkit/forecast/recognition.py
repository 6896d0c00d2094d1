"""What a job has earned: approved money, how much of it is done, and work in progress."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from toolkit.model import ChangeOrder, Job, Record, Status, Tracker, id_key
from toolkit.table import Place

__all__ = ["Approval", "JobRows", "Recognised", "approval", "job_rows", "percent_done", "work_done"]

ZERO = Decimal(0)
Sources = tuple[tuple[Record, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class JobRows:
    """The rows that other tables hold on one job."""

    orders: tuple[ChangeOrder, ...] = ()
    estimate_signed_on: date | None = None
    """From a signed estimate among the documents."""
    invoiced: Decimal | None = None
    milestones: tuple[date, ...] = ()
    """Due days of milestones that are not done, sorted."""


@dataclass(frozen=True, slots=True)
class Approval:
    """A job's money by its standing with the client."""

    approved: Decimal
    """Signed estimate and signed change orders: the current budget."""
    unsigned: Decimal
    """An estimate nobody has signed yet."""
    unsigned_orders: Decimal
    sources: Sources
    """The fields of the approved money, or of the estimate where nothing is approved."""
    order_sources: Sources


class Recognised(NamedTuple):
    """What a job earned against what was billed; work in progress is the difference."""

    client: str
    job: str
    currency: str | None
    recognised: Decimal
    billed: Decimal
    place: Place

    @property
    def wip(self) -> Decimal:
        """Earned and not billed; negative where billing is ahead of the work."""
        return self.recognised - self.billed


def job_rows(tracker: Tracker, as_of: date) -> Mapping[str, JobRows]:
    """Return what other tables say of each job on a day, by its id key."""
    orders: dict[str, list[ChangeOrder]] = defaultdict(list)
    for order in tracker.change_orders:
        orders[id_key(order.job)].append(order)
    signed: dict[str, date] = {}
    for document in tracker.documents:
        day = document.signed_on
        if day and day <= as_of and "estimate" in (document.kind or "").casefold():
            signed[id_key(document.job)] = min(day, signed.get(id_key(document.job), day))
    invoiced: dict[str, Decimal] = defaultdict(Decimal)
    for invoice in tracker.invoices:
        if invoice.job is not None and invoice.amount and (invoice.issued or as_of) <= as_of:
            invoiced[id_key(invoice.job)] += invoice.amount
    milestones: dict[str, list[date]] = defaultdict(list)
    for milestone in tracker.milestones:
        if milestone.due and not milestone.done_on:
            milestones[id_key(milestone.job)].append(milestone.due)
    return {
        key: JobRows(
            tuple(orders.get(key, ())),
            signed.get(key),
            invoiced.get(key),
            tuple(sorted(milestones.get(key, ()))),
        )
        for key in {*orders, *signed, *invoiced, *milestones} - {""}
    }


def approval(job: Job, rows: JobRows, as_of: date) -> Approval:
    """Return a job's approved and unsigned money on a day.

    A budget column is the current budget and stands as it is; otherwise it is the signed estimate
    and the signed change orders. Nothing counts as signed without its date.
    """
    signed_on = job.estimate_signed_on or rows.estimate_signed_on
    signed = signed_on is not None and signed_on <= as_of
    accepted = [o for o in rows.orders if o.signed_on and o.signed_on <= as_of and o.fee_delta]
    open_orders = [o for o in rows.orders if not o.signed_on and o.fee_delta]
    unsigned = ZERO
    sources: Sources
    if job.budget is not None and (signed or job.estimate is None):
        approved, sources = job.budget, ((job, ("budget",)),)
    else:
        approved = sum((o.fee_delta or ZERO for o in accepted), ZERO)
        sources = _sources(accepted)
        if signed:
            approved += job.estimate or ZERO
        else:
            unsigned = job.estimate or ZERO
        if job.estimate is not None:
            sources = ((job, ("estimate",)), *sources)
    return Approval(
        approved,
        unsigned,
        sum((o.fee_delta or ZERO for o in open_orders), ZERO),
        sources,
        _sources(open_orders),
    )


def percent_done(job: Job, approved: Decimal, billed: Decimal) -> Decimal:
    """Return how much of a job is done, 0 to 1.

    Finished work is done whatever the column says; without a percentage what was billed stands
    for it.
    """
    if job.status is not None and job.status.is_finished:
        return Decimal(1)
    if job.percent_complete is not None:
        return min(max(job.percent_complete, ZERO), Decimal(1))
    if approved > 0:
        return min(max(billed / approved, ZERO), Decimal(1))
    return ZERO


def billed_to_date(job: Job, rows: JobRows) -> Decimal:
    """Return what a job was billed: its own column, or the invoices that name it."""
    return job.billed if job.billed is not None else rows.invoiced or ZERO


def work_done(tracker: Tracker, as_of: date) -> tuple[Recognised, ...]:
    """Return recognised and billed money of every job that was not cancelled, in their order.

    Recognised = approved × percent complete; what a month recognised is the difference between
    two days. Work in progress = recognised − billed.
    """
    others = job_rows(tracker, as_of)
    found = []
    for job in tracker.jobs:
        if job.status is Status.CANCELLED:
            continue
        rows = others.get(id_key(job.number), JobRows())
        approved = approval(job, rows, as_of).approved
        billed = billed_to_date(job, rows)
        if approved or billed:
            recognised = approved * percent_done(job, approved, billed)
            found.append(
                Recognised(
                    job.client or "",
                    str(job.number or ""),
                    job.currency,
                    recognised,
                    billed,
                    job.place("percent_complete"),
                )
            )
    return tuple(found)


def recognised_between(
    before: Sequence[Recognised], now: Sequence[Recognised]
) -> Mapping[tuple[str, str], Decimal]:
    """Return what each client and job recognised between two days: approved × (now − before)."""
    change: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for line in now:
        change[line.client, line.job] += line.recognised
    for line in before:
        change[line.client, line.job] -= line.recognised
    return change


def _sources(orders: Iterable[ChangeOrder]) -> Sources:
    return tuple((order, ("fee_delta",)) for order in orders)
