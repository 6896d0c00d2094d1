"""Two tables seen as one: the columns they share, the rows that are synced, what is in the way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

from toolkit.checks.wording import count_of
from toolkit.sync.merge import Direction, Rules, Side, State
from toolkit.sync.tables import KeyedTable, Problem, header_name
from toolkit.table import Value, same_value

__all__ = ["Pair", "SyncRules", "paired"]


@dataclass(frozen=True, slots=True)
class SyncRules:
    """How an agency wants two books synced."""

    columns: Mapping[str, str] = field(default_factory=dict)
    """Header in A → header in B, where they differ."""
    directions: Mapping[str, Direction] = field(default_factory=dict)
    """Header in A → whose word counts."""
    only: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Header in A → the values a row must show, in A or in B, to be synced."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Both tables, in the names of A's columns."""

    a: KeyedTable
    b: KeyedTable
    names: Mapping[str, tuple[int, int]]
    """Shared column, by the name of its header in A → its column in A and in B."""
    states: Mapping[Side, State]
    rules: Rules
    wanted: frozenset[Value] | None
    """Keys that are synced; None is all."""
    known: frozenset[str]
    """Columns that at least one book has, by the names of A."""
    problems: tuple[Problem, ...]
    remarks: tuple[str, ...]

    def table(self, side: Side) -> KeyedTable:
        """Return one side's table."""
        return self.a if side is Side.A else self.b

    def column(self, side: Side, name: str) -> int:
        """Return where a shared column stands on one side."""
        return self.names[name][0 if side is Side.A else 1]

    def in_sight(self, base: State) -> State:
        """Return a base without the columns that neither book has any more."""
        return {
            key: {name: value for name, value in row.items() if name in self.known}
            for key, row in base.items()
        }

    def of_interest(self, state: State) -> State:
        """Return the rows that are synced."""
        if self.wanted is None:
            return state
        return {key: row for key, row in state.items() if key in self.wanted}


def paired(
    a: KeyedTable, b: KeyedTable, wanted: SyncRules, picks: Mapping[str, Side], base: State
) -> Pair:
    """Return both tables as a pair; columns only one of them has stay out, and are told."""
    renamed = {header_name(one): header_name(two) for one, two in wanted.columns.items()}
    shared = {name: renamed.get(name, name) for name in a.columns}
    shared = {name: other for name, other in shared.items() if other in b.columns}
    names = {name: (a.columns[name], b.columns[other]) for name, other in shared.items()}
    back = {other: name for name, other in shared.items()}
    states = {
        Side.A: {k: {n: v for n, v in row.items() if n in shared} for k, row in a.cells.items()},
        Side.B: {
            k: {back[n]: v for n, v in row.items() if n in back} for k, row in b.cells.items()
        },
    }
    locked = {
        Side.A: frozenset((k, n) for k, n in a.locked if n in shared),
        Side.B: frozenset((k, back[n]) for k, n in b.locked if n in back),
    }
    directions = {header_name(name): one for name, one in wanted.directions.items()}
    told = [
        replace(one, cell=f"{side} {one.cell}")
        for side, table in ((Side.A, a), (Side.B, b))
        for one in table.problems
    ]
    problems = (*told, *_other_types(a, b))
    known = frozenset({*a.columns, *(back.get(name, name) for name in b.columns)})
    remarks = (
        *_unshared(a, b, shared),
        *_missing(base, shared, known),
        *_not_compared(states, locked),
    )
    chosen = _wanted(states, wanted.only)
    rules = Rules(locked, directions, picks)
    return Pair(a, b, names, states, rules, chosen, known, problems, remarks)


def _wanted(
    states: Mapping[Side, State], only: Mapping[str, Sequence[str]]
) -> frozenset[Value] | None:
    if not only:
        return None
    tests = {header_name(n): {header_name(v) for v in values} for n, values in only.items()}
    return frozenset(
        key
        for state in states.values()
        for key, row in state.items()
        if all(header_name(row.get(name) or "") in values for name, values in tests.items())
    )


def _other_types(a: KeyedTable, b: KeyedTable) -> list[Problem]:
    """Return keys that show the same in both books and are a number in one, text in the other."""
    texts = {_shown(key): key for key in a.rows}
    return [
        Problem(
            f"B row {row} of {b.grid.sheet}",
            f"{key!r} is {other!r} in the other book",
            "make the keys of both text, or both numbers",
        )
        for key, row in b.rows.items()
        if (other := texts.get(_shown(key))) is not None and not same_value(key, other)
    ]


def _shown(key: Value) -> str:
    whole = isinstance(key, float) and key.is_integer()
    return str(int(key) if whole and isinstance(key, float) else key).strip().casefold()


def _unshared(a: KeyedTable, b: KeyedTable, shared: Mapping[str, str]) -> list[str]:
    in_a, in_b = a.headers(), b.headers()
    used = set(shared.values())
    return [
        *(f"{in_a[n]!r} stands only in A and is not synced" for n in a.columns if n not in shared),
        *(f"{in_b[n]!r} stands only in B and is not synced" for n in b.columns if n not in used),
    ]


def _missing(base: State, shared: Mapping[str, str], known: frozenset[str]) -> list[str]:
    synced = dict.fromkeys(name for row in base.values() for name in row if name in known)
    return [
        f"{name!r} was synced and is gone from one book: renamed? Say so with sync.columns"
        for name in synced
        if name not in shared
    ]


def _not_compared(
    states: Mapping[Side, State], locked: Mapping[Side, Set[tuple[Value, str]]]
) -> Iterator[str]:
    """Yield how many typed values stand beside a formula that was never calculated."""
    for side in Side:
        there = states[side.other]
        count = sum(
            value not in (None, "") and name not in row and (key, name) not in locked[side.other]
            for key, row in states[side].items()
            for name, value in there.get(key, {}).items()
        )
        if count:
            yield (
                f"{count_of(count, 'formula')} of {side} without a value yet, not compared with "
                f"what is typed in {side.other}: open {side} in Excel and save it"
            )
