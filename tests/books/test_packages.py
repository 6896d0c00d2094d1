"""Every feature-rich workbook of the field data is saved with nothing lost, or refused."""

from __future__ import annotations

import collections
import os
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from tests.books.build import checks, members, parts, shelf
from toolkit.books.file import FileBook
from toolkit.books.ooxml.package import Package
from toolkit.books.ooxml.workbook import Workbook
from toolkit.books.writer import apply_plan
from toolkit.errors import RefusedError
from toolkit.plan import Edit, Note, Plan

FIELD = os.environ.get("TOOLKIT_FIELD_DATA")
BOOKS = sorted((Path(FIELD) / "packages").glob("*.xls[xm]")) if FIELD else []

pytestmark = pytest.mark.skipif(not BOOKS, reason="TOOLKIT_FIELD_DATA names no packages")


def saved(book: Path, folder: Path, plan: Plan) -> tuple[bytes, bytes]:
    """Return a workbook's bytes before and after a plan; skip it when it is refused."""
    copy = folder / f"copy{book.suffix}"
    copy.write_bytes(book.read_bytes())
    apply_plan(copy, plan, shelf=shelf(folder))
    return book.read_bytes(), copy.read_bytes()


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.name[-40:])
def test_no_part_is_lost_and_untouched_members_keep_their_bytes(book: Path, tmp_path: Path) -> None:
    before, after = saved(book, tmp_path, Plan(sheets=(checks(),)))

    old, new = members(before), members(after)
    changed = {name for name in old if new.get(name) != old[name]}
    workbook = Workbook(Package(before))
    rels = f"{workbook.folder}_rels/{workbook.part.rsplit('/', 1)[-1]}.rels"
    allowed = {"[Content_Types].xml", "docProps/app.xml", workbook.part, rels}
    allowed |= {workbook.part_of(kind) or "" for kind in ("styles", "sharedStrings")}
    assert old.keys() <= new.keys()
    assert {name.replace("\\", "/") for name in changed} <= allowed
    for name in changed - {"docProps/app.xml"}:
        assert not lost(parts(before)[name], parts(after)[name])


LISTS = ("definedNames", "dxfs", "numFmts", "sst")
"""Lists that may have been empty before something of ours went in."""


def lost(before: bytes, after: bytes) -> Counter[bytes]:
    """Return the leaf elements a part held before and holds no more."""

    def leaves(content: bytes) -> Counter[bytes]:
        found = (e for e in etree.fromstring(content).iter("*") if not len(e))
        kept = (e for e in found if etree.QName(e).localname not in LISTS)
        return collections.Counter(etree.tostring(e, method="c14n", with_tail=False) for e in kept)

    return leaves(before) - leaves(after)


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.name[-40:])
def test_a_repeat_writes_nothing(book: Path, tmp_path: Path) -> None:
    copy = tmp_path / f"copy{book.suffix}"
    copy.write_bytes(book.read_bytes())
    kept = shelf(tmp_path)

    assert apply_plan(copy, Plan(sheets=(checks(),)), shelf=kept).written
    assert not apply_plan(copy, Plan(sheets=(checks(),)), shelf=kept).written
    apply_plan(copy, Plan(sheets=(checks("Late", "Late", "Late"),)), shelf=kept)
    apply_plan(copy, Plan(sheets=(checks(),)), shelf=kept)
    second = copy.stat().st_size
    apply_plan(copy, Plan(sheets=(checks("Late", "Late", "Late"),)), shelf=kept)
    apply_plan(copy, Plan(sheets=(checks(),)), shelf=kept)
    assert copy.stat().st_size == second


def noted_and_cleared(book: Path, folder: Path) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Return a workbook's parts before a note of ours came and after it went."""
    sheet = next(s for s in Workbook(Package(book.read_bytes())).sheets() if s.kind == "worksheet")
    copy = folder / f"copy{book.suffix}"
    copy.write_bytes(book.read_bytes())
    kept = shelf(folder)
    apply_plan(copy, Plan(notes=(Note(sheet.name, 999, 40, "Ours"),)), shelf=kept)
    apply_plan(copy, Plan(clear_notes=True), shelf=kept)
    return parts(book.read_bytes()), parts(copy.read_bytes())


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.name[-40:])
def test_notes_come_and_go_without_a_trace(book: Path, tmp_path: Path) -> None:
    before, after = noted_and_cleared(book, tmp_path)

    assert before.keys() == after.keys()
    for name, content in before.items():
        if content != after[name]:
            assert canonical(content) == canonical(after[name])


def test_in_nine_of_ten_books_every_byte_is_there_again_after_notes(tmp_path: Path) -> None:
    pairs = [noted_and_cleared(book, tmp_path) for book in BOOKS]

    assert sum(before == after for before, after in pairs) >= 0.9 * len(pairs)


def canonical(content: bytes) -> bytes:
    return etree.tostring(etree.fromstring(content), method="c14n")


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.name[-40:])
def test_an_edit_changes_one_cell_of_one_sheet(book: Path, tmp_path: Path) -> None:
    package = Package(book.read_bytes())
    sheet = next(s for s in Workbook(package).sheets() if s.kind == "worksheet")
    edits = (
        Edit(sheet.name, 1999, 60, None, "Ours"),
        Edit(sheet.name, 1999, 61, None, date(2026, 3, 1)),
    )
    if re.search(rb'<sheetProtection[^>]* sheet="(1|true)"', package.read(sheet.part)):
        with pytest.raises(RefusedError, match="protected"):
            saved(book, tmp_path, Plan(edits))
        return
    before, after = saved(book, tmp_path, Plan(edits))

    found = FileBook(tmp_path / f"copy{book.suffix}").read(sheet.name)[sheet.name]
    others = {name for name in members(before) if "/worksheets/sheet" in name}
    changed = {name for name in others if members(after)[name] != members(before)[name]}
    assert found.value(1999, 60) == "Ours"
    assert found.value(1999, 61) == date(2026, 3, 1)
    assert {name.replace("\\", "/") for name in changed} == {sheet.part}


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.name[-40:])
def test_the_auditor_finds_no_new_fault(book: Path, tmp_path: Path) -> None:
    from openxml_audit import OpenXmlValidator

    before, after = tmp_path / f"a{book.suffix}", tmp_path / f"b{book.suffix}"
    old, new = saved(book, tmp_path, Plan(sheets=(checks(),)))
    before.write_bytes(old)
    after.write_bytes(new)

    def faults(path: Path) -> Counter[str]:
        found = OpenXmlValidator(max_errors=0).validate(path)
        return collections.Counter(fault.description for fault in found.errors)

    assert not faults(after) - faults(before)


def test_at_most_one_is_refused(tmp_path: Path) -> None:
    refused = []
    for book in BOOKS:
        try:
            saved(book, tmp_path, Plan(sheets=(checks(),)))
        except RefusedError as error:
            refused.append((book.name, str(error)))
    assert len(refused) <= 1
