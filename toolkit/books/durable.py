"""Bytes that are on the disk, not only on their way to it."""

from __future__ import annotations

import contextlib
import os
import threading
from pathlib import Path
from typing import BinaryIO

__all__ = ["Flush", "settle", "write_through"]


class Flush(threading.Thread):
    """Waits for the disk while its maker goes on: file systems write several files in one go.

    What is still to be written to the file is ``rest``; its maker leaves the file alone until then.
    """

    def __init__(self, file: BinaryIO, rest: bytes = b"") -> None:
        super().__init__(name="toolkit-flush", daemon=True)
        self._file = file
        self._rest = rest
        self._error: OSError | None = None
        self.start()

    def run(self) -> None:
        """Write the rest and force the file onto the disk."""
        try:
            self._file.write(self._rest)
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError as error:
            self._error = error

    def wait(self) -> None:
        """Return when the file is on the disk. Raises OSError when it could not be put there."""
        self.join()
        if self._error is not None:
            raise self._error


def write_through(file: Path, content: bytes) -> None:
    """Write a new file and return when it is on the disk. Raises OSError."""
    with file.open("xb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())


def settle(folder: Path) -> None:
    """Make the names in a folder last through a power cut, where the system has a way to ask."""
    if os.name == "posix":
        with contextlib.suppress(OSError):
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
