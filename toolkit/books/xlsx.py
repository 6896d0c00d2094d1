"""Excel workbooks (xlsx, xlsm, xltx, xltm) → grids: calamine's values and what it hides."""

from __future__ import annotations

import re
from functools import cached_property
from xml.parsers import expat

from toolkit.books.calamine import Calamine
from toolkit.books.marks import SheetMarks
from toolkit.books.package import Package, local
from toolkit.books.xlsx_book import workbook_parts
from toolkit.books.xlsx_canon import canonical
from toolkit.books.xlsx_scan import scan_sheet, texts_struck
from toolkit.books.xlsx_shape import sheet_shape
from toolkit.books.xlsx_styles import Styles, read_styles
from toolkit.books.xlsx_tags import parse_area
from toolkit.books.xlsx_values import read_strings, read_values
from toolkit.table import Area, Grid, SheetInfo, parse_a1

__all__ = ["XlsxReader"]

COUNT = re.compile(rb"""[cC]ount\s{0,9}=\s{0,9}["'][^"'0-9]{0,9}([0-9]{5,})""")


class XlsxReader:
    """One open package; with ``calamine`` off, every value is read by our own slower reader."""

    def __init__(self, content: bytes, name: str, calamine: bool = True) -> None:
        self.name = name
        self._content = content
        self._package = Package(content, name)
        self._parts = workbook_parts(self._package)
        self._use_calamine = calamine

    @property
    def sheets(self) -> tuple[SheetInfo, ...]:
        """The worksheets, in the order of their tabs."""
        return self._parts.sheets

    def grid(self, info: SheetInfo) -> Grid:
        """Return one sheet. Raises UnreadableError."""
        member = self._parts.members[info.name]
        xml = self._package.read(member)
        try:
            shape = sheet_shape(xml)
            if self._use_calamine and shape.proportionate and self._counts_are_true:
                rows = self._calamine.rows(info.name)
            else:
                xml = canonical(xml)
                rows = read_values(xml, self._strings, self._styles, self._parts.from_1904)
                shape = sheet_shape(xml)
        except (expat.ExpatError, ValueError) as error:
            wrong = self._package.damaged(member, f"is not right: {error}")
            raise wrong from ValueError(str(error))
        marks = scan_sheet(xml, shape.row_tags, self._styles, self._struck_texts, self._parts.stale)
        marks.names = self._parts.names.get(info.name, ())
        self._add_tables_and_notes(member, marks)
        return marks.grid(info, rows)

    @cached_property
    def _counts_are_true(self) -> bool:
        """Whether no part claims more items than it has bytes: calamine reserves room for them."""
        styles = self._package.read(self._parts.styles) if self._parts.styles else b""
        for xml in (self._strings_xml, styles):
            if any(int(count) > len(xml) for count in COUNT.findall(xml)):
                return False
        return True

    @cached_property
    def _calamine(self) -> Calamine:
        return Calamine(self._content, self.name)

    @cached_property
    def _strings_xml(self) -> bytes:
        return self._package.read(self._parts.strings) if self._parts.strings else b""

    @cached_property
    def _strings(self) -> list[str]:
        return read_strings(self._strings_xml) if self._strings_xml else []

    @cached_property
    def _struck_texts(self) -> frozenset[int]:
        return texts_struck(self._strings_xml)

    @cached_property
    def _styles(self) -> Styles:
        return read_styles(self._package, self._parts.styles, self._parts.theme)

    def _add_tables_and_notes(self, member: str, marks: SheetMarks) -> None:
        tables: list[tuple[str, Area]] = []
        for _, kind, part in self._package.relations(member):
            if part not in self._package:
                continue
            if kind == "table":
                root = self._package.xml(part)
                area = parse_area(root.get("ref", ""))
                if area and root.get("headerRowCount") != "0":
                    tables.append((root.get("displayName", root.get("name", "")), area))
            elif kind == "comments":
                marks.notes |= self._notes(part)
        marks.tables = tables

    def _notes(self, part: str) -> dict[tuple[int, int], str]:
        notes = {}
        for comment in self._package.xml(part).iter():
            if local(comment) == "comment":
                try:
                    cell = parse_a1(comment.get("ref", ""))
                except ValueError:
                    continue
                texts = (t.text or "" for t in comment.iter() if local(t) == "t")
                notes[cell] = "".join(texts).replace("\r\n", "\n")
        return notes
