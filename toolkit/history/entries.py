"""The entries of the history, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from toolkit.model import Tracker

__all__ = [
    "Actual",
    "Alert",
    "Closing",
    "Export",
    "ExportLine",
    "Run",
    "RunState",
    "ScheduledRun",
    "ScheduledStep",
    "Snapshot",
    "StepState",
]


@dataclass(frozen=True, slots=True)
class Run:
    """One time a command was run."""

    at: datetime
    """An aware moment; kept in UTC."""
    action: str
    books: tuple[str, ...]
    outcome: Mapping[str, Any] = field(default_factory=dict)
    """Counts and names that JSON can hold."""


class StepState(StrEnum):
    """How a step of a scheduled run ended."""

    DONE = "done"
    STOPPED = "stopped"
    """It did not go on, for a person must settle something first."""
    FAILED = "failed"
    SKIPPED = "left out"
    """A step it needs was not done."""


@dataclass(frozen=True, slots=True)
class ScheduledStep:
    """What became of one step of a scheduled run."""

    name: str
    action: str
    """What it does: ``check``, ``sync``, …"""
    state: StepState
    at: datetime
    ended: datetime
    tries: int = 1
    said: tuple[str, ...] = ()
    """What it did, a line each."""
    for_person: tuple[str, ...] = ()
    """What a person has to see to, a line each."""
    made: tuple[str, ...] = ()
    """Where its results stand."""
    counts: Mapping[str, Any] = field(default_factory=dict)
    marks: tuple[str, ...] = ()
    """What the next run knows its findings by."""


class RunState(StrEnum):
    """Whether a scheduled run goes on, and how it ended."""

    RUNNING = "running"
    ENDED = "ended"
    STOPPED = "stopped"
    """Somebody stopped it."""
    CRASHED = "crashed"
    """It never ended: its process or computer did."""


@dataclass(frozen=True, slots=True)
class ScheduledRun:
    """One time the steps of a ``[run.NAME]`` were gone through."""

    at: datetime
    name: str
    agency: str
    """The agency.toml, or folder, it was run for."""
    host: str
    """The computer it ran on."""
    state: RunState = RunState.RUNNING
    ended: datetime | None = None
    exit_code: int | None = None
    remarks: tuple[str, ...] = ()
    """What is to be said of the run itself: mail, log, an earlier run that crashed."""
    steps: tuple[ScheduledStep, ...] = ()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Every record of some books as they stood."""

    at: datetime
    as_of: date
    books: tuple[str, ...]
    tracker: Tracker


@dataclass(frozen=True, slots=True)
class ExportLine:
    """One amount that finance was sent."""

    key: str
    """What the format replaces by: account, and whatever else it tells lines apart by."""
    period: str
    currency: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Export:
    """A file finance was sent, by format and target."""

    at: datetime
    as_of: date
    format: str
    books: tuple[str, ...]
    sha256: str
    lines: tuple[ExportLine, ...]


@dataclass(frozen=True, slots=True)
class Closing:
    """A retainer's period as it was closed; what later edits change shows as a restatement."""

    at: datetime
    retainer: str
    """The retainer's key, such as ``client|start``."""
    first: date
    through: date
    ledger: Mapping[str, Any]
    """The ledger row; Decimal and dates come back as they were given."""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Alert:
    """That somebody was told of a crossing, once per subject and period."""

    at: datetime
    subject: str
    period: date
    crossing: str
    """What was crossed: ``50%``, ``90%``, ``pace``."""


@dataclass(frozen=True, slots=True)
class Actual:
    """What finance recognised of a client on an account in a month."""

    client: str
    account: str
    month: date
    """The first day of the month."""
    currency: str
    amount: Decimal
