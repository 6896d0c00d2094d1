"""A forecast as it is kept, to be held against what came true."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from toolkit.forecast.layers import Forecast
from toolkit.money import from_minor

__all__ = ["KeptForecast", "KeptLine", "keep"]


@dataclass(frozen=True, slots=True)
class KeptLine:
    """What one client, job and line was likely to bring in one period."""

    client: str
    job: str
    line: str
    layer: str
    owner: str
    stage: str
    period: date
    """First day of the period."""
    currency: str
    amount: Decimal
    """The likely scenario: the probability is already in it."""
    probability: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class KeptForecast:
    """A forecast as it was made; the lines in the order they were given."""

    at: datetime
    as_of: date
    books: tuple[str, ...]
    basis: str
    lines: tuple[KeptLine, ...]


def keep(made: Forecast, at: datetime, books: Sequence[str]) -> KeptForecast:
    """Return a forecast's likely amounts, a line for each stream and period."""
    table = made.table("likely", names=())
    lines = []
    for number, period, minor in table.itertuples(index=False, name=None):
        stream = made.streams[number]
        lines.append(
            KeptLine(
                stream.client,
                stream.job,
                stream.line,
                str(stream.layer),
                stream.owner,
                stream.stage,
                made.periods[period].first,
                made.currency,
                from_minor(minor, made.currency),
                stream.probability,
            )
        )
    return KeptForecast(at, made.as_of, tuple(books), made.basis, tuple(lines))
