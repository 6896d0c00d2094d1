"""A period day by day: what was left at the end of each, beside an even use of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from toolkit.retainers.burn import BurnRow
from toolkit.retainers.projection import Calendar, worked_days

__all__ = ["Point", "burndown"]

LONGEST = 400


@dataclass(frozen=True, slots=True)
class Point:
    """One working day's end; amounts in the ledger's unit."""

    day: date
    left: Decimal | None
    """None for days after the one asked for."""
    even: Decimal
    """What would be left if every working day used the same; 0 where there was nothing to use."""


def burndown(row: BurnRow, calendar: Calendar) -> tuple[Point, ...]:
    """Return a point for each working day of the period, in order, 400 at most.

    What is used on a day nobody works shows at the next working day's end; a period without an
    end is shown through the day asked for.
    """
    days = [
        day
        for day in worked_days(row.agreement, row.span, calendar)
        if row.span.through != date.max or day <= row.as_of
    ][:LONGEST]
    used = dict(row.used_by_day())
    booked = sorted(used)
    points: list[Point] = []
    so_far, at, available = Decimal(0), 0, row.ledger.available
    to_use = max(available, Decimal(0))
    for number, day in enumerate(days, start=1):
        while at < len(booked) and booked[at] <= day:
            so_far += used[booked[at]]
            at += 1
        left = available - so_far if day <= row.as_of else None
        points.append(Point(day, left, to_use * (len(days) - number) / len(days)))
    return tuple(points)
