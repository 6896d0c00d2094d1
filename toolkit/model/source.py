"""Where a record came from: the table it was read from, and the cell of each field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from toolkit.table import Grid, Place, Value, Visibility

__all__ = ["ColumnReading", "Record", "Source"]


@dataclass(frozen=True, slots=True)
class ColumnReading:
    """What one column of a table was taken for, how surely, and why."""

    column: int
    header: str
    field: str | None
    confidence: float
    reason: str


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """A table as it was read: where it stands, and which column holds which field."""

    book: str
    grid: Grid
    kind: str | None
    header_rows: tuple[int, ...]
    first_row: int
    last_row: int
    rows: int
    """Records: without section, total and blank rows."""
    columns: tuple[ColumnReading, ...]
    fields: Mapping[str, int] = field(default_factory=dict)
    """Record field → column number, for the fields that have a column."""
    carried: Mapping[tuple[int, str], tuple[int, int]] = field(default_factory=dict)
    """(row, field) of a record → (row, column) of the merged or section cell its value is from."""
    day_first: bool | None = None
    """How dates written as text were ordered; None where nothing settled it."""
    remarks: tuple[str, ...] = ()

    @property
    def sheet(self) -> str:
        """The sheet's name."""
        return self.grid.sheet

    def holds(self, *names: str) -> bool:
        """Whether the table says each of the fields: in a column, or in its section rows."""
        return all(name in self.fields or self._carries(name) for name in names)

    def _carries(self, name: str) -> bool:
        return any(carried == name for _, carried in self.carried)

    def place(self, row: int, name: str = "") -> Place:
        """Return the cell that a record's field was read from; its row where there is none."""
        row, column = self.carried.get((row, name)) or (row, self.fields.get(name, 0))
        return Place(self.book, self.grid.sheet, row, column)

    def typed(self, row: int, name: str) -> Value:
        """Return what a person typed into a record's field; None where there is no column."""
        place = self.place(row, name)
        return self.grid.value(place.row, place.column) if place.column else None


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a person's sheet."""

    source: Source = field(repr=False)
    row: int

    def place(self, name: str = "") -> Place:
        """Return the cell of a field, or of the whole row."""
        return self.source.place(self.row, name)

    def typed(self, name: str) -> Value:
        """Return what stands in the field's cell, as typed."""
        return self.source.typed(self.row, name)

    @property
    def struck(self) -> bool:
        """A cell of the row is shown struck through, as people do with what is done."""
        struck = self.source.grid.struck
        return bool(struck) and any((self.row, c) in struck for c in self.source.fields.values())

    @property
    def hidden(self) -> bool:
        """Neither the row nor its sheet is seen by a person."""
        grid = self.source.grid
        return self.row in grid.hidden_rows or grid.visibility is not Visibility.VISIBLE
