"""Money, percentages and counts as people type them."""

from __future__ import annotations

import contextlib
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.model import Reads, Why
from toolkit.reading.amounts import (
    currency_of,
    decimal_mark,
    looks_numeric,
    read_count,
    read_money,
    read_percent,
    unit_of,
)
from toolkit.reading.dates import Refusal
from toolkit.reading.values import Agreed, read_column
from toolkit.table import Value


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("$12.5k + VAT", "12500"),
        ("(1,200)", "-1200"),
        ("1.200,50", "1200.50"),
        ("€ 1 200", "1200"),
        ("1'200.50", "1200.50"),
        ("USD 1,200.00", "1200"),
        ("1,200.50 €", "1200.50"),
        ("EUR 500,-", "500"),
        ("1200 kr", "1200"),
        ("£3k ex VAT", "3000"),
        ("-5", "-5"),
        ("5-", "-5"),
        ("1.234.567", "1234567"),
        ("12,5", "12.5"),
        (0.1, "0.1"),
        (11.355599999999999, "11.3556"),
        (1200.0, "1200"),
        (7, "7"),
    ],
)
def test_an_amount_is_read_as_meant(typed: Value, meant: str) -> None:
    assert read_money(typed, None) == Decimal(meant)


def test_thousands_or_decimals_is_settled_by_the_column() -> None:
    assert decimal_mark(["1.200", "950,00"]) == ","
    assert read_money("1.200", ",") == 1200
    assert decimal_mark(["1.200"]) is None
    with pytest.raises(Refusal) as refused:
        read_money("1.200", None)
    assert refused.value.why is Why.AMBIGUOUS


@pytest.mark.parametrize("typed", ["about 5k", "see quote", True, "1,2.3,4"])
def test_what_is_no_amount_is_refused(typed: Value) -> None:
    with pytest.raises(Refusal):
        read_money(typed, None)


def test_the_currency_is_the_one_an_amount_names() -> None:
    assert currency_of("£3k") == "GBP"
    assert currency_of("CHF 1'200") == "CHF"
    assert currency_of("British Pound - GBP") == "GBP"
    assert currency_of("1,200") is None
    assert currency_of("€5 or $6") is None


def test_a_percentage_is_a_fraction_however_it_is_written() -> None:
    assert read_percent(0.6, None, whole=False) == Decimal("0.6")
    assert read_percent(60, None, whole=True) == Decimal("0.6")
    assert read_percent("60 %", None, whole=False) == Decimal("0.6")
    with pytest.raises(Refusal):
        read_percent(5000, None, whole=True)


def test_a_count_is_whole() -> None:
    assert read_count("3") == 3
    with pytest.raises(Refusal):
        read_count(2.5)


@pytest.mark.parametrize("text", ["J-100", "Q2", "12 posters", "", "TBD"])
def test_other_texts_do_not_look_numeric(text: str) -> None:
    assert not looks_numeric(text)


@given(st.decimals(-(10**9), 10**9, places=2))
def test_every_amount_is_read_back_in_both_styles(amount: Decimal) -> None:
    english = f"{amount:,.2f}"
    german = english.translate(str.maketrans(",.", ".,"))
    assert read_money(english, ".") == amount
    assert read_money(german, ",") == amount


@given(st.text(max_size=20))
def test_any_text_is_an_amount_or_refused(text: str) -> None:
    with contextlib.suppress(Refusal):
        assert isinstance(read_money(text, None), Decimal)


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        ("Budget $000", 1000),
        ("Budget £ '000", 1000),
        ("Budget (000s)", 1000),
        ("Budget (k€)", 1000),
        ("Fee in TEUR", 1000),
        ("Fee (€k)", 1000),
        ("Revenue in thousands", 1000),
        ("Umsatz Tsd. €", 1000),
        ("Umsatz in Mio. €", 1_000_000),
        ("Value ($m)", 1_000_000),
        ("Budget", 1),
        ("Budget 2000", 1),
        ("Fee per 1,000 impressions", 1),
        ("CPM per '000", 1),
        ("CPM / thousand", 1),
        ("Fee (k€ / month)", 1000),
        ("Kick-off €", 1),
        ("Milestone $", 1),
        ("Budget 000123", 1),
    ],
)
def test_a_header_says_what_its_amounts_are_counted_in(header: str, unit: int) -> None:
    assert unit_of(header) == unit


def _money(header: str, *cells: Value) -> tuple[list[Any], list[Why]]:
    read, failed = read_column(Reads.MONEY, cells, Agreed(date(2026, 6, 15)), "budget", header)
    return read, [failure.why for failure in failed]


def test_amounts_under_a_header_in_thousands_are_thousands_unless_they_say_so_themselves() -> None:
    assert _money("Budget $000", 12, "12.5", "7k", None)[0] == [12000, 12500, 7000, None]
    assert _money("Budget", 12)[0] == [12]


def test_amounts_in_full_under_a_header_in_thousands_are_refused_and_none_is_guessed() -> None:
    assert _money("Budget $000", 12000, 12.5) == ([None, None], [Why.AMBIGUOUS] * 2)
