"""How the fields of records are declared, and so how their cells are read.

A field's annotation says how its cells are read (:class:`Reads`). Its column is the field's own
name unless :func:`column` names another, so that one vocabulary of column names serves every kind
of sheet: an invoice's ``issued`` stands in a ``date`` column, a meeting's ``held_at`` too.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
from dataclasses import field
from decimal import Decimal
from enum import Enum, StrEnum, auto
from typing import Annotated, Any, NamedTuple, get_args

from toolkit.model.source import Record

__all__ = [
    "Count",
    "Day",
    "FieldSpec",
    "Flag",
    "Hours",
    "Id",
    "Moment",
    "Money",
    "People",
    "Percent",
    "Reads",
    "Status",
    "StatusWord",
    "Text",
    "column",
    "fields_of",
]


class Reads(Enum):
    """How the cells of a field are read."""

    TEXT = auto()
    ID = auto()
    DAY = auto()
    MOMENT = auto()
    MONEY = auto()
    HOURS = auto()
    PERCENT = auto()
    COUNT = auto()
    PEOPLE = auto()
    FLAG = auto()
    STATUS = auto()


class Status(StrEnum):
    """What a status word folds to."""

    NOT_STARTED = "not started"
    IN_PROGRESS = "in progress"
    WAITING_ON_CLIENT = "waiting on client"
    WAITING_ON_SUPPLIER = "waiting on supplier"
    ON_HOLD = "on hold"
    BLOCKED = "blocked"
    READY_TO_BILL = "ready to bill"
    BILLED = "billed"
    CLOSED = "closed"
    CANCELLED = "cancelled"

    @property
    def is_open(self) -> bool:
        """Work is still to be done on it; a finished job waiting for its bill is not open."""
        return self not in CLOSING

    @property
    def is_finished(self) -> bool:
        """The work was done, billed or not; a cancelled job was never finished."""
        return self in (Status.READY_TO_BILL, Status.BILLED, Status.CLOSED)


CLOSING = frozenset({Status.READY_TO_BILL, Status.BILLED, Status.CLOSED, Status.CANCELLED})

Text = Annotated[str | None, Reads.TEXT]
Id = Annotated[str | int | None, Reads.ID]
Day = Annotated[dt.date | None, Reads.DAY]
Moment = Annotated[dt.datetime | None, Reads.MOMENT]
Money = Annotated[Decimal | None, Reads.MONEY]
Hours = Annotated[Decimal | None, Reads.HOURS]
Percent = Annotated[Decimal | None, Reads.PERCENT]
"""As a fraction: 0.6 is 60 %."""
Count = Annotated[int | None, Reads.COUNT]
People = Annotated[tuple[str, ...], Reads.PEOPLE]
Flag = Annotated[bool | None, Reads.FLAG]
StatusWord = Annotated[Status | None, Reads.STATUS]


def column(name: str, *, default: Any = None) -> Any:
    """Declare a field that is read from a column of another name."""
    return field(default=default, metadata={"column": name})


class FieldSpec(NamedTuple):
    """A field of a record: its name, the column it is read from, how, and what a blank becomes."""

    name: str
    column: str
    reads: Reads
    default: Any


@functools.cache
def fields_of(record: type[Record]) -> tuple[FieldSpec, ...]:
    """Return the fields that are read from cells, in their order."""
    return tuple(
        FieldSpec(f.name, f.metadata.get("column", f.name), _reads(f.type), f.default)
        for f in dataclasses.fields(record)
        if f.name not in ("source", "row")
    )


def _reads(annotation: Any) -> Reads:
    """Return how the cells of one of the types above are read, by the name it is written with."""
    return next(a for a in get_args(globals()[annotation]) if isinstance(a, Reads))
