"""A workbook that is open in Excel, reached through the open-source part of xlwings.

A sheet is read in one call for its values and one for its formulas, and a few that do not grow
with its rows; a plan is written in one call for each rectangle. xlwings itself is the caller's to
import: this module costs nothing until then.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from toolkit.books.live import edits as live_edits
from toolkit.books.live import model
from toolkit.books.live.cells import as_value, rows_of
from toolkit.books.live.clocks import tell_clocks
from toolkit.books.live.page import draw, image_of, is_drawn
from toolkit.books.live.quiet import Asking, Quiet
from toolkit.books.live.surroundings import area_of, marks_of
from toolkit.books.marks import SheetMarks
from toolkit.errors import (
    ChangedUnderneathError,
    NotAWorkbookError,
    RefusedError,
    UnreadableError,
)
from toolkit.plan import Edit, Note, OwnSheet, Plan, Receipt
from toolkit.table import Grid, SheetInfo, Value

if TYPE_CHECKING:
    import xlwings

__all__ = ["ExcelBook"]

MARK = "_account_services"
"""The hidden name of a sheet that tells it is ours, the same as in files."""
AUTHOR = "Account Services Toolkit"
SIGNATURE = f"\n— {AUTHOR}"
"""How our notes are known: Excel gives them the person's name as their author."""
MOST_CELLS = 6_000_000
LONGEST_NAME = 31


class ExcelBook:
    """One open workbook; ``book`` is an xlwings Book."""

    def __init__(self, book: xlwings.Book, name: str = "") -> None:
        self._book = book
        with Asking(name or "the workbook"):
            self.name = name or book.name
        self._asking = Asking(self.name)

    # Reading

    def sheets(self) -> tuple[SheetInfo, ...]:
        """Return every sheet, in the order of its tabs."""
        with self._asking:
            return tuple(_info(sheet) for sheet in self._book.sheets)

    def read(self, *names: str) -> Mapping[str, Grid]:
        """Return the grids of the named sheets, or of all."""
        with self._asking:
            infos = {info.name: info for info in self.sheets()}
            for name in names:
                if name not in infos:
                    raise NotAWorkbookError(f"{self.name} has no sheet {name!r}")
            return {
                name: _grid(self._book.sheets[name], infos[name]) for name in names or tuple(infos)
            }

    # Writing

    def apply(self, plan: Plan) -> Receipt:
        """Write all of the plan, or nothing; screen, calculation and selection are put back."""
        if not plan:
            return Receipt(self.name, written=False)
        with self._asking:
            due = self._due(plan.edits)
            runs = live_edits.runs_of(due)
            live_edits.refuse_odd_cells(self._book, runs)
            notes, remarks = self._free_notes(plan)
            if plan.sheets and model.is_book_protected(self._book):
                raise RefusedError(
                    f"the structure of {self.name} is protected, so no sheet can be added; "
                    "take the protection off first"
                )
            with Quiet(self._book):
                return self._applied(plan, runs, notes, remarks)

    def _due(self, edits: Sequence[Edit]) -> list[Edit]:
        wanted = dict.fromkeys(edit.sheet for edit in edits)
        there = {sheet.name for sheet in self._book.sheets} if wanted else set()
        for name in wanted:
            if name not in there:
                raise ChangedUnderneathError(f"{self.name} has no sheet {name!r} any more")
        grids = {
            name: _grid(self._book.sheets[name], SheetInfo(name), bare=True) for name in wanted
        }
        return live_edits.due_edits(edits, grids)

    def _free_notes(self, plan: Plan) -> tuple[list[Note], list[str]]:
        """Return the notes whose cells have none of a person's, and what is to be told."""
        theirs = {
            (name, *at)
            for name in {note.sheet for note in plan.notes}
            for at, note in model.notes_of(self._sheet(name)).items()
            if not _is_ours(*note)
        }
        free = [n for n in plan.notes if (n.sheet, n.row, n.column) not in theirs]
        taken = len(plan.notes) - len(free)
        told = (
            [f"{taken} cells have a note of somebody's, which was left as it is"] if taken else []
        )
        return free, told

    def _sheet(self, name: str) -> xlwings.Sheet:
        for sheet in self._book.sheets:
            if sheet.name == name:
                return sheet
        raise ChangedUnderneathError(f"{self.name} has no sheet {name!r} any more; read it again")

    def _applied(
        self, plan: Plan, runs: Sequence[live_edits.Run], notes: Sequence[Note], told: list[str]
    ) -> Receipt:
        done: list[live_edits.Run] = []
        added: list[xlwings.Sheet] = []
        given, drawn = {}, 0
        try:
            for run in runs:
                done.append(run)
                live_edits.put_run(self._book, run)
            for sheet in plan.sheets:
                given[sheet.name], is_new = self._draw(sheet, added)
                drawn += is_new
        except Exception:  # whatever stopped it, what was written is taken back
            live_edits.put_back(self._book, done)
            for page in added:
                page.delete()
            raise
        cleared = self._clear_notes() if plan.clear_notes else 0
        added_notes = self._add_notes(notes)
        told += [
            f"A sheet called {wanted} was there already; the results stand in {name}"
            for wanted, name in given.items()
            if wanted != name
        ]
        written = bool(runs or drawn or cleared or added_notes)
        edits = len(plan.edits)
        return Receipt(self.name, written, edits, given, len(notes), remarks=tuple(told))

    def _draw(self, sheet: OwnSheet, added: list[xlwings.Sheet]) -> tuple[str, bool]:
        """Draw a sheet of ours; return its name and whether anything had to be written."""
        rows = image_of(sheet)
        place = self._own_sheet(sheet.name)
        if place is not None:
            if is_drawn(_grid(place, SheetInfo(place.name), bare=True), rows):
                return place.name, False
        else:
            tabs = self._book.sheets
            place = tabs.add(self._free_name(sheet.name), after=tabs[len(tabs) - 1])
            added.append(place)
            text = sheet.name.replace('"', '""')
            model.hide_name(place.names.add(MARK, f'="{text}"'))
            model.freeze_above(place, len(sheet.lines) + 4)
        draw(place, sheet, rows)
        return place.name, True

    def _own_sheet(self, wanted: str) -> xlwings.Sheet | None:
        """Return our sheet; where a person copied it, the one that has the name."""
        ours = [sheet for sheet in self._book.sheets if _mark(sheet) == wanted]
        named = [sheet for sheet in ours if sheet.name.casefold() == wanted.casefold()]
        return next(iter(named or ours), None)

    def _free_name(self, wanted: str) -> str:
        taken = {sheet.name.casefold() for sheet in self._book.sheets}
        number, name = 1, wanted[:LONGEST_NAME]
        while name.casefold() in taken:
            number += 1
            ending = f" ({number})"
            name = wanted[: LONGEST_NAME - len(ending)] + ending
        return name

    def _clear_notes(self) -> int:
        count = 0
        for sheet in self._book.sheets:
            ours = frozenset(at for at, n in model.notes_of(sheet).items() if _is_ours(*n))
            model.drop_notes(sheet, ours)
            count += len(ours)
        return count

    def _add_notes(self, notes: Sequence[Note]) -> int:
        by_sheet: defaultdict[str, list[Note]] = defaultdict(list)
        for note in notes:
            by_sheet[note.sheet].append(note)
        count = 0
        for name, several in by_sheet.items():
            sheet = self._sheet(name)
            there = model.notes_of(sheet)
            new = [n for n in several if there.get((n.row, n.column), ("", ""))[1] != _signed(n)]
            old = frozenset((n.row, n.column) for n in new if (n.row, n.column) in there)
            model.drop_notes(sheet, old)
            for note in new:
                model.add_note(sheet.range((note.row, note.column)), _signed(note))
            count += len(new)
        return count


def _signed(note: Note) -> str:
    return note.text + SIGNATURE


def _is_ours(author: str, text: str) -> bool:
    return author == AUTHOR or text.endswith(SIGNATURE)


def _info(sheet: xlwings.Sheet) -> SheetInfo:
    return SheetInfo(sheet.name, model.visibility_of(sheet), _mark(sheet))


def _mark(sheet: xlwings.Sheet) -> str | None:
    """Return the result a sheet holds when it carries our mark."""
    names = sheet.names
    if not names.contains(MARK):
        return None
    text = str(names(MARK).refers_to).lstrip("=").strip()
    is_text = len(text) > 1 and text[0] == text[-1] == '"'
    return text[1:-1].replace('""', '"') if is_text else None


def _grid(sheet: xlwings.Sheet, info: SheetInfo, *, bare: bool = False) -> Grid:
    """Return a sheet's grid; ``bare`` without what surrounds the cells."""
    used = area_of(sheet.used_range)._replace(first_row=1, first_column=1)
    if used.last_row * used.last_column > MOST_CELLS:
        raise UnreadableError(
            f"the sheet {info.name} claims {used.last_row:,} rows and {used.last_column:,} columns;"
            " delete the empty ones behind the last cell in use, save, and try again"
        )
    cells = sheet.range((1, 1), (used.last_row, used.last_column))
    found = cells.options(ndim=2, err_to_str=True, chunksize=None).value
    rows = [[as_value(value) for value in row] for row in rows_of(found)]
    marks = SheetMarks() if bare else marks_of(sheet, used)
    marks.formulas = _formulas(rows_of(cells.formula), rows)
    marks.struck = {at for at in marks.struck if rows[at[0] - 1][at[1] - 1] is not None}
    tell_clocks(sheet, rows)
    return marks.grid(info, rows)


def _formulas(
    formulas: Iterable[Sequence[object]], rows: Sequence[Sequence[Value]]
) -> dict[tuple[int, int], str]:
    """Return formulas without their "="; a text that begins with one is its own value."""
    return {
        (row, column): formula[1:]
        for row, line in enumerate(formulas, 1)
        for column, formula in enumerate(line, 1)
        if isinstance(formula, str)
        and formula.startswith("=")
        and rows[row - 1][column - 1] != formula
    }
