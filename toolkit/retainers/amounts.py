"""Exact amounts of time and money, and the two places where they are rounded."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

__all__ = [
    "FINEST",
    "MINUTE",
    "hours_of",
    "minor_unit",
    "minutes_of",
    "nearest",
    "rounded",
    "seconds_of",
]

MINUTE = Decimal(1)
FINEST = Decimal("0.000001")
WITHIN = Decimal("0.002")
CENT = Decimal("0.01")
NO_MINOR_UNIT = re.compile("BIF|CLP|DJF|GNF|ISK|JPY|KMF|KRW|PYG|RWF|UGX|UYI|VND|VUV|XAF|XOF|XPF")
THOUSANDTHS = re.compile("BHD|IQD|JOD|KWD|LYD|OMR|TND")


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
    return (seconds_of(hours) / 60).quantize(FINEST, ROUND_HALF_UP).normalize() + 0


def hours_of(minutes: Decimal, places: int = 4) -> Decimal:
    """Return minutes as hours for people to read, rounded half up; never for further sums."""
    return (minutes / 60).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def minor_unit(currency: str) -> Decimal:
    """Return the smallest amount of a currency (ISO 4217): 0.01, 1 for JPY, 0.001 for KWD."""
    code = currency.strip().upper()
    if NO_MINOR_UNIT.fullmatch(code):
        return Decimal(1)
    return Decimal("0.001") if THOUSANDTHS.fullmatch(code) else CENT


def rounded(amount: Decimal, currency: str) -> Decimal:
    """Return money rounded half up to the currency's minor unit."""
    return amount.quantize(minor_unit(currency), ROUND_HALF_UP)


def nearest(exact: Fraction, unit: Decimal = MINUTE) -> Decimal:
    """Return a fraction as the nearest whole number of units, half up."""
    steps = (exact / Fraction(unit) + Fraction(1, 2)).__floor__()
    return steps * unit
