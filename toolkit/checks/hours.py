"""HRS: time entries on the wrong job, day or client, and those that are not there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from toolkit.checks.context import Context
from toolkit.checks.rule import Flaw, Unfit, rule
from toolkit.checks.wording import count_of, day, hours, job_name, listed, quoted
from toolkit.model import Job, Severity, Status, TimeEntry, name_key
from toolkit.model.scope_text import named_in_scope

if TYPE_CHECKING:
    from toolkit.retainers.scope import Scope

__all__ = ["RULES"]

Covered = Callable[[TimeEntry], bool]
ZERO = Decimal(0)
WEEKS_THAT_MAKE_A_HABIT = 8
WEEKS_LOOKED_AT = 4
FEW = 10
"""Different job numbers, up to which every unknown one is taken for a slip."""


@rule("HRS101", Severity.ERROR, "hours.job", "jobs.number")
def unknown_job(context: Context) -> Iterator[Flaw | Unfit]:
    """Hours are booked on a job number that no tracker has.

    Why: they reach no bill and no burn report.

    Wrong:  Project Code 1042 in the hours, no job 1042
    Right:  Project Code 1024, or job 1042 opened
    Configure: nothing; one finding for each unknown number, at its first entry.
    """
    unknown = {n: e for n, e in context.hours.items() if n not in context.jobs}
    if len(unknown) * 2 > len(context.hours) > FEW:
        yield Unfit("most job numbers of the hours are in no tracker; they are of another kind")
        return
    for entries in unknown.values():
        first = entries[0]
        says = f"{_total(entries)} on job {first.job}, which is in no tracker."
        yield Flaw(first, "job", says, "Correct the number, or open the job.")


def _total(entries: Sequence[TimeEntry]) -> str:
    total = sum((e.hours for e in entries if e.hours), ZERO)
    return f"{hours(total)} in {count_of(len(entries), 'entry', 'entries')}"


@rule("HRS102", Severity.WARNING, "hours.job", "hours.date", "jobs.number", "jobs.status")
def closed_job(context: Context) -> Iterator[Flaw]:
    """Hours are booked on a job after it was closed.

    Why: nobody will bill them, and the job's profit changes after it was reported.

    Wrong:  Closed on 2026-03-01, 6 h on 2026-03-09
    Right:  the hours on the follow-up job
    Configure: nothing; a job counts as closed on the day it finished, else was last updated, else
    was due. One finding a job, at the first such entry.
    """
    for number, entries in context.hours.items():
        job = context.jobs.get(number)
        if job is None or job.status not in (Status.CLOSED, Status.BILLED, Status.CANCELLED):
            continue
        closed = job.finished or job.last_updated or job.due or date.min
        late = [e for e in entries if e.date and e.date > closed]
        if late:
            first = min(late, key=lambda e: (e.date or closed, e.row))
            since = f" on {day(closed)}" if closed > date.min else ""
            says = f"{_total(late)} on {job_name(job)} after it was {job.status}{since}."
            yield Flaw(first, "job", says, "Move the hours, or open the job again.")


@rule("HRS103", Severity.WARNING, "hours.job", "hours.client", "jobs.number", "jobs.client")
def wrong_client(context: Context) -> Iterator[Flaw]:
    """Hours name another client than the job they are booked on.

    Why: one client's retainer burns for another's work.

    Wrong:  Client Orchard Foods, Project Code of a Meridian job
    Right:  both of the same client
    Configure: nothing; a name that no job and no account has is another spelling, not another
    client.
    """
    for number, entries in context.hours.items():
        job = context.jobs.get(number)
        if job is None or not job.client:
            continue
        others: defaultdict[str, list[TimeEntry]] = defaultdict(list)
        for entry in entries:
            if entry.client != job.client:
                others[name_key(entry.client)].append(entry)
        for named, those in others.items():
            if named != name_key(job.client) and named in context.clients:
                whose = f"for {those[0].client} on job {those[0].job}, a job of {job.client}"
                says = f"{_total(those)} {whose}."
                yield Flaw(those[0], "client", says, "Correct the client or the job number.")


@rule("HRS201", Severity.ERROR, "hours.person", "hours.date", "hours.hours", yields_to=("HRS205",))
def too_many_hours(context: Context) -> Iterator[Flaw]:
    """One person has booked more hours on a day than the day has.

    Why: a slip of the decimal point bills ten times the work.

    Wrong:  75 h on 2026-03-09
    Right:  7.5 h on 2026-03-09
    Configure: checks.hours_a_day (24).
    """
    limit = context.config.checks.hours_a_day
    for (person, on), entries in context.by_day.items():
        total = ZERO
        for entry in entries:
            total += entry.hours or ZERO
            if total > limit:
                whole = sum((e.hours or ZERO for e in entries), ZERO)
                says = f"{listed(person)} has {hours(whole)} on {day(on)}."
                yield Flaw(entry, "hours", says, "Correct the hours or the day.")
                break


@rule("HRS202", Severity.ERROR, "hours.date")
def future_hours(context: Context) -> Iterator[Flaw]:
    """Hours are booked on a day that is still to come.

    Why: work that has not been done cannot be billed, and the burn is wrong until then.

    Wrong:  7 h on 2026-12-03, entered on 2026-03-12
    Right:  7 h on 2026-03-12
    Configure: nothing.
    """
    for entry in context.tracker.hours:
        if entry.date and entry.date > context.as_of:
            who = listed(entry.person) or "Somebody"
            says = f"{who} has booked hours on {day(entry.date)}, which is still to come."
            yield Flaw(entry, "date", says, "Correct the date.")


@rule("HRS203", Severity.ADVICE, "hours.person", "hours.date", "hours.hours", yields_to=("HRS201",))
def free_day_in_bulk(context: Context) -> Iterator[Flaw]:
    """One person has booked a whole day's hours on a weekend or holiday.

    Why: either the date is wrong, or somebody works days that nobody has agreed to.

    Wrong:  9 h on Saturday, 2026-03-14
    Right:  9 h on Friday, 2026-03-13
    Configure: checks.bulk_hours (8), the agency's country, calendar.closures.
    """
    limit = context.config.checks.bulk_hours
    free: dict[date, bool] = {}
    for (person, on), entries in context.by_day.items():
        if on not in free:
            free[on] = not context.workdays.is_workday(on)
        if free[on]:
            total = sum((e.hours or ZERO for e in entries), ZERO)
            if total >= limit:
                name = context.workdays.name(on) or "a weekend"
                says = f"{listed(person)} has {hours(total)} on {day(on)}, {name}."
                yield Flaw(entries[0], "date", says, "Check the date; have the day approved.")


@rule("HRS204", Severity.WARNING, "hours.hours")
def negative_hours(context: Context) -> Iterator[Flaw]:
    """Hours are negative.

    Why: they lower a burn that was real; a correction belongs into the entry it corrects.

    Wrong:  -3 h
    Right:  the wrong entry taken out
    Configure: nothing.
    """
    for entry in context.tracker.hours:
        if entry.hours is not None and entry.hours < 0:
            who = listed(entry.person) or "An entry"
            says = (
                f"{who} has {hours(entry.hours)}{f' on {day(entry.date)}' if entry.date else ''}."
            )
            yield Flaw(entry, "hours", says, "Correct the entry that was wrong instead.")


@rule("HRS205", Severity.WARNING, "hours.date", "hours.person", "hours.hours")
def duplicate_entry(context: Context) -> Iterator[Flaw]:
    """The same hours are booked twice.

    Why: an export pasted twice doubles the burn.

    Wrong:  two entries with the same day, person, job, task, hours and note
    Right:  the entry once
    Configure: nothing.
    """
    first: dict[tuple[object, ...], TimeEntry] = {}
    for entry in context.tracker.hours:
        if not (entry.date and entry.person and entry.hours):
            continue
        key = (
            entry.date,
            entry.person,
            entry.job,
            entry.job_name,
            entry.client,
            entry.task,
            entry.hours,
            entry.role,
            entry.notes,
        )
        earlier = first.setdefault(key, entry)
        if earlier is not entry:
            place = earlier.place("hours")
            where = place.cell if place.sheet == entry.place().sheet else place.reference
            same = f"the same {hours(entry.hours)} on {day(entry.date)}"
            says = f"{listed(entry.person)} has {same} in {where}."
            yield Flaw(entry, "hours", says, "Take one of the two out, or say what differs.")


@rule("HRS301", Severity.WARNING, "hours.client", "retainers.client")
def out_of_scope(context: Context) -> Iterator[Flaw]:
    """Hours of a retainer client are for something its retainer does not cover.

    Why: they burn hours the client bought for something else, or are given away.

    Wrong:  Scope “design, copy”, Task Video edit
    Right:  the hours on a job with its own estimate
    Configure: the scope column of the retainer sheet, tasks or roles separated by commas, and what
    ``toolkit burn`` leaves hours out by: the product column, and the jobs, products and roles of
    ``[retainers."Client"]``, which stand above roles in words. One finding for each client and
    task, at its first entry; jobs with an estimate are not judged.
    """
    covers = _covers(context)
    found: defaultdict[tuple[str, str], list[TimeEntry]] = defaultdict(list)
    for entry in context.tracker.hours if covers else ():
        own = covers.get(name_key(entry.client))
        if own is None or entry.billable is False or _has_estimate(context.job(entry.job)):
            continue
        if not any(covered(entry) for covered in own):
            found[name_key(entry.client), name_key(entry.task or entry.role)].append(entry)
    for entries in found.values():
        first = entries[0]
        name = next((name for name in ("task", "role", "job") if getattr(first, name)), "client")
        what = f"{_total(entries)} of {quoted(getattr(first, name))} for {first.client}"
        says = f"{what}, whose retainer does not cover it."
        fix = "Open a job with an estimate for it, or extend the scope."
        yield Flaw(first, name, says, fix)


def _has_estimate(job: Job | None) -> bool:
    return bool(job and job.estimate)


def _covers(context: Context) -> dict[str, list[Covered]]:
    """Return client → what its retainers cover, any of them; no client of whom one covers all."""
    # Loaded here: most books limit no retainer, and need not know how one is burnt.
    from toolkit.retainers.policy import settings_of
    from toolkit.retainers.scope import EVERYTHING, booked_on, scope_of

    roles = {name_key(p.name): name_key(p.role) for p in context.tracker.people}

    def covered(scope: Scope, words: Collection[str], entry: TimeEntry) -> bool:
        keys = booked_on(entry.job, entry.role, entry.person, context.jobs, roles)
        return scope.takes(*keys) and _in_words(words, entry)

    covers: defaultdict[str, list[Covered]] = defaultdict(list)
    unlimited = set()
    for retainer in context.tracker.retainers:
        own = settings_of(retainer.client, context.config)
        clients = {name_key(name) for name in (retainer.client, *own.clients)}
        scope, words = scope_of(retainer.products, own), named_in_scope(retainer.scope)
        if own.roles or own.without_roles:
            words = frozenset()
        if scope == EVERYTHING and not words:
            unlimited |= clients
        for client in clients:
            covers[client].append(partial(covered, scope, words))
    return {client: own for client, own in covers.items() if client not in unlimited}


def _in_words(scope: Collection[str], entry: TimeEntry) -> bool:
    """Whether an entry's task or role is one of a scope's; nothing is asked of one with neither."""
    words = [word for word in (name_key(entry.task), name_key(entry.role)) if word]
    return not (scope and words) or any(part in word for part in scope for word in words)


@rule("HRS302", Severity.ADVICE, "hours.person", "hours.date")
def missing_week(context: Context) -> Iterator[Flaw]:
    """A person who books every week has booked nothing for a whole week.

    Why: a forgotten timesheet is work that is never billed.

    Wrong:  hours in each week up to 2026-03-02, none in the week of 2026-03-09
    Right:  hours in every week, or the absence in the people sheet
    Configure: nothing; the last four full weeks are looked at, short weeks and absences left out.
    """
    booked: defaultdict[tuple[str, ...], dict[date, TimeEntry]] = defaultdict(dict)
    monday_of: dict[date, date] = {}
    for entry in context.tracker.hours:
        if entry.date and entry.person:
            monday = monday_of.get(entry.date)
            if monday is None:
                monday = monday_of[entry.date] = entry.date - timedelta(days=entry.date.weekday())
            latest = booked[entry.person].get(monday)
            if latest is None or (latest.date or date.min) <= entry.date:
                booked[entry.person][monday] = entry
    this = context.as_of - timedelta(days=context.as_of.weekday())
    weeks = [this - timedelta(weeks=n) for n in range(WEEKS_LOOKED_AT, 0, -1)]
    for person, by_week in booked.items():
        for week in weeks:
            if (
                week not in by_week
                and _always_books(by_week, week)
                and _was_there(person, week, context)
            ):
                last = by_week[max(w for w in by_week if w < week)]
                says = f"{listed(person)} books every week, but nothing in the week of {day(week)}."
                yield Flaw(last, "date", says, "Ask for the hours, or note the absence.")
                break


def _always_books(by_week: dict[date, TimeEntry], week: date) -> bool:
    before = (week - timedelta(weeks=n) for n in range(1, WEEKS_THAT_MAKE_A_HABIT + 1))
    return all(w in by_week for w in before)


def _was_there(person: tuple[str, ...], week: date, context: Context) -> bool:
    """Whether it was a working week, and nothing says that the person was out or had left."""
    friday = week + timedelta(days=4)
    if context.workdays.count(week, friday) < 3:
        return False
    names = {name_key(name) for name in person}
    for one in context.tracker.people:
        if name_key(one.name) in names or name_key(one.initials) in names:
            out = one.out_from and one.out_from <= friday and (one.out_through or date.max) >= week
            if out or (one.left_on and one.left_on <= friday):
                return False
    return True


RULES = (
    unknown_job,
    closed_job,
    wrong_client,
    too_many_hours,
    future_hours,
    free_day_in_bulk,
    negative_hours,
    duplicate_entry,
    out_of_scope,
    missing_week,
)
