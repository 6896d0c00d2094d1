"""Findings as plans: the Checks sheet of each book, its links and counts, and notes in place."""

from __future__ import annotations

from datetime import date

from tests.checks.cases import AS_OF
from tests.trackers import make_tracker
from toolkit.books.memory import MemoryBook
from toolkit.checks import run_checks
from toolkit.config import Config
from toolkit.model import Tracker
from toolkit.plan import Link, Tone
from toolkit.writeback.checks import checks_sheet, plan_for_checks

LATE = {"number": 1, "status": "in progress", "due": "2026-03-02", "owner": "Dana Reyes"}
TWO = make_tracker(jobs=[LATE, {**LATE, "number": None, "started": "2026-03-05"}])
CLEAN = make_tracker(book="clean.xlsx", jobs=[{"number": 7, "status": "closed"}])
BOTH = Tracker(jobs=(*TWO.jobs, *CLEAN.jobs), tables=(*TWO.tables, *CLEAN.tables))


def test_every_book_has_a_sheet_and_only_its_own_findings() -> None:
    report = run_checks(BOTH, Config(), AS_OF)
    plans = plan_for_checks(report, BOTH, AS_OF)
    assert list(plans) == ["agency.xlsx", "clean.xlsx"]
    found = [len(plan.sheets[0].blocks[0].rows) for plan in plans.values()]
    assert found == [3, 0]
    assert plans["clean.xlsx"].sheets[0].charts == ()


def test_a_row_leads_to_its_cell_and_looks_as_urgent_as_it_is() -> None:
    sheet = checks_sheet(run_checks(TWO, Config(), AS_OF), "agency.xlsx", date(2026, 3, 16))
    findings = sheet.blocks[0]
    assert [row[1] for row in findings.rows] == ["DAT101", "NUM101", "DAT301"]
    assert findings.rows[0][2] == Link("jobs!C3", "#jobs!C3")
    assert findings.tones == (Tone.BAD, Tone.BAD, Tone.WARN)


def test_counts_by_owner_and_family_add_up() -> None:
    sheet = checks_sheet(run_checks(TWO, Config(), AS_OF), "agency.xlsx")
    owners, families = sheet.blocks[1], sheet.blocks[2]
    assert owners.rows == (("Dana Reyes", 2, 1, 0, 3),)
    assert sorted(row[-1] for row in families.rows) == [1, 2]  # type: ignore[type-var]
    assert all(len(chart.series) == 3 for chart in sheet.charts)


def test_what_was_not_checked_stands_in_the_sheet() -> None:
    sheet = checks_sheet(run_checks(TWO, Config(), AS_OF), "agency.xlsx")
    assert any(row[0] == "HRS101" for row in sheet.blocks[3].rows)


def test_the_sheet_is_the_same_each_time() -> None:
    first, second = (checks_sheet(run_checks(TWO, Config(), AS_OF), "agency.xlsx") for _ in "ab")
    assert first == second


def test_notes_are_one_a_cell_and_old_ones_go() -> None:
    tracker = make_tracker(jobs=[{**LATE, "started": "2026-03-05"}, {**LATE, "number": 2}])
    plan = plan_for_checks(run_checks(tracker, Config(), AS_OF), tracker, annotate=True)
    notes = plan["agency.xlsx"].notes
    assert [(n.row, n.column) for n in notes] == [(2, 3), (3, 3)]
    assert plan["agency.xlsx"].clear_notes


def test_a_book_takes_the_plan() -> None:
    book = MemoryBook({"jobs": TWO.tables[0].grid}, "agency.xlsx")
    plan = plan_for_checks(run_checks(TWO, Config(), AS_OF), TWO, annotate=True)["agency.xlsx"]
    assert book.apply(plan).sheets == {"Checks": "Checks"}
    assert book.read("jobs")["jobs"].notes
