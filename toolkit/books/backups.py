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
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from toolkit.books.durable import Flush, settle, write_through

__all__ = [
    "FOLDER_VARIABLE",
    "KEPT",
    "Backup",
    "Keeping",
    "Shelf",
    "default_shelf",
    "fingerprint",
    "fingerprint_of",
]

KEPT = 10
LONGEST_END = 22 + 0xFFFF
"""Bytes of a package's last record and the longest comment in it."""
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

    def begin(self, book: Path, content: bytes) -> Keeping:
        """Begin to keep a version: it is written while its caller goes on, to be closed by it.

        Raises OSError when the folder cannot be made.
        """
        place = self.place(book)
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        return Keeping(self, book, self._unused(place, book), content)

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

    def forget_old(self, book: Path, newest: Path) -> None:
        """Forget all versions of a book but the newest and nine before it. Raises OSError.

        The newest is named: its date may be earlier than theirs, for clocks are set back.
        """
        others = [file for file in self._files(self.place(book), book) if file != newest]
        for file in others[: 1 - KEPT]:
            file.unlink(missing_ok=True)
            _record(file).unlink(missing_ok=True)


class Keeping:
    """One version on its way to the shelf; nothing stays of it unless it is finished.

    It is never a second name for the book's own bytes: a program that still holds the book open,
    or knows it by another hard link, may write into those when they are the old version.
    """

    def __init__(self, shelf: Shelf, book: Path, file: Path, content: bytes) -> None:
        self._shelf = shelf
        self._book = book
        self._file = file
        self._is_finished = False
        self._out = file.open("xb")
        self._flush = Flush(self._out, content)

    def finish(self, before: str, after: str, *, undoes: bool) -> Backup:
        """Return what is kept, all of it on the disk; what is older than the last ten is forgotten.

        A version that was undone is kept as a file, but is nothing to go back to.

        Raises OSError when the shelf cannot be written.
        """
        kept = Backup(self._file, before, after)
        record: dict[str, object] = asdict(kept)
        record |= {"file": self._file.name, "book": str(self._book.resolve()), "undone": undoes}
        self._shelf.forget_old(self._book, self._file)
        write_through(_record(self._file), json.dumps(record, indent=1).encode())
        self._flush.wait()
        settle(self._file.parent)
        self._is_finished = True
        return kept

    def close(self) -> None:
        """Take away what was not finished."""
        self._flush.join()
        with contextlib.suppress(OSError):  # the disk may be full: finish() told of it
            self._out.close()
        if not self._is_finished:
            for file in (self._file, _record(self._file)):
                with contextlib.suppress(OSError):
                    file.unlink(missing_ok=True)


def default_shelf() -> Shelf:
    """Return the shelf in the user's data folder, or where TOOLKIT_BACKUPS says."""
    from platformdirs import user_data_path

    named = os.environ.get(FOLDER_VARIABLE)
    folder = Path(named) if named else user_data_path("account-services-toolkit") / "backups"
    return Shelf(folder, lambda: datetime.now().astimezone())


def _record(file: Path) -> Path:
    return file.with_name(f"{file.name}.json")


def fingerprint(content: bytes) -> str:
    """Return what tells a version of a workbook from every other, quickly."""
    return _fingerprint(BytesIO(content))


def fingerprint_of(file: Path) -> str:
    """Return the fingerprint of a file without reading all of it."""
    with file.open("rb") as opened:
        return _fingerprint(opened)


def _fingerprint(file: BinaryIO) -> str:
    """Return the hash of a package's size and index, which holds the checksum of each part.

    What is no package is hashed as a whole.
    """
    size = file.seek(0, os.SEEK_END)
    ends_at = file.seek(max(0, size - LONGEST_END))
    end = file.read()
    last = end.rfind(b"PK\x05\x06")
    start = ends_at + last - int.from_bytes(end[last + 12 : last + 16], "little")
    file.seek(start if last >= 0 and start > 0 else 0)
    content = file.read()
    if not content.startswith(b"PK\x01\x02"):
        file.seek(0)
        content = file.read()
    return hashlib.sha256(b"%d " % size + content).hexdigest()
