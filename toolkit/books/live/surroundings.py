"""What surrounds the cells of an open sheet: merges, hidden rows, strike-through, notes.

A spreadsheet program says of a range whether all of its cells have a trait, none, or "mixed".
Halving what is mixed finds the cells in calls that grow with the patches, not with the rows, and
the calls are limited.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from toolkit.books.live import model
from toolkit.books.marks import SheetMarks
from toolkit.books.names import MOST_NAMES, Names, names_by_sheet
from toolkit.table import Area, parse_a1

if TYPE_CHECKING:
    import xlwings

__all__ = ["marks_of", "merged_areas", "names_of"]

Trait = Callable[["xlwings.Range"], bool | None]
MOST_CALLS = 3_000
"""For each trait of a sheet: about a second; what lies beyond stays unknown."""


def marks_of(sheet: xlwings.Sheet, used: Area) -> SheetMarks:
    """Return what is known of a sheet beyond its cells."""
    whole = Patches(sheet)
    rows = whole.where(model.is_row_hidden, used, by_row=True)
    columns = whole.where(model.is_column_hidden, used, by_column=True)
    return SheetMarks(
        merged=merged_areas(sheet, used),
        tables=tables_of(sheet),
        filtered=model.filter_area(sheet),
        frozen_rows=model.frozen_rows(sheet),
        hidden_rows={r for area in rows for r in range(area.first_row, area.last_row + 1)},
        hidden_columns={
            c for area in columns for c in range(area.first_column, area.last_column + 1)
        },
        struck={at for area in whole.where(model.is_struck, used) for at in cells_of(area)},
        notes={at: text for at, (_, text) in model.notes_of(sheet).items()},
    )


class Patches:
    """Finds the areas of a sheet that have a trait."""

    def __init__(self, sheet: xlwings.Sheet) -> None:
        self._sheet = sheet

    def where(
        self, trait: Trait, within: Area, *, by_row: bool = False, by_column: bool = False
    ) -> list[Area]:
        """Return the areas all of whose cells have a trait, as far as the limit of calls goes."""
        waiting, found, calls = [within], [], 0
        while waiting and calls < MOST_CALLS:
            area = waiting.pop()
            calls += 1
            answer = trait(self._range(area))
            if answer:
                found.append(area)
            elif answer is None:
                waiting += _halves(area, by_row=by_row, by_column=by_column)
        return found

    def _range(self, area: Area) -> xlwings.Range:
        first, last = (area.first_row, area.first_column), (area.last_row, area.last_column)
        return self._sheet.range(first, last)


def _halves(area: Area, *, by_row: bool, by_column: bool) -> list[Area]:
    top, left, bottom, right = area
    if bottom > top and not by_column and (by_row or bottom - top >= right - left):
        middle = (top + bottom) // 2
        return [area._replace(first_row=middle + 1), area._replace(last_row=middle)]
    if right > left and not by_row:
        middle = (left + right) // 2
        return [area._replace(first_column=middle + 1), area._replace(last_column=middle)]
    return []


def merged_areas(sheet: xlwings.Sheet, within: Area) -> tuple[Area, ...]:
    """Return the merged areas, from the top left."""
    patches = Patches(sheet).where(lambda range_: range_.merge_cells, within)
    found: set[Area] = set()
    covered: set[tuple[int, int]] = set()
    for at in sorted(at for area in patches for at in cells_of(area)):
        if at not in covered and len(found) < MOST_CALLS:
            area = area_of(sheet.range(at).merge_area)
            found.add(area)
            covered.update(cells_of(area))
    return tuple(sorted(found))


def cells_of(area: Area) -> Iterator[tuple[int, int]]:
    """Yield the addresses of an area's cells."""
    for row in range(area.first_row, area.last_row + 1):
        for column in range(area.first_column, area.last_column + 1):
            yield row, column


def area_of(range_: xlwings.Range) -> Area:
    """Return where a range stands."""
    first, _, last = range_.address.replace("$", "").partition(":")
    return Area(*parse_a1(first), *parse_a1(last or first))


def names_of(book: xlwings.Book) -> Mapping[str, Names]:
    """Return sheet → the names of its areas: two calls for each name, however many rows."""
    if len(book.names.impl) > MOST_NAMES:  # len(book.names) would ask for each of them
        return {}
    return names_by_sheet([(name.name, name.refers_to or "") for name in book.names])


def tables_of(sheet: xlwings.Sheet) -> tuple[tuple[str, Area], ...]:
    """Return Excel's tables, with their header rows."""
    return tuple((table.name, area_of(table.range)) for table in sheet.tables)
