"""Own sheets as tabs that carry our mark: written in place, and only when they differ."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from toolkit.books.google.cells import LARGEST, format_for, user_entered
from toolkit.books.google.charts import CHART_ROWS, Spot, chart_requests
from toolkit.books.google.grids import MARK, Tab
from toolkit.books.sheet_names import free_sheet_name
from toolkit.plan import Block, Column, Format, Link, OwnSheet, Tone
from toolkit.table import CellError, Value, a1, parse_reference

__all__ = ["fingerprint", "free_title", "mark_request", "own_requests", "size_of"]

Request = dict[str, Any]
FORMATS = {
    Format.NUMBER: {"type": "NUMBER", "pattern": "#,##0.##"},
    Format.MONEY: {"type": "NUMBER", "pattern": "#,##0.00"},
    Format.HOURS: {"type": "NUMBER", "pattern": "#,##0.00"},
    Format.PERCENT: {"type": "PERCENT", "pattern": "0%"},
}
FILLS = {
    Tone.GOOD: (0.918, 0.953, 0.91),
    Tone.WARN: (1.0, 0.953, 0.82),
    Tone.BAD: (0.965, 0.851, 0.835),
}
INK = (0.122, 0.227, 0.302)
PIXELS = 7
"""About the width of a digit, which column widths are counted in."""
ROWS_A_REQUEST = 500


def fingerprint(sheet: OwnSheet) -> str:
    """Return a short text that two sheets share only when they show the same."""
    return hashlib.sha256(repr(sheet).encode()).hexdigest()[:32]


def free_title(wanted: str, tabs: Mapping[str, Tab], taken: Sequence[str] = ()) -> str:
    """Return the name our tab has or may take: never that of a person's."""
    for title, tab in tabs.items():
        if tab.grid.own == wanted:
            return title
    return free_sheet_name(wanted, (*tabs, *taken))


def size_of(sheet: OwnSheet) -> tuple[int, int]:
    """Return the rows and columns a sheet takes."""
    spots = list(_spots(sheet))
    rows = max((spot.row + 1 + len(spot.block.rows) for spot in spots), default=len(sheet.lines))
    columns = max((spot.column + len(spot.block.columns) for spot in spots), default=1)
    charts = CHART_ROWS * len(sheet.charts)
    return max(rows + 1 + charts, 2), max(columns, 1)


def _spots(sheet: OwnSheet) -> Iterator[Spot]:
    row, column = len(sheet.lines) + 2, 0
    for block in sheet.blocks:
        yield Spot(block, row, column)
        column += len(block.columns) + 1


def own_requests(
    sheet: OwnSheet, title: str, old: Tab | None, sheet_id: int, ids: Mapping[str, int]
) -> Iterator[list[Request]]:
    """Yield the requests that make one tab ours and show a sheet, in parts.

    The mark says that the tab is finished only in the last part: a tab that was left half written
    is written again the next time. ``ids`` are those of all tabs by title, for links.
    """
    rows, columns = size_of(sheet)
    yield [*_tab(title, old, sheet_id, rows, columns), mark_request(sheet.name, "", sheet_id)]
    yield list(_heading(sheet, sheet_id))
    for spot in _spots(sheet):
        yield from _body(spot, sheet_id, ids)
        yield list(_look(spot, sheet_id))
    if sheet.blocks:
        yield [_filter(next(_spots(sheet)), sheet_id)]
    yield list(chart_requests(sheet, list(_spots(sheet)), sheet_id, rows))
    print_ = fingerprint(sheet)
    yield [_drop_mark(sheet_id), mark_request(sheet.name, print_, sheet_id)]


def _tab(title: str, old: Tab | None, sheet_id: int, rows: int, columns: int) -> Iterator[Request]:
    size: dict[str, Any] = {"rowCount": rows, "columnCount": columns}
    if old is None:
        properties: Request = {"sheetId": sheet_id, "title": title, "gridProperties": size}
        yield {"addSheet": {"properties": properties}}
        return
    yield {"clearBasicFilter": {"sheetId": sheet_id}}
    yield from ({"deleteEmbeddedObject": {"objectId": chart}} for chart in old.charts)
    yield _drop_mark(sheet_id)
    fields = "gridProperties(rowCount,columnCount,frozenRowCount)"
    properties = {"sheetId": sheet_id, "gridProperties": size | {"frozenRowCount": 0}}
    yield {"updateSheetProperties": {"properties": properties, "fields": fields}}
    whole = {"sheetId": sheet_id}
    yield {"updateCells": {"range": whole, "fields": "userEnteredValue,userEnteredFormat,note"}}


def mark_request(own: str, print_: str, sheet_id: int) -> Request:
    """Return what makes a tab ours; ``print_`` is the fingerprint of a finished one."""
    value = json.dumps({"own": own, "print": print_})
    mark = {"metadataKey": MARK, "metadataValue": value, "visibility": "DOCUMENT"}
    return {"createDeveloperMetadata": {"developerMetadata": mark | _at(sheet_id)}}


def _drop_mark(sheet_id: int) -> Request:
    lookup = {
        "metadataKey": MARK,
        "metadataLocation": {"sheetId": sheet_id},
        "locationMatchingStrategy": "EXACT_LOCATION",
    }
    found = {"dataFilter": {"developerMetadataLookup": lookup}}
    return {"deleteDeveloperMetadata": found}


def _at(sheet_id: int) -> Request:
    return {"location": {"sheetId": sheet_id}}


def _heading(sheet: OwnSheet, sheet_id: int) -> Iterator[Request]:
    lines = [{"values": [_text(line)]} for line in (sheet.title, *sheet.lines)]
    yield _update(sheet_id, 0, 0, lines, "userEnteredValue")
    title = {"bold": True, "fontSize": 15, "foregroundColor": _colour(INK)}
    yield _repeat(sheet_id, (0, 0, 1, 1), {"textFormat": title}, "textFormat")
    properties = {"sheetId": sheet_id, "gridProperties": {"frozenRowCount": len(sheet.lines) + 3}}
    fields = "gridProperties.frozenRowCount"
    if sheet.blocks and size_of(sheet)[0] > len(sheet.lines) + 3:
        yield {"updateSheetProperties": {"properties": properties, "fields": fields}}


def _body(spot: Spot, sheet_id: int, ids: Mapping[str, int]) -> Iterator[list[Request]]:
    headers = [{"values": [_text(column.header) for column in spot.block.columns]}]
    first = [_update(sheet_id, spot.row, spot.column, headers, "userEnteredValue")]
    if spot.block.title:
        title = [{"values": [_text(spot.block.title)]}]
        first.append(_update(sheet_id, spot.row - 1, spot.column, title, "userEnteredValue"))
    yield first
    rows = [
        {"values": [_cell(column, value, ids) for column, value in _paired(spot.block, row)]}
        for row in spot.block.rows
    ]
    fields = "userEnteredValue,userEnteredFormat(numberFormat,textFormat.link)"
    for start in range(0, len(rows), ROWS_A_REQUEST):
        part = rows[start : start + ROWS_A_REQUEST]
        yield [_update(sheet_id, spot.row + 1 + start, spot.column, part, fields)]


def _paired(block: Block, row: Sequence[Value | Link]) -> Iterator[tuple[Column, Value | Link]]:
    return zip(block.columns, row, strict=False)


def _cell(column: Column, value: Value | Link, ids: Mapping[str, int]) -> Request:
    if isinstance(value, Link):
        link = _link(value.target, ids)
        linked = {"userEnteredFormat": {"textFormat": {"link": {"uri": link}}}} if link else {}
        return _text(value.text) | linked
    held = _storable(value)
    form = format_for(held, {})
    if form is None and isinstance(held, int | float | Decimal) and not isinstance(held, bool):
        form = FORMATS.get(column.format)
    shown = {"userEnteredFormat": {"numberFormat": form}} if form else {}
    return {"userEnteredValue": user_entered(held, column.header)} | shown


def _storable(value: Value) -> Value:
    """Return a value a cell can hold: what it cannot is shown as text."""
    if isinstance(value, CellError):
        return value.code
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        exact = math.isfinite(value) and -LARGEST <= value <= LARGEST
        return value if exact else str(value)
    return value


def _link(target: str, ids: Mapping[str, int]) -> str:
    """Return a link as Google follows it; empty for what leads nowhere there."""
    if target.startswith(("https://", "http://", "mailto:")):
        return target
    try:
        sheet, row, column = parse_reference(target.removeprefix("#"))
    except ValueError:
        return ""
    if not target.startswith("#") or sheet not in ids:
        return ""
    return f"#gid={ids[sheet]}&range={a1(row, column)}"


def _text(text: str) -> Request:
    return {"userEnteredValue": user_entered(text, text[:40])} if text else {}


def _look(spot: Spot, sheet_id: int) -> Iterator[Request]:
    width = len(spot.block.columns)
    white = {"bold": True, "foregroundColor": _colour((1, 1, 1))}
    header = {"backgroundColor": _colour(INK), "textFormat": white, "wrapStrategy": "WRAP"}
    area = (spot.row, spot.column, spot.row + 1, spot.column + width)
    yield _repeat(sheet_id, area, header, "backgroundColor,textFormat,wrapStrategy")
    if spot.block.title:
        title = {"textFormat": {"bold": True}}
        area = (spot.row - 1, spot.column, spot.row, spot.column + 1)
        yield _repeat(sheet_id, area, title, "textFormat")
    for number, column in enumerate(spot.block.columns, spot.column):
        where = {"sheetId": sheet_id, "dimension": "COLUMNS"}
        where |= {"startIndex": number, "endIndex": number + 1}
        size = {"pixelSize": round(column.width * PIXELS) + 5}
        yield {
            "updateDimensionProperties": {"range": where, "properties": size, "fields": "pixelSize"}
        }
        if column.wrap and spot.block.rows:
            area = (spot.row + 1, number, spot.row + 1 + len(spot.block.rows), number + 1)
            yield _repeat(sheet_id, area, {"wrapStrategy": "WRAP"}, "wrapStrategy")
    for number, tone in enumerate(spot.block.tones, spot.row + 1):
        if tone in FILLS:
            area = (number, spot.column, number + 1, spot.column + width)
            fill = {"backgroundColor": _colour(FILLS[tone])}
            yield _repeat(sheet_id, area, fill, "backgroundColor")


def _filter(spot: Spot, sheet_id: int) -> Request:
    end = spot.row + 1 + len(spot.block.rows)
    area = (spot.row, spot.column, end, spot.column + len(spot.block.columns))
    return {"setBasicFilter": {"filter": {"range": _range(sheet_id, area)}}}


def _update(sheet_id: int, row: int, column: int, rows: Sequence[Request], fields: str) -> Request:
    start = {"sheetId": sheet_id, "rowIndex": row, "columnIndex": column}
    return {"updateCells": {"start": start, "rows": list(rows), "fields": fields}}


def _repeat(sheet_id: int, area: tuple[int, int, int, int], form: Request, fields: str) -> Request:
    cell = {"userEnteredFormat": form}
    masked = f"userEnteredFormat({fields})"
    where = _range(sheet_id, area)
    return {"repeatCell": {"range": where, "cell": cell, "fields": masked}}


def _range(sheet_id: int, area: tuple[int, int, int, int]) -> Request:
    row, column, end_row, end_column = area
    rows = {"sheetId": sheet_id, "startRowIndex": row, "endRowIndex": end_row}
    return rows | {"startColumnIndex": column, "endColumnIndex": end_column}


def _colour(parts: tuple[float, float, float]) -> dict[str, float]:
    return dict(zip(("red", "green", "blue"), parts, strict=True))
