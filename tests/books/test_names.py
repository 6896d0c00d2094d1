from __future__ import annotations

import struct
from pathlib import Path

import pytest

from tests.books.biff import biff, ole, record, text
from tests.books.biff12 import xlsb
from tests.books.samples import packed, parts, put, sheet, text_cell
from tests.books.test_ods import cell, ods, row
from toolkit.books.file import FileBook
from toolkit.books.names import MOST_NAMES, names_by_sheet
from toolkit.table import LAST_COLUMN, LAST_ROW, Area, Grid

TABLE = Area(3, 1, 40, 11)
ITEM = '<c:config-item c:name="{}">{}</c:config-item>'
SETTINGS = (
    '<o:settings xmlns:o="o" xmlns:c="c"><c:config-item-map-entry c:name="Jobs">'
    f"{ITEM.format('VerticalSplitMode', 2)}{ITEM.format('VerticalSplitPosition', 1)}"
    "</c:config-item-map-entry></o:settings>"
)


@pytest.mark.parametrize(
    ("reference", "sheet", "area"),
    [
        ("Jobs!$A$3:$K$40", "Jobs", TABLE),
        ("='Job List'!$A$3:$K$40", "Job List", TABLE),
        ("'O''Brien''s'!A3:K40", "O'Brien's", TABLE),
        ("$'Job List'.$A$3:.$K$40", "Job List", TABLE),
        ("Jobs.A3:Jobs.K40", "Jobs", TABLE),
        ("Jobs!$K$40:$A$3", "Jobs", TABLE),
        ("Jobs!$B$2", "Jobs", Area(2, 2, 2, 2)),
        ("Jobs!$1:$3", "Jobs", Area(1, 1, 3, LAST_COLUMN)),
        ("Jobs!$A:$H", "Jobs", Area(1, 1, LAST_ROW, 8)),
    ],
)
def test_a_reference_is_an_area_of_a_sheet(reference: str, sheet: str, area: Area) -> None:
    assert names_by_sheet([("Here", reference)]) == {sheet: (("Here", area),)}


@pytest.mark.parametrize(
    "reference",
    [
        "", "#REF!$A$1:$B$9", "#REF!",
        '"text"', "42", "{1,2}", "Jobs!Total", "Jobs!$A", "Jobs!$A$0",
        "OFFSET(Jobs!$A$1,0,0,9,9)", "[1]Jobs!$A$1:$B$9", "Jobs!$A$1:$B", "Jobs!$XFE$1:$XFE$9",
        "Jobs!$A$1048577", "A1:B9", "Jobs!" + "$A$1," * 900,
    ],
)  # fmt: skip
def test_what_is_no_area_is_left_out(reference: str) -> None:
    assert not {k for k in names_by_sheet([("Here", reference)]) if k != "#REF"}


def test_print_titles_may_be_rows_and_columns() -> None:
    found = names_by_sheet([("_xlnm.Print_Titles", "Jobs!$A:$B,Jobs!$1:$2")])
    assert [area for _, area in found["Jobs"]] == [
        Area(1, 1, LAST_ROW, 2),
        Area(1, 1, 2, LAST_COLUMN),
    ]


def test_in_a_book_of_very_many_names_none_says_anything() -> None:
    assert not names_by_sheet([("Here", "Jobs!$A$1:$B$9")] * (MOST_NAMES + 1))


def read(folder: Path, name: str, content: bytes) -> Grid:
    return next(iter(FileBook(put(folder, name, content)).read().values()))


def area_token(sheet: int, area: Area, form: str = "<5H") -> bytes:
    top, left, bottom, right = area
    return b"\x3b" + struct.pack(form, sheet, top - 1, bottom - 1, left - 1, right - 1)


def xls_name(name: str, formula: bytes, built_in: bool = False) -> bytes:
    head = struct.pack("<HBBHHH", 0x20 if built_in else 0, 0, len(name), len(formula), 0, 0)
    return record(0x18, head + bytes(4) + text(name, wide_length=False)[1:] + formula)


def test_an_xls_knows_its_names_and_frozen_rows(tmp_path: Path) -> None:
    books = record(0x1AE, b"\1\0\1\4") + record(0x17, struct.pack("<4H", 1, 0, 0, 0))
    titles = b"\x29\x17\0" + area_token(0, Area(1, 1, 65536, 2))
    titles += area_token(0, Area(1, 1, 3, 256)) + b"\x10"
    names = xls_name("Jobs_here", area_token(0, TABLE)) + xls_name("\x07", titles, built_in=True)
    elsewhere = xls_name("Elsewhere", area_token(5, TABLE)) + xls_name("Sum", b"\x1e\1\0")
    frozen = record(0x23E, struct.pack("<H", 8) + bytes(16)) + record(0x41, bytes([0, 0, 3, 0]))
    stream = biff([["Job #", "Fee"]], inside=frozen, globals_=books + names + elsewhere)
    grid = read(tmp_path, "old.xls", ole(stream))
    assert grid.names == (
        ("Jobs_here", TABLE),
        ("_xlnm.Print_Titles", Area(1, 1, LAST_ROW, 2)),
        ("_xlnm.Print_Titles", Area(1, 1, 3, LAST_COLUMN)),
    )
    assert grid.frozen_rows == 3


def test_an_xlsb_knows_its_names(tmp_path: Path) -> None:
    content = xlsb([["Job #", "Fee"]], names={"Jobs_here": area_token(0, TABLE, "<HIIHH")})
    assert read(tmp_path, "old.xlsb", content).names == (("Jobs_here", TABLE),)


def test_an_ods_knows_its_names_titles_filter_and_frozen_rows(tmp_path: Path) -> None:
    header = f"<table:table-header-rows>{row(cell(text='Job #'))}</table:table-header-rows>"
    named = (
        '<table:named-expressions><table:named-range table:name="Here" '
        'table:cell-range-address="$Jobs.$A$3:.$K$40"/></table:named-expressions>'
        '<table:database-ranges><table:database-range table:name="x" '
        'table:target-range-address="Jobs.A1:Jobs.B9" table:display-filter-buttons="true"/>'
        "</table:database-ranges>"
    )
    content = ods(f'<table:table table:name="Jobs">{header}</table:table>{named}', SETTINGS)
    grid = read(tmp_path, "open.ods", content)
    assert grid.names == (
        ("_xlnm.Print_Titles", Area(1, 1, 1, LAST_COLUMN)),
        ("Here", TABLE),
    )
    assert grid.filtered == Area(1, 1, 9, 2)
    assert grid.frozen_rows == 1


def test_an_xlsx_knows_the_names_excel_gives(tmp_path: Path) -> None:
    named = '<definedName name="_xlnm.Print_Titles" localSheetId="0">Jobs!$1:$3</definedName>'
    made = parts({"Jobs": sheet(f'<row r="1">{text_cell("A1", "Job #")}</row>')}, names=named)
    assert read(tmp_path, "jobs.xlsx", packed(made)).names == (
        ("_xlnm.Print_Titles", Area(1, 1, 3, LAST_COLUMN)),
    )
