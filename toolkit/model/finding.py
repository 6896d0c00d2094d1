"""What is wrong: cells that could not be read, and findings of the rules."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from toolkit.model.fields import Reads
from toolkit.model.source import Record
from toolkit.table import Place, Value

__all__ = ["Finding", "Severity", "Unread", "Why"]


class Why(StrEnum):
    """Why a cell could not be read as what its column holds."""

    UNREADABLE = "unreadable"
    AMBIGUOUS = "ambiguous"
    IMPOSSIBLE = "impossible"
    UNKNOWN_WORD = "unknown word"
    CELL_ERROR = "cell error"
    UNCALCULATED = "uncalculated"


class Unread(NamedTuple):
    """A cell that was not read: the record keeps a blank, the cell keeps what was typed."""

    record: Record
    field: str
    reads: Reads
    typed: Value
    why: Why
    detail: str

    @property
    def place(self) -> Place:
        """The cell."""
        return self.record.place(self.field)


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong at one cell, and what to do about it."""

    code: str
    severity: Severity
    place: Place
    message: str
    """What is wrong, as one would say it to an account supervisor."""
    fix: str
    """What to do next."""
    value: Value = None
    """What stands in the cell, as typed."""
    job: str = ""
    client: str = ""
    owner: str = ""
