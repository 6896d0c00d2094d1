"""Every code's cases: what passes, what fails and where, and that the fix puts it right."""

from __future__ import annotations

import pytest

from tests.checks.cases import Case, cases, codes_with_cases, fixed, found_cells, report_of
from toolkit.checks import RULES


def _id(case: Case) -> str:
    return f"{case.code} {case.name}"


@pytest.mark.parametrize("case", cases("pass"), ids=_id)
def test_passes(case: Case) -> None:
    report = report_of(case.given)
    assert found_cells(report, case.code) == []


@pytest.mark.parametrize("case", cases("fail"), ids=_id)
def test_fails_at_its_cells(case: Case) -> None:
    report = report_of(case.given)
    assert found_cells(report, case.code) == list(case.cells)


@pytest.mark.parametrize("case", cases("fail"), ids=_id)
def test_its_fix_puts_it_right(case: Case) -> None:
    assert case.fix, "every failing case says how it is put right"
    assert found_cells(report_of(fixed(case)), case.code) == []


def test_every_code_has_cases() -> None:
    assert codes_with_cases() == sorted(rule.code for rule in RULES)
