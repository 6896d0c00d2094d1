"""The Book contract, held by xlwings over a real spreadsheet program."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.books.contract import JOBS, WritableContract
from tests.books.workbooks import write_workbook
from toolkit.books.base import Book
from toolkit.books.excel import ExcelBook
from toolkit.table import CellError, Grid, Visibility, same_value


class TestExcelBook(WritableContract):
    @pytest.fixture(autouse=True)
    def _program(self, excel: Any) -> None:
        self.excel = excel

    def make(self, folder: Path, *grids: Grid) -> Book:
        path = write_workbook(folder / "jobs.xlsx", *grids)
        return ExcelBook(self.excel.books.open(str(path)))

    def test_sheets_come_in_order_with_their_standing(self, book: Book) -> None:
        standing = [(sheet.name, sheet.visibility) for sheet in book.sheets()]
        assert standing == [
            ("Jobs", Visibility.VISIBLE),
            ("Old jobs", Visibility.HIDDEN),
            ("Rates", Visibility.HIDDEN),  # Calc knows no "very hidden"
        ]

    def test_every_value_keeps_its_type_and_address(self, book: Book) -> None:
        grid = self.jobs(book)
        for row, cells in enumerate(JOBS.rows, 1):
            for column, value in enumerate(cells, 1):
                if not isinstance(value, CellError):  # Calc calculates what makes it
                    assert same_value(grid.value(row, column), value), (row, column)

    def test_errors_are_errors(self, book: Book) -> None:
        assert self.jobs(book).value(5, 5) == CellError("#DIV/0!")

    def test_formulas_stand_beside_their_values(self, book: Book) -> None:
        grid = self.jobs(book)
        assert grid.formulas == {**JOBS.formulas, (5, 5): "1/0"}
        assert grid.value(4, 7) == 2501.0

    def test_what_is_filled_by_hand_is_known(self, book: Book) -> None:
        # Nothing asks for it, and an open book would tell it in a call for each patch of colour.
        assert not self.jobs(book).filled
