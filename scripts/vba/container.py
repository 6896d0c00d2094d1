"""A compound file, version 3 ([MS-CFB]): storages and streams as sectors of 512 bytes."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["Tree", "compound_file"]

Tree = Mapping[str, "bytes | Tree"]
"""Name → stream, or a storage of its own."""
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
SECTOR, MINI, CUTOFF = 512, 64, 4096
"""Streams shorter than the cutoff stand in mini sectors."""
STORAGE, STREAM, ROOT = 1, 2, 5


@dataclass(slots=True)
class _Entry:
    name: str
    kind: int
    content: bytes = b""
    children: list[int] = field(default_factory=list)
    left: int = FREE
    right: int = FREE
    child: int = FREE
    start: int = 0


def compound_file(tree: Tree) -> bytes:
    """Return the file that holds a tree; no clock goes in."""
    entries: list[_Entry] = []
    _add(entries, "Root Entry", tree)
    entries[0].kind = ROOT
    for entry in entries:
        # Siblings form a search tree in the order of [MS-CFB] 2.6.4.
        in_order = sorted(
            entry.children, key=lambda i: (len(entries[i].name), entries[i].name.upper())
        )
        entry.child = _balanced(entries, in_order)
    sectors = _Sectors()
    mini, mini_chain = _mini_streams(entries)
    for entry in entries:
        if entry.kind == STREAM and len(entry.content) >= CUTOFF:
            entry.start = sectors.add(entry.content)
    entries[0].start, entries[0].content = sectors.add(mini), mini
    mini_fat = b"".join(struct.pack("<I", one) for one in mini_chain)
    mini_start = sectors.add(_filled(mini_fat, SECTOR, b"\xff"))
    directory = b"".join(_packed(entry) for entry in entries)
    directory_start = sectors.add(_padded_directory(directory))
    return sectors.file(directory_start, mini_start, -(-len(mini_fat) // SECTOR))


def _add(entries: list[_Entry], name: str, content: bytes | Tree) -> int:
    number = len(entries)
    if isinstance(content, bytes):
        entries.append(_Entry(name, STREAM, content))
    else:
        entries.append(_Entry(name, STORAGE))
        entries[number].children = [_add(entries, key, one) for key, one in content.items()]
    return number


def _balanced(entries: list[_Entry], numbers: list[int]) -> int:
    if not numbers:
        return FREE
    middle = len(numbers) // 2
    top = entries[numbers[middle]]
    top.left = _balanced(entries, numbers[:middle])
    top.right = _balanced(entries, numbers[middle + 1 :])
    return numbers[middle]


def _mini_streams(entries: list[_Entry]) -> tuple[bytes, list[int]]:
    """Return the mini stream and the chain of its sectors; short streams get their start."""
    content = b""
    chain: list[int] = []
    for entry in entries:
        if entry.kind != STREAM or len(entry.content) >= CUTOFF:
            continue
        count = -(-len(entry.content) // MINI)
        entry.start = len(chain) if count else END
        chain += [len(chain) + n + 1 for n in range(count - 1)] + [END] * bool(count)
        content += _filled(entry.content, MINI, b"\0")
    return content, chain


def _filled(content: bytes, size: int, filler: bytes) -> bytes:
    return content + filler * (-len(content) % size)


def _packed(entry: _Entry) -> bytes:
    name = entry.name.encode("utf-16-le") + b"\0\0"
    head = name.ljust(64, b"\0") + struct.pack("<HBB", len(name), entry.kind, 1)
    links = struct.pack("<III", entry.left, entry.right, entry.child)
    place = struct.pack("<III", entry.start, len(entry.content), 0)
    return head + links + bytes(16) + bytes(4) + bytes(16) + place


def _padded_directory(content: bytes) -> bytes:
    unused = bytes(68) + struct.pack("<III", FREE, FREE, FREE) + bytes(48)
    while len(content) % SECTOR:
        content += unused
    return content


class _Sectors:
    """The sectors of the file and the chains they form."""

    def __init__(self) -> None:
        self._sectors: list[bytes] = []
        self._chain: list[int] = []

    def add(self, content: bytes) -> int:
        """Append a stream and return its first sector."""
        if not content:
            return END
        start = len(self._sectors)
        for at in range(0, len(content), SECTOR):
            self._sectors.append(content[at : at + SECTOR].ljust(SECTOR, b"\0"))
            self._chain.append(len(self._sectors))
        self._chain[-1] = END
        return start

    def file(self, directory: int, mini_fat: int, mini_fat_sectors: int) -> bytes:
        """Return header, sectors and their table."""
        entries = SECTOR // 4
        count = 1
        while count * entries < len(self._sectors) + count:
            count += 1
        first = len(self._sectors)
        chain = self._chain + [FAT] * count
        chain += [FREE] * (count * entries - len(chain))
        header = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(16)
        header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
        header += struct.pack("<IIII", 0, count, directory, 0)
        header += struct.pack("<IIIII", CUTOFF, mini_fat, mini_fat_sectors, END, 0)
        header += b"".join(struct.pack("<I", first + n if n < count else FREE) for n in range(109))
        table = b"".join(struct.pack("<I", one) for one in chain)
        return header + b"".join(self._sectors) + table
