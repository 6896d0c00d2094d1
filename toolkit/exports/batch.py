"""What is exported: the forecast's rows with their accounts, and the last export beside them."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Mapping
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
    earlier: tuple[Period, ...]
    """The periods of the first one's fiscal year that lie before it."""
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
    home = made.table(scenario, names=())
    own = made.table(scenario, names=(), home=False)
    sums: dict[Group, dict[tuple[int, str], list[int]]] = defaultdict(dict)
    behind: dict[Group, dict[int, Stream]] = defaultdict(dict)
    for index, table in enumerate((own, home)):
        for number, period, minor in table.itertuples(index=False, name=None):
            stream = made.streams[number]
            group = (stream.client, stream.job, stream.line, str(stream.layer))
            cell = sums[group].setdefault((period, stream.currency), [0, 0])
            cell[index] += minor
            behind[group][number] = stream
    rows: list[Row] = []
    unmapped: list[Stream] = []
    for group, cells in sorted(sums.items()):
        account = accounts.of(group[0], group[2])
        if account is None:
            unmapped += behind[group].values()
            continue
        places = tuple(place for stream in behind[group].values() for place in stream.places)
        for (period, currency), (minor, home_minor) in sorted(cells.items()):
            client, job, line, layer = group
            rows.append(
                Row(
                    _row_key(group, account, currency, made.periods[period]),
                    client,
                    job,
                    line,
                    layer,
                    account,
                    period,
                    currency,
                    from_minor(minor, currency),
                    from_minor(home_minor, made.currency),
                    places,
                )
            )
    batch = Batch(
        made.as_of,
        scenario,
        made.basis,
        made.currency,
        made.periods,
        tuple(
            p for p in fiscal.year_periods(made.periods[0].year) if p.first < made.periods[0].first
        ),
        tuple(rows),
        config,
        dict(sorted((sources or {}).items())),
    )
    return batch, tuple(unmapped)


def _row_key(group: Group, account: LedgerAccount, currency: str, period: Period) -> str:
    parts = [*map(name_key, group), account.account, currency, period.first.isoformat()]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:32]
