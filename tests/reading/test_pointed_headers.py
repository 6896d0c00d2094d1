"""Excel tables, filters, frozen panes and defined names are evidence of where a table is."""

from __future__ import annotations

from datetime import date

import pytest

from toolkit.config import Config
from toolkit.reading import read_tracker
from toolkit.table import LAST_COLUMN, Area, Grid, Value

JOBS: list[list[Value]] = [
    ["Job #", "Job Name", "Client", "Status"],
    ["J-1", "Poster", "Acme", "WIP"],
    ["J-2", "Film", "Bolt", "WIP"],
]
STRANGE: list[list[Value]] = [
    ["Snarf", "Blip", "Zorg"],
    ["Poster", 12.5, date(2026, 4, 1)],
    ["Film", 80.0, date(2026, 4, 9)],
]
BOTH: list[list[Value]] = [*JOBS, [], *STRANGE]
WHOLE = Area(5, 1, 7, 3)
CELLS_ONLY = Area(6, 1, 7, 3)
TITLES = Area(5, 1, 5, LAST_COLUMN)


def headers(rows: list[list[Value]], **around: object) -> list[tuple[int, ...]]:
    grid = Grid("Jobs", rows, **around)  # type: ignore[arg-type]  # what a test wants around cells
    tracker = read_tracker([("book.xlsx", {"Jobs": grid})], Config(), date(2026, 3, 10))
    return [table.header_rows for table in tracker.tables]


def test_words_nobody_knows_are_no_header_by_themselves() -> None:
    assert headers(BOTH) == [(1,)]


@pytest.mark.parametrize(
    "around",
    [
        {"tables": (("Table1", WHOLE),)},
        {"filtered": WHOLE},
        {"frozen_rows": 5},
        {"names": (("Job_data", WHOLE),)},
        {"names": (("Job_data", CELLS_ONLY),)},
        {"names": (("_xlnm.Print_Titles", TITLES),)},
        {"names": (("_xlnm.Print_Area", WHOLE),)},
        {"names": (("_xlnm._FilterDatabase", WHOLE),)},
    ],
    ids=lambda around: "-".join(
        str(name) for name in [*around, *(one[0] for one in around.get("names", ()))]
    ),
)
def test_what_points_to_a_row_makes_it_a_header(around: dict[str, object]) -> None:
    assert headers(BOTH, **around) == [(1,), (5,)]


@pytest.mark.parametrize(
    "area",
    [Area(5, 1, 5, 3), Area(5, 1, 7, 1), Area(2, 1, 3, 4), Area(90, 1, 99, 3)],
    ids=["one row", "one column", "cells of a table", "below the sheet"],
)
def test_other_names_point_to_nothing(area: Area) -> None:
    assert headers(BOTH, names=(("Thing", area),)) == [(1,)]


def test_a_title_row_in_print_wins_over_words_above_it() -> None:
    form: list[list[Value]] = [["Client", "Owner"], *STRANGE]
    titles = (("_xlnm.Print_Titles", Area(2, 1, 2, LAST_COLUMN)),)
    assert [rows[-1] for rows in headers(form, names=titles)] == [2]
