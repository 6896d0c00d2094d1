"""A baseline hides what was known, however rows move, and shows what is new."""

from __future__ import annotations

import pytest

from tests.checks.cases import AS_OF
from tests.trackers import make_tracker
from toolkit.checks import Report, run_checks
from toolkit.checks.baseline import new_since, read_baseline
from toolkit.config import Config
from toolkit.errors import ConfigError
from toolkit.reports.findings import findings_json

LATE = {"number": 1, "status": "in progress", "due": "2026-03-02"}


def report(*rows: dict[str, object]) -> Report:
    return run_checks(make_tracker(jobs=rows), Config(), AS_OF)


def test_what_is_known_is_hidden_though_its_row_moved() -> None:
    known = read_baseline(findings_json(report(LATE), AS_OF), "baseline.json")
    now = new_since(report({"number": 9, "status": "closed", "due": None}, LATE), known)
    assert now.findings == ()


def test_what_is_new_is_shown_and_each_known_one_counts_once() -> None:
    known = read_baseline(findings_json(report(LATE), AS_OF), "baseline.json")
    now = new_since(report(LATE, {**LATE, "number": 2}), known)
    assert [f.job for f in now.findings] == ["2"]


@pytest.mark.parametrize("text", ["", "[]", '{"findings": [{}]}', '{"findings": [1]}'])
def test_another_file_is_refused(text: str) -> None:
    with pytest.raises(ConfigError, match=r"baseline\.json"):
        read_baseline(text, "baseline.json")
