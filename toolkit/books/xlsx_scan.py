"""What calamine hides of a worksheet, found in the sheet's own bytes.

Only what a cheap test says is there is looked for, so that a plain sheet costs a few scans in C.
Every function takes regular XML: unprefixed tags, double quotes, no comments; ``xlsx_canon``
makes any other sheet regular first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.books.marks import At, SheetMarks
from toolkit.books.xlsx_formulas import read_formulas
from toolkit.books.xlsx_styles import NumberKind, Styles
from toolkit.books.xlsx_tags import IN_CELL, IN_TAG, attributes_of, cell_at, parse_area
from toolkit.table import Area, CellError, column_number

__all__ = ["Strings", "scan_sheet", "texts_struck"]

Strings = frozenset[int]
"""Indexes of shared strings that are struck through from end to end."""

# A person marks hundreds of cells by colour; above this the colour is decoration.
FILL_LIMIT = 50_000

# Patterns are bounded, so that no malformed sheet makes them look at its bytes again and again.
ERROR_VALUE = re.compile(rb"<v[^>/]{0,80}>([^<]{0,400})</v>")
MERGE = re.compile(rb'<mergeCell\s[^>]{0,200}?\bref="([^"]{1,40})"')
FILTER = re.compile(rb'<autoFilter\s[^>]{0,200}?\bref="([^"]{1,40})"')
PANE = re.compile(rb"<pane\s[^>]{0,400}>")
COLUMN = re.compile(rb"<col\s[^>]{0,400}>")
STRING_ITEM = re.compile(rb"<si>(.*?)</si>", re.DOTALL)
RUN = re.compile(rb"<r>(.*?)</r>", re.DOTALL)


def scan_sheet(
    xml: bytes, row_tags: bytes, styles: Styles, struck_texts: Strings, stale: bool
) -> SheetMarks:
    """Return what a regular sheet's XML says beyond values.

    ``row_tags`` are those of its shape; ``stale`` says that the workbook waits to be
    calculated: then every formula is uncalculated.
    """
    start, end = xml.find(b"<sheetData"), xml.rfind(b"</sheetData>")
    head, tail = xml[: max(start, 0)], xml[end if end >= 0 else max(start, 0) :]
    marks = SheetMarks(
        merged=list(_areas(MERGE, tail)),
        filtered=next(_areas(FILTER, tail), None),
        frozen_rows=_frozen_rows(head),
        hidden_columns=_hidden_columns(head),
        hidden_rows=_hidden_rows(row_tags) if b" hidden=" in row_tags else set(),
    )
    if _has(xml, b"e", b't="e"', start, end):
        marks.values.update(_errors(xml))
    if styles.kinds and _has(xml, b"-", b"<v>-", start, end):
        marks.values.update(_negative_dates(xml, styles))
    if _has(xml, b"f", b"<f", start, end):
        read_formulas(xml, marks, stale)
    marks.struck = {cell for cell, _ in _styled(xml, styles.struck)} if styles.struck else set()
    if struck_texts:
        marks.struck |= _cells_with_texts(xml, struck_texts)
    marks.filled = _filled(xml, styles)
    return marks


def _has(xml: bytes, rare: bytes, whole: bytes, start: int, end: int) -> bool:
    """Whether the cells hold some bytes; one rare byte of them is found ten times as fast."""
    return xml.find(rare, start + 10, end) >= 0 and xml.find(whole, start, end) >= 0


def _areas(pattern: re.Pattern[bytes], xml: bytes) -> Iterator[Area]:
    for found in pattern.finditer(xml):
        if area := parse_area(found[1].decode("ascii", "replace")):
            yield area


def _number(attributes: dict[str, str], name: str, default: int = 0) -> int:
    text = attributes.get(name, "").partition(".")[0]
    return int(text) if text.isdecimal() and len(text) < 10 else default


def _frozen_rows(head: bytes) -> int:
    pane = PANE.search(head)
    attributes = attributes_of(pane[0]) if pane else {}
    return _number(attributes, "ySplit") if "frozen" in attributes.get("state", "") else 0


def _is_hidden(attributes: dict[str, str]) -> bool:
    return attributes.get("hidden") in ("1", "true")


def _hidden_columns(head: bytes) -> set[int]:
    columns: set[int] = set()
    for found in COLUMN.finditer(head):
        attributes = attributes_of(found[0])
        if _is_hidden(attributes):
            first = _number(attributes, "min", 1)
            columns.update(range(first, min(_number(attributes, "max", first), 16384) + 1))
    return columns


def _hidden_rows(tags: bytes) -> set[int]:
    rows, number = set(), 0
    for tag in tags.split(b">"):
        told = re.search(rb'\br="(\d{1,7})"', tag)
        number = int(told[1]) if told else number + 1
        if b' hidden="1"' in tag or b' hidden="true"' in tag:
            rows.add(number)
    return rows


def _errors(xml: bytes) -> Iterator[tuple[At, CellError]]:
    for found in re.finditer(rb't="e"', xml):
        if cell := cell_at(xml, found.end()):
            value = ERROR_VALUE.search(xml, found.end(), found.end() + IN_CELL)
            yield cell[0], CellError(value[1].decode("utf-8", "replace") if value else "#ERROR!")


def _negative_dates(xml: bytes, styles: Styles) -> Iterator[tuple[At, float]]:
    """Yield the numbers below 0 in date cells: Excel shows ####, calamine gives midnight."""
    dates = [str(at).encode() for at, kind in styles.kinds.items() if kind is NumberKind.DATE]
    pattern = (
        rb'<c r="([A-Z]{1,3})([0-9]{1,7})" s="(?:' + b"|".join(dates) + rb')"[^>]{0,40}>'
        rb"(?:<f>[^<]{0,70000}</f>)?<v>(-[0-9.Ee+-]{1,40})</v>"
    )
    for letters, digits, number in re.findall(pattern, xml):
        yield (int(digits), column_number(letters.decode())), float(number)


def _styled(xml: bytes, indexes: frozenset[int] | set[int]) -> Iterator[tuple[At, int]]:
    wanted = b"|".join(str(index).encode() for index in sorted(indexes))
    for found in re.finditer(rb'\ss="(' + wanted + rb')"', xml):
        start = xml.rfind(b"<", max(0, found.start() - IN_TAG), found.start())
        if xml[start : start + 3] == b"<c " and (cell := cell_at(xml, found.end())):
            yield cell[0], int(found[1])


def _filled(xml: bytes, styles: Styles) -> dict[At, str]:
    filled: dict[At, str] = {}
    if not styles.filled:
        return filled
    for cell, index in _styled(xml, set(styles.filled)):
        filled[cell] = styles.filled[index]
        if len(filled) > FILL_LIMIT:
            return {}
    return filled


def texts_struck(strings: bytes) -> Strings:
    """Return the indexes of shared strings whose every run is struck through."""
    if b"<strike" not in strings:
        return frozenset()
    struck = set()
    for index, item in enumerate(STRING_ITEM.finditer(strings.replace(b"<si/>", b"<si></si>"))):
        runs = [run for run in RUN.findall(item[1]) if b"<t" in run]
        if runs and all(re.search(rb'<strike(?!\s+val="(?:0|false)")', run) for run in runs):
            struck.add(index)
    return frozenset(struck)


def _cells_with_texts(xml: bytes, wanted: Strings) -> set[At]:
    values = b"|".join(str(index).encode() for index in sorted(wanted))
    cells = set()
    for found in re.finditer(rb"<v>(" + values + rb")</v>", xml):
        cell = cell_at(xml, found.start(), IN_CELL)
        if cell and b't="s"' in cell[1]:
            cells.add(cell[0])
    return cells
