"""Defects typed into a workbook's cells are found at those cells, through reading itself."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.checks.cases import AS_OF
from toolkit.checks import run_checks
from toolkit.config import Config
from toolkit.reading import read_tracker
from toolkit.table import Grid, Value

HEADER: list[Value] = [
    "Job #",
    "Job Name",
    "Client",
    "Owner",
    "Status",
    "Next Step",
    "Due Date",
    "Estimate",
    "Billed",
]
ROWS: list[list[Value]] = [
    [
        f"MHB-{1040 + n}",
        f"Mailer {n}",
        "Meridian",
        "Dana Reyes",
        "In progress",
        "Send layouts",
        date(2026, 4, n + 1),
        1000 * n,
        0,
    ]
    for n in (5, 6, 7, 8, 12, 13, 14, 15, 19, 20)
]


def found(cell: str | None = None, value: Value = None, **looks: Any) -> set[tuple[str, str]]:
    """Return (code, cell) of the findings of a tracker in which one cell was changed."""
    rows: list[list[Value]] = [HEADER, *map(list, ROWS)]
    if cell:
        rows[int(cell[1:]) - 1][ord(cell[0]) - 65] = value
    grid = Grid("Jobs", rows, **looks)
    tracker = read_tracker([("jobs.xlsx", {"Jobs": grid})], Config(), AS_OF)
    findings = run_checks(tracker, Config(), AS_OF).findings
    return {(finding.code, finding.place.cell) for finding in findings}


def test_a_tidy_tracker_has_no_findings() -> None:
    assert found() == set()


@pytest.mark.parametrize(
    ("code", "cell", "value"),
    [
        ("NUM101", "A4", None),
        ("NUM102", "A4", "MHB1047"),
        ("NUM201", "A4", "MHB-1045"),
        ("DAT102", "G4", date(2026, 4, 11)),
        ("DAT201", "G4", "when Amanda is back"),
        ("DAT203", "G4", "31/06/2026"),
        ("DAT301", "G4", date(2026, 3, 10)),
        ("STA101", "E4", "Percolating"),
        ("STA201", "F4", None),
        ("STA202", "G4", None),
        ("STA203", "D4", None),
        ("STA204", "F4", "Layouts"),
        ("BIL102", "I4", 9000),
        ("CEL101", "H4", "12k-ish, see mail"),
    ],
)
def test_one_cell_typed_wrong_is_one_finding_there(code: str, cell: str, value: Value) -> None:
    assert found(cell, value) == {(code, cell)}


def test_a_row_struck_through_is_found_at_its_status() -> None:
    assert found(struck=frozenset({(4, 2)})) == {("STA302", "E4")}
