"""What each client brings and costs over some days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from toolkit.model import Account, TimeEntry, Tracker, name_key
from toolkit.retainers.amounts import rounded
from toolkit.retainers.burn import Burn

__all__ = ["ClientProfit", "client_profits"]

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class ClientProfit:
    """One client over the days asked for; money in ``currency``, rounded to its minor unit."""

    client: str
    currency: str
    revenue: Decimal
    revenue_from: str
    """``actuals``, ``invoices`` or ``retainers``: the first of them that the books have."""
    pass_through: Decimal
    """The account's yearly sum by the share of the year's days."""
    cost: Decimal
    """Σ(hours × cost rate)."""
    minutes: Decimal
    uncosted: Decimal
    """Minutes without a known cost rate in the currency, which ``cost`` lacks."""

    @property
    def profit(self) -> Decimal:
        """Revenue − pass-through − hours × cost rate (domain, section 5 and the issue's recap)."""
        return self.revenue - self.pass_through - self.cost

    @property
    def margin(self) -> Decimal | None:
        """Profit / revenue net of what passes through, a fraction to four places.

        None where hours have no cost rate: their cost would count as 0.
        """
        if self.uncosted:
            return None
        net = self.revenue - self.pass_through
        return (self.profit / net).quantize(Decimal("0.0001")) if net > 0 else None


def client_profits(
    tracker: Tracker, burn: Burn, first: date, through: date
) -> tuple[ClientProfit, ...]:
    """Return the profit of every account over days, ends included, in the accounts' order.

    Amounts in another currency than the account's are left out; nothing is converted.
    """
    return tuple(
        _profit(account, tracker, burn, first, through)
        for account in tracker.accounts
        if account.client
    )


def _profit(
    account: Account, tracker: Tracker, burn: Burn, first: date, through: date
) -> ClientProfit:
    client = name_key(account.client)
    currency = (account.currency or burn.card.currency).upper()
    entries = [
        entry
        for entry in tracker.hours
        if entry.date and first <= entry.date <= through and name_key(entry.client) == client
    ]
    revenue, source = _revenue(client, currency, tracker, burn, first, through)
    cost, minutes, uncosted = _cost(entries, currency, burn)
    year = date(first.year, 12, 31) - date(first.year - 1, 12, 31)
    share = Decimal((through - first).days + 1) / year.days
    return ClientProfit(
        client=account.client or "",
        currency=currency,
        revenue=revenue,
        revenue_from=source,
        pass_through=rounded((account.pass_through or ZERO) * share, currency),
        cost=rounded(cost / 60, currency),
        minutes=minutes,
        uncosted=uncosted,
    )


def _cost(
    entries: Iterable[TimeEntry], currency: str, burn: Burn
) -> tuple[Decimal, Decimal, Decimal]:
    cost = minutes = uncosted = ZERO
    for entry in entries:
        worked = burn.minutes[entry.hours] or ZERO
        rate = burn.card.cost(entry, currency)
        minutes += worked
        if rate is None:
            uncosted += worked
        else:
            cost += worked * rate
    return cost, minutes, uncosted


class _Amount(NamedTuple):
    client: str | None
    on: date | None
    value: Decimal | None
    currency: str | None


def _revenue(
    client: str, currency: str, tracker: Tracker, burn: Burn, first: date, through: date
) -> tuple[Decimal, str]:
    for source, amounts in (
        ("actuals", list(_actuals(tracker))),
        ("invoices", list(_invoices(tracker))),
        ("retainers", list(_due(burn))),
    ):
        if amounts or source == "retainers":
            of_client = [
                amount.value or ZERO
                for amount in amounts
                if name_key(amount.client) == client
                and amount.on
                and first <= amount.on <= through
                and (amount.currency or burn.card.currency).upper() == currency
            ]
            return sum(of_client, ZERO), source
    return ZERO, "retainers"


def _actuals(tracker: Tracker) -> Iterator[_Amount]:
    for actual in tracker.actuals:
        yield _Amount(actual.client, actual.month, actual.amount, actual.currency)


def _invoices(tracker: Tracker) -> Iterator[_Amount]:
    for invoice in tracker.invoices:
        yield _Amount(invoice.client, invoice.issued, invoice.amount, invoice.currency)


def _due(burn: Burn) -> Iterator[_Amount]:
    for row in burn.rows:
        yield _Amount(row.agreement.client, row.span.first, row.worth.due, row.worth.currency)
