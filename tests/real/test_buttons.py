"""Every button, pressed on a workbook that is open in a real spreadsheet program."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.books.build import workbook
from toolkit import buttons
from toolkit.books.excel import ExcelBook
from toolkit.books.file import FileBook
from toolkit.books.memory import MemoryBook
from toolkit.buttons import desk
from toolkit.plan import Edit, Plan

DUE = datetime(2026, 3, 1)  # noqa: DTZ001 - cells know no time zone
JOBS = (
    ("Job #", "Job Name", "Client", "Status", "Owner", "Start", "Due", "Budget"),
    ("A-1", "Spring film", "Acme ", "In progress", "Jo", datetime(2026, 4, 1), DUE, "1200"),  # noqa: DTZ001
    ("A-2", "Site", "Bolt", "in progress", "Jo", datetime(2026, 1, 5), DUE, 900),  # noqa: DTZ001
    ("A-2", "Radio", "Bolt", "In progress", "Kim", datetime(2026, 1, 5), DUE, 900),  # noqa: DTZ001
)
MEETINGS = (
    ("Meeting #", "Client", "Date", "Client attendees", "Agency attendees", "Decisions"),
    (7, "Acme", DUE, "Ann", "Jo", "Go ahead with the film"),
)


@pytest.fixture
def opened_files(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    files: list[Path] = []
    monkeypatch.setattr(buttons, "open_for_person", files.append)
    return files


@pytest.fixture
def book(
    excel: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, opened_files: list[Path]
) -> Any:
    monkeypatch.setattr(desk, "log_path", lambda: tmp_path / "buttons.log")
    excel.impl.alerts.clear()
    path = workbook(tmp_path / "Jobs.xlsx", {"Jobs": JOBS, "Meetings": MEETINGS})
    opened = excel.books.open(str(path))
    opened.set_mock_caller()
    return opened


def test_check_tracker_finds_what_the_file_has(book: Any, excel: Any, tmp_path: Path) -> None:
    buttons.check_tracker()

    assert not excel.impl.alerts
    assert book.sheets.active.name == "Checks"
    codes = {row[1] for row in ExcelBook(book).read("Checks")["Checks"].rows[5:]}
    assert any(str(code).startswith("DAT") for code in codes)
    assert "findings" in excel.status_bar


def test_clear_marks_leaves_a_persons_note(book: Any, excel: Any) -> None:
    book.sheets["Jobs"].range((2, 1)).api.AddComment("mine")
    buttons.clear_marks()
    assert not excel.impl.alerts
    assert dict(ExcelBook(book).read("Jobs")["Jobs"].notes) == {(2, 1): "mine"}


def test_a_status_report_of_the_selected_client(
    book: Any, excel: Any, opened_files: list[Path]
) -> None:
    book.sheets["Jobs"].range((3, 2)).select()
    buttons.status_report_client()
    assert not excel.impl.alerts
    assert "Bolt" in opened_files[0].name


def test_all_status_reports(book: Any, excel: Any, opened_files: list[Path]) -> None:
    buttons.status_report_all()
    assert not excel.impl.alerts
    assert len(list(opened_files[0].glob("*.html"))) == 2


def test_a_contact_report_of_the_selected_meeting(
    book: Any, excel: Any, opened_files: list[Path]
) -> None:
    book.sheets["Meetings"].range((2, 2)).select()
    buttons.contact_report()
    assert not excel.impl.alerts
    assert opened_files[0].suffix == ".docx"


def test_without_a_row_a_report_says_what_to_select(book: Any, excel: Any) -> None:
    book.sheets["Jobs"].range((90, 2)).select()
    buttons.contact_report()
    ((title, told),) = excel.impl.alerts
    assert title == desk.TITLE
    assert "Traceback" not in told


def test_a_forecast_stands_in_its_sheet(book: Any, excel: Any) -> None:
    buttons.forecast()
    assert not excel.impl.alerts
    assert book.sheets.active.name == "Forecast"
    shown = {str(cell) for row in ExcelBook(book).read("Forecast")["Forecast"].rows for cell in row}
    assert {"Acme", "Bolt"} <= shown


def test_the_finance_file_is_the_configured_one(
    book: Any, excel: Any, opened_files: list[Path], tmp_path: Path
) -> None:
    (tmp_path / "agency.toml").write_text(
        '[history]\nurl = "kept.sqlite"\n[export]\nformat = "xero"\n'
        'accounts = [{ account = "200", name = "Sales" }]\n'
    )
    buttons.finance_file()
    assert not excel.impl.alerts
    (made,) = opened_files[0].glob("*.csv")
    assert made.read_text("utf-8-sig").startswith("Account,")
    assert (tmp_path / "kept.sqlite").exists()


def test_a_sync_asks_first_and_saves(
    book: Any, excel: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = MemoryBook({"Jobs": JOBS}, "Team tracker")
    monkeypatch.setattr("toolkit.books.google.book.open_google", lambda *_: sheet)
    (tmp_path / "agency.toml").write_text(
        '[history]\nurl = "kept.sqlite"\n'
        '[sync]\nsheet = "Jobs"\npartners = { "Jobs.xlsx" = "gsheet:KEY/Jobs" }\n'
    )
    jobs = book.sheets["Jobs"]
    jobs.range((4, 1)).value = "'A-3"  # a number that stands twice stops a sync
    sheet.apply(Plan(edits=(Edit("Jobs", 4, 1, "A-2", "A-3"),)))
    buttons.sync_with_google()
    assert not excel.impl.alerts  # both hold the same: nothing to ask
    jobs.range((2, 2)).value = "Summer film"
    sheet.apply(Plan(edits=(Edit("Jobs", 3, 5, "Jo", "Kim"),)))

    monkeypatch.setattr(type(excel.impl), "answer", "cancel")
    buttons.sync_with_google()
    assert sheet.read("Jobs")["Jobs"].value(2, 2) == "Spring film"
    monkeypatch.setattr(type(excel.impl), "answer", "ok")
    buttons.sync_with_google()

    asked = [told for _, told in excel.impl.alerts]
    assert len(asked) == 2
    brief = "1 cells in Jobs.xlsx, 1 cells in Team tracker"
    assert [told.partition(". ")[0] for told in asked] == [brief] * 2
    assert sheet.read("Jobs")["Jobs"].value(2, 2) == "Summer film"
    assert FileBook(tmp_path / "Jobs.xlsx").read("Jobs")["Jobs"].value(3, 5) == "Kim"


def test_a_sync_without_a_partner_says_where_to_name_one(book: Any, excel: Any) -> None:
    buttons.sync_with_google()
    ((_, told),) = excel.impl.alerts
    assert "[sync.partners]" in told


def test_fix_lists_first_then_changes_and_undo_takes_it_back(book: Any, excel: Any) -> None:
    live = ExcelBook(book)
    before = live.read("Jobs")["Jobs"].rows

    buttons.fix()
    assert live.read("Jobs")["Jobs"].rows == before
    assert book.sheets.active.name == "Fixes"

    buttons.fix()
    fixed = live.read("Jobs")["Jobs"]
    assert fixed.value(2, 3) == "Acme"
    assert fixed.value(2, 8) == 1200

    buttons.undo()
    assert live.read("Jobs")["Jobs"].rows == before
    buttons.undo()
    assert not excel.impl.alerts
    assert "no change" in excel.status_bar


def test_undo_refuses_when_somebody_changed_a_cell_since(book: Any, excel: Any) -> None:
    buttons.fix()
    buttons.fix()
    book.sheets["Jobs"].range((2, 3)).value = "Cyan"
    buttons.undo()
    assert len(excel.impl.alerts) == 1
    assert book.sheets["Jobs"].range((2, 3)).value == "Cyan"


def test_settings_are_made_once_and_opened(
    book: Any, excel: Any, opened_files: list[Path], tmp_path: Path
) -> None:
    buttons.settings()
    buttons.settings()
    assert not excel.impl.alerts
    assert [path.name for path in opened_files] == ["agency.toml"] * 2


def test_help_names_every_button(book: Any, excel: Any) -> None:
    buttons.help_()
    ((_, told),) = excel.impl.alerts
    assert all(title in told for title in buttons.BUTTONS.values())


def test_burn_says_what_it_misses(book: Any, excel: Any) -> None:
    buttons.retainer_burn()
    assert len(excel.impl.alerts) == 1


def test_a_failure_of_ours_goes_to_the_log_whose_place_is_named(
    book: Any, excel: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("by our own fault")

    monkeypatch.setattr("toolkit.actions.checking.check", fail)
    buttons.check_tracker()

    ((_, told),) = excel.impl.alerts
    assert str(tmp_path / "buttons.log") in told
    assert "Traceback" not in told
    assert "ZeroDivisionError" in (tmp_path / "buttons.log").read_text("utf-8")


def test_a_book_never_saved_is_checked_and_reports_ask_to_save_it(book: Any, excel: Any) -> None:
    fresh = excel.books.add()
    fresh.sheets[0].range((1, 1)).value = [list(row) for row in JOBS]
    fresh.set_mock_caller()

    buttons.check_tracker()
    assert not excel.impl.alerts
    buttons.status_report_all()
    assert len(excel.impl.alerts) == 1
