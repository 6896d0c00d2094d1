"""``spreadsheets.get``: the whole spreadsheet, or what a field mask lets through."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tests.real.sheets_server.cells import cell_data
from tests.real.sheets_server.discovery import Discovery
from tests.real.sheets_server.failure import Json
from tests.real.sheets_server.masks import masked, parse_mask
from tests.real.sheets_server.spreadsheet import Area, Spreadsheet
from tests.real.sheets_server.tab import Tab

__all__ = ["show", "tab_properties"]

PROPERTIES = (
    "sheetId title index sheetType gridProperties hidden tabColor rightToLeft tabColorStyle"
).split()


def show(
    book: Spreadsheet,
    discovery: Discovery,
    query: Mapping[str, Any],
    areas: Sequence[Area] = (),
) -> Json:
    """Return the spreadsheet; ``areas`` or the query's ranges choose tabs and cells."""
    mask = parse_mask(query["fields"]) if query.get("fields") else {}
    chosen = [*areas, *(book.area(text) for text in query.get("ranges", ()))]
    below = mask.get("sheets", {})
    with_cells = bool("data" in below or (not mask and query.get("includeGridData")))
    wanted = below.get("data", {}).get("rowData", {}).get("values", {})
    shown: dict[str, Json] = {
        "spreadsheetId": book.key,
        "properties": book.properties,
        "sheets": [
            _tab(book, tab, mine, wanted, with_cells=with_cells)
            for tab in book.tabs
            if (mine := [area for area in chosen if area.tab is tab]) or not chosen
        ],
    }
    if book.named:
        shown["namedRanges"] = book.named
    if own := [m for m in book.metadata if m["location"]["locationType"] == "SPREADSHEET"]:
        shown["developerMetadata"] = own
    shown["spreadsheetUrl"] = f"https://docs.google.com/spreadsheets/d/{book.key}/edit"
    if mask:
        discovery.check_mask(mask, {"$ref": "Spreadsheet"})
        return masked(mask, shown)
    return shown


def _tab(
    book: Spreadsheet, tab: Tab, areas: Sequence[Area], wanted: Json, *, with_cells: bool
) -> dict[str, Json]:
    shown: dict[str, Json] = {"properties": tab_properties(book, tab)}
    if with_cells:
        whole = [Area(tab, 0, 0, None, None)]
        shown["data"] = [_grid(book, area, wanted) for area in areas or whole]
    extras = {
        "merges": tab.merges,
        "protectedRanges": tab.protected,
        "basicFilter": tab.filter,
        "charts": tab.charts,
        "rowGroups": tab.groups["ROWS"],
        "columnGroups": tab.groups["COLUMNS"],
        "developerMetadata": [m for m in book.metadata if m["location"].get("sheetId") == tab.id],
    }
    return shown | {name: value for name, value in extras.items() if value}


def tab_properties(book: Spreadsheet, tab: Tab) -> dict[str, Json]:
    """Return a tab's properties; what is false or zero is left out, as Google does."""
    found = {**tab.properties, "index": book.tabs.index(tab)}
    shown = {name: found[name] for name in PROPERTIES if found.get(name, False) is not False}
    grid = found["gridProperties"]
    shown["gridProperties"] = {k: v for k, v in grid.items() if v not in (0, False)}
    return shown


def _grid(book: Spreadsheet, area: Area, wanted: Json) -> dict[str, Json]:
    tab, row, column, end_row, end_column = book.clipped(area)
    rows: list[Json] = []
    for r in range(row, max((r + 1 for r in tab.rows if row <= r < end_row), default=row)):
        last = min(end_column, max(tab.rows.get(r, {column: None})) + 1)
        cells = [cell_data(book, tab, r, c, wanted) for c in range(column, last)]
        while cells and not cells[-1]:
            cells.pop()
        rows.append({"values": cells} if cells else {})
    while rows and not rows[-1]:
        rows.pop()
    shown: dict[str, Json] = {k: v for k, v in (("startRow", row), ("startColumn", column)) if v}
    if rows:
        shown["rowData"] = rows
    height, width = tab.sizes["ROWS"], tab.sizes["COLUMNS"]
    shown["rowMetadata"] = [{"pixelSize": 21, **height.get(n, {})} for n in range(row, end_row)]
    shown["columnMetadata"] = [
        {"pixelSize": 100, **width.get(n, {})} for n in range(column, end_column)
    ]
    return shown
