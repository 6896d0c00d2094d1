"""Amounts in minor units: where money is rounded, once, and split so that it ties."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from toolkit.currency import CURRENCIES, minor_digits

__all__ = ["currency_code", "from_minor", "split", "to_minor"]

SYMBOLS = {"€": "EUR", "£": "GBP", "¥": "JPY", "US$": "USD", "A$": "AUD", "C$": "CAD"}

SHARED = {
    "$": frozenset({"USD", "AUD", "CAD", "NZD", "SGD", "HKD", "MXN"}),
    "¥": frozenset({"JPY", "CNY"}),
    "kr": frozenset({"DKK", "NOK", "SEK", "ISK"}),
}
"""Signs of several currencies: they mean the agency's own where it is one of them."""

CODE = re.compile(r"(?:^|.*\W)([A-Za-z]{3})", re.DOTALL)


def to_minor(amount: Decimal, currency: str) -> int:
    """Return an amount in minor units, rounded half up (away from zero): 1.005 USD is 101."""
    return int(amount.scaleb(minor_digits(currency)).to_integral_value(ROUND_HALF_UP))


def from_minor(minor: int, currency: str) -> Decimal:
    """Return minor units as an amount with the currency's decimals: 101 is 1.01 USD."""
    return Decimal(int(minor)).scaleb(-minor_digits(currency))


def split(total: int, weights: Sequence[int]) -> list[int]:
    """Return a total in whole parts by weight, by largest remainder; the parts sum to the total.

    Equal remainders go to the earlier part. Weights are not negative; all zero puts the total
    into the last part.

    >>> split(100, [1, 1, 1])
    [34, 33, 33]
    """
    whole = sum(weights)
    if not whole:
        return [0] * (len(weights) - 1) + [total]
    sign, size = (-1, -total) if total < 0 else (1, total)
    parts = [size * weight // whole for weight in weights]
    remainders = [size * weight % whole for weight in weights]
    for n in sorted(range(len(parts)), key=lambda n: -remainders[n])[: size - sum(parts)]:
        parts[n] += 1
    return [sign * part for part in parts]


def currency_code(text: str | None, default: str) -> str | None:
    """Return the ISO code a person's text names, None where it names none.

    >>> currency_code("British Pound - GBP", "USD"), currency_code("", "USD")
    ('GBP', 'USD')
    """
    text = (text or "").strip()
    if not text:
        return default
    if default in SHARED.get(text, ()):
        return default
    found = CODE.fullmatch(text)
    if not found:
        return SYMBOLS.get(text)
    code = found[1].upper()
    return code if code in CURRENCIES else None
