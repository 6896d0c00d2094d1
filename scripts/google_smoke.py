"""Try the toolkit on a real Google sheet: what no local server can prove.

Usage: python scripts/google_smoke.py gsheet:KEY [--credentials FILE]

Use a new, empty spreadsheet, shared with the account as Editor. It writes a tab of its own, reads
it back, edits a cell of it, nothing of anybody's, and says what it saw.
"""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from toolkit.books.google.book import GoogleBook, open_google
from toolkit.errors import ToolkitError
from toolkit.plan import Block, Column, Edit, Format, OwnSheet, Plan
from toolkit.table import Value, same_value

VALUES: tuple[Value, ...] = ("00123", "=1+1", "1-2", True, 0, 1.1, date(2026, 3, 4))


def main() -> int:
    """Run every step and return 1 at the first that fails."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("book")
    parser.add_argument("--credentials", type=Path)
    chosen = parser.parse_args()
    try:
        return _tried(open_google(chosen.book, chosen.credentials))
    except ToolkitError as error:
        print(f"failed: {error}")
        return 1


def _tried(book: GoogleBook) -> int:
    print("tabs:", ", ".join(sheet.name for sheet in book.sheets()))
    columns = (Column("Value"), Column("Hours", format=Format.HOURS))
    rows = tuple((value, 1.5) for value in VALUES)
    plan = Plan(sheets=(OwnSheet("Toolkit smoke", "Smoke", (), (Block(columns, rows),)),))
    title = book.apply(plan).sheets["Toolkit smoke"]
    print("written:", title)
    grid = book.read(title)[title]
    wrong = [
        value
        for row, value in enumerate(VALUES, 4)
        if not same_value(grid.value(row, 1), value) or (row, 1) in grid.formulas
    ]
    print("values came back as they went" if not wrong else f"changed on the way: {wrong}")
    again = book.apply(plan).written
    print("a second run wrote", "something: it should not" if again else "nothing, as it should")
    for before, after in ((1.5, 2.5), (2.5, 1.5)):  # the second finds the tab of overwritten cells
        book.apply(Plan(edits=(Edit(title, 4, 2, before, after),)))
        print(f"an edit of one cell landed: {before} → {after}")
    return int(bool(wrong) or again)


if __name__ == "__main__":
    sys.exit(main())
