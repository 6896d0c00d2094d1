"""Binary Excel workbooks (.xlsb) built record by record."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence

from tests.books.biff import ERRORS
from tests.books.samples import DOCUMENT, PACKAGE, packed, relations

__all__ = ["xlsb"]

RELATIONS = "application/vnd.openxmlformats-package.relationships+xml"
TYPE = "application/vnd.ms-excel"


def record(number: int, body: bytes = b"") -> bytes:
    head = bytes([number]) if number < 128 else bytes([number & 0x7F | 0x80, number >> 7])
    length, size = b"", len(body)
    while True:
        more = size > 0x7F
        length += bytes([size & 0x7F | (0x80 if more else 0)])
        size >>= 7
        if not more:
            return head + length + body


def text(value: str) -> bytes:
    return struct.pack("<I", len(value)) + value.encode("utf-16-le")


def cell(column: int, value: object) -> bytes:
    head = struct.pack("<II", column, 0)
    shown = str(value)
    if isinstance(value, bool):
        return record(4, head + bytes([value]))
    if isinstance(value, int | float):
        return record(5, head + struct.pack("<d", value))
    if shown in ERRORS:
        return record(3, head + bytes([ERRORS[shown]]))
    if shown.startswith("="):
        result = bytes([ERRORS[shown[1:]]])
        return record(11, head + result + struct.pack("<HI", 0, 2) + b"\x1e\x00" + bytes(4))
    return record(6, head + text(shown))


def row(number: int, hidden: bool) -> bytes:
    return record(
        0, struct.pack("<IIH", number, 0, 300) + bytes([0, 0x10 if hidden else 0, 0]) + bytes(4)
    )


def xlsb(
    rows: Sequence[Sequence[object]],
    hidden: Sequence[int] = (),
    name: str = "Jobs",
    names: Mapping[str, bytes] | None = None,
) -> bytes:
    """Return a workbook of one sheet; ``hidden`` rows and column B's standing are 0-based."""
    width = max(map(len, rows), default=1)
    sheet = record(129) + record(148, struct.pack("<IIII", 0, max(len(rows) - 1, 0), 0, width - 1))
    if hidden:
        sheet += record(390) + record(60, struct.pack("<IIIIH", 1, 1, 2304, 0, 1)) + record(391)
    sheet += record(145)
    for number, cells in enumerate(rows):
        sheet += row(number, number in hidden)
        sheet += b"".join(cell(at, value) for at, value in enumerate(cells) if value != "")
    sheet += record(146) + record(130)
    book = record(131) + record(143)
    book += record(156, struct.pack("<II", 0, 1) + text("rId1") + text(name)) + record(144)
    if names:
        book += record(353) + record(357) + record(362, struct.pack("<Iiii", 1, 0, 0, 0))
        book += record(354)
    for called, formula in (names or {}).items():
        book += record(39, bytes(9) + text(called) + struct.pack("<I", len(formula)) + formula)
    parts = [
        (
            "Default",
            "Extension",
            "rels",
            "application/vnd.openxmlformats-package.relationships+xml",
        ),
        ("Override", "PartName", "/xl/workbook.bin", f"{TYPE}.sheet.binary.macroEnabled.main"),
        ("Override", "PartName", "/xl/worksheets/sheet1.bin", f"{TYPE}.worksheet"),
    ]
    listed = "".join(
        f'<{tag} {key}="{part}" ContentType="{kind}"/>' for tag, key, part, kind in parts
    )
    types = f'<Types xmlns="{PACKAGE}/content-types">{listed}</Types>'
    return packed(
        {
            "[Content_Types].xml": types,
            "_rels/.rels": relations([("rId1", "officeDocument", "xl/workbook.bin")]),
            "xl/workbook.bin": book + record(132),
            "xl/_rels/workbook.bin.rels": relations(
                [("rId1", "worksheet", "worksheets/sheet1.bin")], DOCUMENT
            ),
            "xl/worksheets/sheet1.bin": sheet,
        }
    )
