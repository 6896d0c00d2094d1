"""What clients should bring in a fiscal year against what they brought and will bring."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import NamedTuple

from toolkit.config import Config
from toolkit.forecast.fiscal import Fiscal
from toolkit.forecast.layers import Forecast, forecast
from toolkit.model import Tracker, name_key
from toolkit.money import currency_code

__all__ = ["Goal", "goals"]

ZERO = Decimal(0)


class Goal(NamedTuple):
    """One client's fiscal year; amounts in the agency's currency."""

    client: str
    year: int
    goal: Decimal
    actual: Decimal
    """Recognised by finance in the periods before the forecast."""
    forecast: Decimal
    """The likely scenario of the periods that are left of the year."""

    @property
    def gap(self) -> Decimal:
        """What is missing to the goal; negative where it is passed."""
        return self.goal - self.actual - self.forecast


def goals(made: Forecast, tracker: Tracker, config: Config) -> tuple[Goal, ...]:
    """Return every goal of ``[forecast.goals]`` for the fiscal year of the forecast's first period.

    Where the forecast ends before the year does, the rest of the year is forecast too, so that the
    gap is the year's, whatever the window.
    """
    year = made.periods[0].year
    periods = Fiscal.of(config.forecast).year_periods(year)
    first, until = periods[0].first, made.periods[0].first
    if config.forecast.goals and made.periods[-1].through < periods[-1].through:
        left = sum(period.first >= until for period in periods)
        whole = forecast(tracker, config, made.as_of, months=left, basis=made.basis)
        made = whole.at_rates(made.rates)
    actuals: dict[str, Decimal] = defaultdict(Decimal)
    for row in tracker.actuals:
        if row.amount is not None and row.month is not None and first <= row.month < until:
            code = currency_code(row.currency, made.currency)
            actuals[name_key(row.client)] += row.amount * made.rates.get(code or "", ZERO)
    ahead: dict[str, Decimal] = defaultdict(Decimal)
    inside = [n for n, period in enumerate(made.periods) if period.year == year]
    for (client,), amounts in made.by("client").items():
        ahead[name_key(client)] += sum((amounts[n] for n in inside), ZERO)
    return tuple(
        Goal(client, year, goal, actuals[name_key(client)], ahead[name_key(client)])
        for client, goal in config.forecast.goals.items()
    )
