from __future__ import annotations

from toolkit.books.layout import chart_places, charts_bottom, spots_of
from toolkit.plan import Block, Column, OwnSheet


def sheet(rows: int, width: int, blocks: int = 2) -> OwnSheet:
    first = Block((Column("Name", width), Column("Amount", width)), (("A", 1),) * rows)
    days = Block((Column("Day", 10),), (("1 Jun",),) * 22)
    return OwnSheet("Burn", "Burn", ("Line",), (first, *[days] * (blocks - 1)))


def test_charts_stand_below_a_short_wide_block_as_many_abreast_as_fit() -> None:
    places = chart_places(list(spots_of(sheet(rows=5, width=100))), 3)
    assert [(row, column) for row, column, _, _ in places] == [(11, 0)] * 3
    assert [(across, down) for _, _, across, down in places] == [(0, 0), (640, 0), (0, 340)]
    assert charts_bottom(places) == 46


def test_charts_stand_below_the_blocks_on_the_right_of_a_long_or_narrow_one() -> None:
    for long, wide in ((60, 100), (5, 20)):
        spots = list(spots_of(sheet(rows=long, width=wide)))
        ((row, column, across, _),) = chart_places(spots, 1)
        assert (row, column, across) == (spots[1].last_row + 3, 3, 0)


def test_charts_of_a_single_block_stand_below_it() -> None:
    ((row, column, _, _),) = chart_places(list(spots_of(sheet(rows=5, width=20, blocks=1))), 1)
    assert (row, column) == (11, 0)
