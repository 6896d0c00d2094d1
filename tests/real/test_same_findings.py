"""The demo's books through file, memory and a running program: one and the same result."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from toolkit.actions.burning import burn, rows_as_csv
from toolkit.actions.checking import check
from toolkit.actions.forecasting import make_forecast
from toolkit.agency import Agency, agency_around
from toolkit.books.base import Book
from toolkit.books.excel import ExcelBook
from toolkit.books.file import FileBook
from toolkit.books.memory import MemoryBook
from toolkit.reports.forecast import forecast_csv
from toolkit.shipped import shipped

DEMO = shipped("workbooks/demo")
UNCALCULATED = "CEL103"
"""Formulas a file holds uncalculated: a running program has calculated them."""
NOW = datetime(2026, 6, 15, 9, tzinfo=UTC)
BOOKS = sorted(path.name for path in DEMO.glob("*.xlsx"))
SAMPLE = [name for name in BOOKS if "B2B" in name or "Retainers" in name or "Meetings" in name]


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    """A copy of the demo: the running program leaves its lock beside what it opens."""
    return Path(shutil.copytree(DEMO, tmp_path / "demo"))


def agencies(excel: Any, path: Path, *, companions: bool = False) -> list[Agency]:
    name = path.name
    file = FileBook(path)
    books: list[Book] = [
        file,
        MemoryBook(dict(file.read()), name),
        ExcelBook(excel.books.open(str(path))),
    ]
    return [agency_around(book, path, now=NOW, companions=companions) for book in books]


@pytest.mark.parametrize("name", SAMPLE)
def test_findings_are_the_same(excel: Any, demo: Path, name: str) -> None:
    file, memory, live = (check(agency) for agency in agencies(excel, demo / name))
    assert memory == file
    expected = [one for one in file.findings if one.code != UNCALCULATED]
    assert [one for one in live.findings if one.code != UNCALCULATED] == expected
    assert live.not_checked == file.not_checked


def test_the_forecast_is_the_same(excel: Any, demo: Path) -> None:
    (name,) = (name for name in SAMPLE if "Retainers" in name)
    made = [make_forecast(agency) for agency in agencies(excel, demo / name, companions=True)]
    file, memory, live = (forecast_csv(one) for one in made)
    assert memory == file
    assert live == file
    assert len(file.splitlines()) > 100


def test_burn_is_the_same(excel: Any, demo: Path) -> None:
    (name,) = (name for name in SAMPLE if "Retainers" in name)
    found = [burn(agency) for agency in agencies(excel, demo / name, companions=True)]
    file, memory, live = (rows_as_csv(one, one.rows) for one in found)
    assert memory == file
    assert live == file
    assert len(file.splitlines()) > 5
