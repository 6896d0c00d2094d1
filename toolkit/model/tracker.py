"""All records of an agency together, and how their ids and names are compared."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.model.finding import Unread
from toolkit.model.records import (
    Account,
    Actual,
    ChangeOrder,
    Contact,
    Document,
    Initiation,
    Invoice,
    Job,
    Meeting,
    Milestone,
    Opportunity,
    Person,
    Rate,
    Retainer,
    Review,
    TimeEntry,
)
from toolkit.model.source import Source
from toolkit.table import Value

__all__ = ["Tracker", "id_key", "name_key"]


@dataclass(frozen=True, slots=True)
class Tracker:
    """Every record of an agency, from however many books and sheets."""

    jobs: tuple[Job, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    hours: tuple[TimeEntry, ...] = ()
    retainers: tuple[Retainer, ...] = ()
    rates: tuple[Rate, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    contacts: tuple[Contact, ...] = ()
    people: tuple[Person, ...] = ()
    change_orders: tuple[ChangeOrder, ...] = ()
    initiations: tuple[Initiation, ...] = ()
    documents: tuple[Document, ...] = ()
    invoices: tuple[Invoice, ...] = ()
    pipeline: tuple[Opportunity, ...] = ()
    actuals: tuple[Actual, ...] = ()
    accounts: tuple[Account, ...] = ()
    reviews: tuple[Review, ...] = ()
    tables: tuple[Source, ...] = ()
    """Every table that was located, also those that hold no records we know."""
    unread: tuple[Unread, ...] = ()

    def has(self, kind: str, *columns: str) -> bool:
        """Whether there is a table of the kind, and one of them has all the record fields."""
        return any(t.kind == kind and t.holds(*columns) for t in self.tables)


def id_key(value: Value) -> str:
    """Return an id as it is compared: trimmed, case folded, 42.0 as 42; "0042" is not 42."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).strip().casefold()


def name_key(value: str | None) -> str:
    """Return a client's or a person's name as it is compared: case and white space folded."""
    return " ".join(value.split()).casefold() if value else ""
