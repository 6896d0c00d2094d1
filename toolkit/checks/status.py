"""STA: what an open job must say about itself, and what a closed one must not."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import fields

from toolkit.checks.context import Context
from toolkit.checks.rule import HISTORY, Flaw, Unfit, rule
from toolkit.checks.verbs import has_verb
from toolkit.checks.wording import count_of, day, job_name, quoted
from toolkit.model import Job, Severity, Status, id_key, name_key

__all__ = ["RULES"]

RESTING = (Status.ON_HOLD,)
OVER = (Status.CLOSED, Status.BILLED, Status.CANCELLED)


@rule("STA201", Severity.WARNING, "jobs.status", "jobs.next_step")
def no_next_step(context: Context) -> Iterator[Flaw]:
    """An open job has no next step.

    Why: the status report shows every open job with its next step; a blank says nobody is on it.

    Wrong:  In progress, Next Step blank
    Right:  In progress, Next Step “Dana sends layouts to client”
    Configure: nothing; jobs on hold may rest without one.
    """
    for job in context.open_jobs:
        if job.next_step is None and job.status not in RESTING and context.lacks(job, "next_step"):
            says = f"{job_name(job)} is open and has no next step."
            yield Flaw(job, "next_step", says, "Write what happens next, and who does it.")


@rule("STA202", Severity.WARNING, "jobs.status", "jobs.due | jobs.milestone")
def no_milestone(context: Context) -> Iterator[Flaw]:
    """An open job has no milestone or due date.

    Why: the status report shows milestone dates; without one, nobody can say whether it is late.

    Wrong:  In progress, Due blank
    Right:  In progress, Due 2026-06-15
    Configure: nothing; jobs on hold may do without, and a milestone sheet counts.
    """
    dated = {id_key(m.job) for m in context.tracker.milestones if m.due and not m.done_on}
    for job in context.open_jobs:
        if job.due or job.status in RESTING or id_key(job.number) in dated:
            continue
        name = "due" if "due" in job.source.fields else "milestone"
        if context.lacks(job, name):
            typed = job.typed(name)
            shown = f" (it says {quoted(typed)})" if typed else ""
            says = f"{job_name(job)} is open and has no milestone date{shown}."
            yield Flaw(job, name, says, "Agree on the next date with the client.")


@rule("STA203", Severity.WARNING, "jobs.status", "jobs.owner")
def no_owner(context: Context) -> Iterator[Flaw]:
    """An open job has no owner.

    Why: work that belongs to nobody is done by nobody.

    Wrong:  In progress, Owner blank
    Right:  In progress, Owner Dana Reyes
    Configure: nothing.
    """
    for job in context.open_jobs:
        if not job.owner and context.lacks(job, "owner"):
            says = f"{job_name(job)} is open and has no owner."
            yield Flaw(job, "owner", says, "Name the account person who answers for it.")


@rule("STA204", Severity.ADVICE, "jobs.status", "jobs.next_step")
def next_step_without_verb(context: Context) -> Iterator[Flaw | Unfit]:
    """A next step says neither what is done nor who does it.

    Why: “Layouts” may mean that we make them, send them or wait for them.

    Wrong:  Next Step “Layouts”
    Right:  Next Step “Send layouts to client”
    Configure: nothing; sheets whose next steps are mostly not English sentences are left alone.
    """
    by_sheet: defaultdict[int, list[tuple[Job, bool]]] = defaultdict(list)
    people = _people(context)
    known: dict[str, bool] = {}  # the same few steps stand in many rows
    for job in context.open_jobs:
        if job.next_step:
            clear = known.get(job.next_step)
            if clear is None:
                words = re.findall(r"[^\W\d_]+", job.next_step.casefold())
                clear = known[job.next_step] = has_verb(words) or not people.isdisjoint(words)
            by_sheet[id(job.source)].append((job, clear))
    for jobs in by_sheet.values():
        if sum(clear for _, clear in jobs) * 2 < len(jobs):
            yield Unfit(f"the next steps of {jobs[0][0].source.sheet} are not English sentences")
            continue
        for job, clear in jobs:
            if not clear:
                unclear = f"{quoted(job.next_step)} does not say what is done, or by whom"
                says = f"{job_name(job)}: {unclear}."
                yield Flaw(
                    job, "next_step", says, "Begin with a verb: send, call, present, approve."
                )


def _people(context: Context) -> set[str]:
    """Return the first names and initials by which people are named in a next step."""
    named: set[str] = set()
    for person in context.tracker.people:
        named.update(name_key(person.name).split()[:1])
        named.add(name_key(person.initials))
    for owner in {owner for job in context.tracker.jobs for owner in job.owner}:
        named.update(name_key(owner).split()[:1])
    return named - {""}


@rule("STA301", Severity.WARNING, "jobs.number", "jobs.status", HISTORY)
def unchanged(context: Context) -> Iterator[Flaw]:
    """Nothing in the row of an open job has changed for more than a week.

    Why: the tracker is updated once or twice a week; a row that stands still is not looked after.

    Wrong:  the same status, next step and date as at the reading eight days ago
    Right:  a next step from this week
    Configure: checks.unchanged_days (7); needs the history of readings.
    """
    if not context.before:
        return
    age = (context.as_of - context.before.as_of).days
    if age <= context.config.checks.unchanged_days:
        return
    names = [f.name for f in fields(Job) if f.name not in ("source", "row")]
    for job in context.open_jobs:
        then = context.earlier_jobs.get(id_key(job.number))
        if (
            then
            and job.status not in RESTING
            and all(getattr(job, n) == getattr(then, n) for n in names)
        ):
            says = f"{job_name(job)} has not changed for {count_of(age, 'day')}."
            yield Flaw(job, "status", says, "Bring status, next step and date up to date.")


@rule("STA302", Severity.WARNING, "jobs.status")
def struck_but_open(context: Context) -> Iterator[Flaw]:
    """A row is struck through, and its status says it is open.

    Why: people read it as done, reports as open.

    Wrong:  a row struck through, In progress
    Right:  a row struck through, Closed
    Configure: nothing.
    """
    for job in context.tracker.jobs:
        if job.status and job.is_open and job.struck:
            says = f"{job_name(job)} is struck through, but its status is {job.status}."
            yield Flaw(job, "status", says, "Close it, or take the line out.")


@rule("STA303", Severity.WARNING, "jobs.status", "jobs.due | milestones.due")
def closed_with_milestone(context: Context) -> Iterator[Flaw]:
    """A closed or cancelled job has a milestone that is still to come.

    Why: either it is not closed, or departments keep time free for it.

    Wrong:  Closed, Due next month
    Right:  Closed, Due in the past or blank
    Configure: nothing.
    """
    for job in context.tracker.jobs:
        if job.status in OVER and job.due and job.due > context.as_of:
            says = f"{job_name(job)} is {job.status}, but due {day(job.due)}."
            yield Flaw(job, "due", says, "Clear the date, or open the job again.")
    for step in context.tracker.milestones:
        ahead = step.due and step.due > context.as_of and not step.done_on
        if ahead and step.due and context.is_finished(step.job):
            what = quoted(step.what or "a step")
            says = f"{step.job} is over, but {what} is due {day(step.due)}."
            yield Flaw(step, "due", says, "Take the step out, or open the job again.")


@rule("STA304", Severity.ERROR, "jobs.number", HISTORY)
def vanished(context: Context) -> Iterator[Flaw]:
    """A job that was open at the last reading is no longer in the tracker.

    Why: a row deleted by mistake is work that nobody will deliver or bill.

    Wrong:  1042 in progress last week, not there now
    Right:  1042 closed, then moved to the archive
    Configure: nothing; needs the history of readings.
    """
    sheets = {(t.book, t.sheet): t for t in context.tracker.tables}
    for number, then in context.earlier_jobs.items():
        if not then.is_open or number in context.jobs:
            continue
        place = then.place()
        if (place.book, place.sheet) in sheets:
            says = f"{job_name(then)} was {then.status or 'open'} and is gone from the sheet."
            whole = place._replace(row=0, column=0)
            yield Flaw(then, "number", says, "Put the row back, or close the job first.", whole)


@rule("STA305", Severity.WARNING, "jobs.status", "jobs.waiting_since | jobs.last_updated")
def waiting_too_long(context: Context) -> Iterator[Flaw]:
    """A job has been waiting on the client for many days.

    Why: the date will not hold unless somebody asks.

    Wrong:  Waiting on client since 2026-03-01, on 2026-03-20
    Right:  the client called, and the next step dated
    Configure: checks.waiting_days (10 days).
    """
    limit = context.config.checks.waiting_days
    for job in context.open_jobs:
        since = job.waiting_since or job.last_updated
        if job.status is Status.WAITING_ON_CLIENT and since:
            waiting = (context.as_of - since).days
            if waiting >= limit:
                whom = job.waiting_on or job.client or "the client"
                says = f"{job_name(job)} has been waiting on {whom} for {count_of(waiting, 'day')}."
                yield Flaw(job, "status", says, "Call them, and agree on a date for the answer.")


RULES = (
    no_next_step,
    no_milestone,
    no_owner,
    next_step_without_verb,
    unchanged,
    struck_but_open,
    closed_with_milestone,
    vanished,
    waiting_too_long,
)
