from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.scale import SCALE
from toolkit.money import currency_code, from_minor, split, to_minor


@pytest.mark.parametrize(
    ("amount", "currency", "minor"),
    [
        ("1.005", "USD", 101),
        ("-1.005", "USD", -101),
        ("1.4", "JPY", 1),
        ("1.5", "JPY", 2),
        ("0.0005", "KWD", 1),
        ("12", "KWD", 12000),
    ],
)
def test_amounts_are_rounded_half_up_to_the_minor_unit(
    amount: str, currency: str, minor: int
) -> None:
    assert to_minor(Decimal(amount), currency) == minor


def test_minor_units_come_back_with_the_currencys_decimals() -> None:
    assert str(from_minor(101, "USD")) == "1.01"
    assert str(from_minor(5, "JPY")) == "5"
    assert str(from_minor(-1, "KWD")) == "-0.001"


def test_the_largest_remainder_gets_the_cent() -> None:
    assert split(100, [1, 1, 1]) == [34, 33, 33]
    assert split(-100, [1, 1, 1]) == [-34, -33, -33]
    assert split(10, [1, 2, 4]) == [1, 3, 6]
    assert split(7, [0, 0]) == [0, 7]


@given(st.integers(-(10**20), 10**20), st.lists(st.integers(0, 400), min_size=1, max_size=40))
@settings(max_examples=200 * SCALE)
def test_parts_sum_to_their_total_and_stay_within_one_unit(total: int, weights: list[int]) -> None:
    parts = split(total, weights)
    assert sum(parts) == total
    if whole := sum(weights):
        for part, weight in zip(parts, weights, strict=True):
            assert abs(part * whole - total * weight) < whole


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("British Pound - GBP", "GBP"),
        ("eur", "EUR"),
        (None, "USD"),
        (" ", "USD"),
        ("€", "EUR"),
        ("doubloons", None),
        ("$", "USD"),
        ("kr", None),
    ],
)
def test_a_currency_is_known_by_its_code(text: str | None, code: str | None) -> None:
    assert currency_code(text, "USD") == code


def test_a_shared_sign_is_the_agencys_own_currency_or_none() -> None:
    assert currency_code("$", "AUD") == "AUD"
    assert currency_code("$", "EUR") is None
    assert currency_code("¥", "CNY") == "CNY"
    assert currency_code("kr", "SEK") == "SEK"
