"""Trying again, where nothing was written yet and time may mend what was in the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from toolkit.errors import (
    BookBusyError,
    ChangedUnderneathError,
    ToolkitError,
    UnreachableError,
    UnreadableError,
)

__all__ = ["PLANNING", "READING", "Patience"]

T = TypeVar("T")

READING: tuple[type[ToolkitError], ...] = (BookBusyError, UnreachableError, UnreadableError)
"""A book that is being saved, half copied by a sync program, or out of reach for a moment."""
PLANNING: tuple[type[ToolkitError], ...] = (*READING, ChangedUnderneathError)
"""The same, and a book somebody changed meanwhile: for what reads and plans all anew."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How often something is tried, and how long is waited in between."""

    tries: int
    wait_seconds: int
    sleep: Callable[[float], None]
    heard: Callable[[int, ToolkitError], None] = lambda _number, _error: None
    """Told of each try that failed and is repeated, counted from 1."""

    def kept(self, attempt: Callable[[], T], errors: tuple[type[ToolkitError], ...]) -> T:
        """Return what an attempt returns, repeated while it raises one of the errors.

        An attempt must read anew and repeat no write. The last error is raised as it came.
        """
        for number in range(1, max(self.tries, 1)):
            try:
                return attempt()
            except errors as error:
                self.heard(number, error)
                self.sleep(max(self.wait_seconds, 0) * 2.0 ** (number - 1))
        return attempt()
