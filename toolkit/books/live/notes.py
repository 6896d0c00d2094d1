"""Notes of ours in an open book: put on, taken off, and as they were when that fails."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from toolkit.books.live import model
from toolkit.books.marks import At
from toolkit.errors import ChangedUnderneathError
from toolkit.plan import Note

if TYPE_CHECKING:
    import xlwings

__all__ = ["KeptNotes", "add_notes", "clear_highlights", "clear_notes", "free_notes"]

AUTHOR = "Account Services Toolkit"
SIGNATURE = f"\n— {AUTHOR}"
"""How our notes are known: Excel gives them the person's name as their author."""


def free_notes(book: xlwings.Book, notes: Sequence[Note]) -> tuple[list[Note], list[str]]:
    """Return the notes whose cells have none of a person's, and what is to be told.

    Raises ChangedUnderneathError when a sheet is gone.
    """
    theirs = {
        (name, *at)
        for name in {note.sheet for note in notes}
        for at, note in model.notes_of(_sheet(book, name)).items()
        if not _is_ours(*note)
    }
    free = [n for n in notes if (n.sheet, n.row, n.column) not in theirs]
    taken = len(notes) - len(free)
    told = f"{taken} cells have a note of somebody's, which was left as it is"
    return free, [told] if taken else []


class KeptNotes:
    """Puts our notes back as they were when what is done inside fails.

    ``with KeptNotes(book): …``; a class, because the errors of some programs cannot travel through
    a generator.
    """

    def __init__(self, book: xlwings.Book) -> None:
        self._book = book
        self._before: Mapping[str, Mapping[At, str]] = {}

    def __enter__(self) -> None:
        self._before = {sheet.name: _ours(sheet) for sheet in self._book.sheets}

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            return
        for name, notes in self._before.items():
            sheet = _sheet(self._book, name)
            model.drop_notes(sheet, frozenset(_ours(sheet)))
            for at, text in notes.items():
                model.add_note(sheet.range(at), text.removesuffix(SIGNATURE) + SIGNATURE)


def clear_notes(book: xlwings.Book) -> int:
    """Take our notes off every sheet, and return how many there were."""
    count = 0
    for sheet in book.sheets:
        ours = frozenset(_ours(sheet))
        model.drop_notes(sheet, ours)
        count += len(ours)
    return count


def clear_highlights(book: xlwings.Book) -> int:
    """Take off the highlights a file's notes brought, and return how many there were.

    They are conditional formats whose formula names us (see ``ooxml/highlights.py``).
    """
    return sum(model.drop_highlights(sheet, AUTHOR) for sheet in book.sheets)


def add_notes(book: xlwings.Book, notes: Sequence[Note]) -> int:
    """Put notes on their cells, and return how many were not there already."""
    by_sheet: defaultdict[str, list[Note]] = defaultdict(list)
    for note in notes:
        by_sheet[note.sheet].append(note)
    count = 0
    for name, several in by_sheet.items():
        sheet = _sheet(book, name)
        there = model.notes_of(sheet)
        new = [n for n in several if there.get((n.row, n.column), ("", ""))[1] != _signed(n)]
        old = frozenset((n.row, n.column) for n in new if (n.row, n.column) in there)
        model.drop_notes(sheet, old)
        for note in new:
            model.add_note(sheet.range((note.row, note.column)), _signed(note))
        count += len(new)
    return count


def _sheet(book: xlwings.Book, name: str) -> xlwings.Sheet:
    for sheet in book.sheets:
        if sheet.name == name:
            return sheet
    raise ChangedUnderneathError(f"{book.name} has no sheet {name!r} any more; read it again")


def _ours(sheet: xlwings.Sheet) -> Mapping[At, str]:
    return {at: note[1] for at, note in model.notes_of(sheet).items() if _is_ours(*note)}


def _signed(note: Note) -> str:
    return note.text + SIGNATURE


def _is_ours(author: str, text: str) -> bool:
    return author == AUTHOR or text.endswith(SIGNATURE)
