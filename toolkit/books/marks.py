"""What a workbook says about a sheet beyond plain values, while it is being found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from toolkit.table import Area, Grid, SheetInfo, Value

__all__ = ["At", "SheetMarks"]

At = tuple[int, int]
"""Row and column, 1-based."""


@dataclass(slots=True)
class SheetMarks:
    """The marks of one sheet; what is not found stays empty."""

    values: dict[At, Value] = field(default_factory=dict)
    """What calamine shows as another value: errors, and numbers no calendar has as dates."""
    formulas: dict[At, str] = field(default_factory=dict)
    uncalculated: set[At] = field(default_factory=set)
    merged: Iterable[Area] = ()
    tables: Iterable[tuple[str, Area]] = ()
    names: Iterable[tuple[str, Area]] = ()
    filtered: Area | None = None
    frozen_rows: int = 0
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    struck: set[At] = field(default_factory=set)
    filled: dict[At, str] = field(default_factory=dict)
    notes: dict[At, str] = field(default_factory=dict)
    protected: Iterable[Area] = ()

    def grid(self, info: SheetInfo, rows: list[list[Value]]) -> Grid:
        """Return the sheet's grid; the values found here replace those in ``rows``."""
        for (row, column), value in self.values.items():
            if row <= len(rows) and column <= len(rows[row - 1]):
                rows[row - 1][column - 1] = value
        return Grid(
            info.name,
            rows,
            info.visibility,
            formulas=self.formulas,
            uncalculated=frozenset(self.uncalculated),
            merged=tuple(self.merged),
            tables=tuple(self.tables),
            names=tuple(self.names),
            filtered=self.filtered,
            frozen_rows=self.frozen_rows,
            hidden_rows=frozenset(self.hidden_rows),
            hidden_columns=frozenset(self.hidden_columns),
            struck=frozenset(self.struck),
            filled=self.filled,
            notes=self.notes,
            own=info.own,
            protected=tuple(self.protected),
        )
