"""What of a person's shows cells of ours is calculated anew when ours change."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.books.build import checks, parts, repacked, shelf, workbook
from toolkit.books.backups import Shelf
from toolkit.books.file import FileBook
from toolkit.books.writer import apply_plan
from toolkit.plan import Plan


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return workbook(tmp_path / "tracker.xlsx")


@pytest.fixture
def kept(tmp_path: Path) -> Shelf:
    return shelf(tmp_path)


OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def with_formula(book: Path, formula: str, *, name: str = "") -> None:
    """Give the sheet Jobs a formula in G2 as Excel does: with its value, and listed."""
    content = parts(book.read_bytes())
    cell = f'<c r="G2"><f>{formula}</f><v>7</v></c></row><row r="3"'.encode()
    arrow = f'<Relationship Id="rId99" Type="{OFFICE}/calcChain" Target="calcChain.xml"/>'
    changed: dict[str, bytes | None] = {
        "xl/worksheets/sheet1.xml": content["xl/worksheets/sheet1.xml"].replace(
            b'</row><row r="3"', cell
        ),
        "xl/calcChain.xml": b'<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/'
        b'2006/main"><c r="G2" i="1"/></calcChain>',
        "xl/_rels/workbook.xml.rels": content["xl/_rels/workbook.xml.rels"].replace(
            b"</Relationships>", arrow.encode() + b"</Relationships>"
        ),
    }
    if name:
        changed["xl/workbook.xml"] = content["xl/workbook.xml"].replace(
            b"<definedNames>", f"<definedNames>{name}".encode()
        )
    book.write_bytes(repacked(book.read_bytes(), changed))


def is_calculated_on_opening(book: Path) -> bool:
    return b'fullCalcOnLoad="1"' in parts(book.read_bytes())["xl/workbook.xml"]


@pytest.mark.parametrize(
    ("sheet", "formula", "name", "expected"),
    [
        ("Checks", "Checks!E6", "", True),
        ("Checks", "SUM('Jobs:Checks'!A1)", "", True),
        ("Bo's R&D", "'Bo''s R&amp;D'!E6", "", True),
        ("Checks", "State", '<definedName name="State">Checks!$E$6</definedName>', True),
        ("Checks", "Checks2!E6+D2", "", False),
        ("Checks", "D2*2", "", False),
    ],
)
def test_figures_taken_from_our_sheet_are_calculated_when_it_changes(
    book: Path, kept: Shelf, sheet: str, formula: str, name: str, expected: bool
) -> None:
    before = parts(book.read_bytes())["xl/workbook.xml"]
    quiet = {"xl/workbook.xml": before.replace(b' fullCalcOnLoad="1"', b"")}
    book.write_bytes(repacked(book.read_bytes(), quiet))
    apply_plan(book, Plan(sheets=(checks("Late", name=sheet),)), shelf=kept)
    with_formula(book, formula, name=name)
    assert not is_calculated_on_opening(book)

    apply_plan(book, Plan(sheets=(checks("Late", name=sheet),)), shelf=kept)
    assert not is_calculated_on_opening(book)
    apply_plan(book, Plan(sheets=(checks("Fine", name=sheet),)), shelf=kept)
    assert is_calculated_on_opening(book) is expected
    assert FileBook(book).read("Jobs")["Jobs"].uncalculated == ({(2, 7)} if expected else set())
