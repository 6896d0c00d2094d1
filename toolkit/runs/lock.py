"""The lock of an agency's runs: the system's own on a file, so that it dies with its process."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from toolkit.errors import OutputError, RunHeldError

__all__ = ["Holder", "held"]

FAR = 1 << 30
"""Where Windows locks a byte: what is locked there nobody can read, and the note must be read."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who runs, since when: the note in the lock's file."""

    run: str
    host: str
    process: int
    since: datetime

    def __str__(self) -> str:
        when = self.since.astimezone().strftime("%Y-%m-%d %H:%M:%S")
        return f"“{self.run}”, process {self.process} on {self.host}, since {when}"


@contextlib.contextmanager
def held(path: Path, holder: Holder) -> Iterator[Holder | None]:
    """Hold a lock; yield who left it behind, where the process of its last holder died.

    Raises RunHeldError, which names the holder, while another process has it, and OutputError
    where the file cannot be made.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise OutputError(
            f"The lock {path} cannot be made: {error.strerror}; choose another folder with --state"
        ) from error
    try:
        if not _taken(handle):
            other = _noted(handle)
            raise RunHeldError(
                f"Another run is under way: {other or 'who, its lock does not say yet'}. Nothing"
                " was done; this run can start when that one has ended"
            )
        left = _noted(handle)
        _note(handle, _text(holder))
        try:
            yield left
        finally:
            _note(handle, b"")
    finally:
        os.close(handle)


def _taken(handle: int) -> bool:
    """Take the lock if nobody has it; the system gives it back when the process ends, however."""
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(handle, FAR, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _text(holder: Holder) -> bytes:
    shown = {
        "run": holder.run,
        "host": holder.host,
        "process": holder.process,
        "since": holder.since.isoformat(),
    }
    return json.dumps(shown).encode()


def _note(handle: int, text: bytes) -> None:
    os.lseek(handle, 0, os.SEEK_SET)
    os.ftruncate(handle, 0)
    os.write(handle, text)


def _noted(handle: int) -> Holder | None:
    """Return who is noted; None for nobody, or where the note was cut off by a crash."""
    os.lseek(handle, 0, os.SEEK_SET)
    try:
        noted = json.loads(os.read(handle, 4096))
        since = datetime.fromisoformat(noted["since"])
        return Holder(str(noted["run"]), str(noted["host"]), int(noted["process"]), since)
    except (ValueError, KeyError, TypeError):
        return None
