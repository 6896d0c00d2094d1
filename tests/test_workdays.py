from __future__ import annotations

from datetime import date

import pytest

from toolkit.config import parse_config
from toolkit.errors import ConfigError
from toolkit.workdays import Workdays

US = Workdays("US")


def test_july_2026_has_22_working_days_in_the_us() -> None:
    assert US.count(date(2026, 7, 1), date(2026, 7, 31)) == 22
    assert "Independence" in US.name(date(2026, 7, 3))


def test_weekends_are_not_worked() -> None:
    assert not US.is_workday(date(2026, 6, 13))
    assert US.is_workday(date(2026, 6, 15))


def test_a_region_has_its_own_holidays() -> None:
    scotland = Workdays("GB", "SCT")
    assert not scotland.is_workday(date(2026, 1, 2))
    assert Workdays("GB", "ENG").is_workday(date(2026, 1, 2))


def test_closures_are_days_or_ranges() -> None:
    config = parse_config("""
        [agency]
        country = "GB"
        [calendar]
        closures = ["2026-06-16", "2026-12-28..2026-12-31"]
    """)
    calendar = Workdays.of(config)
    assert calendar.name(date(2026, 6, 16)) == "closed"
    assert calendar.count(date(2026, 12, 29), date(2026, 12, 31)) == 0


def test_adding_working_days_skips_what_is_not_worked() -> None:
    friday = date(2026, 7, 2)
    assert US.add(friday, 1) == date(2026, 7, 6)
    assert US.add(date(2026, 7, 4), 0) == date(2026, 7, 6)


def test_a_span_that_ends_before_it_begins_holds_no_day() -> None:
    assert US.count(date(2026, 7, 2), date(2026, 7, 1)) == 0


@pytest.mark.parametrize(
    "text",
    [
        '[agency]\ncountry = "XX"',
        '[agency]\ncountry = "GB"\nregion = "Mars"',
        '[calendar]\nclosures = ["24.12.2026"]',
        '[calendar]\nclosures = ["2026-12-31..2026-12-24"]',
        '[calendar]\nweekend = ["saturday"]',
        '[calendar]\nweekend = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]',
    ],
)
def test_a_calendar_that_cannot_be_is_refused(text: str) -> None:
    with pytest.raises(ConfigError):
        Workdays.of(parse_config(text))
