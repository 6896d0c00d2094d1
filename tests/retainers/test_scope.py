from __future__ import annotations

from datetime import date

import pytest

from tests.trackers import make_tracker
from toolkit.checks import run_checks
from toolkit.config import parse_config
from toolkit.retainers import burn_of
from toolkit.retainers.routes import Aside

AS_OF = date(2026, 7, 31)
JOBS = [
    {"number": "A-1", "client": "Acme", "product": "Web"},
    {"number": "A-2", "client": "Acme", "product": "Print"},
]
PEOPLE = [{"name": "Dana", "role": "Designer"}, {"name": "Ana", "role": "Copywriter"}]
HOURS = [
    {"date": "2026-07-06", "client": "Acme", "hours": 1, "task": f"Task {job} {person} {role}"}
    | {"job": job, "person": person, "role": role}
    for job in ("A-1", "A-2", None)
    for person in ("Dana", "Ana")
    for role in ("Designer", "Intern", None)
]


@pytest.mark.parametrize(
    "scope",
    [
        'jobs = ["A-1"]',
        'without_jobs = ["a-1"]',
        'products = ["web"]',
        'without_products = ["Print"]',
        'roles = ["Designer", "Intern"]',
        'without_roles = ["copywriter"]',
        'jobs = ["A-1", "A-2"]\nroles = ["Designer"]',
    ],
)
def test_the_check_names_the_hours_that_the_burn_leaves_out(scope: str) -> None:
    retainer = {"client": "Acme", "hours": 40, "start": "2026-07-01"}
    tracker = make_tracker(retainers=[retainer], hours=HOURS, jobs=JOBS, people=PEOPLE)
    config = parse_config(f"[retainers.Acme]\n{scope}")
    left_out = burn_of(tracker, config, AS_OF).aside[Aside.OUT_OF_SCOPE].entries
    told = [f for f in run_checks(tracker, config, AS_OF).findings if f.code == "HRS301"]
    assert 0 < len(left_out) < len(HOURS)
    assert {f.place.row for f in told} == {entry.row for entry in left_out}
