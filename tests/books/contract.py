"""What every Book must do, whatever it is kept in; each kind says how one is made."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from toolkit.books.base import Book
from toolkit.errors import ChangedUnderneathError, NotAWorkbookError, RefusedError
from toolkit.plan import Block, Column, Edit, OwnSheet, Plan
from toolkit.table import Area, CellError, Grid, Visibility, same_value

SHOOT = datetime(2026, 3, 5, 9, 30)  # noqa: DTZ001 - cells know no time zone
JOBS = Grid(
    "Jobs",
    [
        ["Jobs of the agency"],
        [],
        ["", "Job #", "Name", "Due", "Estimate", "Signed", "Total"],
        ["", "0042", "Spring film", date(2026, 3, 4), 1250.5, True, 2501.0],
        ["", "A-7", "", SHOOT, CellError("#REF!"), False, 80.0],
        ["", 42.0, "Site", "TBD", 40.0, "", timedelta(hours=30, minutes=30)],
    ],
    formulas={(4, 7): "E4*2", (5, 7): "SUM(E6,40)"},
    merged=(Area(1, 1, 1, 4),),
    hidden_rows=frozenset({5}),
    hidden_columns=frozenset({6}),
    struck=frozenset({(6, 3)}),
    filled={(4, 2): "FFFF00"},
    notes={(4, 3): "Ask the client"},
    names=(("Job_List", Area(3, 2, 6, 7)),),
    filtered=Area(3, 2, 6, 7),
    frozen_rows=3,
)
OLD = Grid("Old jobs", [["Job #"], ["X-1"]], Visibility.HIDDEN)
SECRET = Grid("Rates", [["Role"]], Visibility.VERY_HIDDEN)

CHECKS = OwnSheet(
    "Checks",
    "Checks",
    ("3 findings",),
    (Block((Column("Job #"), Column("What")), (("A-7", "late"),)),),
)


class BookContract(ABC):
    """Tests that hold for every kind of book."""

    @abstractmethod
    def make(self, folder: Path, *grids: Grid) -> Book:
        """Return a book of the kind under test that holds the grids."""

    @pytest.fixture
    def book(self, tmp_path: Path) -> Book:
        return self.make(tmp_path, JOBS, OLD, SECRET)

    def jobs(self, book: Book) -> Grid:
        return book.read("Jobs")["Jobs"]

    def test_a_new_sheet_is_named_alike_in_every_kind_of_book(self, book: Book) -> None:
        receipt = book.apply(Plan(sheets=(replace(CHECKS, name="Hours 1/2"),)))
        assert receipt.sheets == {"Hours 1/2": "Hours 1-2"}
        assert book.read("Hours 1-2")["Hours 1-2"].own == "Hours 1/2"

    def test_sheets_come_in_order_with_their_standing(self, book: Book) -> None:
        assert [(sheet.name, sheet.visibility) for sheet in book.sheets()] == [
            ("Jobs", Visibility.VISIBLE),
            ("Old jobs", Visibility.HIDDEN),
            ("Rates", Visibility.VERY_HIDDEN),
        ]

    def test_no_name_reads_all_sheets_hidden_ones_too(self, book: Book) -> None:
        grids: Mapping[str, Grid] = book.read()
        assert list(grids) == ["Jobs", "Old jobs", "Rates"]
        assert grids["Old jobs"].visibility is Visibility.HIDDEN

    def test_only_named_sheets_are_read(self, book: Book) -> None:
        assert list(book.read("Rates", "Jobs")) == ["Rates", "Jobs"]

    def test_a_missing_name_is_an_error(self, book: Book) -> None:
        with pytest.raises(NotAWorkbookError):
            book.read("Nobody")

    def test_every_value_keeps_its_type_and_address(self, book: Book) -> None:
        grid = self.jobs(book)
        for row, cells in enumerate(JOBS.rows, 1):
            for column, value in enumerate(cells, 1):
                assert same_value(grid.value(row, column), value), (row, column)

    def test_leading_zeros_stay_text(self, book: Book) -> None:
        assert self.jobs(book).value(4, 2) == "0042"

    def test_blanks_are_none_and_nothing_lies_beyond(self, book: Book) -> None:
        grid = self.jobs(book)
        assert grid.value(5, 3) is None
        assert grid.value(2, 1) is None
        assert grid.value(900, 90) is None

    def test_errors_are_errors(self, book: Book) -> None:
        assert self.jobs(book).value(5, 5) == CellError("#REF!")

    def test_formulas_stand_beside_their_values(self, book: Book) -> None:
        grid = self.jobs(book)
        assert dict(grid.formulas) == JOBS.formulas
        assert not grid.uncalculated

    def test_what_surrounds_the_cells_is_known(self, book: Book) -> None:
        grid = self.jobs(book)
        assert grid.merged == JOBS.merged
        assert grid.hidden_rows == JOBS.hidden_rows
        assert grid.hidden_columns == JOBS.hidden_columns
        assert grid.frozen_rows == JOBS.frozen_rows
        assert grid.filtered == JOBS.filtered
        assert [one for one in grid.names if one[0][0] != "_"] == list(JOBS.names)
        assert grid.struck == JOBS.struck
        assert dict(grid.notes) == JOBS.notes

    def test_what_is_filled_by_hand_is_known(self, book: Book) -> None:
        assert dict(self.jobs(book).filled) == JOBS.filled


class WritableContract(BookContract):
    """Tests that hold for every book that can be written."""

    def edit(self, **changes: object) -> Plan:
        values = {"sheet": "Jobs", "row": 6, "column": 3, "before": "Site", "after": "Web site"}
        return Plan(edits=(Edit(**(values | changes)),))  # type: ignore[arg-type]

    def test_an_edit_lands_and_nothing_else_changes(self, book: Book) -> None:
        before = self.jobs(book)
        receipt = book.apply(self.edit(key=42, key_column=2))
        after = self.jobs(book)
        assert receipt.written
        assert receipt.edits == 1
        assert after.value(6, 3) == "Web site"
        for row in range(1, 8):
            for column in range(1, 9):
                if (row, column) != (6, 3):
                    assert same_value(after.value(row, column), before.value(row, column))

    def test_an_edit_that_is_done_already_is_no_change(self, book: Book) -> None:
        book.apply(self.edit(key=42, key_column=2))
        receipt = book.apply(self.edit(key=42, key_column=2))
        assert not receipt.written
        assert receipt.edits == 1
        assert self.jobs(book).value(6, 3) == "Web site"

    @pytest.mark.parametrize(
        ("error", "changes"),
        [
            (ChangedUnderneathError, {"before": "Something else"}),
            (ChangedUnderneathError, {"key": "A-9", "key_column": 2}),
            (ChangedUnderneathError, {"sheet": "Nobody"}),
            (RefusedError, {"row": 4, "column": 7, "before": 2501.0}),
        ],
    )
    def test_a_guard_refuses_and_nothing_is_written(
        self, book: Book, error: type[Exception], changes: dict[str, object]
    ) -> None:
        with pytest.raises(error):
            book.apply(self.edit(**changes))
        assert self.jobs(book).value(6, 3) == "Site"

    def test_a_formula_lands_in_a_blank_cell(self, book: Book) -> None:
        plan = self.edit(row=7, column=8, before=None, after="E6+1", formula=True)
        assert self.jobs(book).value(7, 8) is None
        assert book.apply(plan).written
        assert self.jobs(book).formulas[7, 8] == "E6+1"

    def test_an_own_sheet_carries_our_mark(self, book: Book) -> None:
        receipt = book.apply(Plan(sheets=(CHECKS,)))
        name = receipt.sheets["Checks"]
        assert {sheet.name: sheet.own for sheet in book.sheets()}[name] == "Checks"
        assert book.read(name)[name].own == "Checks"
        assert self.jobs(book).own is None

    def test_a_persons_sheet_of_the_same_name_is_left_alone(self, tmp_path: Path) -> None:
        book = self.make(tmp_path, JOBS, Grid("Checks", [["mine"]]))
        receipt = book.apply(Plan(sheets=(CHECKS,)))
        assert receipt.sheets["Checks"] != "Checks"
        assert book.read("Checks")["Checks"].value(1, 1) == "mine"

    def test_an_own_sheet_is_written_again_in_its_place(self, book: Book) -> None:
        first = book.apply(Plan(sheets=(CHECKS,)))
        second = book.apply(Plan(sheets=(CHECKS,)))
        assert first.sheets == second.sheets
        assert not second.written
        assert len(book.sheets()) == 4
