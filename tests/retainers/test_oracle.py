"""The same ledger computed in SQL by DuckDB, which shares no code with ours."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import duckdb
import pytest

from tests.scale import SCALE
from tests.trackers import make_tracker
from toolkit.config import parse_config
from toolkit.retainers import burn_of

START, AS_OF = date(2025, 1, 1), date(2026, 6, 30)
AGES = 4
"""The oldest lot the oracle keeps, in months; policies expire at that age or earlier."""

# As the US government publishes them; ours come from the holidays library.
US_HOLIDAYS = [
    *("2025-01-01", "2025-01-20", "2025-02-17", "2025-05-26", "2025-06-19", "2025-07-04"),
    *("2025-09-01", "2025-10-13", "2025-11-11", "2025-11-27", "2025-12-25"),
    *("2026-01-01", "2026-01-19", "2026-02-16", "2026-05-25", "2026-06-19"),
]

# One row a client and month.
USED = """
WITH months AS (
  SELECT c.*, m::DATE AS month, (m + INTERVAL 1 MONTH - INTERVAL 1 DAY)::DATE AS last
  FROM clients c, generate_series(DATE '2025-01-01', DATE '2026-06-01', INTERVAL 1 MONTH) t(m)
  WHERE (m + INTERVAL 1 MONTH)::DATE > c.start
),
worked AS (
  SELECT d::DATE AS day
  FROM generate_series(DATE '2025-01-01', DATE '2026-06-30', INTERVAL 1 DAY) t(d)
  WHERE isodow(d) < 6 AND d::DATE NOT IN (SELECT day FROM closed)
),
allotted AS (
  SELECT m.client, m.month,
    floor(m.hours * 60 * count(*) FILTER (w.day >= m.start) / count(*) + 0.5)::BIGINT AS allotted
  FROM months m JOIN worked w ON w.day BETWEEN m.month AND m.last
  GROUP BY m.client, m.month, m.hours
),
used AS (
  SELECT h.client, date_trunc('month', h.day)::DATE AS month, sum(h.minutes) AS used
  FROM hours h JOIN clients c ON c.client = h.client AND h.day >= c.start
  WHERE h.day <= DATE '2026-06-30' AND (NOT c.billable_only OR h.billable)
  GROUP BY ALL
)
SELECT a.client, a.month, a.allotted, coalesce(u.used, 0)::BIGINT AS used,
  row_number() OVER (PARTITION BY a.client ORDER BY a.month) AS n
FROM allotted a LEFT JOIN used u USING (client, month)
"""


def ledger_sql() -> str:
    """Return a recursive query that carries lots in one column for each age in months."""
    lots = [f"lot{age}" for age in range(1, AGES + 1)]
    # Order of use, by a client's setting: own month first, or the oldest lot first.
    by_age = ["own", *reversed(lots)]
    steps = []
    for own_first in (True, False):
        order = by_age if own_first else [*reversed(lots), "own"]
        before = "0"
        left = {}
        for lot in order:
            left[lot] = f"({lot} - greatest(0, least({lot}, demand - ({before}))))"
            before = f"{before} + {lot}"
        steps.append(left)
    left = {
        lot: f"CASE WHEN own_first THEN {steps[0][lot]} ELSE {steps[1][lot]} END"
        for lot in ("own", *lots)
    }
    # Lots one month older: own becomes lot1; those past the client's expiry are lost.
    aged = [f"CASE WHEN months >= 1 THEN {left['own']} ELSE 0 END AS age1"]
    aged += [
        f"CASE WHEN months >= {age + 1} THEN {left[f'lot{age}']} ELSE 0 END AS age{age + 1}"
        for age in range(1, AGES)
    ]
    # The cap keeps the youngest.
    kept = []
    younger = "0"
    for age in range(1, AGES + 1):
        kept.append(f"greatest(0, least(age{age}, cap - ({younger})))::BIGINT AS lot{age}")
        younger = f"{younger} + age{age}"
    columns = ", ".join(lots)
    return f"""
WITH RECURSIVE base AS ({USED}),
opened AS (
  SELECT client, 0::BIGINT AS n, 0::BIGINT AS allotted, 0::BIGINT AS used, 0::BIGINT AS available,
    0::BIGINT AS overage, 0::BIGINT AS deficit, {", ".join(f"0::BIGINT AS {lot}" for lot in lots)}
  FROM clients
),
ledger AS (
  SELECT * FROM opened
  UNION ALL
  SELECT client, n, allotted, used, available, overage, deficit, {", ".join(kept)}
  FROM (
    SELECT *, {", ".join(aged)} FROM (
      SELECT b.client, b.n, b.allotted, b.used, c.months, c.cap, c.own_first,
        greatest(0, b.allotted - l.deficit) AS own,
        b.used - least(0, b.allotted - l.deficit) AS demand,
        b.allotted - l.deficit + {"+".join(f"l.{lot}" for lot in lots)} AS available,
        greatest(0, b.used - (b.allotted - l.deficit + {"+".join(f"l.{lot}" for lot in lots)}))
          AS overage,
        CASE WHEN c.deficit = 'carry' THEN
          greatest(0, b.used - (b.allotted - l.deficit + {"+".join(f"l.{lot}" for lot in lots)}))
          ELSE 0 END AS deficit,
        {", ".join(f"l.{lot}" for lot in lots)}
      FROM ledger l JOIN base b ON b.client = l.client AND b.n = l.n + 1
        JOIN clients c ON c.client = b.client
    )
  )
)
SELECT client, n, allotted, used, available, overage, deficit, {columns}
FROM ledger WHERE n > 0 ORDER BY client, n
"""


def history(seed: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]], list[date]]:
    """Return clients with their policies, hours and closed days."""
    chance = random.Random(seed)
    clients = [
        {
            "client": f"Client {n}",
            "hours": chance.choice([0, 7, 40, 120]),
            "start": START + timedelta(days=chance.choice([0, 0, 30, 58, chance.randrange(500)])),
            "months": chance.randint(0, AGES),
            "cap": chance.choice([0, 5, 10, 1000]),
            "order": chance.choice(["allotment first", "oldest first"]),
            "deficit": chance.choice(["bill", "carry", "absorb"]),
            "counts": chance.choice(["all", "billable"]),
        }
        for n in range(12)
    ]
    hours = [
        {
            "date": START + timedelta(days=chance.randrange(560)),
            "client": f"Client {chance.randrange(13)}",
            "hours": Decimal(chance.randint(1, 1440)) / 60,
            "billable": chance.choice([True, False]),
        }
        for _ in range(1500)
    ]
    closed = sorted({START + timedelta(days=chance.randrange(545)) for _ in range(40)})
    return clients, hours, closed


def in_sql(seed: int) -> list[tuple[Any, ...]]:
    clients, hours, closed = history(seed)
    with duckdb.connect() as db:
        db.execute(
            "CREATE TABLE clients (client TEXT, hours BIGINT, start DATE, months INT, cap BIGINT, "
            "own_first BOOLEAN, deficit TEXT, billable_only BOOLEAN)"
        )
        db.execute("CREATE TABLE hours (day DATE, client TEXT, minutes BIGINT, billable BOOLEAN)")
        db.execute("CREATE TABLE closed (day DATE)")
        db.executemany(
            "INSERT INTO clients VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    c["client"],
                    c["hours"],
                    c["start"],
                    c["months"],
                    c["cap"] * 60,
                    c["order"] == "allotment first",
                    c["deficit"],
                    c["counts"] == "billable",
                )
                for c in clients
            ],
        )
        db.executemany(
            "INSERT INTO hours VALUES (?, ?, ?, ?)",
            [(h["date"], h["client"], round(h["hours"] * 60), h["billable"]) for h in hours],
        )
        db.executemany("INSERT INTO closed VALUES (?)", [(day,) for day in (*US_HOLIDAYS, *closed)])
        rows: list[tuple[Any, ...]] = db.execute(ledger_sql()).fetchall()
        return rows


def in_python(seed: int) -> list[tuple[Any, ...]]:
    clients, hours, closed = history(seed)
    config = f"[calendar]\nclosures = {[str(day) for day in closed]}"
    retainers = []
    for client in clients:
        config += (
            f"\n[retainers.'{client['client']}']\norder = '{client['order']}'\n"
            f"rollover_cap = {client['cap']}\nexpiry_months = {client['months']}"
        )
        cells = ("client", "hours", "start", "deficit", "counts")
        retainers.append({cell: client[cell] for cell in cells})
    tracker = make_tracker(retainers=retainers, hours=hours)
    burn = burn_of(tracker, parse_config(config), AS_OF)
    numbers: dict[str, int] = {}
    rows: list[tuple[Any, ...]] = []
    for burnt in burn.rows:
        ledger, name = burnt.ledger, burnt.agreement.client
        numbers[name] = numbers.get(name, 0) + 1
        month = ledger.period.first.year * 12 + ledger.period.first.month
        lots = {
            month - lot.origin.first.year * 12 - lot.origin.first.month + 1: lot.amount
            for lot in ledger.rolled_out
        }
        rows.append(
            (
                name,
                numbers[name],
                ledger.allotted,
                ledger.used,
                ledger.available,
                ledger.overage,
                ledger.deficit_out,
                *(lots.get(age, 0) for age in range(1, AGES + 1)),
            )
        )
    return sorted(rows)


@pytest.mark.parametrize("seed", range(6 * SCALE))
def test_sql_and_python_agree_to_the_minute(seed: int) -> None:
    expected, got = sorted(in_sql(seed)), in_python(seed)
    assert len(got) > 100
    assert got == expected
