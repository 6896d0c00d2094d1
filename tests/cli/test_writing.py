"""``toolkit put``, ``set`` and ``undo`` as a person runs them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from tests.books.build import workbook
from tests.books.google_sheets import made_book
from tests.real.sheets_server import SheetsServer
from toolkit.books.backups import FOLDER_VARIABLE
from toolkit.books.file import FileBook
from toolkit.cli.main import cli
from toolkit.errors import ChangedUnderneathError, RefusedError
from toolkit.table import Grid, Value


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "backups"))
    return workbook(tmp_path / "tracker.xlsx")


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, [str(a) for a in arguments], standalone_mode=False)


def cell(book: Path, row: int, column: int) -> Value:
    return FileBook(book).read("Jobs")["Jobs"].value(row, column)


def test_set_shows_the_change_and_writes_only_when_told(book: Path) -> None:
    before = book.read_bytes()

    shown = run("set", book, "Jobs!C2", "Closed")
    assert '"Open" → "Closed"' in shown.output
    assert book.read_bytes() == before

    run("set", book, "Jobs!C2", "Closed", "--write")
    assert cell(book, 2, 3) == "Closed"


@pytest.mark.parametrize(
    ("place", "typed", "value"),
    [
        ("D2", "7.5", 7.5),
        ("E2", "2026-04-05", date(2026, 4, 5)),
        ("B2", "42", "42"),
        ("B2", "", None),
        ("G2", "0042", "0042"),
        ("G2", "42", 42),
        ("G2", "2026-04-05", date(2026, 4, 5)),
        ("G2", "=1+1", "=1+1"),
    ],
)
def test_a_value_is_read_as_what_the_cell_holds(
    book: Path, place: str, typed: str, value: Value
) -> None:
    run("set", book, f"Jobs!{place}", typed, "--write")

    assert cell(book, 2, "ABCDEFG".index(place[0]) + 1) == value


def test_a_value_of_another_kind_needs_to_be_told(book: Path) -> None:
    assert isinstance(run("set", book, "Jobs!D2", "soon").exception, RefusedError)
    assert isinstance(run("set", book, "Jobs!E2", "5/4/2026").exception, RefusedError)

    run("set", book, "Jobs!D2", "soon", "--as", "text", "--write")
    assert cell(book, 2, 4) == "soon"


def test_an_expected_value_guards_the_cell(book: Path) -> None:
    wrong = run("set", book, "Jobs!D2", "7", "--expect", "1", "--write")

    assert isinstance(wrong.exception, ChangedUnderneathError)
    assert run("set", book, "Jobs!D2", "7", "--expect", "1200.5", "--write").exit_code == 0


def test_a_plan_for_a_formula_says_that_it_will_be_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "sums.xlsx", {"Jobs": [["A", "B"], [1, "=A2*2"]]}, with_formula)
    shown = run("set", path, "Jobs!B2", "9")
    assert shown.return_value == 1
    assert "--write" not in shown.output
    assert json.loads(run("set", path, "Jobs!B2", "9", "--format", "json").output)["refused"]


def with_formula(_: Any, pages: Mapping[str, Any]) -> None:
    pages["Jobs"].write_formula("B2", "=A2*2", None, 2)


def test_a_cell_that_is_none_is_told(book: Path) -> None:
    assert isinstance(run("set", book, "C2", "x").exception, click.BadParameter)


def test_programs_get_the_receipt_as_json(book: Path) -> None:
    plan = json.loads(run("set", book, "Jobs!C2", "Closed", "--format", "json").output)
    done = json.loads(run("set", book, "Jobs!C2", "Closed", "--format", "json", "--write").output)

    assert plan["changes"] == [{"cell": "Jobs!C2", "before": "Open", "after": "Closed"}]
    assert not plan["written"]
    assert done["written"]
    assert done["edits"] == 1
    assert Path(done["backup"]).exists()


def test_put_makes_a_sheet_of_a_table(book: Path, tmp_path: Path) -> None:
    table = tmp_path / "hours.csv"
    table.write_text("Job;Hours;Day;Code\nA-1;1.5;2026-03-01;007\nA-2;2;2026-03-02;8\n")

    assert "2 rows" in run("put", book, table, "--sheet", "Hours").output
    assert FileBook(book).read().keys() == {"Jobs"}
    run("put", book, table, "--sheet", "Hours", "--write")

    grid = FileBook(book).read("Hours")["Hours"]
    header = next(n for n, row in enumerate(grid.rows, 1) if row and row[0] == "Job")
    assert list(grid.rows[header]) == ["A-1", 1.5, date(2026, 3, 1), "007"]
    assert grid.own == "Hours"
    assert "holds it already" in run("put", book, table, "--sheet", "Hours", "--write").output


def test_a_read_only_book_is_told_before_anything_is_tried(book: Path, tmp_path: Path) -> None:
    table = tmp_path / "hours.csv"
    table.write_text("Job;Hours\nA-1;1.5\n")
    book.chmod(0o444)

    for command in (("put", book, table, "--sheet", "Hours"), ("set", book, "Jobs!C2", "Closed")):
        shown = run(*command)
        assert shown.return_value == 1
        assert "--write" not in shown.output


def test_a_google_sheet_takes_tables_and_cells_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from toolkit.books.google import book as google

    table = tmp_path / "hours.csv"
    table.write_text("Job;Hours\nA-1;1.5\n")
    (tmp_path / "agency.toml").write_text('[books]\nteam = "gsheet:KEY"\n')
    monkeypatch.chdir(tmp_path)
    with SheetsServer() as server:
        sheet = made_book(server, Grid("Jobs", [["Job", "Hours"], ["A-1", 2]]))
        monkeypatch.setattr(google, "open_google", lambda name, _: sheet)

        run("set", "gsheet:KEY", "Jobs!B2", "3", "--expect", "2")
        assert sheet.read()["Jobs"].value(2, 2) == 2
        run("set", "team", "Jobs!B2", "3", "--expect", "2", "--write")
        run("put", "gsheet:KEY", table, "--sheet", "Hours", "--write")

        found = sheet.read()
    assert found["Jobs"].value(2, 2) == 3
    assert found["Hours"].own == "Hours"
    assert ["A-1", 1.5] in [list(row)[:2] for row in found["Hours"].rows]


def test_undo_puts_the_book_back(book: Path) -> None:
    before = book.read_bytes()
    assert run("undo", book, "--write").exit_code == 0
    run("set", book, "Jobs!C2", "Closed", "--write")

    run("undo", book)
    assert book.read_bytes() != before
    run("undo", book, "--write")
    assert book.read_bytes() == before
    assert "No earlier version" in run("undo", book).output
