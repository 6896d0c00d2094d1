"""BIL: what is done and not billed, billed and not approved, worked and not covered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from toolkit.checks.context import Context
from toolkit.checks.rule import Flaw, rule
from toolkit.checks.wording import count_of, day, job_name, money
from toolkit.model import Job, Severity, Status, TimeEntry, id_key, name_key

__all__ = ["RULES", "oldest_unbilled", "work_value"]

ZERO = Decimal(0)
CENT = Decimal("0.01")
BILLED = (Status.BILLED, Status.CLOSED)


@rule("BIL101", Severity.WARNING, "jobs.status", "jobs.billed | jobs.billing_status | invoices.job")
def finished_unbilled(context: Context) -> Iterator[Flaw]:
    """A job is finished and nothing has been billed.

    Why: what is not billed in the month it was done is billed late, or never.

    Wrong:  Complete, Estimate 8,000, Billed blank
    Right:  Complete, Estimate 8,000, Billed 8,000
    Configure: checks.unbilled_days (30): how long a job may stand ready to bill after it finished.
    """
    for job in context.tracker.jobs:
        if not _awaits_bill(job, context) or _is_billed(job, context):
            continue
        worth = f" {money(job.estimate)} is" if job.estimate else " It is"
        says = (
            f"{job_name(job)} is {job.status}, and nothing has been billed.{worth} still to bill."
        )
        name = "billed" if "billed" in job.source.fields else "billing_status"
        field = name if name in job.source.fields else "status"
        yield Flaw(job, field, says, "Bill it, or note why there is nothing to bill.")


def _awaits_bill(job: Job, context: Context) -> bool:
    """Whether a job is over and worth something; one ready to bill has its days of grace."""
    if "estimate" in job.source.fields and not job.estimate:
        return False
    if job.status is Status.READY_TO_BILL:
        if job.finished is None:
            return "finished" not in job.source.fields
        return (context.as_of - job.finished).days > context.config.checks.unbilled_days
    return job.status is Status.CLOSED


def _is_billed(job: Job, context: Context) -> bool:
    if job.billed or job.billing_status in BILLED or id_key(job.number) in context.invoices:
        return True
    kept = ("billed", "billing_status")
    return not any(n in job.source.fields for n in kept) and not context.tracker.invoices


@rule("BIL102", Severity.ERROR, "jobs.billed", "jobs.estimate")
def billed_above_estimate(context: Context) -> Iterator[Flaw]:
    """More has been billed than the estimate and its signed change orders allow.

    Why: the client signed for less, and will not pay the rest.

    Wrong:  Estimate 8,000, change orders 0, Billed 9,500
    Right:  Estimate 8,000, a signed change order of 1,500, Billed 9,500
    Configure: nothing.
    """
    for job in context.tracker.jobs:
        approved = context.approved(job) if job.billed else None
        if job.billed and approved is not None and job.billed > approved + CENT:
            over = money(job.billed - approved)
            billed = f"is billed {money(job.billed)} against {money(approved)} approved"
            says = f"{job_name(job)} {billed}: {over} too much."
            yield Flaw(job, "billed", says, "Get a change order signed, or credit the difference.")


@rule("BIL103", Severity.ERROR, "jobs.billed", "jobs.estimate_signed_on | documents.signed_on")
def billed_unsigned(context: Context) -> Iterator[Flaw]:
    """Something has been billed, and no estimate was ever signed.

    Why: without a signature there is nothing to hold the client to.

    Wrong:  Billed 4,000, Estimate signed blank
    Right:  Billed 4,000, Estimate signed 2026-02-11
    Configure: nothing.
    """
    for job in context.tracker.jobs:
        if not job.billed or job.billed < 0 or not context.knows_sign_off(job):
            continue
        if context.estimate_signed(job) is None:
            says = f"{job_name(job)} is billed {money(job.billed)} without a signed estimate."
            yield Flaw(job, _signature_field(job), says, "Get the estimate signed now.")


def _signature_field(job: Job) -> str:
    return "estimate_signed_on" if "estimate_signed_on" in job.source.fields else "billed"


@rule("BIL104", Severity.WARNING, "jobs.budget", "jobs.estimate")
def budget_does_not_add_up(context: Context) -> Iterator[Flaw]:
    """The current budget is not the estimate plus the signed change orders.

    Why: people work against the budget in the tracker, and the client pays for what was signed.

    Wrong:  Estimate 8,000, signed change orders 1,500, Budget 10,000
    Right:  Budget 9,500
    Configure: nothing.
    """
    for job in context.tracker.jobs:
        if job.budget is None or job.estimate is None:
            continue
        approved = job.estimate + context.changes_signed(job)
        if abs(job.budget - approved) > CENT:
            says = (
                f"{job_name(job)} has a budget of {money(job.budget)}; estimate and signed change "
                f"orders make {money(approved)}."
            )
            yield Flaw(job, "budget", says, "Correct the budget, or get the change signed.")


@rule(
    "BIL201",
    Severity.WARNING,
    "jobs.billed",
    "hours.job",
    "hours.hours",
    "hours.date",
    yields_to=("BIL101", "BIL103", "BIL202"),
)
def old_work_in_progress(context: Context) -> Iterator[Flaw]:
    """Work on an estimated job has been done long ago and is still not billed.

    Why: the older unbilled work is, the more of it is written off.

    Wrong:  hours of 2026-01-05, nothing billed, on 2026-03-20
    Right:  billed up to the end of February
    Configure: checks.wip_days (60 and 90 days). What was billed pays for the oldest hours first.
    """
    limits = sorted(context.config.checks.wip_days)
    for job in context.open_jobs if limits else ():
        entries = context.hours.get(id_key(job.number), ()) if job.estimate else ()
        oldest = oldest_unbilled(job, entries, context) if entries else None
        age = (context.as_of - oldest).days if oldest else 0
        passed = [limit for limit in limits if age > limit]
        if passed and oldest:
            says = (
                f"{job_name(job)} carries work from {day(oldest)}, {count_of(age, 'day')} old and "
                f"not billed; the limit is {passed[-1]}."
            )
            yield Flaw(job, "billed", says, "Bill what is done, or decide to write it off.")


def oldest_unbilled(job: Job, entries: Sequence[TimeEntry], context: Context) -> date | None:
    """Return the day of the oldest hours that the amount billed does not pay for.

    Hours are worth their rate; where the entries have none, an equal share of the estimate.
    """
    paid = job.billed or ZERO
    dated = sorted((e for e in entries if e.date and e.hours and e.hours > 0), key=_day)
    dated = [e for e in dated if e.billable is not False and e.date and e.date <= context.as_of]
    if not dated or (job.estimate and paid >= job.estimate):
        return None
    for entry in dated:
        paid -= (entry.hours or ZERO) * _rate(entry, job, dated)
        if paid < -CENT:
            return entry.date
    return None


def _day(entry: TimeEntry) -> date:
    return entry.date or date.max


def _rate(entry: TimeEntry, job: Job, entries: Sequence[TimeEntry]) -> Decimal:
    if entry.rate is not None:
        return entry.rate
    total = sum((e.hours or ZERO for e in entries), ZERO)
    return (job.estimate or ZERO) / total if total else ZERO


def work_value(entries: Sequence[TimeEntry]) -> Decimal:
    """Return what hours are worth at their own rates; those without a rate count nothing."""
    return sum(
        (e.hours * e.rate for e in entries if e.hours and e.rate and e.billable is not False), ZERO
    )


@rule("BIL202", Severity.ERROR, "jobs.estimate", "hours.job", "hours.hours", "hours.rate")
def work_above_approved(context: Context) -> Iterator[Flaw]:
    """The hours on an open job are worth more than what the client has approved.

    Why: everything above the approved amount will be written off.

    Wrong:  Estimate 8,000, hours worth 9,400
    Right:  a signed change order of 1,400, or work stopped at 8,000
    Configure: nothing; hours count at the rate of their own row, non-billable ones not at all.
    """
    for job in context.tracker.jobs:
        over = job.status in (Status.CLOSED, Status.BILLED, Status.CANCELLED)
        approved = None if over or not job.estimate else context.approved(job)
        if approved is not None and (entries := context.hours.get(id_key(job.number))):
            value = work_value(entries)
            if value > approved + CENT:
                says = (
                    f"{job_name(job)} holds work worth {money(value)} against {money(approved)} "
                    f"approved: {money(value - approved)} at risk of being written off."
                )
                yield Flaw(job, "estimate", says, "Stop, and agree on a change order first.")


@rule("BIL301", Severity.WARNING, "accounts.needs_po", "jobs.po_number", "jobs.client")
def po_missing(context: Context) -> Iterator[Flaw]:
    """A job has no purchase order, and its client pays nothing without one.

    Why: the invoice comes back weeks later, unpaid.

    Wrong:  Client needs PO: yes, PO # blank
    Right:  PO # 4500012345
    Configure: the column “needs PO” of the account list.
    """
    for job in context.tracker.jobs:
        over = job.status in (Status.BILLED, Status.CLOSED, Status.CANCELLED)
        if over or job.struck or job.po_number is not None or "po_number" not in job.source.fields:
            continue
        account = context.accounts.get(name_key(job.client))
        if account and account.needs_po:
            says = f"{job_name(job)} has no purchase order; {job.client} pays nothing without one."
            yield Flaw(job, "po_number", says, "Ask the client for the PO number before billing.")


RULES = (
    finished_unbilled,
    billed_above_estimate,
    billed_unsigned,
    budget_does_not_add_up,
    old_work_in_progress,
    work_above_approved,
    po_missing,
)
