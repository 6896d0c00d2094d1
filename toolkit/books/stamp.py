"""What tells whether a file is still the one that was read."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

__all__ = ["FileStamp", "read_stamped", "stamp"]


@dataclass(frozen=True, slots=True)
class FileStamp:
    """A file's size in bytes, time of change in nanoseconds, and SHA-256 where it was computed."""

    size: int
    mtime_ns: int
    sha256: str | None = None

    def same_content(self, other: FileStamp) -> bool:
        """Whether both stamps speak of the same bytes; times count only where a hash is missing."""
        if self.sha256 and other.sha256:
            return self.sha256 == other.sha256
        return (self.size, self.mtime_ns) == (other.size, other.mtime_ns)


def stamp(path: Path) -> FileStamp:
    """Return the stamp of the file at a path, its bytes hashed. Raises OSError."""
    return read_stamped(path)[1]


def read_stamped(path: Path) -> tuple[bytes, FileStamp]:
    """Return a file's bytes and the stamp that belongs to exactly these bytes. Raises OSError."""
    with path.open("rb") as file:
        content = file.read()
        status = os.fstat(file.fileno())
    digest = hashlib.sha256(content).hexdigest()
    return content, FileStamp(len(content), status.st_mtime_ns, digest)
