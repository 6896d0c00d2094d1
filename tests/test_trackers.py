"""The maker of trackers that other tests rely on."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tests.trackers import make_tracker
from toolkit.model import Status


def test_records_know_their_cells_and_what_was_typed() -> None:
    tracker = make_tracker(
        jobs=[
            {"number": "0042", "due": "2026-03-01", "estimate": 1200, "owner": "Dana Reyes"},
            {"number": 42, "status": "in progress"},
        ]
    )
    first, second = tracker.jobs
    assert (first.number, first.due, first.estimate) == ("0042", date(2026, 3, 1), Decimal(1200))
    assert first.owner == ("Dana Reyes",)
    assert str(first.place("due")) == "agency.xlsx jobs!C2"
    assert first.typed("due") == "2026-03-01"
    assert second.status is Status.IN_PROGRESS
    assert second.due is None
    assert second.place("notes").cell == "3:3"
    assert tracker.has("jobs", "number", "due")
    assert not tracker.has("meetings")
