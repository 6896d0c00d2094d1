"""Cells and the grids they stand in: what every layer speaks."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

__all__ = [
    "LAST_COLUMN",
    "LAST_ROW",
    "Area",
    "CellError",
    "Grid",
    "Place",
    "Progress",
    "SheetInfo",
    "Value",
    "Visibility",
    "a1",
    "column_letters",
    "column_number",
    "parse_a1",
    "parse_reference",
    "same_value",
    "sheet_reference",
]


LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
"""The lower right corner of the largest sheet a spreadsheet program keeps."""


@dataclass(frozen=True, slots=True)
class CellError:
    """An error a spreadsheet program shows in a cell, such as ``#REF!``."""

    code: str

    def __str__(self) -> str:
        return self.code


Value = None | bool | int | float | Decimal | str | date | datetime | time | timedelta | CellError
"""What a cell holds, as stored: "0042" stays text, a blank is None or "", 42 may be 42.0."""


def column_letters(column: int) -> str:
    """Return the letters of a 1-based column number: 1 → ``A``, 28 → ``AB``."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """Return the 1-based number of a column's letters: ``AB`` → 28."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def a1(row: int, column: int) -> str:
    """Return a 1-based row and column as an address: (5, 3) → ``C5``."""
    return f"{column_letters(column)}{row}"


A1 = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})")


def parse_a1(address: str) -> tuple[int, int]:
    """Return (row, column), 1-based, of an address such as ``C5`` or ``$C$5``.

    Raises ValueError when the text is no address.
    """
    found = A1.fullmatch(address.strip())
    if not found:
        raise ValueError(f"{address!r} is no cell address such as E5")
    return int(found[2]), column_number(found[1])


def sheet_reference(sheet: str, address: str) -> str:
    """Return a reference a spreadsheet follows: ``'Job List'!E5``, quoted only where it must be."""
    if re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", sheet) and not A1.fullmatch(sheet):
        return f"{sheet}!{address}"
    return "'" + sheet.replace("'", "''") + f"'!{address}"


def parse_reference(reference: str) -> tuple[str, int, int]:
    """Return (sheet, row, column) of a reference such as ``Jobs!E5`` or ``'Job List'!E5``.

    Raises ValueError when the text names no cell of a sheet.
    """
    sheet, mark, address = reference.strip().rpartition("!")
    if not mark or not sheet:
        raise ValueError(f"{reference!r} names no cell; write it as 'Jobs!E5'")
    if sheet[0] == sheet[-1] == "'" and len(sheet) > 2:
        sheet = sheet[1:-1].replace("''", "'")
    return (sheet, *parse_a1(address))


class Place(NamedTuple):
    """One cell of one workbook; column 0 means the whole row, row 0 the whole sheet."""

    book: str
    sheet: str
    row: int
    column: int

    @property
    def cell(self) -> str:
        """The address inside the sheet: ``E5``, ``5:5`` for a row, empty for a sheet."""
        if not self.row:
            return ""
        return a1(self.row, self.column) if self.column else f"{self.row}:{self.row}"

    @property
    def reference(self) -> str:
        """The address inside the book: ``Jobs!E5``."""
        return sheet_reference(self.sheet, self.cell) if self.row else self.sheet

    def __str__(self) -> str:
        return f"{self.book} {self.reference}"


class Area(NamedTuple):
    """A rectangle of cells, 1-based, ends included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


class Visibility(StrEnum):
    """Whether a person sees a sheet's tab."""

    VISIBLE = "visible"
    HIDDEN = "hidden"
    VERY_HIDDEN = "very hidden"


@dataclass(frozen=True, slots=True)
class SheetInfo:
    """A sheet's name and standing, known without reading its cells."""

    name: str
    visibility: Visibility = Visibility.VISIBLE
    own: str | None = None
    """The name of the result this sheet holds when it carries our mark; None for a person's."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of one sheet, as stored, with what the book knows around them.

    ``rows[0][0]`` is cell A1; rows may be of different length, what lies beyond is blank. The
    sets and maps hold 1-based (row, column) addresses and are empty where a book cannot know.
    """

    sheet: str
    rows: Sequence[Sequence[Value]]
    visibility: Visibility = Visibility.VISIBLE
    formulas: Mapping[tuple[int, int], str] = field(default_factory=dict)
    """Formula text without its "="; the value in ``rows`` is the one last calculated."""
    uncalculated: frozenset[tuple[int, int]] = frozenset()
    """Formulas that were never calculated, or whose value is known to be out of date."""
    merged: tuple[Area, ...] = ()
    tables: tuple[tuple[str, Area], ...] = ()
    """Excel tables (ListObjects): name, and area with the header row."""
    names: tuple[tuple[str, Area], ...] = ()
    """Names somebody or a program gave to areas, such as those of printing (``_xlnm.Print_Titles``:
    whole rows, so up to ``LAST_COLUMN``)."""
    filtered: Area | None = None
    frozen_rows: int = 0
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    struck: frozenset[tuple[int, int]] = frozenset()
    """Cells shown struck through; row-wide formatting counts for the cells with a value."""
    filled: Mapping[tuple[int, int], str] = field(default_factory=dict)
    """Fill colour as RRGGBB of cells that are filled by hand."""
    notes: Mapping[tuple[int, int], str] = field(default_factory=dict)
    own: str | None = None
    protected: tuple[Area, ...] = ()
    """Areas somebody keeps from being written, where the book knows them."""

    def value(self, row: int, column: int) -> Value:
        """Return what the 1-based cell holds; None where there is nothing."""
        if 1 <= row <= len(self.rows):
            cells = self.rows[row - 1]
            if 1 <= column <= len(cells):
                value = cells[column - 1]
                return None if value == "" else value
        return None

    @property
    def width(self) -> int:
        """The number of columns of the longest row."""
        return max(map(len, self.rows), default=0)


def same_value(left: Value, right: Value) -> bool:
    """Whether two cell values are the same to a person: typed, but 42 is 42.0 and "" is blank.

    False is not 0, "1" is not 1, a date is not the text that shows it; a datetime at midnight is
    its date, because a workbook does not tell them apart.
    """
    left, right = _plain(left), _plain(right)
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    numbers = (int, float, Decimal)
    if isinstance(left, numbers) and isinstance(right, numbers):
        return left == right or (
            (isinstance(left, float) or isinstance(right, float)) and float(left) == float(right)
        )
    return type(left) is type(right) and left == right


def _plain(value: Value) -> Value:
    if value == "":
        return None
    if isinstance(value, datetime) and value.time() == time.min and value.tzinfo is None:
        return value.date()
    return value


Progress = Callable[[str], None]
"""Told in a few words what is being done, for the shells to show."""
