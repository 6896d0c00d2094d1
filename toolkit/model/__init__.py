"""The agency's records, what is wrong with them, and all of them together."""

from toolkit.model.fields import FieldSpec, Reads, Status, fields_of
from toolkit.model.finding import Finding, Severity, Unread, Why
from toolkit.model.records import (
    KINDS,
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
from toolkit.model.source import ColumnReading, Record, Source
from toolkit.model.tracker import Tracker, id_key, name_key

__all__ = [
    "KINDS",
    "Account",
    "Actual",
    "ChangeOrder",
    "ColumnReading",
    "Contact",
    "Document",
    "FieldSpec",
    "Finding",
    "Initiation",
    "Invoice",
    "Job",
    "Meeting",
    "Milestone",
    "Opportunity",
    "Person",
    "Rate",
    "Reads",
    "Record",
    "Retainer",
    "Review",
    "Severity",
    "Source",
    "Status",
    "TimeEntry",
    "Tracker",
    "Unread",
    "Why",
    "fields_of",
    "id_key",
    "name_key",
]
