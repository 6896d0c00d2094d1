from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.forecast.test_layers import deal_row, fee_row, job_row
from tests.scale import SCALE
from tests.trackers import make_tracker
from toolkit.config import parse_config
from toolkit.errors import ConfigError
from toolkit.forecast.bridge import Bridge, Cause, bridge
from toolkit.forecast.layers import Forecast, forecast

MAY, JUNE = date(2026, 5, 4), date(2026, 6, 1)
SIGNED = {"estimate_signed_on": "2026-04-01", "client": "Harbor", "number": "J-1"}


def made(as_of: date, config: str = "", **kinds: Any) -> Forecast:
    return forecast(make_tracker(**kinds), parse_config(config), as_of, months=6)


def causes(found: Bridge) -> dict[str, Decimal]:
    return {name: amount for name, amount in found.steps() if amount}


def test_nothing_changed_is_no_move() -> None:
    kinds: dict[str, Any] = {"jobs": [{**SIGNED, "estimate": "100", "due": "2026-08-01"}]}
    found = bridge(made(MAY, **kinds), made(MAY, **kinds))
    assert found.moves == ()
    assert causes(found) == {"opening": 100, "closing": 100}


def test_a_job_of_its_own_is_new_and_one_that_is_gone_is_lost() -> None:
    old = made(MAY, jobs=[{**SIGNED, "estimate": "100", "due": "2026-08-01"}])
    new = made(MAY, jobs=[{**SIGNED, "number": "J-2", "estimate": "70", "due": "2026-08-01"}])
    assert causes(bridge(old, new)) == {"opening": 100, "new": 70, "lost": -100, "closing": 70}


def test_a_later_due_date_slips_and_changes_no_total() -> None:
    old = made(MAY, jobs=[{**SIGNED, "estimate": "100", "due": "2026-05-29"}])
    new = made(
        MAY, jobs=[{**SIGNED, "estimate": "100", "due": "2026-07-15", "started": "2026-07-01"}]
    )
    found = bridge(old, new)
    assert causes(found) == {"opening": 100, "closing": 100}
    assert [(m.cause, m.period, m.minor) for m in found.moves] == [
        (Cause.SLIPPED, 2, 10000),
        (Cause.SLIPPED, 0, -10000),
    ]


def test_what_slips_beyond_the_last_month_leaves_the_total() -> None:
    old = made(MAY, jobs=[{**SIGNED, "estimate": "100", "due": "2026-05-29"}])
    new = made(
        MAY, jobs=[{**SIGNED, "estimate": "100", "due": "2027-07-15", "started": "2027-07-01"}]
    )
    assert causes(bridge(old, new)) == {"opening": 100, "slipped": -100}


def test_more_and_less_are_told_apart() -> None:
    job = {**SIGNED, "due": "2026-05-29"}
    small, large = (made(MAY, jobs=[{**job, "estimate": e}]) for e in ("100", "130"))
    assert causes(bridge(small, large))["increased"] == 30
    assert causes(bridge(large, small))["decreased"] == -30


def test_progress_is_recognised_and_never_lost() -> None:
    job = {**SIGNED, "estimate": "1000", "due": "2026-07-31"}
    old = made(MAY, jobs=[{**job, "percent_complete": "0.1"}])
    new = made(JUNE, jobs=[{**job, "percent_complete": "0.4"}])
    assert causes(bridge(old, new)) == {"opening": 900, "recognised": -300, "closing": 600}
    closed = made(JUNE, jobs=[{**job, "status": "closed"}])
    assert causes(bridge(old, closed)) == {"opening": 900, "recognised": -900}


def test_a_retainers_month_that_passed_is_recognised() -> None:
    rows = [{"client": "H", "fee": "100", "period": "month", "start": "2026-01-01"}]
    found = bridge(made(MAY, retainers=rows), made(JUNE, retainers=rows))
    assert causes(found) == {"opening": 600, "recognised": -100, "closing": 500}


def test_a_changed_rate_is_exchange_and_nothing_else() -> None:
    rows = [
        {"client": "H", "fee": "100", "period": "month", "start": "2026-01-01", "currency": "EUR"}
    ]
    old = made(MAY, "[forecast]\nrates = { EUR = 1.1 }", retainers=rows)
    new = made(MAY, "[forecast]\nrates = { EUR = 1.2 }", retainers=rows)
    assert causes(bridge(old, new)) == {"opening": 660, "exchange": 60, "closing": 720}


@pytest.mark.parametrize("rate", ["1.2", "1.0837", "0.99999", "1.1000001"])
def test_a_changed_rate_moves_no_cent_by_another_cause(rate: str) -> None:
    kinds: dict[str, Any] = {
        "jobs": [{**SIGNED, "estimate": "1000.07", "due": "2026-09-11", "currency": "EUR"}],
        "pipeline": [
            {
                "name": "P",
                "client": "N",
                "value": "777.77",
                "probability": "0.37",
                "start": "2026-05-20",
                "end": "2026-10-03",
                "currency": "EUR",
            }
        ],
    }
    old = made(MAY, "[forecast]\nrates = { EUR = 1.1 }", **kinds)
    new = made(MAY, f"[forecast]\nrates = {{ EUR = {rate} }}", **kinds)
    found = bridge(old, new)
    assert {move.cause for move in found.moves} <= {Cause.EXCHANGE}
    assert sum(amount for name, amount in found.steps()[:-1]) == new.total()


def test_a_signed_change_order_grows_its_jobs_estimate() -> None:
    job = {**SIGNED, "estimate": "100", "due": "2026-05-29"}
    order = {"number": "C", "job": "J-1", "fee_delta": "50"}
    old = made(MAY, jobs=[job], change_orders=[order])
    new = made(MAY, jobs=[job], change_orders=[{**order, "signed_on": "2026-05-01"}])
    found = bridge(old, new)
    assert causes(found) == {"opening": 140, "increased": 10, "closing": 150}
    assert found.by_client() == {"Harbor": {Cause.INCREASED: 10}}


@pytest.mark.parametrize("config", ['[agency]\ncurrency = "EUR"', '[forecast]\nweeks = "4-4-5"'])
def test_forecasts_of_other_currencies_or_calendars_are_not_compared(config: str) -> None:
    with pytest.raises(ConfigError):
        bridge(made(MAY), made(JUNE, config))


ROWS = st.tuples(
    st.lists(job_row(), max_size=4),
    st.lists(deal_row(), max_size=3),
    st.lists(fee_row(), max_size=2),
)


@given(ROWS, ROWS, st.dates(date(2026, 6, 12), date(2027, 9, 1)), st.booleans(), st.booleans())
@settings(max_examples=30 * SCALE, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_bridge_of_any_two_forecasts_sums_in_every_period(
    old: Any, new: Any, later: date, weeks: bool, rates: bool
) -> None:
    text = "[forecast]\nrates = {{ EUR = {eur}, JPY = 0.00671, KWD = 3.2514 }}\nweeks = '{weeks}'"
    calendar = "4-4-5" if weeks else ""
    first = parse_config(text.format(eur="1.0837", weeks=calendar))
    second = parse_config(text.format(eur="1.1911" if rates else "1.0837", weeks=calendar))
    names = ("jobs", "pipeline", "retainers")
    before = forecast(
        make_tracker(**dict(zip(names, old, strict=True))), first, date(2026, 6, 12), months=8
    )
    after = forecast(make_tracker(**dict(zip(names, new, strict=True))), second, later, months=8)
    for scenario in ("likely", "low"):
        found = bridge(before, after, scenario)
        for n in range(8):
            moved = sum(move.minor for move in found.moves if move.period == n)
            assert found.opening[n] + moved == found.closing[n]
        steps = [amount for _, amount in found.steps()]
        assert sum(steps[:-1]) == steps[-1]
        assert steps[0] == before.total(scenario)
        shared = {p.first for p in before.periods}
        totals = zip(after.periods, after.totals(scenario), strict=True)
        assert steps[-1] == sum(amount for period, amount in totals if period.first in shared)
        assert rates or not any(m.cause is Cause.EXCHANGE for m in found.moves)
