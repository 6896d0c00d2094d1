"""What leads on from a ledger: alerts, comparisons, days, parts, restatements."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from tests.trackers import make_tracker
from toolkit.config import Config, parse_config
from toolkit.model import id_key
from toolkit.retainers import Burn, burn_of
from toolkit.retainers.alerts import alerts_of
from toolkit.retainers.breakdown import broken_down
from toolkit.retainers.burndown import burndown
from toolkit.retainers.compare import VARIANTS, compared
from toolkit.retainers.explain import explained
from toolkit.retainers.restated import closed, restatements
from toolkit.retainers.wording import hours, rows_of

ACME = {"client": "Acme", "hours": 40, "fee": 4000, "start": "2026-06-01", "overage_rate": 100}
JOBS = [{"number": "A-1", "client": "Acme", "product": "Web"}]


def entry(day: str, hours: float, **more: Any) -> dict[str, Any]:
    return {"date": day, "client": "Acme", "hours": hours, **more}


def made(*rows: dict[str, Any], as_of: str = "2026-07-15", **more: Any) -> Burn:
    tracker = make_tracker(retainers=[{**ACME, **more}], hours=rows, jobs=JOBS)
    config = parse_config("[checks]\nhours_a_day = 100")
    return burn_of(tracker, config, date.fromisoformat(as_of))


def test_alerts_name_each_share_passed_its_day_and_who_is_told() -> None:
    tracker = make_tracker(
        retainers=[ACME],
        hours=[entry("2026-07-01", 20), entry("2026-07-02", 10.5)],
        accounts=[{"client": "acme", "owner": "AE", "supervisor": "Sue"}],
        people=[{"name": "Ann Early", "initials": "AE"}],
    )
    burn = burn_of(tracker, Config(), date(2026, 7, 3))
    found = alerts_of(burn, tracker, Config())
    assert [(alert.crossing, str(alert.on)) for alert in found] == [
        ("50 %", "2026-07-01"),
        ("75 %", "2026-07-02"),
    ]
    assert found[0].to == ("Ann Early", "Sue")


@pytest.mark.parametrize(("as_of", "told"), [("2026-07-08", False), ("2026-07-09", True)])
def test_pace_is_no_alert_before_a_quarter_of_the_period(as_of: str, told: bool) -> None:
    # 9 July 2026 is the sixth of 22 working days: 27 % of them
    tracker = make_tracker(retainers=[ACME], hours=[entry("2026-07-01", 15)])
    burn = burn_of(tracker, Config(), date.fromisoformat(as_of))
    crossings = [alert.crossing for alert in alerts_of(burn, tracker, Config())]
    assert ("pace" in crossings) is told


def test_a_period_that_begins_with_nothing_left_is_told_at_its_first_day() -> None:
    tracker = make_tracker(
        retainers=[{**ACME, "deficit": "carry"}],
        hours=[entry("2026-06-01", 24), *(entry("2026-06-02", 20) for _ in range(3))],
    )
    burn = burn_of(tracker, Config(), date(2026, 7, 1))
    (found,) = alerts_of(burn, tracker, Config())
    assert (found.crossing, found.on) == ("100 %", date(2026, 7, 1))


def test_thresholds_are_the_agencys() -> None:
    tracker = make_tracker(retainers=[ACME], hours=[entry("2026-07-01", 13)])
    config = parse_config("[burn]\nalerts_at = [0.3]\npace_above = 9")
    burn = burn_of(tracker, config, date(2026, 7, 15))
    assert [alert.crossing for alert in alerts_of(burn, tracker, config)] == ["30 %"]


def test_the_same_hours_under_other_rules() -> None:
    burn = made(
        *(entry("2026-06-10", 10) for _ in range(3)),
        *(entry("2026-07-01", 15) for _ in range(4)),
    )
    found = {outcome.rules: outcome for outcome in compared(burn.rows)}
    assert list(found) == [name for name, _ in VARIANTS]
    assert found["as agreed"].overage_fee == 2000
    assert found["rollover of all, billed"].overage_fee == 1000
    assert found["rollover of all, carried"].deficit == 600
    assert found["no rollover, overage absorbed"].absorbed == 1200


def test_the_burn_down_ends_today_and_the_even_use_at_nothing() -> None:
    burn = made(entry("2026-07-04", 8), entry("2026-07-06", 2))
    points = burndown(burn.rows[-1], burn.calendar)
    assert len(points) == 22
    assert points[-1].even == 0
    lefts = {str(point.day): point.left for point in points}
    assert lefts["2026-07-02"] == 2400
    assert lefts["2026-07-06"] == 2400 - 600  # Saturday's hours show on Monday
    assert lefts["2026-07-16"] is None


def test_parts_of_a_period_add_up_to_it() -> None:
    burn = made(
        entry("2026-07-01", 2, job="A-1", role="AE", person="Ann"),
        entry("2026-07-06", 3, role="AE", person="Ben"),
    )
    row = burn.rows[-1]
    jobs = {id_key("A-1"): make_tracker(jobs=JOBS).jobs[0]}
    assert broken_down(row, "product", jobs) == {"(none)": 180, "Web": 120}
    assert broken_down(row, "person", jobs) == {"Ben": 180, "Ann": 120}
    assert broken_down(row, "week", jobs) == {"2026-06-29": 120, "2026-07-06": 180}
    for by in ("product", "role", "person", "job", "week"):
        assert sum(broken_down(row, by, jobs).values()) == row.ledger.used


def test_edits_of_a_closed_period_are_told_figure_by_figure() -> None:
    at = datetime(2026, 7, 1, tzinfo=UTC)
    kept = closed(made(entry("2026-06-10", 20)).rows[0])
    row = made(entry("2026-06-10", 20), entry("2026-06-11", 23)).rows[0]
    changes = {c.figure: (c.closed, c.now) for c in restatements(row, kept, at)}
    assert changes["used"] == (Decimal(1200), Decimal(2580))
    assert changes["billed"] == (Decimal(0), Decimal(180))
    assert changes["due"] == (Decimal(4000), Decimal(4300))
    assert not list(restatements(row, closed(row), at))


def test_each_figure_of_the_explanation_names_its_cells() -> None:
    burn = made(entry("2026-07-01", 2), entry("2026-07-02", 3), entry("2026-07-03", 1))
    lines = {line.name: line for line in explained(burn.rows[-1], burn.calendar)}
    assert lines["agreed"].cells == ("agency.xlsx retainers!B2",)
    assert lines["used"].cells == ("agency.xlsx hours rows 2–4",)
    assert lines["available"].sum == "= 40 h"


def test_rows_are_told_in_runs() -> None:
    tracker = make_tracker(hours=[entry("2026-07-01", 1)] * 6)
    picked = [tracker.hours[n] for n in (5, 0, 1, 3)]
    assert rows_of(picked) == ("agency.xlsx hours rows 2–3, 5, 7",)
    assert hours(Decimal(-2265)) == "−37.75 h"


@pytest.mark.parametrize(
    ("rollover", "why"),
    [
        (None, "nothing rolls over"),
        ("10 h", "above the cap"),
        ("all for 0 months", "lapsed 2026-07-01"),
    ],
)
def test_explain_says_why_hours_were_lost(rollover: str | None, why: str) -> None:
    burn = made(entry("2026-06-02", 8), rollover=rollover)
    (lost,) = [
        line.sum for line in explained(burn.rows[0], burn.calendar) if line.name == "expired"
    ]
    assert why in lost


def test_where_nothing_was_left_to_use_an_even_use_stays_at_0() -> None:
    burn = made(entry("2026-06-02", 90), entry("2026-07-01", 2), deficit="carry")
    july = burn.rows[1]
    assert july.ledger.available == -10 * 60
    points = burndown(july, burn.calendar)
    assert {point.even for point in points} == {0}
    assert points[0].left == -12 * 60


def test_a_role_is_that_of_the_entry_or_else_of_its_person() -> None:
    hours = [
        {"date": "2026-07-01", "client": "Acme", "person": "Ann", "hours": 1},
        {"date": "2026-07-01", "client": "Acme", "person": "Ben", "role": "designer", "hours": 2},
        {"date": "2026-07-01", "client": "Acme", "person": "Cem", "hours": 3},
    ]
    people = [{"name": "Ann", "role": "Designer"}]
    retainers = [{"client": "Acme", "hours": 10, "start": "2026-07-01"}]
    tracker = make_tracker(hours=hours, people=people, retainers=retainers)
    (row,) = burn_of(tracker, Config(), date(2026, 7, 10)).rows
    assert broken_down(row, "role", {}) == {"(none)": 180, "Designer": 180}
