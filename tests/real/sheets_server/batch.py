"""``batchUpdate``: a list of requests carried out in order, all of them or none."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from typing import Any

from tests.real.sheets_server.appearance import eight_bit
from tests.real.sheets_server.cells import change_cell
from tests.real.sheets_server.discovery import Discovery
from tests.real.sheets_server.failure import Json, Refusal, invalid
from tests.real.sheets_server.masks import parse_mask, update_by_mask
from tests.real.sheets_server.metadata import create_metadata, delete_metadata
from tests.real.sheets_server.moving import copy_paste, cut_paste, merge_cells, sort_range
from tests.real.sheets_server.showing import show, tab_properties
from tests.real.sheets_server.spreadsheet import Spreadsheet, tidy
from tests.real.sheets_server.structure import insert_or_delete
from tests.real.sheets_server.tab import Tab

__all__ = ["batch_update"]

MOST_CELLS = 10_000_000
MASKED = {
    "updateCells": "CellData",
    "repeatCell": "CellData",
    "updateSheetProperties": "SheetProperties",
    "updateSpreadsheetProperties": "SpreadsheetProperties",
    "updateNamedRange": "NamedRange",
    "updateDimensionProperties": "DimensionProperties",
}
PROTECTED = (
    "protectedRangeId range namedRangeId tableId description warningOnly requestingUserCanEdit "
    "unprotectedRanges editors"
).split()
Handler = Callable[[Spreadsheet, Any], Json]


def batch_update(book: Spreadsheet, body: Json, discovery: Discovery) -> Json:
    """Carry out every request of a body; the caller undoes all when one is refused."""
    if not body.get("requests"):
        raise invalid("Must specify at least one request.")
    replies = [_one(book, n, request, discovery) for n, request in enumerate(body["requests"])]
    if sum(tab.height * tab.width for tab in book.tabs) > MOST_CELLS:
        raise invalid(
            "Invalid requests[0]: This action would increase the number of cells in the workbook "
            f"above the limit of {MOST_CELLS} cells."
        )
    book.forget()
    reply: dict[str, Json] = {"spreadsheetId": book.key, "replies": replies}
    if body.get("includeSpreadsheetInResponse"):
        areas = [book.area(text) for text in body.get("responseRanges", ())]
        query = {"includeGridData": body.get("responseIncludeGridData")}
        reply["updatedSpreadsheet"] = show(book, discovery, query, areas)
    return reply


def _one(book: Spreadsheet, number: int, request: Json, discovery: Discovery) -> Json:
    if len(request) != 1:
        raise invalid(f"Invalid requests[{number}]: Exactly one request kind must be set.")
    kind, given = next(iter(request.items()))
    if kind not in HANDLERS:
        raise Refusal(501, f"this server does not do {kind}")
    if "fields" in given:
        mask = parse_mask(given["fields"])
        if kind in MASKED:
            discovery.check_mask(mask, {"$ref": MASKED[kind]})
        given = {**given, "mask": mask}
    try:
        return HANDLERS[kind](book, given) or {}
    except Refusal as refusal:
        if refusal.code == 400:
            raise invalid(f"Invalid requests[{number}].{kind}: {refusal}") from None
        raise


def _add_sheet(book: Spreadsheet, given: Json) -> Json:
    properties = dict(given.get("properties", {}))
    title = properties.pop("title", None) or f"Sheet{len(book.tabs) + 1}"
    if book.titled(title):
        raise invalid(f'A sheet with the name "{title}" already exists. Please enter another name.')
    index = properties.pop("index", len(book.tabs))
    sheet_id = properties.pop("sheetId", None) or book.new_id("sheetId")
    if any(tab.id == sheet_id for tab in book.tabs):
        raise invalid(f"A sheet with the id {sheet_id} already exists.")
    tab = Tab({"sheetId": sheet_id, "title": title, **properties})
    book.tabs.insert(index, tab)
    return {"addSheet": {"properties": tab_properties(book, tab)}}


def _delete_sheet(book: Spreadsheet, given: Json) -> None:
    tab = book.tab(given.get("sheetId", 0))
    if len(book.tabs) == 1:
        raise invalid("You can't remove all the sheets in a document.")
    book.tabs.remove(tab)
    book.metadata = [m for m in book.metadata if m["location"].get("sheetId") != tab.id]


def _duplicate_sheet(book: Spreadsheet, given: Json) -> Json:
    tab = book.tab(given.get("sourceSheetId", 0)).copy()
    title = given.get("newSheetName", f"Copy of {tab.title}")
    sheet_id = given.get("newSheetId") or book.new_id("sheetId")
    tab.properties |= {"sheetId": sheet_id, "title": title}
    book.tabs.insert(given.get("insertSheetIndex", 0), tab)
    return {"duplicateSheet": {"properties": tab_properties(book, tab)}}


def _update_sheet(book: Spreadsheet, given: Json) -> None:
    wanted, mask = given["properties"], given["mask"]
    tab = book.tab(wanted.get("sheetId", 0))
    if "*" in mask and "gridProperties" not in wanted:
        raise invalid("gridProperties is required when updating all the fields of a grid sheet")
    others = [one for one in book.tabs if one is not tab]
    if (
        wanted.get("hidden")
        and "hidden" in mask
        and all(t.properties.get("hidden") for t in others)
    ):
        raise invalid("You can't hide all the sheets in a document.")
    update_by_mask({k: v for k, v in mask.items() if k != "index"}, tab.properties, wanted)
    if "tabColorStyle" in mask:
        tab.properties.pop("tabColor", None)
        if style := tab.properties.pop("tabColorStyle", None):
            colour = eight_bit(style.get("rgbColor", {}))
            tab.properties |= {"tabColor": colour, "tabColorStyle": {"rgbColor": colour}}
    if "index" in mask:
        old, new = book.tabs.index(tab), wanted.get("index", 0)
        book.tabs.remove(tab)
        book.tabs.insert(new - 1 if new > old else new, tab)
    tab.trim()


def _update_spreadsheet(book: Spreadsheet, given: Json) -> None:
    update_by_mask(given["mask"], book.properties, given["properties"])


def _dimension(book: Spreadsheet, given: Json) -> tuple[Tab, str, int, int]:
    tab = book.tab(given.get("sheetId", 0))
    size = tab.height if given["dimension"] == "ROWS" else tab.width
    return tab, given["dimension"], given.get("startIndex", 0), given.get("endIndex", size)


def _insert_dimension(book: Spreadsheet, given: Json) -> None:
    tab, dimension, start, end = _dimension(book, given["range"])
    insert_or_delete(book, tab, dimension, start, end - start)


def _delete_dimension(book: Spreadsheet, given: Json) -> None:
    tab, dimension, start, end = _dimension(book, given["range"])
    if end - start >= (tab.height if dimension == "ROWS" else tab.width):
        raise invalid(f"You can't delete all the {dimension.lower()} on the sheet.")
    insert_or_delete(book, tab, dimension, start, start - end)


def _append_dimension(book: Spreadsheet, given: Json) -> None:
    grid = book.tab(given.get("sheetId", 0)).properties["gridProperties"]
    grid["rowCount" if given["dimension"] == "ROWS" else "columnCount"] += given["length"]


def _update_dimension(book: Spreadsheet, given: Json) -> None:
    tab, dimension, start, end = _dimension(book, given["range"])
    for index in range(start, end):
        held = tab.sizes[dimension].setdefault(index, {})
        update_by_mask(given["mask"], held, given["properties"])


def _auto_resize(book: Spreadsheet, given: Json) -> None:
    _dimension(book, given["dimensions"])  # widths depend on fonts, which this server has none of


def _add_group(book: Spreadsheet, given: Json) -> Json:
    tab, dimension, _, _ = _dimension(book, given["range"])
    tab.groups[dimension].append({"range": tidy(given["range"]), "depth": 1})
    side = "rowGroupControlAfter" if dimension == "ROWS" else "columnGroupControlAfter"
    tab.properties["gridProperties"][side] = True
    return {"addDimensionGroup": {"dimensionGroups": copy.deepcopy(tab.groups[dimension])}}


def _delete_group(book: Spreadsheet, given: Json) -> Json:
    tab, dimension, _, _ = _dimension(book, given["range"])
    left = [one for one in tab.groups[dimension] if one["range"] != tidy(given["range"])]
    tab.groups[dimension] = left
    return {"deleteDimensionGroup": {"dimensionGroups": left} if left else {}}


def _update_cells(book: Spreadsheet, given: Json) -> None:
    rows = given.get("rows", [])
    lines = [row.get("values", []) for row in rows]
    if "start" in given:
        start = given["start"]
        tab = book.tab(start.get("sheetId", 0))
        row, column = start.get("rowIndex", 0), start.get("columnIndex", 0)
        end_row, end_column = row + len(rows), column + max(map(len, lines), default=0)
        if end_row > tab.height or end_column > tab.width:
            raise invalid("Attempting to write past the end of the sheet")
    else:
        tab, row, column, end_row, end_column = book.clipped(book.grid(given["range"]))
    book.guard(tab, row, column, end_row, end_column)
    for r in range(end_row - row):
        line = lines[r] if r < len(lines) else []
        for c in range(end_column - column if "range" in given else len(line)):
            data = line[c] if c < len(line) else {}
            change_cell(tab, row + r, column + c, data, given["mask"])


def _repeat_cell(book: Spreadsheet, given: Json) -> None:
    tab, row, column, end_row, end_column = book.clipped(book.grid(given["range"]))
    book.guard(tab, row, column, end_row, end_column)
    for r in range(row, end_row):
        for c in range(column, end_column):
            change_cell(tab, r, c, given.get("cell", {}), given["mask"])


def _append_cells(book: Spreadsheet, given: Json) -> None:
    tab = book.tab(given.get("sheetId", 0))
    top = max((r + 1 for r in tab.rows), default=0)
    for r, row in enumerate(given.get("rows", [])):
        for c, data in enumerate(row.get("values", [])):
            change_cell(tab, top + r, c, data, given["mask"])
    height = max(tab.height, top + len(given.get("rows", [])))
    tab.properties["gridProperties"]["rowCount"] = height


def _set_validation(book: Spreadsheet, given: Json) -> None:
    tab, row, column, end_row, end_column = book.clipped(book.grid(given["range"]))
    for r in range(row, end_row):
        for c in range(column, end_column):
            tab.change(r, c, validation=given.get("rule"))


def _set_filter(book: Spreadsheet, given: Json) -> None:
    wanted = given["filter"]
    tab, row, column, end_row, end_column = book.clipped(book.grid(wanted["range"]))
    area = {"sheetId": tab.id, "startRowIndex": row, "endRowIndex": end_row}
    area |= {"startColumnIndex": column, "endColumnIndex": end_column}
    tab.filter = {**wanted, "range": tidy(area)}


def _clear_filter(book: Spreadsheet, given: Json) -> None:
    book.tab(given.get("sheetId", 0)).filter = None


def _add_name(book: Spreadsheet, given: Json) -> Json:
    wanted = given["namedRange"]
    number = str(wanted.get("namedRangeId") or book.new_id("namedRangeId"))
    named = {"namedRangeId": number, "name": wanted["name"], "range": tidy(wanted["range"])}
    book.named.append(named)
    return {"addNamedRange": {"namedRange": copy.deepcopy(named)}}


def _update_name(book: Spreadsheet, given: Json) -> None:
    number = given["namedRange"]["namedRangeId"]
    named = next((one for one in book.named if one["namedRangeId"] == number), None)
    if named is None:
        raise invalid(f"No named range with id: {number}")
    update_by_mask(given["mask"], named, given["namedRange"])
    named["range"] = tidy(named["range"])


def _delete_name(book: Spreadsheet, given: Json) -> None:
    book.named = [one for one in book.named if one["namedRangeId"] != given["namedRangeId"]]


def _protect(book: Spreadsheet, given: Json) -> Json:
    wanted = dict(given["protectedRange"])
    number = wanted.get("protectedRangeId") or book.new_id("protectedRangeId")
    wanted |= {"protectedRangeId": number, "range": tidy(wanted["range"])}
    wanted["requestingUserCanEdit"] = True
    wanted["editors"] = {k: v for k, v in wanted.get("editors", {}).items() if v}
    if not wanted.get("warningOnly"):
        wanted.pop("warningOnly", None)
    kept = {name: wanted[name] for name in PROTECTED if name in wanted}
    reply = copy.deepcopy(kept)
    # As recorded: the reply leaves the caller out of the editors, the next read has it.
    kept["editors"]["users"] = [*kept["editors"].get("users", []), book.me]
    book.tab(kept["range"].get("sheetId", 0)).protected.append(kept)
    return {"addProtectedRange": {"protectedRange": reply}}


def _unprotect(book: Spreadsheet, given: Json) -> None:
    for tab in book.tabs:
        number = given["protectedRangeId"]
        tab.protected = [one for one in tab.protected if one["protectedRangeId"] != number]


def _add_chart(book: Spreadsheet, given: Json) -> Json:
    chart = copy.deepcopy(given["chart"])
    place = chart["position"]["overlayPosition"]["anchorCell"]
    tab = book.tab(place.get("sheetId", 0))
    if place.get("rowIndex", 0) >= tab.height or place.get("columnIndex", 0) >= tab.width:
        raise invalid("Anchor cell is outside the grid.")
    for part in ("domains", "series"):
        for one in chart["spec"].get("basicChart", {}).get(part, ()):
            (held,) = (data for name, data in one.items() if name in ("domain", "series"))
            for source in held["sourceRange"]["sources"]:
                book.clipped(book.grid(source))
    chart.setdefault("chartId", book.new_id("chartId"))
    tab.charts.append(chart)
    return {"addChart": {"chart": chart}}


def _delete_object(book: Spreadsheet, given: Json) -> None:
    for tab in book.tabs:
        for chart in tab.charts:
            if chart["chartId"] == given["objectId"]:
                tab.charts.remove(chart)
                return
    raise invalid(f"No embedded object with id: {given['objectId']}")


HANDLERS: Mapping[str, Handler] = {
    "addSheet": _add_sheet,
    "deleteSheet": _delete_sheet,
    "duplicateSheet": _duplicate_sheet,
    "updateSheetProperties": _update_sheet,
    "updateSpreadsheetProperties": _update_spreadsheet,
    "insertDimension": _insert_dimension,
    "deleteDimension": _delete_dimension,
    "appendDimension": _append_dimension,
    "updateDimensionProperties": _update_dimension,
    "autoResizeDimensions": _auto_resize,
    "addDimensionGroup": _add_group,
    "deleteDimensionGroup": _delete_group,
    "updateCells": _update_cells,
    "repeatCell": _repeat_cell,
    "appendCells": _append_cells,
    "setDataValidation": _set_validation,
    "setBasicFilter": _set_filter,
    "clearBasicFilter": _clear_filter,
    "addNamedRange": _add_name,
    "updateNamedRange": _update_name,
    "deleteNamedRange": _delete_name,
    "addProtectedRange": _protect,
    "deleteProtectedRange": _unprotect,
    "addChart": _add_chart,
    "deleteEmbeddedObject": _delete_object,
    "mergeCells": merge_cells,
    "unmergeCells": merge_cells,
    "sortRange": sort_range,
    "copyPaste": copy_paste,
    "cutPaste": cut_paste,
    "createDeveloperMetadata": create_metadata,
    "deleteDeveloperMetadata": delete_metadata,
}
