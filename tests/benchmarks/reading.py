"""Print what reading costs beside bare python-calamine, all in one run.

Usage: python -m tests.benchmarks.reading [ROWS]
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from random import Random

from tests.benchmarks.memory import peak_of
from toolkit.books import open_book
from toolkit.config import Config
from toolkit.reading import read_tracker
from toolkit.table import Grid, Value

COLUMNS = ("Job #", "Job Name", "Client", "Status", "Billing Status", "Next Step", "Milestone",
           "Due", "Owner", "Estimate", "Billed", "% Complete", "PO", "Opened", "Notes")  # fmt: skip
STATUSES = ("In progress", "Complete", "On hold", "Not started", "Waiting on client", "Billed")
OWNERS = ("JD", "KS", "Anna Meier", "JD/KS", "Ben Cole")
AS_OF = date(2026, 3, 2)


def main(arguments: list[str]) -> None:
    """Print every figure of the budget and what it may be."""
    rows = int(arguments[0]) if arguments else 100_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "tracker.xlsx"
        _write(path, rows)
        bare, whole = _fastest(lambda: _bare(path)), _fastest(lambda: _read(path))
        print(f"{rows} x {len(COLUMNS)}: calamine to lists {bare:.2f} s,"
              f" file to records {whole:.2f} s: {whole / bare:.2f} times (may be 3)")  # fmt: skip
        lists, records = peak_of(_bare, path), peak_of(_read, path)
        print(f"peak memory: calamine {lists:.0f} MB, records {records:.0f} MB,"
              f" {records - 2 * lists:+.0f} MB beside twice that (may be +300)")  # fmt: skip
        small = Path(folder) / "small.xlsx"
        _write(small, 1000)
        _read(small)
        print(f"1000 rows: {_fastest(lambda: _read(small)) * 1000:.0f} ms (may be 60)")
    base = _tracker_time(rows // 4)
    for part in (2, 1):
        took = _tracker_time(rows // part)
        print(f"{rows // part} rows: {took / base:.2f} times the time of {rows // 4}")
    empty = Grid("Jobs", [*_rows(1000), *([[]] * 1_047_575)])
    print(f"1000 rows of 1048576 claimed: {_fastest(lambda: _track(empty)) * 1000:.0f} ms")


def _rows(count: int) -> list[list[Value]]:
    random = Random(1)
    start = date(2026, 1, 1)
    rows: list[list[Value]] = [list(COLUMNS)]
    for i in range(count):
        due = start + timedelta(days=random.randrange(400))
        done = random.choice((0.0, 0.25, 0.5, 1.0))
        money = round(random.random() * 50_000, 2)
        rows.append([f"ABC-{i:06}", f"Job name {i}", f"Client {i % 40}", random.choice(STATUSES),
                     "Open", "Send estimate to client", "Launch", due, random.choice(OWNERS),
                     money, round(money * done, 2), done, f"PO{i}", start, "note"])  # fmt: skip
    return rows


def _write(path: Path, count: int) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(
        path, {"constant_memory": True, "default_date_format": "yyyy-mm-dd"}
    ) as book:
        sheet = book.add_worksheet("Jobs")
        for number, row in enumerate(_rows(count)):
            sheet.write_row(number, 0, row)


def _bare(path: Path) -> object:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(path)
    return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]


def _read(path: Path) -> object:
    return read_tracker([(path.name, open_book(path).read())], Config(), AS_OF)


def _track(grid: Grid) -> object:
    return read_tracker([("book.xlsx", {grid.sheet: grid})], Config(), AS_OF)


def _tracker_time(count: int) -> float:
    grid = Grid("Jobs", _rows(count))
    return _fastest(lambda: _track(grid))


def _fastest(work: Callable[[], object]) -> float:
    """Return the least CPU time of three runs, in seconds: other programs do not count."""
    times = []
    for _ in range(3):
        started = time.process_time()
        kept = work()
        times.append(time.process_time() - started)
        del kept
    return min(times)


if __name__ == "__main__":
    main(sys.argv[1:])
