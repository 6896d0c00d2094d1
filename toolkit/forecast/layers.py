"""The forecast itself: streams cut into periods, in layers and scenarios, exact to the cent.

One table holds it, in minor units: a row for each stream and period that is not nothing. pandas
and numpy are imported where they are used.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from toolkit.collector import collector_resting
from toolkit.config import Config
from toolkit.errors import MissingExtraError
from toolkit.forecast.cells import cells_of
from toolkit.forecast.fiscal import Fiscal, Period
from toolkit.forecast.frame import Frame
from toolkit.forecast.sources import streams_of
from toolkit.forecast.streams import Layer, Stream, Unplaced
from toolkit.model import Tracker
from toolkit.money import currency_code, from_minor, to_minor
from toolkit.workdays import Workdays

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["SCENARIOS", "Forecast", "exchange_effect", "forecast"]

SCENARIOS = ("low", "likely", "high", "won or lost")
COLUMNS = ("client", "job", "line", "layer", "owner", "stage", "currency")


@dataclass(frozen=True, slots=True, eq=False)
class Forecast:
    """Revenue by stream and period.

    ``cells`` has the columns stream and period (indexes), full and likely (minor units of the
    stream's own currency), home_full and home_likely (minor units of ``currency``, at budget
    rates). Period -1 is before the first period, ``len(periods)`` after the last one: both are
    kept so that every stream sums to its row, and no total counts them.
    """

    as_of: date
    basis: str
    currency: str
    periods: tuple[Period, ...]
    streams: tuple[Stream, ...]
    cells: pd.DataFrame
    unplaced: tuple[Unplaced, ...]
    rates: Mapping[str, Decimal]
    """Budget rates that were used, the agency's own currency 1."""
    won_from: Decimal
    calendar: Workdays

    def at_rates(self, rates: Mapping[str, Decimal]) -> Forecast:
        """Return the same forecast at other rates; a currency they lack keeps its own."""
        if all(rates.get(code, rate) == rate for code, rate in self.rates.items()):
            return self
        other = {**self.rates, **rates}
        cells = cells_of(self.streams, self.periods, self.calendar, self.currency, other)
        return replace(self, cells=cells, rates=other)

    def table(
        self,
        scenario: str = "likely",
        *,
        home: bool = True,
        names: Sequence[str] = COLUMNS,
        whole: bool = False,
    ) -> pd.DataFrame:
        """Return one row a stream and period inside the forecast, with an ``amount`` column.

        Columns: stream and period (indexes), amount in minor units of the agency's currency, or of
        the stream's own with ``home=False``, and the named attributes of the stream. ``whole``
        adds what lies before and after the periods.
        """
        inside = self.cells
        if not whole:
            inside = inside[(inside.period >= 0) & (inside.period < len(self.periods))]
        found = inside[["stream", "period"]].copy()
        found["amount"] = self._amounts(inside, scenario, "home_" if home else "")
        found = found[found.amount != 0]
        numbers = found.stream.to_numpy()
        for name in names:
            found[name] = self._attribute(name)[numbers]
        return found.reset_index(drop=True)

    def by(self, *names: str, scenario: str = "likely") -> dict[tuple[str, ...], list[Decimal]]:
        """Return amounts per period by the named columns, sorted; empty groups are left out."""
        key_of = attrgetter(*names)
        groups = sorted({key_of(stream) for stream in self.streams})
        places = {key: n for n, key in enumerate(groups)}
        numbers = [places[key_of(stream)] for stream in self.streams]
        sums, seen = self._sums(numbers, len(groups), scenario)
        return {
            tuple(map(str, key if len(names) > 1 else (key,))): [
                from_minor(amount, self.currency) for amount in row
            ]
            for key, row, used in zip(groups, sums, seen, strict=True)
            if used
        }

    def totals(self, scenario: str = "likely") -> list[Decimal]:
        """Return the total of each period."""
        sums, _ = self._sums([0] * len(self.streams), 1, scenario)
        return [from_minor(amount, self.currency) for amount in sums[0]]

    def total(self, scenario: str = "likely") -> Decimal:
        """Return the total of all periods."""
        return sum(self.totals(scenario), Decimal(0))

    def trace(
        self, client: str, period: int, scenario: str = "likely"
    ) -> tuple[tuple[Stream, Decimal], ...]:
        """Return the streams behind a client's figure, with amounts; streams name their cells."""
        table = self.table(scenario, names=("client",))
        table = table[(table.client == client) & (table.period == period)]
        return tuple(
            (self.streams[number], from_minor(amount, self.currency))
            for number, amount in zip(table.stream, table.amount, strict=True)
        )

    def _sums(self, groups: list[int], count: int, scenario: str) -> tuple[Any, Any]:
        """Return minor units by group and period, and which groups hold anything.

        ``groups`` has the group of each stream.
        """
        import numpy as np

        table = self.table(scenario, names=())
        amounts = table.amount.to_numpy()
        if amounts.dtype != object and len(amounts) and _is_large(amounts):
            amounts = amounts.astype(object)
        rows = np.array(groups, dtype=np.int64)[table.stream.to_numpy(dtype=np.int64)]
        sums = np.zeros((count, len(self.periods)), dtype=amounts.dtype)
        np.add.at(sums, (rows, table.period.to_numpy(dtype=np.int64)), amounts)
        seen = np.zeros(count, dtype=bool)
        seen[rows] = True
        return sums.tolist(), seen

    def _amounts(self, cells: pd.DataFrame, scenario: str, prefix: str) -> Any:
        import numpy as np

        full, likely = cells[f"{prefix}full"], cells[f"{prefix}likely"]
        if scenario == "high":
            return full
        if scenario == "likely":
            return likely
        numbers = cells.stream.to_numpy()
        if scenario == "low":
            sure = np.array([s.layer is Layer.COMMITTED for s in self.streams], dtype=bool)
        elif scenario == "won or lost":
            sure = np.array([s.probability >= self.won_from for s in self.streams], dtype=bool)
        else:
            raise ValueError(f"{scenario!r} is not one of {', '.join(SCENARIOS)}")
        return full.where(sure[numbers], 0)

    def _attribute(self, name: str) -> Any:
        import numpy as np

        return np.array([str(getattr(stream, name)) for stream in self.streams], dtype=object)


def forecast(
    tracker: Tracker,
    config: Config,
    as_of: date,
    *,
    months: int | None = None,
    basis: str | None = None,
) -> Forecast:
    """Return the forecast of the rows, from the period that holds ``as_of`` on.

    Low = committed; likely = committed + expected × its rate + weighted; high = everything open;
    won or lost counts each stream whole, or not at all. Raises MissingExtraError without pandas.
    """
    if importlib.util.find_spec("pandas") is None:
        raise MissingExtraError("pandas", "forecast")
    settings = config.forecast
    periods = Fiscal.of(settings).periods(as_of, months or settings.months)
    frame = Frame(as_of, periods, config, Workdays.of(config), basis or settings.basis)
    with collector_resting():
        streams, unplaced = streams_of(tracker, frame)
    home = config.agency.currency
    rates = {**settings.rates, home: Decimal(1)}
    known = tuple(s for s in streams if s.currency in rates)
    unplaced += tuple(_without_rate(s) for s in streams if s.currency not in rates)
    if settings.goals:
        unplaced += tuple(_actuals_without_rate(tracker, home, rates))
    with collector_resting():
        cells = cells_of(known, periods, frame.calendar, home, rates)
    return Forecast(
        as_of,
        frame.basis,
        home,
        periods,
        known,
        cells,
        unplaced,
        rates,
        settings.won_from,
        frame.calendar,
    )


def exchange_effect(made: Forecast, current: Mapping[str, Decimal]) -> list[Decimal]:
    """Return what today's rates would add to each period of the likely scenario.

    Currencies that ``current`` does not name stay at their budget rate.
    """
    table = made.table("likely", home=False, names=("currency",))
    effect = [0] * len(made.periods)
    sums = table.groupby(["currency", "period"]).amount.sum().reset_index()
    for currency, period, amount in sums.itertuples(index=False, name=None):
        if currency in current:
            own = from_minor(amount, currency)
            difference = own * (current[currency] - made.rates[currency])
            effect[period] += to_minor(difference, made.currency)
    return [from_minor(amount, made.currency) for amount in effect]


def _without_rate(stream: Stream) -> Unplaced:
    return Unplaced(
        stream.place,
        stream.client,
        stream.job,
        stream.amount,
        stream.currency,
        f"forecast.rates has no rate for {stream.currency}",
        lacks_rate=True,
    )


def _actuals_without_rate(
    tracker: Tracker, home: str, rates: Mapping[str, Decimal]
) -> Iterator[Unplaced]:
    """Yield the actuals that goals lack, because nothing says what their currency is worth."""
    for row in tracker.actuals:
        code = currency_code(row.currency, home)
        if row.amount and code not in rates:
            reason = f"goals leave it out: forecast.rates has no rate for {code or row.currency}"
            place = row.place("currency")
            yield Unplaced(place, row.client or "", "", row.amount, code or "", reason)


def _is_large(amounts: Any) -> bool:
    """Whether a sum of the amounts might not fit into 64 bits."""
    return int(max(amounts.max(), -amounts.min())) * len(amounts) >= 2**62
