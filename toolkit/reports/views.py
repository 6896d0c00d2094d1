"""Reports as plain views: every text a template prints, and what the workbook leaves open."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar, NamedTuple

from toolkit.table import Place

__all__ = [
    "Attendee",
    "BudgetLine",
    "ContactView",
    "DatedStep",
    "Fact",
    "JobSection",
    "Margin",
    "Missing",
    "NextStep",
    "NumberedPoint",
    "Recipients",
    "StatusRow",
    "StatusSection",
    "StatusView",
]


class Missing(NamedTuple):
    """Something a report should say and the workbook does not: what, and at which cell."""

    what: str
    place: Place


class DatedStep(NamedTuple):
    """A milestone: its date as it is printed, and what is due."""

    date: str
    what: str


@dataclass(frozen=True, slots=True)
class StatusRow:
    """A job as a client sees it, in the handbook's columns and their order."""

    number: str
    name: str
    cover: str
    """Who stands in for an owner who is out, as a sentence; mostly empty."""
    status: str
    next_step: str
    milestones: tuple[DatedStep, ...]


@dataclass(frozen=True, slots=True)
class StatusSection:
    """One of the report's three parts."""

    title: str
    rows: tuple[StatusRow, ...]
    empty: str
    """What it says when it has no rows."""


@dataclass(frozen=True, slots=True)
class StatusView:
    """Everything a status report's template needs."""

    report: ClassVar[str] = "status"

    title: str
    agency: str
    client: str
    dated: date
    date: str
    paper: str
    """``a4``, or ``us-letter`` where that is what printers hold."""
    team: str
    """The account people to call."""
    summary: str
    sections: tuple[StatusSection, ...]
    notes: tuple[str, ...]
    """What counts as new, and as work to be billed."""
    missing: tuple[Missing, ...] = field(default=(), metadata={"printed": False})
    """What the workbook leaves open: for the account executive, never in the document."""


class Fact(NamedTuple):
    """A line of the report's head: ``Place``, ``Marlow's office``."""

    label: str
    text: str


class Attendee(NamedTuple):
    """Somebody who was there, and their role where it is known."""

    name: str
    role: str


class NumberedPoint(NamedTuple):
    """A point of a section; ``mark`` says ``Decision`` where it is one."""

    number: str
    text: str
    mark: str


@dataclass(frozen=True, slots=True)
class JobSection:
    """What was said of one job, under a letter."""

    letter: str
    job: str
    name: str
    points: tuple[NumberedPoint, ...]


class BudgetLine(NamedTuple):
    """What was said of money, and of which job."""

    job: str
    text: str


class NextStep(NamedTuple):
    """What is to be done, by whom and when; a dash where the log does not say."""

    job: str
    what: str
    who: str
    when: str


class Recipients(NamedTuple):
    """Those who receive the report for one reason; each is named once."""

    reason: str
    names: str


@dataclass(frozen=True, slots=True)
class Margin:
    """The notes in the margin, beside the part of the report they are about."""

    facts: tuple[str, ...] = ()
    present: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    budget: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    distribution: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ContactView:
    """Everything a contact report's template needs."""

    report: ClassVar[str] = "contact"

    title: str
    agency: str
    client: str
    number: str
    dated: date
    date: str
    paper: str
    kind: str
    """What the log calls it: ``Client meeting``, ``Call``."""
    facts: tuple[Fact, ...]
    client_present: tuple[Attendee, ...]
    agency_present: tuple[Attendee, ...]
    sections: tuple[JobSection, ...]
    budget: tuple[BudgetLine, ...]
    steps: tuple[NextStep, ...]
    distribution: tuple[Recipients, ...]
    deadline: str
    closing: tuple[str, ...]
    margin: Margin
    has_notes: bool
    """Whether there is a margin at all."""
    is_internal: bool
    due_at: datetime | None = field(metadata={"printed": False})
    is_late: bool = field(metadata={"printed": False})
    """The deadline is over and the log does not say that the report was sent."""
    missing: tuple[Missing, ...] = field(default=(), metadata={"printed": False})
