"""Notes of ours on people's tabs: beside what a person wrote there, and taken away again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from toolkit.books.google.grids import Tab
from toolkit.errors import ChangedUnderneathError
from toolkit.plan import Note

__all__ = ["note_requests"]

SIGNED = "— Account Services Toolkit —\n"
"""What our part of a note begins with; all before it is a person's."""
HIGHLIGHT = "FFF2CA"
"""A fill no palette of Google has, so that only ours is ever taken away."""


def note_requests(
    tabs: Mapping[str, Tab], notes: Sequence[Note], *, clear: bool
) -> Iterator[dict[str, Any]]:
    """Yield the requests that put notes and highlights, or take ours away.

    A cell with a fill of its own keeps it. Raises ChangedUnderneathError where a note's tab is
    not there.
    """
    wanted: dict[str, dict[tuple[int, int], str]] = {}
    for note in notes:
        if note.sheet not in tabs:
            raise ChangedUnderneathError(f"there is no sheet {note.sheet!r} any more; read again")
        wanted.setdefault(note.sheet, {})[note.row, note.column] = note.text
    for title, tab in tabs.items():
        mine = wanted.get(title, {})
        ours = {at for at, text in tab.grid.notes.items() if SIGNED in text}
        for at in sorted(mine.keys() | (ours if clear else set())):
            yield from _one(tab, at, mine.get(at))


def _one(tab: Tab, at: tuple[int, int], text: str | None) -> Iterator[dict[str, Any]]:
    held = tab.grid.notes.get(at, "")
    theirs = held.partition(SIGNED)[0].rstrip("\n")
    ours = f"{SIGNED}{text}" if text is not None else ""
    note = "\n\n".join(part for part in (theirs, ours) if part)
    fill = tab.grid.filled.get(at)
    lit = fill == HIGHLIGHT
    if note == held and (lit or fill or text is None):
        return
    cell: dict[str, Any] = {"note": note} if note else {}
    fields = "note"
    if text is not None and fill is None:
        colour = {"red": 1.0, "green": 242 / 255, "blue": 202 / 255}
        cell["userEnteredFormat"] = {"backgroundColor": colour}
        fields += ",userEnteredFormat.backgroundColor"
    elif text is None and lit:
        fields += ",userEnteredFormat(backgroundColor,backgroundColorStyle)"
    start = {"sheetId": tab.id, "rowIndex": at[0] - 1, "columnIndex": at[1] - 1}
    rows = [{"values": [cell]}]
    yield {"updateCells": {"start": start, "rows": rows, "fields": fields}}
