"""Excel 97-2003 files built byte by byte: an OLE container around BIFF8 records."""

from __future__ import annotations

import struct
from collections.abc import Sequence

SECTOR = 512
END, FREE, FAT_SECTOR = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD

ERRORS = {
    "#NULL!": 0,
    "#DIV/0!": 7,
    "#VALUE!": 15,
    "#REF!": 23,
    "#NAME?": 29,
    "#NUM!": 36,
    "#N/A": 42,
}


def record(number: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", number, len(body)) + body


def text(value: str, wide_length: bool = True) -> bytes:
    raw = value.encode("utf-16-le")
    return struct.pack("<HB" if wide_length else "<BB", len(value), 1) + raw


def cell(row: int, column: int, value: object) -> bytes:
    """Return the record of one cell, 0-based; "=" before an error makes it a formula's result."""
    head = struct.pack("<HHH", row, column, 0)
    if isinstance(value, bool):
        return record(0x205, head + bytes([value, 0]))
    if isinstance(value, int | float):
        return record(0x203, head + struct.pack("<d", value))
    shown = str(value)
    if shown in ERRORS:
        return record(0x205, head + bytes([ERRORS[shown], 1]))
    if shown.startswith("=") and shown[1:] in ERRORS:
        result = bytes([2, 0, ERRORS[shown[1:]], 0, 0, 0, 0xFF, 0xFF])
        return record(0x06, head + result + struct.pack("<HIH", 0, 0, 3) + b"\x1e\x01\x00")
    return record(0x204, head + text(shown))


def biff(
    rows: Sequence[Sequence[object]], name: str = "Jobs", inside: bytes = b"", globals_: bytes = b""
) -> bytes:
    """Return the workbook stream of one sheet, with more records inside it or in the globals."""
    start = struct.pack("<HHHHII", 0x600, 5, 0x1BB0, 1997, 0, 6)
    before = record(0x809, start) + record(0x42, struct.pack("<H", 1200)) + globals_
    bound_size = 4 + 4 + 2 + len(text(name, wide_length=False))
    offset = len(before) + bound_size + 4
    bound = record(0x85, struct.pack("<IH", offset, 0) + text(name, wide_length=False))
    body = record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0x1BB0, 1997, 0, 6))
    width = max(map(len, rows), default=0)
    body += record(0x200, struct.pack("<IIHHH", 0, len(rows), 0, width, 0))
    for number, cells in enumerate(rows):
        body += b"".join(cell(number, at, value) for at, value in enumerate(cells) if value != "")
    return before + bound + record(0x0A) + body + inside + record(0x0A)


def hidden_row(row: int) -> bytes:
    return record(0x208, struct.pack("<HHHHHHI", row, 0, 1, 300, 0, 0, 0x20))


def hidden_columns(first: int, last: int) -> bytes:
    return record(0x7D, struct.pack("<6H", first, last, 2000, 0, 1, 0))


def font(struck: bool) -> bytes:
    head = struct.pack("<HHHHHBBBB", 200, 8 if struck else 0, 0x7FFF, 400, 0, 0, 0, 0, 0)
    return record(0x31, head + text("Arial", wide_length=False))


def cell_format(font_number: int) -> bytes:
    return record(0xE0, struct.pack("<HHH", font_number, 0, 1) + bytes(14))


def ole(stream: bytes, name: str = "Workbook", loop: str = "") -> bytes:
    """Return an OLE file with one stream.

    ``loop`` names what never ends: the "stream", the "directory", or the "fat" itself.
    """
    stream = stream.ljust(max(4096, -(-len(stream) // SECTOR) * SECTOR), b"\0")
    count = len(stream) // SECTOR
    chain = [*range(3, count + 2), END]
    if loop == "stream":
        chain[len(chain) // 2] = 2
    fat = [FAT_SECTOR, 1 if loop == "directory" else END, *chain]
    fat += [FREE] * (SECTOR // 4 - len(fat))
    if len(fat) > SECTOR // 4:
        raise ValueError("one sector of FAT holds 63 KB; make the sheet smaller")
    header = struct.pack(
        "<8s16sHHHHHHIIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\0" * 16,
        0x3E, 3, 0xFFFE, 9, 6, 0, 0, 0, 1, 1, 0, 4096, END, 0,
        0 if loop == "fat" else END, int(loop == "fat"),
    )  # fmt: skip
    header += struct.pack("<109I", 0, *[FREE] * 108)
    entries = _entry("Root Entry", 5, END, 0, child=1) + _entry(name, 2, 2, len(stream))
    entries += _entry("", 0, 0, 0) * 2
    return header + struct.pack(f"<{len(fat)}I", *fat) + entries + stream


def _entry(name: str, kind: int, start: int, size: int, child: int = FREE) -> bytes:
    raw = name.encode("utf-16-le") + b"\0\0" if name else b""
    return (
        raw.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(raw), kind, 1, FREE, FREE, child)
        + b"\0" * 36
        + struct.pack("<IQ", start, size)
    )


def xls(rows: Sequence[Sequence[object]], name: str = "Jobs") -> bytes:
    return ole(biff(rows, name))


def small_ole(stream: bytes) -> bytes:
    """Return an OLE file whose one stream is below 4 KB, in sectors of 64 bytes."""
    count = -(-len(stream) // 64)
    inner = stream.ljust(-(-count * 64 // SECTOR) * SECTOR, b"\0")
    sectors = len(inner) // SECTOR
    fat = [FAT_SECTOR, END, END, *range(4, 3 + sectors), END]
    small = [*range(1, count), END]
    header = struct.pack(
        "<8s16sHHHHHHIIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\0" * 16,
        0x3E, 3, 0xFFFE, 9, 6, 0, 0, 0, 1, 1, 0, 4096, 2, 1, END, 0,
    )  # fmt: skip
    header += struct.pack("<109I", 0, *[FREE] * 108)
    tables = [struct.pack(f"<{len(one)}I", *one).ljust(SECTOR, b"\xff") for one in (fat, small)]
    entries = _entry("Root Entry", 5, 3, count * 64, child=1) + _entry(
        "Workbook", 2, 0, len(stream)
    )
    return header + tables[0] + entries + _entry("", 0, 0, 0) * 2 + tables[1] + inner
