from __future__ import annotations

from datetime import date
from decimal import Decimal

from tests.trackers import make_tracker
from toolkit.config import parse_config
from toolkit.forecast.goals import goals
from toolkit.forecast.layers import forecast
from toolkit.forecast.recognition import work_done


def test_a_goal_is_met_by_actuals_and_the_rest_of_the_year() -> None:
    config = parse_config("""
        [forecast]
        fiscal_start = 7
        [forecast.goals]
        HARBOR = 12500
        Nobody = 5
    """)
    tracker = make_tracker(
        retainers=[{"client": "Harbor", "fee": "1000", "period": "month", "start": "2025-01-01"}],
        actuals=[
            {"client": "Harbor", "month": "2026-04-01", "amount": "9000"},
            {"client": "Harbor", "month": "2025-06-30", "amount": "77"},
            {"client": "Harbor", "month": "2026-06-01", "amount": "88"},
        ],
    )
    made = forecast(tracker, config, date(2026, 6, 12), months=12)
    harbor, nobody = goals(made, tracker, config)
    assert harbor.year == 2026
    assert [harbor.actual, harbor.forecast, harbor.gap] == [9000, 1000, 2500]
    assert nobody.gap == 5


def test_an_actual_without_a_rate_is_listed_where_goals_leave_it_out() -> None:
    config = parse_config("[forecast.goals]\nHarbor = 100\n[forecast.rates]\nEUR = 2")
    actual = {"client": "Harbor", "month": "2026-04-01", "amount": "9"}
    tracker = make_tracker(actuals=[{**actual, "currency": code} for code in ("USD", "EUR", "CHF")])
    made = forecast(tracker, config, date(2026, 6, 12))
    assert [(u.place.row, u.amount, u.currency) for u in made.unplaced] == [(4, Decimal(9), "CHF")]
    assert goals(made, tracker, config)[0].actual == 9 + 18
    assert not forecast(tracker, parse_config(""), date(2026, 6, 12)).unplaced


def test_a_gap_is_the_years_whatever_months_are_shown() -> None:
    config = parse_config("""
        [forecast.goals]
        Harbor = 12500
        [forecast.rates]
        EUR = 1
    """)
    retainer = {"client": "Harbor", "fee": "1000", "period": "month", "start": "2025-01-01"}
    tracker = make_tracker(retainers=[{**retainer, "currency": "EUR"}])
    for months in (1, 3, 6, 7, 12, 24):
        made = forecast(tracker, config, date(2026, 6, 12), months=months, basis="recognised")
        (goal,) = goals(made, tracker, config)
        assert [goal.forecast, goal.gap] == [7000, 5500]
        dear = goals(made.at_rates({"EUR": Decimal(2)}), tracker, config)
        assert dear[0].forecast == 14000


def test_a_month_recognises_the_difference_of_two_days() -> None:
    """Domain, section 6: recognised = approved x (percent now - before); WIP = less billed."""
    row = {
        "number": "J-1",
        "client": "H",
        "estimate": "1000",
        "estimate_signed_on": "2026-01-01",
        "billed": "300",
    }
    before = work_done(
        make_tracker(jobs=[{**row, "percent_complete": "0.25"}]), date(2026, 5, 31), "USD"
    )
    now = work_done(
        make_tracker(jobs=[{**row, "percent_complete": "0.6"}]), date(2026, 6, 30), "USD"
    )
    assert now[0].recognised - before[0].recognised == 350
    assert now[0].wip == 300
    assert before[0].wip == -50


def test_unsigned_work_that_was_billed_was_done() -> None:
    day = date(2026, 6, 30)
    rows = [
        {"number": 1, "client": "H", "estimate": "45000", "billed": "15000"},
        {
            "number": 2,
            "client": "H",
            "estimate": "1000",
            "billed": "300",
            "percent_complete": "0.5",
        },
        {"number": 3, "client": "H", "billed": "70"},
    ]
    found = work_done(make_tracker(jobs=rows), day, "USD")
    assert [row.recognised for row in found] == [15000, 500, 70]
    assert [row.wip for row in found] == [0, 200, 0]
