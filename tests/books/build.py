"""Small workbooks and plans the tests of saving are made of."""

from __future__ import annotations

import itertools
import warnings
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

from toolkit.books.backups import Shelf
from toolkit.plan import Block, Chart, Column, Format, Link, OwnSheet, Plan, Tone

JOBS: Sequence[Sequence[object]] = (
    ("Job #", "Client", "Status", "Budget", "Due"),
    ("A-1", "Acme", "Open", 1200.5, date(2026, 3, 1)),
    ("A-2", "Bolt", "Closed", 900, date(2026, 4, 2)),
    ("A-3", "Cyan & Co", "Open", 0, None),
)


def workbook(
    path: Path,
    sheets: Mapping[str, Sequence[Sequence[object]]] | None = None,
    dress: Callable[[Any, Mapping[str, Any]], None] | None = None,
) -> Path:
    """Write a workbook with XlsxWriter; ``dress`` may add to it before it is closed."""
    import xlsxwriter

    book = xlsxwriter.Workbook(
        str(path),
        {
            "default_date_format": "yyyy-mm-dd",
            "strings_to_formulas": False,
            "strings_to_urls": False,
        },
    )
    pages = {}
    for name, rows in (sheets or {"Jobs": JOBS}).items():
        pages[name] = page = book.add_worksheet(name)
        for row, cells in enumerate(rows):
            for column, value in enumerate(cells):
                if value is not None:
                    page.write(row, column, value)
    if dress:
        dress(book, pages)
    book.close()
    return path


def shelf(folder: Path) -> Shelf:
    """Return a shelf whose clock moves a minute each time it is asked."""
    start = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
    ticks = itertools.count()
    return Shelf(folder / "backups", lambda: start + timedelta(minutes=next(ticks)))


def checks(*states: str, name: str = "Checks") -> OwnSheet:
    """Return an own sheet with every feature: links, tones, bars, totals, a side block, charts."""
    states = states or ("Late", "Fine")
    columns = (
        Column("Job", 10),
        Column("Due", 12, Format.DATE),
        Column("Budget", 12, Format.MONEY, total=True),
        Column("Hours", 10, Format.HOURS, bar=True),
        Column("State", 20, wrap=True),
    )
    rows = tuple(
        (Link(f"A-{n}", f"#Jobs!A{n + 1}"), date(2026, 3, n), Decimal("12.50"), 2.25 * n, state)
        for n, state in enumerate(states, 1)
    )
    tones = tuple(Tone.BAD if state == "Late" else Tone.GOOD for state in states)
    side = Block((Column("State"), Column("Jobs", 8, Format.NUMBER)), (("Late", 1), ("Fine", 1)))
    return OwnSheet(
        name,
        "Checks of the tracker",
        ("As of 2026-03-10", "=not a formula"),
        (Block(columns, rows, "Findings", tones), side),
        (Chart("column", "Jobs by state", 1, 0, (1,)),),
    )


def plan(*states: str) -> Plan:
    """Return a plan that writes the sheet of checks."""
    return Plan(sheets=(checks(*states),))


def opened(path: Path) -> Any:
    """Return a workbook as openpyxl reads it, which warns about the extensions it ignores."""
    import openpyxl

    with warnings.catch_warnings(action="ignore"):
        return openpyxl.load_workbook(path)


def members(content: bytes) -> dict[str, bytes]:
    """Return part name → compressed bytes of a package."""
    found = {}
    with zipfile.ZipFile(BytesIO(content)) as package:
        for info in package.infolist():
            start = info.header_offset + 30
            start += sum(
                int.from_bytes(
                    content[info.header_offset + at : info.header_offset + at + 2], "little"
                )
                for at in (26, 28)
            )
            found[info.filename] = content[start : start + info.compress_size]
    return found


def parts(content: bytes) -> dict[str, bytes]:
    """Return part name → uncompressed bytes of a package."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def repacked(content: bytes, changed: Mapping[str, bytes | None]) -> bytes:
    """Return a package with some parts replaced, added or (None) taken out."""
    out = BytesIO()
    kept = {k: v for k, v in (parts(content) | dict(changed)).items() if v is not None}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in kept.items():
            package.writestr(name, data)
    return out.getvalue()
