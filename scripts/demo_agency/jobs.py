"""The jobs as their trackers show them on the day: status, next step, milestone, money."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from scripts.demo_agency.amounts import Costing
from scripts.demo_agency.chance import Chance
from scripts.demo_agency.days import (
    AS_OF,
    LAST_BOOKED,
    settled_day,
    working_day_after,
)
from scripts.demo_agency.papers import Opening
from scripts.demo_agency.plans import JobPlan
from scripts.demo_agency.records import NOWHERE
from scripts.demo_agency.schedule import OPENING, STEPS, milestones_of, step_to
from toolkit.model import Job, Status

__all__ = ["tracker_jobs"]

WAITING = ("Chase client for feedback on layouts", "Chase client for approval of copy")
SUPPLIER = ("Chase printer for proofs", "Chase production house for edit")
NOTES = (
    "Client prefers calls before noon",
    "Legal to see all claims",
    "Two rounds of amends included",
    "Same supplier as last year",
    "Copy length fixed by format",
    "Reuse 2025 photography where possible",
)
ACTIVE = (
    *[Status.IN_PROGRESS] * 11,
    *[Status.WAITING_ON_CLIENT] * 3,
    Status.WAITING_ON_SUPPLIER,
    Status.ON_HOLD,
)


def tracker_jobs(costed: tuple[Costing, ...], opened: tuple[Opening, ...]) -> tuple[Job, ...]:
    """Return the row of every job, in the order of the plans."""
    return tuple(_job(c, o) for c, o in zip(costed, opened, strict=True))


def _job(costing: Costing, opening: Opening) -> Job:
    plan = costing.plan
    chance = Chance(f"job {plan.number}")
    job = _opened(costing, opening, chance)
    if plan.is_cancelled:
        return _cancelled(job, plan)
    if plan.end < AS_OF:
        return _finished(job, costing, chance)
    if plan.start > LAST_BOOKED:
        return _ahead(job, plan, chance)
    return _running(job, costing, chance)


def _opened(costing: Costing, opening: Opening, chance: Chance) -> Job:
    """Return what stands in the row from the first day on."""
    plan = costing.plan
    return Job(
        NOWHERE,
        0,
        number=plan.number,
        name=plan.name,
        client=plan.client.name,
        owner=(plan.owner.initials,),
        type=plan.type,
        product=plan.product,
        opened=opening.opened,
        estimate=None if plan.is_retainer else costing.estimate,
        budget=costing.budget if opening.signed else None,
        estimate_signed_on=opening.signed,
        billed=sum((i.amount for i in costing.instalments), Decimal(0)) or None,
        po_number=f"PO-{chance.between(70000, 89999)}" if plan.client.needs_po else None,
        cover=_cover(plan, chance),
        priority=chance.pick(("High", "Medium", "Medium", "Low")),
        initiation_form=opening.form,
        kickoff_on=opening.kickoff,
        notes=chance.pick(NOTES) if chance.likely(0.12) else None,
        currency="GBP",
    )


def _cover(plan: JobPlan, chance: Chance) -> tuple[str, ...]:
    """Return who fills in, on the few rows where people wrote it down."""
    written = chance.likely(0.2) and plan.end >= AS_OF
    return (plan.owner.cover,) if written else ()


def _cancelled(job: Job, plan: JobPlan) -> Job:
    ended = working_day_after(job.opened or plan.start, 6)
    return replace(
        job,
        status=Status.CANCELLED,
        last_updated=ended,
        notes="Budget withdrawn by client before start",
    )


def _finished(job: Job, costing: Costing, chance: Chance) -> Job:
    plan = costing.plan
    early = 0 if costing.orders else chance.pick((-2, 0, 0, 0, 0))
    due = working_day_after(plan.end, early)
    milestone = chance.pick(STEPS[plan.type])[1]
    job = replace(
        job,
        status=Status.CLOSED,
        billing_status=Status.BILLED,
        milestone=milestone,
        due=due,
        started=plan.start,
        finished=plan.end,
        percent_complete=Decimal(1),
        last_updated=working_day_after(plan.end, 2) if plan.end < date(2026, 6, 9) else plan.end,
    )
    if job.billed != costing.budget:
        return replace(job, status=Status.READY_TO_BILL, billing_status=Status.READY_TO_BILL)
    if AS_OF - plan.end < timedelta(days=60):
        return replace(job, status=Status.BILLED)
    return job


def _ahead(job: Job, plan: JobPlan, chance: Chance) -> Job:
    return replace(
        job,
        status=Status.NOT_STARTED,
        next_step=chance.pick(OPENING),
        milestone="Kick-off",
        due=settled_day(plan.start),
        percent_complete=Decimal(0),
        last_updated=LAST_BOOKED,
    )


def _next(plan: JobPlan, chance: Chance) -> tuple[str, str, date]:
    """Return what is done next, for which milestone, and when that is due."""
    if plan.is_retainer:
        step, name = chance.pick(STEPS[plan.type])
        return step, name, settled_day(AS_OF + timedelta(days=chance.between(4, 14)))
    ahead = next(m for m in milestones_of(plan) if not m.done_on)
    name = ahead.name or ""
    return step_to(plan, name), name, ahead.due or plan.end


def _running(job: Job, costing: Costing, chance: Chance) -> Job:
    plan = costing.plan
    status = Status.IN_PROGRESS if plan.is_retainer else chance.pick(ACTIVE)
    step, milestone, due = _next(plan, chance)
    waiting: tuple[str, date] | None = None
    if status is Status.WAITING_ON_CLIENT:
        step = chance.pick(WAITING)
        waiting = (
            chance.pick(plan.client.contacts).name,
            working_day_after(LAST_BOOKED, -chance.between(0, 3)),
        )
    if status is Status.WAITING_ON_SUPPLIER:
        step = chance.pick(SUPPLIER)
    share = int(costing.value / costing.budget * 20)
    return replace(
        job,
        status=status,
        next_step=step,
        milestone=milestone,
        due=due,
        started=plan.start,
        percent_complete=Decimal(share) / 20,
        waiting_on=waiting[0] if waiting else None,
        waiting_since=max(waiting[1], plan.start) if waiting else None,
        last_updated=working_day_after(LAST_BOOKED, -chance.between(0, 1)),
    )
