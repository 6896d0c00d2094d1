"""DAT: dates that contradict each other, the calendar or today."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from toolkit.checks.context import Context
from toolkit.checks.excuses import excuses_in
from toolkit.checks.notes import is_our_note
from toolkit.checks.rule import HISTORY, Flaw, rule
from toolkit.checks.wording import count_of, day, job_name
from toolkit.model import Job, Record, Severity, Status

__all__ = ["RULES"]


@rule("DAT101", Severity.ERROR, "jobs.due", "jobs.started | jobs.opened")
def due_before_start(context: Context) -> Iterator[Flaw]:
    """The due date is earlier than the start date.

    Why: burn and traffic plans both drop such a job.

    Wrong:  Start 2026-03-10, Due 2026-03-01
    Right:  Start 2026-03-01, Due 2026-03-10
    Configure: nothing; without a start date the day the job was opened counts.
    """
    for job in context.tracker.jobs:
        start = job.started or job.opened
        if job.due and start and job.due < start:
            begins = "it starts" if job.started else "it was opened"
            says = f"{job_name(job)} is due {day(job.due)}, before {begins} on {day(start)}."
            yield Flaw(job, "due", says, "Correct one of the two dates.")


@rule("DAT102", Severity.ADVICE, "jobs.due | milestones.due", yields_to=("DAT101",))
def due_on_free_day(context: Context) -> Iterator[Flaw]:
    """An open job is due on a day the agency does not work.

    Why: nobody is there to deliver, so it is late or was due the day before.

    Wrong:  Due Saturday, 2026-06-13
    Right:  Due Friday, 2026-06-12
    Configure: agency.country and agency.region, calendar.closures, calendar.weekend.
    """
    for record, due in _deadlines_ahead(context):
        if not context.workdays.is_workday(due):
            free = _free(context, due)
            says = f"{_what(record)} is due {day(due)}, {free}."
            better = day(_workday_before(context, due))
            yield Flaw(record, "due", says, f"Agree on a working day, such as {better}.")


def _deadlines_ahead(context: Context) -> Iterator[tuple[Record, date]]:
    for job in context.open_jobs:
        if job.due and job.due >= context.as_of:
            yield job, job.due
    for step in context.tracker.milestones:
        if step.due and step.due >= context.as_of and not step.done_on:
            yield step, step.due


def _what(record: Record) -> str:
    if isinstance(record, Job):
        return job_name(record)
    return f"{getattr(record, 'job', '')} {getattr(record, 'what', '') or 'milestone'}".strip()


def _free(context: Context, due: date) -> str:
    name = context.workdays.name(due)
    if name == "closed":
        return "when the agency is closed"
    weekdays = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    return name or f"a {weekdays[due.weekday()]}"


def _workday_before(context: Context, due: date) -> date:
    while not context.workdays.is_workday(due):
        due = date.fromordinal(due.toordinal() - 1)
    return due


ACTUALS: Mapping[str, Mapping[str, str]] = {
    "jobs": {
        "opened": "was opened",
        "started": "was started",
        "finished": "was finished",
        "estimate_signed_on": "had its estimate signed",
        "kickoff_on": "had its kick-off",
        "last_updated": "was updated",
    },
    "milestones": {"done_on": "was done"},
    "change_orders": {"signed_on": "was signed", "verbal_confirmed_on": "was confirmed"},
    "initiations": {"date": "was written"},
    "documents": {"sent_on": "was sent", "signed_on": "was signed"},
    "invoices": {"issued": "was issued", "paid_on": "was paid", "last_chased": "was chased"},
    "reviews": {"held_on": "was held"},
}
"""What has happened when its date is filled in; a job not yet started may plan its start."""


@rule(
    "DAT103", Severity.ERROR, " | ".join(f"{k}.{n}" for k, names in ACTUALS.items() for n in names)
)
def future_actual(context: Context) -> Iterator[Flaw]:
    """Something that has happened is dated after today.

    Why: it has not happened; or the year is wrong, and every count of days with it.

    Wrong:  Finished 2027-03-02, on 2026-03-04
    Right:  Finished 2026-03-02
    Configure: nothing; a job not started yet may name the days of its start and kick-off.
    """
    for kind, names in ACTUALS.items():
        for name, happened in names.items():
            for record in getattr(context.tracker, kind):
                value = getattr(record, name)
                if value and value > context.as_of and not _planned(record, name):
                    says = f"{_subject(record)} {happened} on {day(value)}, which is still to come."
                    yield Flaw(record, name, says, "Correct the date, or clear it until it is so.")


def _planned(record: Record, name: str) -> bool:
    planned = ("opened", "started", "kickoff_on")
    return isinstance(record, Job) and name in planned and record.status is Status.NOT_STARTED


def _subject(record: Record) -> str:
    if isinstance(record, Job):
        return job_name(record)
    kind = {
        "milestones": "Milestone",
        "change_orders": "Change order",
        "initiations": "Initiation form",
        "documents": "Document",
        "invoices": "Invoice",
        "reviews": "Review",
    }[record.source.kind or ""]
    for name in ("number", "form_number", "job", "client"):
        if value := getattr(record, name, None):
            return f"{kind} {value}" if name.endswith("number") else f"{kind} of {value}"
    return kind


@rule("DAT301", Severity.WARNING, "jobs.due", "jobs.status", yields_to=("DAT101",))
def overdue_without_note(context: Context) -> Iterator[Flaw]:
    """An open job is past its due date, and no note says why.

    Why: the client will ask at the weekly meeting; the answer should stand in the row.

    Wrong:  Due 2026-03-01, In progress, Notes blank, on 2026-03-09
    Right:  Notes “client feedback a week late, new date 2026-03-16 agreed”
    Configure: nothing; jobs on hold are not overdue, and a note on the due cell is a note.
    """
    for job in context.open_jobs:
        if not job.due or job.due >= context.as_of or job.status is Status.ON_HOLD:
            continue
        if job.notes and "DAT301" not in excuses_in(job.notes):
            continue
        place = job.place("due")
        note = job.source.grid.notes.get((place.row, place.column), "")
        if not note or is_our_note(note):
            late = count_of((context.as_of - job.due).days, "day")
            says = f"{job_name(job)} was due {day(job.due)}, {late} ago, and no note says why."
            yield Flaw(job, "due", says, "Agree on a new date, or note what it waits for.")


@rule("DAT302", Severity.ADVICE, "jobs.number", "jobs.due", HISTORY, yields_to=("CHG201",))
def milestone_moved(context: Context) -> Iterator[Flaw]:
    """A job's due date is another than at the last reading.

    Why: a date that slips every week is a risk long before it is missed.

    Wrong:  Due 2026-03-01 last week, 2026-03-15 now
    Right:  the date as agreed, or the move told to every department
    Configure: nothing; needs the history of readings.
    """
    for number, earlier in context.earlier_jobs.items():
        job = context.jobs.get(number)
        if job and job.is_open and job.due and earlier.due and job.due != earlier.due:
            moved = count_of(abs((job.due - earlier.due).days), "day")
            way = "later" if job.due > earlier.due else "earlier"
            says = (
                f"{job_name(job)} moved from {day(earlier.due)} to {day(job.due)}: {moved} {way}."
            )
            yield Flaw(job, "due", says, "Tell the departments in person, and note why.")


RULES = (due_before_start, due_on_free_day, future_actual, overdue_without_note, milestone_moved)
