"""What a write overwrites, copied aside by the write itself: so that nobody's last edit is lost.

No request can say "only if the cell still holds that". But a batch is carried out in order and at
one instant: what its first requests copy to a hidden tab of ours is what its others overwrite.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from toolkit.books.formula_shift import shifted
from toolkit.books.google.edits import is_new_row
from toolkit.books.google.grids import Spreadsheet, Tab
from toolkit.books.google.own import free_title, mark_request
from toolkit.plan import Edit
from toolkit.table import Grid, Value, same_value

__all__ = ["JOURNAL", "Journal"]

JOURNAL = "Overwritten"
CLEARED = "userEnteredValue,userEnteredFormat,dataValidation"
Request = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Journal:
    """The tab that holds what one batch overwrites: first the keys, then each column as it was.

    A second sheet stands below the first: ``offsets`` are the rows above each.
    """

    found: Spreadsheet
    """What was read last before the batch."""
    edits: tuple[Edit, ...]
    """The edits of the batch, and the guards that say which column each of them is meant for."""
    title: str
    old: Tab | None
    offsets: Mapping[str, int]
    keys: tuple[int, ...]
    """The columns that hold keys; as many columns stand left of the first that is as it was."""

    @classmethod
    def of(cls, found: Spreadsheet, edits: Sequence[Edit]) -> Journal:
        """Return the journal of a batch."""
        title = free_title(JOURNAL, found.tabs)
        offsets, rows = {}, 0
        for sheet in dict.fromkeys(edit.sheet for edit in edits):
            offsets[sheet] = rows
            rows += found.tabs[sheet].height
        keys = tuple(sorted({edit.key_column for edit in edits} - {0}))
        return cls(found, tuple(edits), title, found.tabs.get(title), offsets, keys)

    def requests(self, sheet_id: int) -> Iterator[Request]:
        """Yield what comes before the edits; ``sheet_id`` is for a new tab."""
        if not self.edits:
            return
        here = self.old.id if self.old else sheet_id
        tabs = [self.found.tabs[sheet] for sheet in self.offsets]
        size = {
            "rowCount": sum(tab.height for tab in tabs),
            "columnCount": len(self.keys) + max(tab.width for tab in tabs),
        }
        properties: Request = {"sheetId": here, "hidden": True, "gridProperties": size}
        if self.old is None:
            yield {"addSheet": {"properties": properties | {"title": self.title}}}
            yield mark_request(JOURNAL, "", here)
        else:
            fields = "hidden,gridProperties(rowCount,columnCount)"
            yield {"updateSheetProperties": {"properties": properties, "fields": fields}}
            yield {"updateCells": {"range": {"sheetId": here}, "fields": CLEARED}}
        for sheet in self.offsets:
            yield from self._copies(self.found.tabs[sheet], here)

    def _copies(self, tab: Tab, here: int) -> Iterator[Request]:
        """Yield the copies of each column: keys as they show, which may be computed, and as typed.

        Formats are copied apart, for the kind of paste that does all takes merges along, and
        those may go across the columns that are not copied.
        """
        sheet = tab.grid.sheet
        edits = [e for e in self.edits if e.sheet == sheet and not is_new_row(e)]
        columns: dict[int, list[int]] = defaultdict(list)
        for edit in edits:
            columns[edit.column].append(edit.row)
        for column, rows in sorted(columns.items()):
            yield from self._copy(tab, here, column, rows, len(self.keys) + column, "PASTE_FORMULA")
        for to, column in enumerate(self.keys, 1):
            rows = [edit.row for edit in edits if edit.key_column == column]
            yield from self._copy(tab, here, column, rows, to, "PASTE_VALUES")

    def _copy(
        self, tab: Tab, here: int, column: int, rows: Sequence[int], to: int, kind: str
    ) -> Iterator[Request]:
        if not rows or column > tab.width or min(rows) > tab.height:
            return
        offset, first, end = self.offsets[tab.grid.sheet], min(rows) - 1, min(max(rows), tab.height)
        source = {"sheetId": tab.id, "startRowIndex": first, "endRowIndex": end}
        source |= {"startColumnIndex": column - 1, "endColumnIndex": column}
        target = {"sheetId": here, "startRowIndex": first + offset, "endRowIndex": end + offset}
        target |= {"startColumnIndex": to - 1, "endColumnIndex": to}
        for one in (kind, "PASTE_FORMAT"):
            yield {"copyPaste": {"source": source, "destination": target, "pasteType": one}}

    def look(self) -> dict[str, Any]:
        """Return what a batch adds so that its reply shows the journal.

        A tab that is made by the batch itself cannot be named yet: then all tabs are shown.
        """
        if not self.edits:
            return {}
        shown = {"includeSpreadsheetInResponse": True, "responseIncludeGridData": True}
        return shown | ({"responseRanges": [_quoted(self.title)]} if self.old else {})

    def to_put_back(self, after: Spreadsheet) -> Iterator[Edit]:
        """Yield what brings back each cell that did not hold what it was believed to hold.

        ``after`` is the reply to the batch. A row of another key counts, for somebody sorted, and
        a column of another header. A row is brought back whole, its key too; new rows that went
        under other headers are taken back.
        """
        if self.title not in after.tabs:
            return
        grid = after.tabs[self.title].grid
        wrong = [edit for edit in self.edits if not self._held(grid, edit)]
        moved = {edit.sheet for edit in wrong if edit.is_guard}
        rows = {(edit.sheet, edit.row) for edit in wrong}
        keys = {(e.sheet, e.row): e.after for e in self.edits if e.column == e.key_column}
        for edit in self.edits:
            if edit.is_guard or (edit.sheet not in moved and (edit.sheet, edit.row) not in rows):
                continue
            key = keys.get((edit.sheet, edit.row), self._key(grid, edit))
            formula = None if is_new_row(edit) else self._formula(grid, edit)
            value = None if is_new_row(edit) else self._value(grid, edit)
            yield replace(
                edit,
                before=f"={edit.after}" if edit.formula else edit.after,
                after=formula or value,
                key=key,
                key_column=0 if key is None else edit.key_column,  # a row we emptied has no key
                formula=bool(formula),
            )

    def _held(self, grid: Grid, edit: Edit) -> bool:
        """Whether the cell an edit was made to held what it was believed to hold, in its row."""
        if is_new_row(edit):
            return True
        value, formula = self._value(grid, edit), self._formula(grid, edit)
        if edit.is_guard:
            # A header that is computed shows something else in another place.
            same = formula is not None or same_value(value, edit.before)
        else:
            same = same_value(value if formula is None else f"={formula}", edit.before)
        return same and (not edit.key_column or same_value(self._key(grid, edit), edit.key))

    def _key(self, grid: Grid, edit: Edit) -> Value:
        if not edit.key_column:
            return None
        row = edit.row + self.offsets[edit.sheet]
        return grid.value(row, self.keys.index(edit.key_column) + 1)

    def _value(self, grid: Grid, edit: Edit) -> Value:
        return grid.value(edit.row + self.offsets[edit.sheet], edit.column + len(self.keys))

    def _formula(self, grid: Grid, edit: Edit) -> str | None:
        """Return the formula an edit overwrote, as it read in its own place."""
        down, right = self.offsets[edit.sheet], len(self.keys)
        formula = grid.formulas.get((edit.row + down, edit.column + right))
        return None if formula is None else shifted(formula, -down, -right)


def _quoted(title: str) -> str:
    """Return the range that is a whole tab."""
    return "'" + title.replace("'", "''") + "'"
