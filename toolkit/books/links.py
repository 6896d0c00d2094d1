"""Which links a sheet of ours may carry, and where they lead from a copy that stands elsewhere."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from toolkit.plan import Link, OwnSheet
from toolkit.table import Value

__all__ = ["is_place_in_book", "is_web_address", "is_workbook", "leading_on"]

LONGEST_LINK = 2_000
WORKBOOKS = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb", ".xls", ".ods", ".csv", ".tsv")


def is_place_in_book(target: str) -> bool:
    """Whether a target leads to a cell of the same book: ``#Jobs!E5``."""
    return target.startswith("#") and 1 < len(target) <= LONGEST_LINK and "\n" not in target


def is_web_address(target: str) -> bool:
    """Whether a target is a web or mail address."""
    fits = len(target) <= LONGEST_LINK and "\n" not in target
    return fits and target.startswith(("https://", "http://", "mailto:"))


def is_workbook(target: str) -> bool:
    """Whether a target leads to another workbook: a cell's text never starts a program."""
    fits = len(target) <= LONGEST_LINK and "\n" not in target and "://" not in target
    return fits and target.split("#", 1)[0].casefold().endswith(WORKBOOKS)


def leading_on(sheet: OwnSheet, book: Path, to: Path, *, alone: bool = False) -> OwnSheet:
    """Return a sheet made for a book with links that lead to the same cells from the file ``to``.

    ``alone`` says that ``to`` holds none of the book's own sheets: links to them go to the book.
    """
    blocks = tuple(
        replace(
            block,
            rows=tuple(tuple(_led(cell, book, to, alone) for cell in row) for row in block.rows),
        )
        for block in sheet.blocks
    )
    return replace(sheet, blocks=blocks)


def _led(cell: Value | Link, book: Path, to: Path, alone: bool) -> Value | Link:
    if not isinstance(cell, Link):
        return cell
    if alone and is_place_in_book(cell.target):
        file, place = book, cell.target
    elif is_workbook(cell.target):
        name, mark, rest = cell.target.partition("#")
        file, place = book.parent / name, mark + rest
    else:
        return cell
    return replace(cell, target=_way(file, to.parent) + place)


def _way(file: Path, folder: Path) -> str:
    """Return the way from a folder to a file, as links write it."""
    try:
        return Path(os.path.relpath(file.resolve(), folder.resolve())).as_posix()
    except ValueError:  # Windows: there is no way from one drive to another
        return file.resolve().as_posix()
