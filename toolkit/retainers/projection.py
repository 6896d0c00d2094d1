"""How fast a period is used up, and where that leads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple, Protocol

from toolkit.retainers.agreement import Agreement, Span, calendar_days, covered_days
from toolkit.retainers.ledger import Ledger
from toolkit.retainers.periods import DAY, FOREVER

__all__ = [
    "Calendar",
    "Crossing",
    "Pace",
    "crossed_on",
    "crossings",
    "pace_of",
    "standing",
    "worked_days",
]

SEARCHED_DAYS = 3660
FAST, SLOW = Decimal("1.1"), Decimal("0.75")
FOUR_PLACES = Decimal("0.0001")


class Calendar(Protocol):
    """What projections ask of the agency's working days."""

    def is_workday(self, day: date) -> bool:
        """Whether the agency works on the day."""
        ...

    def count(self, first: date, through: date) -> int:
        """Return the working days from a day through another, both included."""
        ...


@dataclass(frozen=True, slots=True)
class Pace:
    """Where a period stands on a day, and ends if it goes on like that.

    Shares are fractions of 1 to four places, None where they would divide by nothing; amounts are
    in the ledger's unit.
    """

    days_gone: int
    """Working days that the terms cover, through the day asked for."""
    days: int
    """Working days that the terms cover in the whole period; 0 for a period without an end."""
    burn: Decimal | None
    elapsed: Decimal | None
    pace: Decimal | None
    straight: Decimal | None
    """Projected use by calendar days."""
    projected: Decimal | None
    """Projected use by working days."""
    scheduled: Decimal | None
    """Use so far with what is already booked ahead; None where nothing is."""
    exhausted_on: date | None
    """When it was or will be used up; None when that lies beyond the period."""
    is_exhausted: bool = False


def pace_of(
    agreement: Agreement,
    span: Span,
    ledger: Ledger,
    as_of: date,
    calendar: Calendar,
    *,
    used_by_day: Sequence[tuple[date, Decimal]] = (),
    ahead: Decimal = Decimal(0),
) -> Pace:
    """Return a period's pace at the end of a day.

    Source: domain, section 5: burn % = used / available, elapsed % = working days gone / working
    days in the period, pace = burn / elapsed, projected = used / days gone × days, exhaustion on
    the n-th working day, n = ceil(available / (used / days gone)). Days are those the terms cover.

    20 of 40 h used after 8 of 22 working days: 50 % burn at 36.36 % elapsed is a pace of 1.375;
    projected are 55 h, exhausted on the 16th working day.
    """
    today = min(as_of, span.through)
    gone = covered_days(agreement, span, today, calendar.count)
    endless = span.through == FOREVER
    days = 0 if endless else covered_days(agreement, span, span.through, calendar.count)
    burn = _ratio(ledger.used, ledger.available) if ledger.available > 0 else None
    elapsed = _ratio(gone, days) if days else None
    reached = crossed_on(used_by_day, ledger.available)
    return Pace(
        days_gone=gone,
        days=days,
        burn=burn,
        elapsed=elapsed,
        pace=_pace(ledger, gone, days),
        straight=None if endless else _straight(agreement, span, ledger.used, today),
        projected=_scaled(ledger.used, gone, days),
        scheduled=ledger.used + ahead if ahead else None,
        exhausted_on=reached or _exhaustion(agreement, span, ledger, gone, calendar),
        is_exhausted=reached is not None,
    )


def standing(ledger: Ledger, pace: Pace, is_open: bool) -> str:
    """Return how a period stands, in a word: over, fast, slow or on pace."""
    if ledger.overage:
        return "over"
    if pace.pace is None or not is_open:
        return "on pace"
    return "fast" if pace.pace > FAST else "slow" if pace.pace < SLOW else "on pace"


def _ratio(part: Decimal | int, whole: Decimal | int) -> Decimal:
    return (Decimal(part) / Decimal(whole)).quantize(FOUR_PLACES)


def _pace(ledger: Ledger, gone: int, days: int) -> Decimal | None:
    if ledger.available <= 0 or not gone or not days:
        return None
    return _ratio(ledger.used * days, ledger.available * gone)


def _scaled(used: Decimal, gone: int, days: int) -> Decimal | None:
    return (used * days / gone).quantize(FOUR_PLACES) if gone and days else None


def _straight(agreement: Agreement, span: Span, used: Decimal, today: date) -> Decimal | None:
    gone = covered_days(agreement, span, today, calendar_days)
    return _scaled(used, gone, covered_days(agreement, span, span.through, calendar_days))


def _exhaustion(
    agreement: Agreement, span: Span, ledger: Ledger, gone: int, calendar: Calendar
) -> date | None:
    """Return the n-th covered working day; None when there is no such day in the period."""
    if ledger.used <= 0 or not gone or ledger.available <= 0:
        return None
    n = (Fraction(ledger.available) * gone / Fraction(ledger.used)).__ceil__()
    for number, day in enumerate(worked_days(agreement, span, calendar), start=1):
        if number == n:
            return day
    return None


def worked_days(agreement: Agreement, span: Span, calendar: Calendar) -> Iterator[date]:
    """Yield the working days that terms cover, without pauses; of the first ten years at most."""
    day = span.first
    for _ in range(min((span.through - span.first).days + 1, SEARCHED_DAYS)):
        covered = span.covers(day) and not agreement.paused(day)
        if covered and calendar.is_workday(day):
            yield day
        day += DAY


class Crossing(NamedTuple):
    """A share of what is available that was passed, and the day it was."""

    share: Decimal
    on: date


def crossed_on(used_by_day: Sequence[tuple[date, Decimal]], limit: Decimal) -> date | None:
    """Return the first day, in order, at whose end the sum reaches a limit above 0."""
    used = Decimal(0)
    for day, amount in used_by_day:
        used += amount
        if used >= limit > 0:
            return day
    return None


def crossings(
    used_by_day: Sequence[tuple[date, Decimal]], available: Decimal, shares: Sequence[Decimal]
) -> tuple[Crossing, ...]:
    """Return the shares of what is available that were passed, smallest first."""
    found = ((share, crossed_on(used_by_day, available * share)) for share in sorted(shares))
    return tuple(Crossing(share, on) for share, on in found if on)
