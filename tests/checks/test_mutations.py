"""A clean agency has no findings; a defect planted in it is found at its cell, and nothing else."""

from __future__ import annotations

import random

import pytest

from tests.checks.cases import AS_OF
from tests.checks.clean_agency import AgencyRows, clean_agency
from tests.checks.defects import PLANT, Planted
from tests.scale import SCALE
from toolkit.checks import RULES, Report, run_checks
from toolkit.config import Config
from toolkit.table import Place

CONFIG = Config()
HISTORY = {rule.code for rule in RULES if rule.history}
RUNS = 3 * SCALE
"""Agencies for each code; at scale 9 all codes together make two thousand runs."""


def check(agency: AgencyRows) -> tuple[Report, set[tuple[str, Place]]]:
    report = run_checks(agency.tracker(), CONFIG, AS_OF, before=agency.snapshot())
    return report, {(finding.code, finding.place) for finding in report.findings}


@pytest.mark.parametrize("seed", range(5 * SCALE))
def test_a_clean_agency_has_no_findings_and_every_rule_looks(seed: int) -> None:
    report, found = check(clean_agency(seed))
    assert found == set(), [f.message for f in report.findings]
    assert report.not_checked == ()


def test_every_code_can_be_planted() -> None:
    assert sorted(PLANT) == sorted(rule.code for rule in RULES)


@pytest.mark.parametrize("code", sorted(PLANT))
def test_one_defect_is_found_at_its_cell_and_nothing_else(code: str) -> None:
    for run in range(RUNS):
        seed = f"{code} {run}"
        agency = clean_agency(random.Random(seed).randrange(10**6))
        planted = PLANT[code](agency, random.Random(seed))
        if code not in HISTORY:
            agency.look_back()
        report, found = check(agency)
        assert found == {(code, place_of(agency, planted))}, (seed, report.findings)
        assert len(report.findings) == 1


def place_of(agency: AgencyRows, planted: Planted) -> Place:
    if planted.row < 0:
        return Place("agency.xlsx", planted.kind, 0, 0)
    record = getattr(agency.tracker(), planted.kind)[planted.row]
    place: Place = record.place(planted.field)
    return place
