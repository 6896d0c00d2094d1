"""Names of areas in .xls and .xlsb workbooks: their formulas are decoded as far as areas go.

Tokens are those of MS-XLS 2.5.198; both formats have them, with addresses of different width.
"""

from __future__ import annotations

import struct
from collections import defaultdict
from collections.abc import Iterator, Mapping

from toolkit.books.names import MOST_NAMES, Names
from toolkit.table import LAST_COLUMN, LAST_ROW, Area

__all__ = ["XlsNames", "areas_in"]

NAME, SHEET_INDEXES, BOOK_OF_SHEETS = 0x0018, 0x0017, 0x01AE
THIS_BOOK = b"\x01\x04"
BUILT_IN = 0x20
LAST_ROW_OF_XLS, LAST_COLUMN_OF_XLS = 65_536, 256
BUILT_INS = {6: "_xlnm.Print_Area", 7: "_xlnm.Print_Titles", 13: "_xlnm._FilterDatabase"}
AREA, MEMORY, UNION = (0x3B, 0x5B, 0x7B), (0x29, 0x49, 0x69), 0x10


class XlsNames:
    """The names of one .xls workbook, while its records come in."""

    def __init__(self) -> None:
        self._names: list[tuple[str, bytes]] = []
        self._sheets: list[int] = []
        self._books: list[bool] = []

    def take(self, number: int, body: bytes) -> None:
        """Look at one record of the workbook's globals."""
        if number == NAME and len(body) > 15:
            self._names.append(_name(body))
        elif number == BOOK_OF_SHEETS:
            self._books.append(body[2:] == THIS_BOOK)
        elif number == SHEET_INDEXES and len(body) >= 2:
            count = min(struct.unpack_from("<H", body)[0], (len(body) - 2) // 6)
            for at in range(count):
                book, first, last = struct.unpack_from("<3H", body, 2 + 6 * at)
                is_ours = book < len(self._books) and self._books[book] and first == last
                self._sheets.append(first if is_ours else -1)

    def by_sheet(self) -> Mapping[int, Names]:
        """Return index of sheet → names of its areas."""
        found: defaultdict[int, list[tuple[str, Area]]] = defaultdict(list)
        for name, formula in self._names if len(self._names) <= MOST_NAMES else ():
            for sheet, area in areas_in(formula, "<5H"):
                if sheet < len(self._sheets):
                    found[self._sheets[sheet]].append((name, _whole(area)))
        return {sheet: tuple(several) for sheet, several in found.items()}


def _name(body: bytes) -> tuple[str, bytes]:
    flags, _, length, size = struct.unpack_from("<HBBH", body)
    wide = body[14] & 1
    raw = body[15 : 15 + length * (2 if wide else 1)]
    formula = body[15 + len(raw) : 15 + len(raw) + size]
    if flags & BUILT_IN and raw:
        return BUILT_INS.get(raw[0], "_xlnm"), formula
    return raw.decode("utf-16-le" if wide else "latin-1", "replace"), formula


def areas_in(formula: bytes, form: str) -> Iterator[tuple[int, Area]]:
    """Yield sheet index and area of a formula that is nothing but areas.

    ``form`` is how the index and the area are packed: sheet, rows, columns.
    """
    at, size = 0, struct.calcsize(form)
    while at < len(formula):
        token = formula[at]
        if token in AREA and at + 1 + size <= len(formula):
            sheet, top, bottom, left, right = struct.unpack_from(form, formula, at + 1)
            left, right = left & 0x3FFF, right & 0x3FFF
            yield sheet, Area(top + 1, left + 1, bottom + 1, right + 1)
            at += 1 + size
        elif token in MEMORY:
            at += 3
        elif token == UNION:
            at += 1
        else:
            return


def _whole(area: Area) -> Area:
    """Return the area with the edges of an .xls sheet, which is smaller, as those of all sheets."""
    if area.first_column == 1 and area.last_column == LAST_COLUMN_OF_XLS:
        area = area._replace(last_column=LAST_COLUMN)
    if area.first_row == 1 and area.last_row == LAST_ROW_OF_XLS:
        area = area._replace(last_row=LAST_ROW)
    return area
