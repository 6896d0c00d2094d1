"""The ``values`` requests: ranges of plain values read, written, appended and cleared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tests.real.sheets_server.failure import Json, invalid
from tests.real.sheets_server.spreadsheet import Area, Spreadsheet, exceeds, sheet_name, span
from tests.real.sheets_server.structure import insert_or_delete
from tests.real.sheets_server.tab import Tab
from tests.real.sheets_server.typing_in import Entered, entered, shown, whole
from toolkit.table import column_letters

__all__ = ["append", "clear", "value_range", "write", "write_many"]

LONGEST_TEXT = 50_000
Options = Mapping[str, Any]


def value_range(
    book: Spreadsheet, area: Area, options: Options, *, lenient: bool = False
) -> dict[str, Json]:
    """Return the values of a range, blank ends cut off."""
    tab, row, column, end_row, end_column = book.clipped(area, lenient=lenient)
    last = max((r for r in tab.rows if row <= r < end_row), default=row - 1)
    rows = [
        [_cell(book, tab, r, c, options) for c in range(column, end_column)]
        for r in range(row, last + 1)
    ]
    by_column = options.get("majorDimension") == "COLUMNS"
    lines = [list(line) for line in zip(*rows, strict=True)] if by_column else rows
    for line in lines:
        while line and line[-1] == "":
            line.pop()
    while lines and not lines[-1]:
        lines.pop()
    found: dict[str, Json] = {
        "range": f"{sheet_name(tab)}!{span(row, column, end_row, end_column)}",
        "majorDimension": "COLUMNS" if by_column else "ROWS",
    }
    return found | ({"values": lines} if lines else {})


def _cell(book: Spreadsheet, tab: Tab, row: int, column: int, options: Options) -> Json:
    how = options.get("valueRenderOption", "FORMATTED_VALUE")
    cell = tab.cell(row, column)
    if how == "FORMULA" and cell.formula is not None:
        return cell.formula
    value = book.value(tab, row, column)
    number_format = (cell.format or {}).get("numberFormat")
    if value is None or how == "FORMATTED_VALUE":
        return shown(value, number_format)
    as_text = options.get("dateTimeRenderOption") == "FORMATTED_STRING"
    is_moment = (number_format or {}).get("type") in ("DATE", "TIME", "DATE_TIME")
    if as_text and is_moment and not isinstance(value, str | bool):
        return shown(value, number_format)
    return str(value) if isinstance(value, str) else value


def write(
    book: Spreadsheet, area: Area, body: Json, mode: str, options: Options
) -> dict[str, Json]:
    """Put a ValueRange into a range and say what was changed."""
    if mode not in ("RAW", "USER_ENTERED"):
        raise invalid("'valueInputOption' is required but not specified")
    tab, row, column, _, _ = area
    rows = _rows(body)
    height, width = len(rows), max(map(len, rows), default=0)
    _refuse_beyond(area, height, width)
    book.guard(tab, row, column, row + height, column + width)
    touched = [
        (r, c, value)
        for r, line in enumerate(rows)
        for c, value in enumerate(line)
        if value is not None
    ]
    for r, c, value in touched:
        _enter(tab, row + r, column + c, value, mode)
    book.forget()
    ends = (row + max(height, 1), column + max(width, 1))
    found: dict[str, Json] = {
        "spreadsheetId": book.key,
        "updatedRange": f"{sheet_name(tab)}!{span(row, column, *ends)}",
    }
    if touched:
        found["updatedRows"] = len({r for r, _, _ in touched})
        found["updatedColumns"] = len({c for _, c, _ in touched})
        found["updatedCells"] = len(touched)
    if options.get("includeValuesInResponse"):
        shape = {
            "valueRenderOption": options.get("responseValueRenderOption", "FORMATTED_VALUE"),
            "dateTimeRenderOption": options.get("responseDateTimeRenderOption", "SERIAL_NUMBER"),
        }
        written = Area(tab, row, column, row + height, column + width)
        found["updatedData"] = value_range(book, written, shape)
    return found


def _rows(body: Json) -> Sequence[Sequence[Json]]:
    lines = body.get("values", [])
    if body.get("majorDimension") != "COLUMNS":
        return list(lines)
    height = max(map(len, lines), default=0)
    return [[line[n] if n < len(line) else None for line in lines] for n in range(height)]


def _refuse_beyond(area: Area, height: int, width: int) -> None:
    tab, row, column, end_row, end_column = area
    if row + max(height, 1) > tab.height or column + max(width, 1) > tab.width:
        ends = (max(end_row or 0, row + height), max(end_column or 0, column + width))
        raise exceeds(tab, span(row, column, *ends))
    if end_row == row + 1 and end_column == column + 1:
        return  # a single cell names only the corner
    last_row, last_column = end_row or tab.height, end_column or tab.width
    if row + height > last_row or column + width > last_column:
        beyond = (
            f"row [{last_row + 1}]"
            if row + height > last_row
            else f"column [{column_letters(last_column + 1)}]"
        )
        where = f"{sheet_name(tab)}!{span(row, column, last_row, last_column)}"
        raise invalid(f"Requested writing within range [{where}], but tried writing to {beyond}")


def _enter(tab: Tab, row: int, column: int, value: Json, mode: str) -> None:
    if isinstance(value, str) and len(value) > LONGEST_TEXT:
        raise invalid(
            f"Your input contains more than the maximum of {LONGEST_TEXT} characters "
            "in a single cell."
        )
    if isinstance(value, list | dict):
        kind = "list_value" if isinstance(value, list) else "struct_value"
        raise invalid(f"Invalid data[0]: Invalid values[0][0]: {kind} {{\n}}\n")
    typed = entered(value) if mode == "USER_ENTERED" else Entered(value)
    form = tab.cell(row, column).format
    if typed.number_format and "numberFormat" not in (form or {}):
        form = {**(form or {}), "numberFormat": typed.number_format}
    held = None if typed.value == "" else whole(typed.value)
    tab.change(row, column, value=held, formula=typed.formula, format=form)


def write_many(
    book: Spreadsheet, pairs: Sequence[tuple[Area, Json]], body: Json, *, filtered: bool = False
) -> dict[str, Json]:
    """Put several ValueRanges and say what was changed in all."""
    mode = body.get("valueInputOption")
    replies = [write(book, area, one, mode, body) for area, one in pairs]
    rows, columns = set(), set()
    for area, one in pairs:
        lines = one.get("values", [])
        rows |= {(area.tab.id, area.row + n) for n in range(len(lines))}
        width = max(map(len, lines), default=0)
        columns |= {(area.tab.id, area.column + n) for n in range(width)}
    found: dict[str, Json] = {"spreadsheetId": book.key}
    if cells := sum(reply.get("updatedCells", 0) for reply in replies):
        found["totalUpdatedRows"] = len(rows)
        found["totalUpdatedColumns"] = len(columns)
        found["totalUpdatedCells"] = cells
        found["totalUpdatedSheets"] = len({area.tab.id for area, _ in pairs})
    if filtered:
        for reply, (_, one) in zip(replies, pairs, strict=True):
            del reply["spreadsheetId"]
            reply["dataFilter"] = one["dataFilter"]
    return found | {"responses": replies}


def clear(book: Spreadsheet, area: Area) -> str:
    """Take away the values of a range, keep how it looks, and return the range."""
    tab, row, column, end_row, end_column = book.clipped(area)
    book.guard(tab, row, column, end_row, end_column)
    for r in [r for r in tab.rows if row <= r < end_row]:
        for c in [c for c in tab.rows[r] if column <= c < end_column]:
            tab.change(r, c, value=None, formula=None)
    book.forget()
    return f"{sheet_name(tab)}!{span(row, column, end_row, end_column)}"


def append(book: Spreadsheet, area: Area, body: Json, options: Options) -> dict[str, Json]:
    """Put rows under the table that Google finds in a range."""
    tab = area.tab
    found: dict[str, Json] = {"spreadsheetId": book.key}
    top, left = area.row, area.column
    if seed := _seed(area):
        row, column, end_row, end_column = _block(tab, seed)
        found["tableRange"] = f"{sheet_name(tab)}!{span(row, column, end_row, end_column)}"
        top, left = end_row, column
    rows = body.get("values", [])
    if options.get("insertDataOption") == "INSERT_ROWS" and rows:
        insert_or_delete(book, tab, "ROWS", top, len(rows))
    grid = tab.properties["gridProperties"]
    grid["rowCount"] = max(tab.height, top + len(rows))
    grid["columnCount"] = max(tab.width, left + max(map(len, rows), default=0))
    target = Area(tab, top, left, None, None)
    mode = options.get("valueInputOption", "")
    return found | {"updates": write(book, target, body, mode, options)}


def _seed(area: Area) -> tuple[int, int] | None:
    """Return the cell whose block is the table: of a whole tab, the last one filled."""
    tab = area.tab
    filled = sorted((r, c) for r, cells in tab.rows.items() for c, x in cells.items() if x.filled)
    if area.end_row is None and area.end_column is None:
        return filled[-1] if filled else None
    end_row, end_column = area.end_row or tab.height, area.end_column or tab.width
    inside = (
        (r, c) for r, c in filled if area.row <= r < end_row and area.column <= c < end_column
    )
    return next(inside, None)


def _block(tab: Tab, seed: tuple[int, int]) -> tuple[int, int, int, int]:
    """Return the block of cells around one, grown while a neighbouring line has any."""
    row, column = seed
    end_row, end_column = row + 1, column + 1
    while True:
        up, left = max(0, row - 1), max(0, column - 1)
        down, right = min(tab.height, end_row + 1), min(tab.width, end_column + 1)
        if up < row and _any(tab, up, left, row, right):
            row = up
        elif left < column and _any(tab, up, left, down, column):
            column = left
        elif down > end_row and _any(tab, end_row, left, down, right):
            end_row = down
        elif right > end_column and _any(tab, up, end_column, down, right):
            end_column = right
        else:
            return row, column, end_row, end_column


def _any(tab: Tab, row: int, column: int, end_row: int, end_column: int) -> bool:
    return any(
        tab.cell(r, c).filled for r in range(row, end_row) for c in range(column, end_column)
    )
