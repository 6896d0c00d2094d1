"""A sync from reading to the new base: read, plan, write, read back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from toolkit.books.base import Book
from toolkit.checks.wording import count_of
from toolkit.plan import Plan, Receipt
from toolkit.sync.base import pack_base, unpack_base
from toolkit.sync.conflicts import NAME, conflicts_sheet, picks_in
from toolkit.sync.merge import Merge, Side, State, merge, settle
from toolkit.sync.pair import Pair, SyncRules, paired
from toolkit.sync.planning import Limits, no_room, not_taken, side_edits, too_many_deletions
from toolkit.sync.tables import Problem, choose_sheet, keyed_table
from toolkit.table import Grid

__all__ = ["Memory", "Prepared", "Settings", "apply_sync", "prepare_sync"]


class Memory(Protocol):
    """Where the base of a pair is kept."""

    def load(self) -> bytes | None:
        """Return what was last saved."""
        ...

    def save(self, content: bytes) -> None:
        """Keep it in place of what was kept before."""
        ...


@dataclass(frozen=True, slots=True)
class Settings:
    """How a pair is synced."""

    key: str = ""
    sheet: str = ""
    rules: SyncRules = field(default_factory=SyncRules)
    allow_deletes: bool = False
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A sync that was planned and not yet made."""

    books: Mapping[Side, Book]
    grids: Mapping[Side, Mapping[str, Grid]]
    pair: Pair
    base: State
    merge: Merge
    held_back: int
    """Rows that are deleted on one side and stay on the other without --allow-deletes."""
    plans: Mapping[Side, Plan]
    problems: tuple[Problem, ...]
    settings: Settings

    @property
    def remarks(self) -> tuple[str, ...]:
        """What is to be said beside the plan."""
        rows = count_of(self.held_back, "deleted row")
        held = f"without --allow-deletes, the other book keeps {rows}"
        lost = not_taken(self.pair, self.merge)
        return (*self.pair.remarks, *lost, *([held] if self.held_back else []))


def prepare_sync(a: Book, b: Book, memory: Memory, settings: Settings) -> Prepared:
    """Read both books, once each, and plan what each of them has to do.

    With problems, which stop a table, nothing is planned. Raises as books and the history do.
    """
    base = unpack_base(memory.load())
    books = {Side.A: a, Side.B: b}
    grids = {side: book.read() for side, book in books.items()}
    pair = _pair(books, grids, base, settings)
    base = pair.in_sight(base)
    merged = merge(pair.of_interest(base), *_states(pair), pair.rules)
    problems = [*pair.problems]
    held_back = 0
    if not settings.allow_deletes:
        held_back = len(merged.deleted)
        merged = _without_deletions(merged)
    elif stopped := too_many_deletions(merged, len(base), settings.limits):
        problems.append(stopped)
    problems += no_room(pair, merged)
    plans = {side: Plan() for side in Side}
    if not problems:
        plans = {side: Plan(edits=side_edits(pair, merged, side)) for side in Side}
        plans[Side.A] = _with_conflicts(plans[Side.A], a, b, grids[Side.A], pair, merged)
    return Prepared(books, grids, pair, base, merged, held_back, plans, tuple(problems), settings)


def apply_sync(prepared: Prepared, memory: Memory) -> Mapping[Side, Receipt]:
    """Write both plans, read back what was written, and only then move the base on.

    Whatever fails before leaves the base as it was: the next sync finds what is done and does
    the rest. Raises as books do.
    """
    if prepared.problems:
        return {}
    receipts = {}
    grids = dict(prepared.grids)
    for side, plan in prepared.plans.items():
        if plan:
            book = prepared.books[side]
            receipts[side] = book.apply(plan)
            if receipts[side].written and plan.edits:
                grids[side] = book.read()
    pair = _pair(prepared.books, grids, prepared.base, prepared.settings)
    if pair.problems:
        return receipts
    fresh = _settled(prepared, pair)
    if (content := pack_base(fresh)) != memory.load():
        memory.save(content)
    return receipts


def _settled(prepared: Prepared, pair: Pair) -> State:
    """Return the new base; rows that are filtered out keep what they had."""
    left, right = _states(pair)
    fresh = settle(prepared.base, left, right, prepared.merge.renumbered)
    if pair.wanted is None:
        return fresh
    aside = {k: row for k, row in prepared.base.items() if k not in pair.wanted}
    return {**fresh, **aside}


def _pair(
    books: Mapping[Side, Book],
    grids: Mapping[Side, Mapping[str, Grid]],
    base: State,
    settings: Settings,
) -> Pair:
    a, b = (
        keyed_table(
            choose_sheet(books[side].name, grids[side], settings.key, settings.sheet),
            settings.key,
        )
        for side in Side
    )
    return paired(a, b, settings.rules, picks_in(grids[Side.A]), base)


def _states(pair: Pair) -> tuple[State, State]:
    return pair.of_interest(pair.states[Side.A]), pair.of_interest(pair.states[Side.B])


def _without_deletions(merged: Merge) -> Merge:
    return Merge(merged.changes, merged.added, (), merged.renumbered, merged.conflicts)


def _with_conflicts(
    plan: Plan, a: Book, b: Book, grids: Mapping[str, Grid], pair: Pair, merged: Merge
) -> Plan:
    """Add the Conflicts sheet where there is one already, or something to decide."""
    if not merged.conflicts and all(grid.own != NAME for grid in grids.values()):
        return plan
    sheet = conflicts_sheet(merged.conflicts, a.name, b.name, pair.a.headers())
    return Plan(edits=plan.edits, sheets=(sheet,))
