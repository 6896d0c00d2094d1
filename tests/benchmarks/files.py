"""Files → grids, as a ratio to bare python-calamine in the same run.

    python -m tests.benchmarks.files

The large tracker has 100,000 rows and 15 columns; the budget is 1.5 times bare calamine to lists,
and 25 ms for 1,000 rows beyond the imports. Times are of the processor, so that a busy machine
does not decide; the best of three counts.
"""

from __future__ import annotations

import gc
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import xlsxwriter
from python_calamine import CalamineWorkbook

from toolkit.books.file import FileBook


def main() -> None:
    """Print times and ratios for a large and an ordinary tracker, plain and with formulas."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        for count, formulas in ((rows, 0), (rows, 2), (1000, 0), (1000, 2)):
            path = Path(folder) / f"tracker-{count}-{formulas}.xlsx"
            _write(path, count, formulas)
            _compare(path, f"{count:,} rows, {formulas} columns of formulas")


def _compare(path: Path, what: str) -> None:
    FileBook(path).read()  # imports and caches are not measured
    bare = _best(lambda: _bare(path))
    ours = _best(lambda: FileBook(path).read())
    names = _best(lambda: FileBook(path).sheets())
    print(
        f"{what}: bare calamine {bare * 1000:.1f} ms, read {ours * 1000:.1f} ms "
        f"= {ours / bare:.2f} ×, sheets() {names * 1000:.1f} ms"
    )


def _bare(path: Path) -> object:
    with CalamineWorkbook.from_path(path) as book:
        return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]


def _best(work: Callable[[], object]) -> float:
    seconds = []
    for _ in range(3):
        gc.collect()
        start = time.process_time()
        work()
        seconds.append(time.process_time() - start)
    return min(seconds)


def _write(path: Path, count: int, formulas: int) -> None:
    book = xlsxwriter.Workbook(str(path), {"constant_memory": False})
    sheet = book.add_worksheet("Jobs")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, [f"Column {number}" for number in range(15)])
    for row in range(1, count + 1):
        start = datetime(2026, 1, 1) + timedelta(days=row % 365)  # noqa: DTZ001
        sheet.write_row(row, 0, [f"{row:06}", f"Job number {row}", f"Client {row % 40}", "Live"])
        sheet.write_datetime(row, 4, start, day)
        sheet.write_datetime(row, 5, start + timedelta(days=30), day)
        sheet.write_row(row, 6, [row * 1.5, row * 2.0, row % 100 / 100, "AE", "Next", "", "Notes"])
        for column in (13, 14):
            if column >= 15 - formulas:
                sheet.write_formula(row, column, f"G{row + 1}-H{row + 1}", None, row * -0.5)
            else:
                sheet.write_number(row, column, row)
    book.close()


if __name__ == "__main__":
    main()
