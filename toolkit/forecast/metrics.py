"""Measures of forecasts: pure functions of numbers, named as the field names them.

Sources: Hyndman & Koehler (2006), Another look at measures of forecast accuracy, for MASE; Kolassa
& Schütz (2007) for WAPE (MAD/mean ratio); Trigg (1964) for the tracking signal; Brier (1950).
Every function takes actuals first; NaN stands for a measure that is not defined.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import nan

__all__ = ["bias", "brier", "mape", "mase", "scale", "smape", "tracking_signal", "wape"]

Numbers = Sequence[float]


def wape(actuals: Numbers, forecasts: Numbers) -> float:
    """Return Σ|error| / Σ|actual|, the headline: 100 and 50 forecast as 90 and 60 give 0.133."""
    size = sum(map(abs, actuals))
    return sum(map(abs, _errors(actuals, forecasts))) / size if size else nan


def bias(actuals: Numbers, forecasts: Numbers) -> float:
    """Return Σ(forecast − actual) / Σ actual: above nothing promised too much."""
    whole = sum(actuals)
    return -sum(_errors(actuals, forecasts)) / whole if whole else nan


def mape(actuals: Numbers, forecasts: Numbers) -> float:
    """Return the mean of |error| / |actual|; not defined where an actual is zero."""
    if not actuals or not all(actuals):
        return nan
    pairs = zip(_errors(actuals, forecasts), actuals, strict=True)
    return sum(abs(error / actual) for error, actual in pairs) / len(actuals)


def smape(actuals: Numbers, forecasts: Numbers) -> float:
    """Return the mean of 2|error| / (|actual| + |forecast|), as the M3 competition has it."""
    if not actuals:
        return nan
    terms = [
        2 * abs(a - f) / (abs(a) + abs(f)) if a or f else 0.0
        for a, f in zip(actuals, forecasts, strict=True)
    ]
    return sum(terms) / len(terms)


def scale(history: Numbers, season: int) -> float:
    """Return the mean |change| over a season in the history: what MASE divides by."""
    changes = [abs(now - then) for now, then in zip(history[season:], history, strict=False)]
    return sum(changes) / len(changes) if changes and any(changes) else nan


def mase(actuals: Numbers, forecasts: Numbers, history: Numbers, season: int) -> float:
    """Return the mean |error| over the seasonal naive's inside the history; below 1 is better."""
    if not actuals:
        return nan
    errors = _errors(actuals, forecasts)
    return sum(map(abs, errors)) / len(errors) / scale(history, season)


def tracking_signal(actuals: Numbers, forecasts: Numbers) -> float:
    """Return Σ(forecast − actual) / mean |error|; beyond ±4 the forecast leans to one side."""
    errors = _errors(actuals, forecasts)
    size = sum(map(abs, errors)) / len(errors) if errors else 0
    return -sum(errors) / size if size else nan


def brier(outcomes: Sequence[bool], probabilities: Numbers) -> float:
    """Return the mean of (probability − outcome)²: 0 is perfect, 0.25 a coin."""
    if not outcomes:
        return nan
    pairs = zip(probabilities, outcomes, strict=True)
    return sum((p - o) ** 2 for p, o in pairs) / len(outcomes)


def _errors(actuals: Numbers, forecasts: Numbers) -> list[float]:
    return [actual - made for actual, made in zip(actuals, forecasts, strict=True)]
