"""The status report of a client, as a plain view: nothing internal, no logic left to a template."""

from __future__ import annotations

import difflib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from toolkit.config import Config
from toolkit.errors import ToolkitError
from toolkit.model import Job, Milestone, Person, Status, Tracker, id_key, name_key
from toolkit.model.distribution import person_named
from toolkit.reports.views import DatedStep, Missing, StatusRow, StatusSection, StatusView
from toolkit.reports.wording import NOTHING, clean, day, id_text, in_words, line, paper, typed
from toolkit.table import Place

__all__ = ["status_views"]

TEAM = 3
"""Names of the account team a report shows."""
NEW_WORK_DAYS = 7
"""A status report is made once a week or oftener, so that all new work is in one of them."""


def status_views(
    tracker: Tracker, config: Config, as_of: date, client: str | None = None
) -> tuple[StatusView, ...]:
    """Return a view for each client with open jobs, new work or work to be billed, by name.

    With ``client``, only that one, also when it has nothing of the three. Jobs that name no
    client are together in a view of their own, so that none is lost.

    Raises ToolkitError, with the nearest names, when the client is not in the workbook.
    """
    jobs: dict[str, list[Job]] = defaultdict(list)
    for job in tracker.jobs:
        jobs[name_key(job.client)].append(job)
    desk = _Desk.of(tracker, config, as_of)
    if client is not None:
        wanted = [_known_client(tracker, client)]
    else:
        wanted = sorted(k for k, found in jobs.items() if any(map(desk.shows, found)))
    return tuple(_view(desk, key, jobs[key]) for key in wanted)


@dataclass(frozen=True, slots=True)
class _Desk:
    """What every client's view is made with."""

    tracker: Tracker
    config: Config
    as_of: date
    milestones: Mapping[str, Sequence[Milestone]]
    invoiced: frozenset[str]
    """Numbers of jobs that have an invoice."""
    unread: frozenset[Place]
    """Cells whose words are shown as typed, because they could not be read."""

    @classmethod
    def of(cls, tracker: Tracker, config: Config, as_of: date) -> _Desk:
        by_job: dict[str, list[Milestone]] = defaultdict(list)
        for milestone in tracker.milestones:
            if milestone.done_on is None:
                by_job[id_key(milestone.job)].append(milestone)
        invoiced = frozenset(id_key(i.job) for i in tracker.invoices if i.job is not None)
        unread = frozenset(u.place for u in tracker.unread if u.field in ("status", "due"))
        return cls(tracker, config, as_of, by_job, invoiced, unread)

    def awaits_bill(self, job: Job) -> bool:
        """Whether a job is work to be billed; one that was closed and invoiced is not."""
        closed = job.status is Status.CLOSED and job.billing_status is None
        return job.needs_billing and not (closed and id_key(job.number) in self.invoiced)

    def shows(self, job: Job) -> bool:
        """Whether a job belongs into a report at all."""
        return _is_open(job) or self.awaits_bill(job)


def _known_client(tracker: Tracker, client: str) -> str:
    names = {name_key(n): n for n in _client_names(tracker)}
    key = name_key(client)
    if key in names:
        return key
    near = difflib.get_close_matches(key, names, n=3, cutoff=0.5) or sorted(names)[:8]
    known = in_words(names[n] for n in near) or "none"
    raise ToolkitError(f"No client {client!r} in the workbook; the nearest named there: {known}")


def _client_names(tracker: Tracker) -> Iterable[str]:
    named = (*(a.client for a in tracker.accounts), *(j.client for j in tracker.jobs))
    return (name for name in named if name)


def _is_open(job: Job) -> bool:
    """Whether a client would call it open: a row without status that is struck out is done."""
    return job.is_open and not (job.status is None and job.struck)


def _is_new(job: Job, as_of: date) -> bool:
    if job.opened is not None:
        return (as_of - job.opened).days < NEW_WORK_DAYS
    return job.status is Status.NOT_STARTED


def _view(desk: _Desk, key: str, jobs: Sequence[Job]) -> StatusView:
    opened = [job for job in jobs if _is_open(job)]
    new = [job for job in opened if _is_new(job, desk.as_of)]
    running = [job for job in opened if not _is_new(job, desk.as_of)]
    to_bill = [job for job in jobs if desk.awaits_bill(job)]
    missing: list[Missing] = []
    sections = (
        _section(desk, "Open jobs", running, "No open jobs.", missing),
        _section(desk, "New work", new, "No new work.", missing),
        _section(desk, "Work to be billed", to_bill, "Nothing to be billed.", missing),
    )
    counts = [len(section.rows) for section in sections]
    client = _spelling(desk.tracker, key, jobs)
    return StatusView(
        title=f"Status report – {client} – {day(desk.as_of)}",
        agency=line(desk.config.agency.name),
        client=client,
        dated=desk.as_of,
        date=day(desk.as_of),
        paper=paper(desk.config.agency.country),
        team=_team(desk.tracker, key, [*opened, *to_bill]),
        summary=f"{counts[0]} open · {counts[1]} new · {counts[2]} to be billed",
        sections=sections,
        notes=(
            f"New work: jobs opened in the {NEW_WORK_DAYS} days up to {day(desk.as_of)}, and jobs "
            "not started that carry no opening date.",
            "Work to be billed: finished, and not billed yet.",
        ),
        missing=tuple(dict.fromkeys(missing)),
    )


def _spelling(tracker: Tracker, key: str, jobs: Sequence[Job]) -> str:
    """Return the client's name as the account list, or else most of its jobs, spell it."""
    if not key:
        named = tracker.has("jobs", "client")
        return "Jobs that name no client" if named else "All jobs"
    listed = [a.client for a in tracker.accounts if name_key(a.client) == key]
    written = Counter(line(name) for name in listed or [job.client for job in jobs])
    return written.most_common(1)[0][0]


def _team(tracker: Tracker, key: str, jobs: Sequence[Job]) -> str:
    """Return the account's owners, or else those of most of its jobs."""
    owners = [o for a in tracker.accounts if key and name_key(a.client) == key for o in a.owner]
    if not owners:
        counted = Counter(owner for job in jobs for owner in job.owner)
        owners = [owner for owner, _ in counted.most_common()]
    names: dict[str, str] = {}
    for owner in owners:
        name = _full_name(tracker.people, owner)
        names.setdefault(name_key(name), name)
    return in_words(list(names.values())[:TEAM])


def _full_name(people: Sequence[Person], name: str) -> str:
    person = person_named(people, name)
    return (person.name or name) if person else name


def _section(
    desk: _Desk, title: str, jobs: Iterable[Job], empty: str, missing: list[Missing]
) -> StatusSection:
    """Return the section, soonest milestone first; a job written twice alike is there once."""
    rows: dict[StatusRow, date] = {}
    for job in jobs:
        steps = _milestones(desk, job)
        row = _row(desk, job, [step for _, step in steps])
        rows.setdefault(row, min((due for due, _ in steps), default=date.max))
        missing += _missing(desk, job, row)
    return StatusSection(title, tuple(sorted(rows, key=lambda row: rows[row])), empty)


def _row(desk: _Desk, job: Job, steps: Sequence[DatedStep]) -> StatusRow:
    return StatusRow(
        number=id_text(job.number) or NOTHING,
        name=line(job.name) or NOTHING,
        cover=_cover(desk, job),
        status=_status(job) or NOTHING,
        next_step=clean(job.next_step) or NOTHING,
        milestones=tuple(steps) or (DatedStep(NOTHING, ""),),
    )


def _status(job: Job) -> str:
    """Return the status in the toolkit's words; one it does not know as it was typed."""
    if job.status is not None:
        return job.status.value.capitalize()
    return typed(job.typed("status"))


def _milestones(desk: _Desk, job: Job) -> list[tuple[date, DatedStep]]:
    """Return what is due of a job, soonest first; a date that is not one as it was typed."""
    found = [(job.due, day(job.due) or typed(job.typed("due")), line(job.milestone))]
    number = id_key(job.number)
    for stone in desk.milestones.get(number, ()) if number else ():
        found.append((stone.due, day(stone.due) or typed(stone.typed("due")), line(stone.what)))
    steps = {
        DatedStep(text or NOTHING, what): due or date.max
        for due, text, what in found
        if text or what
    }
    named = {step.date for step in steps if step.what}
    return sorted((due, step) for step, due in steps.items() if step.what or step.date not in named)


def _cover(desk: _Desk, job: Job) -> str:
    """Return who stands in for the owners who are out today."""
    out = [p for p in _owners(desk, job) if _is_out(p, desk.as_of)]
    names = job.cover or tuple(c for person in out for c in person.cover)
    cover = in_words(_full_name(desk.tracker.people, name) for name in names)
    if not cover:
        return ""
    if out:
        back = max((p.out_through for p in out if p.out_through), default=None)
        until = f" until {day(back)}" if back else ""
        return f"{cover} for {in_words(p.name or '' for p in out)}{until}"
    return "" if desk.tracker.has("people", "out_from") else cover


def _owners(desk: _Desk, job: Job) -> list[Person]:
    found = (person_named(desk.tracker.people, owner) for owner in job.owner)
    return [person for person in found if person]


def _is_out(person: Person, as_of: date) -> bool:
    if person.out_from is None and person.out_through is None:
        return False
    began = person.out_from is None or person.out_from <= as_of
    return began and (person.out_through is None or as_of <= person.out_through)


def _missing(desk: _Desk, job: Job, row: StatusRow) -> Iterable[Missing]:
    """Name what the row leaves open, each at the cell that should say it."""
    label = f"job {row.number}" if row.number != NOTHING else f"the job “{row.name}”"
    if row.number == NOTHING:
        yield Missing(f"{label} has no number", job.place("number"))
    if row.name == NOTHING:
        yield Missing(f"{label} has no name", job.place("name"))
    if not job.client and "client" in job.source.fields:
        yield Missing(f"{label} names no client", job.place("client"))
    if row.status == NOTHING:
        yield Missing(f"{label} has no status", job.place("status"))
    elif job.place("status") in desk.unread:
        yield Missing(f"{label} shows the client “{row.status}” as its status", job.place("status"))
    if not _is_open(job):
        return
    if job.struck:
        yield Missing(f"{label} is struck through, and its status is open", job.place("status"))
    if row.next_step == NOTHING:
        yield Missing(f"{label} has no next step", job.place("next_step"))
    if all(step.date == NOTHING for step in row.milestones):
        yield Missing(f"{label} has no milestone date", job.place("due"))
    elif job.place("due") in desk.unread:
        shown = typed(job.typed("due"))
        yield Missing(f"{label} shows the client “{shown}” as its date", job.place("due"))
    if not row.cover:
        for person in _owners(desk, job):
            if _is_out(person, desk.as_of):
                # Once for all of their jobs: the cell to fill in is the person's.
                yield Missing(f"{line(person.name)} is out, nobody covers", person.place("cover"))
