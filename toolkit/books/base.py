"""The one interface every kind of workbook answers to."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from toolkit.plan import Plan, Receipt
from toolkit.table import Grid, SheetInfo

__all__ = ["Book", "open_book"]


class Book(Protocol):
    """A workbook: read in one round trip, written all of it or none."""

    @property
    def name(self) -> str:
        """What a person calls it: a file's name, a Google sheet's title."""
        ...

    def sheets(self) -> tuple[SheetInfo, ...]:
        """Return every sheet, in the order of its tabs."""
        ...

    def read(self, *names: str) -> Mapping[str, Grid]:
        """Return the grids of the named sheets, or of all sheets when none is named.

        Raises UnreadableError when the cells cannot be had, NotAWorkbookError when a name is
        not there.
        """
        ...

    def apply(self, plan: Plan) -> Receipt:
        """Write all of a plan, or raise and write nothing.

        A cell that already holds what an edit wants counts as edited and is left alone: a plan
        may be tried again after a failure that left its end unknown.

        Raises ChangedUnderneathError when a row or cell is no longer as the plan found it,
        RefusedError when writing could lose something, BookBusyError when another program holds
        the book.
        """
        ...


def open_book(path: Path, name: str = "") -> Book:
    """Return the book at a path, called by its file's name or another; its cells are not read yet.

    Raises NotAWorkbookError when there is none.
    """
    from toolkit.books.file import FileBook

    return FileBook(path, name)
