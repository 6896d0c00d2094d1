from __future__ import annotations

from pathlib import Path

import pytest

from tests.books.contract import WritableContract
from tests.books.samples import one_sheet, put, text_cell
from tests.books.workbooks import write_workbook
from toolkit.books.base import Book
from toolkit.books.file import FileBook
from toolkit.books.stamp import stamp
from toolkit.errors import NotAWorkbookError
from toolkit.table import CellError, Grid


class TestFileBook(WritableContract):
    def make(self, folder: Path, *grids: Grid) -> Book:
        return FileBook(write_workbook(folder / "jobs.xlsx", *grids))

    def test_formulas_stand_beside_their_values(self, book: Book) -> None:
        grid = self.jobs(book)
        assert grid.formulas[4, 7] == "E4*2"
        assert grid.value(4, 7) == 2501.0
        assert grid.formulas[5, 5] == "1/0"
        assert grid.value(5, 5) == CellError("#REF!")


def test_reading_leaves_the_stamp_of_what_was_read(tmp_path: Path) -> None:
    book = FileBook(
        put(tmp_path, "jobs.xlsx", one_sheet(f'<row r="1">{text_cell("A1", "x")}</row>'))
    )
    assert book.seen is None
    book.read()
    assert book.seen == stamp(book.path)


def test_a_stamp_sees_changed_bytes_and_not_a_new_date(tmp_path: Path) -> None:
    path = put(tmp_path, "jobs.csv", b"a;b\n")
    before = stamp(path)
    path.touch()
    assert stamp(path).same_content(before)
    path.write_bytes(b"a;c\n")
    assert not stamp(path).same_content(before)


@pytest.mark.parametrize("name", ["missing.xlsx", "."])
def test_what_is_no_file_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(NotAWorkbookError):
        FileBook(tmp_path / name)
