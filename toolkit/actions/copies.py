"""Copies of books with a sheet of ours in them; the books themselves keep every byte."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from toolkit.agency import Agency
from toolkit.books.endings import copy_ending
from toolkit.documents import free_path, made_folder, newest_path, output_folder
from toolkit.errors import OutputError
from toolkit.plan import Plan, Receipt

__all__ = ["copy_with"]


def copy_with(agency: Agency, name: str, plan: Plan, what: str, out: Path | None = None) -> Receipt:
    """Write a plan into a copy of a book: ``Jobs checked 2026-06-15.xlsx``, ``what`` in its name.

    It goes to ``out``, or to where the agency's results go. An earlier copy is left alone, for a
    person may have worked on it; one that holds these very bytes already is the result. Of a book
    that is no file there is no copy, which the receipt says.

    Raises OutputError when the copy cannot be written, or would lie among the books, and BookError
    as books do.
    """
    from toolkit.books.file import FileBook

    path = agency.paths.get(name)
    if path is None:
        remark = "a Google sheet is not copied; --write puts the results into the sheet itself"
        return Receipt(name, written=False, remarks=(remark,))
    folder = made_folder(out or output_folder(agency.folder, agency.config.output))
    if any(folder.samefile(book.parent) for book in agency.paths.values() if book.exists()):
        raise OutputError(
            f"{folder} holds the books themselves: a copy of {name} there would be read as one of "
            "them, and every row count twice. Name another folder, such as toolkit-output"
        )
    wanted = folder / f"{path.stem} {what} {agency.as_of}{copy_ending(path)}"
    last, target = newest_path(wanted), free_path(wanted)
    receipt = FileBook(path, name).copy_with(plan, target)
    if last is None or last.read_bytes() != target.read_bytes():
        return receipt
    target.unlink()
    return replace(receipt, book=str(last), written=False)
