"""What xlwings does not say of a sheet, asked of the spreadsheet program's own objects.

On Windows these are Excel's objects over COM. On macOS Excel answers to AppleScript, whose names
differ and are not used here: what only this module knows stays unknown there.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

from toolkit.books.marks import At
from toolkit.table import Area, Visibility, parse_a1

if TYPE_CHECKING:
    import xlwings

__all__ = [
    "add_note",
    "drop_highlights",
    "drop_notes",
    "filter_area",
    "freeze_above",
    "frozen_rows",
    "give_up_in_time",
    "has_formulas",
    "hide_name",
    "is_book_protected",
    "is_column_hidden",
    "is_protected",
    "is_row_hidden",
    "is_struck",
    "notes_of",
    "set_filter",
    "visibility_of",
]

HAS_OBJECTS = sys.platform != "darwin"
VISIBILITY = {0: Visibility.HIDDEN, 2: Visibility.VERY_HIDDEN}
"""XlSheetVisibility; -1 is visible."""
EXPRESSION = 2
"""XlFormatConditionType of a format that follows a formula."""
ATTEMPTS = 3_000


def give_up_in_time() -> None:
    """Let xlwings stop asking an Excel that is busy; as installed it asks for ever."""
    if sys.platform == "win32":
        from xlwings import _xlwindows

        _xlwindows.N_COM_ATTEMPTS = ATTEMPTS


def visibility_of(sheet: xlwings.Sheet) -> Visibility:
    """Return whether people see the sheet's tab."""
    if HAS_OBJECTS:
        return VISIBILITY.get(int(sheet.api.Visible), Visibility.VISIBLE)
    return Visibility.VISIBLE if sheet.visible else Visibility.HIDDEN


def is_protected(sheet: xlwings.Sheet) -> bool:
    """Whether cells of the sheet are locked."""
    return HAS_OBJECTS and bool(sheet.api.ProtectContents)


def is_book_protected(book: xlwings.Book) -> bool:
    """Whether no sheet can be added."""
    return HAS_OBJECTS and bool(book.api.ProtectStructure)


def has_formulas(range_: xlwings.Range) -> bool:
    """Whether any cell may hold a formula; Excel answers null where only some do."""
    return not HAS_OBJECTS or range_.api.HasFormula is not False


def is_struck(range_: xlwings.Range) -> bool | None:
    """Whether all cells are shown struck through, or (None) only some."""
    found = range_.api.Font.Strikethrough if HAS_OBJECTS else False
    return None if found is None else bool(found)


def is_row_hidden(range_: xlwings.Range) -> bool | None:
    """Whether all rows are hidden, or (None) only some."""
    found = range_.api.EntireRow.Hidden if HAS_OBJECTS else False
    return None if found is None else bool(found)


def is_column_hidden(range_: xlwings.Range) -> bool | None:
    """Whether all columns are hidden, or (None) only some."""
    found = range_.api.EntireColumn.Hidden if HAS_OBJECTS else False
    return None if found is None else bool(found)


def filter_area(sheet: xlwings.Sheet) -> Area | None:
    """Return the area that carries filter buttons."""
    found = sheet.api.AutoFilter if HAS_OBJECTS else None
    if found is None:
        return None
    first, _, last = str(found.Range.Address).replace("$", "").partition(":")
    return Area(*parse_a1(first), *parse_a1(last or first))


def set_filter(header_to_end: xlwings.Range) -> None:
    """Put filter buttons on the first row of a range, and take away those the sheet had."""
    if HAS_OBJECTS:
        header_to_end.sheet.api.AutoFilterMode = False
        header_to_end.api.AutoFilter(1)


def frozen_rows(sheet: xlwings.Sheet) -> int:
    """Return the rows that stay when the sheet in front is scrolled; 0 for other sheets."""
    if not HAS_OBJECTS or sheet.book.sheets.active.name != sheet.name:
        return 0
    window = sheet.book.app.api.ActiveWindow
    return int(window.SplitRow) if window.FreezePanes else 0


def freeze_above(sheet: xlwings.Sheet, row: int) -> None:
    """Keep the rows above a row in sight; the sheet must be in front."""
    if HAS_OBJECTS:
        window = sheet.book.app.api.ActiveWindow
        window.FreezePanes = False
        window.ScrollRow = 1
        window.SplitColumn, window.SplitRow = 0, row - 1
        window.FreezePanes = True


def notes_of(sheet: xlwings.Sheet) -> Mapping[At, tuple[str, str]]:
    """Return the author and text of every note."""
    if not HAS_OBJECTS or not sheet.api.Comments.Count:
        return {}
    return {
        (int(note.Parent.Row), int(note.Parent.Column)): (str(note.Author), str(note.Text()))
        for note in sheet.api.Comments
    }


def drop_highlights(sheet: xlwings.Sheet, marker: str) -> int:
    """Take away the conditional formats whose formula holds a marker; return how many there were.

    Excel counts them on from the end, for the ones behind a deleted one move up.
    """
    if not HAS_OBJECTS:
        return 0
    formats, count = sheet.api.Cells.FormatConditions, 0
    for number in range(int(formats.Count), 0, -1):
        one = formats.Item(number)
        if int(one.Type) == EXPRESSION and marker in str(one.Formula1):
            one.Delete()
            count += 1
    return count


def hide_name(name: xlwings.Name) -> None:
    """Leave a name out of the lists people see."""
    if HAS_OBJECTS:
        name.api.Visible = False


def add_note(cell: xlwings.Range, text: str) -> None:
    """Put a note on a cell that has none."""
    if HAS_OBJECTS:
        cell.api.AddComment(text)


def drop_notes(sheet: xlwings.Sheet, cells: frozenset[At]) -> None:
    """Take away the notes of these cells."""
    if cells:
        for note in list(sheet.api.Comments):
            if (int(note.Parent.Row), int(note.Parent.Column)) in cells:
                note.Delete()
