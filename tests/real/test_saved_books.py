"""What we save opens in LibreOffice, and shows our sheet beside everybody else's."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.books.build import JOBS, checks, shelf, workbook
from tests.real.office import as_csv, office_or_skip
from toolkit.books.writer import apply_plan
from toolkit.errors import RefusedError
from toolkit.plan import Edit, Note, Plan

FIELD = os.environ.get("TOOLKIT_FIELD_DATA")
BOOKS = sorted((Path(FIELD) / "packages").glob("*.xls[xm]")) if FIELD else []


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return office_or_skip(tmp_path_factory.mktemp("office"))


def test_edits_notes_and_own_sheets_show(profile: Path, tmp_path: Path) -> None:
    book = workbook(tmp_path / "tracker.xlsx")
    plan = Plan(
        edits=(Edit("Jobs", 2, 3, "Open", "=Closed", key="A-1", key_column=1),),
        sheets=(checks("Late", "Fine"),),
        notes=(Note("Jobs", 2, 3, "Ours"),),
    )
    apply_plan(book, plan, shelf=shelf(tmp_path))

    shown = as_csv(profile, [book], tmp_path)

    assert shown["tracker-Jobs"][1].startswith("A-1,Acme,=Closed,1200.5,2026-03-01")
    assert shown["tracker-Jobs"][0] == ",".join(map(str, JOBS[0]))
    assert shown["tracker-Checks"][0].startswith("Checks of the tracker")
    assert any(line.startswith("Total,,25,") for line in shown["tracker-Checks"])


@pytest.mark.skipif(not BOOKS, reason="TOOLKIT_FIELD_DATA names no packages")
def test_every_package_opens_and_shows_our_sheet(profile: Path, tmp_path: Path) -> None:
    copies = []
    for number, book in enumerate(BOOKS):
        copy = tmp_path / f"{number}{book.suffix}"
        copy.write_bytes(book.read_bytes())
        try:
            apply_plan(copy, Plan(sheets=(checks(),)), shelf=shelf(tmp_path))
        except RefusedError:
            continue
        copies.append(copy)

    missing = []
    for copy in copies:
        # One start for each: a book that LibreOffice breaks on takes the others with it.
        shown = as_csv(profile, [copy], tmp_path / copy.stem)
        title = shown.get(f"{copy.stem}-Checks", [""])[0]
        book = BOOKS[int(copy.stem)]
        if not title.startswith("Checks of the tracker") and opens(profile, book, tmp_path):
            missing.append(book.name)
    assert missing == []


def opens(profile: Path, book: Path, folder: Path) -> bool:
    """Whether LibreOffice opens a book as it was before we saved it."""
    return bool(as_csv(profile, [book], folder / "before"))
