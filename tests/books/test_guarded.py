from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from tests.books.biff import xls
from tests.books.samples import one_sheet, packed, parts, put, sheet, text_cell
from toolkit.books import guarded
from toolkit.books import reader as file_reader
from toolkit.books.file import FileBook
from toolkit.books.guarded import Deadline, guarded_grids, guarded_sheets
from toolkit.books.reader import Reader, is_final
from toolkit.errors import NotAWorkbookError, UnreadableError
from toolkit.table import SheetInfo

OLD = xls([["Job #"], ["0042"]])


def test_a_child_returns_grids_and_sheets() -> None:
    grids = guarded_grids(Reader.CALAMINE, OLD, "old.xls", (), Deadline.from_now())
    assert grids["Jobs"].value(2, 1) == "0042"
    assert guarded_sheets(Reader.CALAMINE, OLD, "old.xls") == (SheetInfo("Jobs"),)


@pytest.mark.parametrize("reader", list(Reader))
def test_every_reader_can_be_asked(reader: Reader) -> None:
    content = one_sheet(f'<row r="3">{text_cell("B3", "Job #")}</row>')
    grids = guarded_grids(reader, content, "jobs.xlsx", (), Deadline.from_now())
    assert grids["Jobs"].value(3, 2) == "Job #"


def test_a_missing_sheet_is_the_same_error_as_without_a_child() -> None:
    with pytest.raises(NotAWorkbookError):
        guarded_grids(Reader.CALAMINE, OLD, "old.xls", ("Nobody",), Deadline.from_now())


def test_a_reader_that_takes_too_long_is_stopped() -> None:
    with pytest.raises(UnreadableError) as stopped:
        guarded_grids(Reader.CALAMINE, OLD, "old.xls", (), Deadline.from_now(0))
    assert is_final(stopped.value)


def test_a_reader_that_eats_memory_is_stopped() -> None:
    content = packed(parts({"Jobs": sheet(text_cell("A1", "x" * 80_000_000))}))
    with pytest.raises(UnreadableError) as stopped:
        guarded_grids(Reader.OWN, content, "jobs.xlsx", (), Deadline.from_now(), memory=200_000_000)
    assert is_final(stopped.value)


def test_a_reader_that_dies_is_an_error_and_not_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guarded, "START", "import os; os.abort()")
    with pytest.raises(UnreadableError) as died:
        guarded_grids(Reader.CALAMINE, OLD, "old.xls", (), Deadline.from_now())
    assert not is_final(died.value)


def test_an_answer_that_is_no_grid_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    class Harm:
        def __reduce__(self) -> tuple[object, ...]:
            return print, ("harm",)

    raw = pickle.dumps(("read", Harm()))
    code = f"import sys; sys.stdin.buffer.read(); sys.stdout.buffer.write({raw!r})"
    monkeypatch.setattr(guarded, "START", code)
    with pytest.raises(UnreadableError):
        guarded_grids(Reader.CALAMINE, OLD, "old.xls", (), Deadline.from_now())


def test_importing_the_book_imports_no_reader() -> None:
    code = (
        "import sys, toolkit.books.file, toolkit.books.reader; "
        "print([m for m in ('openpyxl','lxml','xlsxwriter','python_calamine') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_large_text_table_is_read_in_a_child(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(tmp_path, "jobs of may.csv", b"Job #,Name\r\n0042,Spot\r\n")
    here = FileBook(path).read()
    monkeypatch.setattr(file_reader, "LARGE_TEXT", 10)
    assert FileBook(path).read() == here
    path.write_bytes(b'Job #,Name\r\n0042,"Spot\r\n' + b"x" * 2_000_000)
    with pytest.raises(UnreadableError, match="quotation mark"):
        FileBook(path).read()
