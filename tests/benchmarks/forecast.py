"""Time the forecast of a large agency against a bare pandas spread-and-pivot of the same numbers.

Usage: python -m tests.benchmarks.forecast [--jobs 5000] [--opportunities 20000] [--runs 3]

Prints seconds, their ratio (the budget is 5) and the memory a forecast of twice the rows takes.
"""

from __future__ import annotations

import argparse
import random
import time
import tracemalloc
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd

from tests.trackers import make_tracker
from toolkit.config import Config
from toolkit.forecast.layers import Forecast, forecast
from toolkit.model import Tracker
from toolkit.workdays import Workdays, days

AS_OF = date(2026, 6, 12)
MONTHS = 36
CALENDAR = Workdays("US")
HOLIDAYS = [day for day in days(AS_OF, AS_OF + timedelta(days=1500)) if CALENDAR.name(day)]


def agency(clients: int, jobs: int, opportunities: int) -> Tracker:
    """Return an agency of random rows, the same on every run."""
    chance = random.Random(7)

    def day(most: int) -> date:
        return AS_OF + timedelta(days=chance.randrange(1, most))

    def client() -> str:
        return f"Client {chance.randrange(clients)}"

    return make_tracker(
        retainers=[
            {
                "client": f"Client {n}",
                "fee": Decimal(chance.randrange(500, 20000)),
                "period": "month",
                "start": date(2025, 1, 1),
            }
            for n in range(clients)
        ],
        jobs=[
            {
                "number": n,
                "client": client(),
                "estimate": Decimal(chance.randrange(100_00, 90_000_00)) / 100,
                "estimate_signed_on": date(2026, 5, 1) if n % 3 else None,
                "percent_complete": Decimal(chance.randrange(100)) / 100,
                "due": day(700),
            }
            for n in range(jobs)
        ],
        pipeline=[
            {
                "name": f"Deal {n}",
                "client": client(),
                "value": Decimal(chance.randrange(100_00, 900_000_00)) / 100,
                "probability": Decimal(chance.randrange(101)) / 100,
                "start": (start := day(500)),
                "end": start + timedelta(days=chance.randrange(400)),
            }
            for n in range(opportunities)
        ],
    )


def bare(streams: pd.DataFrame) -> pd.DataFrame:
    """Spread floats over months by the day, and pivot: no cent ties, nothing traces."""
    months = pd.DataFrame({"month": pd.period_range("2026-06", periods=MONTHS, freq="M")})
    months["begin"] = months.month.dt.start_time
    months["end"] = months.month.dt.end_time.dt.normalize()
    rows = streams.merge(months, how="cross")
    first = rows[["first", "begin"]].max(axis=1)
    last = rows[["through", "end"]].min(axis=1)
    rows = rows.assign(begin=first, end=last)[first <= last]
    rows["share"] = _days(rows, "begin", "end") / _days(rows, "first", "through") * rows.amount
    return rows.pivot_table(index="client", columns="month", values="share", aggfunc="sum")


def _days(rows: pd.DataFrame, first: str, through: str) -> Any:
    """Count days of the spans, for jobs those that are worked: what our own numbers rest on."""
    begin = rows[first].to_numpy().astype("datetime64[D]")
    after = rows[through].to_numpy().astype("datetime64[D]") + 1
    worked = np.busday_count(begin, after, holidays=HOLIDAYS)
    return np.where(rows.working, worked, (after - begin).astype(int))


def best(call: Callable[[], Any], runs: int) -> float:
    """Return the shortest of some runs, in seconds."""
    times = []
    for _ in range(runs):
        started = time.perf_counter()
        call()
        times.append(time.perf_counter() - started)
    return min(times)


def flat(made: Forecast) -> pd.DataFrame:
    """Return the spans of a forecast as the bare method takes them."""
    rows = [
        (
            s.client,
            pd.Timestamp(span.first),
            pd.Timestamp(span.through),
            span.working,
            float(span.amount) * float(s.probability),
        )
        for s in made.streams
        for span in s.spans
    ]
    return pd.DataFrame(rows, columns=["client", "first", "through", "working", "amount"])


def peak(tracker: Tracker) -> float:
    """Return the most memory a forecast held at once, in MB."""
    tracemalloc.start()
    forecast(tracker, Config(), AS_OF, months=MONTHS)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most / 1e6


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=500)
    parser.add_argument("--jobs", type=int, default=5000)
    parser.add_argument("--opportunities", type=int, default=20000)
    parser.add_argument("--runs", type=int, default=3)
    given = parser.parse_args()
    size = (given.clients, given.jobs, given.opportunities)
    tracker = agency(*size)
    rows = flat(forecast(tracker, Config(), AS_OF, months=MONTHS))
    total = forecast(tracker, Config(), AS_OF, months=MONTHS).total()
    apart = abs(float(total) - np.nansum(bare(rows).to_numpy()))
    assert apart < len(rows) * 0.005, "they differ by more than half a cent a span"
    ours = best(lambda: forecast(tracker, Config(), AS_OF, months=MONTHS).by("client"), given.runs)
    theirs = best(lambda: bare(rows), given.runs)
    print(f"forecast         {ours:6.2f} s   ({len(rows)} spans × {MONTHS} months)")
    print(f"bare pandas      {theirs:6.2f} s")
    print(f"ratio            {ours / theirs:6.2f}     (budget 5)")
    once, twice = peak(tracker), peak(agency(*(2 * n for n in size)))
    print(
        f"memory           {once:6.0f} MB, of twice the rows {twice:.0f} MB: {twice / once:.2f} ×"
    )


if __name__ == "__main__":
    main()
