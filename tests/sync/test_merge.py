from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from toolkit.sync.merge import (
    Change,
    Direction,
    NewRow,
    OldRow,
    Renumbering,
    Rules,
    Side,
    State,
    merge,
    settle,
)
from toolkit.table import CellError, Value

ROW: dict[str, Value] = {"name": "Film", "status": "Open", "hours": 2}


def table(**cells: Value) -> State:
    return {"J-1": {**ROW, **cells}}


def cell(base: Value, a: Value, b: Value, **rules: Any) -> Any:
    kept = [{"J-1": {"x": value}} for value in (base, a, b)]
    return merge(kept[0], kept[1], kept[2], Rules(**rules))


def test_nothing_changed_is_nothing_to_do() -> None:
    found = merge(table(), table(), table())
    assert not found
    assert not found.conflicts


def test_a_change_on_one_side_goes_over() -> None:
    assert cell(1, 2, 1).changes == (Change(Side.B, "J-1", "x", 1, 2),)
    assert cell(1, 1, 2).changes == (Change(Side.A, "J-1", "x", 1, 2),)


def test_the_same_change_on_both_sides_is_agreement() -> None:
    found = cell(1, 2, 2.0)
    assert not found
    assert not found.conflicts


def test_different_changes_are_a_conflict_that_keeps_both() -> None:
    found = cell(1, 2, 3)
    assert not found
    assert [(one.a, one.b, one.base) for one in found.conflicts] == [(2, 3, 1)]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (False, 0),
        (True, 1),
        ("1", 1),
        ("", "0"),
        (date(2026, 3, 4), "2026-03-04"),
        ("True", True),
        (CellError("#REF!"), "#REF!"),
    ],
)
def test_types_are_told_apart(a: Value, b: Value) -> None:
    assert len(cell("before", a, b).conflicts) == 1


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (1, 1.0),
        (Decimal("1.5"), 1.5),
        (None, ""),
        (date(2026, 3, 4), datetime(2026, 3, 4)),  # noqa: DTZ001
    ],
)
def test_what_a_workbook_cannot_tell_apart_is_the_same(a: Value, b: Value) -> None:
    found = cell("before", a, b)
    assert not found
    assert not found.conflicts


def test_without_a_base_a_value_beside_a_blank_goes_over() -> None:
    found = merge({}, {"J-1": {"x": 1, "y": None}}, {"J-1": {"x": None, "y": 2}})
    assert {(one.side, one.column) for one in found.changes} == {(Side.B, "x"), (Side.A, "y")}


def test_a_new_row_goes_over_and_two_of_one_key_are_merged() -> None:
    assert merge({}, table(), {}).added == (NewRow(Side.B, "J-1", ROW),)
    assert len(merge({}, table(), table(status="Done")).conflicts) == 1


def test_a_deleted_row_goes_only_while_nobody_changed_it() -> None:
    assert merge(table(), {}, table()).deleted == (OldRow(Side.B, "J-1"),)
    changed = merge(table(), {}, table(status="Done"))
    assert not changed.deleted
    assert changed.conflicts[0].gone is Side.A


def test_a_row_deleted_on_both_sides_is_gone() -> None:
    assert not merge(table(), {}, {})
    assert settle(table(), {}, {}) == {}


@pytest.mark.parametrize("pick", list(Side))
def test_a_pick_settles_a_conflict_for_as_long_as_it_is_the_same(pick: Side) -> None:
    ref = cell(1, 2, 3).conflicts[0].ref
    found = cell(1, 2, 3, picks={ref: pick})
    after = 2 if pick is Side.A else 3
    assert [(one.side, one.after) for one in found.changes] == [(pick.other, after)]
    assert cell(1, 2, 4, picks={ref: pick}).conflicts


@pytest.mark.parametrize("pick", list(Side))
def test_a_pick_settles_a_deleted_row(pick: Side) -> None:
    base, b = table(), table(status="Done")
    ref = merge(base, {}, b).conflicts[0].ref
    found = merge(base, {}, b, Rules(picks={ref: pick}))
    assert bool(found.deleted) is (pick is Side.A)
    assert bool(found.added) is (pick is Side.B)


def test_one_side_wins_a_column_where_the_agency_says_so() -> None:
    rules = {"directions": {"x": Direction.A_WINS}}
    assert cell(1, 1, 2, **rules).changes == (Change(Side.B, "J-1", "x", 2, 1),)
    assert cell(1, 2, 3, **rules).changes == (Change(Side.B, "J-1", "x", 3, 2),)


def test_locked_cells_are_never_written() -> None:
    def locked(*sides: Side) -> dict[str, Any]:
        return {"locked": {s: {("J-1", "x")} if s in sides else set() for s in Side}}

    assert not cell(1, 2, 1, **locked(Side.B))
    assert cell(1, 2, 1, **locked(Side.B)).conflicts
    assert cell(1, 2, 1, **locked(Side.A)).changes
    both = cell(1, 2, 3, **locked(*Side))
    assert not both
    assert not both.conflicts


def test_an_error_is_not_carried_over() -> None:
    found = cell(1, CellError("#N/A"), 1)
    assert not found
    assert found.conflicts


def test_unknown_cells_stay_out() -> None:
    base: State = {"J": {"x": 1}}
    a: State = {"J": {}}
    b: State = {"J": {"x": 2}}
    assert not merge(base, a, b)
    assert settle(base, a, b) == base


def test_a_renumbered_row_is_the_same_row() -> None:
    a: State = {"J-9": ROW}
    found = merge(table(), a, table(status="Done"))
    assert found.renumbered == (Renumbering(Side.B, "J-1", "J-9"),)
    assert found.changes == (Change(Side.A, "J-9", "status", "Open", "Done"),)
    assert not found.added
    assert not found.deleted


def test_twins_are_not_taken_for_a_renumbered_row() -> None:
    base = {"J-1": ROW, "J-2": ROW}
    found = merge(base, {"J-9": ROW, "J-2": ROW}, base)
    assert not found.renumbered


def test_the_base_is_what_both_sides_show() -> None:
    base = {"J-1": {"x": 1, "y": 1}, "J-2": {"x": 1}}
    a = {"J-1": {"x": 2, "y": 2}, "J-2": {"x": 5}}
    b = {"J-1": {"x": 2, "y": 3}}
    assert settle(base, a, b) == {"J-1": {"x": 2, "y": 1}, "J-2": {"x": 1}}


@pytest.mark.parametrize("key", ["0042", 42, 42.0])
def test_keys_keep_their_type(key: Value) -> None:
    found = merge({}, {key: {"x": 1}}, {42: {"x": 1}})
    assert bool(found) is (key == "0042")


def test_a_row_is_not_deleted_while_an_agreed_column_is_out_of_sight() -> None:
    b: State = {"J-1": {"name": "Film", "status": "Open"}}
    found = merge(table(), {}, b)
    assert not found.deleted
    assert found.conflicts


def test_a_row_renumbered_in_both_by_a_sync_that_was_stopped_is_known_again() -> None:
    base: State = {"J-1": {"name": "Film", "status": "Open", "hours": 3}}
    a: State = {"R-1": {"name": "Film", "status": "Open", "hours": 3}}
    b: State = {"R-1": {"name": "Film", "status": None, "hours": 3}}
    for left, right, side in ((a, b, Side.A), (b, a, Side.B)):
        found = merge(base, left, right)
        assert [(one.side, one.after) for one in found.changes] == [(side, None)]
        assert settle(base, left, left, found.renumbered) == left
