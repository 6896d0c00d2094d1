"""Replacing a file so that it is, at every moment, the old one or the new one."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import shutil
import stat
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO

from toolkit.books.backups import Backup, Keeping, Shelf, fingerprint, fingerprint_of
from toolkit.books.durable import Flush, settle
from toolkit.books.stamp import FileStamp
from toolkit.books.strays import clean_strays, finished_name, held, pour, unfinished_name
from toolkit.errors import (
    BookBusyError,
    ChangedUnderneathError,
    NotAWorkbookError,
    OutputError,
    RefusedError,
)

__all__ = ["Taken", "create", "previous", "replace", "take", "undo"]

PAUSES = (0.05, 0.1, 0.2, 0.4, 0.8)
"""Seconds between tries while a virus scanner or a sync program holds the file."""
BUSY = (errno.EACCES, errno.EPERM, errno.EBUSY)

Write = Callable[[BinaryIO], None]


@dataclass(frozen=True, slots=True)
class Taken:
    """A file as it was read in one go, and what tells whether it is still that."""

    path: Path
    content: bytes
    fingerprint: str
    size: int
    mtime_ns: int

    def refuse_if_changed(self) -> None:
        """Raise ChangedUnderneathError when somebody saved the file since it was read."""
        try:
            now = self.path.stat()
        except OSError as error:
            raise ChangedUnderneathError(f"{self.path} is gone; nothing was written") from error
        if (now.st_size, now.st_mtime_ns) != (self.size, self.mtime_ns):
            raise ChangedUnderneathError(
                f"{self.path.name} was saved by somebody while this ran; run it again"
            )


def take(path: Path, seen: FileStamp | None = None) -> Taken:
    """Read a file that is to be written, and clean up after an earlier run that was killed.

    Raises NotAWorkbookError when it is not there, BookBusyError when a program has it open,
    ChangedUnderneathError when it is no longer what ``seen`` says.
    """
    path = path.resolve()
    refuse_if_open(path)
    clean_strays(path)
    try:
        with path.open("rb") as file:
            state = os.fstat(file.fileno())
            content = file.read()
    except FileNotFoundError as error:
        raise NotAWorkbookError(f"There is no file {path}") from error
    except OSError as error:
        raise BookBusyError(f"{path} cannot be read ({error.strerror}); try again") from error
    taken = Taken(path, content, fingerprint(content), state.st_size, state.st_mtime_ns)
    if seen is not None and not _is_seen(taken, seen):
        raise ChangedUnderneathError(
            f"{path.name} was saved by somebody since it was read; run it again"
        )
    return taken


def _is_seen(taken: Taken, seen: FileStamp) -> bool:
    if seen.sha256 is not None:
        return seen.sha256 == hashlib.sha256(taken.content).hexdigest()
    return (seen.size, seen.mtime_ns) == (taken.size, taken.mtime_ns)


def refuse_if_open(path: Path) -> None:
    """Raise BookBusyError while Excel or LibreOffice says that it has the file open."""
    for name in (f"~${path.name}", f".~lock.{path.name}#"):
        if (path.parent / name).exists():
            raise BookBusyError(
                f"{path.name} is open in another program (there is {name} beside it): close it "
                "there and run this again"
            )


def refuse_if_read_only(path: Path) -> None:
    """Raise RefusedError when somebody marked the file as not to be written."""
    if not path.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
        raise RefusedError(f"{path.name} is read-only; take that off, or ask for a copy")


def replace(taken: Taken, write: Write, shelf: Shelf, *, undoes: bool = False) -> Backup | None:
    """Replace a file with what ``write`` writes, its previous version kept on the shelf.

    A file that holds the same bytes already is left alone: the result is then None.

    Raises BookBusyError, ChangedUnderneathError, RefusedError or OutputError; the file is then
    as it was.
    """
    path = taken.path
    taken.refuse_if_changed()
    refuse_if_read_only(path)
    with contextlib.closing(_begun(shelf, taken)) as version, _written_beside(path, write) as new:
        if new.fingerprint == taken.fingerprint:
            return None
        refuse_if_open(path)
        with _told(shelf, taken):
            backup = version.finish(taken.fingerprint, new.fingerprint, undoes=undoes)
        temporary = new.finish()
        _keep_attributes(path, temporary)
        taken.refuse_if_changed()
        _swap(temporary, taken)
    return backup


def create(path: Path, write: Write) -> None:
    """Write a file where there is none."""
    clean_strays(path)
    with _written_beside(path, write) as new:
        new.finish().replace(path)
        settle(path.parent)


def previous(taken: Taken, shelf: Shelf) -> Backup | None:
    """Return the version that our last save of a file replaced, None where none is kept.

    Raises ChangedUnderneathError when somebody saved the file since: their work would be lost.
    """
    versions = list(shelf.versions(taken.path))
    version = next((v for v in versions if v.after == taken.fingerprint), None)
    if version is None and versions and all(v.before != taken.fingerprint for v in versions):
        raise ChangedUnderneathError(
            f"{taken.path.name} was saved by somebody since; the version from before our last "
            f"save is {versions[0].file}"
        )
    return version


def undo(path: Path, shelf: Shelf) -> Backup | None:
    """Put the version before our last save back and return it, None where none is kept.

    Asked again, it goes one save further back. What is undone is kept as well.

    Raises ChangedUnderneathError when somebody saved the file since.
    """
    taken = take(path)
    version = previous(taken, shelf)
    if version is not None:
        content = version.file.read_bytes()
        if fingerprint(content) != version.before:
            raise RefusedError(f"The version kept in {version.file} is damaged")
        replace(taken, partial(_write_all, content), shelf, undoes=True)
    return version


def _write_all(content: bytes, out: BinaryIO) -> None:
    out.write(content)


def _begun(shelf: Shelf, taken: Taken) -> Keeping:
    with _told(shelf, taken):
        return shelf.begin(taken.path, taken.content)


@contextlib.contextmanager
def _told(shelf: Shelf, taken: Taken) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OutputError(
            f"The previous version of {taken.path.name} could not be kept in {shelf.folder} "
            f"({error.strerror}); nothing was written"
        ) from error


# The new file, beside the old one


@dataclass(frozen=True, slots=True)
class Written:
    """A whole new version, on its way to the disk."""

    temporary: Path
    fingerprint: str
    file: BinaryIO
    flush: Flush

    def finish(self) -> Path:
        """Return where it stands, on the disk and closed. Raises OSError."""
        self.flush.wait()
        self.file.close()  # Windows renames no open file
        return self.temporary


@contextlib.contextmanager
def _written_beside(path: Path, write: Write) -> Iterator[Written]:
    """Write a whole new file in the same folder; it is gone afterwards unless it was moved."""
    temporary = unfinished_name(path)
    try:
        with temporary.open("xb") as file, held(temporary):
            write(file)
            file.flush()
            flush = Flush(file)
            try:
                yield Written(temporary, fingerprint_of(temporary), file, flush)
            finally:
                flush.join()
    except OSError as error:
        reason = "the disk is full" if error.errno == errno.ENOSPC else error.strerror
        raise OutputError(
            f"{path} could not be written ({reason}); what stood there is as it was"
        ) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def _keep_attributes(old: Path, new: Path) -> None:
    """Give the new file the old one's mode and attributes, but the time it was really written.

    An old time would hide the change from sync and backup programs.
    """
    with contextlib.suppress(OSError):
        shutil.copystat(old, new)
    os.utime(new)
    if hasattr(os, "chown"):
        state = old.stat()
        with contextlib.suppress(OSError):
            os.chown(new, state.st_uid, state.st_gid)


def _swap(temporary: Path, taken: Taken) -> None:
    for pause in (*PAUSES, None):
        try:
            temporary.replace(taken.path)
        except OSError as error:
            if error.errno not in BUSY:
                raise
            if pause is None:
                _overwrite(temporary, taken, error)
                return
            time.sleep(pause)
        else:
            settle(taken.path.parent)
            return


def _overwrite(temporary: Path, taken: Taken, reason: OSError) -> None:
    """Write over the file where renaming onto it is not possible.

    The whole new version stands beside it meanwhile, under a name that lets the next run finish
    what was cut off.
    """
    ready = finished_name(temporary)
    try:
        temporary.replace(ready)
        pour(ready.read_bytes(), taken.path)
    except OSError as error:
        with contextlib.suppress(OSError):
            pour(taken.content, taken.path)
        raise BookBusyError(
            f"{taken.path.name} is held by another program ({reason.strerror}): close it there "
            "and run this again"
        ) from error
    finally:
        ready.unlink(missing_ok=True)
