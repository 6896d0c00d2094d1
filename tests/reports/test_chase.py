from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from typing import Any

import pytest

from tests.trackers import make_tracker
from toolkit.checks import RULES, run_checks
from toolkit.config import Config
from toolkit.model import Tracker
from toolkit.reports.chase import CHASED, Owed, chase_csv, chase_list, chase_text

TODAY = date(2026, 6, 15)
JOB = {"number": "J-1", "name": "Film", "client": "Marlow", "status": "in progress"}
GOOD = JOB | {"next_step": "Ana sends proofs", "due": "2026-07-01", "owner": "AR"}
PEOPLE = [{"name": "Ana Reyes", "initials": "AR"}, {"name": "Ben Cole", "initials": "BC"}]


def owed(tracker: Tracker) -> tuple[Owed, ...]:
    return chase_list(run_checks(tracker, Config(), TODAY), tracker)


def test_what_is_in_order_is_not_chased() -> None:
    assert [o.what for o in owed(make_tracker(jobs=[GOOD], people=PEOPLE))] == []


def test_each_person_has_what_they_owe_under_their_full_name() -> None:
    jobs: list[dict[str, Any]] = [
        GOOD | {"due": "2026-06-01"},
        GOOD | {"number": "J-2", "name": "Site", "owner": "BC", "next_step": None},
        GOOD | {"number": "J-3", "name": "Card", "owner": None, "due": "2026-05-04"},
    ]
    found = owed(make_tracker(jobs=jobs, people=PEOPLE))
    assert [(o.who, o.what, o.finding.job) for o in found] == [
        ("Ana Reyes", "overdue work", "J-1"),
        ("Ben Cole", "next steps", "J-2"),
        ("", "overdue work", "J-3"),
    ]


def test_hours_are_owed_by_who_works_them_not_by_the_jobs_owner() -> None:
    weeks = [date(2026, 6, 2) - timedelta(weeks=n) for n in range(10)]
    hours = [
        {"date": day, "person": "BC", "client": "Marlow", "job": "J-1", "hours": 7} for day in weeks
    ]
    found = owed(make_tracker(jobs=[GOOD], people=PEOPLE, hours=hours))
    assert [(o.who, o.what) for o in found] == [("Ben Cole", "timesheets")]


def test_every_code_that_is_chased_is_a_rule_and_stands_once() -> None:
    codes = [code for several in CHASED.values() for code in several]
    assert set(codes) <= {rule.code for rule in RULES}
    assert len(codes) == len(set(codes))


def test_the_table_holds_no_formula() -> None:
    jobs = [GOOD | {"name": "Film", "client": "=cmd|' /C calc'!A0", "due": "2026-06-01"}]
    rows = list(csv.reader(io.StringIO(chase_csv(owed(make_tracker(jobs=jobs, people=PEOPLE))))))
    assert len(rows) == 2
    assert not [cell for cell in rows[1] if cell.startswith("=")]
    assert dict(zip(rows[0], rows[1], strict=True))["who"] == "Ana Reyes"


@pytest.mark.parametrize("jobs", [[GOOD | {"due": "2026-06-01"}], []])
def test_the_text_says_how_much_there_is(jobs: list[dict[str, str]]) -> None:
    text = chase_text(owed(make_tracker(jobs=jobs, people=PEOPLE)), TODAY)
    assert ("1 thing from 1 person" in text) == bool(jobs)
    assert ("Ana Reyes: 1" in text.splitlines()) == bool(jobs)
