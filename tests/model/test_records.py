"""What records know about themselves."""

from __future__ import annotations

from typing import Any

import pytest

from tests.trackers import make_tracker


@pytest.mark.parametrize(
    ("job", "to_bill"),
    [
        ({"status": "ready to bill"}, True),
        ({"status": "in progress", "billing_status": "ready to bill"}, True),
        ({"status": "closed", "billing_status": None}, True),
        ({"status": "closed", "billing_status": "not started"}, True),
        ({"status": "closed", "billing_status": "billed", "billed": None}, False),
        ({"status": "closed", "billed": None}, True),
        ({"status": "closed", "billed": 0, "estimate": 900}, True),
        ({"status": "closed", "billed": 0, "estimate": 0}, False),
        ({"status": "closed", "billed": None, "estimate": None}, False),
        ({"status": "closed", "billed": 900}, False),
        ({"status": "closed"}, False),
        ({"status": "billed", "billing_status": "ready to bill"}, False),
        ({"status": "in progress", "billed": None}, False),
        ({"status": "cancelled", "billed": None}, False),
        ({"billing_status": None}, False),
    ],
)
def test_a_job_needs_billing_when_it_is_finished_and_not_billed(
    job: dict[str, Any], to_bill: bool
) -> None:
    assert make_tracker(jobs=[job]).jobs[0].needs_billing is to_bill


@pytest.mark.parametrize(
    ("kind", "internal"),
    [
        ("Internal planning", True),
        ("Planning (internal)", True),
        ("International call", False),
        ("client call", False),
        (None, False),
    ],
)
def test_a_meeting_is_internal_when_the_log_says_so(kind: str | None, internal: bool) -> None:
    assert make_tracker(meetings=[{"kind": kind}]).meetings[0].is_internal is internal


def test_a_milestone_is_what_its_own_column_says() -> None:
    stones = [{"name": "Spring campaign", "milestone": "Proofs"}, {"name": "Spring campaign"}]
    assert [m.what for m in make_tracker(milestones=stones).milestones] == ["Proofs", None]
    assert make_tracker(milestones=[{"name": "Proofs"}]).milestones[0].what == "Proofs"
