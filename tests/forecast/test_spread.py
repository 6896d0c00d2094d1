from __future__ import annotations

from datetime import date, timedelta

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.scale import SCALE
from toolkit.forecast.fiscal import Fiscal
from toolkit.forecast.spread import largest_remainder, period_weights
from toolkit.money import split
from toolkit.workdays import Workdays

US = Workdays("US")
MONTHS = Fiscal().periods(date(2026, 6, 12), 3)


def weights(first: date, through: date, *, working: bool) -> list[int]:
    found = period_weights(
        np.array([first.toordinal()]),
        np.array([through.toordinal()]),
        np.array([working]),
        MONTHS,
        US,
    )
    return [int(n) for n in found[0]]


def test_days_are_counted_by_month_with_what_lies_before_and_after() -> None:
    assert weights(date(2026, 5, 30), date(2026, 9, 2), working=False) == [2, 30, 31, 31, 2]


def test_working_days_leave_out_weekends_and_holidays() -> None:
    assert weights(date(2026, 7, 1), date(2026, 7, 31), working=True) == [0, 0, 22, 0, 0]
    assert weights(date(2026, 6, 29), date(2026, 7, 6), working=True) == [0, 2, 3, 0, 0]


def test_a_weekend_alone_counts_its_calendar_days() -> None:
    assert weights(date(2026, 7, 4), date(2026, 7, 5), working=True) == [0, 0, 2, 0, 0]


@given(
    st.lists(
        st.tuples(
            st.integers(-(10**18), 10**18),
            st.lists(st.integers(0, 900), min_size=4, max_size=4).filter(any),
        ),
        min_size=1,
        max_size=20,
    )
)
@settings(max_examples=100 * SCALE, deadline=None)
def test_many_rows_at_once_split_as_each_alone(rows: list[tuple[int, list[int]]]) -> None:
    totals = np.array([total for total, _ in rows])
    found = largest_remainder(totals, np.array([shares for _, shares in rows]))
    assert found.tolist() == [split(total, shares) for total, shares in rows]


@given(st.dates(date(2025, 1, 1), date(2028, 1, 1)), st.integers(0, 800), st.booleans())
@settings(max_examples=60 * SCALE, deadline=None)
def test_every_day_of_a_span_is_counted_once(first: date, length: int, working: bool) -> None:
    through = first + timedelta(days=length)
    counted = sum(weights(first, through, working=working))
    assert counted == (working and US.count(first, through)) or counted == length + 1


def test_nothing_spreads_to_nothing() -> None:
    none = np.zeros(0, dtype=np.int64)
    assert period_weights(none, none, none.astype(bool), MONTHS, US).shape == (0, 5)
    assert largest_remainder(none, np.zeros((0, 5), dtype=np.int64)).shape == (0, 5)
