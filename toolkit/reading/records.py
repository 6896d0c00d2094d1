"""A located table → its Source and its records, built a column at a time."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import repeat
from typing import Any

from toolkit.collector import collector_resting
from toolkit.config import Config
from toolkit.errors import ConfigError
from toolkit.model import KINDS, FieldSpec, Reads, Record, Source, Status, Unread, Why
from toolkit.reading.amounts import currency_of
from toolkit.reading.carrying import Carried, carry_down
from toolkit.reading.columns import Mapped, map_columns
from toolkit.reading.content import is_empty, profile
from toolkit.reading.dates import day_order
from toolkit.reading.folding import fold
from toolkit.reading.locate import Region
from toolkit.reading.rows import Rows, tell_rows_apart
from toolkit.reading.values import Agreed, Failure, read_column
from toolkit.reading.vocabulary import specs
from toolkit.table import CellError, Grid, Value, column_letters

__all__ = ["TableRead", "read_table"]

SAMPLE = 300
"""Records whose cells are looked at to tell what a column holds, spread over the whole table."""
Typed = dict[str, list[Value]]


@dataclass(frozen=True, slots=True)
class TableRead:
    """One table as read."""

    source: Source
    records: tuple[Record, ...]
    unread: tuple[Unread, ...]


def read_table(book: str, grid: Grid, region: Region, config: Config, as_of: date) -> TableRead:
    """Read one located table: its columns, its records, and the cells that could not be read.

    Raises ConfigError where agency.toml has a status word that is none of ours.
    """
    rows = tell_rows_apart(grid, region)
    step = max(1, len(rows.records) // SAMPLE)
    sample = [row - rows.first for row in rows.records[::step]]
    profiles = [profile([rows.columns[c][i] for i in sample]) for c in region.columns]
    mapped = map_columns(region, profiles, grid.sheet, config)
    fields = _fields(mapped)
    carried = carry_down(grid, rows, mapped.kind, fields)
    typed = _typed(rows, fields, carried, mapped)
    order = _day_order(mapped, typed)
    source = _source(book, grid, region, rows, mapped, fields, carried, order)
    if mapped.kind is None or not rows.records:
        return TableRead(source, (), ())
    known = Agreed(
        as_of,
        config.agency.day_first if order is None else order,
        statuses={fold(word): _status_of(word, meant) for word, meant in config.status.items()},
    )
    return _records(source, rows, typed, known)


def _status_of(word: str, meant: str) -> Status:
    try:
        return Status(" ".join(meant.split()).casefold())
    except ValueError:
        words = ", ".join(Status)
        raise ConfigError(
            f"agency.toml: status.{word} must be one of {words}, not {meant!r}"
        ) from None


def _fields(mapped: Mapped) -> dict[str, int]:
    """Return record field → column number."""
    if mapped.kind is None:
        return {}
    columns = {c.field: c.column for c in mapped.columns if c.field}
    columns |= mapped.doubles
    person = _person(mapped.kind)
    if person not in columns and columns.keys() & {"first_name", "last_name"}:
        columns[person] = columns.get("first_name") or columns["last_name"]
    return {s.name: columns[s.column] for s in specs(mapped.kind) if s.column in columns}


def _person(kind: str) -> str:
    """Return the column that a first and a last name make up together."""
    return "name" if kind in ("contacts", "people") else "owner"


def _typed(rows: Rows, fields: Mapping[str, int], carried: Carried, mapped: Mapped) -> Typed:
    """Return record field → the cells of all records as typed, carried ones included."""
    whole = len(rows.records) == (rows.records[-1] - rows.first + 1 if rows.records else 0)
    by_column = {
        c: rows.columns[c][: len(rows.records)]
        if whole
        else [rows.columns[c][r - rows.first] for r in rows.records]
        for c in {
            *fields.values(),
            *(c.column for c in mapped.columns if c.field in ("first_name", "last_name")),
        }
    }
    typed = {name: by_column[column] for name, column in fields.items()}
    _join_names(typed, by_column, mapped)
    if carried.values:
        position = {row: index for index, row in enumerate(rows.records)}
        for name in {name for _, name in carried.values}:
            typed[name] = list(typed.get(name) or [None] * len(rows.records))
        for (row, name), value in carried.values.items():
            typed[name][position[row]] = value
    return typed


def _join_names(typed: Typed, by_column: Mapping[int, list[Value]], mapped: Mapped) -> None:
    """Put first and last names together where they are the person of the record."""
    names = {c.field: c.column for c in mapped.columns if c.field} | dict(mapped.doubles)
    if mapped.kind is None or not {"first_name", "last_name"} <= names.keys():
        return
    if names.get(_person(mapped.kind), names["first_name"]) != names["first_name"]:
        return
    fields = specs(mapped.kind)
    name = next((s.name for s in fields if s.column == _person(mapped.kind)), "")
    if name:
        pairs = zip(by_column[names["first_name"]], by_column[names["last_name"]], strict=True)
        typed[name] = [
            " ".join(str(part).strip() for part in pair if not is_empty(part)) for pair in pairs
        ]


def _day_order(mapped: Mapped, typed: Typed) -> bool | None:
    """Return what all date columns of the table tell together about the order of day and month."""
    if mapped.kind is None:
        return None
    texts: set[str] = set()
    for spec in specs(mapped.kind):
        if spec.reads in (Reads.DAY, Reads.MOMENT) and spec.name in typed:
            texts.update(v for v in set(typed[spec.name]) if isinstance(v, str))
    return day_order(texts)


def _source(
    book: str, grid: Grid, region: Region, rows: Rows, mapped: Mapped,
    fields: Mapping[str, int], carried: Carried, order: bool | None,
) -> Source:  # fmt: skip
    base = region.header_rows[-1]
    return Source(
        book,
        grid,
        mapped.kind,
        region.header_rows,
        rows.records[0] if rows.records else base + 1,
        rows.records[-1] if rows.records else base,
        len(rows.records),
        mapped.columns,
        fields,
        carried.cells,
        order,
        (*carried.remarks, *mapped.remarks, *_errors_beside(region, rows, fields)),
    )


def _errors_beside(region: Region, rows: Rows, fields: Mapping[str, int]) -> Iterator[str]:
    """Yield a remark on the error cells no record holds: in columns not read, and other rows."""
    records, read = frozenset(rows.records), frozenset(fields.values())
    found = [
        (rows.first + index, column, value.code)
        for column in region.columns
        if CellError in set(map(type, rows.columns[column]))
        for index, value in enumerate(rows.columns[column])
        if type(value) is CellError and not (column in read and rows.first + index in records)
    ]
    if found:
        row, column, code = min(found)
        cells = "1 cell" if len(found) == 1 else f"{len(found)} cells"
        first = f"{column_letters(column)}{row}"
        yield f"{cells} outside what is read show an error, {first} first ({code})"


def _records(source: Source, rows: Rows, typed: Typed, known: Agreed) -> TableRead:
    """Build the records of a table, one field of all of them at a time."""
    kind = KINDS[source.kind or ""]
    count = len(rows.records)
    lost = _uncalculated(source, rows, typed)
    headers = {c.column: c.header for c in source.columns}
    values: dict[str, Iterable[Any]] = {"source": repeat(source, count), "row": rows.records}
    failures: list[tuple[FieldSpec, Failure]] = []
    for spec in specs(source.kind or ""):
        if spec.name not in typed:
            values[spec.name] = repeat(spec.default, count)
            continue
        cells = typed[spec.name]
        read, failed = read_column(
            spec.reads, cells, known, spec.name, headers.get(source.fields.get(spec.name, 0), "")
        )
        values[spec.name] = read
        failures.extend((spec, f) for f in (*failed, *lost.get(spec.name, ())))
    _complete_moments(source.kind or "", values)
    _name_currencies(source, typed, values)
    records = _bulk(kind, count, values)
    unread = [
        Unread(
            records[f.at],
            spec.name,
            spec.reads,
            records[f.at].typed(spec.name),
            f.why,
            f.detail,
        )
        for spec, f in failures
    ]
    unread.sort(key=lambda u: (u.record.row, u.place.column))
    return TableRead(source, records, tuple(unread))


def _bulk(
    kind: type[Record], count: int, values: Mapping[str, Iterable[Any]]
) -> tuple[Record, ...]:
    """Make records through their slots: half the time of calling the class once for each.

    The garbage collector rests meanwhile, for nothing here is garbage.
    """
    with collector_resting():
        made = tuple(map(object.__new__, repeat(kind, count)))
        for name, column in values.items():
            slots = (c.__dict__ for c in kind.__mro__ if name in c.__dict__.get("__slots__", ()))
            deque(map(next(slots)[name].__set__, made, column), maxlen=0)
    return made


def _uncalculated(source: Source, rows: Rows, typed: Typed) -> dict[str, list[Failure]]:
    """Take the values of formulas that were never calculated out of the cells, and tell of each."""
    lost: dict[str, list[Failure]] = {}
    if not source.grid.uncalculated:
        return lost
    position = {row: index for index, row in enumerate(rows.records)}
    columns: dict[int, list[str]] = {}
    for name, column in source.fields.items():
        columns.setdefault(column, []).append(name)
    for row, column in source.grid.uncalculated:
        if row not in position:
            continue
        for name in columns.get(column, ()):
            if name not in lost:
                lost[name], typed[name] = [], list(typed[name])
            typed[name][position[row]] = None
            detail = "a formula without a result; open and save the book once in its program"
            lost[name].append(Failure(position[row], Why.UNCALCULATED, detail))
    return lost


def _complete_moments(kind: str, values: dict[str, Iterable[Any]]) -> None:
    """Give a time of day the day of its record: an end of 10:30 is on the day of the start."""
    names = [
        s.name for s in specs(kind) if s.reads is Reads.MOMENT and isinstance(values[s.name], list)
    ]
    if not names:
        return
    days: Sequence[Any] = values[names[0]]  # type: ignore[assignment]  # it is a list, as just asked
    for name in names:
        values[name] = [
            datetime.combine(day, moment) if isinstance(moment, time) and isinstance(day, date) else
            None if isinstance(moment, time) else moment
            for moment, day in zip(values[name], days, strict=True)
        ]  # fmt: skip
    if {"held_at", "start_time"} <= set(names):
        pairs = zip(values["held_at"], values["start_time"], strict=True)
        values["held_at"] = [_started(held, start) for held, start in pairs]


def _started(held: datetime | None, start: datetime | None) -> datetime | None:
    """Return when a meeting began: its day names no time where that has a column of its own."""
    return start if held and start and held.time() == time.min else held


def _name_currencies(source: Source, typed: Typed, values: dict[str, Iterable[Any]]) -> None:
    """Take the currency from an amount, or from the header over it, where no column names it."""
    fields = specs(source.kind or "")
    if not any(s.name == "currency" for s in fields):
        return
    headers = {c.column: c.header for c in source.columns}
    found: list[str | None] = list(values["currency"])
    for spec in fields:
        if spec.reads is not Reads.MONEY or spec.name not in typed:
            continue
        above = currency_of(headers.get(source.fields.get(spec.name, 0), ""))
        texts = set(filter(_is_text, typed[spec.name]))
        codes = {text: code for text in texts if (code := currency_of(str(text)))}
        if not above and not codes:
            continue
        found = [
            c or (None if is_empty(v) else codes.get(v, above) if isinstance(v, str) else above)
            for c, v in zip(found, typed[spec.name], strict=True)
        ]
    values["currency"] = found


def _is_text(value: Value) -> bool:
    return type(value) is str
