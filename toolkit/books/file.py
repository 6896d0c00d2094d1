"""A workbook that is a file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from toolkit.books.stamp import FileStamp
from toolkit.errors import NotAWorkbookError
from toolkit.plan import Plan, Receipt
from toolkit.table import Grid, SheetInfo

__all__ = ["FileBook"]


class FileBook:
    """An .xlsx, .xlsm, .xlsb, .xls, .ods, .csv or .tsv file."""

    def __init__(self, path: Path, name: str = "") -> None:
        if not path.is_file():
            raise NotAWorkbookError(_no_file(path))
        self.path = path
        self.name = name or path.name
        self.seen: FileStamp | None = None
        """The stamp of the bytes last read; writing refuses when the file has others by then."""

    def sheets(self) -> tuple[SheetInfo, ...]:
        """Return every sheet, in the order of its tabs; no cell is read."""
        from toolkit.books.reader import list_sheets

        return list_sheets(self.path)

    def read(self, *names: str) -> Mapping[str, Grid]:
        """Return the grids of the named sheets, or of all."""
        from toolkit.books.reader import read_workbook

        reading = read_workbook(self.path, names)
        self.seen = reading.seen
        return reading.grids

    def apply(self, plan: Plan) -> Receipt:
        """Write all of the plan into the file, or nothing."""
        from toolkit.books.writer import apply_plan

        receipt = apply_plan(self.path, plan, seen=self.seen)
        if receipt.written:
            self.seen = None  # what was read is no longer what the file holds: by our own hand
        return receipt

    def rehearse(self, plan: Plan) -> None:
        """Raise what ``apply`` would raise, and write nothing."""
        from toolkit.books.writer import rehearse_plan

        rehearse_plan(self.path, plan, seen=self.seen)

    def copy_with(self, plan: Plan, to: Path) -> Receipt:
        """Write the book with a plan in it to another file; this one keeps every byte."""
        from toolkit.books.writer import apply_plan

        return apply_plan(self.path, plan, seen=self.seen, to=to)


def _no_file(path: Path) -> str:
    if path.is_dir():
        return f"{path} is a folder; name a workbook in it"
    if path.exists():
        return f"{path} is no file but a device, a pipe or a socket; name a workbook"
    return f"There is no file {path}; check the name"
