"""A million entries against 500 retainers over 36 months, as a ratio to pandas in the same run.

    python -m tests.benchmarks.burn

The measure is the time pandas takes to read the same entries from CSV and to group their hours by
client and month; the budget is three times that, with the rows in the order of their days, as
Harvest exports them, and with the same rows in no order. Entries are records already, as after
reading.
The ratio is printed twice: to pandas as a run of its own, its import among it, and to pandas that
is loaded already. Times are of the processor, so that a busy machine does not decide.
"""

from __future__ import annotations

import csv
import gc
import importlib
import random
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from toolkit.config import parse_config
from toolkit.model import KINDS, Rate, Retainer, Source, TimeEntry, Tracker, fields_of
from toolkit.retainers import burn_of
from toolkit.table import Grid

START, AS_OF = date(2024, 1, 1), date(2026, 12, 31)
ROLES = ("Designer", "Copywriter", "Account Executive", "Producer", "Developer")
CONFIG = '[burn.policy]\nrollover_cap = 20\nexpiry_months = 3\ndeficit = "carry"'


def main() -> None:
    """Print the times and their ratios, for rows in the order of their days and shuffled."""
    entries, retainers = (int(a) for a in sys.argv[1:3] or ("1000000", "500"))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "hours.csv"
        rows = _rows(entries, retainers)
        imported = _timed("pandas: import it", lambda: importlib.import_module("pandas"))
        for order in ("by day", "shuffled"):
            if order == "shuffled":
                random.Random(1).shuffle(rows)
            _write(path, rows)
            print(f"{entries:,} entries {order}, {retainers} retainers, 36 months")
            _measure(path, retainers, imported)


def _measure(path: Path, retainers: int, imported: float) -> None:
    _pandas(path)  # once before, so that what pandas sets up at first is not its measure
    grouped = _timed("pandas: read CSV, group by client and month", lambda: _pandas(path))
    tracker = _tracker(path, retainers)
    config = parse_config(CONFIG)
    burnt = _timed(
        "burn: ledger of every retainer and month", lambda: burn_of(tracker, config, AS_OF)
    )
    burn = burn_of(tracker, config, AS_OF)
    _timed("burn: worth of every row as well", lambda: [row.worth for row in burn.rows])
    print(
        f"{len(burn.rows)} ledger rows, {burnt / (imported + grouped):.2f} × pandas as a run "
        f"of its own, {burnt / grouped:.2f} × pandas already loaded (budget 3)\n"
    )


def _timed(what: str, work: object) -> float:
    gc.collect()
    start = time.process_time()
    work()  # type: ignore[operator]
    seconds = time.process_time() - start
    print(f"{seconds:7.2f} s  {what}")
    return seconds


def _rows(entries: int, retainers: int) -> list[tuple[object, ...]]:
    chance = random.Random(36)
    rows: list[tuple[object, ...]] = []
    for day in sorted(chance.randrange(1096) for _ in range(entries)):
        client = chance.randrange(retainers)
        rows.append(
            (
                START + timedelta(days=day),
                f"Client {client:03}",
                f"J-{client:03}-{chance.randrange(8)}",
                chance.choice(ROLES),
                f"Person {chance.randrange(200)}",
                chance.randrange(1, 33) / 4,
                chance.choice(("Yes", "No")),
            )
        )
    return rows


def _write(path: Path, rows: Iterable[tuple[object, ...]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["Date", "Client", "Project Code", "Roles", "Person", "Hours", "Billable?"])
        writer.writerows(rows)


def _pandas(path: Path) -> object:
    import pandas as pd

    frame = pd.read_csv(path, parse_dates=["Date"])
    return frame.groupby(["Client", frame["Date"].dt.to_period("M")])["Hours"].sum()


def _tracker(path: Path, retainers: int) -> Tracker:
    hours = _source("hours")
    sheet = _source("retainers")
    clients = [
        Retainer(
            sheet, n, client=f"Client {n:03}", hours=Decimal(240), fee=Decimal(9000), start=START
        )
        for n in range(retainers)
    ]
    rates = [
        Rate(_source("rates"), n, role=role, rate=Decimal(100 + n)) for n, role in enumerate(ROLES)
    ]
    return Tracker(hours=tuple(_entries(path, hours)), retainers=tuple(clients), rates=tuple(rates))


def _source(kind: str) -> Source:
    specs = fields_of(KINDS[kind])  # type: ignore[arg-type]  # mypy: a class of slots is hashable
    fields = {spec.name: n for n, spec in enumerate(specs, start=1)}
    return Source("big.csv", Grid(kind, []), kind, (1,), 2, 2, 0, (), fields)


def _entries(path: Path, source: Source) -> Iterator[TimeEntry]:
    figures: dict[str, Decimal] = {}
    days: dict[str, date] = {}
    with path.open(newline="", encoding="utf-8") as file:
        for row, cells in enumerate(csv.DictReader(file), start=2):
            day, hours = cells["Date"], cells["Hours"]
            yield TimeEntry(
                source,
                row,
                date=days.setdefault(day, date.fromisoformat(day)),
                client=cells["Client"],
                job=cells["Project Code"],
                role=cells["Roles"],
                person=(cells["Person"],),
                hours=figures.setdefault(hours, Decimal(hours)),
                billable=cells["Billable?"] == "Yes",
            )


if __name__ == "__main__":
    main()
