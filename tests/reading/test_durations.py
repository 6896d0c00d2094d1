"""Hours as people type them."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from decimal import Decimal

import pytest

from toolkit.reading.dates import Refusal
from toolkit.reading.durations import looks_like_hours, read_hours
from toolkit.table import Value

at = datetime.fromisoformat


@pytest.mark.parametrize(
    ("typed", "hours"),
    [
        ("1:30", "1.5"),
        ("1.5", "1.5"),
        ("1,5", "1.5"),
        ("90m", "1.5"),
        ("90 min", "1.5"),
        ("1h 30", "1.5"),
        ("1h30m", "1.5"),
        ("0:45:00", "0.75"),
        ("26:00", "26"),
        ("8 hrs", "8"),
        ("2,5 Std.", "2.5"),
        ("3 heures", "3"),
        (timedelta(hours=26, minutes=15), "26.25"),
        (time(1, 30), "1.5"),
        (at("1899-12-31T02:00"), "26"),
        (0.75, "0.75"),
    ],
)
def test_hours_are_read_as_meant(typed: Value, hours: str) -> None:
    assert read_hours(typed, None) == Decimal(hours)


@pytest.mark.parametrize("typed", ["all day", True, timedelta(days=5000)])
def test_what_is_no_time_is_refused(typed: Value) -> None:
    with pytest.raises(Refusal):
        read_hours(typed, None)


def test_only_a_unit_or_minutes_make_a_text_look_like_hours() -> None:
    assert looks_like_hours("1:30")
    assert looks_like_hours("90m")
    assert not looks_like_hours("90")
    assert not looks_like_hours("4 posters")
