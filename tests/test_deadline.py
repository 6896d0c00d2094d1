"""By when a contact report has to be out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.trackers import make_tracker
from toolkit.config import Config, parse_config
from toolkit.deadline import meeting_end, report_deadline
from toolkit.errors import ConfigError
from toolkit.model import Meeting
from toolkit.workdays import Workdays


def config(zone: str = "America/New_York", **contact: Any) -> Config:
    made = parse_config(f'[agency]\ntimezone = "{zone}"\ncountry = "US"')
    return replace(made, contact=replace(made.contact, **contact))


def meeting(start: str | None, end: str | None = None) -> Meeting:
    return make_tracker(meetings=[{"number": 7, "held_at": start, "ends_at": end}]).meetings[0]


def deadline(start: str | None, end: str | None, settings: Config) -> str:
    due = report_deadline(meeting(start, end), settings, Workdays.of(settings))
    return due.isoformat(timespec="minutes") if due else ""


def test_48_hours_count_from_the_end() -> None:
    due = deadline("2026-05-05T10:00", "2026-05-05T11:30", config())
    assert due == "2026-05-07T11:30-04:00"


@pytest.mark.parametrize(
    ("end", "due"),
    [
        ("2026-03-07T10:00", "2026-03-09T11:00-04:00"),  # the clocks went forward
        ("2026-10-31T10:00", "2026-11-02T09:00-05:00"),  # and back
    ],
)
def test_elapsed_hours_are_absolute_when_the_clocks_change(end: str, due: str) -> None:
    assert deadline(end, None, config()) == due


def test_working_hours_skip_nights_weekends_and_holidays() -> None:
    settings = config(counting="working", deadline_hours=16)
    # Thursday noon: 5 h, Friday 3 July is a holiday, Monday 8 h, Tuesday 3 h
    assert deadline("2026-07-02T12:00", None, settings) == "2026-07-07T12:00-04:00"


def test_working_hours_used_up_at_the_close_end_there() -> None:
    settings = config(counting="working", deadline_hours=8)
    assert deadline("2026-05-05T09:00", None, settings) == "2026-05-05T17:00-04:00"
    assert deadline("2026-05-05T18:30", None, settings) == "2026-05-06T17:00-04:00"
    assert deadline("2026-05-05T07:00", None, settings) == "2026-05-05T17:00-04:00"


def test_working_hours_over_a_change_of_clocks_are_hours_of_the_office() -> None:
    settings = config(counting="working", deadline_hours=8)
    assert deadline("2026-03-06T16:00", None, settings) == "2026-03-09T16:00-04:00"


def test_a_date_without_time_counts_from_the_close_of_the_office() -> None:
    assert deadline("2026-05-05", None, config()) == "2026-05-07T17:00-04:00"


def test_an_end_that_is_a_time_only_is_on_the_day_of_the_meeting() -> None:
    day = meeting_end(meeting("2026-05-05T10:00", "1899-12-30T11:00"), config())
    assert day is not None
    assert day.isoformat() == "2026-05-05T11:00:00-04:00"


def test_a_meeting_may_end_after_midnight() -> None:
    end = meeting_end(meeting("2026-05-05T22:00", "2026-05-05T00:30"), config())
    assert end is not None
    assert end.isoformat() == "2026-05-06T00:30:00-04:00"


def test_without_a_date_there_is_no_deadline() -> None:
    assert deadline(None, None, config()) == ""


@pytest.mark.parametrize("zone", ["Mars/Base", "../etc/passwd", ""])
def test_an_unknown_time_zone_is_named(zone: str) -> None:
    with pytest.raises(ConfigError, match=r"agency\.timezone"):
        deadline("2026-05-05", None, config(zone))


@pytest.mark.parametrize("hours", [{"day_starts": "9 am"}, {"day_starts": "17:00"}])
def test_office_hours_must_make_sense(hours: dict[str, str]) -> None:
    with pytest.raises(ConfigError, match=r"contact\.day"):
        deadline("2026-05-05", None, config(counting="working", **hours))
