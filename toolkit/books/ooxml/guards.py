"""Guards: what must hold before a cell of a person's is changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from toolkit.books.ooxml.package import Package
from toolkit.books.ooxml.relations import relations
from toolkit.books.ooxml.sheet import SheetPart, areas
from toolkit.books.ooxml.workbook import Workbook
from toolkit.books.ooxml.xml import Element, child, namespace
from toolkit.errors import RefusedError
from toolkit.table import Area, sheet_reference

__all__ = ["SheetGuard", "refuse_what_cannot_be_kept"]

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384


def refuse_what_cannot_be_kept(workbook: Workbook) -> None:
    """Raise RefusedError for a workbook any change of which would break what it promises."""
    if not workbook.strict and namespace(workbook.root) != MAIN:
        raise RefusedError("it is in a format from before Excel 2007; save it as .xlsx in Excel")
    if any(r.type.endswith("digital-signature/origin") for r in relations(workbook.package)):
        raise RefusedError("it is signed, and any change would break the signature")
    if workbook.relation("revisionHeaders") is not None:
        raise RefusedError("it is a shared workbook with a log of changes; unshare it first")
    if workbook.is_reserved():
        raise RefusedError("its author asks for a password to change it; save an open copy first")


@dataclass(frozen=True, slots=True)
class SheetGuard:
    """Where the cells of one sheet may not be written, and why."""

    sheet: str
    forbidden: tuple[tuple[Area, str], ...]
    merged: tuple[Area, ...]

    @classmethod
    def of(cls, package: Package, part: str, name: str, sheet: SheetPart) -> SheetGuard:
        """Return the guard of a sheet.

        Raises RefusedError when the whole sheet is protected.
        """
        if sheet.is_protected():
            raise RefusedError(f"the sheet {name} is protected; unprotect it and run this again")
        forbidden = [
            (area, "belongs to an array formula, a spill or a what-if table")
            for area in sheet.array_areas()
        ]
        forbidden += _areas_of_objects(package, part)
        return cls(name, tuple(forbidden), tuple(sheet.merged_areas()))

    def refuse(self, row: int, column: int, cell: Element | None) -> None:
        """Raise RefusedError when the cell must not be overwritten."""
        for why in self._reasons(row, column, cell):
            raise RefusedError(f"{sheet_reference(self.sheet, _a1(row, column))} {why}")

    def _reasons(self, row: int, column: int, cell: Element | None) -> Iterator[str]:
        if not (1 <= row <= LAST_ROW and 1 <= column <= LAST_COLUMN):
            yield "is no cell a sheet has"
        if cell is not None and child(cell, "f") is not None:
            yield "holds a formula, which is never overwritten"
        if cell is not None and cell.get("vm"):
            yield "holds a picture or a linked data type, which cannot be put back"
        for area, why in self.forbidden:
            if _is_inside(area, row, column):
                yield why
        for area in self.merged:
            if _is_inside(area, row, column) and (row, column) != area[:2]:
                yield "is hidden inside merged cells; write to the first of them"


def _areas_of_objects(package: Package, part: str) -> list[tuple[Area, str]]:
    """Return headers and totals of tables, and pivot tables, with why they are not written."""
    found: list[tuple[Area, str]] = []
    for relation in relations(package, part):
        reader = READERS.get(relation.kind)
        if reader and relation.target in package:
            found += reader(package.tree(relation.target))
    return found


def _table_areas(root: Element) -> list[tuple[Area, str]]:
    found = []
    for area in areas(root.get("ref")):
        heads, totals = int(root.get("headerRowCount", "1")), int(root.get("totalsRowCount", "0"))
        if heads:
            header = area._replace(last_row=area.first_row + heads - 1)
            found.append((header, "is the header of a table, whose columns are called by it"))
        if totals:
            footer = area._replace(first_row=area.last_row - totals + 1)
            found.append((footer, "is the total of a table"))
    return found


def _pivot_areas(root: Element) -> list[tuple[Area, str]]:
    location = child(root, "location")
    found = areas(location.get("ref")) if location is not None else []
    return [(area, "belongs to a pivot table, which would overwrite it") for area in found]


READERS: dict[str, Callable[[Element], list[tuple[Area, str]]]] = {
    "table": _table_areas,
    "pivotTable": _pivot_areas,
}


def _is_inside(area: Area, row: int, column: int) -> bool:
    return (
        area.first_row <= row <= area.last_row and area.first_column <= column <= area.last_column
    )


def _a1(row: int, column: int) -> str:
    from toolkit.table import a1

    return a1(row, column) if row > 0 and column > 0 else f"row {row}, column {column}"
