"""A workbook that is open in Excel, reached through the open-source part of xlwings.

A sheet is read in one call for its values and one for its formulas, and a few that do not grow
with its rows; a plan is written in one call for each rectangle. xlwings itself is the caller's to
import: this module costs nothing until then.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from typing import TYPE_CHECKING

from toolkit.books.live import edits as live_edits
from toolkit.books.live import model
from toolkit.books.live.grids import grid_of, info_of
from toolkit.books.live.notes import (
    KeptNotes,
    add_notes,
    clear_highlights,
    clear_notes,
    free_notes,
)
from toolkit.books.live.own import Pages
from toolkit.books.live.quiet import Asking, Quiet
from toolkit.books.live.surroundings import names_of
from toolkit.errors import ChangedUnderneathError, NotAWorkbookError, RefusedError
from toolkit.plan import Edit, Note, Plan, Receipt
from toolkit.table import Grid, SheetInfo

if TYPE_CHECKING:
    import xlwings

__all__ = ["ExcelBook"]


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
            return tuple(info_of(sheet) for sheet in self._book.sheets)

    def read(self, *names: str) -> Mapping[str, Grid]:
        """Return the grids of the named sheets, or of all."""
        with self._asking:
            infos = {info.name: info for info in self.sheets()}
            for name in names:
                if name not in infos:
                    raise NotAWorkbookError(f"{self.name} has no sheet {name!r}")
            areas = names_of(self._book)
            return {
                name: grid_of(self._book.sheets[name], infos[name], areas.get(name, ()))
                for name in names or tuple(infos)
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
            notes, remarks = free_notes(self._book, plan.notes)
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
        grids = {name: grid_of(self._book.sheets[name]) for name in wanted}
        return live_edits.due_edits(edits, grids)

    def _applied(
        self, plan: Plan, runs: Sequence[live_edits.Run], notes: Sequence[Note], told: list[str]
    ) -> Receipt:
        done: list[live_edits.Run] = []
        pages = Pages(self._book)
        try:
            for run in runs:
                done.append(run)
                live_edits.put_run(self._book, run)
            for sheet in plan.sheets:
                pages.draw(sheet)
            with KeptNotes(self._book) if plan.notes or plan.clear_notes else nullcontext():
                changed = clear_notes(self._book) if plan.clear_notes else 0
                changed += add_notes(self._book, notes)
                changed += clear_highlights(self._book) if plan.clear_notes else 0
        except Exception:  # whatever stopped it, what was written is taken back
            live_edits.put_back(self._book, done)
            pages.put_back()
            raise
        told += [
            f"A sheet called {wanted} was there already; the results stand in {name}"
            for wanted, name in pages.names.items()
            if wanted != name
        ]
        written = bool(runs or pages.written or changed)
        edits = plan.changes
        return Receipt(self.name, written, edits, pages.names, len(notes), remarks=tuple(told))
