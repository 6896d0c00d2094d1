"""A ZIP package in memory: parts are read, replaced or dropped; all others keep their bytes."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from typing import BinaryIO

from toolkit.books.ooxml.xml import Element, markup, parse, serialise
from toolkit.errors import NotAWorkbookError, RefusedError, UnreadableError

__all__ = ["Package", "Piece", "is_package"]

Piece = bytes | memoryview

LEVEL = 6
FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The date of members we add: no clock, so that the same result has the same bytes."""
LARGEST_PART = 1 << 30
LARGEST_PACKAGE = (1 << 32) - (1 << 20)
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED, UTF8_NAME = 0x1, 0x800


def is_package(content: bytes) -> bool:
    """Whether the bytes could be a ZIP package at all."""
    return content[:4] in (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")


class Package:
    """The members of one package, found by part name whatever their case or slashes.

    Messages begin after the name of the book, which the caller knows and puts before them.
    """

    def __init__(self, content: bytes) -> None:
        if content[:8] == OLE_MAGIC:
            raise RefusedError("it is encrypted with a password; save it without one first")
        try:
            self._zip = zipfile.ZipFile(BytesIO(content))
        except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError) as error:
            raise NotAWorkbookError(f"it is no Office workbook ({error})") from error
        self._content = memoryview(content)
        self._members: dict[str, zipfile.ZipInfo] = {}
        for info in self._zip.infolist():
            self._admit(info)
        self._trees: dict[str, tuple[Element, bytes, bytes]] = {}
        self._new: dict[str, tuple[str, Sequence[Piece]]] = {}
        self._dropped: set[str] = set()

    def _admit(self, info: zipfile.ZipInfo) -> None:
        key = _key(info.filename)
        if key in self._members and not info.is_dir():
            raise RefusedError(f"it holds its part {info.filename} twice and may be damaged")
        if info.flag_bits & ENCRYPTED:
            raise RefusedError(f"its part {info.filename} is encrypted")
        self._members[key] = info

    # Parts

    def __contains__(self, part: str) -> bool:
        key = _key(part)
        return key in self._new or (key in self._members and key not in self._dropped)

    def __iter__(self) -> Iterator[str]:
        """Yield the part names there are now, with forward slashes."""
        for key, info in self._members.items():
            if key not in self._dropped and not key.endswith("/"):
                yield self._new[key][0] if key in self._new else _part_name(info.filename)
        for key, (name, _) in self._new.items():
            if key not in self._members:
                yield name

    def spelled(self, part: str) -> str:
        """Return a part's name as the package spells it."""
        known = self._members.get(_key(part))
        return _part_name(known.filename) if known else part

    def size(self, part: str) -> int:
        """Return the uncompressed size in bytes of a part, as the package claims it."""
        key = _key(part)
        if key in self._new:
            return sum(map(len, self._new[key][1]))
        return self._members[key].file_size

    def read(self, part: str) -> bytes:
        """Return the bytes of a part as they stand now.

        Raises UnreadableError when they cannot be had, RefusedError when they are too many.
        """
        key = _key(part)
        if key in self._trees:
            root, content, _ = self._trees[key]
            return serialise(root, content)
        if key in self._new:
            return b"".join(self._new[key][1])
        info = self._members.get(key)
        if info is None or key in self._dropped:
            raise UnreadableError(f"its part {part} is missing; open and save it in Excel first")
        if info.file_size > LARGEST_PART:
            raise RefusedError(f"its part {part} is larger than a gigabyte")
        try:
            content = self._unpacked(info)
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError) as error:
            raise UnreadableError(f"its part {part} is damaged ({error})") from error
        if len(content) != info.file_size or zlib.crc32(content) != info.CRC:
            raise UnreadableError(f"its part {part} is damaged (its checksum is wrong)")
        return content

    def _unpacked(self, info: zipfile.ZipInfo) -> bytes:
        """Unpack a member in one go: zipfile would hold a large one three times."""
        if info.compress_type != zipfile.ZIP_DEFLATED:
            return self._zip.read(info)
        unpack = zlib.decompressobj(-zlib.MAX_WBITS)
        return unpack.decompress(_packed(info, self._content), info.file_size + 1)

    def tree(self, part: str) -> Element:
        """Return the root of an XML part; changes to it are written if there are any."""
        key = _key(part)
        if key not in self._trees:
            content = self.read(part)
            root = parse(content, part)
            self._trees[key] = (root, content, markup(root))
        return self._trees[key][0]

    def put(self, part: str, *pieces: Piece) -> None:
        """Replace a part or add a new one."""
        key = _key(part)
        self._trees.pop(key, None)
        self._dropped.discard(key)
        self._new[key] = (self.spelled(part), pieces)

    def drop(self, part: str) -> None:
        """Take a part away."""
        key = _key(part)
        self._new.pop(key, None)
        self._trees.pop(key, None)
        if key in self._members:
            self._dropped.add(key)

    def dropped(self) -> list[str]:
        """Return the parts that were there when the package was read and are gone."""
        return [_part_name(self._members[key].filename) for key in self._dropped]

    def fresh(self, stem: str, ending: str) -> str:
        """Return an unused part name: ``xl/worksheets/sheet``, ``.xml`` → ``…/sheet4.xml``.

        A stem that needs no number, such as ``xl/styles``, gets one only where it is taken.
        """
        number, numbered = 1, stem.rsplit("/", 1)[-1] not in ("styles", "sharedStrings")
        name = f"{stem}1{ending}" if numbered else f"{stem}{ending}"
        while name in self:
            number += 1
            name = f"{stem}{number}{ending}"
        return name

    # Writing

    def changes(self) -> dict[str, Sequence[Piece] | None]:
        """Return key → new bytes, or None for a dropped part, of all that is not as it was."""
        found: dict[str, Sequence[Piece] | None] = dict.fromkeys(self._dropped)
        for key, (_, pieces) in self._new.items():
            known = self._members.get(key)
            if known is None or not self._holds(known, pieces):
                found[key] = pieces
        for key, (root, content, before) in self._trees.items():
            if markup(root) != before:
                found[key] = (serialise(root, content),)
        return found

    def _holds(self, info: zipfile.ZipInfo, pieces: Sequence[Piece]) -> bool:
        return sum(map(len, pieces)) == info.file_size and _checksum(pieces) == info.CRC

    def write(self, out: BinaryIO) -> None:
        """Write the package: changed members deflated, all others as the same compressed bytes."""
        changes = self.changes()
        writer = _Writer(out)
        for key, info in self._members.items():
            if key not in changes:
                writer.copy(info, self._content)
            elif (pieces := changes.pop(key)) is not None:
                writer.deflate(info.filename, info.date_time, pieces)
        for key, pieces in changes.items():
            if pieces is not None:
                writer.deflate(self._new[key][0], FIRST_DAY, pieces)
        writer.finish(self._zip.comment)


def _key(part: str) -> str:
    """Part names are compared without case (OPC, ECMA-376 part 2, 6.2.2.3)."""
    return _part_name(part).casefold()


def _part_name(member: str) -> str:
    return member.replace("\\", "/").lstrip("/")


def _checksum(pieces: Iterable[Piece]) -> int:
    value = 0
    for piece in pieces:
        value = zlib.crc32(piece, value)
    return value


LOCAL = struct.Struct("<4s5H3L2H")
"""A member's header: signature, versions and times, sizes, lengths of name and extra field."""


def _packed(info: zipfile.ZipInfo, content: memoryview) -> memoryview:
    """Return the bytes of a member as they stand in the package."""
    header = content[info.header_offset : info.header_offset + LOCAL.size]
    if len(header) < LOCAL.size or bytes(header[:4]) != b"PK\x03\x04":
        raise UnreadableError(f"its part {info.filename} is not where its index says")
    *_, name_length, extra_length = LOCAL.unpack(header)
    start = info.header_offset + LOCAL.size + name_length + extra_length
    body = content[start : start + info.compress_size]
    if len(body) != info.compress_size:
        raise UnreadableError(f"its part {info.filename} is cut off")
    return body


class _Writer:
    """Writes members one after the other, never going back: the bytes can be hashed in passing.

    zipfile cannot add a member that is already compressed. Offsets and sizes stay within 32 bits.
    """

    CENTRAL = struct.Struct("<4s6H3L5H2L")
    END = struct.Struct("<4s4H2LH")

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._offset = 0
        self._directory: list[bytes] = []

    def copy(self, info: zipfile.ZipInfo, content: memoryview) -> None:
        """Copy one member's compressed bytes out of the package it stands in."""
        body = _packed(info, content)
        self._member(info, info.orig_filename, [body])

    def deflate(self, name: str, date_time: tuple[int, ...], pieces: Sequence[Piece]) -> None:
        """Compress one member."""
        info = zipfile.ZipInfo(name, (*date_time,))  # type: ignore[arg-type]
        info.compress_type, info.create_version = zipfile.ZIP_DEFLATED, zipfile.DEFAULT_VERSION
        squeeze = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
        body = [squeeze.compress(piece) for piece in pieces]
        body.append(squeeze.flush())
        info.CRC, info.file_size = _checksum(pieces), sum(map(len, pieces))
        info.compress_size = sum(map(len, body))
        self._member(info, name, body)

    def _member(self, info: zipfile.ZipInfo, name: str, body: Sequence[Piece]) -> None:
        # Sizes stand in the headers, so no data descriptor follows: bit 3 goes. "\\" in a name is
        # kept, for other parts of the package may count on it.
        flags = info.flag_bits & ~0x8
        try:
            raw = name.encode("utf-8" if flags & UTF8_NAME else "cp437")
        except UnicodeEncodeError:
            raw, flags = name.encode(), flags | UTF8_NAME
        year, month, day, hour, minute, second = info.date_time
        moment = (hour << 11 | minute << 5 | second // 2, (year - 1980) << 9 | month << 5 | day)
        sizes = (info.CRC, info.compress_size, info.file_size)
        needs = max(info.extract_version, zipfile.DEFAULT_VERSION)
        common = (needs, flags, info.compress_type, *moment, *sizes, len(raw), 0)
        self._directory.append(
            self.CENTRAL.pack(
                b"PK\x01\x02",
                info.create_version | info.create_system << 8,
                *common,
                0,
                0,
                info.internal_attr,
                info.external_attr,
                self._offset,
            )
            + raw
        )
        self._write(LOCAL.pack(b"PK\x03\x04", *common), raw, *body)

    def finish(self, comment: bytes) -> None:
        """Write the index."""
        start, index = self._offset, b"".join(self._directory)
        count = len(self._directory)
        if count > 0xFFFF or start + len(index) > LARGEST_PACKAGE:
            raise RefusedError("it is larger than four gigabytes")
        end = (b"PK\x05\x06", 0, 0, count, count, len(index), start, len(comment))
        self._write(index, self.END.pack(*end), comment)

    def _write(self, *pieces: Piece) -> None:
        for piece in pieces:
            self._out.write(piece)
            self._offset += len(piece)
        if self._offset > LARGEST_PACKAGE:
            raise RefusedError("it is larger than four gigabytes")
