"""What finance recognised, as its ledger exports it: a CSV file in a folder of finance's own."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from decimal import Decimal

from scripts.demo_agency.clients import CLIENTS

__all__ = ["actuals_files"]

FIRST, MONTHS = 2024, 29
"""January 2024 to May 2026: more than two years, so that a season shows."""
SEASON = (8, 9, 11, 10, 10, 9, 7, 6, 11, 12, 13, 14)
"""How the year goes, in tenths of a plain month, January first."""


def actuals_files() -> Mapping[str, bytes]:
    """Return finance's export: a row a client, account and month."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow(("Client", "Account", "Month", "Amount", "Currency"))
    for month in range(MONTHS):
        writer.writerows(_month(*divmod(month, 12)))
    return {"finance/actuals.csv": target.getvalue().encode()}


def _month(years: int, index: int) -> Sequence[tuple[str, str, str, str, str]]:
    day = f"{FIRST + years}-{index + 1:02}-01"
    rows = []
    for n, client in enumerate(CLIENTS, start=1):
        if client.has_retainer:
            rows.append((client.name, "4000", day, f"{3500 + 200 * n}.00", "GBP"))
        plain = Decimal(2400 + 310 * n + 45 * (years * 12 + index) + (index * n * 37) % 290)
        amount = plain * SEASON[index] / 10
        rows.append((client.name, "4100", day, f"{amount:.2f}", "GBP"))
    return rows
