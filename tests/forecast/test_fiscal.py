from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.scale import SCALE
from toolkit.config import parse_config
from toolkit.errors import ConfigError
from toolkit.forecast.fiscal import Fiscal

RETAIL = Fiscal(2, "4-5-4", 5, nearest=True)
SEPTEMBER = Fiscal(10, "4-4-5", 5)


def test_a_plain_year_has_calendar_months() -> None:
    periods = Fiscal().periods(date(2026, 11, 15), 3)
    assert [p.label for p in periods] == ["2026-11", "2026-12", "2027-01"]
    assert periods[0].first == date(2026, 11, 1)
    assert periods[2].year == 2027
    assert periods[2].number == 1


def test_a_year_may_begin_in_july() -> None:
    first = Fiscal(7).period_of(date(2026, 7, 1))
    assert (first.year, first.number, first.label) == (2027, 1, "2026-07")
    assert Fiscal(7).year_end(2027) == date(2027, 6, 30)


@pytest.mark.parametrize(
    ("year", "end", "weeks"),
    [
        # The National Retail Federation's 4-5-4 calendar (its 2017 and 2023 have 53 weeks).
        (2018, date(2018, 2, 3), 53),
        (2023, date(2023, 1, 28), 52),
        (2024, date(2024, 2, 3), 53),
        (2025, date(2025, 2, 1), 52),
    ],
)
def test_the_retail_calendar_ends_on_the_saturday_nearest_to_january(
    year: int, end: date, weeks: int
) -> None:
    periods = RETAIL.year_periods(year)
    assert periods[-1].through == end
    assert (end - periods[0].first).days + 1 == weeks * 7
    assert _weeks(RETAIL, year)[:11] == [4, 5, 4] * 3 + [4, 5]
    assert _weeks(RETAIL, year)[11] == weeks - 48


@pytest.mark.parametrize(
    ("year", "end", "weeks"),
    [
        # Apple's years end on the last Saturday of September; its 2023 had 53 weeks (10-K).
        (2022, date(2022, 9, 24), 52),
        (2023, date(2023, 9, 30), 53),
        (2024, date(2024, 9, 28), 52),
    ],
)
def test_a_year_may_end_on_the_last_saturday(year: int, end: date, weeks: int) -> None:
    assert SEPTEMBER.year_end(year) == end
    assert sum(_weeks(SEPTEMBER, year)) == weeks
    assert _weeks(SEPTEMBER, year)[:3] == [4, 4, 5]


def _weeks(fiscal: Fiscal, year: int) -> list[int]:
    return [((p.through - p.first).days + 1) // 7 for p in fiscal.year_periods(year)]


def test_a_day_before_the_new_year_of_weeks_belongs_to_the_old_one() -> None:
    december = Fiscal(1, "5-4-4", 5, nearest=True)
    assert december.year_end(2025) == date(2026, 1, 3)
    assert december.period_of(date(2026, 1, 2)).label == "FY2025-P12"


FISCAL = st.builds(
    Fiscal,
    st.integers(1, 12),
    st.sampled_from(["", "4-4-5", "4-5-4", "5-4-4"]),
    st.integers(0, 6),
    st.booleans(),
)


@given(FISCAL, st.dates(date(2000, 1, 1), date(2060, 1, 1)), st.integers(1, 40))
@settings(max_examples=100 * SCALE, deadline=None)
def test_periods_follow_each_other_without_gap_or_overlap(
    fiscal: Fiscal, day: date, count: int
) -> None:
    periods = fiscal.periods(day, count)
    assert len(periods) == count
    assert periods[0].first <= day <= periods[0].through
    for before, after in pairwise(periods):
        assert after.first == before.through + timedelta(days=1)
        assert after.number == before.number % 12 + 1
    assert fiscal.through(day, periods[-1].first) == periods


@pytest.mark.parametrize("text", ["fiscal_start = 13", "week_ends = 'saturday'"])
def test_a_calendar_that_cannot_be_is_refused(text: str) -> None:
    with pytest.raises(ConfigError):
        Fiscal.of(parse_config(f"[forecast]\n{text}").forecast)
