from __future__ import annotations

from pathlib import Path

from tests.books.contract import WritableContract
from toolkit.books.base import Book
from toolkit.books.memory import MemoryBook
from toolkit.table import Grid


class TestMemoryBook(WritableContract):
    def make(self, folder: Path, *grids: Grid) -> Book:
        return MemoryBook({grid.sheet: grid for grid in grids})
