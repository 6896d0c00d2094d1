"""The workbook part: its sheets, its defined names, and whether formulas are calculated anew."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from lxml import etree

from toolkit.books.ooxml import sequences
from toolkit.books.ooxml.package import Package
from toolkit.books.ooxml.relations import (
    Relation,
    add_relation,
    content_type,
    drop_relation,
    drop_with_dependents,
    relations,
    set_content_type,
)
from toolkit.books.ooxml.xml import (
    Element,
    attribute,
    child,
    children,
    insert_in_order,
    is_strict,
    local_name,
    namespace,
)
from toolkit.books.sheet_names import free_sheet_name
from toolkit.books.xlsx_book import MARK
from toolkit.errors import NotAWorkbookError, RefusedError

__all__ = ["Sheet", "Workbook"]


WORKSHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
TRANSITIONAL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One tab: its name, its place among the tabs, its part."""

    name: str
    index: int
    number: str
    """The sheetId, which stays when tabs are moved."""
    part: str
    kind: str
    """``worksheet``, ``chartsheet``, ``dialogsheet``, ``xlMacrosheet``."""
    own: str | None = None


class Workbook:
    """The workbook part of a package."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.part = _main_part(package)
        self.root = package.tree(self.part)
        self.strict = is_strict(namespace(self.root))
        self.office = STRICT if self.strict else TRANSITIONAL
        """The namespace of r:id and the stem of relationship types."""

    def _tag(self, name: str) -> str:
        return f"{{{namespace(self.root)}}}{name}"

    def relation(self, kind: str) -> Relation | None:
        """Return the workbook's first arrow of a kind: ``styles``, ``sharedStrings``."""
        return next((r for r in relations(self.package, self.part) if r.kind == kind), None)

    def part_of(self, kind: str) -> str | None:
        """Return the part behind the first arrow of a kind, None where there is none."""
        found = self.relation(kind)
        return found.target if found and found.target in self.package else None

    def add_part(self, kind: str, part: str, declared: str, content: bytes) -> str:
        """Add a part the workbook points to and return the id of its arrow."""
        self.package.put(part, content)
        set_content_type(self.package, part, declared)
        return add_relation(self.package, self.part, f"{self.office}/{kind}", part)

    @property
    def folder(self) -> str:
        """The folder of the workbook part with its slash: ``xl/``."""
        return self.part[: self.part.rfind("/") + 1]

    @property
    def date1904(self) -> bool:
        """Whether dates count from 1904."""
        settings = child(self.root, "workbookPr")
        return settings is not None and settings.get("date1904", "0") in ("1", "true", "on")

    def is_reserved(self) -> bool:
        """Whether its author lets nobody change it without a password, for which 0 is none."""
        sharing = child(self.root, "fileSharing")
        keys = ("reservationPassword", "hashValue")
        return sharing is not None and any((sharing.get(key) or "").strip("0") for key in keys)

    # Sheets

    def sheets(self) -> list[Sheet]:
        """Return the tabs in their order."""
        arrows = {r.id: r for r in relations(self.package, self.part)}
        marks = self._marks()
        found = []
        for index, element in enumerate(self._sheet_elements()):
            arrow = arrows.get(attribute(element, "id") or "", Relation("", "", ""))
            sheet = Sheet(
                element.get("name", ""),
                index,
                element.get("sheetId", ""),
                arrow.target,
                arrow.kind,
            )
            found.append(replace(sheet, own=marks.get(index)))
        return found

    def sheet(self, name: str) -> Sheet | None:
        """Return the tab of that name, compared as Excel does: without case."""
        wanted = name.casefold()
        return next((s for s in self.sheets() if s.name.casefold() == wanted), None)

    def _sheet_elements(self) -> list[Element]:
        sheets = child(self.root, "sheets")
        return [] if sheets is None else children(sheets, "sheet")

    def _marks(self) -> dict[int, str]:
        found = {}
        for name in self._names():
            place = name.get("localSheetId", "")
            if name.get("name") == MARK and place.isdigit():
                text = (name.text or "").strip().removeprefix("=")
                found[int(place)] = text.strip('"').replace('""', '"')
        return found

    def add_sheet(self, name: str, content: bytes) -> Sheet:
        """Add a worksheet as the last tab.

        Raises RefusedError where the workbook's structure is protected.
        """
        protection = child(self.root, "workbookProtection")
        if protection is not None and protection.get("lockStructure", "0") in ("1", "true", "on"):
            raise RefusedError("its structure is protected; unprotect it to let sheets be added")
        part = self.package.fresh(f"{self.folder}worksheets/sheet", ".xml")
        arrow = self.add_part("worksheet", part, WORKSHEET_TYPE, content)
        sheets = child(self.root, "sheets")
        if sheets is None:
            raise RefusedError("it holds no list of sheets and may be damaged")
        given = [e.get("sheetId", "") for e in self._sheet_elements()]
        numbers = [int(number) for number in given if number.isdecimal()]
        element = etree.SubElement(sheets, self._tag("sheet"))
        element.set("name", name)
        element.set("sheetId", str(max(numbers, default=0) + 1))
        element.set(f"{{{self.office}}}id", arrow)
        return self.sheets()[-1]

    def free_name(self, wanted: str) -> str:
        """Return the name a new sheet may take."""
        return free_sheet_name(wanted, (sheet.name for sheet in self.sheets()))

    # Defined names

    def _names(self) -> list[Element]:
        names = child(self.root, "definedNames")
        return [] if names is None else children(names, "definedName")

    def set_name(self, name: str, index: int, formula: str, *, hidden: bool) -> None:
        """Define a name that belongs to the sheet at that place among the tabs."""
        for element in self._names():
            if element.get("name") == name and element.get("localSheetId") == str(index):
                element.text = formula
                return
        names = child(self.root, "definedNames")
        if names is None:
            names = etree.SubElement(self.root, self._tag("definedNames"))
            self.root.remove(names)
            insert_in_order(self.root, names, sequences.WORKBOOK)
        element = etree.SubElement(names, self._tag("definedName"))
        element.set("name", name)
        element.set("localSheetId", str(index))
        if hidden:
            element.set("hidden", "1")
        element.text = formula

    def names_of(self, index: int) -> dict[str, tuple[str, bool]]:
        """Return name → (formula, hidden) of the names that belong to one sheet."""
        return {
            element.get("name", ""): (element.text or "", element.get("hidden", "0") == "1")
            for element in self._names()
            if element.get("localSheetId") == str(index)
        }

    def drop_name(self, name: str, index: int) -> None:
        """Take away a name of one sheet; nothing happens where there is none."""
        for element in self._names():
            if element.get("name") == name and element.get("localSheetId") == str(index):
                parent = element.getparent()
                if parent is not None:
                    parent.remove(element)

    def set_mark(self, index: int, wanted: str) -> None:
        """Mark a sheet as ours."""
        self.set_name(MARK, index, '"' + wanted.replace('"', '""') + '"', hidden=True)

    # Calculation

    def calculate_on_load(self) -> None:
        """Let Excel calculate every formula when it opens the workbook."""
        settings = child(self.root, "calcPr")
        if settings is None:
            settings = etree.Element(self._tag("calcPr"))
            insert_in_order(self.root, settings, sequences.WORKBOOK)
        settings.set("fullCalcOnLoad", "1")

    def calculated_sheets(self) -> set[str]:
        """Return the ids of the sheets that Excel lists as having formulas.

        Where other programs wrote no list, Excel calculates everything when it opens the book.
        """
        arrow = self.relation("calcChain")
        if arrow is None or arrow.target not in self.package:
            return set()
        current, found = "0", set()
        for cell in self.package.tree(arrow.target):
            current = cell.get("i", current)
            if local_name(cell) == "c":
                found.add(current)
        return found

    def drop_calculation_chain(self) -> None:
        """Drop the list of formula cells.

        Excel calls a workbook damaged when the list names a cell without a formula; a missing
        list it makes anew.
        """
        arrow = self.relation("calcChain")
        if arrow is not None:
            drop_relation(self.package, self.part, arrow.id)
            drop_with_dependents(self.package, arrow.target)

    def is_looked_into(self, sheet: Sheet) -> bool:
        """Whether a formula of another sheet, or somebody's name, shows cells of a sheet."""
        name = sheet.name.replace("'", "''")
        reference = re.compile(re.escape(name) + "'?!", re.IGNORECASE)
        calculated = self.calculated_sheets() - {sheet.number}
        if not calculated:
            return False
        theirs = (n for n in self._names() if n.get("localSheetId") != str(sheet.index))
        if any(reference.search(element.text or "") for element in theirs):
            return True
        for mark, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
            name = name.replace(mark, entity)
        written = re.compile(re.escape(name).encode() + b"'?!", re.IGNORECASE)
        others = (other for other in self.sheets() if other.number in calculated)
        return any(written.search(self.package.read(other.part)) for other in others)


def _main_part(package: Package) -> str:
    for relation in relations(package):
        if relation.kind == "officeDocument":
            _refuse_foreign(package, relation.target)
            return relation.target
    raise NotAWorkbookError("it is no Excel workbook")


def _refuse_foreign(package: Package, part: str) -> None:
    declared = content_type(package, part)
    if "sheet.binary" in declared or part.endswith(".bin"):
        raise RefusedError("it is a binary workbook (.xlsb); save it as .xlsx first")
    if "xml" not in declared or not ("spreadsheetml" in declared or "ms-excel" in declared):
        raise NotAWorkbookError("it is a document of another program, no workbook")
