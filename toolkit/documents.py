"""Results → files of their own: whole or not at all, and never over a person's file."""

from __future__ import annotations

import contextlib
import itertools
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from toolkit.errors import OutputError

__all__ = ["free_path", "made_folder", "newest_path", "output_folder", "write_document"]


def output_folder(beside: Path, configured: str) -> Path:
    """Return the folder results go to: as configured, beside the workbook unless absolute."""
    return beside / Path(configured).expanduser()


def made_folder(folder: Path) -> Path:
    """Make a folder where there is none, and return it; raises OutputError when it cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"{folder} cannot be made: {error.strerror or error}; choose another folder with --out"
        ) from error
    return folder


def free_path(path: Path) -> Path:
    """Return the path itself where nothing stands, else the first free ``name (2).ext``."""
    return next(candidate for candidate in _numbered(path) if not candidate.exists())


def newest_path(path: Path) -> Path | None:
    """Return the last of ``name.ext``, ``name (2).ext`` and so on that is there; None without."""
    last = None
    for candidate in _numbered(path):
        if not candidate.exists():
            break
        last = candidate
    return last


def write_document(path: Path, content: bytes) -> Path:
    """Write a document and return where it stands.

    What is there already is left alone, for a person may have worked on it: the document takes
    the next free number, unless the newest one holds these very bytes.

    Raises OutputError, and leaves nothing half written, when the folder cannot take it.
    """
    try:
        last, target = newest_path(path), free_path(path)
        if last is not None and last.is_file() and last.read_bytes() == content:
            return last
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_whole(target, content)
    except OSError as error:
        raise OutputError(
            f"{path} cannot be written: {error.strerror or error}; choose another folder with --out"
        ) from error
    return target


def _numbered(path: Path) -> Iterator[Path]:
    yield path
    for number in itertools.count(2):
        yield path.with_name(f"{path.stem} ({number}){path.suffix}")


def _write_whole(target: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".~", suffix=target.suffix)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(target)
    except BaseException:  # nothing half written stays, at any interruption
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


def _umask() -> int:
    """Return the process's mask; mkstemp makes files that only their owner may read."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
