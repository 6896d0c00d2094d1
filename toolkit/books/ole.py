"""The streams of an OLE container, which is what an .xls file is; chains that loop are refused."""

from __future__ import annotations

import struct

__all__ = ["MAGIC", "ole_stream"]

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LAST = 0xFFFFFFFA
"""Sector numbers from here on mark an end or a gap (MS-CFB 2.1)."""


def ole_stream(content: bytes, *names: str) -> bytes:
    """Return the first stream of these names. Raises ValueError where the container is damaged.

    Streams below 4 KB lie in another place and are not looked for: no workbook is that small.
    """
    if not content.startswith(MAGIC) or len(content) < 512:
        raise ValueError("it is no OLE container")
    size = 1 << min(struct.unpack_from("<H", content, 30)[0], 16)
    sectors = _Sectors(content, size, _allocation(content, size))
    directory = sectors.chain(struct.unpack_from("<I", content, 48)[0])
    for at in range(0, len(directory) - 127, 128):
        length, kind = struct.unpack_from("<HB", directory, at + 64)
        name = directory[at : at + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
        if kind == 2 and name in names:
            start, stream_size = struct.unpack_from("<II", directory, at + 116)
            return sectors.chain(start)[:stream_size]
    raise ValueError("it has no workbook stream")


class _Sectors:
    """The sectors of a container, and the table that chains them."""

    def __init__(self, content: bytes, size: int, table: list[int]) -> None:
        self._content = content
        self._size = size
        self._table = table

    def chain(self, number: int) -> bytes:
        parts: list[bytes] = []
        while number < LAST:
            if number >= len(self._table) or len(parts) > len(self._content) // self._size:
                raise ValueError("a chain of its sectors leads nowhere or in circles")
            start = (number + 1) * self._size
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
