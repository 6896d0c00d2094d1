"""``toolkit check``, ``rules`` and ``rule`` as a person runs them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from tests.books.build import workbook
from tests.books.workbooks import write_workbook
from toolkit.books.backups import FOLDER_VARIABLE
from toolkit.books.file import FileBook
from toolkit.cli.main import cli
from toolkit.table import CellError, Grid, Value

JOBS = """Job #,Job Name,Client,Status,Next Step,Due,Owner
1041,Mailer,Meridian,In progress,Send layouts,2026-07-01,Dana Reyes
1042,Poster,Meridian,In progress,Call client,2026-06-01,Dana Reyes
,Banner,Meridian,In progress,,2026-07-02,Ana Lima
"""


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "jobs.csv"
    path.write_text(JOBS, encoding="utf-8")
    return path


def run(*arguments: str | Path) -> Result:
    words: Sequence[str] = [str(argument) for argument in arguments]
    return CliRunner().invoke(cli, words, standalone_mode=False)


def check(book: Path, *arguments: str | Path) -> Result:
    return run("check", book, "--as-of", "2026-06-15", *arguments)


def codes(result: Result) -> list[str]:
    return [finding["code"] for finding in json.loads(result.output)["findings"]]


def test_findings_are_printed_by_owner_with_their_cells(book: Path) -> None:
    result = check(book, "--no-copy", "--width", "80")
    assert result.return_value == 1
    assert result.output.index("Ana Lima") < result.output.index("Dana Reyes")
    assert "F3" in result.output
    assert max(map(len, result.output.splitlines())) <= 80


def test_a_copy_with_the_checks_sheet_is_made_and_the_book_is_left_alone(book: Path) -> None:
    before = book.read_bytes()
    check(book)
    assert book.read_bytes() == before
    (copy,) = (book.parent / "toolkit-output").iterdir()
    assert copy.suffix == ".xlsx"


def test_programs_get_json_and_nothing_is_written(book: Path) -> None:
    assert codes(check(book, "--format", "json")) == ["NUM101", "STA201", "DAT301"]
    assert [path.name for path in book.parent.iterdir()] == ["jobs.csv"]


def test_codes_are_selected_and_ignored(book: Path) -> None:
    assert codes(check(book, "--format", "json", "--select", "NUM,DAT3")) == ["NUM101", "DAT301"]
    assert codes(check(book, "--format", "json", "--ignore", "NUM", "--ignore", "STA")) == [
        "DAT301"
    ]


def test_a_baseline_leaves_only_what_is_new(book: Path) -> None:
    baseline = book.parent / "known.json"
    baseline.write_text(check(book, "--format", "json").output, encoding="utf-8")
    result = check(book, "--format", "json", "--baseline", baseline)
    assert codes(result) == []
    assert result.return_value == 0


def test_a_baseline_says_how_much_it_hides(book: Path) -> None:
    baseline = book.parent / "known.json"
    baseline.write_text(check(book, "--format", "json").output, encoding="utf-8")
    output = check(book, "--no-copy", "--baseline", baseline).output
    assert "Nothing new" in output
    assert "3 known" in output


def test_what_was_not_checked_is_one_line_unless_all_is_asked_for(book: Path) -> None:
    short = check(book, "--no-copy", "--width", "2000").output
    assert short.count("Not checked") == 1
    assert short.index("DAT301") < short.index("Not checked")
    whole = check(book, "--no-copy", "--not-checked").output
    assert whole.count("Not checked") > 5
    assert "all MTG" in whole


def test_a_text_called_xlsx_is_said_to_hold_nothing_that_is_checked(tmp_path: Path) -> None:
    (tmp_path / "notes.xlsx").write_text("just some words\nand more\n", encoding="utf-8")
    output = check(tmp_path / "notes.xlsx", "--no-copy").output
    assert output.startswith("notes.xlsx: nothing was checked")
    assert "Nothing found" not in output


def test_notes_are_taken_off_again_and_the_way_back_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "backups"))
    book = workbook(
        tmp_path / "jobs.xlsx", {"Jobs": [line.split(",") for line in JOBS.splitlines()]}
    )

    written = check(book, "--write", "--annotate")
    assert FileBook(book).read("Jobs")["Jobs"].notes
    assert "toolkit undo" in written.output
    assert isinstance(check(book, "--clear-notes").exception, click.UsageError)

    cleared = check(book, "--clear-notes", "--write")
    assert not FileBook(book).read("Jobs")["Jobs"].notes
    assert "toolkit undo" in cleared.output


def test_a_page_is_written_beside_the_book(book: Path) -> None:
    result = check(book, "--format", "html", "--no-copy")
    (page,) = (book.parent / "toolkit-output").iterdir()
    assert page.name in result.output.replace("\n", "")


def test_csv_has_a_row_for_each_finding(book: Path) -> None:
    assert len(check(book, "--format", "csv").output.splitlines()) == 4


def test_a_cell_cannot_steer_the_terminal(book: Path) -> None:
    book.write_text(JOBS.replace("Poster", "Po\x1b[31mster"), encoding="utf-8")
    assert "\x1b" not in check(book, "--no-copy").output


def test_rules_are_listed_and_shown() -> None:
    listed = json.loads(run("rules", "--format", "json").output)
    assert {"code", "family", "severity", "title", "needs"} == set(listed[0])
    assert "BIL202" in run("rules", "--width", "60").output
    shown = run("rule", "bil202", "--width", "60").output
    assert all(heading in shown for heading in ("Why", "Wrong", "Right", "Configure"))


def test_an_error_nobody_reads_is_told_in_a_line_and_in_json(tmp_path: Path) -> None:
    header, *rows = [list[Value](line.split(",")) for line in JOBS.splitlines()]
    cells: list[list[Value]] = [[*header, "Thing"], [*rows[0], CellError("#REF!")], *rows[1:]]
    path = write_workbook(tmp_path / "jobs.xlsx", Grid("Jobs", cells))
    assert "H2" in check(path, "--no-copy").output.splitlines()[-1]
    (remark,) = json.loads(check(path, "--format", "json").output)["remarks"]
    assert (remark["book"], remark["sheet"], remark["header_row"]) == ("jobs.xlsx", "Jobs", 1)
    assert "H2" in remark["remark"]


def test_a_setting_that_names_nothing_is_told_in_a_line_and_in_json(book: Path) -> None:
    (book.parent / "agency.toml").write_text('[retainers."Meridien"]\n', "utf-8")
    (line,) = json.loads(check(book, "--format", "json").output)["settings"]
    assert '"Meridian"' in line
    assert line in check(book, "--no-copy").output.splitlines()
