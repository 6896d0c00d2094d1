from __future__ import annotations

from decimal import Decimal

import pytest

from toolkit.currency import minor_digits, minor_unit


@pytest.mark.parametrize(
    ("currency", "digits", "unit"),
    [("USD", 2, "0.01"), ("EUR", 2, "0.01"), ("JPY", 0, "1"), ("KWD", 3, "0.001")],
)
def test_each_currency_has_its_minor_unit(currency: str, digits: int, unit: str) -> None:
    assert minor_digits(currency) == digits
    assert minor_unit(f" {currency.lower()}") == Decimal(unit)
