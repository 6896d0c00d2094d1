"""Amounts spread over days and bucketed into periods, exact to the minor unit.

Every array of this module is whole numbers: days, weights, minor units. numpy comes with pandas.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from toolkit.forecast.fiscal import Period
from toolkit.workdays import Workdays, days

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Whole = NDArray[np.int64]
    Amounts = NDArray[Any]
    """int64, or Python's own integers where amounts are too large for it."""

__all__ = ["largest_remainder", "period_weights"]

ROOM = 2**62


def period_weights(
    first: Whole,
    through: Whole,
    working: NDArray[np.bool_],
    periods: Sequence[Period],
    calendar: Workdays,
) -> Whole:
    """Return how many days of each span lie in each period: one row a span.

    ``first`` and ``through`` are day ordinals, ends included. Column 0 is what lies before the
    first period, the last column what lies after the last one. Spans that are ``working`` count
    working days, unless they have none; the others calendar days.
    """
    import numpy as np

    if not len(first):
        return np.zeros((0, len(periods) + 2), dtype=np.int64)
    low = min(int(first.min()), periods[0].first.toordinal())
    high = max(int(through.max()), periods[-1].through.toordinal())
    bounds = [low, *(p.first.toordinal() for p in periods), periods[-1].through.toordinal() + 1]
    edges = np.array([*bounds, high + 1], dtype=np.int64)
    spans = np.clip(edges, first[:, None], through[:, None] + 1)
    by_calendar = np.diff(spans, axis=1)
    if not working.any():
        return by_calendar
    worked = [
        calendar.is_workday(day) for day in days(date.fromordinal(low), date.fromordinal(high))
    ]
    gone = np.concatenate([[0], np.cumsum(worked)]).astype(np.int64)
    by_work = np.diff(gone[spans - low], axis=1)
    counts = working & (by_work.sum(axis=1) > 0)
    return np.where(counts[:, None], by_work, by_calendar)


def largest_remainder(totals: Amounts, weights: Whole) -> Amounts:
    """Return each total split by its row of weights; every row sums to its total exactly.

    The same rule as :func:`toolkit.money.split`, for many rows at once: equal remainders
    go to the earlier period.
    """
    import numpy as np

    if not len(totals):
        return np.zeros(weights.shape, dtype=np.int64)
    whole = weights.sum(axis=1)
    sizes = np.abs(totals)
    if int(sizes.max()) * max(1, int(weights.max())) >= ROOM:
        sizes, weights, whole = (part.astype(object) for part in (sizes, weights, whole))
    shares, whole = sizes[:, None] * weights, whole[:, None]
    parts, remainders = shares // whole, shares % whole
    missing = (sizes - parts.sum(axis=1)).astype(np.int64)
    ranks = np.empty(weights.shape, dtype=np.int64)
    order = np.argsort(-remainders, axis=1, kind="stable")
    np.put_along_axis(ranks, order, np.arange(weights.shape[1])[None, :], axis=1)
    parts = parts + (ranks < missing[:, None])
    signed: Amounts = parts * np.sign(totals)[:, None]
    return signed
