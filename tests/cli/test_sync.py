from __future__ import annotations

from pathlib import Path

import xlsxwriter
from click.testing import CliRunner, Result

from toolkit.books import open_book
from toolkit.cli.main import cli
from toolkit.table import Value


def book(path: Path, *rows: list[Value]) -> Path:
    workbook = xlsxwriter.Workbook(str(path))
    sheet = workbook.add_worksheet("Jobs")
    for number, cells in enumerate([["Job #", "Name", "Status"], *rows]):
        sheet.write_row(number, 0, cells)
    workbook.close()
    return path


def sync(folder: Path, *options: str) -> Result:
    names = [str(folder / "a.xlsx"), str(folder / "b.xlsx")]
    return CliRunner().invoke(
        cli,
        ["sync", *names, "--history", str(folder / "h.sqlite"), *options],
        standalone_mode=False,
    )


def status(path: Path, row: int) -> Value:
    return open_book(path).read()["Jobs"].value(row, 3)


def test_two_files_are_kept_in_step(tmp_path: Path) -> None:
    a = book(tmp_path / "a.xlsx", ["J-1", "Film", "Open"], ["J-2", "Site", "Open"])
    b = book(tmp_path / "b.xlsx", ["J-1", "Film", "Open"], ["J-2", "Site", "Open"])
    assert sync(tmp_path, "--write").return_value == 0
    book(a, ["J-1", "Film", "Done"], ["J-2", "Site", "Held"])
    book(b, ["J-1", "Film", "Open"], ["J-2", "Site", "Billed"])
    before = b.read_bytes()
    shown = sync(tmp_path)
    assert shown.return_value == 1
    assert "B J-1 Status: Open → Done" in shown.output
    assert b.read_bytes() == before
    written = sync(tmp_path, "--write")
    undo = f'toolkit undo "{b.name}" --write'
    assert undo in written.output or f'toolkit undo "{b}" --write' in written.output
    assert [status(b, 2), status(a, 3), status(b, 3)] == ["Done", "Held", "Billed"]
    assert "Conflicts" in [sheet.name for sheet in open_book(a).sheets()]
    kept = a.read_bytes(), b.read_bytes()
    sync(tmp_path, "--write")
    assert (a.read_bytes(), b.read_bytes()) == kept


def test_only_showing_begins_no_history(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        book(tmp_path / name, ["J-1", "Film", name])
    assert sync(tmp_path).return_value == 1
    assert not (tmp_path / "h.sqlite").exists()


def test_a_doubled_number_stops_the_table(tmp_path: Path) -> None:
    book(tmp_path / "a.xlsx", ["J-1", "Film", "Done"], ["J-1", "Site", "Open"])
    b = book(tmp_path / "b.xlsx", ["J-1", "Film", "Open"])
    result = sync(tmp_path, "--write")
    assert result.return_value == 1
    assert "A Jobs!A3" in result.output
    assert status(b, 2) == "Open"
