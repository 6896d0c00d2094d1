"""Notes and highlights of ours on people's sheets: put there, found again, taken away."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import etree

from toolkit.books.ooxml.comments import AUTHOR, Cell, Comments, cell_of, empty_comments
from toolkit.books.ooxml.highlights import (
    HIGHLIGHT,
    clear_highlights,
    highlighted,
    set_highlights,
)
from toolkit.books.ooxml.relations import (
    Relation,
    add_relation,
    drop_relation,
    drop_with_dependents,
    relations,
    set_content_type,
)
from toolkit.books.ooxml.sequences import WORKSHEET
from toolkit.books.ooxml.sheet import SheetPart
from toolkit.books.ooxml.styles import Styles, drop_bare_styles
from toolkit.books.ooxml.vml import add_shape, drop_shapes, is_empty, new_drawing
from toolkit.books.ooxml.workbook import Sheet, Workbook
from toolkit.books.ooxml.xml import (
    attribute,
    child,
    insert_in_order,
    local_name,
    namespace,
    parse,
)
from toolkit.errors import ChangedUnderneathError
from toolkit.plan import Note
from toolkit.table import a1, sheet_reference

__all__ = ["change_notes"]

COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"


def change_notes(workbook: Workbook, notes: Sequence[Note], *, clear: bool) -> list[str]:
    """Take our notes away where asked, put new ones there, and return what is to be told.

    Raises ChangedUnderneathError when a note's sheet is not there.
    """
    wanted: dict[str, list[Note]] = {}
    for note in notes:
        if workbook.sheet(note.sheet) is None:
            raise ChangedUnderneathError(
                f"there is no sheet {note.sheet!r} any more; read it again"
            )
        wanted.setdefault(note.sheet.casefold(), []).append(note)
    remarks: list[str] = []
    for place in workbook.sheets():
        mine = wanted.get(place.name.casefold(), [])
        if place.kind == "worksheet" and (mine or (clear and _has_marks(workbook, place))):
            board = NoteBoard(workbook, place)
            if clear:
                board.clear()
            remarks += board.add(mine) if mine else []
            board.store()
    if clear and not notes:
        _forget_look(workbook)
    return remarks


def _has_marks(workbook: Workbook, place: Sheet) -> bool:
    """Whether a sheet has notes or highlights of ours, told without parsing it."""
    parts = [r.target for r in relations(workbook.package, place.part) if r.kind == "comments"]
    return any(
        AUTHOR.encode() in workbook.package.read(part)
        for part in (place.part, *parts)
        if part in workbook.package
    )


def _forget_look(workbook: Workbook) -> None:
    """Take the look of highlights out of the styles, if nothing else has come to use it."""
    if workbook.part_of("styles") is None:
        return
    styles = Styles(workbook)
    number = styles.last_difference(parse(HIGHLIGHT, "a highlight"))
    if number is None:
        return
    use = re.compile(rb"[dD]xfId\s*=\s*[\"']%d[\"']" % number)
    package = workbook.package
    if not any(use.search(package.read(part)) for part in package if part.endswith(".xml")):
        styles.forget_last_difference()
        drop_bare_styles(workbook)


class NoteBoard:
    """The notes and highlights of one person's sheet."""

    def __init__(self, workbook: Workbook, place: Sheet) -> None:
        self._workbook = workbook
        self._package = workbook.package
        self._place = place
        self._sheet = SheetPart(self._package.read(place.part), place.part)
        self._frame = self._sheet.frame

    def store(self) -> None:
        """Put the sheet back into its package."""
        self._package.put(self._place.part, *self._sheet.pieces())

    def clear(self) -> None:
        """Take every note and highlight of ours away."""
        clear_highlights(self._frame)
        arrow = self._arrow("comments")
        if arrow is None:
            return
        comments = Comments(self._package.tree(arrow.target))
        cells = set(comments.ours)
        comments.drop_ours()
        if cells:
            self._clear_shapes(cells)
        if cells and comments.is_empty:
            self._detach(arrow)

    def _clear_shapes(self, cells: set[Cell]) -> None:
        legacy, arrow = child(self._frame, "legacyDrawing"), self._drawing_arrow()
        if legacy is None or arrow is None:
            return
        drawing = drop_shapes(self._package.read(arrow.target), cells)
        self._package.put(arrow.target, drawing)
        if is_empty(drawing):
            self._frame.remove(legacy)
            self._detach(arrow)

    def add(self, notes: Sequence[Note]) -> list[str]:
        """Put notes and highlights on cells; return what could not be noted and why."""
        if self._sheet.is_protected():
            return [f"The sheet {self._place.name} is protected, so it got no notes"]
        taken, remarks, mine = self._taken(), [], []
        for note in notes:
            if (note.row, note.column) in taken:
                where = sheet_reference(note.sheet, a1(note.row, note.column))
                remarks.append(f"{where} has a person's note; it got only a highlight")
            else:
                mine.append(note)
        if mine:
            self._write_notes(mine)
        cells = {(note.row, note.column) for note in notes} | highlighted(self._frame)
        look = Styles(self._workbook).difference(parse(HIGHLIGHT, "a highlight"))
        set_highlights(self._frame, cells, look)
        return remarks

    def _taken(self) -> set[Cell]:
        """Return the cells that people wrote notes or threads on."""
        arrow = self._arrow("comments")
        found = Comments(self._package.tree(arrow.target)).theirs if arrow else set()
        for thread in relations(self._package, self._place.part):
            if thread.kind == "threadedComment" and thread.target in self._package:
                root = self._package.tree(thread.target)
                found |= {cell_of(e) for e in root if local_name(e) == "threadedComment"}
        return found

    def _write_notes(self, notes: Sequence[Note]) -> None:
        comments = Comments(self._package.tree(self._comments_part()))
        known = set(comments.ours)
        part = self._drawing_part()
        drawing = self._package.read(part)
        number = int(self._place.number) if self._place.number.isdecimal() else 1
        for note in notes:
            cell = (note.row, note.column)
            comments.put(cell, note.text)
            if cell in known:
                drawing = drop_shapes(drawing, {cell})
            drawing = add_shape(drawing, number, *cell, note.text)
        self._package.put(part, drawing)

    # Parts the sheet points to

    def _arrow(self, kind: str) -> Relation | None:
        found = (r for r in relations(self._package, self._place.part) if r.kind == kind)
        return next((r for r in found if r.target in self._package), None)

    def _drawing_arrow(self) -> Relation | None:
        legacy = child(self._frame, "legacyDrawing")
        wanted = attribute(legacy, "id") if legacy is not None else None
        found = (r for r in relations(self._package, self._place.part) if r.id == wanted)
        return next((r for r in found if r.target in self._package), None)

    def _comments_part(self) -> str:
        arrow = self._arrow("comments")
        if arrow is not None:
            return arrow.target
        part = self._package.fresh(f"{self._workbook.folder}comments", ".xml")
        self._package.put(part, empty_comments(namespace(self._frame)))
        self._attach(part, "comments", COMMENTS_TYPE)
        return part

    def _drawing_part(self) -> str:
        arrow = self._drawing_arrow()
        if arrow is not None:
            return arrow.target
        part = self._package.fresh(f"{self._workbook.folder}drawings/vmlDrawing", ".vml")
        number = int(self._place.number) if self._place.number.isdecimal() else 1
        self._package.put(part, new_drawing(number))
        identity = self._attach(part, "vmlDrawing", DRAWING_TYPE)
        legacy = etree.Element(f"{{{namespace(self._frame)}}}legacyDrawing")
        legacy.set(f"{{{self._workbook.office}}}id", identity)
        insert_in_order(self._frame, legacy, WORKSHEET)
        return part

    def _attach(self, part: str, kind: str, declared: str) -> str:
        set_content_type(self._package, part, declared)
        stem = f"{self._workbook.office}/{kind}"
        return add_relation(self._package, self._place.part, stem, part)

    def _detach(self, arrow: Relation) -> None:
        drop_relation(self._package, self._place.part, arrow.id)
        drop_with_dependents(self._package, arrow.target)
