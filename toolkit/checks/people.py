"""PEO: owners nobody knows, absences without cover, work of people who left."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import timedelta

from toolkit.checks.context import Context
from toolkit.checks.rule import Flaw, rule
from toolkit.checks.wording import count_of, day, job_name, listed, quoted
from toolkit.model import Job, Person, Severity, name_key
from toolkit.model.distribution import person_named

__all__ = ["RULES"]

AHEAD = timedelta(days=7)


def _owned(context: Context) -> Iterator[tuple[Job, str, Person | None]]:
    """Return each open job with each of its owners, and who that is in the people sheet."""
    known: dict[str, Person | None] = {}
    for job in context.open_jobs:
        for name in job.owner:
            key = name_key(name)
            if key not in known:
                known[key] = person_named(context.tracker.people, name)
            yield job, name, known[key]


@rule("PEO101", Severity.ADVICE, "people.name", "jobs.owner")
def unknown_owner(context: Context) -> Iterator[Flaw]:
    """Open jobs belong to somebody the people sheet does not know.

    Why: a name nobody has cannot be asked, covered or reminded.

    Wrong:  Owner “DR2”, no such person
    Right:  Owner “Dana Reyes”
    Configure: nothing; names, initials and first names are known. One finding for each name and
    sheet, at its first job.
    """
    found: defaultdict[tuple[int, str], list[Job]] = defaultdict(list)
    names: dict[str, str] = {}
    for job, name, person in _owned(context):
        if person is None:
            names.setdefault(name_key(name), name)
            found[id(job.source), name_key(name)].append(job)
    for (_, key), jobs in found.items():
        held = f" and {count_of(len(jobs) - 1, 'more job')}" if jobs[1:] else ""
        says = (
            f"{quoted(names[key])} owns {job_name(jobs[0])}{held}, and is not in the people sheet."
        )
        yield Flaw(
            jobs[0], "owner", says, "Write the name as the people sheet has it, or add them."
        )


@rule("PEO102", Severity.WARNING, "people.out_from", "jobs.owner")
def no_cover(context: Context) -> Iterator[Flaw]:
    """Somebody is out, or soon will be, and nobody covers their open jobs.

    Why: "if one member of the team is unavailable, another account person will fill in".

    Wrong:  out from 2026-03-16, three open jobs, Cover blank
    Right:  Cover Ana Lima, in the people sheet or on each job
    Configure: nothing; the next seven days are looked at. A cover who is out too is none.
    """
    jobs = _open_jobs(context)
    for person in context.tracker.people:
        if not person.out_from or person.out_from > context.as_of + AHEAD:
            continue
        if (person.out_through and person.out_through < context.as_of) or _covered(person, context):
            continue
        alone = [job for job in jobs.get(name_key(person.name), ()) if not job.cover]
        if alone:
            until = f" until {day(person.out_through)}" if person.out_through else ""
            says = (
                f"{person.name} is out from {day(person.out_from)}{until}; "
                f"{count_of(len(alone), 'open job')} without cover: {listed(map(job_name, alone))}."
            )
            field = "cover" if "cover" in person.source.fields else "out_from"
            yield Flaw(person, field, says, "Name who fills in, and tell the client.")


def _open_jobs(context: Context) -> Mapping[str, list[Job]]:
    found: defaultdict[str, list[Job]] = defaultdict(list)
    for job, _, person in _owned(context):
        if person:
            found[name_key(person.name)].append(job)
    return found


def _covered(person: Person, context: Context) -> bool:
    """Whether somebody fills in who is there themselves."""
    covers = [person_named(context.tracker.people, name) for name in person.cover]
    return any(c is None or not _is_out(c, context) for c in covers)


def _is_out(person: Person, context: Context) -> bool:
    if not person.out_from or person.out_from > context.as_of:
        return False
    return person.out_through is None or person.out_through >= context.as_of


@rule("PEO103", Severity.ERROR, "people.left_on", "jobs.owner", yields_to=("STA302",))
def owner_has_left(context: Context) -> Iterator[Flaw]:
    """An open job belongs to somebody who has left.

    Why: nobody looks after it, and the client writes to an address that bounces.

    Wrong:  Owner Tom Hale, who left 2026-02-28
    Right:  Owner Ana Lima
    Configure: the “left on” column of the people sheet.
    """
    for job, name, person in _owned(context):
        if person and person.left_on and person.left_on <= context.as_of:
            others = [n for n in job.owner if n != name]
            if not others:
                says = f"{job_name(job)} belongs to {name}, who left on {day(person.left_on)}."
                yield Flaw(job, "owner", says, "Give it to somebody who is here.")


RULES = (unknown_owner, no_cover, owner_has_left)
