"""Streams of revenue: what a row promises, when, how surely, and the cells that say so."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from toolkit.model import Record, Unread
from toolkit.table import Place

__all__ = ["Layer", "Span", "Stream", "Unplaced", "unreadable"]


class Layer(StrEnum):
    """How sure revenue is."""

    COMMITTED = "committed"
    EXPECTED = "expected"
    WEIGHTED = "weighted"


class Span(NamedTuple):
    """A part of a stream's amount and the days it is earned on, ends included."""

    first: date
    through: date
    amount: Decimal
    working: bool
    """Earned evenly on working days; otherwise on every day."""


class Stream(NamedTuple):
    """One line of the forecast before it is cut into periods."""

    client: str
    job: str
    """The job's number; empty for retainers, the opportunity's name for new business."""
    line: str
    """``retainer``, ``estimate``, ``change order``, ``opportunity`` or ``invoice``."""
    layer: Layer
    currency: str
    spans: tuple[Span, ...]
    """What is still to come; none for work that is done."""
    probability: Decimal = Decimal(1)
    owner: str = ""
    stage: str = ""
    done: Decimal | None = None
    """What was recognised (or billed) before, where the rows tell."""
    sources: tuple[tuple[Record, tuple[str, ...]], ...] = ()
    """The records behind it, each with the fields that were used, the amount's first."""
    stated: tuple[Place, ...] = ()
    """Entries of agency.toml behind it."""

    @property
    def cells(self) -> tuple[tuple[str, Place], ...]:
        """Each field that was used with the cell it was read from; blank ones are left out."""
        cells = (
            (name, record.place(name))
            for record, names in self.sources
            for name in names
            if getattr(record, name) not in (None, ())
        )
        return tuple((name, place) for name, place in cells if place.column)

    @property
    def places(self) -> tuple[Place, ...]:
        """The cells that amount, dates and probability were read from, and entries of settings."""
        return (*(place for _, place in self.cells), *self.stated)

    @property
    def place(self) -> Place:
        """The first of its cells, or the row it is from."""
        places = self.places
        return places[0] if places else self.sources[0][0].place()

    @property
    def key(self) -> tuple[str, str, str]:
        """What two forecasts know the stream by."""
        return (self.client, self.job, self.line)

    @property
    def amount(self) -> Decimal:
        """What is still to come when it comes true."""
        if len(self.spans) == 1:
            return self.spans[0].amount
        return sum((span.amount for span in self.spans), Decimal(0))


class Unplaced(NamedTuple):
    """A row that says it brings revenue but not enough to put it into a month."""

    place: Place
    client: str
    job: str
    amount: Decimal | None
    currency: str
    reason: str
    lacks_rate: bool = False
    """Its currency, or the rate of it, is what is missing."""


def unreadable(cell: Unread) -> str:
    """Return why an amount is missing that a person typed."""
    typed = f"{cell.typed!r} " if isinstance(cell.typed, str) else ""
    return f"its amount {typed}cannot be read"
