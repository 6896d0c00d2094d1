"""Files → grids."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from python_calamine import CalamineWorkbook

from toolkit.table import Grid

__all__ = ["read_workbook"]


def read_workbook(path: Path, names: tuple[str, ...] = ()) -> Mapping[str, Grid]:
    """Return the grids of the named sheets, or of all."""
    with CalamineWorkbook.from_path(path) as book:
        return {
            name: Grid(name, book.get_sheet_by_name(name).to_python(skip_empty_area=False))
            for name in names or book.sheet_names
        }
