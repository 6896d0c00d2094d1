"""The canonical export: a long CSV, its Frictionless data package, and a control file.

Frictionless Data Package 1.0 (specs.frictionlessdata.io): resource, table schema, hash and bytes.
The control file carries what a batch control carries: row count, totals, a hash total over the row
keys, and the SHA-256 of the file and of its sources.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from toolkit.exports.batch import Batch, Key, Row
from toolkit.exports.csvtext import csv_bytes, csv_rows

__all__ = ["COLUMNS", "key_of", "problems", "read", "render"]

CSV, PACKAGE, CONTROL = "forecast.csv", "datapackage.json", "control.json"
TEXT = {"type": "string"}
COLUMNS: Mapping[str, Mapping[str, Any]] = {
    "row_key": {"type": "string", "constraints": {"required": True, "unique": True}},
    "client": TEXT,
    "job": TEXT,
    "line": {"type": "string", "constraints": {"required": True}},
    "layer": {
        "type": "string",
        "constraints": {"required": True, "enum": ["committed", "expected", "weighted"]},
    },
    "account": {"type": "string", "constraints": {"required": True}},
    "account_name": TEXT,
    "period": {"type": "string", "constraints": {"required": True}},
    "first": {"type": "date", "constraints": {"required": True}},
    "through": {"type": "date", "constraints": {"required": True}},
    "currency": {"type": "string", "constraints": {"required": True, "pattern": "[A-Z]{3}"}},
    "amount": {"type": "number", "constraints": {"required": True}},
    "home_currency": {"type": "string", "constraints": {"required": True, "pattern": "[A-Z]{3}"}},
    "home_amount": {"type": "number", "constraints": {"required": True}},
    "source": TEXT,
}


def key_of(batch: Batch, row: Row) -> Key:
    """Return the row's own key: no two rows are one."""
    return (row.key,)


def problems(batch: Batch) -> Iterator[str]:
    """Yield nothing: every forecast can be written."""
    yield from ()


def render(batch: Batch) -> Mapping[str, bytes]:
    """Return the three files."""
    content = csv_bytes([list(COLUMNS), *(_cells(batch, row) for row in batch.rows)])
    return {
        CSV: content,
        PACKAGE: _json(_package(batch, content)),
        CONTROL: _json(_control(batch, content)),
    }


def read(files: Mapping[str, bytes], batch: Batch) -> dict[tuple[Key, date], Decimal]:
    """Return the amounts of the CSV, in each row's own currency."""
    header, *rows = csv_rows(files[CSV])
    named = [dict(zip(header, row, strict=True)) for row in rows]
    return {
        ((row["row_key"],), date.fromisoformat(row["first"])): Decimal(row["amount"])
        for row in named
    }


def _cells(batch: Batch, row: Row) -> list[str]:
    period = batch.periods[row.period]
    return [
        row.key,
        row.client,
        row.job,
        row.line,
        row.layer,
        row.account.account,
        row.account.name,
        period.label,
        period.first.isoformat(),
        period.through.isoformat(),
        row.currency,
        f"{row.amount:f}",
        batch.currency,
        f"{row.home_amount:f}",
        "; ".join(map(str, row.places)),
    ]


def _package(batch: Batch, content: bytes) -> dict[str, Any]:
    return {
        "profile": "tabular-data-package",
        "name": "revenue-forecast",
        "title": f"Revenue forecast as of {batch.as_of}, {batch.scenario}, {batch.basis}",
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": "forecast",
                "path": CSV,
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "bytes": len(content),
                "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
                "schema": {
                    "fields": [{"name": name, **field} for name, field in COLUMNS.items()],
                    "primaryKey": ["row_key"],
                },
            }
        ],
    }


def _control(batch: Batch, content: bytes) -> dict[str, Any]:
    own: dict[str, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    home: dict[str, Decimal] = {period.label: Decimal(0) for period in batch.periods}
    for row in batch.rows:
        label = batch.periods[row.period].label
        own[row.currency][label] += row.amount
        home[label] += row.home_amount
    return {
        "as_of": batch.as_of.isoformat(),
        "scenario": batch.scenario,
        "basis": batch.basis,
        "rows": len(batch.rows),
        "totals": {
            currency: {label: f"{amount:f}" for label, amount in sorted(months.items())}
            for currency, months in sorted(own.items())
        },
        "home_currency": batch.currency,
        "home_totals": {label: f"{amount:f}" for label, amount in home.items()},
        "hash_total": sum(int(row.key[:12], 16) for row in batch.rows),
        "sha256": hashlib.sha256(content).hexdigest(),
        "sources": dict(batch.sources),
    }


def _json(value: Mapping[str, Any]) -> bytes:
    return (json.dumps(value, indent=2, ensure_ascii=False) + "\n").encode()
