"""The shipped calendars say what the library they are made from says."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date

import pytest

from scripts import build_calendars
from toolkit.errors import ConfigError
from toolkit.public_holidays import public_holidays


def test_the_files_are_what_would_be_built() -> None:
    assert build_calendars.main(["--check"]) == 0


@pytest.mark.parametrize(
    ("country", "region"),
    [("US", ""), ("US", "TX"), ("GB", "SCT"), ("UK", "Wales"), ("DEU", "BY"), ("IN", "MH")],
)
def test_every_day_is_the_librarys(country: str, region: str) -> None:
    import holidays

    for year in (2018, 2026, 2035):
        named = holidays.country_holidays(country, subdiv=region or None, years=year)
        assert public_holidays(country, region, year) == dict(named)


def test_years_without_a_calendar_have_no_holiday() -> None:
    assert public_holidays("GB", "", 2017) == {}
    assert public_holidays("GB", "", 20350) == {}
    assert public_holidays("GB", "", 2035)[date(2035, 12, 25)] == "Christmas Day"


@pytest.mark.parametrize(("country", "region"), [("../pyproject", ""), ("", ""), ("GB", "TX")])
def test_what_is_no_country_or_region_is_refused(country: str, region: str) -> None:
    with pytest.raises(ConfigError):
        public_holidays(country, region, 2026)


def test_the_library_itself_is_not_needed() -> None:
    code = (
        "import sys; sys.modules['holidays'] = None; from toolkit.workdays import Workdays; "
        "from toolkit.config import Config; Workdays.of(Config())"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60, env=dict(os.environ))
