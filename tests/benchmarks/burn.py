"""A million time entries against 500 retainers over 36 months, beside pandas in the same run.

    python -m tests.benchmarks.burn [ENTRIES [RETAINERS]]

The floor is what pandas takes to read the entries from CSV and to group their hours by client and
month; the budget is three times that. The file holds the columns that a burn asks an entry for, no
fewer and no others: day, client, job, person, role, hours, billable, approved, rate, cost rate and
currency, as Harvest names them. A whole Harvest export has twice as many, which would take pandas
longer.

Measured is ``burn_of``: from the records that reading made of that very file, a job list, people,
rates and retainers, to every ledger row and finding. A fifth of the retainers count billable hours
only, and a tenth only some of the jobs or roles. The entries stand in the order of their days, as
Harvest exports them, and once more in no order. Times are of the processor, the best of three.
"""

from __future__ import annotations

import csv
import gc
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from toolkit.agency import open_agency
from toolkit.retainers import burn_of

START, AS_OF = date(2024, 1, 1), date(2026, 12, 31)
ROLES = ("Designer", "Copywriter", "Account Executive", "Producer", "Developer")
PRODUCTS = ("Web", "Print", "Social", "Film")
HOURS = ("Date", "Client", "Project Code", "First Name", "Last Name", "Roles", "Hours",
         "Billable?", "Approved?", "Billable Rate", "Cost Rate", "Currency")  # fmt: skip
POLICY = '[burn.policy]\nrollover_cap = 20\nexpiry_months = 3\ndeficit = "carry"\n'
JOBS_A_CLIENT, PEOPLE = 8, 200


def main() -> None:
    """Print the times and their ratios, for rows in the order of their days and shuffled."""
    given = [int(argument) for argument in sys.argv[1:]]
    entries, retainers = (*given, *(1_000_000, 500)[len(given) :])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = _entries(entries, retainers)
        _write_others(folder, retainers)
        for order in ("by day", "shuffled"):
            if order == "shuffled":
                random.Random(1).shuffle(rows)
            _write(folder / "hours.csv", HOURS, rows)
            print(f"{entries:,} entries {order}, {retainers} retainers, 36 months")
            _measure(folder)


def _measure(folder: Path) -> None:
    floor = _timed("pandas: read CSV, group by client and month", lambda: _pandas(folder))
    agency = open_agency([str(folder)], now=datetime.now(UTC), as_of=AS_OF)
    tracker, config = agency.tracker, agency.config
    burnt = _timed("burn_of: every ledger row", lambda: burn_of(tracker, config, AS_OF))
    burn = burn_of(tracker, config, AS_OF)
    _timed("worth of every row, which is no part of it", lambda: [r.worth for r in burn.rows])
    counted = sum(len(row.entries) for row in burn.rows)
    print(
        f"{len(burn.rows):,} ledger rows of {counted:,} entries, {len(burn.findings)} findings: "
        f"{burnt / floor:.2f} × pandas already loaded (budget 3)\n"
    )


def _timed(what: str, work: Callable[[], object]) -> float:
    """Return the best of three times, after one that does not count."""
    work()
    times = []
    for _ in range(3):
        gc.collect()
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    print(f"{min(times):7.2f} s  {what}")
    return min(times)


def _pandas(folder: Path) -> object:
    import pandas as pd

    frame = pd.read_csv(folder / "hours.csv", parse_dates=["Date"])
    return frame.groupby(["Client", frame["Date"].dt.to_period("M")])["Hours"].sum()


def _entries(entries: int, retainers: int) -> list[tuple[object, ...]]:
    chance = random.Random(36)
    rows: list[tuple[object, ...]] = []
    for day in sorted(chance.randrange(1096) for _ in range(entries)):
        client, person = chance.randrange(retainers), chance.randrange(PEOPLE)
        rows.append(
            (
                START + timedelta(days=day),
                f"Client {client:03}",
                f"J-{client:03}-{chance.randrange(JOBS_A_CLIENT)}",
                f"Person{person}",
                "Example",
                ROLES[person % len(ROLES)],
                chance.randrange(1, 33) / 4,
                chance.choice(("Yes", "No")),
                chance.choice(("Yes", "No")),
                100 + person % 5,
                40,
                "USD",
            )
        )
    return rows


def _write_others(folder: Path, retainers: int) -> None:
    clients = [f"Client {n:03}" for n in range(retainers)]
    _write(
        folder / "retainers.csv",
        ("Client", "Retainer Hours", "Monthly Fee", "Start Date", "Counts"),
        ((c, 240, 9000, START, "" if n % 5 else "billable") for n, c in enumerate(clients)),
    )
    _write(folder / "rates.csv", ("Role", "Hourly Rate"), zip(ROLES, range(100, 105), strict=True))
    _write(
        folder / "people.csv",
        ("Name", "Role"),
        ((f"Person{n} Example", ROLES[n % len(ROLES)]) for n in range(PEOPLE)),
    )
    _write(
        folder / "jobs.csv",
        ("Job #", "Job Name", "Client", "Product", "Status"),
        _jobs(clients),
    )
    limited = "".join(
        f"[retainers.'{c}']\n"
        + ('roles = ["Designer", "Producer"]' if n % 20 else f'jobs = ["J-{n:03}-1"]')
        + "\n"
        for n, c in enumerate(clients)
        if n % 10 == 0
    )
    (folder / "agency.toml").write_text(POLICY + limited, encoding="utf-8")


def _jobs(clients: Iterable[str]) -> Iterator[tuple[object, ...]]:
    for n, client in enumerate(clients):
        for job in range(JOBS_A_CLIENT):
            product = PRODUCTS[job % len(PRODUCTS)]
            yield f"J-{n:03}-{job}", f"{product} {job}", client, product, "In progress"


def _write(path: Path, header: Iterable[str], rows: Iterable[tuple[object, ...]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)


if __name__ == "__main__":
    main()
