"""Bytes that are on the disk, not only on their way to it."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

__all__ = ["Flush", "flushed", "settle"]


class Flush(threading.Thread):
    """Waits for the disk while its maker goes on: file systems write several files in one go."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__(name="toolkit-flush", daemon=True)
        file.flush()
        self._file = file
        self._error: OSError | None = None
        self.start()

    def run(self) -> None:
        """Force the file onto the disk."""
        try:
            os.fsync(self._file.fileno())
        except OSError as error:
            self._error = error

    def wait(self) -> None:
        """Return when the file is on the disk. Raises OSError when it could not be put there."""
        self.join()
        if self._error is not None:
            raise self._error


@contextlib.contextmanager
def flushed(file: Path, content: bytes) -> Iterator[None]:
    """Write a new file; on leaving, it is on the disk. Raises OSError."""
    with file.open("xb") as out:
        out.write(content)
        flush = Flush(out)
        try:
            yield
        finally:
            flush.wait()


def settle(folder: Path) -> None:
    """Make the names in a folder last through a power cut, where the system has a way to ask."""
    if os.name == "posix":
        with contextlib.suppress(OSError):
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
