"""Cell values as the Sheets API has them, read and written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from toolkit.errors import RefusedError
from toolkit.table import CellError, Value

__all__ = ["MOMENTS", "cell_value", "format_for", "user_entered"]

EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - cells know no time zone
ERRORS = {
    "NULL_VALUE": "#NULL!",
    "DIVIDE_BY_ZERO": "#DIV/0!",
    "VALUE": "#VALUE!",
    "REF": "#REF!",
    "NAME": "#NAME?",
    "NUM": "#NUM!",
    "N_A": "#N/A",
    "LOADING": "#LOADING",
}
MOMENTS = frozenset({"DATE", "TIME", "DATE_TIME"})
PATTERNS = {
    datetime: ("DATE_TIME", "yyyy-mm-dd hh:mm"),
    date: ("DATE", "yyyy-mm-dd"),
    time: ("TIME", "hh:mm"),
    timedelta: ("TIME", "[h]:mm"),
}
LONGEST_TEXT = 50_000
"""Characters a cell holds (Google Drive help, "Files you can store")."""
LARGEST = 2**53
LAST_DAY = 2_958_465
"""31 December 9999, as spreadsheets count days."""


def cell_value(effective: Mapping[str, Any], number_format: Mapping[str, Any]) -> Value:
    """Return what a cell shows, typed: numbers with a date's format are dates."""
    if "numberValue" in effective:
        number: float = effective["numberValue"]
        kind = number_format.get("type")
        return _moment(number, kind, number_format) if kind in MOMENTS else number
    if "stringValue" in effective:
        return str(effective["stringValue"]) or None
    if "boolValue" in effective:
        return bool(effective["boolValue"])
    if "errorValue" in effective:
        return CellError(ERRORS.get(effective["errorValue"].get("type", ""), "#ERROR!"))
    return None


def _moment(days: float, kind: str | None, number_format: Mapping[str, Any]) -> Value:
    if not 0 <= days <= LAST_DAY:
        return days
    if kind == "TIME":
        # Elapsed time is written [h]; whatever lasts a day or longer is no time of day either.
        span = timedelta(milliseconds=round(days * 86_400_000))
        if "[" in number_format.get("pattern", "") or span >= timedelta(days=1):
            return span
        return (EPOCH + span).time()
    moment = EPOCH + timedelta(milliseconds=round(days * 86_400_000))
    return moment.date() if moment.time() == time.min else moment


def user_entered(value: Value, where: str) -> dict[str, Any]:
    """Return a value as it is stored raw: nothing Google could parse into something else.

    Raises RefusedError for what a cell cannot hold.
    """
    if value is None or value == "":
        return {}
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, str):
        if len(value) > LONGEST_TEXT:
            raise RefusedError(
                f"{where} would hold {len(value):,} characters; a Google cell holds "
                f"{LONGEST_TEXT:,}"
            )
        return {"stringValue": value}
    if isinstance(value, CellError):
        raise RefusedError(f"{where} would hold the error {value}; put that right first")
    number = _number(value)
    if isinstance(number, int) and abs(number) > LARGEST:
        raise RefusedError(f"{where} would hold {number}, which loses digits; store it as text")
    return {"numberValue": number}


def _number(value: int | float | Decimal | date | datetime | time | timedelta) -> float | int:
    if isinstance(value, datetime):
        return _days(value.replace(tzinfo=None) - EPOCH)
    if isinstance(value, date):
        return (value - EPOCH.date()).days
    if isinstance(value, time):
        return _days(datetime.combine(EPOCH, value) - EPOCH)
    if isinstance(value, timedelta):
        return _days(value)
    return float(value) if isinstance(value, Decimal) else value


def _days(span: timedelta) -> float:
    return span / timedelta(days=1)


def format_for(value: Value, held: Mapping[str, Any]) -> dict[str, str] | None:
    """Return the number format a cell needs to show a value, None where its own will do."""
    kind = held.get("type")
    for type_, (wanted, pattern) in PATTERNS.items():
        if isinstance(value, type_):
            elapsed = "[" in held.get("pattern", "")
            fits = kind == wanted or (wanted == "DATE" and kind == "DATE_TIME")
            if fits and (wanted != "TIME" or elapsed is (type_ is timedelta)):
                return None
            return {"type": wanted, "pattern": pattern}
    is_number = isinstance(value, int | float | Decimal) and not isinstance(value, bool)
    if is_number and kind in MOMENTS:
        return {"type": "NUMBER", "pattern": "0.##########"}
    return None
