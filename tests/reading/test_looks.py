"""Traits of real trackers that lie around the cells: hidden, filtered, filled, calculated."""

from __future__ import annotations

from datetime import date

import pytest

from tests.reading.test_traits import HEADER, Rows, job, read, rows_of, table
from toolkit.table import Area, Value


def test_a_title_merged_over_the_table_is_no_header() -> None:
    rows: Rows = [["Client jobs, status and due dates"], HEADER, job("J-1")]
    assert table(read(rows, merged=(Area(1, 1, 1, 6),))).header_rows == (2,)


def test_hidden_columns_and_rows_out_of_a_filter_are_read_too() -> None:
    tracker = read(
        [HEADER, job("J-1"), job("J-2")],
        hidden_columns=frozenset({2, 5}),
        hidden_rows=frozenset({2}),
        filtered=Area(1, 1, 3, 6),
    )
    assert rows_of(tracker) == [2, 3]
    assert [j.due for j in tracker.jobs] == [date(2026, 4, 1)] * 2
    assert [j.hidden for j in tracker.jobs] == [True, False]


def test_a_fill_says_nothing_by_itself() -> None:
    filled = {(3, column): "00FF00" for column in range(1, 7)}
    plain, green = (
        read([HEADER, job("J-1"), job("J-2")]),
        read([HEADER, job("J-1"), job("J-2")], filled=filled),
    )
    assert [j.status for j in green.jobs] == [j.status for j in plain.jobs]


@pytest.mark.parametrize("formula", ["TODAY()+3", "NOW()", "OFFSET(A1,0,4)", 'INDIRECT("E9")'])
def test_a_volatile_formula_is_what_was_last_calculated(formula: str) -> None:
    tracker = read([HEADER, job("J-1")], formulas={(2, 5): formula})
    assert tracker.jobs[0].due == date(2026, 4, 1)
    assert not tracker.unread


@pytest.mark.parametrize("serial", [0, 0.0, "0"])
def test_serial_0_is_no_date(serial: Value) -> None:
    tracker = read([HEADER, job("J-1"), job("J-2", due=serial)])
    assert tracker.jobs[1].due is None
    assert [u.place.cell for u in tracker.unread] == ["E3"]
