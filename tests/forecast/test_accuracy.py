from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from math import isnan
from typing import Any

from tests.trackers import make_tracker
from toolkit.config import Config, parse_config
from toolkit.forecast.accuracy import Score, accuracy, actuals_of
from toolkit.forecast.calibration import calibration
from toolkit.forecast.fiscal import Fiscal
from toolkit.forecast.kept import KeptForecast, KeptLine, keep
from toolkit.forecast.layers import forecast

AT = datetime(2026, 1, 5, 9, tzinfo=UTC)
JAN, FEB = date(2026, 1, 1), date(2026, 2, 1)


def line(amount: int, period: date, **other: Any) -> KeptLine:
    given: dict[str, Any] = {
        "client": "Harbor",
        "job": "",
        "line": "retainer",
        "layer": "committed",
        "owner": "Dana",
        "stage": "",
        "currency": "USD",
    }
    return KeptLine(**{**given, **other}, period=period, amount=Decimal(amount))


def kept(as_of: date, *lines: KeptLine) -> KeptForecast:
    return KeptForecast(AT, as_of, ("a.xlsx",), "recognised", lines)


def scores(
    forecasts: list[KeptForecast], actuals: list[dict[str, Any]], as_of: date = date(2026, 3, 10)
) -> dict[tuple[str, str], Score]:
    found = actuals_of(make_tracker(actuals=actuals), Config(), as_of)
    return {(score.by, score.name): score for score in accuracy(forecasts, found, Config())}


def test_errors_are_told_by_lag_client_owner_and_layer() -> None:
    found = scores(
        [
            kept(
                date(2026, 1, 5),
                line(100, JAN),
                line(100, FEB),
                line(50, FEB, layer="weighted", line="opportunity"),
            )
        ],
        [
            {"client": "harbor", "month": "2026-01-31", "amount": "80"},
            {"client": "Harbor", "month": "2026-02-01", "amount": "100"},
        ],
    )
    assert found["lag", "0"].wape == 0.25
    assert found["lag", "1"].bias == 0.5
    assert found["client", "Harbor"].points == 2
    assert found["owner", "Dana"].wape == 70 / 180
    assert found["layer", "committed"].wape == 20 / 180
    assert found["layer", "all layers"].wape == 70 / 180
    assert isnan(found["lag", "0"].mase)


def test_of_forecasts_made_in_one_month_the_last_counts() -> None:
    found = scores(
        [kept(date(2026, 1, 20), line(100, JAN)), kept(date(2026, 1, 5), line(7, JAN))],
        [{"client": "Harbor", "month": "2026-01-01", "amount": "100"}],
    )
    assert found["lag", "0"].wape == 0


def test_months_that_are_not_over_are_not_compared() -> None:
    rows = [{"client": "Harbor", "month": "2026-01-01", "amount": "100"}]
    assert scores([kept(date(2026, 1, 5), line(9, JAN))], rows, date(2026, 1, 20)) == {}


def test_revenue_nobody_forecast_is_an_error_too() -> None:
    found = scores(
        [kept(date(2026, 1, 5), line(100, JAN))],
        [
            {"client": "Harbor", "month": "2026-01-01", "amount": "100"},
            {"client": "Acme", "month": "2026-01-01", "amount": "50"},
        ],
    )
    assert found["lag", "0"].wape == 50 / 150
    assert found["client", "Acme"].bias == -1


def test_mase_is_against_last_years_month() -> None:
    rows = [{"client": "Harbor", "month": f"2025-{n:02}-01", "amount": "100"} for n in range(1, 13)]
    rows += [{"client": "Harbor", "month": "2026-01-01", "amount": "140"}]
    found = scores([kept(date(2026, 1, 5), line(120, JAN))], rows)
    assert found["lag", "0"].mase == 0.5


def test_actuals_are_summed_in_the_agencys_currency_and_calendar() -> None:
    config = parse_config("[forecast]\nrates = { EUR = 1.5 }")
    rows = [
        {"client": "H", "month": "2026-01-01", "amount": "10", "currency": "EUR"},
        {"client": "H", "month": "2026-01-31", "amount": "1"},
        {"client": "H", "month": "2026-02-01", "amount": "9", "currency": "GBP"},
    ]
    found = actuals_of(make_tracker(actuals=rows), config, date(2026, 2, 2))
    assert found.amounts == {("h", JAN): Decimal("16.0")}
    assert found.periods == (JAN,)
    assert found.history(Fiscal()) == {JAN: 16.0}
    assert [place.cell for place in found.left_out] == ["D4"]


def test_a_history_begins_again_after_a_month_without_actuals() -> None:
    rows = [{"client": "H", "month": f"2026-{n:02}-01", "amount": n} for n in (1, 2, 4, 5)]
    found = actuals_of(make_tracker(actuals=rows), Config(), date(2026, 8, 1))
    assert found.history(Fiscal()) == {date(2026, 4, 1): 4.0, date(2026, 5, 1): 5.0}
    assert actuals_of(make_tracker(), Config(), date(2026, 8, 1)).history(Fiscal()) == {}


def test_a_kept_forecast_sums_to_its_forecast() -> None:
    tracker = make_tracker(
        retainers=[{"client": "H", "fee": "100", "period": "month", "start": "2026-01-01"}],
        pipeline=[
            {"name": "P", "client": "H", "value": "10", "probability": "0.3", "start": "2026-02-03"}
        ],
    )
    made = forecast(tracker, Config(), date(2026, 1, 5), months=3)
    found = keep(made, AT, ("a.xlsx",))
    assert sum(kept_line.amount for kept_line in found.lines) == made.total() == 303
    assert {kept_line.probability for kept_line in found.lines} == {1, Decimal("0.3")}


def test_stated_probabilities_meet_what_became_of_them() -> None:
    def deal(name: str, stage: str, stated: str) -> KeptLine:
        return line(1, FEB, job=name, line="opportunity", stage=stage, probability=Decimal(stated))

    forecasts = [
        kept(date(2026, 1, 5), deal("a", "pitch", "0.5"), deal("b", "pitch", "0.7")),
        kept(date(2026, 2, 5), deal("a", "verbal", "0.9"), deal("c", "pitch", "0.5")),
    ]
    now = make_tracker(
        pipeline=[
            {"name": "A", "client": "Harbor", "stage": "Won"},
            {"name": "b", "client": "Harbor", "stage": "lost"},
            {"name": "c", "client": "Harbor", "stage": "pitch"},
        ]
    )
    found = {(c.by, c.name): c for c in calibration(forecasts, now)}
    pitch = found["stage", "pitch"]
    assert (pitch.decided, pitch.won) == (2, 1)
    assert pitch.stated == 0.6
    assert round(pitch.brier, 4) == (0.25 + 0.49) / 2
    assert round(pitch.recalibrated, 4) == round((1 + 4 * 0.6) / 6, 4)
    assert found["stage", "verbal"].won == 1
    assert found["owner", "Dana"].decided == 2
