"""Excel 97-2003, binary Excel and OpenDocument workbooks → grids, through calamine."""

from __future__ import annotations

from toolkit.books.calamine import Calamine
from toolkit.table import Grid

__all__ = ["read_legacy"]


def read_legacy(content: bytes, name: str) -> dict[str, Grid]:
    """Return every sheet; values, merged areas where the format has them, hidden sheets."""
    book = Calamine(content, name)
    return {
        sheet.name: Grid(
            sheet.name,
            book.rows(sheet.name),
            sheet.visibility,
            merged=tuple(book.merged(sheet.name)),
        )
        for sheet in book.sheets()
    }
