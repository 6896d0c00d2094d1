"""``spreadsheets.get`` → the tabs of a spreadsheet as Grids, with what writing must know."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from toolkit.books.google.cells import MOMENTS, cell_value
from toolkit.books.marks import SheetMarks
from toolkit.collector import collector_resting
from toolkit.table import Area, Grid, SheetInfo, Value, Visibility

__all__ = ["LOOK_MASK", "MARK", "READ_MASK", "WRITTEN", "Spreadsheet", "Tab", "read_reply"]

MARK = "account-services-toolkit.sheet"
"""Key of the developer metadata that makes a tab ours."""
WRITTEN = "account-services-toolkit.write"
"""Key of the developer metadata each of our writes leaves behind."""

META = "developerMetadata(metadataId,metadataKey,metadataValue)"
SIZE = "gridProperties(rowCount,columnCount,frozenRowCount)"
TAB = f"properties(sheetId,title,hidden,{SIZE}),{META},charts(chartId)"
LOOK_MASK = f"properties(title),{META},sheets({TAB})"
READ_MASK = (
    f"properties(title),{META},namedRanges(name,range),sheets({TAB},merges,basicFilter(range),"
    "protectedRanges(range,unprotectedRanges),"
    "data(startRow,startColumn,rowMetadata(hiddenByUser,hiddenByFilter),"
    "columnMetadata(hiddenByUser),rowData(values(userEnteredValue,effectiveValue,note,"
    "userEnteredFormat(backgroundColor,textFormat(strikethrough)),"
    "effectiveFormat(numberFormat)))))"
)


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab: its grid, and what writing must know of it."""

    id: int
    grid: Grid
    height: int
    width: int
    number_formats: Mapping[tuple[int, int], Mapping[str, Any]]
    """Formats of the cells that hold, or would show, a date or time."""
    fingerprint: str = ""
    """Of what an own sheet holds; empty for a person's, and where one is half written."""
    charts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Spreadsheet:
    """What one reply holds."""

    title: str
    tabs: Mapping[str, Tab]
    writes: Mapping[int, str] = field(default_factory=dict)
    """Marks of our writes: id → when, as seconds since 1970."""


def read_reply(reply: Mapping[str, Any]) -> Spreadsheet:
    """Return what a reply to ``spreadsheets.get`` holds; it may lack the cells."""
    named: defaultdict[int, list[Mapping[str, Any]]] = defaultdict(list)
    for one in reply.get("namedRanges", ()):
        named[one.get("range", {}).get("sheetId", 0)].append(one)
    with collector_resting():
        tabs = [
            _tab(sheet, named[sheet["properties"].get("sheetId", 0)])
            for sheet in reply.get("sheets", ())
        ]
    writes = {
        mark["metadataId"]: mark.get("metadataValue", "")
        for mark in reply.get("developerMetadata", ())
        if mark.get("metadataKey") == WRITTEN
    }
    title = reply.get("properties", {}).get("title", "")
    return Spreadsheet(title, {tab.grid.sheet: tab for tab in tabs}, writes)


def _tab(sheet: Mapping[str, Any], named: Sequence[Mapping[str, Any]]) -> Tab:
    properties = sheet["properties"]
    size = properties.get("gridProperties", {})
    own, fingerprint = _own(sheet)
    hidden = Visibility.HIDDEN if properties.get("hidden") else Visibility.VISIBLE
    marks = SheetMarks(frozen_rows=size.get("frozenRowCount", 0))
    height, width = size.get("rowCount", 0), size.get("columnCount", 0)
    marks.merged = tuple(_area(merge, height, width) for merge in sheet.get("merges", ()))
    marks.names = [
        (one.get("name", ""), _area(one.get("range", {}), height, width)) for one in named
    ]
    if found := sheet.get("basicFilter", {}).get("range"):
        marks.filtered = _area(found, height, width)
    rows: list[list[Value]] = []
    formats: dict[tuple[int, int], Mapping[str, Any]] = {}
    for block in sheet.get("data", ()):
        _read_block(block, rows, marks, formats)
    marks.protected = tuple(
        _area(one["range"], height, width)
        for one in sheet.get("protectedRanges", ())
        if "range" in one and not one.get("unprotectedRanges")
    )
    info = SheetInfo(properties["title"], hidden, own)
    return Tab(
        properties.get("sheetId", 0),
        marks.grid(info, rows),
        height,
        width,
        formats,
        fingerprint,
        tuple(chart["chartId"] for chart in sheet.get("charts", ())),
    )


def _own(sheet: Mapping[str, Any]) -> tuple[str | None, str]:
    for mark in sheet.get("developerMetadata", ()):
        if mark.get("metadataKey") == MARK:
            try:
                held = json.loads(mark.get("metadataValue", ""))
                return str(held["own"]), str(held["print"])
            except (ValueError, KeyError, TypeError):
                continue  # a mark of somebody else by our name is no mark of ours
    return None, ""


def _area(grid: Mapping[str, Any], height: int, width: int) -> Area:
    return Area(
        grid.get("startRowIndex", 0) + 1,
        grid.get("startColumnIndex", 0) + 1,
        grid.get("endRowIndex", height),
        grid.get("endColumnIndex", width),
    )


def _read_block(
    block: Mapping[str, Any],
    rows: list[list[Value]],
    marks: SheetMarks,
    formats: dict[tuple[int, int], Mapping[str, Any]],
) -> None:
    top, left = block.get("startRow", 0), block.get("startColumn", 0)
    for number, line in enumerate(block.get("rowData", ()), top + 1):
        rows += [[] for _ in range(number - len(rows))]
        cells = line.get("values", ())
        held = rows[number - 1]
        held += [None] * (left + len(cells) - len(held))
        for column, cell in enumerate(cells, left + 1):
            if cell:
                held[column - 1] = _read_cell(cell, (number, column), marks, formats)
    marks.hidden_rows.update(_hidden(block.get("rowMetadata", ()), top + 1))
    marks.hidden_columns.update(_hidden(block.get("columnMetadata", ()), left + 1))


def _read_cell(
    cell: Mapping[str, Any],
    at: tuple[int, int],
    marks: SheetMarks,
    formats: dict[tuple[int, int], Mapping[str, Any]],
) -> Value:
    effective = cell.get("effectiveValue")
    number_format = cell.get("effectiveFormat", {}).get("numberFormat", {})
    if number_format.get("type") in MOMENTS:
        formats[at] = number_format
    entered = cell.get("userEnteredValue")
    if entered and "formulaValue" in entered:
        marks.formulas[at] = entered["formulaValue"].removeprefix("=")
    elif effective and not entered:
        marks.formulas[at] = ""  # spilled there by an array formula of another cell
    form = cell.get("userEnteredFormat")
    if form:
        if form.get("textFormat", {}).get("strikethrough") and effective:
            marks.struck.add(at)
        if (colour := _colour(form.get("backgroundColor"))) and colour != "FFFFFF":
            marks.filled[at] = colour
    if "note" in cell:
        marks.notes[at] = cell["note"]
    return cell_value(effective, number_format) if effective else None


def _colour(colour: Mapping[str, float] | None) -> str:
    if colour is None:
        return ""
    return "".join(f"{round(colour.get(part, 0) * 255):02X}" for part in ("red", "green", "blue"))


def _hidden(lines: Any, first: int) -> Iterator[int]:
    for number, line in enumerate(lines, first):
        if line.get("hiddenByUser") or line.get("hiddenByFilter"):
            yield number
