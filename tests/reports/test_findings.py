"""Findings for programs and browsers: nothing lost, nothing run, nothing from outside."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

from tests.checks.cases import AS_OF
from tests.trackers import make_tracker
from toolkit.checks import Report, run_checks
from toolkit.config import Config
from toolkit.reports.findings import findings_csv, findings_html, findings_json

NASTY = '=cmd|" /C calc"!A0 <script>alert(1)</script>'
ROW = {"number": NASTY, "client": NASTY, "status": "in progress", "due": "2026-03-02"}


def nasty() -> Report:
    return run_checks(make_tracker(jobs=[ROW]), Config(), AS_OF)


def test_json_names_cell_job_and_what_was_not_checked() -> None:
    said = json.loads(findings_json(nasty(), AS_OF))
    (finding,) = said["findings"]
    assert (finding["code"], finding["sheet"], finding["cell"]) == ("DAT301", "jobs", "D2")
    assert finding["job"] == NASTY
    assert said["counts"] == {"error": 0, "warning": 1, "advice": 0}
    assert {"code", "why"} == set(said["not_checked"][0])


def test_csv_is_one_row_a_finding_and_no_cell_is_a_formula() -> None:
    header, row = csv.reader(io.StringIO(findings_csv(nasty())))
    assert row[header.index("job")] == f"'{NASTY}"
    assert not any(value.startswith(("=", "+", "-", "@")) for value in row)


def test_the_page_shows_cells_as_text_and_asks_nothing_of_the_network() -> None:
    page = findings_html(nasty(), AS_OF).decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page
    assert not re.search(r"""(?:src|href)\s*=\s*["']?(?:https?:)?//""", page)


def test_the_page_links_to_the_cell_of_a_book_whose_place_is_known(tmp_path: Path) -> None:
    path = tmp_path / "agency & co.xlsx"
    page = findings_html(nasty(), AS_OF, {"agency.xlsx": path}).decode()
    assert f"{path.as_uri()}#jobs!D2" in page.replace("&amp;", "&")


def test_an_empty_report_says_so() -> None:
    assert "Nothing found" in findings_html(Report(), AS_OF).decode()
