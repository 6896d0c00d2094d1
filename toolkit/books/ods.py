"""OpenDocument spreadsheets → grids, row by row from their content.

Calamine reads them too, but gives errors as 0, hours as "PT30H30M00S", and no formulas.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from toolkit.books.marks import SheetMarks
from toolkit.books.names import Names, names_by_sheet
from toolkit.books.ods_cell import attribute, excel_formula, note_of, value_of
from toolkit.books.package import Package, local
from toolkit.errors import UnreadableError
from toolkit.table import LAST_COLUMN, LAST_ROW, Area, Grid, SheetInfo, Value, Visibility

__all__ = ["read_ods"]

SLOT_LIMIT = 20_000_000
REPEATED_MARKS = 1000
CELLS = ("table-cell", "covered-table-cell")
HIDDEN = ("collapse", "filter")
AREAS = ("named-range", "database-range")
FINISHED = ("table-row", "table-column", "style", "time-style", *AREAS)
FROZEN = "2"
FILTER = "_xlnm._FilterDatabase"


def read_ods(content: bytes, name: str) -> dict[str, Grid]:
    """Return every sheet. Raises UnreadableError where one is damaged or its cells far apart."""
    package = Package(content, name)
    package.refuse_declarations()
    styles = _Styles()
    sheets: list[_Sheet] = []
    named: list[tuple[str, str]] = []
    part = "styles.xml"
    try:
        for part in ("styles.xml", "content.xml"):
            if part in package or part == "content.xml":
                for element in _finished(package.read(part), sheets, styles):
                    if local(element) in AREAS:
                        named.append(_reference(element))
                    else:
                        _take(element, sheets[-1] if sheets else None, styles)
    except (ElementTree.ParseError, ValueError, LookupError, OverflowError) as error:
        raise package.damaged(part, f"is not right: {error}") from ValueError(str(error))
    if "settings.xml" in package:
        _take_frozen(package, {sheet.info.name: sheet for sheet in sheets})
    areas = names_by_sheet(named)
    return {sheet.info.name: sheet.grid(areas.get(sheet.info.name, ())) for sheet in sheets}


def _take_frozen(package: Package, sheets: Mapping[str, _Sheet]) -> None:
    """Note how many rows stay in view; settings that make no sense say nothing."""
    try:
        root = package.xml("settings.xml")
    except UnreadableError:
        return
    for entry in root.iter():
        sheet = sheets.get(attribute(entry, "name"))
        if sheet and local(entry) == "config-item-map-entry":
            told = {attribute(item, "name"): item.text or "" for item in entry}
            rows = told.get("VerticalSplitPosition", "")
            if told.get("VerticalSplitMode") == FROZEN and rows.isdecimal() and len(rows) < 8:
                sheet.marks.frozen_rows = int(rows)


@dataclass(slots=True)
class _Styles:
    """What the styles that matter here are called."""

    hidden_tables: set[str] = field(default_factory=set)
    struck: set[str] = field(default_factory=set)
    filled: dict[str, str] = field(default_factory=dict)
    duration_formats: set[str] = field(default_factory=set)
    durations: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _Sheet:
    """A sheet while its rows come in."""

    info: SheetInfo
    rows: list[list[Value]] = field(default_factory=list)
    marks: SheetMarks = field(default_factory=SheetMarks)
    merged: list[Area] = field(default_factory=list)
    next_row: int = 1
    next_column: int = 1
    slots: int = 0
    titles: list[tuple[str, Area]] = field(default_factory=list)

    def grid(self, names: Names) -> Grid:
        self.marks.merged = self.merged
        self.marks.filtered = next((area for name, area in names if name == FILTER), None)
        self.marks.names = [*self.titles, *(one for one in names if one[0] != FILTER)]
        return self.marks.grid(self.info, self.rows)


def _finished(xml: bytes, sheets: list[_Sheet], styles: _Styles) -> Iterator[Element]:
    """Yield rows, columns and styles once they are whole; open a sheet where one starts."""
    first = 1
    steps = ElementTree.iterparse(io.BytesIO(xml), ("start", "end"))  # noqa: S314 - no entities
    for event, element in steps:
        kind = local(element)
        if event == "start":
            if kind == "table":
                hidden = attribute(element, "style-name") in styles.hidden_tables
                shown = Visibility.HIDDEN if hidden else Visibility.VISIBLE
                sheets.append(_Sheet(SheetInfo(attribute(element, "name"), shown)))
            elif kind == "table-header-rows" and sheets:
                first = sheets[-1].next_row
        elif kind == "table-header-rows" and sheets:
            area = Area(first, 1, sheets[-1].next_row - 1, LAST_COLUMN)
            sheets[-1].titles.append(("_xlnm.Print_Titles", area))
        elif kind in FINISHED:
            yield element
            element.clear()


def _reference(element: Element) -> tuple[str, str]:
    """Return name and reference of an area somebody named, or filters."""
    if local(element) == "named-range":
        return attribute(element, "name"), attribute(element, "cell-range-address")
    filters = attribute(element, "display-filter-buttons") == "true"
    name = FILTER if filters else attribute(element, "name")
    return name, attribute(element, "target-range-address")


def _take(element: Element, sheet: _Sheet | None, styles: _Styles) -> None:
    kind = local(element)
    if kind == "time-style":
        if attribute(element, "truncate-on-overflow") == "false":
            styles.duration_formats.add(attribute(element, "name"))
    elif kind == "style":
        _take_style(element, styles)
    elif sheet and kind == "table-row":
        _take_row(element, sheet, styles)
    elif sheet:
        count = _count(element, "number-columns-repeated", LAST_COLUMN)
        if attribute(element, "visibility") in HIDDEN:
            last = min(sheet.next_column + count, LAST_COLUMN + 1)
            sheet.marks.hidden_columns.update(range(sheet.next_column, last))
        sheet.next_column += count


def _take_style(element: Element, styles: _Styles) -> None:
    name = attribute(element, "name")
    if attribute(element, "data-style-name") in styles.duration_formats:
        styles.durations.add(name)
    for properties in element:
        if attribute(properties, "display") == "false":
            styles.hidden_tables.add(name)
        if attribute(properties, "text-line-through-style", "none") != "none":
            styles.struck.add(name)
        colour = attribute(properties, "background-color").lstrip("#").upper()
        if len(colour) == 6 and colour != "FFFFFF" and local(properties) == "table-cell-properties":
            styles.filled[name] = colour


def _take_row(element: Element, sheet: _Sheet, styles: _Styles) -> None:
    repeats = _count(element, "number-rows-repeated", LAST_ROW)
    row, sheet.next_row = sheet.next_row, sheet.next_row + repeats
    if attribute(element, "visibility") in HIDDEN:
        sheet.marks.hidden_rows.update(range(row, min(row + repeats, row + REPEATED_MARKS)))
    values: list[Value] = []
    column = 1
    for cell in element:
        if local(cell) not in CELLS:
            continue
        count = _count(cell, "number-columns-repeated", LAST_COLUMN)
        value = value_of(cell, attribute(cell, "style-name") in styles.durations)
        if value != "":
            _check_place(sheet, row, column + count - 1)
            values += [""] * (column - 1 - len(values)) + [value] * count
        _take_marks(cell, sheet, styles, (row, column), value)
        column += count
    if values:
        if row + repeats - 1 > LAST_ROW:
            raise ValueError(f"it has cells in row {row + repeats - 1}, which no sheet has")
        nothing: list[Value] = []
        sheet.rows += [nothing] * (row - 1 - len(sheet.rows)) + [values] * repeats
        sheet.slots += len(values)


def _check_place(sheet: _Sheet, row: int, column: int) -> None:
    if row > LAST_ROW or column > LAST_COLUMN:
        raise ValueError(f"it has a cell in row {row}, column {column}, which no sheet has")
    if sheet.slots > SLOT_LIMIT:
        raise ValueError("its cells are spread too far apart")


def _take_marks(
    cell: Element, sheet: _Sheet, styles: _Styles, at: tuple[int, int], value: Value
) -> None:
    """Note what stands around a value; for repeated cells, at the first of them."""
    if formula := attribute(cell, "formula"):
        sheet.marks.formulas[at] = excel_formula(formula)
        if not attribute(cell, "value-type"):
            sheet.marks.uncalculated.add(at)
    style = attribute(cell, "style-name")
    if style in styles.struck and value != "":
        sheet.marks.struck.add(at)
    if colour := styles.filled.get(style):
        sheet.marks.filled[at] = colour
    if note := note_of(cell):
        sheet.marks.notes[at] = note
    height = _count(cell, "number-rows-spanned", LAST_ROW)
    width = _count(cell, "number-columns-spanned", LAST_COLUMN)
    if height > 1 or width > 1:
        sheet.merged.append(Area(at[0], at[1], at[0] + height - 1, at[1] + width - 1))


def _count(element: Element, name: str, limit: int) -> int:
    text = attribute(element, name, "1")
    return min(int(text), limit) if text.isdecimal() and len(text) < 10 and int(text) else 1
