"""What may have to be written off, and the row it stands in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from toolkit.model import Tracker
from toolkit.retainers.amounts import rounded
from toolkit.retainers.burn import Burn, BurnRow
from toolkit.retainers.wording import hours
from toolkit.table import Place

__all__ = ["WriteOffRisk", "write_off_risks"]

OVERDUE_DAYS = 90
"""The handbook's last bucket: what is overdue longer is rarely paid in full."""


@dataclass(frozen=True, slots=True)
class WriteOffRisk:
    """One amount at risk."""

    client: str
    amount: Decimal
    currency: str
    why: str
    place: Place


def write_off_risks(tracker: Tracker, burn: Burn) -> tuple[WriteOffRisk, ...]:
    """Return the register, largest amounts first within a currency.

    At risk are hours beyond a retainer that are absorbed or carried (at its overage rate, else at
    what its hours are worth on average), and invoices that are disputed or more than 90 days
    overdue.
    """
    found = [*_unbilled(burn), *_invoices(tracker, burn)]
    return tuple(sorted(found, key=lambda risk: (risk.currency, -risk.amount, risk.client)))


def _unbilled(burn: Burn) -> Iterator[WriteOffRisk]:
    current = set(map(id, burn.current()))
    for row in burn.rows:
        ledger = row.ledger
        beyond = ledger.absorbed + (ledger.deficit_out if id(row) in current else Decimal(0))
        value = _value(row, beyond) if beyond else None
        if value:
            done = "absorbed" if ledger.absorbed else "carried on"
            shown = "of the fee" if row.agreement.in_money else hours(beyond)
            yield WriteOffRisk(
                row.agreement.client,
                value,
                row.agreement.currency,
                f"{shown} beyond the retainer for {ledger.period.label}, {done}",
                row.span.portions[-1].terms.place,
            )


def _value(row: BurnRow, beyond: Decimal) -> Decimal | None:
    currency = row.agreement.currency
    if row.agreement.in_money:
        return beyond
    rate = row.span.policy.overage_rate
    if rate is not None:
        return rounded(beyond * rate / 60, currency)
    worth = row.worth
    priced = worth.hours - worth.unpriced
    return rounded(worth.at_rates * beyond / priced, currency) if priced > 0 else None


def _invoices(tracker: Tracker, burn: Burn) -> Iterator[WriteOffRisk]:
    for invoice in tracker.invoices:
        if invoice.balance is not None:
            unpaid = invoice.balance
        else:
            unpaid = (invoice.amount or Decimal(0)) - (invoice.paid or Decimal(0))
        late = (burn.as_of - invoice.due).days if invoice.due else 0
        if unpaid <= 0 or (invoice.balance is None and invoice.paid_on):
            continue
        if not invoice.disputed and late <= OVERDUE_DAYS:
            continue
        why = "disputed" if invoice.disputed else f"{late} days overdue"
        yield WriteOffRisk(
            invoice.client or "",
            unpaid,
            (invoice.currency or burn.card.currency).upper(),
            f"invoice {invoice.number} is {why}",
            invoice.place("balance" if invoice.balance is not None else "amount"),
        )
