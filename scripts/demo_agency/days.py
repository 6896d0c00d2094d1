"""The agency's calendar: the day it is seen on, and the days people work."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

__all__ = [
    "AS_OF",
    "CLOSURES",
    "FIRST_DAY",
    "LAST_BOOKED",
    "NEAR_HOLIDAYS",
    "days_through",
    "is_working",
    "settled_day",
    "working_day_after",
]

AS_OF = date(2026, 6, 15)
FIRST_DAY = date(2025, 1, 2)
LAST_BOOKED = date(2026, 6, 12)
"""The last day with hours: people book on the day, and the workbook is seen on Monday morning."""

CLOSURES = (
    (date(2024, 12, 24), date(2025, 1, 1)),
    (date(2025, 12, 24), date(2026, 1, 1)),
    (date(2026, 12, 24), date(2027, 1, 1)),
)
HOLIDAYS = frozenset(
    date.fromisoformat(day)
    for day in (
        "2025-04-18",
        "2025-04-21",
        "2025-05-05",
        "2025-05-26",
        "2025-08-25",
        "2026-04-03",
        "2026-04-06",
        "2026-05-04",
        "2026-05-25",
        "2026-08-31",
        "2027-03-26",
        "2027-03-29",
    )
)
NEAR_HOLIDAYS = frozenset(
    date.fromisoformat(day)
    for day in (
        "2025-01-02",
        "2025-03-17",
        "2025-07-14",
        "2025-08-04",
        "2025-12-01",
        "2026-01-02",
        "2026-03-17",
        "2026-06-15",
        "2026-07-13",
        "2026-08-03",
        "2026-11-30",
    )
)
"""Holidays in some part of the United Kingdom only: worked, but nothing is due on them."""


def is_working(day: date) -> bool:
    """Whether the agency works on the day."""
    closed = any(first <= day <= last for first, last in CLOSURES)
    return day.weekday() < 5 and day not in HOLIDAYS and not closed


def settled_day(day: date) -> date:
    """Return the day itself or the next one on which something may be due."""
    while not is_working(day) or day in NEAR_HOLIDAYS:
        day += timedelta(days=1)
    return day


def working_day_after(day: date, count: int) -> date:
    """Return the day so many working days later, or earlier where the count is negative."""
    step = timedelta(days=1 if count >= 0 else -1)
    left = abs(count)
    while left or not is_working(day) or day in NEAR_HOLIDAYS:
        day += step
        if is_working(day) and day not in NEAR_HOLIDAYS and left:
            left -= 1
    return day


def days_through(first: date, last: date) -> Iterator[date]:
    """Return every working day from the first through the last."""
    day = first
    while day <= last:
        if is_working(day):
            yield day
        day += timedelta(days=1)
