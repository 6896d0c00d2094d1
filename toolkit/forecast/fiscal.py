"""Fiscal calendars: months from any start, and the 4-4-5 family with its 53rd week."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import takewhile

from toolkit.config import ForecastConfig
from toolkit.errors import ConfigError

__all__ = ["Fiscal", "Period", "month_after", "month_end"]

DAY = timedelta(days=1)
WEEK = timedelta(days=7)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
QUARTERS = {"4-4-5": (4, 4, 5), "4-5-4": (4, 5, 4), "5-4-4": (5, 4, 4)}


@dataclass(frozen=True, slots=True)
class Period:
    """One month of a fiscal year."""

    first: date
    through: date
    year: int
    """The fiscal year, named by the calendar year it ends in."""
    number: int
    """1 to 12 inside the fiscal year."""

    @property
    def label(self) -> str:
        """How people name it: ``2026-07`` for a calendar month, ``FY2026-P07`` otherwise."""
        if self.is_month:
            return f"{self.first:%Y-%m}"
        return f"FY{self.year}-P{self.number:02}"

    @property
    def is_month(self) -> bool:
        """It is one whole calendar month."""
        return self.first.day == 1 and self.through == month_end(self.first)


@dataclass(frozen=True, slots=True)
class Fiscal:
    """How a year is cut into twelve periods.

    With ``weeks`` a year has whole weeks and ends on the ``ends_on`` weekday that is the last of
    its last month, or the nearest to that month's end; its twelfth period takes the 53rd week
    (the usual retail and 52/53-week tax year, US 26 CFR 1.441-2).
    """

    start_month: int = 1
    weeks: str = ""
    ends_on: int = 5
    """Day of the week, Monday 0."""
    nearest: bool = False

    @classmethod
    def of(cls, config: ForecastConfig) -> Fiscal:
        """Return the calendar agency.toml describes; ConfigError where it cannot be."""
        if not 1 <= config.fiscal_start <= 12:
            raise ConfigError(f"forecast.fiscal_start is a month, 1 to 12: {config.fiscal_start}")
        if config.week_ends not in WEEKDAYS:
            raise ConfigError(
                f"forecast.week_ends: {config.week_ends!r} is not one of {', '.join(WEEKDAYS)}"
            )
        return cls(
            config.fiscal_start,
            config.weeks,
            WEEKDAYS.index(config.week_ends),
            config.year_ends == "nearest",
        )

    def year_end(self, year: int) -> date:
        """Return the last day of the fiscal year that is named ``year``."""
        month = (self.start_month - 2) % 12 + 1
        last = month_end(date(year, month, 1))
        if not self.weeks:
            return last
        back = (last.weekday() - self.ends_on) % 7
        before = last - timedelta(days=back)
        return before + WEEK if self.nearest and back > 3 else before

    def year_periods(self, year: int) -> tuple[Period, ...]:
        """Return the twelve periods of a fiscal year."""
        first, end = self.year_end(year - 1) + DAY, self.year_end(year)
        if not self.weeks:
            months = [month_after(first, n) for n in range(13)]
            ends = [after - DAY for after in months[1:]]
        else:
            lengths = QUARTERS[self.weeks] * 4
            ends = [first + WEEK * sum(lengths[: n + 1]) - DAY for n in range(11)] + [end]
        starts = [first, *(last + DAY for last in ends[:-1])]
        return tuple(
            Period(begin, last, year, n)
            for n, (begin, last) in enumerate(zip(starts, ends, strict=True), start=1)
        )

    def periods(self, day: date, count: int) -> tuple[Period, ...]:
        """Return so many periods, the first being the one that holds the day."""
        found: list[Period] = []
        for period in self._from(day):
            if len(found) == count:
                break
            found.append(period)
        return tuple(found)

    def period_of(self, day: date) -> Period:
        """Return the period that holds the day."""
        return self.periods(day, 1)[0]

    def through(self, first: date, last: date) -> tuple[Period, ...]:
        """Return the periods from the one that holds ``first`` to the one that holds ``last``."""
        return tuple(takewhile(lambda period: period.first <= last, self._from(first)))

    def _from(self, day: date) -> Iterator[Period]:
        year = day.year - 1  # a year that ends nearest to December's end may end in January
        while self.year_end(year) < day:
            year += 1
        while True:
            yield from (p for p in self.year_periods(year) if p.through >= day)
            year += 1


def month_end(day: date) -> date:
    """Return the last day of a day's calendar month."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def month_after(first: date, months: int) -> date:
    """Return the first day of the month so many months after a first of a month."""
    years, month = divmod(first.month - 1 + months, 12)
    return date(first.year + years, month + 1, 1)
