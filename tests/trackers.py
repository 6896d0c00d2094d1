"""Trackers made by hand, one sheet a kind, for tests of what comes after reading."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from toolkit.model import (
    KINDS,
    FieldSpec,
    Reads,
    Record,
    Source,
    Status,
    Tracker,
    Unread,
    fields_of,
)
from toolkit.table import Grid, Value

__all__ = ["make_tracker"]

CONVERT: Mapping[Reads, Callable[[Any], Any]] = {
    Reads.DAY: lambda v: date.fromisoformat(v) if isinstance(v, str) else v,
    Reads.MOMENT: lambda v: datetime.fromisoformat(v) if isinstance(v, str) else v,
    Reads.MONEY: lambda v: Decimal(str(v)),
    Reads.HOURS: lambda v: Decimal(str(v)),
    Reads.PERCENT: lambda v: Decimal(str(v)),
    Reads.PEOPLE: lambda v: (v,) if isinstance(v, str) else tuple(v),
    Reads.STATUS: Status,
}


Rows = Sequence[Mapping[str, Any]]


def make_tracker(
    *,
    book: str = "agency.xlsx",
    unread: Sequence[Unread] = (),
    looks: Mapping[str, Mapping[str, Any]] | None = None,
    **kinds: Rows,
) -> Tracker:
    """Return a Tracker of rows given as field → value, each kind on a sheet of its own name.

    Dates, moments, amounts and status words may be given as text. The header stands in row 1, the
    first record in row 2; columns are the fields that any row of the kind names, in their order.
    ``looks`` gives the Grid of a kind what it has beside values: struck cells, notes.

    >>> make_tracker(jobs=[{"number": "A-1", "due": "2026-03-01"}]).jobs[0].place("due").cell
    'B2'
    """
    records: dict[str, tuple[Record, ...]] = {}
    sources = []
    for kind, rows in kinds.items():
        source = _source(book, kind, rows, (looks or {}).get(kind, {}))
        sources.append(source)
        specs = {spec.name: spec for spec in _specs(kind)}
        records[kind] = tuple(
            KINDS[kind](source, n, **{name: _read(specs[name], v) for name, v in row.items()})
            for n, row in enumerate(rows, start=2)
        )
    return Tracker(**records, tables=tuple(sources), unread=tuple(unread))  # type: ignore[arg-type]


def _source(book: str, kind: str, rows: Rows, looks: Mapping[str, Any]) -> Source:
    named = {name for row in rows for name in row}
    specs = [spec for spec in _specs(kind) if spec.name in named]
    header: list[Value] = [spec.column for spec in specs]
    cells = [header, *([_cell(row.get(spec.name)) for spec in specs] for row in rows)]
    fields = {spec.name: column for column, spec in enumerate(specs, start=1)}
    last = len(rows) + 1
    return Source(book, Grid(kind, cells, **looks), kind, (1,), 2, last, len(rows), (), fields)


def _specs(kind: str) -> tuple[FieldSpec, ...]:
    return fields_of(KINDS[kind])  # type: ignore[arg-type]  # mypy: a class of slots is hashable


def _cell(value: Any) -> Value:
    typed: Value = ", ".join(value) if isinstance(value, list | tuple) else value
    return typed


def _read(spec: FieldSpec, value: Any) -> Any:
    if value is None:
        return spec.default
    return CONVERT.get(spec.reads, lambda v: v)(value)
