"""Putting right what nobody could mean otherwise."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.agency import Agency
from toolkit.books import Book
from toolkit.books.endings import is_rewritable
from toolkit.checks.fixes import Fix, fixes_of
from toolkit.plan import Plan, Receipt
from toolkit.table import Grid
from toolkit.writeback.fixes import (
    FIXES_SHEET,
    fixes_sheet,
    is_listed,
    made_edits,
    plan_for_fixes,
    plan_to_make,
    plan_to_take_back,
)

__all__ = [
    "FIXES_SHEET",
    "fix_in_two_steps",
    "safe_fixes",
    "take_back_fixes",
    "write_fixes",
]


def safe_fixes(agency: Agency) -> tuple[Fix, ...]:
    """Return the cells that can be put right without anybody meaning otherwise.

    Only of books that can be changed without loss; in a .csv all cells are text by nature.
    """
    return tuple(
        fix
        for fix in fixes_of(agency.tracker)
        if fix.book not in agency.paths or is_rewritable(agency.paths[fix.book])
    )


def write_fixes(agency: Agency, fixes: Sequence[Fix]) -> tuple[Receipt, ...]:
    """Make the fixes in the books themselves, each book all of them or none.

    Raises ChangedUnderneathError, RefusedError and BookBusyError as books do.
    """
    plans = plan_for_fixes(fixes)
    return tuple(agency.books[name].apply(plan) for name, plan in plans.items())


def fix_in_two_steps(book: Book, fixes: Sequence[Fix]) -> Receipt:
    """List the fixes of an open book on its Fixes sheet; make them when they stand there already.

    The receipt counts no edits where they were only listed.
    """
    edits = tuple(fix.edit for fix in fixes)
    if is_listed(_fixes_grid(book), edits):
        return book.apply(plan_to_make(fixes))
    return book.apply(Plan(sheets=(fixes_sheet(edits, [fix.why for fix in fixes]),)))


def take_back_fixes(book: Book) -> Receipt | None:
    """Put back what stood in the cells that were fixed last; None when nothing was.

    Raises ChangedUnderneathError when somebody changed one of them since.
    """
    made = made_edits(_fixes_grid(book))
    return book.apply(plan_to_take_back(made)) if made else None


def _fixes_grid(book: Book) -> Grid | None:
    for sheet in book.sheets():
        if sheet.own == FIXES_SHEET:
            return book.read(sheet.name)[sheet.name]
    return None
