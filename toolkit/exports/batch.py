"""What is exported: the forecast's rows with their accounts, and the last export beside them."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from toolkit.config import ExportConfig, LedgerAccount
from toolkit.exports.mapping import Accounts
from toolkit.forecast.fiscal import Fiscal, Period
from toolkit.forecast.layers import Forecast
from toolkit.forecast.streams import Stream
from toolkit.model import name_key
from toolkit.money import from_minor
from toolkit.table import Place

__all__ = ["Batch", "Key", "Row", "batch_of"]

Group = tuple[str, str, str, str]
JOBS = frozenset({"estimate", "change order", "invoice"})
Key = tuple[str, ...]
"""What a format tells lines apart by, its columns in their order."""


class Row(NamedTuple):
    """One client's job, kind of line, layer and account in one period."""

    key: str
    """The same for the same line and period in every export."""
    client: str
    job: str
    line: str
    layer: str
    account: LedgerAccount
    period: int
    currency: str
    amount: Decimal
    home_amount: Decimal
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Batch:
    """All rows of one export, sorted, and what the last export of the format said."""

    as_of: date
    scenario: str
    basis: str
    currency: str
    """The agency's currency, which home amounts are in."""
    periods: tuple[Period, ...]
    around: tuple[Period, ...]
    """The other periods of the first and the last one's fiscal years."""
    rows: tuple[Row, ...]
    config: ExportConfig
    sources: Mapping[str, str] = field(default_factory=dict)
    """Name of each book → SHA-256 of its bytes."""
    last: Mapping[tuple[Key, date], Decimal] = field(default_factory=dict)
    """What was sent last: key and first day of the period → amount."""

    def grouped(self, key_of: Callable[[Row], Key]) -> dict[Key, list[Decimal]]:
        """Return home amounts by key and period, sorted; keys that are gone get zeros.

        A key is gone when the last export had it in one of these periods and no row has it now.
        """
        zero = from_minor(0, self.currency)
        found: dict[Key, list[Decimal]] = defaultdict(lambda: [zero] * len(self.periods))
        for row in self.rows:
            found[key_of(row)][row.period] += row.home_amount
        window = {period.first for period in self.periods}
        for key, first in self.last:
            if first in window:
                found[key]  # a default dictionary makes the row of zeros
        return dict(sorted(found.items()))

    def customer(self, row: Row) -> str:
        """Return the client as finance calls it."""
        return row.account.customer or row.client

    def job(self, row: Row) -> str:
        """Return the job's number; empty for retainers and new business, which are no jobs."""
        return row.job if row.line in JOBS else ""


@dataclass(slots=True)
class _Line:
    """One client's job, kind of line and layer, gathered from its streams."""

    streams: dict[int, Stream] = field(default_factory=dict)
    cells: dict[tuple[int, str], list[int]] = field(default_factory=dict)
    """(period, currency) → minor units of the own currency, of the agency's."""


def batch_of(
    made: Forecast,
    accounts: Accounts,
    config: ExportConfig,
    fiscal: Fiscal,
    *,
    scenario: str = "likely",
    sources: Mapping[str, str] | None = None,
) -> tuple[Batch, tuple[Stream, ...]]:
    """Return the rows of a forecast with their accounts, and the streams that have none.

    Streams of the same client, job, line and layer are one row a period.
    """
    rows: list[Row] = []
    unmapped: list[Stream] = []
    for group, line in sorted(_lines(made, scenario).items()):
        account = accounts.of(group[0], group[2])
        if account is None:
            unmapped += line.streams.values()
        else:
            rows += _rows(made, group, line, account)
    batch = Batch(
        made.as_of,
        scenario,
        made.basis,
        made.currency,
        made.periods,
        _around(made.periods, fiscal),
        tuple(rows),
        config,
        dict(sorted((sources or {}).items())),
    )
    return batch, tuple(unmapped)


def _lines(made: Forecast, scenario: str) -> dict[Group, _Line]:
    found: dict[Group, _Line] = defaultdict(_Line)
    for index, home in enumerate((False, True)):
        table = made.table(scenario, names=(), home=home)
        for number, period, minor in table.itertuples(index=False, name=None):
            stream = made.streams[number]
            line = found[stream.client, stream.job, stream.line, str(stream.layer)]
            line.streams[number] = stream
            line.cells.setdefault((period, stream.currency), [0, 0])[index] += minor
    return found


def _rows(made: Forecast, group: Group, line: _Line, account: LedgerAccount) -> Iterator[Row]:
    places = tuple(place for stream in line.streams.values() for place in stream.places)
    for (period, currency), (minor, home_minor) in sorted(line.cells.items()):
        yield Row(
            _row_key(group, account, currency, made.periods[period]),
            *group,
            account,
            period,
            currency,
            from_minor(minor, currency),
            from_minor(home_minor, made.currency),
            places,
        )


def _around(periods: tuple[Period, ...], fiscal: Fiscal) -> tuple[Period, ...]:
    years = sorted({periods[0].year, periods[-1].year})
    inside = {period.first for period in periods}
    return tuple(p for year in years for p in fiscal.year_periods(year) if p.first not in inside)


def _row_key(group: Group, account: LedgerAccount, currency: str, period: Period) -> str:
    parts = [*map(name_key, group), account.account, currency, period.first.isoformat()]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:32]
