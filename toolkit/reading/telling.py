"""What was read from a book, told for programs and for a person to settle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from toolkit.model import Source, Tracker, Unread
from toolkit.table import column_letters

__all__ = ["BookTold", "agency_toml", "as_json", "told"]

DOUBTFUL = 0.7
"""A column taken for a field less surely than this is a comment to settle."""


@dataclass(frozen=True, slots=True)
class BookTold:
    """One book: its tables, and the cells that could not be read."""

    book: str
    tables: tuple[Source, ...]
    unread: tuple[Unread, ...]


def told(book: str, tracker: Tracker) -> BookTold:
    """Return what a tracker read from one book says of it."""
    return BookTold(
        book,
        tuple(t for t in tracker.tables if t.book == book),
        tuple(u for u in tracker.unread if u.record.source.book == book),
    )


def as_json(book: BookTold) -> dict[str, Any]:
    """Return the shape that ``toolkit inspect --format json`` prints for a book."""
    return {"book": book.book, "tables": [_table(source) for source in book.tables]}


def _table(source: Source) -> dict[str, Any]:
    return {
        "sheet": source.sheet,
        "header_rows": list(source.header_rows),
        "first_row": source.first_row,
        "last_row": source.last_row,
        "rows": source.rows,
        "kind": source.kind,
        "columns": [
            {
                "column": column_letters(c.column),
                "header": c.header,
                "field": c.field,
                "confidence": c.confidence,
                "reason": c.reason,
            }
            for c in source.columns
        ],
    }


def agency_toml(books: Sequence[BookTold]) -> str:
    """Return the text of an agency.toml: what is sure left out, what is doubtful as comments.

    A comment taken in settles a column for good; as it stands the file changes nothing.
    """
    lines = [
        "# agency.toml, from toolkit init. Everything works without it; what stands here wins.",
        "# Take the # away from a line to settle it. A field left empty leaves its column unread.",
        "",
        "[agency]",
        '# name = "Our Agency"',
        '# timezone = "Europe/London"',
        '# country = "GB"',
        '# currency = "GBP"',
        "# day_first = true  # 3/4/2026 is the 3rd of April",
    ]
    for sheet, tables in _by_sheet(books).items():
        lines += _sheet_lines(sheet, tables)
    lines += _status_lines(books)
    return "\n".join(lines) + "\n"


def _by_sheet(books: Sequence[BookTold]) -> dict[str, list[Source]]:
    found: dict[str, list[Source]] = {}
    for book in books:
        for table in book.tables:
            found.setdefault(table.sheet, []).append(table)
    return found


def _sheet_lines(sheet: str, tables: Sequence[Source]) -> list[str]:
    lines = ["", f"[sheets.{_quoted(sheet)}]"]
    for table in tables:
        rows = ", ".join(map(str, table.header_rows))
        what = f"{table.rows} {table.kind}" if table.kind else f"{table.rows} rows of no known kind"
        lines.append(f"# {table.book}: header in row {rows}, {what}")
        if table.kind is None:
            lines += ["# skip = true", '# kind = "jobs"']
    doubtful = [line for table in tables if table.kind for line in _doubtful(table)]
    if doubtful:
        lines += ["", f"[sheets.{_quoted(sheet)}.columns]", *_once(doubtful)]
    return lines


def _once(lines: Sequence[str]) -> list[str]:
    """Keep the first line for each key, as a TOML table must."""
    return list({line.partition(" = ")[0]: line for line in reversed(lines)}.values())[::-1]


def _doubtful(table: Source) -> list[str]:
    """Return a comment for each column that a person should look at, by its header or letter."""
    headers = [c.header for c in table.columns]
    lines = []
    for c in table.columns:
        if (c.field and c.confidence < DOUBTFUL) or c.reason == "unknown header":
            letters = column_letters(c.column)
            name = c.header if c.header and headers.count(c.header) == 1 else letters
            lines.append(f"# {_quoted(name)} = {_quoted(c.field or '')}  # {letters}: {c.reason}")
    return lines


def _status_lines(books: Sequence[BookTold]) -> list[str]:
    words = {
        str(u.typed).strip(): None
        for book in books
        for u in book.unread
        if u.reads.name == "STATUS" and u.why.value == "unknown word" and isinstance(u.typed, str)
    }
    if not words:
        return []
    known = "not started, in progress, waiting on client, waiting on supplier, on hold, blocked,"
    return [
        "",
        "[status]",
        f"# Each word is one of: {known}",
        "# ready to bill, billed, closed, cancelled",
        *(f'# {_quoted(word)} = "in progress"' for word in list(words)[:50]),
    ]


def _quoted(text: str) -> str:
    """Return a text as a TOML string; it is on one line whatever it holds."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\u{ord(c):04X}" for c in escaped) + '"'
