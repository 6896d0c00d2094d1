"""Odd files in bulk: each is read or refused with a reason, within 30 seconds and 1 GB."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.books.biff import xls
from tests.books.biff12 import xlsb
from tests.books.contract import JOBS, OLD, SECRET
from tests.books.corpus import odd_files
from tests.books.test_ods import cell, ods, row
from tests.books.workbooks import write_workbook
from tests.scale import SCALE

COUNT = 40
DEMO = Path(__file__).parents[2] / "workbooks" / "demo"
LARGEST_SEED = 600_000

# One process reads a batch: an abort, a runaway or too much memory shows in how it ends.
READ_ALL = """
import json, resource, sys, time
from pathlib import Path
from toolkit.books.file import FileBook
from toolkit.errors import ToolkitError
limit = 1_000_000_000
resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
ends = []
for path in sorted(Path(sys.argv[1]).iterdir()):
    start = time.monotonic()
    try:
        book = FileBook(path)
        book.sheets()
        book.read()
        end = "read"
    except ToolkitError as error:
        end = type(error).__name__
        assert len(str(error)) > 20 and "\\n" not in str(error), error
    ends.append((path.name, end, time.monotonic() - start))
    print(path.name, file=sys.stderr)
print(json.dumps(ends))
"""


def seeds(folder: Path) -> dict[str, bytes]:
    rows: list[list[object]] = [["Job #", "Name"], ["0042", 3.5], ["#REF!", "=#N/A"]]
    found = {"old.xls": xls(rows), "binary.xlsb": xlsb(rows, hidden=[1])}
    found["open.ods"] = ods(f'<table:table table:name="Jobs">{row(cell(text="A-7"))}</table:table>')
    write_workbook(folder / "contract.xlsx", JOBS, OLD, SECRET)
    paths = [folder / "contract.xlsx", *DEMO.glob("*.xlsx"), *DEMO.glob("*.csv")]
    if data := os.environ.get("TOOLKIT_FIELD_DATA"):
        paths += [*Path(data).glob("packages/*.xls*"), *Path(data).glob("trackers/*.x*")]
    for path in paths:
        content = path.read_bytes()
        found[path.name] = content[:LARGEST_SEED] if path.suffix == ".csv" else content
    return {name: content for name, content in found.items() if len(content) <= LARGEST_SEED}


@pytest.mark.skipif(sys.platform == "win32", reason="the test's own limit is RLIMIT_AS")
@pytest.mark.parametrize("batch", range(SCALE))
def test_odd_files_are_read_or_refused_with_a_reason(batch: int, tmp_path: Path) -> None:
    folder = tmp_path / "odd"
    folder.mkdir()
    for file in odd_files(seeds(tmp_path), COUNT, seed=batch + 1):
        (folder / file.name.replace("/", "_")).write_bytes(file.content)
    done = subprocess.run(
        [sys.executable, "-c", READ_ALL, str(folder)],
        capture_output=True,
        text=True,
        timeout=COUNT * 30,
        env={**os.environ, "RUST_BACKTRACE": "0"},
    )
    assert done.returncode == 0, done.stderr[-2000:]
    ends: list[tuple[str, str, float]] = json.loads(done.stdout)
    assert len(ends) == COUNT
    slowest = max(ends, key=lambda end: end[2])
    counts = dict(Counter(end for _, end, _ in ends))
    assert slowest[2] < 30, slowest
    assert counts["read"] > COUNT / 10, counts
    sys.stdout.write(f"batch {batch}: {counts}, slowest {slowest[2]:.1f} s ({slowest[0]})\n")
