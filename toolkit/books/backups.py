"""Earlier versions of workbooks: the last ten of each, dated, in the user's data folder."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from toolkit.books.durable import flushed, settle

__all__ = [
    "FOLDER_VARIABLE",
    "KEPT",
    "Backup",
    "Shelf",
    "default_shelf",
    "fingerprint",
    "fingerprint_of",
]

KEPT = 10
INDEX = 1 << 20
FOLDER_VARIABLE = "TOOLKIT_BACKUPS"
"""Environment variable that names another folder for earlier versions."""


@dataclass(frozen=True, slots=True)
class Backup:
    """One earlier version: the file, and what the book held before and after the save."""

    file: Path
    before: str
    """Fingerprint of the version kept here."""
    after: str
    """Fingerprint of the version that took its place."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where earlier versions stand, and the clock that dates them.

    They stand outside the workbook's folder: in a shared or synced folder they would reach
    colleagues who cannot tell them from the book.
    """

    folder: Path
    now: Callable[[], datetime]

    def place(self, book: Path) -> Path:
        """Return the folder of one book's versions, found by the book's full path."""
        full = str(book.resolve())
        label = re.sub(r"[^\w.-]+", "_", book.stem)[:40]
        return self.folder / f"{label}-{hashlib.sha256(full.encode()).hexdigest()[:12]}"

    def keep(
        self, book: Path, content: bytes, before: str, after: str, *, undoes: bool = False
    ) -> Backup:
        """Keep a version and forget all but the last ten.

        A version that was undone is kept as a file, but is nothing to go back to. All of it is on
        the disk when this returns.

        Raises OSError when the folder cannot be written.
        """
        place = self.place(book)
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        file = self._unused(place, book)
        kept = Backup(file, before, after)
        record: dict[str, object] = asdict(kept)
        record |= {"file": file.name, "book": str(book.resolve())}
        record["undone"] = undoes
        # Never a second name for the book's own bytes: a program that still holds the book open,
        # or knows it by another hard link, may write into those when they are the old version.
        with flushed(_record(file), json.dumps(record, indent=1).encode()), flushed(file, content):
            settle(place)
        self._forget_old(place, book)
        return kept

    def versions(self, book: Path) -> Iterator[Backup]:
        """Yield the versions of a book, the last one first; the undone left out."""
        for file in self._files(self.place(book), book)[::-1]:
            with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
                record = json.loads(_record(file).read_text(encoding="utf-8"))
                if not record["undone"]:
                    yield Backup(file, record["before"], record["after"])

    def _unused(self, place: Path, book: Path) -> Path:
        stamp = f"{self.now():%Y-%m-%d %H-%M-%S.%f}"
        file, number = place / f"{stamp} {book.name}", 1
        while file.exists():
            number += 1
            file = place / f"{stamp} {number} {book.name}"
        return file

    def _files(self, place: Path, book: Path) -> list[Path]:
        if not place.is_dir():
            return []
        return sorted(f for f in place.iterdir() if f.name.endswith(f" {book.name}"))

    def _forget_old(self, place: Path, book: Path) -> None:
        for file in self._files(place, book)[:-KEPT]:
            file.unlink(missing_ok=True)
            _record(file).unlink(missing_ok=True)


def default_shelf() -> Shelf:
    """Return the shelf in the user's data folder, or where TOOLKIT_BACKUPS says."""
    from platformdirs import user_data_path

    named = os.environ.get(FOLDER_VARIABLE)
    folder = Path(named) if named else user_data_path("account-services-toolkit") / "backups"
    return Shelf(folder, lambda: datetime.now().astimezone())


def _record(file: Path) -> Path:
    return file.with_name(f"{file.name}.json")


def fingerprint(content: bytes) -> str:
    """Return what tells a version of a workbook from every other, quickly.

    The index at the end of a package holds the checksum of each part: its last megabyte changes
    with any of them.
    """
    return hashlib.sha256(b"%d " % len(content) + content[-INDEX:]).hexdigest()


def fingerprint_of(file: Path) -> str:
    """Return the fingerprint of a file without reading all of it."""
    with file.open("rb") as opened:
        size = opened.seek(0, os.SEEK_END)
        opened.seek(max(0, size - INDEX))
        return hashlib.sha256(b"%d " % size + opened.read()).hexdigest()
