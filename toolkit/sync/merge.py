"""The three-way merge of two tables: by row key and by cell, against what both last agreed on."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from typing import Any

from toolkit.table import CellError, Value, same_value

__all__ = [
    "Change",
    "Conflict",
    "Direction",
    "Merge",
    "NewRow",
    "OldRow",
    "Renumbering",
    "Row",
    "Rules",
    "Side",
    "State",
    "merge",
    "settle",
]

Row = Mapping[str, Value]
"""Column → value. A column that is absent is unknown; a blank is None."""
State = Mapping[Any, Row]
"""Row key, a text or number → row."""
ENOUGH = 3
"""Filled cells that must be the same for a row to be known again under another key."""


class Side(StrEnum):
    """One of the two books."""

    A = "A"
    B = "B"

    @property
    def other(self) -> Side:
        """The book across."""
        return Side.B if self is Side.A else Side.A


class Direction(StrEnum):
    """Whose word counts in a column."""

    BOTH = "both"
    A_WINS = "A"
    B_WINS = "B"


@dataclass(frozen=True, slots=True)
class Change:
    """One cell of ``side`` that takes the other side's value."""

    side: Side
    key: Value
    column: str
    before: Value
    after: Value


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row that ``side`` lacks."""

    side: Side
    key: Value
    cells: Row


@dataclass(frozen=True, slots=True)
class OldRow:
    """A row of ``side`` that was deleted on the other one."""

    side: Side
    key: Value


@dataclass(frozen=True, slots=True)
class Renumbering:
    """A row of ``side`` whose key was changed on the other one; None where both have the new one.

    The last is what a sync leaves that was stopped halfway: nothing is to be done but to know it.
    """

    side: Side | None
    old: Value
    new: Value


@dataclass(frozen=True, slots=True)
class Conflict:
    """What both sides changed, differently; or one may not be written. Both values are kept.

    ``column`` is empty where one side changed a row that the other deleted.
    """

    key: Value
    column: str
    base: Value
    a: Value
    b: Value
    why: str
    gone: Side | None = None
    """The side that deleted the row."""

    @property
    def ref(self) -> str:
        """A short text that is another as soon as any of the values is."""
        parts = (self.key, self.column, self.a, self.b, self.gone)
        told = "\x1f".join(_told(part) for part in parts)
        return hashlib.sha256(told.encode()).hexdigest()[:10]


@dataclass(frozen=True, slots=True)
class Rules:
    """What holds for a merge beside the values themselves."""

    locked: Mapping[Side, Set[tuple[Value, str]]] = field(
        default_factory=lambda: {Side.A: frozenset(), Side.B: frozenset()}
    )
    """Cells, as (key, column), that are never written: formulas, protected and merged ones."""
    directions: Mapping[str, Direction] = field(default_factory=dict)
    picks: Mapping[str, Side] = field(default_factory=dict)
    """Ref of a conflict → the side a person decided for."""


@dataclass(frozen=True, slots=True)
class Merge:
    """What each side has to do, and what a person has to decide."""

    changes: tuple[Change, ...] = ()
    added: tuple[NewRow, ...] = ()
    deleted: tuple[OldRow, ...] = ()
    renumbered: tuple[Renumbering, ...] = ()
    conflicts: tuple[Conflict, ...] = ()

    def __bool__(self) -> bool:
        renumbered = any(one.side for one in self.renumbered)
        return bool(self.changes or self.added or self.deleted or renumbered)


Step = Change | NewRow | OldRow | Conflict


def merge(base: State, a: State, b: State, rules: Rules | None = None) -> Merge:
    """Return what has to be done so that both sides hold both sides' edits.

    Values are compared with their types: False is not 0, "1" is not 1. Where there is no base
    yet, a value beside a blank goes over and two different values are a conflict. A key that a
    side changed counts as the same row when all else of it stayed as it was.
    """
    rules = rules or Rules()
    renumbered = (
        *_renumbered(base, a, b, Side.B),
        *_renumbered(base, b, a, Side.A),
        *_renumbered_on_both(base, a, b),
    )
    base = _rekeyed(base, renumbered)
    a = _rekeyed(a, [one for one in renumbered if one.side is Side.A])
    b = _rekeyed(b, [one for one in renumbered if one.side is Side.B])
    steps = [
        step
        for key in _keys(base, a, b)
        for step in _row(key, base.get(key), a.get(key), b.get(key), rules)
    ]
    return Merge(
        tuple(step for step in steps if isinstance(step, Change)),
        tuple(step for step in steps if isinstance(step, NewRow)),
        tuple(step for step in steps if isinstance(step, OldRow)),
        renumbered,
        tuple(step for step in steps if isinstance(step, Conflict)),
    )


def settle(base: State, a: State, b: State, renumbered: tuple[Renumbering, ...] = ()) -> State:
    """Return the new base: what both sides show now; elsewhere what was agreed on before.

    It is made of what was read, never of what was planned, so it cannot run ahead of the books.
    """
    base = _rekeyed(base, renumbered)
    settled: dict[Value, Row] = {}
    for key in _keys(base, a, b):
        old, left, right = base.get(key), a.get(key), b.get(key)
        if left is not None and right is not None:
            agreed = dict(old or {})
            agreed |= {c: left[c] for c in left if c in right and same_value(left[c], right[c])}
            settled[key] = agreed
        elif old is not None and (left is not None or right is not None):
            settled[key] = old
    return settled


def _keys(*states: State) -> list[Value]:
    return list(dict.fromkeys(key for state in states for key in state))


def _row(key: Value, old: Row | None, a: Row | None, b: Row | None, rules: Rules) -> Iterator[Step]:
    if a is not None and b is not None:
        for column in a:
            if column in b:
                yield from _cell(key, column, (old or {}).get(column), a[column], b[column], rules)
    elif a is not None:
        yield from _one_sided(key, old, a, Side.A, rules)
    elif b is not None:
        yield from _one_sided(key, old, b, Side.B, rules)


def _cell(
    key: Value, column: str, base: Value, a: Value, b: Value, rules: Rules
) -> Iterator[Change | Conflict]:
    if same_value(a, b):
        return
    held = {side: (key, column) in rules.locked[side] for side in Side}
    if all(held.values()):
        return  # each book computes it for itself
    found = Conflict(key, column, base, a, b, "changed on both sides")
    source = _source(base, a, b, rules.directions.get(column, Direction.BOTH))
    source = source or rules.picks.get(found.ref)
    if source is None:
        yield found
        return
    before, after = (b, a) if source is Side.A else (a, b)
    if held[source.other]:
        yield Conflict(key, column, base, a, b, f"computed or protected in {source.other}")
    elif isinstance(after, CellError):
        yield Conflict(key, column, base, a, b, f"an error in {source}")
    else:
        yield Change(source.other, key, column, before, after)


def _source(base: Value, a: Value, b: Value, direction: Direction) -> Side | None:
    """Return the side whose value counts, None where both changed it."""
    if direction is not Direction.BOTH:
        return Side(direction.value)
    if same_value(b, base):
        return Side.A
    return Side.B if same_value(a, base) else None


def _one_sided(
    key: Value, old: Row | None, row: Row, side: Side, rules: Rules
) -> Iterator[NewRow | OldRow | Conflict]:
    """Return what becomes of a row that only one side has: it is new there, or deleted here."""
    if old is None:
        yield NewRow(side.other, key, row)
        return
    if _untouched(key, old, row, side, rules):
        yield OldRow(side, key)
        return
    told = _shown(row)
    here, there = (told, None) if side is Side.A else (None, told)
    why = f"changed in {side}, deleted in {side.other}"
    found = Conflict(key, "", _shown(old), here, there, why, side.other)
    pick = rules.picks.get(found.ref)
    if pick is None:
        yield found
    else:
        yield NewRow(side.other, key, row) if pick is side else OldRow(side, key)


def _untouched(key: Value, old: Row, row: Row, side: Side, rules: Rules) -> bool:
    """Whether a row is as it was agreed; not while a column that was agreed on is out of sight."""
    return all(
        column in row and same_value(row[column], old.get(column))
        for column in {**old, **row}
        if (key, column) not in rules.locked[side]
    )


def _shown(row: Row) -> str:
    return "; ".join(f"{column}: {value}" for column, value in row.items() if value is not None)


def _renumbered(base: State, moved: State, other: State, side: Side) -> Iterator[Renumbering]:
    """Yield the rows of ``other``, the book of ``side``, that got a new key in ``moved``."""
    lost = [key for key in base if key not in moved and key in other]
    new = [key for key in moved if key not in base and key not in other]
    if not lost or not new:
        return
    seen = _columns(base) & _columns(moved)
    gone = {_content(base[key], seen): key for key in lost}
    often = Counter(_content(row, seen) for row in (*base.values(), *moved.values()))
    for key in new:
        content = _content(moved[key], seen)
        old = gone.get(content)
        if old is None or len(content) < ENOUGH:
            continue
        if often[content] == 2:  # once in the base and once here: no twin could be meant
            yield Renumbering(side, old, key)


def _renumbered_on_both(base: State, a: State, b: State) -> Iterator[Renumbering]:
    """Yield the rows that have a new key in both books, and in one of them all else as agreed."""
    lost = [key for key in base if key not in a and key not in b]
    new = [key for key in a if key in b and key not in base]
    if not lost or not new:
        return
    for moved in (a, b):
        seen = _columns(base) & _columns(moved)
        often = Counter(_content(row, seen) for row in (*base.values(), *moved.values()))
        gone = {_content(base[key], seen): key for key in lost}
        for key in [*new]:
            content = _content(moved[key], seen)
            if content in gone and often[content] == 2 and len(content) >= ENOUGH:
                yield Renumbering(None, gone[content], key)
                new.remove(key)
                lost.remove(gone.pop(content))


def _columns(state: State) -> frozenset[str]:
    return frozenset(column for row in state.values() for column in row)


def _content(row: Row, seen: Set[str]) -> frozenset[tuple[str, str]]:
    return frozenset((c, _told(v)) for c, v in row.items() if c in seen and v not in (None, ""))


def _rekeyed(state: State, renumbered: tuple[Renumbering, ...] | list[Renumbering]) -> State:
    new = {one.old: one.new for one in renumbered}
    return {new.get(key, key): row for key, row in state.items()} if new else state


def _told(value: object) -> str:
    """Return a text that two values share only when a person would call them the same."""
    if isinstance(value, bool) or value is None or value == "":
        return repr(value) if isinstance(value, bool) else ""
    if isinstance(value, int | float | Decimal):
        return f"number {float(value)!r}"
    if isinstance(value, datetime) and value.time() == time.min:
        value = value.date()
    return f"{'day' if type(value) is date else type(value).__name__} {value!s}"
