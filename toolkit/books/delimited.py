"""Text tables: comma, semicolon, tab or bar between cells that all stay text."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator

from toolkit.errors import UnreadableError
from toolkit.table import Grid

__all__ = ["decoded", "read_delimited"]

DELIMITERS = ";\t,|"
SAMPLE_LINES = 200
LONGEST_CELL = 1_000_000
WIDEST_ROW = 16_384
"""A spreadsheet ends at column XFD; a longer row is no table, and takes minutes to look through."""


def read_delimited(content: bytes, sheet: str, name: str) -> Grid:
    """Return the one grid of a text table; every cell is text as it was typed.

    A first line ``sep=;`` is Excel's own and no row. Raises UnreadableError when a quotation
    mark is never closed or a row is wider than a sheet.
    """
    text = decoded(content)
    first, _, rest = text.partition("\n")
    told = first.strip()
    if told[:4].casefold() == "sep=" and len(told) == 5:
        return Grid(sheet, _rows(rest, told[4], name))
    return Grid(sheet, _rows(text, _delimiter(text), name))


def decoded(content: bytes) -> str:
    """Return bytes as text: by their mark, as UTF-16, UTF-8, or Windows' Western European.

    Each byte that Windows-1252 leaves open becomes the control character of its number.
    """
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le")):
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "replace")
    if content.startswith(b"\xfe\xff"):
        return content[2:].decode("utf-16-be", "replace")
    sample = content[:4096]
    if sample[1::2].count(0) > len(sample) * 0.35 and not sample[::2].count(0):
        return content.decode("utf-16-le", "replace")
    if sample[::2].count(0) > len(sample) * 0.35 and not sample[1::2].count(0):
        return content.decode("utf-16-be", "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.end == len(content) and error.reason == "unexpected end of data":
            return content.decode("utf-8", "ignore")
        return content.decode("cp1252", "replace").replace("\ufffd", "\x81")


def _rows(text: str, delimiter: str, name: str) -> list[list[str]]:
    csv.field_size_limit(LONGEST_CELL)
    blank: list[str] = []
    try:
        rows = [row or blank for row in _records(text, delimiter)]
    except csv.Error as error:
        raise UnreadableError(
            f"{name} cannot be split into cells ({error}); "
            "look for a quotation mark that is never closed"
        ) from error
    widest = max(map(len, rows), default=0)
    if widest > WIDEST_ROW:
        raise UnreadableError(
            f"{name} has a row of {widest} cells, more than a sheet can hold; "
            "look for line breaks that were lost"
        )
    return rows


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def _delimiter(text: str) -> str:
    """Return what parts the cells: the candidate that gives most lines the same cell count."""
    lines = [line for line in text[:200_000].splitlines()[:SAMPLE_LINES] if line.strip()]
    sample = "\n".join(lines)

    def agreement(delimiter: str) -> tuple[float, int]:
        try:
            widths = Counter(len(record) for record in _records(sample, delimiter))
        except csv.Error:
            return 0.0, 0
        wide = {width: count for width, count in widths.items() if width > 1}
        if not wide:
            return 0.0, 0
        width = max(wide, key=lambda width: (wide[width], width))
        return wide[width] / sum(widths.values()), width

    scores = {delimiter: agreement(delimiter) for delimiter in DELIMITERS}
    best = max(DELIMITERS, key=lambda delimiter: scores[delimiter])
    return best if scores[best][0] else ","
