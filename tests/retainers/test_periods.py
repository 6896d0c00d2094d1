from __future__ import annotations

from datetime import date, timedelta

import pytest

from toolkit.retainers.periods import add_months, period_at


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
    ],
)
def test_months_are_added_by_the_calendar(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected


@pytest.mark.parametrize(
    ("cycle", "label"),
    [("month", "2028-02"), ("quarter", "2028-Q1"), ("year", "2028"), ("week", None)],
)
def test_calendar_periods_hold_their_day(cycle: str, label: str | None) -> None:
    period = period_at(date(2028, 2, 29), cycle)
    assert period.label == (label or "2028-02-28..2028-03-05")


def test_periods_of_a_retainer_from_the_31st_keep_its_day() -> None:
    start = date(2026, 1, 31)
    firsts = []
    day = start
    for _ in range(5):
        period = period_at(day, "month", start)
        firsts.append(period.first)
        day = period.until
    assert [str(f)[5:] for f in firsts] == ["01-31", "02-28", "03-31", "04-30", "05-31"]


@pytest.mark.parametrize("cycle", ["week", "month", "quarter", "year"])
@pytest.mark.parametrize("start", [None, date(2024, 2, 29), date(2025, 8, 31)])
def test_periods_follow_one_another_without_gap_or_overlap(cycle: str, start: date | None) -> None:
    period = period_at(start or date(2024, 1, 1), cycle, start)
    for _ in range(40):
        following = period_at(period.until, cycle, start)
        assert following.first == period.through + timedelta(days=1)
        assert period_at(following.through, cycle, start) == following
        period = following
