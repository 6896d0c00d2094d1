from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from toolkit.agency import open_agency
from toolkit.errors import ConfigError, NotAWorkbookError
from toolkit.table import Value

NOW = datetime(2026, 6, 15, 23, 30, tzinfo=UTC)
TRACKER = "Job #,Job Name,Client,Status\nA-1,Brochure,Harbour Foods,In progress\n"


def book(path: Path, text: str = TRACKER) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_is_an_agency(tmp_path: Path) -> None:
    agency = open_agency([str(book(tmp_path / "jobs.csv"))], now=NOW)
    assert [job.number for job in agency.tracker.jobs] == ["A-1"]
    assert agency.folder == tmp_path
    assert agency.as_of == date(2026, 6, 15)


def test_a_folders_workbooks_are_read_together(tmp_path: Path) -> None:
    book(tmp_path / "b.csv", TRACKER.replace("A-1", "B-1"))
    book(tmp_path / "a.csv")
    book(tmp_path / "~$a.csv")
    book(tmp_path / "toolkit-output" / "a checked.csv")
    (tmp_path / "notes.md").write_text("no workbook")
    agency = open_agency([str(tmp_path)], now=NOW)
    assert list(agency.books) == ["a.csv", "b.csv"]
    assert [(job.number, job.place().book) for job in agency.tracker.jobs] == [
        ("A-1", "a.csv"),
        ("B-1", "b.csv"),
    ]
    assert agency.folder == tmp_path


def test_books_of_the_same_name_are_told_apart_by_their_folders(tmp_path: Path) -> None:
    north = book(tmp_path / "north" / "jobs.csv")
    south = book(tmp_path / "south" / "jobs.csv")
    agency = open_agency([str(north), str(south), str(north)], now=NOW)
    assert list(agency.books) == ["north/jobs.csv", "south/jobs.csv"]


def test_a_name_from_the_configuration_is_a_book(tmp_path: Path) -> None:
    book(tmp_path / "teams" / "jobs.csv")
    config = tmp_path / "agency.toml"
    config.write_text('[books]\nnorth = "teams/jobs.csv"\nall = "teams"\n')
    for name in ("north", "all"):
        agency = open_agency([name], now=NOW, config_path=config)
        assert list(agency.books) == ["jobs.csv"]


def test_the_configuration_beside_the_book_holds(tmp_path: Path) -> None:
    (tmp_path / "agency.toml").write_text('[agency]\ntimezone = "Pacific/Auckland"\n')
    agency = open_agency([str(book(tmp_path / "jobs.csv"))], now=NOW)
    assert agency.as_of == date(2026, 6, 16)


def test_a_given_day_is_judged_from_its_morning(tmp_path: Path) -> None:
    path = str(book(tmp_path / "jobs.csv"))
    agency = open_agency([path], now=NOW, as_of=date(2026, 3, 2))
    assert agency.now == datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize("name", ["jobs.cvs", "nowhere/jobs.csv", "gsheet:"])
def test_what_is_not_there_is_said_plainly(tmp_path: Path, name: str) -> None:
    book(tmp_path / "jobs.csv")
    wanted = name if name.startswith("gsheet") else str(tmp_path / name)
    with pytest.raises(NotAWorkbookError):
        open_agency([wanted], now=NOW)


def test_a_near_miss_is_named(tmp_path: Path) -> None:
    book(tmp_path / "jobs.csv")
    with pytest.raises(NotAWorkbookError, match=r"did you mean 'jobs\.csv'"):
        open_agency([str(tmp_path / "jbos.csv")], now=NOW)


def test_a_folder_without_workbooks_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(NotAWorkbookError, match="no workbook"):
        open_agency([str(tmp_path)], now=NOW)


@pytest.mark.parametrize("text", ["timezone = 'Mars/Olympus'", "timezone = '../../etc/passwd'"])
def test_a_time_zone_that_does_not_exist_is_a_configuration_error(
    tmp_path: Path, text: str
) -> None:
    (tmp_path / "agency.toml").write_text(f"[agency]\n{text}\n")
    with pytest.raises(ConfigError, match="timezone"):
        open_agency([str(book(tmp_path / "jobs.csv"))], now=NOW)


def test_what_is_being_done_is_told(tmp_path: Path) -> None:
    told: list[str] = []
    open_agency([str(book(tmp_path / "jobs.csv"))], now=NOW, progress=told.append)
    assert any("jobs.csv" in line for line in told)


def test_google_sheets_are_books_beside_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from toolkit.books.google import book as google
    from toolkit.books.memory import MemoryBook

    rows: list[list[Value]] = [line.split(",") for line in TRACKER.splitlines()]  # type: ignore[misc]
    asked = []

    def opened(name: str, credentials: Path | None) -> MemoryBook:
        asked.append((name, credentials))
        return MemoryBook({"Jobs": rows}, "Team tracker")

    monkeypatch.setattr(google, "open_google", opened)
    (tmp_path / "agency.toml").write_text(
        '[books]\nteam = "gsheet:1AbC/Jobs"\n[google]\ncredentials = "key.json"\n'
    )
    file = book(tmp_path / "jobs.csv", TRACKER.replace("A-1", "B-1"))
    agency = open_agency([str(file), "team"], now=NOW)
    assert [job.number for job in agency.tracker.jobs] == ["B-1", "A-1"]
    assert asked == [("gsheet:1AbC/Jobs", tmp_path / "key.json")]
    assert agency.tracker.jobs[1].place().book == "Team tracker"
    assert list(agency.paths) == ["jobs.csv"]
