"""Exact amounts of time and money, and the two places where they are rounded."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

__all__ = ["MINUTE", "hours_of", "minor_unit", "minutes_of", "nearest", "rounded"]

MINUTE = Decimal(1)
FINEST = Decimal("0.000001")
CENT = Decimal("0.01")
NO_MINOR_UNIT = re.compile("BIF|CLP|DJF|GNF|ISK|JPY|KMF|KRW|PYG|RWF|UGX|UYI|VND|VUV|XAF|XOF|XPF")
THOUSANDTHS = re.compile("BHD|IQD|JOD|KWD|LYD|OMR|TND")


def minutes_of(hours: Decimal) -> Decimal:
    """Return hours as minutes, exact to a millionth.

    A cell of 1:20 arrives as 1.333…3 hours and is 80 minutes again; 0.33 hours are 19.8 minutes.
    """
    return (hours * 60).quantize(FINEST, ROUND_HALF_UP).normalize() + 0


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
