"""What a press costs, as ratios of one run: python tests/benchmarks/buttons.py [--live]."""

from __future__ import annotations

import compileall
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from toolkit.agency import Agency

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

RUNS = 7
ROWS, LIVE_ROWS, ENTRIES = 500, 10_000, 15_000
BARRED = ("pandas", "numpy", "polars", "pyarrow", "matplotlib", "PIL")
LEAN = f"import sys; sys.modules.update(dict.fromkeys({BARRED!r})); "
STARTED = (
    "import toolkit.buttons.start, xlwings.utils; "
    "xlwings.utils.prepare_sys_path('false;/books/Jobs.xlsx;/books/Add.xlam;;;;'); "
    "import os; from tests import fake_excel; from toolkit import buttons; "
    "count = int(os.environ['ROWS']); "
)
"""What RunPython starts, with a workbook in memory in the place of Excel's."""
CHECK = (
    f"{STARTED}app = fake_excel.open_caller(fake_excel.jobs(count), '/books/Jobs.xlsx'); "
    "buttons.check_tracker(); "
    "assert not app.impl.alerts, app.impl.alerts; assert 'findings' in app.status_bar; "
)
BURN = (
    f"{STARTED}tabs = fake_excel.retainers_and_hours(count); "
    "app = fake_excel.open_caller(tabs, '/books/Retainers.xlsx'); "
    "buttons.retainer_burn(); "
    "assert not app.impl.alerts, app.impl.alerts; assert '40 retainers' in app.status_bar; "
)
TELL = "import json, sys; print(json.dumps([n for n, m in sys.modules.items() if m]))"


def modules_of_a_press(press: str = CHECK, count: int = 5) -> set[str]:
    """Return the modules a press leaves in its process, once a press came before it."""
    _started(press, count)
    done = _started(press + TELL, count)
    return set(json.loads(done.stdout))


def _started(code: str, count: int = ROWS) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(ROOT), "ROWS": str(count)}
    command = [sys.executable, "-B", "-c", code]
    return subprocess.run(
        command, env=environment, cwd=ROOT, capture_output=True, text=True, check=True, timeout=120
    )


def seconds(step: Callable[[], object], runs: int = RUNS) -> float:
    """Return the median of some runs, after one that warms what is cached on disk."""
    step()
    found = []
    for _ in range(runs):
        started = time.perf_counter()
        step()
        found.append(time.perf_counter() - started)
    return statistics.median(found)


def press_ratios() -> None:
    """Print what a whole press costs beside importing xlwings alone."""
    compileall.compile_dir(ROOT / "toolkit", quiet=1)  # as an installed package is
    compileall.compile_file(ROOT / "tests" / "fake_excel.py", quiet=1)
    bare = seconds(lambda: _started(LEAN + "import xlwings"))
    lean = seconds(lambda: _started(LEAN + CHECK))
    full = seconds(lambda: _started(CHECK))
    print(f"import xlwings, lean                      {bare:6.3f} s")
    print(f"press of Check tracker, {ROWS} rows, lean    {lean:6.3f} s = {lean / bare:.2f} × (≤ 3)")
    print(
        f"the same where pandas is installed        {full:6.3f} s = {full - lean:+.3f} s (≤ 0.15)"
    )
    for entries in (ROWS, ENTRIES):
        burn = seconds(lambda entries=entries: _started(LEAN + BURN, entries))  # type: ignore[misc]
        what = f"press of Retainer burn, {entries:,} entries"
        print(f"{what:41} {burn:6.3f} s = {burn / bare:.2f} × (≤ 3)")


def live_ratios() -> None:
    """Print what presses cost in LibreOffice beside bare reading and writing of the same cells."""
    from tests import fake_excel
    from tests.real import calc
    from tests.real.soffice import Soffice

    with tempfile.TemporaryDirectory() as name:
        soffice = Soffice(folder := Path(name))
        try:
            book = calc.start(soffice).books.add()
            jobs, hours = fake_excel.jobs(LIVE_ROWS), fake_excel.retainers_and_hours(ENTRIES)
            told = [
                _live(book, folder, f"{LIVE_ROWS:,} jobs checked live", jobs, _checked),
                _live(book, folder, f"{ENTRIES:,} entries burnt live", hours, _burnt),
            ]
        finally:
            soffice.close()
    print("\n".join(told))


def _live(
    book: Any, folder: Path, what: str, tabs: dict[str, list[list[Any]]], work: Callable[..., None]
) -> str:
    from toolkit.agency import agency_around
    from toolkit.books.excel import ExcelBook

    bare = 0.0
    for name, rows in tabs.items():
        block = book.sheets.add(name).range((1, 1), (len(rows), len(rows[0])))
        bulk = block.options(ndim=2, chunksize=None)
        bare += seconds(partial(setattr, bulk, "value", rows), 3)
        bare += seconds(lambda bulk=bulk: bulk.value, 3)  # type: ignore[misc]
    live = ExcelBook(book, "Jobs.xlsx")

    def once() -> float:
        for sheet in list(book.sheets):
            if sheet.name not in tabs:
                sheet.delete()
        started = time.perf_counter()
        now = datetime(2026, 6, 15, 9, tzinfo=UTC)
        work(agency_around(live, folder / "Jobs.xlsx", now=now))
        return time.perf_counter() - started

    whole = statistics.median(once() for _ in range(3))
    return f"{what:26} {whole:6.3f} s = {whole / bare:.2f} × bare writing and reading (≤ 2)"


def _checked(agency: Agency) -> None:
    from toolkit.actions.checking import check, write_checks

    write_checks(agency, check(agency), in_place=True)


def _burnt(agency: Agency) -> None:
    from toolkit.actions.burning import burn, write_burn_into

    write_burn_into(agency, "Jobs.xlsx", burn(agency))


if __name__ == "__main__":
    press_ratios()
    if "--live" in sys.argv:
        live_ratios()
