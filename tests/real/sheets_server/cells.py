"""One cell as the API shows it and as requests change it."""

from __future__ import annotations

import copy
from typing import Any

from tests.real.sheets_server.appearance import DEFAULT_FORMAT, mirrored
from tests.real.sheets_server.failure import Json, invalid
from tests.real.sheets_server.masks import update_by_mask
from tests.real.sheets_server.spreadsheet import Spreadsheet
from tests.real.sheets_server.tab import Tab
from tests.real.sheets_server.typing_in import SheetError, shown, whole

__all__ = ["cell_data", "change_cell"]

LONGEST_TEXT = 50_000
ERROR_TYPES = {
    "#NULL!": "NULL_VALUE",
    "#DIV/0!": "DIVIDE_BY_ZERO",
    "#VALUE!": "VALUE",
    "#REF!": "REF",
    "#NAME?": "NAME",
    "#NUM!": "NUM",
    "#N/A": "N_A",
}


def cell_data(book: Spreadsheet, tab: Tab, row: int, column: int, wanted: Json) -> dict[str, Json]:
    """Return the CellData of one cell, only what the mask wants of it."""
    cell = tab.cell(row, column)
    found: dict[str, Json] = {}
    value = book.value(tab, row, column)
    if cell.formula is not None:
        found["userEnteredValue"] = {"formulaValue": cell.formula}
    elif cell.value is not None:
        found["userEnteredValue"] = _extended(cell.value)
    if value is not None:
        found["effectiveValue"] = _extended(value)
        if not wanted or "formattedValue" in wanted or "*" in wanted:
            found["formattedValue"] = shown(value, (cell.format or {}).get("numberFormat"))
    if cell.format is not None:
        found["userEnteredFormat"] = cell.format
        found["effectiveFormat"] = DEFAULT_FORMAT | cell.format
    if cell.note is not None:
        found["note"] = cell.note
    if cell.validation is not None:
        found["dataValidation"] = cell.validation
    return found if not wanted or "*" in wanted else {k: v for k, v in found.items() if k in wanted}


def _extended(value: Json) -> dict[str, Json]:
    if isinstance(value, SheetError):
        kind = ERROR_TYPES.get(value, "ERROR")
        return {"errorValue": {"type": kind, "message": f"The cell shows {value}"}}
    if isinstance(value, bool):
        return {"boolValue": value}
    return {"stringValue": value} if isinstance(value, str) else {"numberValue": value}


def change_cell(tab: Tab, row: int, column: int, data: Json, mask: Json) -> None:
    """Change what the mask names of one cell; what the data lacks is cleared."""
    if "*" in mask:
        every = ("userEnteredValue", "userEnteredFormat", "note", "dataValidation")
        mask = {key: {} for key in every}
    changes: dict[str, Any] = {}
    if "userEnteredValue" in mask:
        given = data.get("userEnteredValue", {})
        formula = given.get("formulaValue")
        value = None if formula else next(iter(given.values()), None)
        if isinstance(value, str) and len(value) > LONGEST_TEXT:
            raise invalid(
                f"Your input contains more than the maximum of {LONGEST_TEXT} characters "
                "in a single cell."
            )
        changes |= {"value": None if value == "" else whole(value), "formula": formula}
    if "userEnteredFormat" in mask:
        holder = {"format": copy.deepcopy(tab.cell(row, column).format or {})}
        source = {"format": copy.deepcopy(data.get("userEnteredFormat", {}))}
        update_by_mask({"format": mask["userEnteredFormat"]}, holder, source)
        changes["format"] = mirrored(holder.get("format") or {}) or None
    if "note" in mask:
        changes["note"] = data.get("note") or None
    if "dataValidation" in mask:
        changes["validation"] = data.get("dataValidation")
    tab.change(row, column, **changes)
