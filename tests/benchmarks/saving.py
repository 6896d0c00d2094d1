"""How long a save takes, as ratios to work that cannot be avoided, in one run.

Usage: python -m tests.benchmarks.saving [ROWS]
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from xml.parsers import expat

from tests.books.build import shelf
from toolkit.books.writer import apply_plan
from toolkit.plan import Block, Column, Edit, Format, Link, OwnSheet, Plan, Tone

__all__ = ["main"]

COLUMNS, RUNS, MANY_RUNS = 15, 3, 60
SHEET = "xl/worksheets/sheet1.xml"


def tracker(path: Path, rows: int) -> Path:
    """Write a workbook of texts, numbers and dates."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path), {"constant_memory": False})
    page = book.add_worksheet("Jobs")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    page.write_row(0, 0, [f"Column {n}" for n in range(COLUMNS)])
    for row in range(1, rows + 1):
        page.write_row(row, 0, [f"J-{row:06}", f"Client {row % 90}", "Open", row * 1.25, row % 37])
        page.write_datetime(row, 5, date(2026, 1 + row % 12, 1 + row % 28), day)  # type: ignore[call-overload]
        page.write_row(row, 6, [f"Job number {row} for a client", "A. Lima", row % 7, row / 3])
        page.write_row(row, 10, ["Next step: call", row % 11, "Print", row % 2, f"PO {row % 500}"])
    book.close()
    return path


def checks(rows: int) -> OwnSheet:
    """Return a sheet of findings, as a check of the whole tracker gives it."""
    columns = (
        Column("Cell", 14),
        Column("Rule", 10),
        Column("What is wrong", 60, wrap=True),
        Column("Due", 12, Format.DATE),
        Column("Hours", 10, Format.HOURS),
    )
    body = tuple(
        (Link(f"Jobs!E{n}", f"#Jobs!E{n}"), "DAT101", "Due before start", date(2026, 3, 1), n / 4)
        for n in range(2, rows + 2)
    )
    tones = tuple((Tone.BAD, Tone.WARN, Tone.PLAIN)[n % 3] for n in range(rows))
    return OwnSheet("Checks", "Checks", ("As of 2026-03-10",), (Block(columns, body, "", tones),))


def edits() -> Plan:
    """Return a hundred edits spread over the first fifty thousand rows."""
    return Plan(
        tuple(
            Edit("Jobs", row, 3, "Open", "Checked", f"J-{row - 1:06}", 1)
            for row in range(2, 50_000, 500)
        )
    )


def best(work: Callable[[], object], prepare: Callable[[], object], runs: int = RUNS) -> float:
    """Return the shortest of a few runs, in seconds."""
    times = []
    for _ in range(runs):
        prepare()
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return min(times)


def compared(
    work: Callable[[], object], floor: Callable[[], object], prepare: Callable[[], object]
) -> tuple[float, float]:
    """Return the medians in seconds of work and its floor, taken in turns: load hits both alike."""
    works, floors = [], []
    for _ in range(MANY_RUNS):
        floors.append(best(floor, prepare, 1))
        works.append(best(work, prepare, 1))
    return statistics.median(works), statistics.median(floors)


def copied_with_fsync(source: Path, target: Path) -> None:
    """Copy a file and wait until it is on the disk."""
    shutil.copyfile(source, target)
    with target.open("rb+") as file:
        os.fsync(file.fileno())


def drawn(sheet: OwnSheet, path: Path) -> None:
    """Let XlsxWriter alone write the same cells and links, plainly, to a file."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet(sheet.name)
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    block = sheet.blocks[0]
    page.write_row(0, 0, [column.header for column in block.columns])
    for row, cells in enumerate(block.rows, 1):
        for column, value in enumerate(cells):
            if isinstance(value, Link):
                page.write_url(row, column, f"internal:{value.target[1:]}", None, value.text)
            elif isinstance(value, date):
                page.write_datetime(row, column, value, day)  # type: ignore[call-overload]
            else:
                page.write(row, column, value)
    book.close()


def scanned(book: Path) -> None:
    """Unzip one sheet, let expat run over it, deflate it again."""
    with zipfile.ZipFile(book) as package:
        content = package.read(SHEET)
    expat.ParserCreate().Parse(content, True)
    zlib.compressobj(6, zlib.DEFLATED, -15).compress(content)


def peak(book: Path, folder: Path) -> int:
    """Return the megabytes a process takes at most to make the edits."""
    script = (
        "import sys, resource\nfrom pathlib import Path\nfrom tests.benchmarks import saving\n"
        "book, folder = map(Path, sys.argv[1:])\n"
        "saving.apply_plan(book, saving.edits(), shelf=saving.shelf(folder))\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)\n"
    )
    command = [sys.executable, "-c", script, str(book), str(folder)]
    return int(subprocess.run(command, capture_output=True, text=True, check=True).stdout) // 1024


def loaded_and_saved(book: Path) -> None:
    """Do what openpyxl does for one cell: everything anew."""
    import openpyxl

    opened = openpyxl.load_workbook(book)
    opened["Jobs"]["C2"] = "Checked"
    opened.save(book)


def main(rows: int) -> None:
    """Print the ratios."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source, book = folder / "source.xlsx", folder / "book.xlsx"
        # Made elsewhere: on Linux a child's peak begins at what its parent holds.
        making = multiprocessing.get_context("spawn").Process(target=tracker, args=(source, rows))
        making.start()
        making.join()
        kept = shelf(folder)

        def afresh() -> None:
            shutil.copyfile(source, book)

        sheet, size = checks(300), source.stat().st_size / 1e6
        print(f"{rows:,} rows × {COLUMNS} columns, {size:.1f} MB")

        def least() -> None:
            copied_with_fsync(source, folder / "copy.xlsx")
            drawn(sheet, folder / "sheet.xlsx")

        def added() -> None:
            apply_plan(book, Plan(sheets=(sheet,)), shelf=kept)

        took, floor = compared(added, least, afresh)
        told("adding a 300-row sheet", took, floor, "copying with fsync + XlsxWriter")

        def least_kept() -> None:
            copied_with_fsync(source, folder / "kept.xlsx")
            least()

        took, floor = compared(added, least_kept, afresh)
        told("the same against two copies", took, floor, "the previous version is one of them")
        floor = best(lambda: scanned(source), afresh)
        took = best(lambda: apply_plan(book, edits(), shelf=kept), afresh)
        told("editing 100 cells", took, floor, "unzip + expat + deflate of the sheet")
        afresh()
        print(f"editing 100 cells takes {peak(book, folder)} MB at most")
        afresh()
        started = time.perf_counter()
        loaded_and_saved(book)
        slow = time.perf_counter() - started
        print(f"openpyxl's load and save: {slow:.1f} s, {slow / took:.0f} × as long")


def told(what: str, took: float, floor: float, against: str) -> None:
    """Print one ratio."""
    print(f"{what}: {took:.3f} s, {took / floor:.2f} × ({against}: {floor:.3f} s)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
