"""The streams of an OLE container, which is what an .xls file is; chains that loop are refused."""

from __future__ import annotations

import struct

__all__ = ["MAGIC", "ole_stream"]

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
STREAM, ROOT = 2, 5
LAST = 0xFFFFFFFA
"""Sector numbers from here on mark an end or a gap (MS-CFB 2.1)."""


def ole_stream(content: bytes, *names: str) -> bytes:
    """Return the first stream of these names. Raises ValueError where the container is damaged."""
    if not content.startswith(MAGIC) or len(content) < 512:
        raise ValueError("it is no OLE container")
    size = 1 << min(struct.unpack_from("<H", content, 30)[0], 16)
    sectors = _Sectors(content, size, _allocation(content, size), size)
    directory = sectors.chain(struct.unpack_from("<I", content, 48)[0])
    root = LAST
    for at in range(0, len(directory) - 127, 128):
        length, kind = struct.unpack_from("<HB", directory, at + 64)
        name = directory[at : at + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
        start, stream_size = struct.unpack_from("<II", directory, at + 116)
        if kind == ROOT:
            root = start
        elif kind == STREAM and name in names:
            if stream_size < struct.unpack_from("<I", content, 56)[0]:
                sectors = _small_sectors(sectors, content, root)
            return sectors.chain(start)[:stream_size]
    raise ValueError("it has no workbook stream")


def _small_sectors(sectors: _Sectors, content: bytes, start: int) -> _Sectors:
    """Return the sectors of 64 bytes that short streams lie in, themselves a stream."""
    table = sectors.chain(struct.unpack_from("<I", content, 60)[0])
    numbers = [number for (number,) in struct.iter_unpack("<I", table)]
    return _Sectors(sectors.chain(start), 64, numbers, offset=0)


class _Sectors:
    """Sectors one after another, and the table that chains them; a header is ``offset`` long."""

    def __init__(self, content: bytes, size: int, table: list[int], offset: int) -> None:
        self._content = content
        self._size = size
        self._table = table
        self._offset = offset

    def chain(self, number: int) -> bytes:
        parts: list[bytes] = []
        while number < LAST:
            if number >= len(self._table) or len(parts) > len(self._content) // self._size:
                raise ValueError("a chain of its sectors leads nowhere or in circles")
            start = number * self._size + self._offset
            parts.append(self._content[start : start + self._size])
            number = self._table[number]
        return b"".join(parts)


def _allocation(content: bytes, size: int) -> list[int]:
    """Return the next sector of each sector."""
    numbers = list(struct.unpack_from("<109I", content, 76))
    following = struct.unpack_from("<I", content, 68)[0]
    most = len(content) // size + 1
    while following < LAST and len(numbers) <= most + 109:
        start = (following + 1) * size
        sector = content[start : start + size].ljust(size, b"\xff")
        *more, following = struct.unpack(f"<{size // 4}I", sector)
        numbers += more
    table: list[int] = []
    for number in numbers:
        if number < LAST and len(table) <= most:
            start = (number + 1) * size
            sector = content[start : start + size].ljust(size, b"\xff")
            table += struct.unpack(f"<{size // 4}I", sector)
    return table
