"""Writing by hand: a table as a sheet of ours, one guarded cell, the previous version back."""

from __future__ import annotations

from pathlib import Path

from toolkit.books import Book, saving
from toolkit.books.backups import Backup, default_shelf
from toolkit.books.entry import Entry, read_entry
from toolkit.books.file import FileBook
from toolkit.books.tabular import table_sheet
from toolkit.errors import BookError, ChangedUnderneathError
from toolkit.plan import Edit, Plan, Receipt
from toolkit.table import parse_reference, same_value

__all__ = ["apply", "cell_plan", "previous_version", "put_back", "refusal", "table_plan"]


def table_plan(table: Path, sheet: str) -> Plan:
    """Return the plan that puts a table, such as a CSV file, into a sheet of ours.

    Raises NotAWorkbookError or UnreadableError.
    """
    grids = FileBook(table).read()
    return Plan(sheets=(table_sheet(next(iter(grids.values())), sheet, table.name),))


def cell_plan(
    book: Book,
    reference: str,
    typed: str,
    *,
    expected: str | None = None,
    wanted: Entry | None = None,
) -> Plan:
    """Return the plan that changes one cell, such as ``Jobs!E5``, to what was typed.

    Raises ChangedUnderneathError when the cell does not hold what is expected, RefusedError when
    the value cannot be read, NotAWorkbookError when there is no such sheet.
    """
    sheet, row, column = parse_reference(reference)
    before = book.read(sheet)[sheet].value(row, column)
    if expected is not None and not same_value(read_entry(expected, before), before):
        raise ChangedUnderneathError(f"{reference} holds {before!r}, not {expected!r}; look again")
    return Plan(edits=(Edit(sheet, row, column, before, read_entry(typed, before, wanted)),))


def refusal(book: Book, plan: Plan) -> str | None:
    """Return why a plan cannot be written into its book, None where nothing is known against it.

    Only files can be asked: of others nobody knows before it is tried.
    """
    if not isinstance(book, FileBook):
        return None
    try:
        book.rehearse(plan)
    except BookError as error:
        return str(error)
    return None


def apply(book: Book, plan: Plan) -> Receipt:
    """Write a plan into its book."""
    return book.apply(plan)


def previous_version(path: Path) -> Backup | None:
    """Return the version before our last save of a book, None where none is kept.

    Raises ChangedUnderneathError when somebody saved the book since.
    """
    return saving.previous(saving.take(path), default_shelf())


def put_back(path: Path) -> Backup | None:
    """Put the version before our last save back and return it, None where none is kept.

    Raises ChangedUnderneathError when somebody saved the book since.
    """
    return saving.undo(path, default_shelf())
