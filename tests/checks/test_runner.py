"""What runs, what is left out, and what could not be checked."""

from __future__ import annotations

import pytest

from tests.checks.cases import AS_OF, found_cells, make_unread
from tests.trackers import make_tracker
from toolkit.checks import RULES, Report, run_checks
from toolkit.checks.notes import note_text
from toolkit.config import parse_config
from toolkit.errors import ConfigError
from toolkit.model import Severity, Tracker

LATE = {"number": 1, "status": "in progress", "due": "2026-03-02", "owner": "Dana Reyes"}


def check(tracker: Tracker, config: str = "") -> Report:
    return run_checks(tracker, parse_config(config), AS_OF)


def codes(report: Report) -> set[str]:
    return {finding.code for finding in report.findings}


def reasons(report: Report) -> dict[str, str]:
    assert len({n.code for n in report.not_checked}) == len(report.not_checked)
    return {n.code: n.why for n in report.not_checked}


def test_without_any_table_no_rule_passes_silently() -> None:
    silent = {rule.code for rule in RULES} - set(reasons(check(Tracker())))
    assert silent == {
        "DAT201",
        "DAT202",
        "DAT203",
        "STA101",
        "CEL101",
        "CEL102",
        "CEL103",
        "EXC101",
    }


def test_a_missing_sheet_and_a_missing_column_are_told_apart() -> None:
    why = reasons(check(make_tracker(jobs=[{"number": 1, "status": "in progress"}])))
    assert "hours sheet" in why["HRS101"]
    assert "due column" in why["DAT301"]
    assert "NUM101" not in why


def test_rules_of_history_say_that_there_is_none() -> None:
    why = reasons(check(make_tracker(jobs=[LATE])))
    assert why["STA301"] == "no history yet"


def test_a_sheet_without_the_column_is_named_and_the_others_are_checked() -> None:
    tidy = make_tracker(jobs=[LATE])
    plain = make_tracker(book="plain.xlsx", jobs=[{"number": 2, "status": "in progress"}])
    both = Tracker(jobs=(*tidy.jobs, *plain.jobs), tables=(*tidy.tables, *plain.tables))
    report = check(both)
    assert "jobs" in reasons(report)["DAT301"]
    assert found_cells(report, "DAT301") == ["jobs!C2"]


def test_a_plain_tracker_is_not_flooded() -> None:
    rows = [{"number": n, "name": f"Job {n}", "status": "in progress"} for n in range(1, 50)]
    assert check(make_tracker(jobs=rows)).findings == ()


def test_codes_and_families_are_selected_and_ignored() -> None:
    tracker = make_tracker(
        jobs=[LATE, {**LATE, "owner": None}, {"number": None, "status": "closed"}]
    )
    assert codes(check(tracker)) == {"DAT301", "NUM101", "NUM201", "STA203"}
    assert codes(check(tracker, "[checks]\nselect = ['NUM', 'STA203']\nignore = ['NUM2']")) == {
        "NUM101",
        "STA203",
    }


def test_a_sheet_selects_and_ignores_for_itself() -> None:
    tracker = make_tracker(jobs=[LATE])
    assert codes(check(tracker, "[sheets.JOBS]\nignore = ['DAT']")) == set()
    assert codes(check(tracker, "[sheets.jobs]\nselect = ['NUM']")) == set()


def test_an_unknown_code_is_refused_with_the_nearest() -> None:
    with pytest.raises(ConfigError, match="DAT30"):
        check(Tracker(), "[checks]\nignore = ['DAT310']")


def test_findings_are_sorted_for_work() -> None:
    tracker = make_tracker(
        jobs=[
            {**LATE, "owner": None},
            {**LATE, "number": 2, "owner": "Dana Reyes"},
            {**LATE, "number": 3, "owner": "Ana Lima", "started": "2026-03-05"},
        ]
    )
    findings = check(tracker).findings
    assert [f.owner for f in findings] == ["Ana Lima", "Dana Reyes", "", ""]
    assert findings[0].severity is Severity.ERROR


def test_a_finding_carries_what_was_typed_and_whose_it_is() -> None:
    (finding,) = check(make_tracker(jobs=[{**LATE, "client": "Meridian"}])).findings
    assert (finding.job, finding.client, finding.owner) == ("1", "Meridian", "Dana Reyes")
    assert str(finding.value) == "2026-03-02"


def test_a_cell_that_could_not_be_read_is_spoken_of_once() -> None:
    tracker = make_tracker(jobs=[{**LATE, "due": None}, {**LATE, "number": 2, "notes": "x"}])
    report = check(make_unread(tracker, [["jobs", 2, "due", "unreadable"]]))
    assert codes(report) == {"DAT201"}


def test_an_excuse_counts_for_its_row_and_code_only() -> None:
    tracker = make_tracker(
        jobs=[
            {**LATE, "milestone": "ok: DAT301, sta203 client away", "owner": None},
            {**LATE, "number": 2, "owner": None},
            {**LATE, "number": 3},
        ]
    )
    report = check(tracker)
    assert found_cells(report, "DAT301") == ["jobs!D3", "jobs!D4"]
    assert found_cells(report, "STA203") == ["jobs!E3"]
    assert found_cells(report, "EXC101") == []


def test_an_excuse_for_a_rule_that_did_not_run_is_left_alone() -> None:
    tracker = make_tracker(jobs=[{"number": 1, "name": "ok: DAT301 client away"}])
    assert codes(check(tracker, "[checks]\nignore = ['DAT301']")) == set()


def test_our_own_notes_neither_explain_nor_excuse() -> None:
    tracker = make_tracker(
        jobs=[
            LATE,
            {
                **LATE,
                "number": 2,
                "due": "2026-04-01",
                "started": "2026-03-02",
                "notes": "ok: DAT101",
            },
        ]
    )
    first = check(tracker)
    assert codes(first) == {"DAT301", "EXC101"}
    texts = {(f.place.row, f.place.column): note_text([f]) for f in first.findings}
    rows = [
        LATE,
        {**LATE, "number": 2, "due": "2026-04-01", "started": "2026-03-02", "notes": "ok: DAT101"},
    ]
    again = check(make_tracker(looks={"jobs": {"notes": texts}}, jobs=rows))
    assert again.findings == first.findings


def test_what_a_rule_could_not_judge_is_said() -> None:
    rows = [{"number": number, "name": f"Task {n}"} for n, number in enumerate([1, 1, 1, 1, 1, 2])]
    report = check(make_tracker(jobs=rows))
    assert "share their number" in reasons(report)["NUM201"]
    assert report.findings == ()


def test_a_code_unknown_to_a_sheet_is_refused() -> None:
    with pytest.raises(ConfigError, match="Job List"):
        check(Tracker(), "[sheets.'Job List']\nignore = ['XYZ']")
