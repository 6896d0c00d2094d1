"""The open workbook as a book that is saved with every change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from toolkit.books import Book
from toolkit.plan import Plan, Receipt
from toolkit.table import Grid, SheetInfo

__all__ = ["SavedBook"]


@dataclass(frozen=True, slots=True)
class SavedBook:
    """Saves before it is read and after it was written.

    A sync remembers what both sides hold. If that was only on the screen, and the workbook was
    closed without saving, the next sync would take the old cells for a person's changes.
    """

    book: Book
    save: Callable[[], object]

    @property
    def name(self) -> str:
        """What a person calls it."""
        return self.book.name

    def sheets(self) -> tuple[SheetInfo, ...]:
        """Return every sheet."""
        return self.book.sheets()

    def read(self, *names: str) -> Mapping[str, Grid]:
        """Save, and return the grids of the named sheets, or of all."""
        self.save()
        return self.book.read(*names)

    def apply(self, plan: Plan) -> Receipt:
        """Write all of a plan and save, or write nothing."""
        receipt = self.book.apply(plan)
        self.save()
        return receipt
