"""Values as Excel's COM interface hands them over, and as Calc keeps them."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any

__all__ = ["ERRORS", "as_given", "as_shown", "moment", "serial", "typed_in"]

EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - cells know no time zone
ERRORS = {
    532: ("#DIV/0!", -2146826281),
    32767: ("#N/A", -2146826246),
    525: ("#NAME?", -2146826259),
    521: ("#NULL!", -2146826288),
    503: ("#NUM!", -2146826252),
    524: ("#REF!", -2146826265),
    519: ("#VALUE!", -2146826273),
}
"""Calc's error → what Excel shows, and the number by which COM names it."""
TEXTS = {number: text for text, number in ERRORS.values()}
NUMBER = re.compile(r"[-+]?[$£€]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?([eE][-+]?\d+)?\s*%?")
DAY = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)")
SHORT_DAY = re.compile(r"(\d\d?)[-/](\d\d?)")


def as_given(value: Any) -> Any:
    """Return a value as xlwings hands it to Excel."""
    return "" if value is None else value


def as_shown(value: Any, empty_as: Any, *, errors_as_text: bool) -> Any:
    """Return a value as xlwings shows what Excel handed over."""
    if value is None or value == "":
        return empty_as
    if isinstance(value, int) and not isinstance(value, bool) and value in TEXTS:
        return TEXTS[value] if errors_as_text else None
    return value


def serial(value: date) -> float:
    """Return a date or datetime as the number a cell keeps."""
    whole = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)  # noqa: DTZ001
    return (whole - EPOCH) / timedelta(days=1)


def moment(number: float) -> datetime:
    """Return the datetime of a cell's number, to the millisecond."""
    return EPOCH + timedelta(days=int(number), seconds=round(number % 1 * 86400, 3))


def typed_in(text: str) -> Any:
    """Return what Excel makes of a text that is put into a General cell."""
    if text.startswith("'"):
        return text[1:]
    if text.upper() in ("TRUE", "FALSE"):
        return text.upper() == "TRUE"
    found = DAY.fullmatch(text)
    if found:
        return datetime(int(found[1]), int(found[2]), int(found[3]))  # noqa: DTZ001
    found = SHORT_DAY.fullmatch(text)
    if found and 1 <= int(found[1]) <= 12 and 1 <= int(found[2]) <= 28:
        return datetime(2026, int(found[1]), int(found[2]))  # noqa: DTZ001
    if NUMBER.fullmatch(text.strip()):
        plain = re.sub(r"[$£€,\s]", "", text)
        return float(plain[:-1]) / 100 if plain.endswith("%") else float(plain)
    return text
