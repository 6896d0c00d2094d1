"""What we save opens in LibreOffice, and shows our sheet beside everybody else's."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.books.build import JOBS, checks, shelf, workbook
from tests.real.office import as_csv, office_or_skip
from toolkit.books.writer import apply_plan
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
    originals = {str(number): book for number, book in enumerate(BOOKS)}
    titles = {stem: with_our_sheet(book, tmp_path / stem) for stem, book in originals.items()}
    shown = as_csv(profile, [tmp_path / f"{s}{b.suffix}" for s, b in originals.items()], tmp_path)

    hidden = [stem for stem, sheet in titles.items() if not is_ours(shown.get(f"{stem}-{sheet}"))]
    # LibreOffice itself breaks on a few of them: those prove nothing about what we wrote.
    broken = [stem for stem in hidden if not opens(profile, originals[stem], tmp_path / "before")]
    assert [originals[stem].name for stem in hidden if stem not in broken] == []
    assert len(broken) <= 2


def with_our_sheet(book: Path, stem: Path) -> str:
    """Save a copy of a book with our sheet in it and return what that sheet is called there."""
    copy = stem.with_suffix(book.suffix)
    copy.write_bytes(book.read_bytes())
    return apply_plan(copy, Plan(sheets=(checks(),)), shelf=shelf(stem.parent)).sheets["Checks"]


def is_ours(lines: Sequence[str] | None) -> bool:
    """Whether what a sheet shows begins with our title."""
    return (lines or [""])[0].startswith("Checks of the tracker")


def opens(profile: Path, book: Path, folder: Path) -> bool:
    """Whether LibreOffice opens a book as it was before we saved it."""
    return any(name.startswith(book.stem) for name in as_csv(profile, [book], folder))
