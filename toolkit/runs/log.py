"""The log of a run: a line an event, as text or JSON, in files that take turns."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from datetime import datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any, Literal

from toolkit.errors import OutputError

__all__ = ["LogStyle", "RunLog", "log_path"]

LogStyle = Literal["text", "json"]
MOST_BYTES, MOST_FILES = 1_000_000, 5
ENDINGS: Mapping[LogStyle, str] = {"text": ".log", "json": ".jsonl"}


def log_path(folder: Path, run: str, style: LogStyle) -> Path:
    """Return where the log of a run stands in a folder of logs."""
    return folder / f"{run}{ENDINGS[style]}"


class RunLog:
    """Writes what happens in a run; a disk that is full stops the log, never the run.

    Raises OutputError where the file cannot be opened.
    """

    def __init__(self, folder: Path, run: str, style: LogStyle) -> None:
        self.path = log_path(folder, run, style)
        self.trouble: str | None = None
        """Why a line could not be written; None while all could."""
        self._style, self._run = style, run
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._file = _File(self.path, MOST_BYTES, MOST_FILES)
        except OSError as error:
            raise OutputError(
                f"The log {self.path} cannot be written: {error.strerror};"
                " choose another folder with --state"
            ) from error

    def __enter__(self) -> RunLog:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def add(self, at: datetime, event: str, **said: Any) -> None:
        """Write one event; ``said`` are texts, numbers and lists of them."""
        line = self._json(at, event, said) if self._style == "json" else self._text(at, event, said)
        record = logging.LogRecord(self._run, logging.INFO, "", 0, line, None, None)
        self._file.handle(record)
        self.trouble = self.trouble or self._file.trouble

    def _json(self, at: datetime, event: str, said: Mapping[str, Any]) -> str:
        shown = {"at": at.isoformat(timespec="seconds"), "run": self._run, "event": event, **said}
        return json.dumps(shown, ensure_ascii=False, default=str)

    def _text(self, at: datetime, event: str, said: Mapping[str, Any]) -> str:
        parts = [f"{at.isoformat(' ', 'seconds')} {self._run}: {event}"]
        lines = []
        for name, value in said.items():
            if isinstance(value, tuple | list):
                lines += [f"    {name}: {_line(one)}" for one in value]
            elif value not in (None, ""):
                parts.append(f"{name}={_line(value)}")
        return "\n".join([" ".join(parts), *lines])


def _line(value: Any) -> str:
    """Return text on one line: a cell's line break must not begin a line of the log."""
    return "".join(c if c.isprintable() else " " for c in str(value))


class _File(RotatingFileHandler):
    """A file that takes turns with older ones, and remembers why it could not be written."""

    def __init__(self, path: Path, most_bytes: int, most_files: int) -> None:
        self.trouble: str | None = None
        super().__init__(path, maxBytes=most_bytes, backupCount=most_files, encoding="utf-8")

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
        """Keep the reason; logging itself would print a traceback and go on."""
        import sys

        self.trouble = self.trouble or f"The log {self.baseFilename} broke off: {sys.exc_info()[1]}"
