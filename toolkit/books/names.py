"""References that names stand for, such as ``'Job List'!$A$3:$K$40``, read as areas of sheets."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from toolkit.table import LAST_COLUMN, LAST_ROW, Area, column_number

__all__ = ["MOST_NAMES", "Names", "names_by_sheet"]

MOST_NAMES = 300
"""A book with more is one that drags along thousands of dead ones, which an open book tells singly:
there names say nothing, whatever the book is read through."""
LONGEST = 2_000

Names = tuple[tuple[str, Area], ...]

SHEET = r"\$?(?:'((?:[^']|''){1,200})'|([^\s'!,;=$:.()]{1,200}))[!.]"
CORNER = r"\$?([A-Za-z]{0,3})\$?(\d{0,7})"
# The second corner may repeat the sheet, as OpenDocument does: $Jobs.$A$1:.$D$9
REFERENCE = re.compile(
    rf"{SHEET}{CORNER}(?::(?:\$?(?:'[^']{{1,200}}'|[\w ]{{0,200}})[!.])?{CORNER})?(?![\w(!])"
)


def names_by_sheet(named: Sequence[tuple[str, str]]) -> Mapping[str, Names]:
    """Return sheet → name and area, of names and what they refer to.

    A name that stands for several areas comes with each; whole rows and columns reach to the
    sheet's end. What is a formula, a constant or a broken reference is no area.
    """
    found: defaultdict[str, list[tuple[str, Area]]] = defaultdict(list)
    for name, reference in named if len(named) <= MOST_NAMES else ():
        if len(reference) > LONGEST or "(" in reference or "[" in reference:
            continue
        for match in REFERENCE.finditer(reference):
            sheet = match[1].replace("''", "'") if match[1] else match[2]
            if area := _area(*match.groups()[2:]):
                found[sheet].append((name, area))
    return {sheet: tuple(several) for sheet, several in found.items()}


def _area(left: str, top: str, right: str | None, bottom: str | None) -> Area | None:
    if right is None or bottom is None:
        right, bottom = (left, top) if left and top else ("", "")
    if not (left or top) or bool(left) != bool(right) or bool(top) != bool(bottom):
        return None
    columns = (column_number(left), column_number(right)) if left else (1, LAST_COLUMN)
    rows = (int(top), int(bottom)) if top else (1, LAST_ROW)
    if min(rows) < 1 or max(rows) > LAST_ROW or max(columns) > LAST_COLUMN:
        return None
    return Area(min(rows), min(columns), max(rows), max(columns))
