"""Reading in a child process that may die, spin or eat memory without harm to this one."""

from __future__ import annotations

import io
import json
import pickle
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolkit.books.limits import OUT_OF_MEMORY
from toolkit.books.reader import Outcome, Reader
from toolkit.errors import NotAWorkbookError, UnreadableError
from toolkit.table import Grid, SheetInfo

__all__ = ["Deadline", "guarded_grids", "guarded_sheets"]

SECONDS = 25.0
MEMORY = 900_000_000

START = """
import json, sys
sys.path[:0] = json.loads(sys.argv[1])
from toolkit.books.child import main
main()
"""
SAFE = {
    ("toolkit.table", name) for name in ("Grid", "SheetInfo", "Area", "CellError", "Visibility")
} | {("datetime", name) for name in ("date", "datetime", "time", "timedelta")}


@dataclass(frozen=True, slots=True)
class Deadline:
    """A moment, on the monotonic clock, when patience ends."""

    at: float

    @classmethod
    def from_now(cls, seconds: float = SECONDS) -> Deadline:
        """Return the deadline that many seconds from now."""
        return cls(time.monotonic() + seconds)

    def left(self) -> float:
        """Return the seconds that are left, never below zero."""
        return max(0.0, self.at - time.monotonic())


def guarded_grids(
    reader: Reader,
    content: bytes,
    name: str,
    names: Sequence[str],
    deadline: Deadline,
    memory: int = MEMORY,
) -> Mapping[str, Grid]:
    """Return what ``grids_by`` returns, made by a child process within limits.

    Raises UnreadableError when the child refuses, dies or is not done in time.
    """
    grids: Mapping[str, Grid] = _asked(
        {"task": "grids", "reader": reader.value, "name": name, "names": list(names)},
        content,
        deadline,
        memory,
    )
    return grids


def guarded_sheets(reader: Reader, content: bytes, name: str) -> tuple[SheetInfo, ...]:
    """Return what ``sheets_by`` returns, made by a child process within limits."""
    sheets: tuple[SheetInfo, ...] = _asked(
        {"task": "sheets", "reader": reader.value, "name": name, "names": []},
        content,
        Deadline.from_now(),
        MEMORY,
    )
    return sheets


def _asked(question: dict[str, Any], content: bytes, deadline: Deadline, memory: int) -> Any:
    name = question["name"]
    question["memory"] = memory
    head = json.dumps(question).encode()
    folders = [str(Path(__file__).parents[2]), *(folder for folder in sys.path if folder)]
    # -I keeps modules that lie beside the workbook from being imported.
    command = [sys.executable, "-I", "-X", "utf8", "-c", START, json.dumps(folders)]
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module, no shell
            command,
            input=len(head).to_bytes(4, "little") + head + content,
            capture_output=True,
            timeout=deadline.left() + 0.001,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableError(
            f"{name} is not read after {SECONDS:.0f} seconds; it is damaged or far too large: "
            "open it in Excel and save the sheet you need as .xlsx"
        ) from TimeoutError(str(error))
    except OSError as error:
        raise UnreadableError(
            f"{name} has to be read in a process of its own, which cannot be started ({error})"
        ) from error
    return _answer(done, name)


def _answer(done: subprocess.CompletedProcess[bytes], name: str) -> Any:
    kind, told = "", None
    if done.returncode == 0:
        try:
            kind, told = _Unpickler(io.BytesIO(done.stdout)).load()
        except (pickle.UnpicklingError, EOFError, ValueError, TypeError, AttributeError):
            kind = ""  # an answer that is none counts as no answer
    if kind == Outcome.READ:
        return told
    if kind == Outcome.NO_WORKBOOK:
        raise NotAWorkbookError(str(told))
    if kind == Outcome.DAMAGED:
        raise UnreadableError(str(told)) from ValueError()
    if kind == Outcome.UNREADABLE:
        raise UnreadableError(str(told))
    if done.returncode == OUT_OF_MEMORY or b"memory allocation" in done.stderr:
        raise UnreadableError(
            f"{name} needs more than {MEMORY // 1_000_000} MB of memory to be read; "
            "save the sheet you need as a workbook of its own"
        ) from MemoryError()
    raise UnreadableError(
        f"{name} makes its reader fail, so it is damaged; open it in Excel and save it as .xlsx"
    )


class _Unpickler(pickle.Unpickler):
    """Accepts grids and what they are made of: a taken-over child could send anything."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in SAFE or (module, name) == ("builtins", "frozenset"):
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} is no part of a grid")
