"""Ten bugs planted in the merge, each by replacing one of its functions in a test."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest

from toolkit.books.google.journal import Journal
from toolkit.sync import merge as module
from toolkit.sync import planning, run
from toolkit.sync.merge import Conflict, Direction, OldRow, Rules, Side, State
from toolkit.table import Value, same_value

__all__ = ["GOOGLE_MUTANTS", "MUTANTS"]

Plant = Callable[[pytest.MonkeyPatch], None]


def _instead(name: str, made: Callable[[Any], Any], where: Any = module) -> Plant:
    def plant(patch: pytest.MonkeyPatch) -> None:
        patch.setattr(where, name, made(getattr(where, name)))

    return plant


def _last_writer_wins(real: Any) -> Any:
    def source(base: Value, a: Value, b: Value, direction: Direction) -> Side | None:
        return real(base, a, b, direction) or Side.A

    return source


def _sides_mixed_up(real: Any) -> Any:
    def source(base: Value, a: Value, b: Value, direction: Direction) -> Side | None:
        return Side.A if same_value(a, base) else real(base, a, b, direction)

    return source


def _forgets_b(real: Any) -> Any:
    def source(base: Value, a: Value, b: Value, direction: Direction) -> Side | None:
        found = real(base, a, b, direction)
        return None if found is Side.B else found

    return source


def _deletes_what_was_edited(real: Any) -> Any:
    return lambda key, old, row, side, rules: True


def _brings_back_what_was_deleted(real: Any) -> Any:
    def one_sided(key: Value, old: Any, row: Any, side: Side, rules: Rules) -> Iterator[Any]:
        yield from real(key, None, row, side, rules)

    return one_sided


def _deletes_new_rows(real: Any) -> Any:
    def one_sided(key: Value, old: Any, row: Any, side: Side, rules: Rules) -> Iterator[Any]:
        return iter([OldRow(side, key)]) if old is None else real(key, old, row, side, rules)

    return one_sided


def _base_of_plans(real: Any) -> Any:
    def settle(base: State, a: State, b: State, renumbered: Any = ()) -> Mapping[Any, Any]:
        return {**real(base, a, b, renumbered), **{k: row for k, row in a.items() if k in b}}

    return settle


def _base_never_moves(real: Any) -> Any:
    return lambda base, a, b, renumbered=(): base or real(base, a, b, renumbered)


def _hides_conflicts(real: Any) -> Any:
    def cell(*given: Any) -> Iterator[Any]:
        return (step for step in real(*given) if not isinstance(step, Conflict))

    return cell


def _writes_the_row_below(real: Any) -> Any:
    def changed(pair: Any, change: Any, key: Value) -> Any:
        edit = real(pair, change, key)
        value = pair.table(change.side).grid.value(edit.row + 1, edit.column)
        return replace(edit, row=edit.row + 1, key_column=0, before=value)

    return changed


def _takes_values_for_texts(real: Any) -> Any:
    def cell(*given: Any) -> Iterator[Any]:
        for step in real(*given):
            is_change = isinstance(step, module.Change) and step.after is not None
            yield replace(step, after=str(step.after)) if is_change else step

    return cell


def _nothing(real: Any) -> Any:
    return lambda *given: iter(())


MUTANTS: Mapping[str, Plant] = {
    "the last writer wins": _instead("_source", _last_writer_wins),
    "the unchanged side wins": _instead("_source", _sides_mixed_up),
    "edits of B never arrive": _instead("_source", _forgets_b),
    "edited rows are deleted": _instead("_untouched", _deletes_what_was_edited),
    "deleted rows come back": _instead("_one_sided", _brings_back_what_was_deleted),
    "new rows are deleted": _instead("_one_sided", _deletes_new_rows),
    "the base takes one side": _instead("settle", _base_of_plans, run),
    "the base never moves": _instead("settle", _base_never_moves, run),
    "conflicts are not shown": _instead("_cell", _hides_conflicts),
    "the row below is written": _instead("_changed", _writes_the_row_below, planning),
    "values become texts": _instead("_cell", _takes_values_for_texts),
}
GOOGLE_MUTANTS: Mapping[str, Plant] = {
    "the last instant is not looked at": _instead("to_put_back", _nothing, Journal),
}
"""Bugs that only show where a person works between two requests."""
