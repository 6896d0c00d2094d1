"""Copies of books: told apart from the books, led back to them, and never piled up."""

from __future__ import annotations

import re
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from toolkit.actions.checking import check, write_checks
from toolkit.actions.copies import copy_with
from toolkit.agency import Agency, open_agency
from toolkit.plan import Block, Column, Link, OwnSheet, Plan

NOW = datetime(2026, 6, 15, 12, 0, tzinfo=UTC)
ROWS = (
    ("Job #", "Job Name", "Client", "Status", "Due", "Owner"),
    ("A-1", "Poster", "Meridian", "In progress", "2026-06-01", "Dana Reyes"),
)


def agency(folder: Path, name: str = "jobs.csv") -> Agency:
    path = folder / name
    if path.suffix == ".csv":
        path.write_text("\n".join(",".join(row) for row in ROWS), encoding="utf-8")
    else:
        book = Workbook()
        book.template = path.suffix == ".xltx"
        sheet = book.active
        assert sheet is not None
        for row in ROWS:
            sheet.append(row)
        book.save(path)
    return open_agency([str(path)], now=NOW)


def checked(read: Agency) -> Path:
    (receipt,) = write_checks(read, check(read))
    return Path(receipt.book)


def targets(book: Path) -> set[str]:
    with zipfile.ZipFile(book) as package:
        parts = [name for name in package.namelist() if "sheets/_rels" in name]
        return {
            target
            for part in parts
            for target in re.findall(r'Target="([^"]+)"[^>]*External', package.read(part).decode())
        }


def test_a_copy_of_a_template_is_called_one(tmp_path: Path) -> None:
    copy = checked(agency(tmp_path, "jobs.xltx"))
    assert copy.suffix == ".xltx"
    with zipfile.ZipFile(copy) as package:
        assert b"template.main+xml" in package.read("[Content_Types].xml")


def test_links_of_a_copy_lead_back_to_the_file_it_was_made_for(tmp_path: Path) -> None:
    copy = checked(agency(tmp_path))
    (target,) = targets(copy)
    assert (copy.parent / target.split("#")[0]).resolve() == (tmp_path / "jobs.csv").resolve()


def test_links_to_other_books_lead_there_from_the_copy(tmp_path: Path) -> None:
    read = agency(tmp_path, "jobs.xlsx")
    link = Link("hours", "hours.csv#hours!A2")
    plan = Plan(sheets=(OwnSheet("Ours", "Ours", (), (Block((Column("To"),), ((link,),)),)),))
    copy = Path(copy_with(read, "jobs.xlsx", plan, "burn").book)
    (target,) = targets(copy)
    assert (copy.parent / target.split("#")[0]).resolve() == (tmp_path / "hours.csv").resolve()


@pytest.mark.parametrize("name", ["jobs.csv", "jobs.xlsx"])
def test_the_same_copy_made_twice_is_one_file(tmp_path: Path, name: str) -> None:
    read = agency(tmp_path, name)
    first = checked(read)
    assert checked(read) == first
    assert list(first.parent.iterdir()) == [first]


def test_a_copy_somebody_worked_on_is_left_alone(tmp_path: Path) -> None:
    read = agency(tmp_path)
    first = checked(read)
    first.write_bytes(first.read_bytes() + b"theirs")
    assert checked(read) != first
    assert first.read_bytes().endswith(b"theirs")
