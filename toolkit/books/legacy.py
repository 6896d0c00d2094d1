"""Excel 97-2003 and binary Excel workbooks → grids: calamine's values and what it hides."""

from __future__ import annotations

import struct
from collections.abc import Mapping

from toolkit.books.calamine import Calamine
from toolkit.books.formats import FileFormat
from toolkit.books.marks import SheetMarks
from toolkit.table import Grid, SheetInfo

__all__ = ["read_legacy"]


def read_legacy(content: bytes, name: str, kind: FileFormat) -> dict[str, Grid]:
    """Return every sheet of an .xls or .xlsb. Raises UnreadableError."""
    book = Calamine(content, name)
    sheets = book.sheets()
    found = _marks(content, name, kind, sheets)
    grids = {}
    for sheet in sheets:
        marks = found.get(sheet.name, SheetMarks())
        marks.merged = book.merged(sheet.name)
        grids[sheet.name] = marks.grid(sheet, book.rows(sheet.name))
    return grids


def _marks(
    content: bytes, name: str, kind: FileFormat, sheets: tuple[SheetInfo, ...]
) -> Mapping[str, SheetMarks]:
    from toolkit.books.xls_scan import scan_xls
    from toolkit.books.xlsb_scan import scan_xlsb

    try:
        if kind is FileFormat.XLSB:
            return scan_xlsb(content, name)
        marks = scan_xls(content)
    except (ValueError, struct.error, IndexError):
        # Calamine could read it; its values are worth having without what surrounds them.
        return {}
    if len(marks) != len(sheets):
        return {}
    return {sheet.name: mark for sheet, mark in zip(sheets, marks, strict=True)}
