"""A column of cells → what records hold: each text is read once, however often it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from decimal import Decimal
from math import isfinite
from typing import Any, NamedTuple

from toolkit.model import Reads, Status, Why
from toolkit.reading.amounts import (
    currency_of,
    decimal_mark,
    read_count,
    read_money,
    read_percent,
    unit_of,
)
from toolkit.reading.dates import (
    EARLIEST,
    LATEST,
    Refusal,
    day_order,
    read_clock,
    read_day,
    read_moment,
)
from toolkit.reading.durations import read_hours
from toolkit.reading.folding import fold, squeeze
from toolkit.reading.people import lone_names, puts_last_name_first, read_people
from toolkit.reading.words import is_blank, read_flag, status_words
from toolkit.table import CellError, Value

__all__ = ["Agreed", "Failure", "read_column"]


class Failure(NamedTuple):
    """A cell of a column that was not read: its place in the column, why, and a detail in words."""

    at: int
    why: Why
    detail: str


@dataclass(frozen=True, slots=True)
class Agreed:
    """What the cells of one column settle between them, and what is known from outside."""

    as_of: date
    day_first: bool | None = None
    mark: str | None = None
    """The decimal mark of numbers typed as text."""
    unit: Decimal | None = Decimal(1)
    """What one of a column of money stands for; None where header and cells disagree."""
    whole_percent: bool = False
    lone: frozenset[str] = frozenset()
    """Names that stand alone in a cell of the column: a comma beside them parts two people."""
    last_first: bool = False
    """The column writes a person as "Last, First"."""
    worded: bool = False
    """The column says how far work is in words: a number in it is none of them."""
    statuses: Mapping[str, Status] = field(default_factory=dict)
    """The agency's own status words, folded."""


SEVERAL_PEOPLE = frozenset(
    {
        "agency_present", "client_present", "cover", "distributed_to", "distribution", "invited",
        "teams",
    }
)  # fmt: skip
"""Fields that list people: a comma parts two of them, whatever the cells look like."""
TIMED = frozenset({"ends_at", "start_time"})
"""Fields whose cells may hold a time of day alone, the day being in another column."""
MOST_IN_UNITS = 5_000_000
"""From here on an amount of one row is rather written in full than in thousands."""
ONE_PERSON = frozenset({"person"})
"""Fields that hold one person by their nature: whoever worked the hours of a time entry."""


def _settle(
    reads: Reads, distinct: Iterable[Value], known: Agreed, name: str, header: str
) -> Agreed:
    """Return what a column settles by itself, on top of what is known."""
    if reads in (Reads.DAY, Reads.MOMENT):
        order = day_order(v for v in distinct if isinstance(v, str))
        return known if order is None else replace(known, day_first=order)
    if reads is Reads.PEOPLE:
        texts = [v for v in distinct if isinstance(v, str)]
        last_first = name not in SEVERAL_PEOPLE and (
            name in ONE_PERSON or puts_last_name_first(texts, header)
        )
        return replace(known, lone=lone_names(texts), last_first=last_first)
    if reads not in (Reads.MONEY, Reads.HOURS, Reads.PERCENT, Reads.STATUS):
        return known
    mark = decimal_mark(v for v in distinct if isinstance(v, str))
    whole = reads in (Reads.PERCENT, Reads.STATUS) and _counts_to_hundred(distinct)
    if reads is Reads.STATUS:
        words = {fold(v) for v in distinct if isinstance(v, str) and read_flag(v) is None}
        known = replace(known, worded=bool(words & status_words().keys()))
    known = replace(known, mark=mark or known.mark, whole_percent=whole)
    return replace(known, unit=_unit(header, distinct, known)) if reads is Reads.MONEY else known


def _unit(header: str, distinct: Iterable[Value], known: Agreed) -> Decimal | None:
    """Return what a header in thousands or millions means for its cells.

    Amounts that would be out of all proportion are mostly written in full already, and shown in
    thousands by their format: nobody can tell which of them are, so none is guessed.
    """
    unit = unit_of(header)
    if unit == 1:
        return unit
    for value in distinct:
        with suppress(Refusal):
            if value is not None and abs(read_money(value, known.mark, unit)) >= MOST_IN_UNITS:
                return None
    return unit


def _counts_to_hundred(distinct: Iterable[Value]) -> bool:
    """Whether a column counts percent to 100: some number is above 1.5, and none between 0 and 1.

    A column that holds both 0.6 and 60 is read cell by cell: a fraction up to 1.5, of 100 above.
    """
    numbers = [v for v in distinct if isinstance(v, int | float) and not isinstance(v, bool)]
    return any(v > 1.5 for v in numbers) and not any(0 < v < 1 for v in numbers)


def read_column(
    reads: Reads, cells: Sequence[Value], known: Agreed, name: str = "", header: str = ""
) -> tuple[list[Any], list[Failure]]:
    """Return what each cell of a column is read as, and the cells that could not be read.

    ``name`` and ``header`` are the field's and the column's, where they tell how cells are meant.
    A blank cell, and one that could not be read, is None (for people an empty tuple).
    """
    blank: Any = () if reads is Reads.PEOPLE else None
    kinds = set(map(type, cells))
    if reads is Reads.DAY and kinds == {date} and min(cells) >= EARLIEST and max(cells) <= LATEST:  # type: ignore[type-var, operator]  # all are dates, as just asked
        return list(cells), []
    if kinds == {str} and reads in (Reads.TEXT, Reads.ID) and _all_differ(cells):
        return [None if is_blank(v) else _text(v) for v in cells], []  # type: ignore[arg-type]  # all are texts, as just asked
    if bool in kinds and kinds & {int, float, Decimal}:
        keys: Sequence[Any] = [(type(v) is bool, v) for v in cells]  # True is 1 to a dict
        distinct: dict[Any, Value] = {key: key[1] for key in keys}
    else:
        keys = cells
        distinct = dict(zip(cells, cells, strict=True))
    read = _reader(reads, _settle(reads, distinct.values(), known, name, header), name)
    table: dict[Any, Any] = {}
    refused: dict[Any, Refusal] = {}
    for key, value in distinct.items():
        try:
            if value is None or (type(value) is str and is_blank(value)):
                table[key] = blank
            elif type(value) is CellError:
                raise Refusal(Why.CELL_ERROR, f"the cell shows {value.code}")
            elif type(value) is float and not isfinite(value):
                raise Refusal(Why.UNREADABLE, f"{value} is no number a sheet can show")
            else:
                table[key] = read(value)
        except Refusal as refusal:
            table[key], refused[key] = blank, refusal
    found = list(map(table.__getitem__, keys))
    if not refused:
        return found, []
    return found, [
        Failure(i, refused[k].why, refused[k].detail) for i, k in enumerate(keys) if k in refused
    ]


def _all_differ(cells: Sequence[Value]) -> bool:
    """Whether most texts of a column stand once, so that remembering them would not help."""
    first = cells[: max(500, len(cells) // 20)]
    return len(cells) > 1000 and len(set(first)) > 0.8 * len(first)


def _reader(reads: Reads, agreed: Agreed, name: str) -> Callable[[Value], Any]:
    """Return the function that reads one cell."""
    match reads:
        case Reads.TEXT:
            return _currency if name == "currency" else _text
        case Reads.ID:
            return _id
        case Reads.DAY:
            return lambda value: read_day(value, agreed.as_of, agreed.day_first)
        case Reads.MOMENT:
            return lambda value: _moment(value, agreed, timed=name in TIMED)
        case Reads.MONEY:
            return lambda value: _money(value, agreed)
        case Reads.HOURS:
            return lambda value: read_hours(value, agreed.mark)
        case Reads.PERCENT:
            return lambda value: _percent(value, agreed)
        case Reads.COUNT:
            return read_count
        case Reads.PEOPLE:
            return lambda value: _people(value, agreed)
        case Reads.FLAG:
            return _flag
        case Reads.STATUS:
            return lambda value: _status(value, agreed, billing=name == "billing_status")


def _money(value: Value, agreed: Agreed) -> Decimal:
    if agreed.unit is None:
        detail = f"{_text(value)} stands under a header that counts in thousands; it may be in full"
        raise Refusal(Why.AMBIGUOUS, detail)
    return read_money(value, agreed.mark, agreed.unit)


def _text(value: Value) -> str:
    if isinstance(value, str):
        return squeeze(value) if "\n" not in value else value.strip()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}" if value.time() == time.min else f"{value:%Y-%m-%d %H:%M}"
    return value.isoformat() if isinstance(value, date) else str(value)


def _currency(value: Value) -> str:
    text = _text(value)
    return currency_of(text) or text


def _id(value: Value) -> str | int:
    """Keep an id as typed: "0042" is text, 42.0 the number 42, 3.1 the text "3.1"."""
    if isinstance(value, str):
        return squeeze(value)
    if isinstance(value, bool):
        raise Refusal(Why.UNREADABLE, f"{value} is no number of a job")
    if isinstance(value, float | Decimal) and value == int(value):
        return int(value)
    return value if isinstance(value, int) else _text(value)


def _moment(value: Value, agreed: Agreed, *, timed: bool) -> datetime | time | None:
    """Return a moment; a time of day alone stays one, for the row's day to complete."""
    if isinstance(value, time):
        return value
    if timed and (at := read_clock(value)) is not None:
        return at
    return read_moment(value, agreed.as_of, agreed.day_first)


def _percent(value: Value, agreed: Agreed) -> Decimal:
    if isinstance(value, bool):
        return Decimal(int(value))
    if isinstance(value, str) and (flag := read_flag(value)) is not None:
        return Decimal(int(flag))
    return read_percent(value, agreed.mark, agreed.whole_percent or _above_one(value))


def _above_one(value: Value) -> bool:
    """Whether a number can only be counted to 100; 1.2 is 120 %."""
    return isinstance(value, int | float) and abs(value) > 1.5


def _people(value: Value, agreed: Agreed) -> tuple[str, ...]:
    if not isinstance(value, str):
        raise Refusal(Why.UNREADABLE, f"{_text(value)} is no name")
    return read_people(value, agreed.lone, last_first=agreed.last_first)


def _flag(value: Value) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float) and value in (0, 1):
        return bool(value)
    flag = read_flag(value) if isinstance(value, str) else None
    if flag is None:
        raise Refusal(Why.UNKNOWN_WORD, f"{_text(value)} is neither yes nor no")
    return flag


def _status(value: Value, agreed: Agreed, *, billing: bool) -> Status:
    """Fold a status word; a percentage or a tick says how far the work is."""
    if isinstance(value, str):
        folded = fold(value)
        if found := agreed.statuses.get(folded) or status_words().get(folded):
            return found
        flag = read_flag(value)
    else:
        flag = value if isinstance(value, bool) else None
    if flag is not None:
        return _done(Decimal(int(flag)), billing=billing, ticked=True)
    number = isinstance(value, int | float) and not agreed.worded
    if number or (isinstance(value, str) and value.strip().endswith("%")):
        done = _percent(value, agreed)
        if 0 <= done <= 1:
            return _done(done, billing=billing, ticked=False)
    raise Refusal(Why.UNKNOWN_WORD, f"{_text(value)} is no status word we know")


def _done(share: Decimal, *, billing: bool, ticked: bool) -> Status:
    if share >= 1:
        return Status.BILLED if billing else Status.CLOSED
    return Status.NOT_STARTED if not share and (billing or not ticked) else Status.IN_PROGRESS
