"""A Tracker as bytes and back: the records, and the cells they were read from."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from toolkit.errors import HistoryError
from toolkit.model import KINDS, ColumnReading, Record, Source, Status, Tracker, fields_of
from toolkit.table import CellError, Grid, Value, Visibility

__all__ = ["from_json", "pack", "plain", "to_json", "typed", "unpack"]

FORMAT = 1


def pack(tracker: Tracker) -> bytes:
    """Return a tracker's records and their cells; what was not read stays in the workbook."""
    numbers = {id(source): n for n, source in enumerate(tracker.tables)}
    records = {
        kind: [_record(record, numbers) for record in getattr(tracker, kind)] for kind in KINDS
    }
    rows: dict[int, set[int]] = {n: set() for n in numbers.values()}
    for kind in records.values():
        for number, row, _ in kind:
            rows[number].add(row)
    tables = [_source(source, rows[n]) for n, source in enumerate(tracker.tables)]
    content = {"format": FORMAT, "tables": tables, "records": records}
    return zlib.compress(to_json(content).encode(), 6)


def unpack(content: bytes) -> Tracker:
    """Return the tracker of such bytes; ``unread`` is empty, grids hold the records' cells only.

    Fields that records have gained or lost since are left blank or out. Raises HistoryError when
    the bytes are of a newer format or damaged.
    """
    try:
        stored = json.loads(zlib.decompress(content))
        known = stored["format"] <= FORMAT
    except (zlib.error, ValueError, KeyError, TypeError) as error:
        raise HistoryError("A kept snapshot is damaged and cannot be compared with") from error
    if not known:
        raise HistoryError("A kept snapshot is of a newer toolkit; install that version or later")
    tables = tuple(_table(table) for table in stored["tables"])
    records = {
        kind: tuple(_made(KINDS[kind], tables[n], row, values) for n, row, values in kept)
        for kind, kept in stored["records"].items()
        if kind in KINDS
    }
    return Tracker(**records, tables=tables)  # type: ignore[arg-type]


def to_json(value: Any) -> str:
    """Return JSON that keeps types: dates, Decimal and the like as one-key objects."""
    return json.dumps(plain(value), separators=(",", ":"), ensure_ascii=False, sort_keys=True)


def from_json(text: str) -> Any:
    """Return what :func:`to_json` was given; tuples come back as lists."""
    return typed(json.loads(text))


def plain(value: Any) -> Any:
    """Return a value as JSON can hold it."""
    for tag, (kind, out, _) in TAGS.items():
        if type(value) is kind:
            return {tag: out(value)}
    if isinstance(value, Mapping):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [plain(v) for v in value]
    return value


def typed(value: Any) -> Any:
    """Return what :func:`plain` was given."""
    if isinstance(value, list):
        return [typed(v) for v in value]
    if isinstance(value, dict):
        if len(value) == 1 and (tag := next(iter(value))) in TAGS:
            return TAGS[tag][2](value[tag])
        return {k: typed(v) for k, v in value.items()}
    return value


TAGS: Mapping[str, tuple[type, Any, Any]] = {
    "$status": (Status, str, Status),
    "$moment": (datetime, datetime.isoformat, datetime.fromisoformat),
    "$day": (date, date.isoformat, date.fromisoformat),
    "$time": (time, time.isoformat, time.fromisoformat),
    "$number": (Decimal, str, Decimal),
    "$seconds": (timedelta, timedelta.total_seconds, lambda s: timedelta(seconds=s)),
    "$error": (CellError, str, CellError),
}


def _record(record: Record, numbers: Mapping[int, int]) -> tuple[int, int, dict[str, Any]]:
    specs = fields_of(type(record))  # type: ignore[arg-type]  # mypy: a class of slots is hashable
    values = {spec.name: getattr(record, spec.name) for spec in specs}
    kept = {k: v for k, v in values.items() if v is not None and v != ()}
    return numbers[id(record.source)], record.row, kept


def _made(kind: type[Record], source: Source, row: int, values: Mapping[str, Any]) -> Record:
    given = {}
    for spec in fields_of(kind):  # type: ignore[arg-type]  # mypy: a class of slots is hashable
        if spec.name in values:
            value = typed(values[spec.name])
            given[spec.name] = tuple(value) if isinstance(value, list) else value
    return kind(source, row, **given)


def _source(source: Source, rows: set[int]) -> dict[str, Any]:
    grid = source.grid
    columns = set(source.fields.values())
    cells = {(r, c) for r in rows for c in columns} | set(source.carried.values())
    return {
        "book": source.book,
        "sheet": grid.sheet,
        "kind": source.kind,
        "header_rows": source.header_rows,
        "rows": [source.first_row, source.last_row, source.rows],
        "columns": [[c.column, c.header, c.field, c.confidence, c.reason] for c in source.columns],
        "fields": dict(source.fields),
        "carried": [[r, f, *to] for (r, f), to in source.carried.items() if r in rows],
        "cells": [
            [r, c, value] for r, c in sorted(cells) if (value := grid.value(r, c)) is not None
        ],
        "visibility": str(grid.visibility),
        "hidden_rows": sorted(rows & grid.hidden_rows),
        "struck": sorted(cell for cell in grid.struck if cell in cells),
    }


def _table(stored: Mapping[str, Any]) -> Source:
    first, last, count = stored["rows"]
    return Source(
        stored["book"],
        Grid(
            stored["sheet"],
            _rows(stored["cells"]),
            Visibility(stored["visibility"]),
            hidden_rows=frozenset(stored["hidden_rows"]),
            struck=frozenset((r, c) for r, c in stored["struck"]),
        ),
        stored["kind"],
        tuple(stored["header_rows"]),
        first,
        last,
        count,
        tuple(ColumnReading(*column) for column in stored["columns"]),
        stored["fields"],
        {(r, f): (tr, tc) for r, f, tr, tc in stored["carried"]},
    )


def _rows(cells: list[list[Any]]) -> list[list[Value]]:
    rows: list[list[Value]] = []
    for row, column, value in cells:
        rows += [[] for _ in range(row - len(rows))]
        line = rows[row - 1]
        line += [None] * (column - len(line))
        line[column - 1] = typed(value)
    return rows
