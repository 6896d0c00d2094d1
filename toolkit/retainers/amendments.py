"""Adjustments and pauses as people write them into a cell."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from toolkit.retainers.periods import DAY, add_months

__all__ = ["Change", "parse_changes", "parse_days", "parse_pauses"]


class Change(NamedTuple):
    """An amount given or taken in the period of a day, and why."""

    on: date
    amount: Decimal
    reason: str


CHANGE = re.compile(r"(\d{4}-\d{2}(?:-\d{2})?)[\s:]+([+−-]?\d+(?:\.\d+)?)\s*h?\b[\s:,]*(.*)")


def parse_changes(text: str) -> tuple[Change, ...]:
    """Return the adjustments of a cell: ``2026-03-15 +5 goodwill; 2026-04 -2 h credit``.

    A month means its first day. Raises ValueError for an entry without day, amount or reason.
    """
    return tuple(_change(entry) for entry in _entries(text))


def _change(entry: str) -> Change:
    match = CHANGE.fullmatch(entry)
    if not match or not match[3]:
        raise ValueError(f"{entry!r} is no adjustment such as 2026-03-15 +5 goodwill")
    day = match[1] if len(match[1]) > len("2026-03") else f"{match[1]}-01"
    return Change(_day(day, entry), Decimal(match[2].replace("−", "-")), match[3])


def parse_pauses(text: str) -> tuple[tuple[date, date], ...]:
    """Return the pauses of a cell: days, months and ranges apart by semicolons or line breaks."""
    return tuple(parse_days(entry) for entry in _entries(text))


def parse_days(text: str) -> tuple[date, date]:
    """Return the days ``2026-08-03``, ``2026-08`` or ``2026-08-03..2026-08-14`` mean.

    Raises ValueError for anything else, and for a range that ends before it begins.
    """
    entry = text.strip()
    if re.fullmatch(r"\d{4}-\d{2}", entry):
        month = _day(f"{entry}-01", entry)
        return month, add_months(month, 1) - DAY
    first, _, through = (part.strip() for part in entry.partition(".."))
    days = _day(first, entry), _day(through or first, entry)
    if days[1] < days[0]:
        raise ValueError(f"{entry!r} ends before it begins")
    return days


def _entries(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"[;\n]", text) if part.strip()]


def _day(text: str, entry: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{entry!r} has no date such as 2026-08-03") from None
