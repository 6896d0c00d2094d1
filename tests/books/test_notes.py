from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from tests.books.build import checks, opened, parts, shelf, workbook
from toolkit.books.backups import Shelf
from toolkit.books.file import FileBook
from toolkit.books.writer import apply_plan
from toolkit.errors import ChangedUnderneathError
from toolkit.plan import Note, Plan

NOTES = (
    Note("Jobs", 2, 3, "Status is open, but the job is billed"),
    Note("Jobs", 4, 5, "No due date\nAsk the client"),
)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return workbook(tmp_path / "tracker.xlsx")


@pytest.fixture
def kept(tmp_path: Path) -> Shelf:
    return shelf(tmp_path)


def commented(tmp_path: Path) -> Path:
    """Return a book with a person's notes, one of them on a cell of ours."""

    def dress(book: Any, pages: Mapping[str, Any]) -> None:
        pages["Jobs"].write_comment("C2", "Waiting for Ann", {"author": "Bo"})
        pages["Jobs"].write_comment("A1", "Numbers from finance", {"author": "Bo"})
        pages["Jobs"].conditional_format("D2:D4", {"type": "data_bar"})

    return workbook(tmp_path / "commented.xlsx", dress=dress)


def canonical(content: bytes) -> dict[str, bytes]:
    """Return the parts of a package with their XML in canonical form."""
    return {
        name: etree.tostring(etree.fromstring(data), method="c14n")
        if name.endswith((".xml", ".rels"))
        else data
        for name, data in parts(content).items()
    }


def test_notes_and_highlights_stand_on_their_cells(book: Path, kept: Shelf) -> None:
    receipt = apply_plan(book, Plan(notes=NOTES), shelf=kept)

    sheet = opened(book)["Jobs"]
    assert receipt.notes == 2
    assert sheet["C2"].comment.text == NOTES[0].text
    assert sheet["C2"].comment.author == "Account Services Toolkit"
    assert {str(r.sqref) for r in sheet.conditional_formatting} == {"C2 E4"}
    assert FileBook(book).read("Jobs")["Jobs"].notes == {(n.row, n.column): n.text for n in NOTES}


def test_no_cell_and_no_style_of_a_cell_changes(book: Path, kept: Shelf) -> None:
    def rows(content: bytes) -> bytes:
        sheet = parts(content)["xl/worksheets/sheet1.xml"]
        return sheet[sheet.index(b"<sheetData>") : sheet.index(b"</sheetData>")]

    before = book.read_bytes()
    apply_plan(book, Plan(notes=NOTES), shelf=kept)

    assert rows(book.read_bytes()) == rows(before)


@pytest.mark.parametrize("people", [False, True])
def test_our_notes_go_without_a_trace(
    tmp_path: Path, book: Path, kept: Shelf, people: bool
) -> None:
    path = commented(tmp_path) if people else book
    before = canonical(path.read_bytes())

    apply_plan(path, Plan(notes=NOTES), shelf=kept)
    assert canonical(path.read_bytes()) != before
    apply_plan(path, Plan(clear_notes=True), shelf=kept)

    after = canonical(path.read_bytes())
    assert after.keys() == before.keys()
    assert [name for name in before if before[name] != after[name]] == []


def test_a_repeat_writes_nothing(tmp_path: Path, kept: Shelf) -> None:
    path = commented(tmp_path)
    again = Plan(notes=NOTES, clear_notes=True, sheets=(checks(),))

    assert apply_plan(path, again, shelf=kept).written
    assert not apply_plan(path, again, shelf=kept).written
    assert not apply_plan(path, Plan(notes=NOTES), shelf=kept).written


def test_a_persons_note_is_left_alone(tmp_path: Path, kept: Shelf) -> None:
    path = commented(tmp_path)

    receipt = apply_plan(path, Plan(notes=NOTES), shelf=kept)

    sheet = opened(path)["Jobs"]
    assert sheet["C2"].comment.text == "Waiting for Ann"
    assert sheet["E4"].comment.text == NOTES[1].text
    assert sheet["A1"].comment.author == "Bo"
    assert any("C2" in remark for remark in receipt.remarks)


def test_clearing_what_is_not_there_writes_nothing(tmp_path: Path, kept: Shelf) -> None:
    assert not apply_plan(commented(tmp_path), Plan(clear_notes=True), shelf=kept).written


def test_new_notes_take_the_place_of_old_ones(book: Path, kept: Shelf) -> None:
    apply_plan(book, Plan(notes=NOTES), shelf=kept)
    apply_plan(book, Plan(notes=(Note("Jobs", 3, 1, "Other"),), clear_notes=True), shelf=kept)

    assert FileBook(book).read("Jobs")["Jobs"].notes == {(3, 1): "Other"}


def test_a_note_for_a_sheet_that_is_gone_is_not_written(book: Path, kept: Shelf) -> None:
    with pytest.raises(ChangedUnderneathError):
        apply_plan(book, Plan(notes=(Note("Gone", 1, 1, "x"),)), shelf=kept)
