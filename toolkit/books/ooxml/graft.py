"""Grafting: a sheet XlsxWriter made becomes one of ours in a person's workbook."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable

from toolkit.books.links import is_web_address
from toolkit.books.ooxml.package import Package
from toolkit.books.ooxml.properties import list_sheet
from toolkit.books.ooxml.relations import (
    add_relation,
    content_type,
    drop_with_dependents,
    relations,
    relations_part,
    set_content_type,
)
from toolkit.books.ooxml.strings import have_shared_strings
from toolkit.books.ooxml.styles import StyleMap, Styles
from toolkit.books.ooxml.workbook import Sheet, Workbook
from toolkit.errors import RefusedError

__all__ = ["graft"]

STRICT_NAMESPACES = (
    (
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    ),
    (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
    ),
    (
        b"http://schemas.openxmlformats.org/drawingml/2006/",
        b"http://purl.oclc.org/ooxml/drawingml/",
    ),
)
OUR_NAMES = ("_xlnm._FilterDatabase", "_xlnm.Print_Titles", "_xlnm.Print_Area")
CELL = re.compile(rb'(<c r="[A-Z]+\d+)"(?: s="(\d+)")?(?: t="s"><v>(\d+)</v></c>)?')
STYLED_ROW = re.compile(rb'(<row r="\d+"[^>]*? s=")(\d+)"')
STYLED_COLUMN = re.compile(rb'(<col [^>]*?style=")(\d+)"')
DIFFERENCE = re.compile(rb'(dxfId=")(\d+)"')
STRING_ITEM = re.compile(rb"<si>(.*?)</si>", re.DOTALL)


def graft(workbook: Workbook, wanted: str, build: Callable[[str], bytes]) -> Sheet:
    """Put a sheet into a workbook as our sheet ``wanted`` and return its tab.

    ``build`` makes a workbook with XlsxWriter whose only sheet has the name it is given. Our
    previous sheet is replaced in its place; a person's sheet of that name is left alone and ours
    takes another.
    """
    place = _own_sheet(workbook, wanted)
    name = place.name if place else workbook.free_name(wanted)
    source = Workbook(Package(build(name)))
    origin = source.sheets()[0]
    styles = Styles(workbook).merge(source.package, _part(source, "styles"))
    content = _in_dialect(workbook, _sheet_content(source, origin.part, styles))
    if place is None:
        place = workbook.add_sheet(name, content)
        list_sheet(workbook, name)
    else:
        if workbook.package.read(place.part) != content and workbook.is_looked_into(place):
            workbook.calculate_on_load()
        if place.number in workbook.calculated_sheets():
            workbook.drop_calculation_chain()
        _drop_all_it_points_to(workbook.package, place.part)
        workbook.package.put(place.part, content)
    _carry_parts(workbook, source, origin.part, place.part)
    _carry_names(workbook, source, place)
    workbook.set_mark(place.index, wanted)
    have_shared_strings(workbook)
    return place


def _own_sheet(workbook: Workbook, wanted: str) -> Sheet | None:
    """Return our sheet; where a person copied it, the one that has the name."""
    ours = [s for s in workbook.sheets() if s.own == wanted and s.kind == "worksheet"]
    named = [s for s in ours if s.name.casefold() == wanted.casefold()]
    return next(iter(named or ours), None)


def _part(workbook: Workbook, kind: str) -> str:
    part = workbook.part_of(kind)
    if part is None:
        raise RefusedError(f"the sheet to be added lacks its {kind}")
    return part


def _sheet_content(source: Workbook, origin: str, styles: StyleMap) -> bytes:
    """Return the scratch sheet with the workbook's style numbers and with its strings inline."""
    strings_part = source.part_of("sharedStrings")
    strings = STRING_ITEM.findall(source.package.read(strings_part)) if strings_part else []
    inline = [b' t="inlineStr"><is>' + string + b"</is></c>" for string in strings]
    cells = [str(number).encode() for number in styles.cells]
    differences = [str(number).encode() for number in styles.differences]

    def restyled(found: re.Match[bytes]) -> bytes:
        return found[1] + cells[int(found[2])] + b'"'

    def redrawn(found: re.Match[bytes]) -> bytes:
        place, style, text = found.groups()
        cell = place + b'" s="' + cells[int(style or 0)] + b'"'
        return cell if text is None else cell + inline[int(text)]

    content = source.package.read(origin)
    content = STYLED_ROW.sub(restyled, content)
    content = STYLED_COLUMN.sub(restyled, content)
    content = DIFFERENCE.sub(lambda m: m[1] + differences[int(m[2])] + b'"', content)
    content = content.replace(b' tabSelected="1"', b"", 1)
    # Cells last, lest what one says looks like markup to the patterns above.
    return CELL.sub(redrawn, content)


def _in_dialect(workbook: Workbook, content: bytes) -> bytes:
    """Return the content of a scratch part in the dialect the workbook is written in."""
    if workbook.strict:
        for transitional, strict in STRICT_NAMESPACES:
            content = content.replace(transitional, strict)
    return content


def _drop_all_it_points_to(package: Package, part: str) -> None:
    targets = [r.target for r in relations(package, part) if not r.external]
    package.drop(relations_part(part))
    for target in targets:
        drop_with_dependents(package, target)


def _carry_parts(workbook: Workbook, source: Workbook, origin: str, part: str) -> None:
    """Copy what a scratch part points to (drawings, charts) under unused names, all the way."""
    package = workbook.package
    for relation in relations(source.package, origin):
        kind = _in_dialect(workbook, relation.type.encode()).decode()
        target = relation.target
        if not relation.external:
            stem, ending = posixpath.splitext(relation.target)
            target = package.fresh(stem.rstrip("0123456789"), ending)
            package.put(target, _in_dialect(workbook, source.package.read(relation.target)))
            set_content_type(package, target, content_type(source.package, relation.target))
            _carry_parts(workbook, source, relation.target, target)
        elif not is_web_address(target):
            target = target.replace("\\", "/")  # XlsxWriter's way leads nowhere but on Windows
        add_relation(package, part, kind, target, wanted=relation.id, external=relation.external)


def _carry_names(workbook: Workbook, source: Workbook, place: Sheet) -> None:
    """Copy the names of the scratch sheet: filter range, repeated rows, print area."""
    given = source.names_of(0)
    for name in OUR_NAMES:
        if name in given:
            formula, hidden = given[name]
            workbook.set_name(name, place.index, formula, hidden=hidden)
        else:
            workbook.drop_name(name, place.index)
