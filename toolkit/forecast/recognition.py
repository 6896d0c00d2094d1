"""What a job has earned: approved money, how much of it is done, and work in progress."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from toolkit.forecast.frame import Names
from toolkit.model import (
    ChangeOrder,
    Document,
    Invoice,
    Job,
    Milestone,
    Record,
    Status,
    Tracker,
    id_key,
    name_key,
)
from toolkit.table import Place

__all__ = [
    "Approval",
    "Done",
    "JobRows",
    "Recognised",
    "Sources",
    "approval",
    "billed_of",
    "billed_to_date",
    "done_of",
    "job_rows",
    "rows_by_job",
    "work_done",
]

ZERO = Decimal(0)
Sources = tuple[tuple[Record, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class JobRows:
    """The rows that other tables hold on one job."""

    orders: tuple[ChangeOrder, ...] = ()
    paper: Document | None = None
    """The earliest signed estimate among the documents."""
    invoices: tuple[Invoice, ...] = ()
    """What was invoiced through the day, in the job's currency."""
    foreign: tuple[Invoice, ...] = ()
    """What was invoiced in another currency: it cannot be taken from the job's money."""
    milestones: tuple[Milestone, ...] = ()
    """Milestones that are not done, by their due days."""
    repeats: Job | None = None
    """The row of the same job, name and money that stands before this one, on whatever sheet."""


NOTHING = JobRows()


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


class Done(NamedTuple):
    """How much of each kind of a job's money is done, or billed."""

    approved: Decimal
    unsigned: Decimal
    orders: Decimal
    """Of the change orders nobody has signed yet."""

    @property
    def total(self) -> Decimal:
        """All of it."""
        return self.approved + self.unsigned + self.orders


class Recognised(NamedTuple):
    """What a job earned against what was billed; work in progress is the difference."""

    client: str
    job: str
    currency: str | None
    """None where the row names one nobody knows."""
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
    papers: dict[str, list[Document]] = defaultdict(list)
    for paper in tracker.documents:
        signed = paper.signed_on
        if signed and signed <= as_of and "estimate" in (paper.kind or "").casefold():
            papers[id_key(paper.job)].append(paper)
    invoices: dict[str, list[Invoice]] = defaultdict(list)
    for invoice in tracker.invoices:
        if invoice.job is not None and invoice.amount and (invoice.issued or as_of) <= as_of:
            invoices[id_key(invoice.job)].append(invoice)
    milestones: dict[str, list[Milestone]] = defaultdict(list)
    for milestone in tracker.milestones:
        if milestone.due and not milestone.done_on:
            milestones[id_key(milestone.job)].append(milestone)
    return {
        key: JobRows(
            tuple(orders.get(key, ())),
            min(papers.get(key, ()), key=lambda p: p.signed_on or as_of, default=None),
            tuple(invoices.get(key, ())),
            milestones=tuple(sorted(milestones.get(key, ()), key=lambda m: m.due or as_of)),
        )
        for key in {*orders, *papers, *invoices, *milestones} - {""}
    }


def rows_by_job(tracker: Tracker, as_of: date, names: Names) -> Iterator[tuple[Job, JobRows]]:
    """Yield each job that was not cancelled with the rows that name it.

    Where several rows have one number, the first takes what other tables hold: an order counts
    once. A row that has name and money of an earlier one too says that it repeats it.
    """
    others = dict(job_rows(tracker, as_of))
    seen: dict[tuple[Any, ...], Job] = {}
    for job in tracker.jobs:
        number = id_key(job.number)
        rows = others.pop(number, NOTHING) if others else NOTHING
        if job.status is Status.CANCELLED:
            continue
        if number:
            key = number, name_key(job.client), name_key(job.name), job.estimate, job.budget
            first = seen.setdefault(key, job)
            if first is not job:
                rows = replace(rows, repeats=first)
        yield job, _in_one_currency(job, rows, names) if rows.invoices else rows


def _in_one_currency(job: Job, rows: JobRows, names: Names) -> JobRows:
    own = names.currency(job.client, job.currency)
    same: dict[bool, list[Invoice]] = {True: [], False: []}
    for invoice in rows.invoices:
        code = names.currency(job.client, invoice.currency or job.currency)
        same[code == own].append(invoice)
    return replace(rows, invoices=tuple(same[True]), foreign=tuple(same[False]))


def approval(job: Job, rows: JobRows, as_of: date) -> Approval:
    """Return a job's approved and unsigned money on a day.

    A budget column is the current budget and stands as it is; otherwise it is the signed estimate
    and the signed change orders. Nothing counts as signed without its date, or before it.
    """
    signed_on = job.estimate_signed_on or (rows.paper.signed_on if rows.paper else None)
    signed = signed_on is not None and signed_on <= as_of
    accepted: list[ChangeOrder] = []
    waiting: list[ChangeOrder] = []
    for order in rows.orders:
        if order.fee_delta:
            done = order.signed_on is not None and order.signed_on <= as_of
            (accepted if done else waiting).append(order)
    unsigned = ZERO
    sources: Sources = ()
    if job.budget is not None and (signed or job.estimate is None):
        approved, fields = job.budget, ("budget", "estimate_signed_on")
    else:
        approved = sum((o.fee_delta or ZERO for o in accepted), ZERO)
        fields = ("estimate", "estimate_signed_on")
        sources = tuple((order, ("fee_delta", "signed_on")) for order in accepted)
        if signed:
            approved += job.estimate or ZERO
        else:
            unsigned = job.estimate or ZERO
    if rows.paper and job.estimate_signed_on is None:
        sources = ((rows.paper, ("signed_on",)), *sources)
    return Approval(
        approved,
        unsigned,
        sum((o.fee_delta or ZERO for o in waiting), ZERO),
        ((job, fields), *sources),
        tuple((order, ("fee_delta", "signed_on")) for order in waiting),
    )


def done_of(job: Job, money: Approval, billed: Decimal) -> Done:
    """Return how much of a job's money is done.

    Finished work is done whatever the column says; without a percentage what was billed stands
    for it, for work that nobody has signed too.
    """
    share = job.percent_complete
    if job.status is not None and job.status.is_finished:
        share = Decimal(1)
    if share is None:
        return billed_of(money, billed)
    share = min(max(share, ZERO), Decimal(1))
    return Done(money.approved * share, money.unsigned * share, ZERO)


def billed_of(money: Approval, billed: Decimal) -> Done:
    """Return what was billed by the money it was billed of: what is signed is billed first."""
    left = max(billed, ZERO)
    approved = min(left, max(money.approved, ZERO))
    unsigned = min(left - approved, max(money.unsigned, ZERO))
    orders = min(left - approved - unsigned, max(money.unsigned_orders, ZERO))
    return Done(approved, unsigned, orders)


def billed_to_date(job: Job, rows: JobRows) -> Decimal:
    """Return what a job was billed: its own column, or the invoices that name it."""
    if job.billed is not None:
        return job.billed
    return sum((invoice.amount or ZERO for invoice in rows.invoices), ZERO)


def work_done(tracker: Tracker, as_of: date, home: str) -> tuple[Recognised, ...]:
    """Return recognised and billed money of every job that was not cancelled, in their order.

    ``home`` is the currency of rows that name none.

    Recognised = what is done, signed or not; what a month recognised is the difference between
    two days. Work in progress = recognised − billed. Where no row says what a job is worth, what
    was billed is what it earned.
    """
    found = []
    names = Names(tracker, home)
    for job, rows in rows_by_job(tracker, as_of, names):
        if rows.repeats:
            continue
        money = approval(job, rows, as_of)
        billed = billed_to_date(job, rows)
        worth = money.approved or money.unsigned or money.unsigned_orders
        recognised = done_of(job, money, billed).total if worth else billed
        if money.approved or billed or recognised:
            found.append(
                Recognised(
                    names.client(job.client),
                    "" if job.number is None else str(job.number),
                    names.currency(job.client, job.currency),
                    recognised,
                    billed,
                    job.place("percent_complete"),
                )
            )
    return tuple(found)
