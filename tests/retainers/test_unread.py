"""Cells of retainers nobody can read, and hours that stand twice: told, and nothing guessed."""

from __future__ import annotations

from datetime import date

import pytest

from toolkit.config import Config
from toolkit.reading import read_tracker
from toolkit.retainers import Burn, burn_of
from toolkit.table import Grid, Value

AS_OF = date(2026, 7, 14)
HEADER: list[Value] = [
    "Client", "Retainer Hours", "Monthly Fee", "Start Date", "End Date", "Overage Rate",
]  # fmt: skip
ACME: list[Value] = ["Acme", 40, 4000, date(2026, 7, 1), None, 100]
OTHER: list[Value] = ["Blue Fox", 20, 2000, date(2026, 7, 1), date(2026, 12, 31), 90]
WORKED: list[list[Value]] = [
    [date(2026, 7, 1 + n), "Acme", "Ann", "J-1", 2, f"part {n}"] for n in range(9)
]


def burnt(retainer: list[Value], *exports: list[list[Value]]) -> Burn:
    header: list[Value] = ["Date", "Client", "Person", "Job #", "Hours", "Notes"]
    books = [("r.xlsx", {"Retainers": Grid("Retainers", [HEADER, OTHER, retainer])})]
    books += [
        (f"h{n}.xlsx", {"Hours": Grid("Hours", [header, *rows])})
        for n, rows in enumerate(exports or (WORKED,))
    ]
    return burn_of(read_tracker(books, Config(), AS_OF), Config(), AS_OF)


def told(burn: Burn, code: str) -> list[str]:
    return [f"{f.place.book} {f.place.cell}" for f in burn.findings if f.code == code]


@pytest.mark.parametrize(
    ("column", "typed"), [(1, "ca. 40"), (3, "from July on"), (4, "December or so")]
)
def test_a_retainer_is_refused_whose_hours_or_days_cannot_be_read(column: int, typed: str) -> None:
    burn = burnt([*ACME[:column], typed, *ACME[column + 1 :]])
    assert told(burn, "RET103") == [f"r.xlsx {'ABCDEF'[column]}3"]
    assert {row.agreement.client for row in burn.rows} == {"Blue Fox"}
    assert burn.is_partial


def test_an_overage_rate_nobody_can_read_is_told_and_the_hours_burn_on() -> None:
    burn = burnt([*ACME[:5], "as agreed"])
    assert told(burn, "RET113") == ["r.xlsx F3"]
    assert [row.ledger.used for row in burn.current()] == [18 * 60, 0]
    assert not told(burnt(ACME), "RET113")


def test_a_dash_is_a_blank_and_no_cell_that_cannot_be_read() -> None:
    burn = burnt([*ACME[:4], "-", "-"])
    assert not told(burn, "RET103")
    assert not told(burn, "RET113")


def test_an_export_that_lies_in_the_folder_twice_is_told_at_its_first_row() -> None:
    assert told(burnt(ACME, WORKED, WORKED), "RET114") == ["h1.xlsx E2"]


def test_exports_that_overlap_are_told_and_those_that_follow_one_another_are_not() -> None:
    june = [[date(2026, 6, 1 + n), *row[1:]] for n, row in enumerate(WORKED * 2)]
    assert told(burnt(ACME, [*june, *WORKED], [*WORKED, *june[:3]]), "RET114") == ["h1.xlsx E2"]
    assert not told(burnt(ACME, june, WORKED), "RET114")
    assert not told(burnt(ACME, [*WORKED, *june], [WORKED[0], *june[:0], *_others()]), "RET114")


def _others() -> list[list[Value]]:
    return [[date(2026, 7, 1 + n), "Acme", "Bob", "J-1", 2, f"part {n}"] for n in range(9)]
