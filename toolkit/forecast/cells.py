"""Streams cut into periods: whole minor units that sum to each stream's own amount."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from toolkit.forecast.fiscal import Period
from toolkit.forecast.spread import largest_remainder, period_weights
from toolkit.forecast.streams import Span, Stream
from toolkit.money import from_minor, split, to_minor
from toolkit.workdays import Workdays

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["cells_of"]

CHUNK = 20_000
"""Spans that are spread at once, so that memory grows with the result only."""


def cells_of(
    streams: Sequence[Stream],
    periods: tuple[Period, ...],
    calendar: Workdays,
    home: str,
    rates: Mapping[str, Decimal],
) -> pd.DataFrame:
    """Return ``Forecast.cells``: a row for each stream and period that is not nothing."""
    import pandas as pd

    names = ["stream", "period", "full", "likely", "home_full", "home_likely"]
    parts = [
        pd.DataFrame(dict(zip(names, part, strict=True)))
        for part in _spread(list(_amounts(streams, home, rates)), periods, calendar)
    ]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=names, dtype=int)


def _amounts(
    streams: Sequence[Stream], home: str, rates: Mapping[str, Decimal]
) -> Iterator[tuple[int, Span, int, int, int, int]]:
    """Yield each span with its minor units: full and likely, own and home currency.

    This is where amounts are rounded: each stream once for each of the four, its spans share the
    result by largest remainder.
    """
    for number, stream in enumerate(streams):
        if not stream.spans:
            continue
        own = [to_minor(span.amount, stream.currency) for span in stream.spans]
        total = sum(own)
        sure = stream.probability == 1
        likely = total if sure else to_minor(stream.amount * stream.probability, stream.currency)
        totals = (total, likely, total, likely)
        if stream.currency != home:
            rate = rates[stream.currency]
            value = to_minor(from_minor(total, stream.currency) * rate, home)
            chance = to_minor(from_minor(likely, stream.currency) * rate, home)
            totals = (total, likely, value, chance)
        if len(own) == 1:
            yield number, stream.spans[0], *totals
            continue
        # Shares that are the whole are the spans' own amounts, not rounded again.
        weights = [abs(part) for part in own]
        shares = [own if each == total else split(each, weights) for each in totals]
        for n, span in enumerate(stream.spans):
            yield number, span, shares[0][n], shares[1][n], shares[2][n], shares[3][n]


def _spread(
    rows: list[tuple[int, Span, int, int, int, int]],
    periods: tuple[Period, ...],
    calendar: Workdays,
) -> Iterator[tuple[Any, ...]]:
    """Yield the columns of ``Forecast.cells``, a chunk of spans at a time.

    A span inside one period is one cell; only the others are split.
    """
    import numpy as np

    bounds = np.array(
        [*(p.first.toordinal() for p in periods), periods[-1].through.toordinal() + 1]
    )
    for start in range(0, len(rows), CHUNK):
        chunk = rows[start : start + CHUNK]
        numbers = np.array([number for number, *_ in chunk], dtype=np.int64)
        first = np.array([span.first.toordinal() for _, span, *_ in chunk], dtype=np.int64)
        through = np.array([span.through.toordinal() for _, span, *_ in chunk], dtype=np.int64)
        working = np.array([span.working for _, span, *_ in chunk], dtype=bool)
        columns = [_whole(list(column)) for column in list(zip(*chunk, strict=True))[2:]]
        place = np.searchsorted(bounds, first, side="right")
        cut = place != np.searchsorted(bounds, through, side="right")
        whole = ~cut & np.logical_or.reduce([column != 0 for column in columns])
        yield numbers[whole], place[whole] - 1, *(column[whole] for column in columns)
        weights = period_weights(first[cut], through[cut], working[cut], periods, calendar)
        spreads = list(_each_once([column[cut] for column in columns], weights))
        spans, cells = np.nonzero(np.logical_or.reduce([spread != 0 for spread in spreads]))
        yield numbers[cut][spans], cells - 1, *(spread[spans, cells] for spread in spreads)


def _each_once(columns: Sequence[Any], weights: Any) -> Iterator[Any]:
    """Yield each column spread; one that repeats an earlier one is not spread again."""
    import numpy as np

    spreads: list[Any] = []
    for n, column in enumerate(columns):
        same = (m for m in range(n) if np.array_equal(columns[m], column))
        first = next(same, None)
        spreads.append(largest_remainder(column, weights) if first is None else spreads[first])
        yield spreads[-1]


def _whole(amounts: list[int]) -> Any:
    """Return an array of whole numbers, Python's own where they are too large for 64 bits."""
    import numpy as np

    try:
        made = np.array(amounts, dtype=np.int64)
    except OverflowError:
        return np.array(amounts, dtype=object)
    large = len(made) and max(int(made.max()), -int(made.min())) >= 2**62
    return made.astype(object) if large else made
