"""The records of an agency: one class for each kind of row its people keep."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from toolkit.model.fields import (
    Count,
    Day,
    Flag,
    Hours,
    Id,
    Moment,
    Money,
    People,
    Percent,
    Status,
    StatusWord,
    Text,
    column,
)
from toolkit.model.source import Record

__all__ = [
    "KINDS",
    "Account",
    "Actual",
    "ChangeOrder",
    "Contact",
    "Document",
    "Initiation",
    "Invoice",
    "Job",
    "Meeting",
    "Milestone",
    "Opportunity",
    "Person",
    "Rate",
    "Retainer",
    "Review",
    "TimeEntry",
]


@dataclass(frozen=True, slots=True)
class Job(Record):
    """A job: what the agency does, tracks and bills under one number."""

    number: Id = None
    name: Text = None
    client: Text = None
    status: StatusWord = None
    billing_status: StatusWord = None
    next_step: Text = None
    milestone: Text = None
    due: Day = None
    owner: People = ()
    cover: People = ()
    type: Text = None
    product: Text = None
    opened: Day = None
    started: Day = None
    finished: Day = None
    estimate: Money = None
    budget: Money = None
    """The current budget: signed estimate and signed change orders."""
    estimate_signed_on: Day = None
    billed: Money = None
    percent_complete: Percent = None
    po_number: Id = None
    priority: Text = None
    initiation_form: Id = None
    kickoff_on: Day = None
    last_updated: Day = None
    notes: Text = None
    department: Text = None
    waiting_on: Text = None
    waiting_since: Day = None
    currency: Text = None

    @property
    def is_open(self) -> bool:
        """Work is still to be done; a job whose status could not be read counts as open."""
        return self.status is None or self.status.is_open

    @property
    def needs_billing(self) -> bool:
        """The work is finished and its bill is still to be written.

        A job that is ready to bill, or closed without having been billed. A closed job of a sheet
        that keeps no billing status and no billed amount counts as billed, for nothing says
        otherwise; so does one without an estimate in a sheet that keeps estimates.
        """
        if self.status is Status.READY_TO_BILL or self.billing_status is Status.READY_TO_BILL:
            return self.status is not Status.BILLED
        if self.status is not Status.CLOSED:
            return False
        if self.billing_status is not None:
            return self.billing_status.is_open
        if "estimate" in self.source.fields and not self.estimate:
            return False
        if "billed" in self.source.fields:
            return not self.billed
        return "billing_status" in self.source.fields


@dataclass(frozen=True, slots=True)
class Milestone(Record):
    """A dated step of a job; a job may have several."""

    job: Id = column("number")
    name: Text = None
    milestone: Text = None
    due: Day = None
    done_on: Day = None

    @property
    def what(self) -> str | None:
        """What is due; in a sheet with a milestone column the name is the job's."""
        return self.milestone if "milestone" in self.source.fields else self.name


@dataclass(frozen=True, slots=True)
class TimeEntry(Record):
    """Hours of one person on one day."""

    entry_id: Id = None
    date: Day = None
    person: People = column("owner", default=())
    client: Text = None
    job: Id = column("number")
    job_name: Text = column("name")
    task: Text = None
    role: Text = None
    hours: Hours = None
    billable: Flag = None
    approved: Flag = None
    rate: Money = None
    cost_rate: Money = None
    currency: Text = None
    notes: Text = None


@dataclass(frozen=True, slots=True)
class Retainer(Record):
    """What a client pays for each period, and what they may use for it."""

    client: Text = None
    hours: Hours = None
    fee: Money = None
    period: Text = None
    start: Day = column("started")
    end: Day = None
    scope: Text = None
    overage_rate: Money = None
    rollover: Text = None
    """``none``, ``all``, ``10 h``, ``25 %``, ``10 h for 3 months``."""
    deficit: Text = None
    """``bill``, ``carry`` or ``absorb`` what goes beyond."""
    proration: Text = None
    """``working days``, ``calendar days``, ``full`` or ``none``."""
    counts: Text = column("counted_hours")
    """``all``, ``billable`` or ``approved`` hours."""
    adjustments: Text = None
    """``2026-03-15 +5 goodwill``, several of them apart by semicolons or line breaks."""
    pauses: Text = None
    """``2026-08-01..2026-08-31``, several of them apart by semicolons or line breaks."""
    products: Text = column("product")
    currency: Text = None


@dataclass(frozen=True, slots=True)
class Rate(Record):
    """The rate card: what an hour of a role is sold for."""

    role: Text = None
    client: Text = None
    rate: Money = None
    cost_rate: Money = None
    valid_from: Day = column("started")
    currency: Text = None


@dataclass(frozen=True, slots=True)
class Meeting(Record):
    """A meeting or call, as the meeting log has it."""

    number: Id = None
    client: Text = None
    held_at: Moment = column("date")
    ends_at: Moment = column("end")
    start_time: Moment = None
    """Where the log has a column of its own for it; ``held_at`` takes it too."""
    kind: Text = column("type")
    place_held: Text = column("place")
    client_present: People = ()
    agency_present: People = ()
    topics: Text = None
    decisions: Text = None
    budget: Text = column("budget_notes")
    next_steps: Text = column("next_step")
    report_sent_at: Moment = None
    distribution: People = ()
    objection_at: Moment = None
    author: People = column("owner", default=())

    @property
    def is_internal(self) -> bool:
        """The agency was among itself, by what the log calls the meeting."""
        return "internal" in re.findall(r"\w+", (self.kind or "").casefold())


@dataclass(frozen=True, slots=True)
class Contact(Record):
    """A person at a client."""

    name: Text = None
    client: Text = None
    role: Text = None
    is_decision_maker: Flag = None
    email: Text = None
    phone: Text = None
    department: Text = None
    last_contact: Day = None


@dataclass(frozen=True, slots=True)
class Person(Record):
    """A person at the agency."""

    name: Text = None
    initials: Text = None
    role: Text = None
    department: Text = None
    email: Text = None
    is_head: Flag = None
    """Heads a department, and so receives every contact report."""
    cover: People = ()
    out_from: Day = None
    out_through: Day = None
    left_on: Day = None


@dataclass(frozen=True, slots=True)
class ChangeOrder(Record):
    """A change to a signed estimate, on the agency's form."""

    number: Id = column("change_number")
    job: Id = column("number")
    requested_by: Text = None
    on: Day = column("date")
    source_of_request: Text = column("request_source")
    what: Text = column("name")
    hours_delta: Hours = column("hours")
    fee_delta: Money = column("estimate")
    new_due: Day = column("due")
    signed_by: Text = None
    signed_on: Day = None
    distributed_to: People = ()
    verbal_confirmed_by: Text = None
    verbal_confirmed_on: Day = None


@dataclass(frozen=True, slots=True)
class Initiation(Record):
    """The written input a job is opened with."""

    form_number: Id = column("initiation_form")
    job: Id = column("number")
    requested_by: Text = None
    date: Day = None
    source_of_request: Text = column("request_source")
    brief: Text = None
    deliverables: Text = None
    budget: Money = column("estimate")
    due: Day = None
    teams: People = ()
    is_research: Flag = None


@dataclass(frozen=True, slots=True)
class Document(Record):
    """A document sent to a client to be signed."""

    job: Id = column("number")
    kind: Text = column("type")
    version: Id = None
    version_on: Day = column("date")
    sent_on: Day = None
    signed_by: Text = None
    signed_on: Day = None


@dataclass(frozen=True, slots=True)
class Invoice(Record):
    """An invoice issued to a client."""

    number: Id = column("invoice_number")
    client: Text = None
    job: Id = column("number")
    po_number: Id = None
    issued: Day = column("date")
    due: Day = None
    amount: Money = column("billed")
    paid: Money = None
    balance: Money = None
    paid_on: Day = None
    disputed: Flag = None
    promised_on: Day = None
    broken_promises: Count = None
    last_chased: Day = None
    escalated_on: Day = None
    owner: People = ()
    currency: Text = None


@dataclass(frozen=True, slots=True)
class Opportunity(Record):
    """New business that may come."""

    name: Text = None
    client: Text = None
    stage: Text = column("status")
    value: Money = column("estimate")
    probability: Percent = None
    close_on: Day = column("due")
    start: Day = column("started")
    end: Day = None
    next_step: Text = None
    owner: People = ()
    is_rfp: Flag = None
    rfp_due: Day = None
    currency: Text = None


@dataclass(frozen=True, slots=True)
class Actual(Record):
    """Revenue that finance recognised."""

    client: Text = None
    account: Id = None
    month: Day = column("date")
    amount: Money = column("billed")
    currency: Text = None


@dataclass(frozen=True, slots=True)
class Account(Record):
    """A client, as the agency's account list has it."""

    client: Text = None
    annual_revenue: Money = None
    renewal_on: Day = None
    owner: People = ()
    supervisor: People = ()
    director: People = ()
    products: Text = column("product")
    goals: Text = None
    needs_po: Flag = None
    pass_through: Money = None
    currency: Text = None
    country: Text = None


@dataclass(frozen=True, slots=True)
class Review(Record):
    """A quarterly business review of a client."""

    client: Text = None
    planned_on: Day = column("due")
    held_on: Day = column("date")
    progress_report: Flag = None
    renewal_discussed: Flag = None
    issues_raised: Flag = None
    decision_makers_met: Flag = None
    invited: People = ()


KINDS: Mapping[str, type[Record]] = {
    "jobs": Job,
    "milestones": Milestone,
    "hours": TimeEntry,
    "retainers": Retainer,
    "rates": Rate,
    "meetings": Meeting,
    "contacts": Contact,
    "people": Person,
    "change_orders": ChangeOrder,
    "initiations": Initiation,
    "documents": Document,
    "invoices": Invoice,
    "pipeline": Opportunity,
    "actuals": Actual,
    "accounts": Account,
    "reviews": Review,
}
"""Kind of table → class of its records; a Tracker holds each kind under the same name."""
