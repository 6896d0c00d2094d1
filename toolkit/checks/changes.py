"""CHG: jobs opened without a form, changed without an order, begun without a kick-off."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from toolkit.checks.context import Context
from toolkit.checks.rule import HISTORY, Flaw, rule
from toolkit.checks.wording import day, job_name, money, quoted
from toolkit.model import ChangeOrder, Initiation, Job, Severity, Status, id_key

__all__ = ["RULES"]

INFORMAL = re.compile(
    r"\b(verbal|verbally|oral|phone|telephone|call|called|voicemail|text|sms|whatsapp|slack|teams"
    r"|chat|corridor|e-?mail|mail)\b",
    re.IGNORECASE,
)


@rule(
    "CHG101",
    Severity.WARNING,
    "jobs.number",
    "jobs.status",
    "initiations.job | jobs.initiation_form",
)
def no_initiation_form(context: Context) -> Iterator[Flaw]:
    """An open job has no initiation form.

    Why: "even to open a job there should be written input".

    Wrong:  Job 1042, no form in the tracker and none among the forms
    Right:  Job 1042, Form F-311
    Configure: nothing; jobs opened before the oldest form on file are left alone.
    """
    dated = [form.date for form in context.tracker.initiations if form.date]
    first = min(dated, default=date.min)
    filed = bool(context.tracker.initiations)
    for job in context.open_jobs:
        if job.number is None or job.initiation_form is not None:
            continue
        if id_key(job.number) in context.initiations:
            continue
        begun = job.opened or job.started
        if (filed or context.lacks(job, "initiation_form")) and not (begun and begun < first):
            in_tracker = "initiation_form" in job.source.fields
            says = f"{job_name(job)} was opened without an initiation form."
            field = "initiation_form" if in_tracker else "number"
            yield Flaw(job, field, says, "Write the form and have the client confirm it.")


@rule(
    "CHG102",
    Severity.WARNING,
    "initiations.job",
    "initiations.date",
    "jobs.opened | jobs.started",
    yields_to=("DAT103",),
)
def form_after_opening(context: Context) -> Iterator[Flaw]:
    """An initiation form is dated after the job was opened.

    Why: a form written afterwards describes what was done, not what was asked for.

    Wrong:  Job opened 2026-02-02, form of 2026-02-10
    Right:  Form of 2026-02-02 or before
    Configure: nothing.
    """
    for number, forms in context.initiations.items():
        job = context.jobs.get(number)
        opened = (job.opened or job.started) if job else None
        first = min((f for f in forms if f.date), key=lambda f: (f.date, f.row), default=None)
        if job and opened and first and first.date and first.date > opened:
            dated = f"is from {day(first.date)}; the job was opened {day(opened)}"
            says = f"The form of {job_name(job)} {dated}."
            yield Flaw(
                first, "date", says, "Confirm with the client that the form says what they asked."
            )


@rule("CHG103", Severity.ADVICE, "initiations.source_of_request | change_orders.source_of_request")
def informal_source(context: Context) -> Iterator[Flaw]:
    """A job or change was requested by word of mouth or e-mail.

    Why: "be wary and avoid verbal job requests"; what was said is remembered differently.

    Wrong:  Source “verbal”
    Right:  Source “signed form”
    Configure: nothing.
    """
    asked: tuple[Initiation | ChangeOrder, ...] = (
        *context.tracker.initiations,
        *context.tracker.change_orders,
    )
    for request in asked:
        source = request.source_of_request
        if source and INFORMAL.search(source) and "form" not in source.casefold():
            what = "change order" if isinstance(request, ChangeOrder) else "initiation form"
            says = f"The {what} for {request.job} rests on {quoted(source)}."
            yield Flaw(request, "source_of_request", says, "Have the client sign the form itself.")


CHANGES = {"due": "The due date", "estimate": "The estimate", "status": "The status"}
TOLD = (Status.CANCELLED, Status.ON_HOLD)


@rule("CHG201", Severity.WARNING, "jobs.number", "change_orders.job", "change_orders.on", HISTORY)
def change_without_order(context: Context) -> Iterator[Flaw]:
    """A job's date, estimate or standing changed, and no change order says so.

    Why: every change is "reported on your agency's Job Form and distributed".

    Wrong:  Estimate 8,000 last week, 9,500 now, no change order since
    Right:  a change order for 1,500, dated in between
    Configure: nothing; needs the history of readings. Of status changes, only putting a job on
    hold, cancelling it and opening it again count.
    """
    if not context.before:
        return
    since = context.before.as_of
    for number, then in context.earlier_jobs.items():
        job = context.jobs.get(number)
        if job is None or _ordered(context.change_orders.get(id_key(job.number), ()), since):
            continue
        for name in CHANGES:
            if _changed(then, job, name):
                was, now = _shown(getattr(then, name)), _shown(getattr(job, name))
                says = (
                    f"{CHANGES[name]} of {job_name(job)} went from {was} to {now} without an order."
                )
                yield Flaw(job, name, says, "Write the change order, and tell the departments.")


def _ordered(orders: Sequence[ChangeOrder], since: date) -> bool:
    return any(order.on and order.on >= since for order in orders)


def _changed(then: Job, job: Job, name: str) -> bool:
    before, after = getattr(then, name), getattr(job, name)
    if before is None or after is None or before == after:
        return False
    if name != "status":
        return job.is_open
    return after in TOLD or (not then.is_open and job.is_open)


def _shown(value: object) -> str:
    if isinstance(value, date):
        return day(value)
    return str(value) if isinstance(value, Status) else money(value)  # type: ignore[arg-type]


@rule(
    "CHG202",
    Severity.WARNING,
    "change_orders.verbal_confirmed_on | change_orders.verbal_confirmed_by",
)
def not_confirmed(context: Context) -> Iterator[Flaw]:
    """Nobody has confirmed a change order by talking to the people concerned.

    Why: "do not assume an e-mail is the best format … a verbal verification ensures understanding".

    Wrong:  Change order CO-014, confirmed blank
    Right:  Change order CO-014, confirmed by Dana Reyes on 2026-03-03
    Configure: nothing.
    """
    for order in context.tracker.change_orders:
        if order.verbal_confirmed_on or order.verbal_confirmed_by:
            continue
        dated = "verbal_confirmed_on" in order.source.fields
        field = "verbal_confirmed_on" if dated else "verbal_confirmed_by"
        other = "verbal_confirmed_by" if dated else field
        if (order.number or order.job) and (
            context.lacks(order, field) or context.lacks(order, other)
        ):
            says = f"Change order {order.number} for {order.job} is not confirmed in person."
            yield Flaw(order, field, says, "Talk to those concerned, and note who and when.")


@rule(
    "CHG301",
    Severity.WARNING,
    "jobs.kickoff_on",
    "jobs.estimate",
    "hours.job",
    "hours.date",
    yields_to=("DAT103",),
)
def no_kickoff(context: Context) -> Iterator[Flaw]:
    """Work on a sizeable job began before its kick-off meeting, or without one.

    Why: a face-to-face kick-off "before starting any decent size projects".

    Wrong:  Estimate 24,000, first hours 2026-02-02, Kick-off blank
    Right:  Kick-off 2026-01-30
    Configure: checks.kickoff_from (10,000): the estimate a job is sizeable from.
    """
    limit = context.config.checks.kickoff_from
    for job in context.open_jobs:
        if job.estimate is None or job.estimate < limit:
            continue
        days = [e.date for e in context.hours.get(id_key(job.number), ()) if e.date]
        first = min(days, default=None)
        if not first or (job.kickoff_on and job.kickoff_on <= first):
            continue
        if job.kickoff_on or context.lacks(job, "kickoff_on"):
            met = (
                f"its kick-off was {day(job.kickoff_on)}"
                if job.kickoff_on
                else "no kick-off was held"
            )
            says = f"Work on {job_name(job)} began {day(first)}; {met}."
            yield Flaw(job, "kickoff_on", says, "Meet now, and go through the brief together.")


@rule("CHG302", Severity.WARNING, "initiations.teams", "initiations.is_research | jobs.type")
def research_without_planning(context: Context) -> Iterator[Flaw]:
    """A research job was kicked off without account planning.

    Why: kick-offs go to production, media, creative, "and account planning (when it's
    research-related)".

    Wrong:  Research yes, Teams “creative, media”
    Right:  Research yes, Teams “creative, media, account planning”
    Configure: nothing.
    """
    for form in context.tracker.initiations:
        job = context.job(form.job)
        kind = (job.type or "") if job else ""
        research = form.is_research or (form.is_research is None and "research" in kind.casefold())
        if research and form.teams and not any("plan" in team.casefold() for team in form.teams):
            says = f"{form.job} is research, and account planning is not on its list."
            yield Flaw(form, "teams", says, "Bring account planning in before the work starts.")


RULES = (
    no_initiation_form,
    form_after_opening,
    informal_source,
    change_without_order,
    not_confirmed,
    no_kickoff,
    research_without_planning,
)
