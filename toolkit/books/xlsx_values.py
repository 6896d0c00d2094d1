"""The values of a worksheet read from its own XML, for sheets calamine would choke on.

The second reader of xlsx: slower, but its cost follows the cells a sheet has and not the area it
claims, so that one stray cell at XFD1048576 is only one cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from html import unescape

from toolkit.books.xlsx_canon import canonical
from toolkit.books.xlsx_styles import NumberKind, Styles
from toolkit.table import LAST_COLUMN, LAST_ROW, CellError, Value, column_number

__all__ = ["read_strings", "read_values", "typed_number"]

CELL = re.compile(rb"<c ([^>]*?)(?:/>|>(.*?)</c>)", re.DOTALL)
ADDRESS = re.compile(rb'\br="([A-Za-z]{1,3})([0-9]+)"')
STYLE = re.compile(rb'\bs="([0-9]{1,9})"')
TYPE = re.compile(rb'\bt="([A-Za-z]+)"')
HELD = re.compile(rb"<v(?:\s[^>]*)?>(.*?)</v>", re.DOTALL)
TEXT = re.compile(rb"<t(\s[^>]*)?>(.*?)</t>", re.DOTALL)
PHONETIC = re.compile(rb"<rPh\b.*?</rPh>", re.DOTALL)
ITEM = re.compile(rb"<si(?:\s[^>]*)?(?:/>|>(.*?)</si>)", re.DOTALL)
ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")

SLOT_LIMIT = 20_000_000


def read_strings(xml: bytes) -> list[str]:
    """Return the shared strings in order; runs joined, phonetic readings left out."""
    return [_text(found[1] or b"") for found in ITEM.finditer(canonical(xml))]


def read_values(
    xml: bytes, strings: Sequence[str], styles: Styles, from_1904: bool
) -> list[list[Value]]:
    """Return the rows of a canonical sheet, from row 1; each as long as its last cell, blanks "".

    Raises ValueError when a cell lies beyond what a sheet can have, or the cells are spread so
    far that their rows cannot be held.
    """
    found: dict[int, dict[int, Value]] = {}
    for row, column, value in _cells(xml, strings, styles, from_1904):
        found.setdefault(row, {})[column] = value
    if sum(max(cells) for cells in found.values()) > SLOT_LIMIT:
        raise ValueError("its cells are spread too far apart")
    nothing: list[Value] = []
    rows = [nothing] * max(found, default=0)
    for row, cells in found.items():
        rows[row - 1] = [cells.get(column, "") for column in range(1, max(cells) + 1)]
    return rows


def _cells(
    xml: bytes, strings: Sequence[str], styles: Styles, from_1904: bool
) -> Iterator[tuple[int, int, Value]]:
    for found in CELL.finditer(xml):
        address = ADDRESS.search(found[1])
        held = found[2]
        if not address or not held:
            continue
        value = _value(found[1], held, strings, styles, from_1904)
        if value == "":
            continue
        row, column = int(address[2]), column_number(address[1].decode())
        if not (1 <= row <= LAST_ROW and column <= LAST_COLUMN):
            raise ValueError(f"it has a cell {address[0][3:-1].decode()}, which no sheet has")
        yield row, column, value


def _value(
    tag: bytes, held: bytes, strings: Sequence[str], styles: Styles, from_1904: bool
) -> Value:
    kind = TYPE.search(tag)
    sort = kind[1] if kind else b"n"
    if sort == b"inlineStr":
        return _text(held)
    inner = HELD.search(held)
    text = unescape(inner[1].decode("utf-8", "replace")) if inner else ""
    if not text:
        return ""
    if sort == b"s":
        index = int(text) if text.isdecimal() and len(text) < 10 else len(strings)
        if index >= len(strings):
            raise ValueError(f"a cell names text number {text}, which is not there")
        return strings[index]
    if sort == b"str":
        return _decoded(text.replace("\r\n", "\n"))
    if sort == b"b":
        return text in ("1", "true")
    if sort == b"e":
        return CellError(text)
    if sort == b"d":
        return _iso(text)
    style = STYLE.search(tag)
    number = styles.kinds.get(int(style[1])) if style else None
    return typed_number(text, number or NumberKind.NUMBER, from_1904)


def typed_number(text: str, kind: NumberKind, from_1904: bool) -> Value:
    """Return a stored number as its format shows it: number, date, time of day or duration.

    A serial below 1 is a time of day, a whole one a date; what no calendar holds stays a number.
    """
    try:
        number = float(text)
    except ValueError:
        return text
    if kind is NumberKind.NUMBER or not 0 <= number < 2_958_466:
        return number
    if kind is NumberKind.DURATION:
        return timedelta(milliseconds=round(number * 86_400_000))
    moment = timedelta(milliseconds=round(number * 86_400_000))
    if number < 1:
        return (datetime.combine(date(1899, 12, 31), time.min) + moment).time()
    start = date(1904, 1, 1) if from_1904 else date(1899, 12, 31 if number < 60 else 30)
    shown = datetime.combine(start, time.min) + moment
    return shown if shown.time() != time.min else shown.date()


def _iso(text: str) -> Value:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    return moment.date() if len(text) == 10 else moment.replace(tzinfo=None)


def _text(held: bytes) -> str:
    if b"<rPh" in held:
        held = PHONETIC.sub(b"", held)
    parts = [
        (part if b"preserve" in attributes else part.strip()).decode("utf-8", "replace")
        for attributes, part in TEXT.findall(held)
    ]
    # XML reads every line end as \n; a \r that is meant is written _x000D_.
    return _decoded(unescape("".join(parts).replace("\r\n", "\n")))


def _decoded(text: str) -> str:
    """Return text with ``_x000D_`` and the like as the characters they stand for."""
    if "_x" not in text:
        return text
    return ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
