from __future__ import annotations

import pytest

from toolkit.books.live.edits import due_edits, runs_of
from toolkit.errors import RefusedError
from toolkit.plan import Edit
from toolkit.table import Grid


def edits(*cells: tuple[int, int]) -> list[Edit]:
    return [Edit("Jobs", row, column, None, f"{row},{column}") for row, column in cells]


def shapes(*cells: tuple[int, int]) -> list[tuple[int, int, int, int]]:
    found = [(r.row, r.column, len(r.rows), len(r.rows[0])) for r in runs_of(edits(*cells))]
    return sorted(found)


def test_a_rectangle_is_one_call() -> None:
    assert shapes((2, 1), (2, 2), (3, 1), (3, 2)) == [(2, 1, 2, 2)]


def test_a_gap_starts_another_call() -> None:
    assert shapes((2, 1), (3, 1), (5, 1)) == [(2, 1, 2, 1), (5, 1, 1, 1)]
    assert shapes((2, 1), (2, 3)) == [(2, 1, 1, 1), (2, 3, 1, 1)]


def test_columns_of_other_rows_stay_apart() -> None:
    assert shapes((2, 1), (3, 1), (3, 2)) == [(2, 1, 2, 1), (3, 2, 1, 1)]


def test_every_edit_stands_in_its_place() -> None:
    (run,) = runs_of(edits((2, 1), (3, 2), (2, 2), (3, 1)))
    assert [[e.after for e in row] for row in run.rows] == [["2,1", "2,2"], ["3,1", "3,2"]]


def test_a_cell_written_twice_is_refused() -> None:
    with pytest.raises(RefusedError):
        due_edits(edits((1, 1), (1, 1)), {"Jobs": Grid("Jobs", [[None]])})
