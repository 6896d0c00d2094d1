"""All rules on a large agency, against the time its workbook takes to read, in the same run.

    python -m tests.benchmarks.checks [JOBS HOURS]

By default 100,000 jobs in 15 columns and 200,000 hours. The budgets: all rules ≤ 1 × reading, no
rule over 15 % of the whole, and twice the rows no more than twice the time.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter

from toolkit.books import open_book
from toolkit.checks import RULES, Context, Rule
from toolkit.checks.rule import Flaw, Unfit
from toolkit.checks.runner import run_rules
from toolkit.config import Config
from toolkit.model import Tracker
from toolkit.reading import read_tracker

AS_OF = date(2026, 3, 16)
STATES = ("In progress", "Waiting on client", "Closed", "Billed", "On hold")
JOB_COLUMNS = (
    "Job #",
    "Job Name",
    "Client",
    "Status",
    "Next Step",
    "Due Date",
    "Owner",
    "Opened",
    "Started",
    "Finished",
    "Estimate",
    "Estimate Signed",
    "Billed",
    "PO #",
    "Notes",
)
HOUR_COLUMNS = ("Date", "Client", "Job #", "Task", "Hours", "Person", "Rate", "Billable?", "Notes")


def main() -> None:
    """Print the times and their ratios."""
    jobs, hours = (int(a) for a in sys.argv[1:3] or ("100000", "200000"))
    half = _measured(jobs // 2, hours // 2, quiet=True)[1]
    read, checked = _measured(jobs, hours)
    print(f"{checked / read:.2f} × the time to read (budget 1)")
    print(f"{checked / half:.2f} × the time for half the rows (budget about 2)")


def _measured(jobs: int, hours: int, *, quiet: bool = False) -> tuple[float, float]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "agency.xlsx"
        _write(path, jobs, hours)
        started = time.perf_counter()
        tracker = read_tracker([(path.name, open_book(path).read())], Config(), AS_OF)
        read = time.perf_counter() - started
    checked, by_rule, findings = _checked(tracker)
    if not quiet:
        print(f"{read:7.2f} s  read {len(tracker.jobs):,} jobs, {len(tracker.hours):,} hours")
        print(f"{checked:7.2f} s  {len(RULES)} rules, {findings:,} findings")
        for code, seconds in sorted(by_rule.items(), key=lambda item: -item[1])[:8]:
            print(f"{seconds:7.2f} s  {code}, {seconds / checked:.0%} of the whole")
    return read, checked


def _checked(tracker: Tracker) -> tuple[float, dict[str, float], int]:
    """Return the time of the whole, of each rule, and how much was found."""
    by_rule: dict[str, float] = {}
    started = time.perf_counter()
    context = Context.of(tracker, Config(), AS_OF)
    for shared in ("jobs", "repeats", "open_jobs", "hours", "_kept", "clients", "by_day"):
        getattr(context, shared)
    report = run_rules([_timed(rule, by_rule) for rule in RULES], context)
    return time.perf_counter() - started, by_rule, len(report.findings)


def _timed(rule: Rule, by_rule: dict[str, float]) -> Rule:
    def find(context: Context) -> Iterator[Flaw | Unfit]:
        started = time.perf_counter()
        flaws = list(rule.find(context))
        by_rule[rule.code] = time.perf_counter() - started
        return iter(flaws)

    return replace(rule, find=find)


def _write(path: Path, jobs: int, hours: int) -> None:
    """Write a workbook of an agency where one job in ten has something wrong."""
    chance = random.Random(5)
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    dated = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet("Jobs")
    sheet.write_row(0, 0, JOB_COLUMNS)
    for row in range(1, jobs + 1):
        for column, value in enumerate(_job(row, chance)):
            _put(sheet, row, column, value, dated)
    sheet = book.add_worksheet("Hours")
    sheet.write_row(0, 0, HOUR_COLUMNS)
    for row in range(1, hours + 1):
        for column, value in enumerate(_entry(row, jobs, chance)):
            _put(sheet, row, column, value, dated)
    book.close()


def _put(sheet: object, row: int, column: int, value: object, dated: object) -> None:
    if isinstance(value, date):
        sheet.write_datetime(row, column, value, dated)  # type: ignore[attr-defined]
    elif value is not None:
        sheet.write(row, column, value)  # type: ignore[attr-defined]


def _job(row: int, chance: random.Random) -> tuple[object, ...]:
    wrong = row % 10 == 0
    opened = AS_OF - timedelta(days=7 * chance.randrange(8, 50))
    state = STATES[row % len(STATES)]
    over = state in ("Closed", "Billed")
    estimate = chance.randrange(2000, 40000)
    finished = AS_OF - timedelta(days=7 * chance.randrange(1, 4))
    return (
        f"JOB-{100000 + row}",
        f"Job {row}",
        f"Client {row % 200}",
        state,
        None if wrong else "Send layouts",
        finished if over else AS_OF + timedelta(days=7 * chance.randrange(1, 12)),
        None if wrong else f"Person {row % 50}",
        opened,
        opened + timedelta(days=3),
        finished if over else None,
        estimate,
        opened + timedelta(days=2),
        estimate,
        f"45{row:06}",
        "client informed" if row % 3 else None,
    )


def _entry(row: int, jobs: int, chance: random.Random) -> tuple[object, ...]:
    job = chance.randrange(1, jobs + 1)
    return (
        AS_OF - timedelta(days=7 * chance.randrange(4, 7) + chance.randrange(3, 7)),
        f"Client {job % 200}",
        f"JOB-{100000 + job}",
        chance.choice(("Design", "Copy", "Media")),
        0.002 if row % 500 else 7.5,
        f"Person {row % 50}",
        120,
        "Yes",
        f"note {row}",
    )


if __name__ == "__main__":
    main()
