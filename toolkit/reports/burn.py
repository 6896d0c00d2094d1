"""Retainer burn as rows of plain values, for JSON, CSV and pages."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from toolkit.model import Job
from toolkit.reports.findings import inert
from toolkit.retainers.agreement import Adjustment
from toolkit.retainers.amounts import hours_of
from toolkit.retainers.breakdown import BY, broken_down
from toolkit.retainers.burn import Burn, BurnRow
from toolkit.retainers.ledger import Lot, total
from toolkit.retainers.wording import rows_of

__all__ = ["burn_csv", "burn_json", "burn_rows"]

LEDGER = (
    "allotted",
    "adjusted",
    "rolled_in",
    "deficit_in",
    "available",
    "used",
    "left",
    "overage",
    "billed",
    "absorbed",
    "deficit_out",
    "expired",
    "rolled_out",
)
WORTH = (
    *("fee", "overage_fee", "due", "at_rates", "given_away", "not_billed"),
    *("effective_rate", "realisation"),
)
COLUMNS = (
    *("client", "scope", "unit", "period", "first", "through", "open", "partial"),
    *LEDGER,
    *("burn", "elapsed", "pace", "projected", "projected_straight", "scheduled", "used_up_on"),
    *("currency", *WORTH, "entries", "rows"),
)


def burn_rows(
    burn: Burn, rows: Sequence[BurnRow], jobs: Mapping[str, Job] | None = None
) -> list[dict[str, Any]]:
    """Return one mapping a retainer and period, figures as exact decimals in text.

    Ledger figures are in ``unit``: hours to four places, or money. ``minutes`` holds the hours
    again in exact minutes. ``jobs`` add the breakdowns.
    """
    return [_row(burn, row, jobs) for row in rows]


def _row(burn: Burn, row: BurnRow, jobs: Mapping[str, Job] | None) -> dict[str, Any]:
    agreement = row.agreement
    figures = _figures(row)
    values: dict[str, Any] = {
        **_identity(burn, row),
        **{name: _shown(row, value) for name, value in figures.items()},
        **_ahead(burn, row),
        **_money(row),
        "entries": len(row.entries),
        "rows": list(rows_of(row.entries)),
        "rolled_in_lots": [_lot(row, lot) for lot in row.ledger.rolled_in],
        "rolled_out_lots": [_lot(row, lot) for lot in row.ledger.rolled_out],
        "adjustments": [_adjustment(row, change) for change in row.adjustments],
    }
    if not agreement.in_money:
        values["minutes"] = {name: _plain(value) for name, value in figures.items()}
    if jobs is not None:
        values["by"] = {
            by: {name: _shown(row, value) for name, value in broken_down(row, by, jobs).items()}
            for by in BY
        }
    return values


def _identity(burn: Burn, row: BurnRow) -> dict[str, Any]:
    agreement, span = row.agreement, row.span
    return {
        "client": agreement.client,
        "scope": str(agreement.scope),
        "key": agreement.key,
        "unit": agreement.unit,
        "period": span.period.label,
        "first": span.first.isoformat(),
        "through": None if span.through == date.max else span.through.isoformat(),
        "open": row.is_open,
        "partial": burn.is_partial,
    }


def _ahead(burn: Burn, row: BurnRow) -> dict[str, str | None]:
    pace = row.pace(burn.calendar)
    return {
        "burn": _text(pace.burn),
        "elapsed": _text(pace.elapsed),
        "pace": _text(pace.pace),
        "projected": _shown(row, pace.projected),
        "projected_straight": _shown(row, pace.straight),
        "scheduled": _shown(row, pace.scheduled),
        "used_up_on": pace.exhausted_on.isoformat() if pace.exhausted_on else None,
    }


def _money(row: BurnRow) -> dict[str, str | None]:
    worth = row.worth
    return {"currency": worth.currency, **{name: _text(getattr(worth, name)) for name in WORTH}}


def _adjustment(row: BurnRow, change: Adjustment) -> dict[str, str | None]:
    return {
        "on": change.on.isoformat(),
        "amount": _shown(row, change.amount),
        "reason": change.reason,
        "cell": str(change.place),
    }


def _shown(row: BurnRow, value: Decimal | None) -> str | None:
    """Return an amount of the ledger in its unit: hours, or money."""
    if value is None:
        return None
    return _plain(value if row.agreement.in_money else hours_of(value))


def _figures(row: BurnRow) -> dict[str, Decimal]:
    ledger = row.ledger
    sums = {name: getattr(ledger, name) for name in LEDGER}
    return {name: total(v) if isinstance(v, tuple) else v for name, v in sums.items()}


def _lot(row: BurnRow, lot: Lot) -> dict[str, str | None]:
    return {
        "left_of": lot.origin.label,
        "amount": _shown(row, lot.amount),
        "lapses": lot.until.isoformat() if lot.until else None,
    }


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _text(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"


def burn_json(burn: Burn, rows: Sequence[BurnRow], jobs: Mapping[str, Job]) -> str:
    """Return a list, one ledger row a retainer and period."""
    return json.dumps(burn_rows(burn, rows, jobs), ensure_ascii=False, indent=1)


def burn_csv(burn: Burn, rows: Sequence[BurnRow]) -> str:
    """Return one row a retainer and period under a header; no cell begins a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for values in burn_rows(burn, rows):
        values["rows"] = "; ".join(values["rows"])
        writer.writerow([_cell(values[name]) for name in COLUMNS])
    return out.getvalue()


def _cell(value: Any) -> str:
    """Return a value as a cell: figures may begin with a minus, texts are made inert."""
    if value is None:
        return ""
    text = ("no", "yes")[value] if isinstance(value, bool) else str(value)
    try:
        Decimal(text)
    except ArithmeticError:
        return inert(text)
    return text
