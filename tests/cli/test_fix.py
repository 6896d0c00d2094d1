"""``toolkit fix`` shows first, changes on request, and has nothing left to do after that."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import xlsxwriter
from click.testing import CliRunner, Result

from toolkit.cli.main import cli

HEADER = ("Job #", "Job Name", "Client", "Status", "Due Date", "Owner")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "jobs.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("Jobs")
        sheet.write_row(0, 0, HEADER)
        for row in range(1, 9):
            due = f"2026-04-{row:02}"
            sheet.write_row(
                row, 0, (f"A-{row}", f"Job {row}", "Meridian", "Open", due, "Dana Reyes")
            )
        sheet.write_string(1, 1, " Job 1 ")
    return path


def fix(book: Path, *arguments: str) -> Result:
    words = ["fix", str(book), "--as-of", "2026-03-16", *arguments]
    return CliRunner().invoke(cli, words, standalone_mode=False)


def test_changes_are_shown_with_their_cells_and_nothing_is_written(book: Path) -> None:
    before = book.read_bytes()
    result = fix(book)
    assert result.return_value == 1
    assert "Jobs!B2" in result.output
    assert book.read_bytes() == before


def test_values_printed_alike_are_told_apart_by_their_kinds(book: Path) -> None:
    assert 'text "2026-04-01" → date 2026-04-01' in fix(book).output


def test_the_way_back_is_told(book: Path) -> None:
    assert "toolkit undo" in fix(book, "--write").output


def test_changes_are_made_and_then_there_are_none(book: Path) -> None:
    assert fix(book, "--write").return_value == 0
    assert json.loads(fix(book, "--format", "json").output) == []
