"""Exact amounts of time and money, and the two places where they are rounded."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from toolkit.currency import minor_unit

__all__ = [
    "MINUTE",
    "hours_of",
    "in_minutes",
    "minutes_of",
    "nearest",
    "rounded",
    "seconds_of",
]

MINUTE = Decimal(1)
FINEST = Decimal("0.000001")
WITHIN = Decimal("0.002")


def seconds_of(hours: Decimal) -> Decimal:
    """Return hours as exact seconds.

    A cell of 1:20 arrives as 1.333333 hours and is 4,800 seconds again; 0.33 hours are 1,188. What
    lies within two thousandths of a whole second was one, for no figure of up to five decimals
    comes as near without being one.
    """
    seconds = hours * 3600
    whole = seconds.to_integral_value(ROUND_HALF_UP)
    return whole if abs(seconds - whole) <= WITHIN else seconds


def minutes_of(hours: Decimal) -> Decimal:
    """Return hours as minutes, to the millionth: 1:20 is 80, 0.33 hours are 19.8."""
    return in_minutes(seconds_of(hours))


def in_minutes(seconds: Decimal | int) -> Decimal:
    """Return seconds as minutes, rounded half up to the millionth."""
    minutes, rest = divmod(seconds, 60)
    if not rest:
        return Decimal(minutes)
    return (Decimal(seconds) / 60).quantize(FINEST, ROUND_HALF_UP).normalize()


def hours_of(minutes: Decimal, places: int = 4) -> Decimal:
    """Return minutes as hours for people to read, rounded half up; never for further sums."""
    return (minutes / 60).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def rounded(amount: Decimal, currency: str) -> Decimal:
    """Return money rounded half up to the currency's minor unit."""
    return amount.quantize(minor_unit(currency), ROUND_HALF_UP)


def nearest(exact: Fraction, unit: Decimal = MINUTE) -> Decimal:
    """Return a fraction as the nearest whole number of units, half up."""
    steps = (exact / Fraction(unit) + Fraction(1, 2)).__floor__()
    return steps * unit
