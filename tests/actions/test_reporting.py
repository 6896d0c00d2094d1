from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from toolkit.actions.reporting import contact_report, status_reports
from toolkit.agency import open_agency
from toolkit.errors import NotAWorkbookError, ToolkitError

NOW = datetime(2026, 6, 15, 12, 0, tzinfo=UTC)
TRACKER = "Job #,Job Name,Client,Status\nA-1,Brochure,Acme Foods,In progress\n"
LOG = (
    "Meeting No,Client,Date,Attendees,Decisions\n"
    "7,Acme Foods,2026-06-12 10:00,Ann Lee,A-1: blue it is\n"
)


def write(folder: Path, **books: str) -> str:
    for name, text in books.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return str(folder)


def test_each_client_gets_a_report_in_each_format(tmp_path: Path) -> None:
    agency = open_agency([write(tmp_path, jobs=TRACKER)], now=NOW)
    made = status_reports(agency, ("html", "txt"))
    assert [path.suffix for path in made.paths] == [".html", ".txt"]
    assert all(path.parent == tmp_path / "toolkit-output" for path in made.paths)
    assert "Brochure" in made.paths[1].read_text(encoding="utf-8")


def test_what_is_missing_is_told_once_with_its_place(tmp_path: Path) -> None:
    agency = open_agency([write(tmp_path, jobs=TRACKER)], now=NOW)
    missing = status_reports(agency, ("html", "txt")).missing
    assert len(missing) == len(set(missing)) > 0
    assert {item.place.row for item in missing} == {2}


def test_without_jobs_there_is_no_status_report(tmp_path: Path) -> None:
    agency = open_agency([write(tmp_path, log=LOG)], now=NOW)
    with pytest.raises(NotAWorkbookError):
        status_reports(agency, ("html",))


def test_a_contact_report_says_when_it_is_due(tmp_path: Path) -> None:
    agency = open_agency([write(tmp_path, jobs=TRACKER, log=LOG)], now=NOW)
    made = contact_report(agency, "7", ("txt",))
    assert made.due_at == datetime(2026, 6, 14, 10, 0, tzinfo=UTC)
    assert made.is_late


def test_an_unknown_meeting_is_said_plainly(tmp_path: Path) -> None:
    agency = open_agency([write(tmp_path, jobs=TRACKER, log=LOG)], now=NOW)
    with pytest.raises(ToolkitError, match="7"):
        contact_report(agency, "8", ("txt",))


def test_the_agencys_own_template_is_used(tmp_path: Path) -> None:
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / "status.txt.j2").write_text("Dear {{ client }}")
    (tmp_path / "agency.toml").write_text('templates = "ours"\n')
    agency = open_agency([write(tmp_path, jobs=TRACKER)], now=NOW)
    (path,) = status_reports(agency, ("txt",)).paths
    assert "Dear Acme Foods" in path.read_text(encoding="utf-8")
