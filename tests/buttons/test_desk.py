"""Where a workbook stands, by what Excel says of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from toolkit.books.memory import MemoryBook
from toolkit.buttons.desk import Desk
from toolkit.buttons.saved import SavedBook
from toolkit.errors import NotAWorkbookError
from toolkit.plan import Edit, Plan


class Book:
    """What a desk asks a workbook of Excel for."""

    def __init__(self, fullname: str | Exception) -> None:
        self._fullname = fullname
        self.name = str(fullname).replace("\\", "/").rpartition("/")[2]

    @property
    def fullname(self) -> str:
        if isinstance(self._fullname, Exception):
            raise self._fullname
        return self._fullname


def desk(fullname: str | Exception) -> Desk:
    book: Any = Book(fullname)
    return Desk(book)


@pytest.mark.parametrize(
    "fullname",
    [
        r"C:\Users\Dana\OneDrive - Agency\Jobs.xlsx",
        r"\\server\share\Jobs.xlsx",
        "/Users/dana/Library/CloudStorage/OneDrive-Agency/Jobs.xlsx",
    ],
)
def test_a_book_in_a_folder_of_this_computer_has_its_place(fullname: str) -> None:
    assert desk(fullname).path == Path(fullname)
    desk(fullname).need_saved()


@pytest.mark.parametrize(
    "fullname",
    [
        "https://agency.sharepoint.com/sites/accounts/Shared%20Documents/Jobs.xlsx",
        "https://d.docs.live.net/1234/Jobs.xlsx",
        "Book1",
        Exception("Couldn't find the local OneDrive folder"),
    ],
)
def test_a_book_on_the_web_or_never_saved_asks_for_a_place(fullname: str | Exception) -> None:
    assert desk(fullname).saved_path() is None
    assert desk(fullname).path.parent == Path.home()
    with pytest.raises(NotAWorkbookError):
        desk(fullname).need_saved()


def test_a_book_that_is_synced_is_saved_before_it_is_read_and_after_it_is_written() -> None:
    inner, steps = MemoryBook({"Jobs": [["J-1"]]}, "Jobs.xlsx"), []
    book = SavedBook(inner, lambda: steps.append(inner.read("Jobs")["Jobs"].value(1, 1)))
    book.read()
    book.apply(Plan(edits=(Edit("Jobs", 1, 1, "J-1", "J-2"),)))
    assert steps == ["J-1", "J-2"]
