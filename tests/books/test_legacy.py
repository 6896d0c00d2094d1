from __future__ import annotations

from pathlib import Path

import pytest

from tests.books.biff import (
    biff,
    cell_format,
    font,
    hidden_columns,
    hidden_row,
    ole,
    record,
    small_ole,
    xls,
)
from tests.books.biff12 import xlsb
from tests.books.samples import put
from toolkit.books.file import FileBook
from toolkit.books.ole import ole_stream
from toolkit.books.xls_scan import scan_xls
from toolkit.errors import UnreadableError
from toolkit.table import CellError, Grid

ROWS: list[list[object]] = [
    ["Job #", "Fee", "Signed"],
    ["0042", 12.5, True],
    ["A-7", "#REF!", False],
    ["A-8", "=#N/A", ""],
]


def read(folder: Path, name: str, content: bytes) -> Grid:
    return FileBook(put(folder, name, content)).read()["Jobs"]


@pytest.mark.parametrize("content", [xls(ROWS), xlsb(ROWS)], ids=["xls", "xlsb"])
def test_values_keep_their_types_and_errors_are_errors(tmp_path: Path, content: bytes) -> None:
    grid = read(tmp_path, "old", content)
    assert [list(row) for row in grid.rows] == [
        ["Job #", "Fee", "Signed"],
        ["0042", 12.5, True],
        ["A-7", CellError("#REF!"), False],
        ["A-8", CellError("#N/A"), ""],
    ]
    assert set(grid.formulas) == {(4, 2)}


def test_an_xls_knows_what_is_hidden_and_struck(tmp_path: Path) -> None:
    fonts = b"".join(font(struck=number == 4) for number in range(5))
    formats = cell_format(5) + cell_format(0)
    stream = biff(
        [["Job #", "Fee"], ["A-7", 1.0]],
        inside=hidden_row(1) + hidden_columns(2, 3),
        globals_=fonts + formats,
    )
    grid = read(tmp_path, "old.xls", ole(stream))
    assert grid.hidden_rows == {2}
    assert grid.hidden_columns == {3, 4}
    assert grid.struck == {(1, 1), (1, 2), (2, 1), (2, 2)}


def test_an_xlsb_knows_what_is_hidden(tmp_path: Path) -> None:
    grid = read(tmp_path, "old.xlsb", xlsb(ROWS, hidden=[2]))
    assert grid.hidden_rows == {3}
    assert grid.hidden_columns == {2}


def test_a_chart_inside_a_sheet_hides_none_of_its_cells() -> None:
    chart = record(0x809, b"\0\6\x20\0" + bytes(12)) + record(0x205, b"\0\0\0\0\0\0\x17\1")
    (marks,) = scan_xls(ole(biff([["#REF!"]], inside=chart + record(0x0A) + hidden_row(5))))
    assert set(marks.values) == {(1, 1)}
    assert marks.hidden_rows == {6}


@pytest.mark.parametrize("loop", ["stream", "directory", "fat"])
def test_a_chain_that_never_ends_is_seen(loop: str) -> None:
    content = ole(biff([[f"A-{number}", number] for number in range(400)]), loop=loop)
    if loop == "fat":
        assert ole_stream(content, "Workbook")
        return
    with pytest.raises(ValueError, match="circles"):
        ole_stream(content, "Workbook")


def test_an_old_workbook_with_a_password_says_so(tmp_path: Path) -> None:
    stream = biff([["Job #"]], globals_=record(0x2F, b"\1\0\1\0\1\0" + bytes(48)))
    with pytest.raises(UnreadableError, match="password"):
        read(tmp_path, "old.xls", ole(stream))


def test_a_small_workbook_lies_in_the_small_sectors(tmp_path: Path) -> None:
    """LibreOffice writes streams below 4 KB there; Excel pads them."""
    grid = read(tmp_path, "old.xls", small_ole(biff(ROWS)))
    assert grid.value(3, 2) == CellError("#REF!")
    assert grid.value(4, 2) == CellError("#N/A")
