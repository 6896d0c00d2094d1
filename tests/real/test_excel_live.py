"""What an open book does beyond the contract: round trips, texts, settings, refusals, notes."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.books.build import checks, workbook
from tests.real.calc.model import RangeModel
from toolkit.books.excel import ExcelBook
from toolkit.books.file import FileBook
from toolkit.errors import BookBusyError, ChangedUnderneathError, RefusedError
from toolkit.plan import Block, Column, Edit, Format, Note, OwnSheet, Plan
from toolkit.table import Value

TRICKY = (
    "0042",
    "1-2",
    "=1+1",
    "2026-03-01",
    "TRUE",
    "12%",
    "'quoted",
    "+x",
    "@you",
    "#N/A!",
    "e5",
)


def opened(excel: Any, rows: list[list[Any]], name: str = "Jobs") -> Any:
    book = excel.books.add()
    book.sheets[0].name = name
    book.sheets[0].range((1, 1)).value = rows
    return book


def jobs(count: int) -> list[list[Any]]:
    due = datetime(2026, 3, 1)  # noqa: DTZ001 - cells know no time zone
    return [["Job #", "Name", "Due"], *([f"A-{n}", f"Job {n}", due] for n in range(count))]


def table(*values: Value) -> OwnSheet:
    columns = (Column("What"), Column("Fee", format=Format.MONEY))
    rows = tuple((value, Decimal("12.50")) for value in values)
    return OwnSheet("Checks", "Checks", ("One line",), (Block(columns, rows),))


def calls_of(excel: Any, rows: int) -> Counter[str]:
    book = opened(excel, jobs(rows))
    book.sheets[0].range((2, 2), (3, 2)).font.bold = True
    live = ExcelBook(book)
    edits = tuple(Edit("Jobs", n + 2, 2, f"Job {n}", f"Work {n}", f"A-{n}", 1) for n in range(rows))
    excel.impl.calls.clear()
    live.read()
    live.apply(Plan(edits=edits, sheets=(table(*(f"row {n}" for n in range(rows))),)))
    calls: Counter[str] = excel.impl.calls.copy()
    return calls


def test_round_trips_do_not_grow_with_the_rows(excel: Any) -> None:
    few, many = calls_of(excel, 20), calls_of(excel, 400)

    assert few == many
    assert many["read"] == 2  # to be read, and again before it is written
    assert many["write"] == 2  # the edits, our sheet


@pytest.mark.parametrize("text", TRICKY)
def test_what_excel_would_make_something_of_stays_text(excel: Any, text: str) -> None:
    live = ExcelBook(opened(excel, [["Job #"], ["x"]]))

    live.apply(Plan(edits=(Edit("Jobs", 2, 1, "x", text),), sheets=(table(text),)))

    grids = live.read()
    assert grids["Jobs"].value(2, 1) == text
    assert grids["Checks"].value(5, 1) == text
    assert not grids["Jobs"].formulas
    assert not grids["Checks"].formulas


@pytest.mark.parametrize(
    "value",
    [
        42,
        Decimal("1200.5"),
        True,
        date(2026, 3, 4),
        datetime(2026, 3, 4, 9, 30),  # noqa: DTZ001 - cells know no time zone
        time(14, 45),
        timedelta(hours=30, minutes=30),
        None,
    ],
)
def test_what_is_no_text_stays_what_it_is(excel: Any, value: Value) -> None:
    live = ExcelBook(opened(excel, [["a"], ["b"]]))

    live.apply(Plan(sheets=(table(value, "end"),)))

    found = live.read("Checks")["Checks"].value(5, 1)
    assert found == (float(value) if isinstance(value, Decimal) else value)
    assert isinstance(found, datetime) == isinstance(value, datetime)


def test_a_number_lands_as_a_number_in_a_column_formatted_as_text(excel: Any) -> None:
    book = opened(excel, [["Fee"], [None]])
    cell = book.sheets[0].range((2, 1))
    cell.number_format = "@"
    cell.value = "1200"
    live = ExcelBook(book)

    live.apply(Plan(edits=(Edit("Jobs", 2, 1, "1200", 1200),)))

    assert live.read()["Jobs"].value(2, 1) == 1200


def test_links_lead_and_show_their_text(excel: Any) -> None:
    live = ExcelBook(opened(excel, jobs(3)))

    live.apply(Plan(sheets=(checks(),)))

    grid = live.read("Checks")["Checks"]
    assert grid.value(6, 1) == "A-1"
    assert grid.formulas[6, 1] == 'HYPERLINK("#Jobs!A2","A-1")'


def settings(excel: Any) -> tuple[object, ...]:
    app = excel
    at = app.selection
    return (
        app.screen_updating,
        app.enable_events,
        app.calculation,
        app.books.active.sheets.active.name,
        at.sheet.name,
        at.address,
    )


def test_settings_and_selection_are_put_back(excel: Any) -> None:
    book = opened(excel, jobs(3))
    book.sheets[0].range((2, 2), (3, 3)).select()
    before = settings(excel)

    ExcelBook(book).apply(Plan(sheets=(table("x"),)))

    assert settings(excel) == before


def test_a_failure_in_the_middle_puts_everything_back(
    excel: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = opened(excel, jobs(3))
    live, before = ExcelBook(book), settings(excel)

    def fail(*_: object) -> None:
        raise OSError("the program gave up")

    monkeypatch.setattr("toolkit.books.live.own.draw", fail)
    edits = (Edit("Jobs", 2, 2, "Job 0", "New"),)
    with pytest.raises(RefusedError):
        live.apply(Plan(edits=edits, sheets=(table("x"),)))

    assert settings(excel) == before
    assert [sheet.name for sheet in live.sheets()] == ["Jobs"]
    assert live.read()["Jobs"].value(2, 2) == "Job 0"


def test_protected_sheets_and_covered_cells_are_refused(excel: Any) -> None:
    book = opened(excel, jobs(3))
    live = ExcelBook(book)
    book.sheets[0].range((3, 1)).clear_contents()
    book.sheets[0].range((2, 1), (3, 1)).merge()
    with pytest.raises(RefusedError):
        live.apply(Plan(edits=(Edit("Jobs", 3, 1, None, "A-9"),)))

    book.sheets[0].impl.sheet.protect("")
    with pytest.raises(RefusedError):
        live.apply(Plan(edits=(Edit("Jobs", 2, 2, "Job 0", "New"),)))


def test_an_edit_made_twice_writes_nothing(excel: Any) -> None:
    live = ExcelBook(opened(excel, jobs(3)))
    plan = Plan(edits=(Edit("Jobs", 2, 2, "Job 0", "New"),))

    assert live.apply(plan).written
    assert not live.apply(plan).written


def test_our_notes_come_and_go_and_a_persons_stays(excel: Any) -> None:
    book = opened(excel, jobs(3))
    book.sheets[0].range((2, 1)).api.AddComment("mine")
    live = ExcelBook(book)
    notes = (Note("Jobs", 2, 1, "DAT1"), Note("Jobs", 3, 1, "DAT2"))

    receipt = live.apply(Plan(notes=notes))
    assert receipt.notes == 1
    assert len(receipt.remarks) == 1
    assert set(live.read()["Jobs"].notes) == {(2, 1), (3, 1)}
    assert not live.apply(Plan(notes=notes)).written

    assert live.apply(Plan(clear_notes=True)).written
    assert dict(live.read()["Jobs"].notes) == {(2, 1): "mine"}


def test_highlights_that_a_file_brought_are_cleared(excel: Any, tmp_path: Path) -> None:
    path = workbook(tmp_path / "Jobs.xlsx", {"Jobs": jobs(2)})
    FileBook(path).apply(Plan(notes=(Note("Jobs", 2, 2, "late"), Note("Jobs", 3, 1, "twice"))))
    book = excel.books.open(str(path))
    formats = book.sheets[0].api.Cells.FormatConditions
    assert formats.Count == 1
    live = ExcelBook(book)
    assert live.apply(Plan(clear_notes=True)).written
    assert formats.Count == 0
    assert not live.apply(Plan(clear_notes=True)).written


def test_a_failure_among_the_notes_puts_everything_back(
    excel: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = opened(excel, jobs(3))
    live = ExcelBook(book)
    live.apply(Plan(notes=(Note("Jobs", 2, 2, "first"),), sheets=(table("old"),)))
    before = {name: (grid.rows, grid.notes) for name, grid in live.read().items()}
    put, count = RangeModel.AddComment, []

    def fail_once(self: RangeModel, text: str) -> None:
        count.append(text)
        if len(count) == 2:
            raise RuntimeError("no more notes")
        put(self, text)

    monkeypatch.setattr(RangeModel, "AddComment", fail_once)
    notes = (Note("Jobs", 3, 2, "second"), Note("Jobs", 4, 2, "third"))
    edits = (Edit("Jobs", 3, 2, "Job 1", "Work 1"),)
    with pytest.raises(RefusedError):
        live.apply(Plan(edits, (table("new", "newer"),), notes, clear_notes=True))
    assert len(count) == 3  # the third puts the first one back
    assert {name: (grid.rows, grid.notes) for name, grid in live.read().items()} == before


def test_a_book_saved_by_calc_carries_our_mark_in_the_file(excel: Any, tmp_path: Path) -> None:
    from toolkit.books.file import FileBook

    book = opened(excel, jobs(3))
    ExcelBook(book).apply(Plan(sheets=(table("0042"),)))
    book.save(str(tmp_path / "jobs.xlsx"))

    saved = FileBook(tmp_path / "jobs.xlsx")
    assert [sheet.own for sheet in saved.sheets()] == [None, "Checks"]
    assert saved.read()["Checks"].value(5, 1) == "0042"


def test_a_closed_book_is_a_plain_message(excel: Any) -> None:
    book = opened(excel, jobs(3))
    live = ExcelBook(book)
    book.close()

    with pytest.raises((BookBusyError, RefusedError)):
        live.read()


def test_a_row_that_moved_is_refused(excel: Any) -> None:
    live = ExcelBook(opened(excel, jobs(3)))
    edit = Edit("Jobs", 2, 2, "Job 0", "New", key="A-1", key_column=1)
    with pytest.raises(ChangedUnderneathError):
        live.apply(Plan(edits=(edit,)))
