"""The smallest amount of each currency, which money is rounded to."""

from __future__ import annotations

import functools
from decimal import Decimal

__all__ = ["minor_digits", "minor_unit"]

DIGITS = {
    # ISO 4217, list one: every currency whose minor unit is not the hundredth.
    **dict.fromkeys(
        (
            *("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG"),
            *("RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF"),
        ),
        0,
    ),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
    **dict.fromkeys(("CLF", "UYW"), 4),
}


@functools.cache
def minor_digits(currency: str) -> int:
    """Return how many decimals a currency (ISO 4217, in capitals) has: USD 2, JPY 0, KWD 3."""
    return DIGITS.get(currency, 2)


@functools.cache
def minor_unit(currency: str) -> Decimal:
    """Return the smallest amount of a currency (ISO 4217): 0.01, 1 for JPY, 0.001 for KWD."""
    return Decimal(1).scaleb(-minor_digits(currency.strip().upper()))
