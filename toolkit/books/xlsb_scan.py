"""What calamine hides of an .xlsb workbook: errors, formulas, hidden rows and columns.

Records and their numbers are those of MS-XLSB; a formula's text is left empty, as in ``xls_scan``.
"""

from __future__ import annotations

import struct
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from toolkit.books.marks import SheetMarks
from toolkit.books.names import MOST_NAMES
from toolkit.books.package import Package
from toolkit.books.xls_names import areas_in
from toolkit.books.xls_scan import ERRORS
from toolkit.table import Area, CellError

__all__ = ["scan_xlsb"]

ROW, COLUMN, BUNDLE_SHEET = 0, 60, 156
NAME, SHEET_INDEXES, PANE = 39, 362, 151
CONSTANT_ERROR, FORMULA_ERROR = 3, 11
FORMULAS = (8, 9, 10, FORMULA_ERROR)
BOOK = "xl/workbook.bin"


def scan_xlsb(content: bytes, name: str) -> dict[str, SheetMarks]:
    """Return sheet name → marks. Raises UnreadableError or ValueError where it is damaged."""
    package = Package(content, name)
    targets = {key: target for key, _, target in package.relations(BOOK)}
    marks: dict[str, SheetMarks] = {}
    sheets: list[str] = []
    names: list[tuple[str, bytes]] = []
    indexes: list[int] = []
    for number, body in _records(package.read(BOOK)):
        if number == BUNDLE_SHEET:
            relation, at = _text(body, 8)
            sheet, _ = _text(body, at)
            sheets.append(sheet)
            if targets.get(relation, "") in package:
                marks[sheet] = _scan_sheet(package.read(targets[relation]))
        elif number == NAME:
            name, at = _text(body, 9)
            names.append((name, body[at + 4 :]))
        elif number == SHEET_INDEXES:
            indexes = [first for _, first, _ in struct.iter_unpack("<3i", body[4:])]
    _add_names(marks, sheets, names, indexes)
    return marks


def _add_names(
    marks: Mapping[str, SheetMarks],
    sheets: Sequence[str],
    names: Sequence[tuple[str, bytes]],
    indexes: Sequence[int],
) -> None:
    found: defaultdict[str, list[tuple[str, Area]]] = defaultdict(list)
    for name, formula in names if len(names) <= MOST_NAMES else ():
        for at, area in areas_in(formula, "<HIIHH"):
            if at < len(indexes) and 0 <= indexes[at] < len(sheets):
                found[sheets[indexes[at]]].append((name, area))
    for sheet, several in found.items():
        if sheet in marks:
            marks[sheet].names = several


def _records(part: bytes) -> Iterator[tuple[int, bytes]]:
    position = 0
    while position < len(part):
        number, position = _varying(part, position, 2)
        length, position = _varying(part, position, 4)
        yield number, part[position : position + length]
        position += length


def _varying(part: bytes, position: int, most: int) -> tuple[int, int]:
    """Return a number and where it ends; record numbers keep their mark bits, lengths do not."""
    number = 0
    for at in range(most):
        if position >= len(part):
            raise ValueError("a record is cut off")
        byte = part[position]
        position += 1
        number |= (byte & 0x7F) << (7 * at)
        if not byte & 0x80:
            break
    return number, position


def _text(body: bytes, at: int) -> tuple[str, int]:
    if at + 4 > len(body):
        raise ValueError("a text is cut off")
    end = at + 4 + 2 * int.from_bytes(body[at : at + 4], "little")
    return body[at + 4 : end].decode("utf-16-le", "replace"), end


def _scan_sheet(part: bytes) -> SheetMarks:
    marks, row = SheetMarks(), 0
    for number, body in _records(part):
        if number == ROW and len(body) >= 13:
            row = struct.unpack_from("<I", body)[0] + 1
            if body[11] & 0x10:
                marks.hidden_rows.add(row)
        elif number == PANE and len(body) >= 29 and body[28] & 1:
            marks.frozen_rows = int(struct.unpack_from("<d", body, 8)[0])
        elif number == COLUMN and len(body) >= 18:
            first, last = struct.unpack_from("<II", body)
            if body[16] & 1:
                marks.hidden_columns.update(range(first + 1, min(last, 16_383) + 2))
        elif number in (CONSTANT_ERROR, *FORMULAS) and len(body) >= 9:
            at = (row, struct.unpack_from("<I", body)[0] + 1)
            if number in FORMULAS:
                marks.formulas[at] = ""
            if number in (CONSTANT_ERROR, FORMULA_ERROR):
                marks.values[at] = CellError(ERRORS.get(body[8], "#ERROR!"))
    return marks
