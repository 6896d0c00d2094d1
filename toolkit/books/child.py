"""The child process of ``guarded``: one question on stdin, one answer on stdout."""

from __future__ import annotations

import json
import pickle
import sys
from typing import Any

from toolkit.books.limits import OUT_OF_MEMORY, limit_memory
from toolkit.books.reader import Outcome, Reader, grids_by, is_final, sheets_by
from toolkit.errors import NotAWorkbookError, UnreadableError

__all__ = ["main"]


def main() -> None:
    """Answer with an outcome and the result or the reason."""
    source = sys.stdin.buffer
    question = json.loads(source.read(int.from_bytes(source.read(4), "little")))
    limit_memory(question["memory"])
    try:
        outcome, told = _answered(question, source.read())
        answer = pickle.dumps((outcome.value, told), pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        sys.exit(OUT_OF_MEMORY)
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()


def _answered(question: dict[str, Any], content: bytes) -> tuple[Outcome, object]:
    reader, name = Reader(question["reader"]), question["name"]
    try:
        if question["task"] == "sheets":
            return Outcome.READ, sheets_by(reader, content, name)
        return Outcome.READ, dict(grids_by(reader, content, name, question["names"]))
    except NotAWorkbookError as error:
        return Outcome.NO_WORKBOOK, str(error)
    except UnreadableError as error:
        return Outcome.DAMAGED if is_final(error) else Outcome.UNREADABLE, str(error)
