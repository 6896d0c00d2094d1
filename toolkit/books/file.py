"""A workbook that is a file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from toolkit.errors import NotAWorkbookError
from toolkit.plan import Plan, Receipt
from toolkit.table import Grid, SheetInfo

__all__ = ["FileBook"]


class FileBook:
    """An .xlsx, .xlsm, .xlsb, .xls, .ods, .csv or .tsv file."""

    def __init__(self, path: Path, name: str = "") -> None:
        if not path.is_file():
            raise NotAWorkbookError(f"There is no file {path}")
        self.path = path
        self.name = name or path.name

    def sheets(self) -> tuple[SheetInfo, ...]:
        """Return every sheet, in the order of its tabs."""
        return tuple(SheetInfo(g.sheet, g.visibility, g.own) for g in self.read().values())

    def read(self, *names: str) -> Mapping[str, Grid]:
        """Return the grids of the named sheets, or of all."""
        from toolkit.books.reader import read_workbook

        return read_workbook(self.path, names)

    def apply(self, plan: Plan) -> Receipt:
        """Write all of the plan into the file, or nothing."""
        from toolkit.books.writer import apply_plan

        return apply_plan(self.path, plan)
