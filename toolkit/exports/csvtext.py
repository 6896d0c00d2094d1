"""CSV as bytes, the same on every system: UTF-8 without mark, CRLF, quotes where they must be."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

__all__ = ["csv_bytes", "csv_rows"]


def csv_bytes(rows: Iterable[Sequence[object]], delimiter: str = ",") -> bytes:
    """Return rows as a CSV file's bytes."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode()


def csv_rows(content: bytes, delimiter: str = ",") -> list[list[str]]:
    """Return the rows of a CSV file's bytes."""
    text = content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
