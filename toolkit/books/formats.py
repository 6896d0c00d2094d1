"""What kind of file it is, told by its content and never by its name."""

from __future__ import annotations

import re
import struct
import zlib
from enum import StrEnum

from toolkit.books.ole import MAGIC, ole_stream
from toolkit.errors import BookError, NotAWorkbookError, UnreadableError

__all__ = ["FileFormat", "sniff"]


class FileFormat(StrEnum):
    """The kinds of workbook that can be read."""

    XLSX = "Excel workbook"
    XLSB = "Excel binary workbook"
    XLS = "Excel 97-2003 workbook"
    ODS = "OpenDocument spreadsheet"
    TEXT = "text table"


FILE_PASS = b"\x2f\x00"
FIRST_RECORDS = 5
BIFF = re.compile(rb"\x09[\x00\x02\x04]\x04\x00|\x09\x08[\x06\x08\x10]\x00")

KNOWN = (
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"BM", "a picture"),
    (b"II*\x00", "a picture"),
    (b"MM\x00*", "a picture"),
    (b"RIFF", "a picture or a sound"),
    (b"%PDF", "a PDF"),
    (b"{\\rtf", "a Word text (RTF)"),
    (b"\x1f\x8b", "a compressed file (gzip)"),
    (b"7z\xbc\xaf", "a compressed file (7-Zip)"),
    (b"Rar!", "a compressed file (RAR)"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
)
# "BM" and "MZ" may begin an honest text; these need a byte no text holds.
SHORT = (b"BM", b"MZ")

MARKUP = (
    (b"<!doctype html", "a web page (HTML)"),
    (b"<html", "a web page (HTML)"),
    (b"<table", "a web page (HTML)"),
    (b"<head", "a web page (HTML)"),
    (b"<meta", "a web page (HTML)"),
    (b"mime-version:", "a web archive (MHTML)"),
    (b"<?xml", "an XML file"),
    (b"<workbook", "an XML file"),
)


def sniff(content: bytes, name: str) -> FileFormat:
    """Return the kind of workbook the bytes hold.

    Raises NotAWorkbookError for anything else, UnreadableError for one that is locked by a
    password or cut off.
    """
    if not content:
        raise NotAWorkbookError(
            f"{name} is empty (0 bytes); move it out of the folder, or name the workbooks to read"
        )
    if name.startswith("~$") and len(content) < 1024:
        raise NotAWorkbookError(
            f"{name} is only the mark Excel leaves beside an open workbook; pick {name[2:]}"
        )
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(content, name)
    if content.startswith(MAGIC):
        return _ole(content, name)
    if BIFF.match(content):
        return FileFormat.XLS
    _refuse_strangers(content, name)
    return FileFormat.TEXT


def _zipped(content: bytes, name: str) -> FileFormat:
    from toolkit.books.package import Package

    package = Package(content, name)
    mime = package.first_bytes("mimetype", 80) if "mimetype" in package else b""
    if mime.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        _refuse_locked_ods(package.first_bytes("META-INF/manifest.xml", 1_000_000), name)
        return FileFormat.ODS
    if mime:
        raise NotAWorkbookError(f"{name} is an OpenDocument file, but no spreadsheet")
    if "xl/workbook.bin" in package:
        return FileFormat.XLSB
    if package.workbook_part():
        return FileFormat.XLSX
    for part, kind in (
        ("word/document.xml", "a Word document"),
        ("ppt/presentation.xml", "a presentation"),
        ("Index/Document.iwa", "an Apple Numbers or Pages file; export it as Excel first"),
    ):
        if part in package:
            raise NotAWorkbookError(f"{name} is {kind}, no workbook")
    raise NotAWorkbookError(f"{name} is a zip file without a workbook in it; unpack it first")


def _refuse_locked_ods(manifest: bytes, name: str) -> None:
    if b"encryption-data" in manifest:
        raise _locked(name)


def _ole(content: bytes, name: str) -> FileFormat:
    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in content

    if holds("EncryptedPackage"):
        raise _locked(name)
    if holds("Workbook") or holds("Book"):
        if _is_locked_xls(content):
            raise _locked(name)
        return FileFormat.XLS
    if holds("WordDocument"):
        raise NotAWorkbookError(f"{name} is a Word document, no workbook")
    if holds("PowerPoint Document"):
        raise NotAWorkbookError(f"{name} is a presentation, no workbook")
    if holds("__properties_version1.0"):
        raise NotAWorkbookError(f"{name} is an Outlook message, no workbook; save its attachment")
    raise UnreadableError(
        f"{name} is an old Office file without a workbook in it, or damaged; "
        "open it in Excel and save it as .xlsx"
    )


def _is_locked_xls(content: bytes) -> bool:
    """Whether one of the first records says that a password is needed (MS-XLS 2.4.117)."""
    try:
        stream = ole_stream(content, "Workbook", "Book")
    except (ValueError, struct.error):
        return False  # damaged: the reader says how
    position = 0
    for _ in range(FIRST_RECORDS):
        if stream[position : position + 2] == FILE_PASS:
            return True
        position += 4 + int.from_bytes(stream[position + 2 : position + 4], "little")
    return False


def _locked(name: str) -> BookError:
    return UnreadableError(
        f"{name} is protected by a password; open it, remove the password "
        "(File > Info > Protect Workbook) and save it"
    )


def _refuse_strangers(content: bytes, name: str) -> None:
    start = content[:4096]
    for magic, kind in KNOWN:
        if start.startswith(magic) and (magic not in SHORT or b"\x00" in start):
            raise NotAWorkbookError(f"{name} is {kind}, no workbook")
    words = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for mark, kind in MARKUP:
        if words.startswith(mark):
            raise NotAWorkbookError(
                f"{name} is {kind} that only bears a workbook's name; "
                "open it in Excel and save it as .xlsx"
            )
    _refuse_noise(content, name)


def _refuse_noise(content: bytes, name: str) -> None:
    """Refuse bytes that are no text: control characters, or nothing but noise."""
    from toolkit.books.delimited import decoded

    text = decoded(content[:65536])
    odd = sum(text.count(chr(code)) for code in (*range(9), *range(14, 26), *range(27, 32)))
    if odd > len(text) / 1000 or (len(content) > 512 and _noisy(content[:65536])):
        raise NotAWorkbookError(
            f"{name} is no workbook and no text table; pick an .xlsx, .xls, .ods or .csv file"
        )


def _noisy(content: bytes) -> bool:
    """Whether the bytes are as random as compressed or encrypted ones."""
    return len(zlib.compress(content, 1)) > len(content) * 0.97
