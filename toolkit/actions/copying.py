"""Books of which no copy can be made: what is to be said instead."""

from __future__ import annotations

from toolkit.plan import Receipt

__all__ = ["told_instead_of_copy"]


def told_instead_of_copy(book: str) -> Receipt:
    """Return what is said of a book that is no file."""
    remark = "a Google sheet is not copied; --write puts the results into the sheet itself"
    return Receipt(book, written=False, remarks=(remark,))
