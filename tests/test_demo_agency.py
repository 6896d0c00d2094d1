"""The demo agency: built the same each time, as large as promised, wrong only where it says so."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from scripts.build_workbooks import built, differences
from toolkit.books import open_book
from toolkit.config import parse_config

WORKBOOKS = Path(__file__).resolve().parent.parent / "workbooks"
DEMO = WORKBOOKS / "demo"
TRACKERS = {
    "Consumer job list.xlsx": ("Job List", 1),
    "Public and Culture WIP.xlsx": ("WIP", 2),
    "B2B traffic.xlsx": ("Traffic", 1),
}


@pytest.fixture(scope="module")
def files() -> Mapping[str, bytes]:
    return built()


@pytest.fixture(scope="module")
def entries(files: Mapping[str, bytes]) -> list[dict[str, str]]:
    exports = [data for name, data in files.items() if name.endswith(".csv")]
    return [row for data in exports for row in csv.DictReader(io.StringIO(data.decode("utf-8")))]


def test_building_twice_gives_the_same_bytes(files: Mapping[str, bytes]) -> None:
    assert built() == files


def test_what_is_committed_is_what_is_built() -> None:
    assert differences(WORKBOOKS) == []


def test_the_folder_stays_small(files: Mapping[str, bytes]) -> None:
    assert sum(map(len, files.values())) < 5_000_000
    assert max(map(len, files.values())) < 2_000_000


def test_the_settings_are_understood(files: Mapping[str, bytes]) -> None:
    settings = parse_config(files["demo/agency.toml"].decode())
    assert (settings.agency.country, settings.agency.currency) == ("GB", "GBP")
    assert settings.agency.day_first is None


def test_three_trackers_hold_about_four_hundred_jobs() -> None:
    numbers = []
    for book, (sheet, column) in TRACKERS.items():
        grid = open_book(DEMO / book).read(sheet)[sheet]
        cells = [grid.value(row, column) for row in range(1, len(grid.rows) + 1)]
        numbers += [n for n in cells if re.fullmatch(r"[A-Z]{3}-\d{4}|\d{4}|\d{5}(\.0)?", str(n))]
    assert 390 <= len(numbers) <= 410


def test_thirty_people_booked_for_eighteen_months(entries: list[dict[str, str]]) -> None:
    assert len(entries) >= 15_000
    assert len({(e["First Name"], e["Last Name"]) for e in entries}) == 30
    assert len({e["Date"][:7] for e in entries if date.fromisoformat(e["Date"]).year < 2027}) == 18


def test_the_exports_look_like_harvests(files: Mapping[str, bytes]) -> None:
    for name, data in files.items():
        if name.endswith(".csv"):
            assert data.startswith(b"Date,Client,Project,Project Code,Task,Notes,Hours,Billable?,")
            assert data.count(b"\n") == data.count(b"\r\n")
            assert b"British Pound - GBP" in data
