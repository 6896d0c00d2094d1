"""Hours as people type them: 1.5, 1:30, 90m, 1h 30."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from decimal import Decimal

from toolkit.model import Why
from toolkit.reading.amounts import plain_number, read_money
from toolkit.reading.dates import EPOCH, Refusal
from toolkit.table import Value

__all__ = ["looks_like_hours", "read_hours"]

CLOCK = re.compile(r"(-?)(\d{1,4}):([0-5]\d)(?::([0-5]\d))?")
UNITS = re.compile(
    r"(?:(?P<h>\d+(?:[.,]\d+)?)\s*(?:h|hrs?|hours?|std\.?|stunden?|heures?|horas?|uur|uren|u|timer?|t)\.?)?\s*"
    r"(?:(?P<m>\d+(?:[.,]\d+)?)\s*(?:m|mins?|minutes?|minuten|minutos|min\.|minutter)?\.?)?",
    re.IGNORECASE,
)
HOUR = timedelta(hours=1)


def read_hours(value: Value, mark: str | None) -> Decimal:
    """Return hours, exact to the second typed. Raises Refusal.

    >>> read_hours("1:30", None), read_hours("90m", None), read_hours("1h 30", None)
    (Decimal('1.5'), Decimal('1.5'), Decimal('1.5'))
    """
    if isinstance(value, timedelta):
        return _hours(value)
    if isinstance(value, datetime):
        return _hours(value - datetime.combine(EPOCH, time.min))
    if isinstance(value, time):
        return _hours(timedelta(hours=value.hour, minutes=value.minute, seconds=value.second))
    if isinstance(value, str):
        return _text_hours(value.strip(), mark)
    return plain_number(value)


def looks_like_hours(text: str) -> bool:
    """Whether a text is a duration that names its unit or its minutes."""
    if not text[:1].isdigit() or len(text) > 20:
        return False
    return bool(CLOCK.fullmatch(text)) or (not text[-1].isdigit() and bool(UNITS.fullmatch(text)))


def _text_hours(text: str, mark: str | None) -> Decimal:
    if found := CLOCK.fullmatch(text):
        hours = Decimal(found[2]) + Decimal(found[3]) / 60 + Decimal(found[4] or 0) / 3600
        return _tidy(-hours if found[1] else hours)
    found = UNITS.fullmatch(text)
    if found and (found["h"] or found["m"]) and any(map(str.isalpha, text)):
        hours = Decimal((found["h"] or "0").replace(",", "."))
        return _tidy(hours + Decimal((found["m"] or "0").replace(",", ".")) / 60)
    return read_money(text, mark)


def _hours(length: timedelta) -> Decimal:
    if not timedelta() <= abs(length) < 10_000 * HOUR:
        raise Refusal(Why.IMPOSSIBLE, f"{length} is no working time")
    return _tidy(Decimal(round(length.total_seconds())) / 3600)


def _tidy(hours: Decimal) -> Decimal:
    """Drop what a division by 60 left behind, and the zeros."""
    return round(hours, 6).normalize() + 0
