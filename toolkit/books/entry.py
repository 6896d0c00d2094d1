"""What a person types for a cell, read by what the cell held before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum

from toolkit.errors import RefusedError
from toolkit.table import Value

__all__ = ["Entry", "read_entry", "typed_column"]

NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?")
"""A plain number; what begins with a needless zero is an id and stays text."""
LONGEST_NUMBER = 15
"""Digits a spreadsheet keeps; longer ones are ids as well."""
DAY = re.compile(r"\d{4}-\d\d-\d\d")


class Entry(StrEnum):
    """What a typed value can be meant as."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"


def read_entry(typed: str, before: Value, wanted: Entry | None = None) -> Value:
    """Return a typed value as a number, date, truth value or text; nothing typed is a blank.

    It is what the cell held before, or ``wanted`` where that is said: 1200.50 for numbers,
    2026-03-10 for dates, TRUE or FALSE. In a blank cell, a plain number is a number, a date a
    date, all else text.

    Raises RefusedError for what cannot be read so.
    """
    if not typed:
        return None
    if wanted is None and isinstance(before, bool):
        return _truth(typed)
    if wanted is None:
        wanted = _kind_of(before) or _likely(typed)
    if wanted is Entry.NUMBER:
        return _number(typed)
    return _day(typed) if wanted is Entry.DATE else typed


def _kind_of(value: Value) -> Entry | None:
    if isinstance(value, int | float | Decimal):
        return Entry.NUMBER
    if isinstance(value, date | time | timedelta):
        return Entry.DATE
    return Entry.TEXT if isinstance(value, str) and value else None


def _likely(typed: str) -> Entry:
    if DAY.fullmatch(typed):
        return Entry.DATE
    is_number = NUMBER.fullmatch(typed) and sum(map(str.isdigit, typed)) <= LONGEST_NUMBER
    return Entry.NUMBER if is_number else Entry.TEXT


def _number(typed: str) -> Value:
    if not NUMBER.fullmatch(typed):
        raise RefusedError(f"{typed!r} is no number; write it as 1200.50, or add --as text")
    return Decimal(typed) if "." in typed else int(typed)


def _day(typed: str) -> Value:
    for read in (date.fromisoformat, datetime.fromisoformat, time.fromisoformat):
        try:
            return read(typed)
        except ValueError:
            continue
    raise RefusedError(f"{typed!r} is no date; write it as 2026-03-10, or add --as text")


def _truth(typed: str) -> Value:
    if typed.casefold() not in ("true", "false"):
        raise RefusedError(f"{typed!r} is neither TRUE nor FALSE; add --as text if it is meant")
    return typed.casefold() == "true"


def typed_column(values: Sequence[Value]) -> Sequence[Value]:
    """Return the texts of a column as numbers or dates where every one of them is one."""
    texts = [value for value in values if value is not None and value != ""]
    if not texts or not all(isinstance(text, str) for text in texts):
        return values
    kinds = {_likely(text) for text in texts if isinstance(text, str)}
    if len(kinds) != 1 or Entry.TEXT in kinds:
        return values
    (kind,) = kinds
    return [read_entry(v, None, kind) if isinstance(v, str) else v for v in values]
