"""What is to be written to a workbook, and what it says when that is done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from toolkit.table import Value, same_value

__all__ = [
    "Block",
    "Chart",
    "Column",
    "Edit",
    "Format",
    "Link",
    "Note",
    "OwnSheet",
    "Plan",
    "Receipt",
    "Tone",
]


@dataclass(frozen=True, slots=True)
class Edit:
    """One cell of a person's sheet to change from ``before`` to ``after``.

    It lands only while ``key`` still stands in ``key_column`` of the row and the cell still holds
    ``before``. ``key_column`` 0 means that no key guards the row.
    """

    sheet: str
    row: int
    column: int
    before: Value
    after: Value
    key: Value = None
    key_column: int = 0
    formula: bool = False
    """Whether ``after`` is the text of a formula, without its "=", for a blank cell."""

    @property
    def is_guard(self) -> bool:
        """Whether it only asks that a cell still holds what was read, such as a header."""
        return same_value(self.before, self.after) and not self.formula


@dataclass(frozen=True, slots=True)
class Note:
    """A note and highlight of ours on a cell of a person's sheet."""

    sheet: str
    row: int
    column: int
    text: str


class Format(StrEnum):
    """How a column of an own sheet is shown."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    MONEY = "money"
    HOURS = "hours"
    PERCENT = "percent"


class Tone(StrEnum):
    """How urgent a row looks; always beside a word that says the same, for black and white."""

    PLAIN = "plain"
    GOOD = "good"
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Link:
    """A cell that shows ``text`` and leads to ``target``: ``#Jobs!E5``, ``file.xlsx#Jobs!E5``."""

    text: str
    target: str


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a block: header, width in characters, format."""

    header: str
    width: float = 12
    format: Format = Format.TEXT
    wrap: bool = False
    bar: bool = False
    """Show a data bar behind the numbers."""
    total: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A rectangle of an own sheet: columns and their rows, with an optional title above."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Value | Link, ...], ...]
    title: str = ""
    tones: tuple[Tone, ...] = ()
    """One for each row, or none at all."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A native chart over whole columns of one block of the same sheet."""

    kind: str
    """``bar``, ``column`` or ``line``."""
    title: str
    block: int
    categories: int
    """Index of the block's column that names the points."""
    series: tuple[int, ...]
    """Indexes of the block's columns that are drawn."""


@dataclass(frozen=True, slots=True)
class OwnSheet:
    """A whole sheet of ours: written only to a sheet that carries our mark.

    The first block stands below the title lines and is filtered and frozen; further blocks stand
    to its right, charts below the first block where that is short and wide, else below the others.
    """

    name: str
    title: str
    lines: tuple[str, ...]
    blocks: tuple[Block, ...]
    charts: tuple[Chart, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything to be written to one book: all of it or none."""

    edits: tuple[Edit, ...] = ()
    sheets: tuple[OwnSheet, ...] = ()
    notes: tuple[Note, ...] = ()
    clear_notes: bool = False
    """Take away every note and highlight of ours first."""

    def __bool__(self) -> bool:
        return bool(self.edits or self.sheets or self.notes or self.clear_notes)

    @property
    def changes(self) -> int:
        """How many cells the edits are to change; guards change none."""
        return sum(not edit.is_guard for edit in self.edits)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a book says after a plan was applied."""

    book: str
    """Where the result stands now."""
    written: bool
    """False when the book already held all of it and no byte was touched."""
    edits: int = 0
    sheets: Mapping[str, str] = field(default_factory=dict)
    """Wanted name → name given, which differs where a person's sheet had the name."""
    notes: int = 0
    backup: str | None = None
    remarks: tuple[str, ...] = ()
