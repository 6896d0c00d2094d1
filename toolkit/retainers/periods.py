"""The periods of a retainer: calendar months, or months counted from its first day."""

from __future__ import annotations

import calendar
import functools
import re
from datetime import date, timedelta
from typing import NamedTuple

__all__ = ["DAY", "FOREVER", "Period", "add_months", "days_named", "period_at"]

FOREVER = date.max
DAY = timedelta(days=1)
NAMED = re.compile(r"(?P<year>\d{4})(?:-Q(?P<quarter>[1-4])|-(?P<month>\d{2}))?", re.IGNORECASE)
MONTHS = {"month": 1, "quarter": 3, "year": 12}


class Period(NamedTuple):
    """One turn of a retainer's cycle, both ends included."""

    first: date
    through: date

    @property
    def until(self) -> date:
        """The first day that no longer belongs to it."""
        return self.through + DAY if self.through < FOREVER else FOREVER

    @property
    def label(self) -> str:
        """As people call it: 2026-07, 2026-Q3, 2026, or its days."""
        first, through = self
        if through == FOREVER:
            return f"since {first}"
        if first.day == 1 and self.until.day == 1:
            months = (self.until.year - first.year) * 12 + self.until.month - first.month
            if months == 1:
                return f"{first:%Y-%m}"
            if months == 3 and first.month % 3 == 1:
                return f"{first.year}-Q{first.month // 3 + 1}"
            if months == 12 and first.month == 1:
                return f"{first.year}"
        return f"{first}..{through}"


@functools.lru_cache(maxsize=4096)
def add_months(day: date, months: int) -> date:
    """Return the same day so many months later, or the last of a month that is too short.

    >>> add_months(date(2028, 1, 31), 1)
    datetime.date(2028, 2, 29)
    """
    if day == FOREVER:
        return FOREVER
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def days_named(text: str) -> Period | None:
    """Return the days of ``2026``, ``2026-Q3`` or ``2026-07``; None for anything else."""
    named = NAMED.fullmatch(text.strip())
    if named is None:
        return None
    year, quarter, month = int(named["year"]), named["quarter"], named["month"]
    if not 0 < year < date.max.year or (month and not 1 <= int(month) <= 12):
        return None
    cycle = "quarter" if quarter else "month" if month else "year"
    first = int(quarter) * 3 - 2 if quarter else int(month or 1)
    return period_at(date(year, first, 1), cycle)


@functools.lru_cache(maxsize=4096)
def period_at(day: date, cycle: str, start: date | None = None, end: date = FOREVER) -> Period:
    """Return the period of a cycle that holds a day.

    ``start`` None means the calendar's own periods (ISO weeks). Otherwise they are counted from
    it, each from the original day of the month: 31 January, 28 February, 31 March. ``to date`` is
    one period from ``start`` through ``end``.
    """
    if cycle == "to date":
        return Period(start or day, end)
    if cycle == "week":
        monday = start or date(1, 1, 1)
        first = monday + (day - monday) // (7 * DAY) * 7 * DAY
        return Period(first, first + 6 * DAY)
    length = MONTHS[cycle]
    base = start or date(1, 1, 1)
    turns = ((day.year - base.year) * 12 + day.month - base.month) // length
    if add_months(base, turns * length) > day:
        turns -= 1
    first = add_months(base, turns * length)
    return Period(first, add_months(base, (turns + 1) * length) - DAY)
