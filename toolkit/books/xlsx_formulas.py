"""The formulas of a worksheet, and which of them were never calculated."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from toolkit.books.formula_shift import shifted
from toolkit.books.marks import At, SheetMarks
from toolkit.books.xlsx_tags import attributes_of, cell_at, parse_area
from toolkit.table import Area, column_number

__all__ = ["read_formulas"]

# The form nearly every formula has; one search finds address, formula and value together.
PLAIN = re.compile(
    rb'<c r="([A-Z]{1,3})([0-9]{1,7})"([^>]{0,200})><f>([^<]{0,70000})</f>(<v>[^<])?'
)
FORMULA = re.compile(
    rb"<f(?:\s([^>]{0,400}?))?(?:/>|>([^<]{0,70000})</f>)\s*(<v[^>/]{0,80}>[^<]{1,70000}</v>)?"
)
ARRAY_LIMIT = 10_000
# A long formula shared by a million cells is not written out a million times.
SHARED_TEXT_LIMIT = 20_000_000


def read_formulas(xml: bytes, marks: SheetMarks, stale: bool) -> None:
    """Add the formulas of a regular sheet to its marks.

    Shared formulas are written out for each cell; the cells an array formula fills carry its
    text. ``stale`` says that no value can be relied on.
    """
    if _read_plain(xml, marks) < xml.count(b"<f", 0, xml.rfind(b"</sheetData>")):
        _read_others(xml, marks)
    if stale:
        marks.uncalculated = set(marks.formulas)


def _read_plain(xml: bytes, marks: SheetMarks) -> int:
    columns: dict[bytes, int] = {}
    plain = PLAIN.findall(xml)
    for letters, digits, tag, raw, value in plain:
        if letters not in columns:
            columns[letters] = column_number(letters.decode())
        cell = (int(digits), columns[letters])
        marks.formulas[cell] = _text(raw)
        if not value and _is_uncalculated(tag):
            marks.uncalculated.add(cell)
    return len(plain)


def _read_others(xml: bytes, marks: SheetMarks) -> None:
    masters: dict[str, tuple[At, str]] = {}
    spent = 0
    for found in FORMULA.finditer(xml):
        at = cell_at(xml, found.start())
        if at is None:
            continue
        cell, tag = at
        text = _text(found[2] or b"")
        attributes = attributes_of(found[1] or b"")
        key = attributes.get("si", "")
        if attributes.get("t") == "shared" and key:
            master, base = masters.setdefault(key, (cell, text))
            if not text:
                spent += len(base)
                far = spent > SHARED_TEXT_LIMIT
                text = base if far else shifted(base, cell[0] - master[0], cell[1] - master[1])
        elif "ref" in attributes and (area := parse_area(attributes["ref"])):
            marks.formulas.update(dict.fromkeys(_some_cells(area), text))
        marks.formulas[cell] = text
        if not found[3] and _is_uncalculated(tag):
            marks.uncalculated.add(cell)


def _text(raw: bytes) -> str:
    text = raw.decode("utf-8", "replace")
    # XML reads every line end as \n.
    return unescape(text).replace("\r\n", "\n") if "&" in text or "\r" in text else text


def _is_uncalculated(tag: bytes) -> bool:
    """Whether a formula's cell without a value waits for one: an empty text is a value."""
    return b't="str"' not in tag and b't="e"' not in tag


def _some_cells(area: Area) -> Iterator[At]:
    height, width = area.last_row - area.first_row + 1, area.last_column - area.first_column + 1
    if height * width <= ARRAY_LIMIT:
        for row in range(area.first_row, area.last_row + 1):
            for column in range(area.first_column, area.last_column + 1):
                yield row, column
