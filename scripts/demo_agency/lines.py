"""Rows of sheets before they are written: what stands in each cell, and where it ends up."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from toolkit.model import FieldSpec, Record, fields_of
from toolkit.table import a1

__all__ = ["Cell", "Formula", "Line", "Places", "line_of"]


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula, and the value a spreadsheet program last calculated; None for never."""

    text: str
    value: str | float | None


Cell = (
    None
    | bool
    | str
    | int
    | float
    | Decimal
    | date
    | datetime
    | StrEnum
    | Formula
    | tuple[str, ...]
)


@dataclass(slots=True, eq=False)
class Line:
    """One row of a person's sheet: field of its record → what stands there."""

    kind: str
    cells: dict[str, Cell]
    struck: bool = False

    def text(self, name: str) -> str:
        """Return a cell as text, empty where it is blank."""
        value = self.cells.get(name)
        return "" if value is None else str(value)

    def day(self, name: str) -> date:
        """Return a cell that holds a day.

        Raises TypeError for any other.
        """
        value = self.cells.get(name)
        if not isinstance(value, date):
            raise TypeError(f"{name} of {self.text('number')} holds no day but {value!r}")
        return value

    def amount(self, name: str) -> Decimal:
        """Return a cell that holds an amount; 0 where it is blank.

        Raises TypeError for any other.
        """
        value = self.cells.get(name)
        if value is None:
            return Decimal(0)
        if not isinstance(value, Decimal):
            raise TypeError(f"{name} of {self.text('number')} holds no amount but {value!r}")
        return value

    def copy(self) -> Line:
        """Return another line with the same cells."""
        return Line(self.kind, dict(self.cells), self.struck)


def line_of(kind: str, record: Record) -> Line:
    """Return a record as the line of a sheet, blanks left out."""
    cells = {spec.name: getattr(record, spec.name) for spec in _specs(record)}
    return Line(kind, {name: v for name, v in cells.items() if v not in (None, ())})


def _specs(record: Record) -> tuple[FieldSpec, ...]:
    kind: Any = type(record)  # a class is hashable, which its type does not say
    return fields_of(kind)


@dataclass(slots=True)
class Places:
    """Where lines were written: book, sheet and row of each, and the columns of each sheet."""

    rows: dict[Line, tuple[str, str, int]] = field(default_factory=dict)
    columns: dict[tuple[str, str], dict[str, int]] = field(default_factory=dict)

    def cell(self, line: Line, name: str) -> tuple[str, str, str]:
        """Return book, sheet and address of a line's field; of its row where the name is empty."""
        book, sheet, row = self.rows[line]
        if not name:
            return book, sheet, f"{row}:{row}"
        return book, sheet, a1(row, self.columns[book, sheet][name])
