"""What a client got beyond what its retainer allots, over the retainer's life and lately."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from toolkit.retainers.agreement import Agreement
from toolkit.retainers.amounts import rounded
from toolkit.retainers.burn import Burn, BurnRow

__all__ = ["TRAILING", "OverService", "Stretch", "over_services"]

TRAILING = 3
"""Finished periods that count as lately."""
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some finished periods of a retainer, in minutes, or in money for one burnt in money."""

    periods: int
    allotted: Decimal
    """With adjustments."""
    used: Decimal
    value: Decimal | None
    """What is beyond at the rate card, at the average of the stretch; None without rates."""

    @property
    def beyond(self) -> Decimal:
        """Used − allotted; below 0 where the client got less than was agreed."""
        return self.used - self.allotted


@dataclass(frozen=True, slots=True)
class OverService:
    """One retainer's over-servicing; the running period is left out, for it is not over."""

    agreement: Agreement
    life: Stretch
    trailing: Stretch
    """The last three finished periods, or as many as there are."""


def over_services(burn: Burn) -> tuple[OverService, ...]:
    """Return a line for each retainer with a finished period, in the burn's order.

    Periods make up for one another: what rolls over was agreed, whenever it is used.

    10 h a month at 100 an hour, 8, 14 and 11 used: 33 − 30 = 3 h beyond, worth 300.
    """
    finished: dict[str, list[BurnRow]] = {}
    for row in burn.rows:
        if not row.is_open:
            finished.setdefault(row.agreement.key, []).append(row)
    return tuple(
        OverService(rows[0].agreement, _stretch(rows), _stretch(rows[-TRAILING:]))
        for rows in finished.values()
    )


def _stretch(rows: Sequence[BurnRow]) -> Stretch:
    agreement = rows[0].agreement
    allotted = sum((row.ledger.allotted + row.ledger.adjusted for row in rows), ZERO)
    used = sum((row.ledger.used for row in rows), ZERO)
    return Stretch(len(rows), allotted, used, _value(rows, agreement, used - allotted))


def _value(rows: Sequence[BurnRow], agreement: Agreement, beyond: Decimal) -> Decimal | None:
    if agreement.in_money:
        return beyond
    worths = [row.worth for row in rows]
    priced = sum((worth.hours - worth.unpriced for worth in worths), ZERO)
    at_rates = sum((worth.at_rates for worth in worths), ZERO)
    return rounded(at_rates * beyond / priced, agreement.currency) if priced > 0 else None
