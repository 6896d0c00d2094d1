"""Saying what is read from books, and keeping what a person settles about them."""

from __future__ import annotations

from pathlib import Path

from toolkit.agency import Agency
from toolkit.config import FILE_NAME
from toolkit.errors import OutputError
from toolkit.reading.leftovers import unmatched_settings
from toolkit.reading.telling import BookTold, agency_toml, told

__all__ = ["agency_toml_for", "inspect_books", "unmatched_settings", "write_agency_toml"]


def inspect_books(agency: Agency) -> tuple[BookTold, ...]:
    """Return what is read from each of the books."""
    return tuple(told(name, agency.tracker) for name in agency.books)


def agency_toml_for(agency: Agency) -> str:
    """Return an agency.toml for the books, what is doubtful in them as comments to settle."""
    return agency_toml(inspect_books(agency))


def write_agency_toml(beside: Path, text: str) -> Path:
    """Write an agency.toml into the folder of a book, and return its path.

    Raises OutputError where there is one already, or it cannot be written.
    """
    path = (beside if beside.is_dir() else beside.parent) / FILE_NAME
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise OutputError(
            f"{path} is there already; take from toolkit init what you need"
        ) from None
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror}") from error
    return path
