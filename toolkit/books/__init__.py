"""Where rows live: files, memory; later a running Excel and Google."""

from toolkit.books.base import Book, open_book

__all__ = ["Book", "open_book"]
