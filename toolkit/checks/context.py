"""What rules look at: all records, the day, the settings, and indexes made once for all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal
from functools import cached_property
from typing import TypeVar

from toolkit.checks.years import OddDate, without_odd_dates
from toolkit.config import Config
from toolkit.deadline import timezone_of
from toolkit.model import (
    Account,
    ChangeOrder,
    Document,
    Initiation,
    Invoice,
    Job,
    Record,
    Status,
    TimeEntry,
    Tracker,
    id_key,
    name_key,
)
from toolkit.model.distribution import person_named
from toolkit.workdays import Workdays

__all__ = ["Context", "Snapshot"]

R = TypeVar("R", bound=Record)
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The same books as they were read on an earlier day."""

    tracker: Tracker
    as_of: date


@dataclass(frozen=True)
class Context:
    """Everything a rule may know: it asks nobody else, not even the clock.

    It has no slots, because its indexes are made when a rule first asks for them.
    """

    tracker: Tracker
    config: Config
    as_of: date
    now: datetime
    """The moment deadlines in hours are counted to, in the agency's time zone."""
    workdays: Workdays
    before: Snapshot | None = None
    odd_dates: tuple[OddDate, ...] = ()
    """Dates that cannot be meant; the records have a blank in their place."""

    @classmethod
    def of(
        cls,
        tracker: Tracker,
        config: Config,
        as_of: date,
        now: datetime | None = None,
        before: Snapshot | None = None,
    ) -> Context:
        """Return the context; without a moment, the day is judged as its working hours begin."""
        zone = timezone_of(config)
        if now is None:
            now = datetime.combine(as_of, time.fromisoformat(config.contact.day_starts), zone)
        now = now.astimezone(zone) if now.tzinfo else now.replace(tzinfo=zone)
        meant, odd = without_odd_dates(tracker, as_of)
        if before:
            before = replace(before, tracker=without_odd_dates(before.tracker, as_of)[0])
        return cls(meant, config, as_of, now, Workdays.of(config), before, odd)

    @property
    def previous(self) -> Tracker | None:
        """The records as they were at the earlier reading; None where nothing was kept."""
        return self.before.tracker if self.before else None

    # Cells ------------------------------------------------------------------------------------

    @cached_property
    def unread(self) -> frozenset[tuple[int, int, str]]:
        """(id of the source, row, field) of the cells that could not be read."""
        return frozenset((id(u.record.source), u.record.row, u.field) for u in self.tracker.unread)

    @cached_property
    def _kept(self) -> frozenset[tuple[int, str]]:
        """(id of the source, field) of the columns that anybody has filled in."""
        kept: set[tuple[int, str]] = set()
        for source in self.tracker.tables:
            cells = source.grid.rows[source.first_row - 1 : source.last_row]
            for name, column in source.fields.items():
                if any(len(row) >= column and row[column - 1] not in (None, "") for row in cells):
                    kept.add((id(source), name))
        return frozenset(kept)

    def lacks(self, record: Record, name: str) -> bool:
        """Whether a field is blank where its column is kept.

        A column that nobody has ever filled in, or that the sheet does not have, lacks nothing;
        a cell that could not be read is not blank.
        """
        if getattr(record, name) not in (None, ()):
            return False
        key = (id(record.source), name)
        return key in self._kept and (key[0], record.row, name) not in self.unread

    # Jobs -------------------------------------------------------------------------------------

    @cached_property
    def jobs(self) -> Mapping[str, Job]:
        """Number → the first job that carries it."""
        first: dict[str, Job] = {}
        for job in self.tracker.jobs:
            if job.number is not None:
                first.setdefault(id_key(job.number), job)
        return first

    @cached_property
    def earlier_jobs(self) -> Mapping[str, Job]:
        """Number → the first job that carried it at the earlier reading."""
        first: dict[str, Job] = {}
        for job in self.before.tracker.jobs if self.before else ():
            if id_key(job.number):
                first.setdefault(id_key(job.number), job)
        return first

    @cached_property
    def repeats(self) -> Sequence[tuple[Job, Job]]:
        """(first, later) of the jobs under one number; merged numbers are one cell, no repeat."""
        first: dict[str, Job] = {}
        found = []
        for job in self.tracker.jobs:
            if job.number is not None and (job.row, "number") not in job.source.carried:
                earlier = first.setdefault(id_key(job.number), job)
                if earlier is not job:
                    found.append((earlier, job))
        return found

    @cached_property
    def open_jobs(self) -> Sequence[Job]:
        """The jobs with work to do: open by status, and not struck through."""
        return [job for job in self.tracker.jobs if job.is_open and not job.struck]

    def job(self, number: str | int | None) -> Job | None:
        """Return the job of a number; None where there is none."""
        return None if number is None else self.jobs.get(id_key(number))

    @cached_property
    def hours(self) -> Mapping[str, Sequence[TimeEntry]]:
        """Job number → its time entries, in the order of the sheet."""
        return _by_id(self.tracker.hours, lambda entry: entry.job)

    @cached_property
    def by_day(self) -> Mapping[tuple[tuple[str, ...], date], Sequence[TimeEntry]]:
        """(person, day) → the entries with hours."""
        found: defaultdict[tuple[tuple[str, ...], date], list[TimeEntry]] = defaultdict(list)
        for entry in self.tracker.hours:
            if entry.date and entry.person and entry.hours:
                found[entry.person, entry.date].append(entry)
        return dict(found)

    @cached_property
    def invoices(self) -> Mapping[str, Sequence[Invoice]]:
        """Job number → its invoices."""
        return _by_id(self.tracker.invoices, lambda invoice: invoice.job)

    @cached_property
    def change_orders(self) -> Mapping[str, Sequence[ChangeOrder]]:
        """Job number → its change orders."""
        return _by_id(self.tracker.change_orders, lambda order: order.job)

    @cached_property
    def initiations(self) -> Mapping[str, Sequence[Initiation]]:
        """Job number → the forms it was opened with."""
        return _by_id(self.tracker.initiations, lambda form: form.job)

    @cached_property
    def estimates(self) -> Mapping[str, Sequence[Document]]:
        """Job number → the estimates that were sent to be signed."""
        papers = [d for d in self.tracker.documents if "estimate" in name_key(d.kind)]
        return _by_id(papers, lambda document: document.job)

    # Money ------------------------------------------------------------------------------------

    def changes_signed(self, job: Job) -> Decimal:
        """Return the fees that signed change orders add to a job's estimate."""
        orders = self.change_orders.get(id_key(job.number), ())
        return sum((o.fee_delta for o in orders if o.signed_on and o.fee_delta), ZERO)

    def approved(self, job: Job) -> Decimal | None:
        """Return the estimate with its signed change orders; None without an estimate."""
        return None if job.estimate is None else job.estimate + self.changes_signed(job)

    def estimate_signed(self, job: Job) -> date | None:
        """Return the day the estimate was first signed, by the tracker or by the document."""
        papers = self.estimates.get(id_key(job.number), ())
        days = [d.signed_on for d in papers if d.signed_on]
        if job.estimate_signed_on:
            days.append(job.estimate_signed_on)
        return min(days, default=None)

    def knows_sign_off(self, job: Job) -> bool:
        """Whether a signature of the job's estimate would be on record if there were one."""
        key = (id(job.source), "estimate_signed_on")
        if (key[0], job.row, key[1]) in self.unread:
            return False
        return key in self._kept or id_key(job.number) in self.estimates

    # Clients and people ----------------------------------------------------------------------

    @cached_property
    def accounts(self) -> Mapping[str, Account]:
        """Client's name as compared → the account."""
        return {name_key(a.client): a for a in self.tracker.accounts if a.client}

    @cached_property
    def clients(self) -> frozenset[str]:
        """The names of all clients the tracker or the account list knows, as compared."""
        named = (name_key(job.client) for job in self.tracker.jobs if job.client)
        return frozenset(named) | frozenset(self.accounts)

    def owner(self, record: Record) -> str:
        """Return who has to see to a record: its own owner, its job's, who booked, its client's."""
        people = getattr(record, "author" if hasattr(record, "author") else "owner", ())
        if not people and (job := self.job(getattr(record, "job", None))):
            people = job.owner
        if not people and isinstance(record, TimeEntry):
            people = record.person
        if not people and not isinstance(record, Job):
            account = self.accounts.get(name_key(getattr(record, "client", None)))
            people = account.owner if account else ()
        return ", ".join(map(self.full_name, people))

    def full_name(self, name: str) -> str:
        """Return the name the people sheet has for initials or a first name, else as written."""
        key = name_key(name)
        if key not in self._full_names:
            person = person_named(self.tracker.people, name)
            self._full_names[key] = (person.name if person else None) or name
        return self._full_names[key]

    @cached_property
    def _full_names(self) -> dict[str, str]:
        return {}

    def is_finished(self, number: str | int | None) -> bool:
        """Whether a job is known and closed or cancelled."""
        job = self.job(number)
        return job is not None and job.status in (Status.CLOSED, Status.BILLED, Status.CANCELLED)


def _by_id(records: Iterable[R], key: Callable[[R], str | int | None]) -> Mapping[str, list[R]]:
    found: defaultdict[str, list[R]] = defaultdict(list)
    for record in records:
        value = key(record)
        if value is not None:
            found[id_key(value)].append(record)
    return dict(found)
