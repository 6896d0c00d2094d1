from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from toolkit.actions.checking import check
from toolkit.actions.remembering import earlier_reading, history_address, remember_reading
from toolkit.agency import Agency, open_agency

HEADERS = "Job #,Job Name,Client,Status,Next step,Owner,Due\n"


def agency(folder: Path, day: int, *rows: str) -> Agency:
    path = folder / "jobs.csv"
    path.write_text(HEADERS + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return open_agency([str(path)], now=datetime(2026, 6, day, 12, 0, tzinfo=UTC))


def codes(read: Agency, history: str) -> set[tuple[str, str]]:
    report = check(read, before=earlier_reading(read, history))
    return {(f.code, f.place.cell) for f in report.findings}


def test_what_changed_since_the_last_check_is_found(tmp_path: Path) -> None:
    history = str(tmp_path / "history.sqlite")
    kept = "A-1,Brochure,Acme,In progress,Send layout,KS,2026-07-01"
    gone = "A-2,Poster,Acme,In progress,Send layout,KS,2026-07-02"
    assert remember_reading(agency(tmp_path, 1, kept, gone), history)
    moved = kept.replace("2026-07-01", "2026-07-20")
    found = codes(agency(tmp_path, 12, moved), history)
    assert ("DAT302", "G2") in found
    assert any(code == "STA304" for code, _ in found)


def test_looking_for_a_history_begins_none(tmp_path: Path) -> None:
    history = tmp_path / "history.sqlite"
    row = "A-1,Brochure,Acme,In progress,Send layout,KS,2026-07-01"
    read = agency(tmp_path, 1, row)
    assert earlier_reading(read, str(history)) is None
    assert not history.exists()
    assert "no history yet" in {missed.why for missed in check(read).not_checked}


def test_the_reading_of_the_same_day_is_not_what_today_is_compared_with(tmp_path: Path) -> None:
    history = str(tmp_path / "history.sqlite")
    row = "A-1,Brochure,Acme,In progress,Send layout,KS,2026-07-01"
    assert remember_reading(agency(tmp_path, 1, row), history)
    assert not remember_reading(agency(tmp_path, 1, row), history)
    assert earlier_reading(agency(tmp_path, 1, row), history) is None
    assert earlier_reading(agency(tmp_path, 2, row), history) is not None


def test_a_configured_history_stands_beside_the_configuration(tmp_path: Path) -> None:
    (tmp_path / "agency.toml").write_text('[history]\nurl = "kept/history.sqlite"\n')
    read = agency(tmp_path, 1, "A-1,Brochure,Acme,In progress,Send layout,KS,2026-07-01")
    assert history_address(read) == str(tmp_path / "kept" / "history.sqlite")
    assert history_address(read, "elsewhere.sqlite") == "elsewhere.sqlite"
