"""A closed period as it was kept, and what reads differently since."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from toolkit.retainers.burn import BurnRow
from toolkit.retainers.ledger import total

__all__ = ["Restatement", "closed", "restatements"]

FIGURES = ("allotted", "adjusted", "deficit_in", "used", "billed", "absorbed", "deficit_out")
LOTS = ("rolled_in", "expired", "rolled_out")


@dataclass(frozen=True, slots=True)
class Restatement:
    """One figure of a closed period that later edits have changed; in the ledger's unit."""

    row: BurnRow
    figure: str
    closed: Decimal
    now: Decimal
    closed_at: datetime


def closed(row: BurnRow) -> dict[str, Any]:
    """Return a period as the history keeps it: exact minutes, or money; no fee counts as 0."""
    due = row.fee + row.worth.overage_fee
    return {"unit": row.agreement.unit, **_figures(row), "due": due}


def _figures(row: BurnRow) -> dict[str, Decimal]:
    single = {name: getattr(row.ledger, name) for name in FIGURES}
    return single | {name: total(getattr(row.ledger, name)) for name in LOTS}


def restatements(
    row: BurnRow, kept: Mapping[str, Any], closed_at: datetime
) -> Iterator[Restatement]:
    """Yield the figures that are no longer as they were closed."""
    for figure, now in closed(row).items():
        if figure != "unit" and kept.get(figure) != now:
            yield Restatement(row, figure, Decimal(kept.get(figure) or 0), now, closed_at)
