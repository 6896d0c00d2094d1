"""The child process of ``guarded``: one question on stdin, one answer on stdout."""

from __future__ import annotations

import json
import pickle
import sys
from typing import Any

from toolkit.books.limits import OUT_OF_MEMORY, limit_memory
from toolkit.books.reader import Reader, grids_by, sheets_by
from toolkit.errors import NotAWorkbookError, UnreadableError

__all__ = ["main"]


def main() -> None:
    """Answer with ("ok", result), ("no workbook", why) or ("unreadable", why)."""
    source = sys.stdin.buffer
    question = json.loads(source.read(int.from_bytes(source.read(4), "little")))
    limit_memory(question["memory"])
    try:
        answer = pickle.dumps(_answered(question, source.read()), pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        sys.exit(OUT_OF_MEMORY)
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()


def _answered(question: dict[str, Any], content: bytes) -> tuple[str, object]:
    reader, name = Reader(question["reader"]), question["name"]
    try:
        if question["task"] == "sheets":
            return "ok", sheets_by(reader, content, name)
        return "ok", dict(grids_by(reader, content, name, question["names"]))
    except NotAWorkbookError as error:
        return "no workbook", str(error)
    except UnreadableError as error:
        return "unreadable", str(error)
