"""What an xlsx workbook says about its sheets: order, standing, parts, marks of ours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from toolkit.books.names import Names, names_by_sheet
from toolkit.books.package import Package, local
from toolkit.errors import UnreadableError
from toolkit.table import SheetInfo, Visibility

__all__ = ["MARK", "WorkbookParts", "workbook_parts"]

MARK = "_account_services"
"""The hidden sheet-scoped name that tells a sheet of ours; its text is the sheet it was for."""

VISIBILITY = {"hidden": Visibility.HIDDEN, "veryHidden": Visibility.VERY_HIDDEN}


@dataclass(frozen=True, slots=True)
class WorkbookParts:
    """The worksheets of a package and the members that all of them need."""

    sheets: tuple[SheetInfo, ...]
    members: Mapping[str, str]
    """Sheet name → member that holds its cells."""
    strings: str
    styles: str
    theme: str
    stale: bool
    """Whether the formulas' values wait to be calculated when Excel opens the file."""
    from_1904: bool
    names: Mapping[str, Names]
    """Sheet name → the names of its areas."""


def workbook_parts(package: Package) -> WorkbookParts:
    """Return what the workbook part says; charts and dialogs that stand as sheets are left out.

    Raises UnreadableError when no worksheet is there to read.
    """
    book = package.workbook_part()
    root = package.xml(book)
    by_id = {key: (kind, target) for key, kind, target in package.relations(book)}
    by_kind = {kind: target for kind, target in by_id.values() if target in package}
    marks = _marks(root)
    sheets: list[SheetInfo] = []
    members: dict[str, str] = {}
    for index, element in enumerate(e for e in root.iter() if local(e) == "sheet"):
        kind, member = by_id.get(_relation_id(element), ("", ""))
        if kind in ("chartsheet", "dialogsheet", "xlMacrosheet", "xlIntlMacrosheet"):
            continue
        name = element.get("name", "")
        if member and member in members.values() and name not in members:
            raise package.damaged(member, "stands for several sheets") from ValueError(member)
        state = VISIBILITY.get(element.get("state", ""), Visibility.VISIBLE)
        sheets.append(SheetInfo(name, state, marks.get(index)))
        members[name] = member
    if not sheets:
        raise UnreadableError(f"{package.name} lists no sheet; it is damaged, get it again")
    return WorkbookParts(
        tuple(sheets),
        members,
        by_kind.get("sharedStrings", ""),
        by_kind.get("styles", ""),
        by_kind.get("theme", ""),
        _flag(root, "calcPr", "fullCalcOnLoad"),
        _flag(root, "workbookPr", "date1904"),
        names_by_sheet(
            [
                (element.get("name", ""), element.text or "")
                for element in root.iter()
                if local(element) == "definedName"
            ]
        ),
    )


def _relation_id(element: Element) -> str:
    for key, value in element.items():
        if key.endswith("}id"):
            return value
    return ""


def _marks(root: Element) -> dict[int, str]:
    """Return index of sheet → name it was made for, from our hidden names."""
    found = {}
    for element in root.iter():
        if local(element) == "definedName" and element.get("name") == MARK:
            index, text = element.get("localSheetId", ""), (element.text or "").strip()
            if index.isdecimal() and len(text) > 1 and text[0] == text[-1] == '"':
                found[int(index)] = text[1:-1].replace('""', '"')
    return found


def _flag(root: Element, tag: str, attribute: str) -> bool:
    return any(
        element.get(attribute) in ("1", "true") for element in root.iter() if local(element) == tag
    )
