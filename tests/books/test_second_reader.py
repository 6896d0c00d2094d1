"""Calamine and our own reader see the same cells in every workbook at hand."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from toolkit.books.reader import Reader, grids_by
from toolkit.table import Grid, same_value

DEMO = Path(__file__).parents[2] / "workbooks" / "demo"


def workbooks() -> Iterator[Path]:
    yield from sorted(DEMO.glob("*.xlsx"))
    if data := os.environ.get("TOOLKIT_FIELD_DATA"):
        yield from sorted(Path(data).glob("*/*.xl[st]*"))


def differences(left: Grid, right: Grid) -> Iterator[tuple[int, int]]:
    for row in range(1, max(len(left.rows), len(right.rows)) + 1):
        for column in range(1, max(left.width, right.width) + 1):
            if not same_value(left.value(row, column), right.value(row, column)):
                yield row, column


@pytest.mark.parametrize("path", list(workbooks()), ids=lambda path: path.name)
def test_both_readers_see_the_same(path: Path) -> None:
    content = path.read_bytes()
    left = grids_by(Reader.CALAMINE, content, path.name, ())
    right = grids_by(Reader.OWN, content, path.name, ())
    assert list(left) == list(right)
    for name, grid in left.items():
        assert not list(differences(grid, right[name])), name
        assert grid.formulas == right[name].formulas
        assert grid.uncalculated == right[name].uncalculated
        assert grid.struck == right[name].struck
        assert grid.filled == right[name].filled
        assert grid.hidden_rows == right[name].hidden_rows
        assert grid.merged == right[name].merged
