"""Whatever a person names by mistake is answered in one line, exit 2, and nothing is written."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest
import xlsxwriter

PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452") + bytes(64)


def toolkit(*words: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run the command as a person does, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "toolkit", *map(str, words)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=cwd,
        timeout=120,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "NO_COLOR": "1"},
    )


def workbook(path: Path, sheets: dict[str, list[list[object]]]) -> Path:
    book = xlsxwriter.Workbook(str(path))
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    book.close()
    return path


HEADERS: list[object] = ["Job #", "Job Name", "Client", "Status", "Next Step", "Owner", "Due"]


def row(number: str, client: str = "Harbour Foods") -> list[object]:
    return [number, "Brochure", client, "In progress", "Send layout to client", "KS", "2026-07-01"]


def bad(folder: Path, kind: str) -> Path:
    """Return a path of the kind: each is a mistake a person makes."""
    path = folder / "Tracker.xlsx"
    if kind == "an empty folder":
        (folder / "empty").mkdir()
        return folder / "empty"
    if kind == "an empty file":
        path.write_bytes(b"")
    elif kind == "a picture":
        path.write_bytes(PNG)
    elif kind == "half a workbook":
        content = workbook(path, {"Jobs": [HEADERS, row("A-1")]}).read_bytes()
        path.write_bytes(content[: len(content) // 2])
    return path


@pytest.mark.parametrize("command", ["check", "status", "inspect"])
@pytest.mark.parametrize(
    "kind", ["nothing", "an empty folder", "an empty file", "a picture", "half a workbook"]
)
def test_what_is_no_workbook_is_one_line_and_exit_2(
    tmp_path: Path, command: str, kind: str
) -> None:
    path = bad(tmp_path, kind)
    before = sorted(tmp_path.rglob("*"))
    done = toolkit(command, path, cwd=tmp_path)
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert path.name in done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert sorted(tmp_path.rglob("*")) == before


def test_a_sheet_with_headers_only_is_an_honest_empty_result(tmp_path: Path) -> None:
    path = workbook(tmp_path / "Tracker.xlsx", {"Jobs": [HEADERS]})
    done = toolkit("check", path, cwd=tmp_path)
    assert done.returncode == 0
    assert "no jobs" in done.stdout.lower()


@pytest.mark.parametrize("command", ["check", "chase"])
def test_a_book_without_any_table_is_not_taken_for_a_clean_one(
    tmp_path: Path, command: str
) -> None:
    path = workbook(tmp_path / "Tracker.xlsx", {"Jobs": []})
    done = toolkit(command, path, cwd=tmp_path)
    assert done.returncode == 2
    assert "no job tracker" in (done.stdout + done.stderr).lower()


def test_two_sheets_that_both_look_like_trackers_are_one_set(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "Tracker.xlsx",
        {"North": [HEADERS, row("A-1"), row("A-2")], "South": [HEADERS, row("A-1"), row("A-3")]},
    )
    done = toolkit("check", path, "--as-of", "2026-06-15", "--format", "json", cwd=tmp_path)
    assert done.returncode == 1
    assert "NUM2" in done.stdout


def test_a_book_open_in_excel_is_not_written(tmp_path: Path) -> None:
    path = workbook(tmp_path / "Tracker.xlsx", {"Jobs": [HEADERS, row("A-1"), row("A-1")]})
    (tmp_path / "~$Tracker.xlsx").write_bytes(b"\x02KS")
    before = path.read_bytes()
    done = toolkit("check", path, "--write", "--as-of", "2026-06-15", cwd=tmp_path)
    assert done.returncode == 2
    assert "open" in done.stderr
    assert path.read_bytes() == before


def test_a_folder_that_cannot_be_written_is_said_plainly(tmp_path: Path) -> None:
    path = workbook(tmp_path / "Tracker.xlsx", {"Jobs": [HEADERS, row("A-1")]})
    (tmp_path / "toolkit-output").write_text("a file where the folder should be")
    for command in ("check", "status"):
        done = toolkit(command, path, "--as-of", "2026-06-15", cwd=tmp_path)
        assert done.returncode == 2
        assert "--out" in done.stderr
        assert "Traceback" not in done.stderr


@pytest.mark.skipif(not hasattr(os, "posix_fallocate"), reason="limits file sizes by POSIX means")
def test_a_disk_that_is_full_leaves_nothing_half_written(tmp_path: Path) -> None:
    path = workbook(tmp_path / "Tracker.xlsx", {"Jobs": [HEADERS, row("A-1")]})
    before = path.read_bytes()
    limited = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000));"
        "sys.argv[0] = 'toolkit'; from toolkit.cli import main; main()"
    )
    for words in (["check", path, "--write"], ["check", path], ["status", path]):
        done = subprocess.run(
            [sys.executable, "-B", "-c", limited, *map(str, words), "--as-of", "2026-06-15"],
            capture_output=True,
            text=True,
            cwd=tmp_path,
            timeout=120,
            check=False,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
        assert done.returncode == 2, done.stderr
        assert os.strerror(errno.EFBIG) in done.stderr or "space" in done.stderr
        assert path.read_bytes() == before
        left = [p for p in tmp_path.rglob("*") if p.is_file() and p != path]
        assert left == []


def test_a_misspelt_key_names_the_right_one(tmp_path: Path) -> None:
    path = workbook(tmp_path / "Tracker.xlsx", {"Jobs": [HEADERS, row("A-1")]})
    (tmp_path / "agency.toml").write_text("[agency]\ncurency = 'GBP'\n")
    done = toolkit("check", path, cwd=tmp_path)
    assert done.returncode == 2
    assert "'currency'" in done.stderr


def test_a_traceback_comes_only_when_asked_for(tmp_path: Path) -> None:
    done = toolkit("--debug", "check", tmp_path / "none.xlsx", cwd=tmp_path)
    assert "Traceback" in done.stderr


def test_a_day_written_otherwise_is_answered_with_an_example(tmp_path: Path) -> None:
    path = workbook(tmp_path / "Tracker.xlsx", {"Jobs": [HEADERS, row("A-1")]})
    done = toolkit("check", path, "--as-of", "24/11/2026", cwd=tmp_path)
    assert done.returncode == 2
    assert "2026-11-24" in done.stderr


def test_an_unknown_command_names_the_nearest(tmp_path: Path) -> None:
    done = toolkit("chekc", cwd=tmp_path)
    assert done.returncode == 2
    assert "'check'" in done.stderr


@pytest.mark.parametrize("command", ["burn", "forecast", "status"])
def test_books_without_the_rows_a_command_is_for_are_one_line(tmp_path: Path, command: str) -> None:
    path = workbook(tmp_path / "Notes.xlsx", {"Notes": [["Bring cake"], ["Call Ana"]]})
    done = toolkit(command, path, cwd=tmp_path)
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert "Notes.xlsx" in done.stderr
    assert done.stdout == ""
