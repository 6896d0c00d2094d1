"""What a killed run leaves beside a file: known by its name, told from a live run's by a hold."""

from __future__ import annotations

import contextlib
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path
from secrets import token_hex

__all__ = ["clean_strays", "finished_name", "held", "is_whole", "pour", "unfinished_name"]

UNFINISHED, FINISHED = ".tmp", ".ready"
OURS = ".account-services"


def unfinished_name(path: Path) -> Path:
    """Return a new name beside a file for what is to take its place.

    It begins as the files do that sync programs pass over.
    """
    return path.with_name(f".~{path.name}.{token_hex(4)}{OURS}{UNFINISHED}")


def finished_name(unfinished: Path) -> Path:
    """Return the name of a new version that is whole and only has to be poured over the old."""
    return unfinished.with_name(unfinished.name.removesuffix(UNFINISHED) + FINISHED)


def pour(content: bytes, path: Path) -> None:
    """Write over a file in its place."""
    with path.open("r+b") as file:
        file.write(content)
        file.truncate()
        file.flush()
        os.fsync(file.fileno())


def clean_strays(path: Path) -> None:
    """Remove what killed runs left beside a file, and finish what one of them left half done."""
    prefix, endings = f".~{path.name}.", (OURS + UNFINISHED, OURS + FINISHED)
    try:
        beside = list(path.parent.iterdir())
    except OSError:
        return
    for stray in beside:
        if stray.name.startswith(prefix) and stray.name.endswith(endings) and _is_idle(stray):
            with contextlib.suppress(OSError):
                if stray.name.endswith(FINISHED) and path.exists() and not is_whole(path):
                    pour(stray.read_bytes(), path)
                stray.unlink()


def is_whole(path: Path) -> bool:
    """Whether a file is a package all of whose parts can be unpacked."""
    try:
        with zipfile.ZipFile(path) as package:
            return package.testzip() is None
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError):
        return False


@contextlib.contextmanager
def held(file: Path) -> Iterator[None]:
    """Hold a file so that another run knows it is no stray, where systems know such a hold."""
    if os.name != "posix":
        yield
        return
    import fcntl

    with file.open("rb") as hold:
        with contextlib.suppress(OSError):
            fcntl.flock(hold, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield


def _is_idle(stray: Path) -> bool:
    if os.name != "posix":
        return True
    import fcntl

    try:
        with stray.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
