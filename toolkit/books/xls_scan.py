"""What calamine hides of an .xls workbook: errors, formulas, hidden rows and columns, strikes.

Records and their numbers are those of MS-XLS. A formula's text would have to be decompiled and is
left empty: that a cell holds one is what matters.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from toolkit.books.marks import SheetMarks
from toolkit.books.ole import MAGIC, ole_stream
from toolkit.books.xls_names import XlsNames
from toolkit.table import CellError

__all__ = ["ERRORS", "scan_xls"]

ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
BOF, EOF = (0x0009, 0x0209, 0x0409, 0x0809), 0x000A
BOUND_SHEET, FONT, FORMAT_XF = 0x0085, 0x0031, 0x00E0
ROW, COLUMNS = 0x0208, 0x007D
WINDOW, PANE, IS_FROZEN = 0x023E, 0x0041, 0x0008
FORMULA, ERROR = 0x0006, 0x0205
# Records of one cell begin with row, column and format.
CELLS = (FORMULA, ERROR, 0x0203, 0x0204, 0x00FD, 0x027E, 0x00D6)
WORKSHEET = 0
Record = tuple[int, bytes]


def scan_xls(content: bytes) -> list[SheetMarks]:
    """Return the marks of every worksheet, in order; none where the stream is another version.

    Raises ValueError where it is damaged.
    """
    stream = ole_stream(content, "Workbook", "Book") if content.startswith(MAGIC) else content
    sheets, struck, names = [], _StruckFormats(), XlsNames()
    for number, body in _records(stream, 0):
        if number == BOUND_SHEET and len(body) >= 6:
            start, _, kind = struct.unpack_from("<IBB", body)
            sheets.append((start, kind == WORKSHEET))
        else:
            struck.take(number, body)
            names.take(number, body)
    areas = names.by_sheet()
    found = []
    for index, (start, is_worksheet) in enumerate(sheets):
        if is_worksheet:
            found.append(_scan_sheet(_records(stream, start), struck.formats()))
            found[-1].names = areas.get(index, ())
    return found


def _records(stream: bytes, position: int) -> Iterator[Record]:
    """Yield the records from one BOF to its EOF; charts inside a sheet are passed over."""
    depth = 0
    while position + 4 <= len(stream):
        number, length = struct.unpack_from("<HH", stream, position)
        body = stream[position + 4 : position + 4 + length]
        position += 4 + length
        if number in BOF:
            depth += 1
        elif number == EOF:
            depth -= 1
            if depth <= 0:
                return
        elif depth == 1:
            yield number, body


class _StruckFormats:
    """Which cell formats strike their text through."""

    def __init__(self) -> None:
        self._fonts: list[bool] = []
        self._font_of: list[int] = []

    def take(self, number: int, body: bytes) -> None:
        if number == FONT and len(body) >= 4:
            self._fonts.append(bool(body[2] & 0x08))
        elif number == FORMAT_XF and len(body) >= 2:
            self._font_of.append(struct.unpack_from("<H", body)[0])

    def formats(self) -> frozenset[int]:
        # There is no font 4: the numbers go from 3 to 5 (MS-XLS 2.5.129).
        struck = {at + (at > 3) for at, is_struck in enumerate(self._fonts) if is_struck}
        return frozenset(at for at, font in enumerate(self._font_of) if font in struck)


def _scan_sheet(records: Iterator[Record], struck: frozenset[int]) -> SheetMarks:
    marks = SheetMarks()
    is_frozen = False
    for number, body in records:
        if number == WINDOW and len(body) >= 2:
            is_frozen = bool(struct.unpack_from("<H", body)[0] & IS_FROZEN)
        elif number == PANE and len(body) >= 4 and is_frozen:
            marks.frozen_rows = struct.unpack_from("<H", body, 2)[0]
        elif number == ROW and len(body) >= 16:
            if body[12] & 0x20:
                marks.hidden_rows.add(struct.unpack_from("<H", body)[0] + 1)
        elif number == COLUMNS and len(body) >= 10:
            first, last, _, _, options = struct.unpack_from("<5H", body)
            if options & 1:
                marks.hidden_columns.update(range(first + 1, min(last, 255) + 2))
        elif number in CELLS and len(body) >= 6:
            _take_cell(number, body, marks, struck)
    return marks


def _take_cell(number: int, body: bytes, marks: SheetMarks, struck: frozenset[int]) -> None:
    row, column, style = struct.unpack_from("<3H", body)
    at = (row + 1, column + 1)
    if style in struck:
        marks.struck.add(at)
    code = None
    if number == FORMULA:
        marks.formulas[at] = ""
        if len(body) >= 14 and body[12:14] == b"\xff\xff" and body[6] == 2:
            code = body[8]
    elif number == ERROR and len(body) >= 8 and body[7]:
        code = body[6]
    if code is not None:
        marks.values[at] = CellError(ERRORS.get(code, "#ERROR!"))
