from __future__ import annotations

import struct
from pathlib import Path

import pytest

from tests.books.biff import biff, ole, xls
from tests.books.samples import one_sheet, packed, put, text_cell
from toolkit.books.file import FileBook
from toolkit.books.formats import FileFormat, sniff
from toolkit.errors import BookBusyError, NotAWorkbookError, UnreadableError
from toolkit.table import Grid

XLSX = one_sheet(f'<row r="1">{text_cell("A1", "Job #")}</row>')
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def read(folder: Path, name: str, content: bytes) -> dict[str, Grid]:
    return dict(FileBook(put(folder, name, content)).read())


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (XLSX, FileFormat.XLSX),
        (xls([["Job #"]]), FileFormat.XLS),
        (packed({"mimetype": ODS_TYPE, "content.xml": "<x/>"}), FileFormat.ODS),
        (packed({"xl/workbook.bin": b"x"}), FileFormat.XLSB),
        (b"Job #;Name\n1;Spot\n", FileFormat.TEXT),
    ],
)
@pytest.mark.parametrize("name", ["jobs.xlsx", "jobs.csv", "jobs"])
def test_content_tells_the_kind_and_the_name_does_not(
    content: bytes, kind: FileFormat, name: str
) -> None:
    assert sniff(content, name) is kind


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4,
        b"\xff\xd8\xff\xe0" + bytes(range(256)) * 4,
        b"%PDF-1.7\n1 0 obj\n",
        b"<html><table><tr><td>Job</td></tr></table></html>",
        b'\xef\xbb\xbf<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com">',
        b"MIME-Version: 1.0\nContent-Type: multipart/related\n",
        b"{\\rtf1\\ansi Jobs}",
        b"MZ\x90\x00\x03\x00",
        bytes(4000),
        packed({"word/document.xml": "<w/>"}),
        packed({"photo.jpg": b"x"}),
        packed({"mimetype": "application/vnd.oasis.opendocument.text"}),
        ole(b"", "WordDocument"),
    ],
)
def test_a_stranger_with_a_workbooks_name_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(NotAWorkbookError) as refused:
        read(tmp_path, "tracker.xlsx", content)
    assert "\n" not in str(refused.value)
    assert "tracker.xlsx" in str(refused.value)


@pytest.mark.parametrize(
    "content",
    [
        XLSX[: len(XLSX) // 2],
        XLSX[:40],
        XLSX.replace(b"sheet1.xml", b"sheet9.xml"),
        xls([["Job #"]])[:700],
        ole(b"", "EncryptedPackage"),
        ole(biff([["a"]]).replace(b"\x42\x00\x02\x00", b"\x2f\x00\x02\x00")),
        packed(
            {
                "mimetype": ODS_TYPE,
                "META-INF/manifest.xml": "<m><manifest:encryption-data/></m>",
                "content.xml": b"secret",
            }
        ),
    ],
    ids=range(7),  # what is packed holds the second it was packed in, which names no test
)
def test_what_is_cut_off_or_locked_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(UnreadableError) as refused:
        read(tmp_path, "tracker.xlsx", content)
    assert "\n" not in str(refused.value)


def test_the_mark_beside_an_open_workbook_is_named_as_such(tmp_path: Path) -> None:
    with pytest.raises(NotAWorkbookError, match=r"pick tracker\.xlsx"):
        read(tmp_path, "~$tracker.xlsx", b"\x06Bob" + bytes(100))


def test_a_file_another_program_holds_is_busy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = FileBook(put(tmp_path, "tracker.xlsx", XLSX))

    def held(*_: object, **__: object) -> None:
        raise PermissionError(13, "The process cannot access the file")

    monkeypatch.setattr(Path, "open", held)
    with pytest.raises(BookBusyError):
        book.read()


def test_a_file_that_vanished_is_missing(tmp_path: Path) -> None:
    book = FileBook(put(tmp_path, "tracker.xlsx", XLSX))
    book.path.unlink()
    with pytest.raises(NotAWorkbookError):
        book.read()


def test_an_xls_keeps_types_and_leading_zeros(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Job #", "Hours", "Done"], ["0042", 1.5, True]]
    (grid,) = read(tmp_path, "old.xls", xls(rows)).values()
    assert grid.rows == rows


def test_an_xls_without_end_is_refused_or_read_within_its_limits(tmp_path: Path) -> None:
    stream = biff([["Job #", struct.pack("<d", 1.0).hex()]] * 300)
    for loop in ("stream", "directory", "fat"):
        book = FileBook(put(tmp_path, f"{loop}.xls", ole(stream, loop=loop)))
        try:
            assert book.read()
        except UnreadableError:
            continue
