"""The agency's working days: no weekend, public holiday or closure of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from toolkit.config import Config
from toolkit.errors import ConfigError
from toolkit.public_holidays import public_holidays

__all__ = ["Workdays"]

DAY = timedelta(days=1)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class Workdays:
    """Which days are worked, and how many lie between two.

    >>> Workdays("US").count(date(2026, 7, 1), date(2026, 7, 31))  # 3 July is observed
    22
    """

    country: str
    region: str = ""
    closures: frozenset[date] = frozenset()
    weekend: frozenset[int] = frozenset({5, 6})
    """Days of the week that are not worked, Monday 0."""
    _years: dict[int, Mapping[date, str]] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, config: Config) -> Workdays:
        """Return the calendar agency.toml describes.

        Raises ConfigError for a country, region, date or weekday that does not exist.
        """
        unknown = [day for day in config.calendar.weekend if day not in WEEKDAYS]
        if unknown:
            raise ConfigError(
                f"calendar.weekend: {unknown[0]!r} is not one of {', '.join(WEEKDAYS)}"
            )
        calendar = cls(
            config.agency.country,
            config.agency.region,
            frozenset(day for text in config.calendar.closures for day in _days(text)),
            frozenset(WEEKDAYS.index(day) for day in config.calendar.weekend),
        )
        if len(calendar.weekend) == len(WEEKDAYS):
            raise ConfigError("calendar.weekend leaves no day to work on")
        public_holidays(calendar.country, calendar.region, 2026)
        return calendar

    def is_workday(self, day: date) -> bool:
        """Whether the agency works on the day."""
        return day.weekday() not in self.weekend and not self.name(day)

    def name(self, day: date) -> str:
        """Return the public holiday's name, "closed" for a closure, or nothing."""
        if day in self.closures:
            return "closed"
        if day.year not in self._years:
            self._years[day.year] = public_holidays(self.country, self.region, day.year)
        return self._years[day.year].get(day, "")

    def count(self, first: date, through: date) -> int:
        """Return how many working days lie from ``first`` to ``through``, both included."""
        return sum(self.is_workday(day) for day in days(first, through))

    def add(self, day: date, workdays: int) -> date:
        """Return the working day that lies so many working days after a day.

        0 gives the day itself when it is worked, the next working day otherwise.
        """
        while not self.is_workday(day):
            day += DAY
        for _ in range(workdays):
            day += DAY
            while not self.is_workday(day):
                day += DAY
        return day


def days(first: date, through: date) -> list[date]:
    """Return every day from ``first`` to ``through``, both included; none when it ends before."""
    return [first + timedelta(days=n) for n in range((through - first).days + 1)]


def _days(text: str) -> list[date]:
    first, _, through = text.partition("..")
    try:
        closed = days(*(date.fromisoformat(end.strip()) for end in (first, through or first)))
    except ValueError:
        closed = []
    if not closed:
        raise ConfigError(
            f"calendar.closures: {text!r} is neither a date 2026-12-24 nor 2026-12-24..2026-12-31"
        )
    return closed
