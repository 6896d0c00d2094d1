"""What history alone would forecast: the seasonal naive, and Theta; a band to doubt others by."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import fmean
from typing import NamedTuple

__all__ = ["Band", "Doubt", "sanity_band", "seasonal_naive", "theta"]

ENOUGH = 24
"""Months of history below which a seasonal forecast is no more than a guess."""


class Band(NamedTuple):
    """What a month may be expected to bring, from history alone."""

    low: float
    theta: float
    naive: float
    high: float


class Doubt(NamedTuple):
    """A period to come as history alone has it, and as it is forecast."""

    label: str
    band: Band
    forecast: float | None
    """The likely scenario; None where the forecast does not reach."""

    @property
    def word(self) -> str:
        """``below`` or ``above`` where the forecast lies outside of the band, else nothing."""
        if self.forecast is None:
            return ""
        low, high = self.band.low, self.band.high
        return "below" if self.forecast < low else "above" if self.forecast > high else ""


def seasonal_naive(history: Sequence[float], season: int, ahead: int) -> list[float]:
    """Return the last season again and again; the last value where there is no whole season."""
    length = season if len(history) >= season else 1
    return [history[len(history) - length + n % length] for n in range(ahead)]


def theta(history: Sequence[float], season: int, ahead: int) -> list[float]:
    """Return the standard Theta forecast, the method that won the M3 competition.

    Assimakopoulos & Nikolopoulos (2000): a seasonal test at 90 %, classical multiplicative
    decomposition, then the mean of the linear trend (theta 0) and simple exponential smoothing of
    the line with doubled curvature (theta 2), seasons put back. Hyndman & Billah (2003) show it to
    be smoothing with drift.
    """
    indices = _seasonal_indices(history, season) if _is_seasonal(history, season) else [1.0]
    plain = [value / indices[n % len(indices)] for n, value in enumerate(history)]
    intercept, slope = _trend(plain)
    curved = [2 * value - intercept - slope * n for n, value in enumerate(plain)]
    level = _smoothed(curved)
    length = len(plain)
    return [
        (level + intercept + slope * n) / 2 * indices[n % len(indices)]
        for n in range(length, length + ahead)
    ]


def sanity_band(history: Sequence[float], ahead: int, season: int = 12) -> list[Band] | None:
    """Return a band for each month ahead; None where the history has less than 24 months.

    It reaches from the lower to the higher of the two forecasts, wider on both sides by the mean
    error the seasonal naive made inside the history.
    """
    if len(history) < ENOUGH:
        return None
    errors = [abs(now - then) for now, then in zip(history[season:], history, strict=False)]
    room = fmean(errors)
    pairs = zip(theta(history, season, ahead), seasonal_naive(history, season, ahead), strict=True)
    return [Band(min(t, s) - room, t, s, max(t, s) + room) for t, s in pairs]


def _is_seasonal(history: Sequence[float], season: int) -> bool:
    """Whether the autocorrelation at the season's lag is beyond chance at 90 %."""
    if season < 2 or len(history) < 2 * season or min(history) <= 0:
        return False
    mean = fmean(history)
    parts = [value - mean for value in history]
    power = sum(part * part for part in parts)
    if not power:
        return False

    def correlation(lag: int) -> float:
        return sum(a * b for a, b in zip(parts[lag:], parts, strict=False)) / power

    others = sum(correlation(lag) ** 2 for lag in range(1, season))
    limit = 1.645 * math.sqrt((1 + 2 * others) / len(history))
    return abs(correlation(season)) > limit


def _seasonal_indices(history: Sequence[float], season: int) -> list[float]:
    """Return one factor for each place in the season, of mean 1, the first for history[0]."""
    half = season // 2
    ratios: list[list[float]] = [[] for _ in range(season)]
    for n in range(half, len(history) - half):
        window = history[n - half : n + half + 1]
        average = sum(window)
        if season % 2 == 0:
            average -= (window[0] + window[-1]) / 2
        ratios[n % season].append(history[n] * season / average)
    means = [fmean(part) for part in ratios]
    whole = fmean(means)
    return [mean / whole for mean in means]


def _trend(values: Sequence[float]) -> tuple[float, float]:
    """Return intercept and slope of the least-squares line over 0, 1, 2 and so on."""
    middle = (len(values) - 1) / 2
    mean = fmean(values)
    spread = sum((n - middle) ** 2 for n in range(len(values)))
    if not spread:
        return mean, 0.0
    slope = sum((n - middle) * value for n, value in enumerate(values)) / spread
    return mean - slope * middle, slope


def _smoothed(values: Sequence[float]) -> float:
    """Return the last level of simple exponential smoothing, its factor of least squared error."""
    golden = (math.sqrt(5) - 1) / 2
    low, high = 0.0001, 0.9999
    left, right = high - golden * (high - low), low + golden * (high - low)
    at_left, at_right = _loss(values, left), _loss(values, right)
    while high - low > 0.001:
        if at_left <= at_right:
            high, right, at_right = right, left, at_left
            left = high - golden * (high - low)
            at_left = _loss(values, left)
        else:
            low, left, at_left = left, right, at_right
            right = low + golden * (high - low)
            at_right = _loss(values, right)
    return _levels(values, (low + high) / 2)[1]


def _loss(values: Sequence[float], factor: float) -> float:
    return _levels(values, factor)[0]


def _levels(values: Sequence[float], factor: float) -> tuple[float, float]:
    """Return squared errors and last level; the first level is the one with the least error.

    The error of every step is linear in the first level, so the best one has a closed form.
    """
    keep = 1 - factor
    level, weight = 0.0, 1.0
    cross = power = squares = 0.0
    for value in values:
        error = value - level
        squares += error * error
        cross += error * weight
        power += weight * weight
        level += factor * error
        weight *= keep
    first = cross / power
    return squares - cross * first, level + weight * first
