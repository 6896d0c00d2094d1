from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.books.build import members, opened, parts, repacked, shelf, workbook
from toolkit.books.backups import Shelf
from toolkit.books.file import FileBook
from toolkit.books.writer import apply_plan
from toolkit.errors import ChangedUnderneathError, RefusedError
from toolkit.plan import Edit, Plan
from toolkit.table import CellError, Value

SHEET = "xl/worksheets/sheet1.xml"
CLOSE = Edit("Jobs", 2, 3, "Open", "Closed", key="A-1", key_column=1)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return workbook(tmp_path / "tracker.xlsx")


@pytest.fixture
def kept(tmp_path: Path) -> Shelf:
    return shelf(tmp_path)


def read(path: Path, row: int, column: int) -> Value:
    return FileBook(path).read("Jobs")["Jobs"].value(row, column)


def dressed(tmp_path: Path, dress: Any) -> Path:
    return workbook(tmp_path / "dressed.xlsx", dress=dress)


def test_one_cell_changes_and_all_else_keeps_its_bytes(book: Path, kept: Shelf) -> None:
    before = book.read_bytes()

    receipt = apply_plan(book, Plan((CLOSE,)), shelf=kept)

    old, new = parts(before)[SHEET], parts(book.read_bytes())[SHEET]
    at = old.index(b'<c r="C2"')
    rest = old[old.index(b"</row>", at) :]
    assert receipt.edits == 1
    assert read(book, 2, 3) == "Closed"
    assert new.startswith(old[:at])
    assert new.endswith(rest)
    assert {n for n, data in members(before).items() if members(book.read_bytes())[n] != data} == {
        SHEET
    }


def test_an_edit_that_is_done_already_writes_nothing(book: Path, kept: Shelf) -> None:
    apply_plan(book, Plan((CLOSE,)), shelf=kept)

    assert not apply_plan(book, Plan((CLOSE,)), shelf=kept).written


@pytest.mark.parametrize(
    "edit",
    [
        replace(CLOSE, key="A-9"),
        replace(CLOSE, row=3),
        replace(CLOSE, row=99),
        replace(CLOSE, before="open"),
        replace(CLOSE, before=None),
        replace(CLOSE, sheet="Archive"),
    ],
)
def test_what_changed_underneath_is_not_written(book: Path, kept: Shelf, edit: Edit) -> None:
    before = book.read_bytes()
    other = Edit("Jobs", 4, 3, "Open", "Closed")

    with pytest.raises(ChangedUnderneathError, match="tracker"):
        apply_plan(book, Plan((other, edit)), shelf=kept)
    assert book.read_bytes() == before


@pytest.mark.parametrize(
    "value",
    [
        None,
        "=1+1",
        " two\nlines & <tags> ",
        "0042",
        "_x0041_",
        True,
        42,
        -1.25,
        Decimal("12.50"),
        date(2026, 2, 28),
        date(1900, 1, 15),
        datetime(2026, 2, 28, 13, 30),  # noqa: DTZ001 - cells know no zone
        time(9, 15),
        timedelta(hours=30),
        CellError("#N/A"),
    ],
)
@pytest.mark.parametrize("place", [(2, 2), (2, 4), (2, 5), (3, 7), (9, 1)])
def test_every_kind_of_value_reads_back(
    book: Path, kept: Shelf, value: Value, place: tuple[int, int]
) -> None:
    before = read(book, *place)

    apply_plan(book, Plan((Edit("Jobs", *place, before, value),)), shelf=kept)

    found = read(book, *place)
    assert found == value
    assert isinstance(found, bool) == isinstance(value, bool)


def test_a_date_is_shown_as_a_date_and_its_style_is_made_once(book: Path, kept: Shelf) -> None:
    edits = tuple(Edit("Jobs", row, 2, None, date(2026, 1, row)) for row in range(10, 30))

    apply_plan(book, Plan(edits), shelf=kept)

    sheet = opened(book)["Jobs"]
    assert {sheet.cell(row, 2).number_format for row in range(10, 30)} == {"mm-dd-yy"}
    assert parts(book.read_bytes())["xl/styles.xml"].count(b'numFmtId="14"') == 1


def test_the_style_of_the_cell_row_or_column_is_kept(tmp_path: Path, kept: Shelf) -> None:
    def dress(book: Any, pages: Mapping[str, Any]) -> None:
        pages["Jobs"].set_row(9, None, book.add_format({"bold": True}))
        pages["Jobs"].set_column("G:G", None, book.add_format({"italic": True}))
        pages["Jobs"].write(1, 2, "Open", book.add_format({"bg_color": "red"}))

    path = dressed(tmp_path, dress)
    new = (Edit("Jobs", 10, 1, None, "A-9"), Edit("Jobs", 3, 7, None, "x"), CLOSE)
    apply_plan(path, Plan(new), shelf=kept)

    sheet = opened(path)["Jobs"]
    assert sheet["A10"].font.bold
    assert sheet["G3"].font.italic
    assert sheet["C2"].fill.fgColor.rgb == "FFFF0000"


def test_the_dimension_grows_with_the_cells(book: Path, kept: Shelf) -> None:
    apply_plan(book, Plan((Edit("Jobs", 12, 8, None, "far"),)), shelf=kept)

    assert b'<dimension ref="A1:H12"/>' in parts(book.read_bytes())[SHEET]


def _formula(book: Any, pages: Mapping[str, Any]) -> None:
    pages["Jobs"].write_formula("C2", '="Open"', None, "Open")


def _array(book: Any, pages: Mapping[str, Any]) -> None:
    pages["Jobs"].write_array_formula("C1:C3", "{=A1:A3}", None, "Open")
    pages["Jobs"].write("C2", "Open")


def _merge(book: Any, pages: Mapping[str, Any]) -> None:
    pages["Jobs"].merge_range("B2:C2", "")
    pages["Jobs"].write("C2", "Open")


def _protect(book: Any, pages: Mapping[str, Any]) -> None:
    pages["Jobs"].protect()


def _table(book: Any, pages: Mapping[str, Any]) -> None:
    columns = [{"header": name} for name in ("Job #", "Client", "Open", "Budget", "Due")]
    pages["Jobs"].add_table("A2:E4", {"columns": columns})
    pages["Jobs"].write("A2", "A-1")


@pytest.mark.parametrize("dress", [_formula, _array, _merge, _protect, _table])
def test_what_must_not_be_overwritten_is_refused(tmp_path: Path, kept: Shelf, dress: Any) -> None:
    path = dressed(tmp_path, dress)
    before = path.read_bytes()

    with pytest.raises(RefusedError):
        apply_plan(path, Plan((replace(CLOSE, key_column=0),)), shelf=kept)
    assert path.read_bytes() == before


def test_the_same_cell_twice_is_refused(book: Path, kept: Shelf) -> None:
    with pytest.raises(RefusedError):
        apply_plan(book, Plan((CLOSE, replace(CLOSE, after="Held"))), shelf=kept)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "x" * 40_000, date(1899, 1, 1)])
def test_what_no_cell_can_hold_is_refused(book: Path, kept: Shelf, value: Value) -> None:
    with pytest.raises(RefusedError):
        apply_plan(book, Plan((Edit("Jobs", 9, 1, None, value),)), shelf=kept)


def test_formulas_elsewhere_are_calculated_when_excel_opens_the_book(
    tmp_path: Path, kept: Shelf
) -> None:
    def dress(book: Any, pages: Mapping[str, Any]) -> None:
        pages["Jobs"].write_formula("H1", "=SUM(D2:D4)", None, 2100.5)

    path = dressed(tmp_path, dress)
    content = parts(path.read_bytes())["xl/workbook.xml"].replace(b' fullCalcOnLoad="1"', b"")
    path.write_bytes(repacked(path.read_bytes(), {"xl/workbook.xml": content}))
    apply_plan(path, Plan((Edit("Jobs", 3, 4, 900, 1000),)), shelf=kept)

    grid = FileBook(path).read("Jobs")["Jobs"]
    assert (1, 8) in grid.uncalculated
    assert grid.value(1, 8) == 2100.5


def test_strict_and_prefixed_sheets_and_rows_without_addresses(book: Path, kept: Shelf) -> None:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = (
        f'<x:worksheet xmlns:x="{main}"><!-- <x:row r="2"> --><x:sheetData>'
        '<x:row><x:c t="inlineStr"><x:is><x:t>Job #</x:t></x:is></x:c></x:row>'
        '<x:row><x:c t="str"><x:v>A-1</x:v></x:c><x:c/><x:c t="inlineStr"><x:is><x:r><x:t>Op</x:t>'
        '</x:r><x:r><x:t>en</x:t></x:r><x:rPh sb="0" eb="1"><x:t>no</x:t></x:rPh></x:is></x:c>'
        '</x:row><!-- <x:row r="3"> --><x:row r="5"/></x:sheetData></x:worksheet>'
    )
    book.write_bytes(repacked(book.read_bytes(), {SHEET: sheet.encode()}))

    new = (CLOSE, Edit("Jobs", 3, 1, None, "A-2"), Edit("Jobs", 5, 2, None, 7))
    apply_plan(book, Plan(new), shelf=kept)

    page = opened(book)["Jobs"]
    assert [page["A1"].value, page["C2"].value, page["A3"].value] == ["Job #", "Closed", "A-2"]
    assert page["B5"].value == 7


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-1"])
def test_other_encodings_are_understood(book: Path, kept: Shelf, encoding: str) -> None:
    text = parts(book.read_bytes())[SHEET].decode().replace("UTF-8", encoding)
    book.write_bytes(repacked(book.read_bytes(), {SHEET: text.encode(encoding)}))

    apply_plan(book, Plan((replace(CLOSE, after="Fällig"),)), shelf=kept)

    assert opened(book)["Jobs"]["C2"].value == "Fällig"


def test_a_book_that_counts_from_1904(tmp_path: Path, kept: Shelf) -> None:
    import xlsxwriter

    path = tmp_path / "mac.xlsx"
    made = xlsxwriter.Workbook(str(path), {"date_1904": True})
    made.add_worksheet("Jobs").write_number(0, 0, 44620, made.add_format({"num_format": 14}))
    made.close()

    apply_plan(path, Plan((Edit("Jobs", 1, 1, date(2026, 3, 1), date(2026, 4, 1)),)), shelf=kept)

    assert read(path, 1, 1) == date(2026, 4, 1)


def test_spaces_that_no_reader_counts_do_not_stop_an_edit(book: Path, kept: Shelf) -> None:
    sheet = parts(book.read_bytes())[SHEET]
    at = sheet.index(b'<c r="C2"')
    runs = b"<r><t>Open </t></r><r><t xml:space='preserve'> job</t></r>"
    cell = b'<c r="C2" t="inlineStr"><is>' + runs + b"</is></c>"
    sheet = sheet[:at] + cell + sheet[sheet.index(b"</c>", at) + 4 :]
    book.write_bytes(repacked(book.read_bytes(), {SHEET: sheet}))

    assert read(book, 2, 3) == "Open job"
    assert apply_plan(book, Plan((replace(CLOSE, before="Open job"),)), shelf=kept).written
