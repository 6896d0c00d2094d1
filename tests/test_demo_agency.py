"""The demo agency: built the same each time, as large as promised, wrong only where it says so."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from scripts.build_workbooks import built, differences
from scripts.demo_agency.books import demo_files
from toolkit.agency import Agency, open_agency
from toolkit.checks import RULES, Report, run_checks
from toolkit.config import parse_config
from toolkit.model import KINDS

WORKBOOKS = Path(__file__).resolve().parent.parent / "workbooks"
DEMO = WORKBOOKS / "demo"
Found = Counter[tuple[str, str, str, str]]


def opened(folder: Path) -> Agency:
    as_of = date.fromisoformat(json.loads((folder / "seeded.json").read_text("utf-8"))["as_of"])
    return open_agency([str(folder)], now=datetime.now(UTC), as_of=as_of)


def checked(agency: Agency) -> Report:
    return run_checks(agency.tracker, agency.config, agency.as_of, now=agency.now)


def found_in(report: Report) -> Found:
    places = ((f.code, f.place) for f in report.findings)
    return Counter((code, p.book, p.sheet, p.cell) for code, p in places)


def seeded() -> Found:
    told = json.loads((DEMO / "seeded.json").read_text("utf-8"))
    return Counter((s["code"], s["book"], s["sheet"], s["cell"]) for s in told["defects"])


@pytest.fixture(scope="module")
def agency() -> Agency:
    return opened(DEMO)


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


def test_twelve_clients_have_about_four_hundred_jobs_in_three_trackers(agency: Agency) -> None:
    jobs = agency.tracker.jobs
    assert len({job.client for job in jobs}) == len(agency.tracker.accounts) == 12
    assert len({job.source.book for job in jobs}) == 3
    assert 390 <= len(jobs) <= 410


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


def test_every_kind_of_record_has_rows(agency: Agency) -> None:
    assert not [kind for kind in KINDS if not getattr(agency.tracker, kind)]


def test_exactly_the_seeded_defects_are_found(agency: Agency) -> None:
    found, planted = found_in(checked(agency)), seeded()
    assert (planted - found, found - planted) == (Counter(), Counter())


def test_every_family_of_rules_has_defects_of_its_own() -> None:
    """By family, not by rule: a new rule is its function and its cases, and needs no new demo."""
    counts = Counter(code for code, *_ in seeded())
    assert {code[:3] for code in counts} == {rule.family for rule in RULES}
    assert set(counts) <= {rule.code for rule in RULES if not rule.history}
    assert {code: n for code, n in counts.items() if not 2 <= n <= 4} == {}


def test_no_two_defects_share_a_row() -> None:
    rows = Counter(
        (book, sheet, cell.strip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) for _, book, sheet, cell in seeded()
    )
    assert not [row for row, count in rows.items() if count > 1]


def test_without_the_defects_nothing_is_found(tmp_path: Path) -> None:
    for name, data in demo_files(clean=True).items():
        (tmp_path / name).write_bytes(data)
    assert found_in(checked(opened(tmp_path))) == Counter()
