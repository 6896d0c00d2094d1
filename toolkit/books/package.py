"""The zip package of a workbook: its members, weighed before they are unpacked."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from functools import cached_property
from xml.etree import ElementTree

from toolkit.errors import UnreadableError

__all__ = ["Package", "Relation", "is_suspicious", "local"]

LARGE = 100_000_000
STEEP = 200
BURST = 2_000_000_000
Relation = tuple[str, str, str]
"""Id, kind (the last word of its type), and member the relation leads to."""


class Package:
    """The members of a zip file by the names the standard gives them.

    Names fold case and backslashes, as Excel does. Nothing is unpacked before it is asked for.
    """

    def __init__(self, content: bytes, name: str) -> None:
        self.content = content
        self.name = name
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                infos = archive.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as error:
            raise UnreadableError(
                f"{name} is damaged or cut off (no list of its parts); "
                "get it again from where it came, or let Excel repair it"
            ) from error
        self._infos = {_key(info.filename): info for info in reversed(infos)}
        if self.unpacked > BURST:
            raise UnreadableError(
                f"{name} would unpack to {self.unpacked // 1_000_000} MB, which no tracker does; "
                "open it in Excel and save the sheet you need as a workbook of its own"
            )

    def __contains__(self, member: str) -> bool:
        return _key(member) in self._infos

    @property
    def packed(self) -> int:
        """Bytes of all members, packed."""
        return sum(info.compress_size for info in self._infos.values())

    @property
    def unpacked(self) -> int:
        """Bytes of all members, unpacked, as the package claims."""
        return sum(info.file_size for info in self._infos.values())

    def steepest(self) -> float:
        """Return the highest ratio of unpacked to packed bytes of a member above 1 MB."""
        return max(
            (
                info.file_size / max(info.compress_size, 1)
                for info in self._infos.values()
                if info.file_size > 1_000_000
            ),
            default=0.0,
        )

    def read(self, member: str) -> bytes:
        """Return a member's bytes, never more than the package claims.

        Raises UnreadableError when it is missing, damaged, encrypted or larger than claimed.
        """
        info = self._infos.get(_key(member))
        if info is None:
            raise self.damaged(member, "is missing")
        if info.flag_bits & 1:
            raise UnreadableError(f"{self.name} is protected by a password; remove it and save")
        content = self._inflated(info, info.file_size + 1)
        if len(content) != info.file_size:
            raise self.damaged(member, "is not as long as it claims")
        if zlib.crc32(content) != info.CRC:
            raise self.damaged(member, "has changed bytes")
        return content

    def first_bytes(self, member: str, size: int) -> bytes:
        """Return the start of a member, unchecked; empty when there is none."""
        info = self._infos.get(_key(member))
        return b"" if info is None else self._inflated(info, size)[:size]

    def _inflated(self, info: zipfile.ZipInfo, limit: int) -> bytes:
        start = info.header_offset
        header = self.content[start : start + 30]
        if len(header) < 30 or header[:4] != b"PK\x03\x04":
            raise self.damaged(info.filename, "is not where it should be")
        start += 30 + int.from_bytes(header[26:28], "little")
        start += int.from_bytes(header[28:30], "little")
        packed = self.content[start : start + info.compress_size]
        if info.compress_type == zipfile.ZIP_STORED:
            return packed[:limit]
        if info.compress_type != zipfile.ZIP_DEFLATED:
            raise self.damaged(info.filename, "is packed in a way workbooks do not use")
        try:
            return zlib.decompressobj(-15).decompress(packed, limit)
        except zlib.error as error:
            raise self.damaged(info.filename, "cannot be unpacked") from error

    def damaged(self, member: str, what: str) -> UnreadableError:
        """Return the error that says which part is wrong."""
        return UnreadableError(
            f"{self.name} is damaged: its part {member} {what}; "
            "let Excel repair it (File > Open > Open and Repair), or get it again"
        )

    def xml(self, member: str) -> ElementTree.Element:
        """Return a small member parsed. Raises UnreadableError; entities are refused."""
        content = self.read(member)
        if _declares(content):
            raise self.damaged(member, "declares entities, which no workbook does")
        try:
            return ElementTree.fromstring(content)  # noqa: S314 - declarations are refused above
        except (ElementTree.ParseError, ValueError, LookupError) as error:
            raise self.damaged(member, f"is no XML ({error})") from error

    def refuse_declarations(self) -> None:
        """Raise UnreadableError when any part of XML declares a document type or entities."""
        for member in self._infos:
            if member.endswith((".xml", ".rels", ".vml")) and _declares(self.read(member)):
                raise self.damaged(member, "declares entities, which no workbook does")

    def relations(self, member: str) -> list[Relation]:
        """Return where a member (empty for the package itself) leads; external ones left out."""
        folder, base = posixpath.split(member)
        part = posixpath.join(folder, "_rels", base + ".rels")
        if part not in self:
            return []
        return [
            (
                relation.get("Id", ""),
                relation.get("Type", "").rpartition("/")[2],
                _resolved(folder, relation.get("Target", "")),
            )
            for relation in self.xml(part)
            if relation.get("TargetMode") != "External"
        ]

    def workbook_part(self) -> str:
        """Return the member that lists the sheets; empty when this is no spreadsheet."""
        return self._workbook_part

    @cached_property
    def _workbook_part(self) -> str:
        for _, kind, target in self.relations(""):
            if kind == "officeDocument" and target in self:
                head = self.first_bytes(target, 4096).replace(b"\x00", b"")
                return target if re.search(rb"<(\w+:)?workbook\b", head) else ""
        return "xl/workbook.xml" if "xl/workbook.xml" in self else ""


def is_suspicious(package: Package) -> bool:
    """Whether unpacking may cost far more than the file's size lets expect."""
    return package.unpacked > LARGE or package.steepest() > STEEP


def local(element: ElementTree.Element) -> str:
    """Return an element's name without its namespace, which differs in Strict files."""
    return element.tag.rpartition("}")[2]


def _declares(xml: bytes) -> bool:
    if b"\x00" in xml[:4]:
        xml = xml.replace(b"\x00", b"")  # UTF-16
    return b"<!DOCTYPE" in xml or b"<!ENTITY" in xml


def _key(member: str) -> str:
    return member.replace("\\", "/").lstrip("/").casefold()


def _resolved(folder: str, target: str) -> str:
    target = target.replace("\\", "/")
    if target.startswith("/"):
        return target.lstrip("/")
    return posixpath.normpath(posixpath.join(folder, target)).lstrip("/")
