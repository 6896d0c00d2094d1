"""Dates as people type them."""

from __future__ import annotations

import contextlib
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.model import Why
from toolkit.reading.dates import Refusal, day_order, looks_dated, read_day, read_moment
from toolkit.table import Value

at = datetime.fromisoformat
AS_OF = date(2026, 3, 10)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2025-01-14 (Tuesday)", date(2025, 1, 14)),
        ("2026-03-05T10:00:00Z", date(2026, 3, 5)),
        ("12/Jun/24 12:00 AM", date(2024, 6, 12)),
        ("Mon 1/15/24 8:00 AM", date(2024, 1, 15)),
        ("Jan 5, 2024, 9:30 PM", date(2024, 1, 5)),
        ("20260305", date(2026, 3, 5)),
        ("25/12/2025", date(2025, 12, 25)),
        ("12/25/2025", date(2025, 12, 25)),
        ("03.04.2026", date(2026, 4, 3)),
        ("5 Mar", date(2026, 3, 5)),
        ("5 Dec", date(2025, 12, 5)),
        ("w/c 3 Mar", date(2026, 3, 3)),
        ("Fri 6 Mar", date(2026, 3, 6)),
        ("5th March 2026", date(2026, 3, 5)),
        ("Mar 5, 2026", date(2026, 3, 5)),
        ("9-Nove-07", date(2007, 11, 9)),
        ("Q2 2026", date(2026, 6, 30)),
        ("March 2026", date(2026, 3, 31)),
        ("2026-02", date(2026, 2, 28)),
        ("3. März 2026", date(2026, 3, 3)),
        ("le 3 février 2026", date(2026, 2, 3)),
        ("12 de mayo de 2026", date(2026, 5, 12)),
        ("3 mrt 2026", date(2026, 3, 3)),
        ("1. maj 2026", date(2026, 5, 1)),
        (45000, date(2023, 3, 15)),
        (45000.75, date(2023, 3, 15)),
        (at("2026-03-05T17:00"), date(2026, 3, 5)),
        (date(2026, 3, 5), date(2026, 3, 5)),
    ],
)
def test_a_date_is_read_as_meant(typed: Value, meant: date) -> None:
    assert read_day(typed, AS_OF, None) == meant


@pytest.mark.parametrize("typed", ["TBD", "ASAP", "Ongoing", "tbc", "offen", "à définir", "ntb"])
def test_a_word_for_no_date_yet_is_a_blank(typed: str) -> None:
    assert read_day(typed, AS_OF, None) is None


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("3/4/2026", Why.AMBIGUOUS),
        ("EOM", Why.AMBIGUOUS),
        ("31/2/2026", Why.IMPOSSIBLE),
        ("2026-02-30", Why.IMPOSSIBLE),
        (0, Why.IMPOSSIBLE),
        (1.0, Why.IMPOSSIBLE),
        (37282734.0, Why.IMPOSSIBLE),
        (date(1900, 1, 1), Why.IMPOSSIBLE),
        ("see Anna", Why.UNREADABLE),
        ("5 Xyz", Why.UNREADABLE),
        (True, Why.UNREADABLE),
    ],
)
def test_what_is_no_certain_date_is_refused(typed: Value, why: Why) -> None:
    with pytest.raises(Refusal) as refused:
        read_day(typed, AS_OF, None)
    assert refused.value.why is why


def test_one_date_of_a_column_settles_the_order_of_all() -> None:
    assert day_order(["3/4/2026", "25/4/2026"]) is True
    assert day_order(["3/4/2026", "4/25/2026"]) is False
    assert day_order(["3/4/2026", "5/6/2026"]) is None


def test_a_column_with_both_orders_settles_nothing() -> None:
    assert day_order(["25/4/2026", "4/25/2026"]) is None


def test_the_settled_order_is_kept_to() -> None:
    assert read_day("3/4/2026", AS_OF, True) == date(2026, 4, 3)
    assert read_day("3/4/2026", AS_OF, False) == date(2026, 3, 4)
    with pytest.raises(Refusal):
        read_day("4/25/2026", AS_OF, True)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("5 Mar 2026 14:30", at("2026-03-05T14:30")),
        ("2026-03-05 9:15", at("2026-03-05T09:15")),
        ("2026-03-05 2pm", at("2026-03-05T14:00")),
        ("2026-03-05 10:00-11:30", at("2026-03-05T10:00")),
        ("2026-03-05", at("2026-03-05T00:00")),
        (date(2026, 3, 5), at("2026-03-05T00:00")),
    ],
)
def test_a_moment_has_the_time_that_is_typed(typed: Value, meant: datetime) -> None:
    assert read_moment(typed, AS_OF, None) == meant


@pytest.mark.parametrize("text", ["J-100", "Phase 2", "3 posters", "12.5k", "555 0101"])
def test_other_texts_with_digits_do_not_look_dated(text: str) -> None:
    assert not looks_dated(text)


@given(st.dates(date(1950, 1, 1), date(2199, 12, 31)))
def test_every_day_written_plainly_is_read_back(day: date) -> None:
    assert read_day(f"{day:%Y-%m-%d}", AS_OF, None) == day
    assert read_day(f"{day.day} {day:%B} {day.year}", AS_OF, None) == day
    assert read_day(f"{day:%d/%m/%Y}", AS_OF, True) == day
    assert read_day((day - date(1899, 12, 30)).days, AS_OF, None) == day


@given(st.dates(AS_OF - timedelta(days=150), AS_OF + timedelta(days=150)))
def test_a_day_without_year_is_in_the_nearest_one(day: date) -> None:
    assert read_day(f"{day.day} {day:%b}", AS_OF, None) == day


@given(st.text(max_size=30))
def test_any_text_is_a_date_a_blank_or_refused(text: str) -> None:
    with contextlib.suppress(Refusal):
        found = read_day(text, AS_OF, None)
        assert found is None or isinstance(found, date)
