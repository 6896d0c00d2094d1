"""How well kept forecasts came true: by lag, client, owner and layer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from math import isnan, nan
from typing import NamedTuple

from toolkit.config import Config
from toolkit.forecast.fiscal import Fiscal, Period
from toolkit.forecast.kept import KeptForecast, KeptLine
from toolkit.forecast.metrics import bias, mape, scale, tracking_signal, wape
from toolkit.forecast.streams import Layer
from toolkit.model import Tracker, name_key
from toolkit.money import currency_code
from toolkit.table import Place

__all__ = ["Actuals", "Score", "accuracy", "actuals_of"]

SEASON = 12
BY = ("lag", "layer", "client", "owner")
UP_TO = {
    "committed": {Layer.COMMITTED},
    "committed + expected": {Layer.COMMITTED, Layer.EXPECTED},
    "all layers": set(Layer),
}


class Score(NamedTuple):
    """The measures of one group; NaN where a measure is not defined."""

    by: str
    """``lag``, ``client``, ``owner`` or ``layer``."""
    name: str
    points: int
    """Pairs of client and period that were compared."""
    wape: float
    bias: float
    mape: float
    mase: float
    tracking_signal: float


class Actuals(NamedTuple):
    """Finance's figures by client and period, in the agency's currency."""

    amounts: Mapping[tuple[str, date], Decimal]
    """(client's name key, first day of the period) → recognised."""
    periods: tuple[date, ...]
    """First days of the periods that hold any figure and are over, sorted."""
    names: Mapping[str, str] = {}
    """Client's name key → the name as finance first spelled it."""
    left_out: tuple[Place, ...] = ()
    """Rows in a currency without a budget rate: nobody can say what they are in the agency's."""

    def of(self, client: str, period: date) -> float:
        """Return a client's figure; a period finance reported without the client is nothing."""
        return float(self.amounts.get((client, period), 0))

    def history(self, fiscal: Fiscal) -> dict[date, float]:
        """Return first day → total of the last periods that follow one another without a gap."""
        sums = dict.fromkeys(self.periods, Decimal(0))
        for (_, period), amount in self.amounts.items():
            if period in sums:
                sums[period] += amount
        if not sums:
            return {}
        found: dict[date, float] = {}
        for between in fiscal.through(self.periods[0], self.periods[-1]):
            if between.first in sums:
                found[between.first] = float(sums[between.first])
            else:
                found = {}
        return found


def actuals_of(tracker: Tracker, config: Config, as_of: date) -> Actuals:
    """Return the actuals of periods that were over on a day."""
    fiscal = Fiscal.of(config.forecast)
    home = config.agency.currency
    rates = {**config.forecast.rates, home: Decimal(1)}
    seen: dict[date, Period] = {}
    amounts: dict[tuple[str, date], Decimal] = defaultdict(Decimal)
    names: dict[str, str] = {}
    left_out: list[Place] = []
    for row in tracker.actuals:
        if row.amount is None or row.month is None:
            continue
        rate = rates.get(currency_code(row.currency, home) or "")
        if rate is None:
            left_out.append(row.place("currency"))
            continue
        if row.month not in seen:
            seen[row.month] = fiscal.period_of(row.month)
        client = name_key(row.client)
        names.setdefault(client, row.client or "")
        amounts[client, seen[row.month].first] += row.amount * rate
    over = {period.first for period in seen.values() if period.through < as_of}
    return Actuals(amounts, tuple(sorted(over)), names, tuple(left_out))


def accuracy(kept: Sequence[KeptForecast], actuals: Actuals, config: Config) -> tuple[Score, ...]:
    """Return the scores of kept forecasts, by lag, client, owner and layer.

    Only periods that are over count, and of several forecasts made in one period the last. A lag
    of 0 is the period the forecast was made in. MASE is against the seasonal naive on the group's
    own clients, where there is more than a year of actuals.
    """
    fiscal = Fiscal.of(config.forecast)
    points = list(_points(_last_of_each_period(kept, fiscal), actuals, fiscal))
    groups: dict[tuple[str, str], list[Point]] = defaultdict(list)
    for point in points:
        groups["lag", f"{point.lag:2}"].append(point)
        groups["client", point.client].append(point)
        groups["owner", point.owner].append(point)
    scores = [
        _score(by, name.strip(), found, actuals, lambda point: sum(point.layers.values()))
        for (by, name), found in sorted(groups.items())
    ]
    for name, layers in UP_TO.items():
        scores.append(_score("layer", name, points, actuals, _adding(layers)))
    found_scores = (score for score in scores if score.points)
    return tuple(sorted(found_scores, key=lambda score: BY.index(score.by)))


class Point(NamedTuple):
    """One client's period: what was forecast by layer, what came."""

    client: str
    owner: str
    lag: int
    period: date
    layers: Mapping[str, float]
    actual: float


def _adding(layers: Iterable[str]) -> Callable[[Point], float]:
    return lambda point: sum(point.layers.get(layer, 0.0) for layer in layers)


def _last_of_each_period(
    kept: Sequence[KeptForecast], fiscal: Fiscal
) -> Iterator[tuple[Period, KeptForecast]]:
    last: dict[date, tuple[Period, KeptForecast]] = {}
    for forecast in sorted(kept, key=lambda k: (k.as_of, k.at)):
        period = fiscal.period_of(forecast.as_of)
        last[period.first] = (period, forecast)
    return iter(last.values())


def _points(
    kept: Iterable[tuple[Period, KeptForecast]], actuals: Actuals, fiscal: Fiscal
) -> Iterator[Point]:
    for made_in, forecast in kept:
        lines: dict[tuple[str, date], list[KeptLine]] = defaultdict(list)
        names: dict[str, str] = {}
        for line in forecast.lines:
            key = name_key(line.client)
            lines[key, line.period].append(line)
            names.setdefault(key, line.client)
        last = max((line.period for line in forecast.lines), default=made_in.first)
        clients = {client for client, _ in lines} | {client for client, _ in actuals.amounts}
        for lag, period in enumerate(fiscal.through(made_in.first, last)):
            if period.first not in actuals.periods:
                continue
            for client in sorted(clients):
                found = lines.get((client, period.first), [])
                actual = actuals.of(client, period.first)
                if found or actual:
                    name = names.get(client) or actuals.names.get(client, client)
                    yield _point(name, lag, period.first, found, actual)


def _point(client: str, lag: int, period: date, lines: Sequence[KeptLine], actual: float) -> Point:
    layers: dict[str, float] = defaultdict(float)
    owners: dict[str, float] = defaultdict(float)
    for line in lines:
        layers[line.layer] += float(line.amount)
        owners[line.owner] += abs(float(line.amount))
    owner = max(owners, key=lambda name: owners[name], default="")
    return Point(client, owner, lag, period, layers, actual)


def _score(
    by: str,
    name: str,
    points: Sequence[Point],
    actuals: Actuals,
    made: Callable[[Point], float],
) -> Score:
    came = [point.actual for point in points]
    forecasts = [made(point) for point in points]
    naive = _naive_error({name_key(point.client) for point in points}, actuals)
    errors = [abs(a - f) for a, f in zip(came, forecasts, strict=True)]
    return Score(
        by,
        name,
        len(points),
        wape(came, forecasts),
        bias(came, forecasts),
        mape(came, forecasts),
        sum(errors) / len(errors) / naive if errors and naive else nan,
        tracking_signal(came, forecasts),
    )


def _naive_error(clients: Iterable[str], actuals: Actuals) -> float:
    """Return the mean error the seasonal naive makes on these clients' actuals."""
    scales = [scale([actuals.of(c, p) for p in actuals.periods], SEASON) for c in clients]
    known = [value for value in scales if not isnan(value)]
    return sum(known) / len(known) if known else nan
