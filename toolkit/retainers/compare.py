"""The same hours under other rules, side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from toolkit.retainers.burn import BurnRow
from toolkit.retainers.ledger import Ledger, Turn, ledger_of, total
from toolkit.retainers.policy import NO_ROLLOVER, Policy, Rollover
from toolkit.retainers.worth import overage_fee

__all__ = ["VARIANTS", "Outcome", "compared"]

ZERO = Decimal(0)
VARIANTS: tuple[tuple[str, dict[str, object]], ...] = (
    ("as agreed", {}),
    ("no rollover, overage billed", {"rollover": NO_ROLLOVER, "deficit": "bill"}),
    ("no rollover, overage absorbed", {"rollover": NO_ROLLOVER, "deficit": "absorb"}),
    ("rollover 25 %, billed", {"rollover": Rollover(share=Decimal("0.25")), "deficit": "bill"}),
    ("rollover for 1 month, billed", {"rollover": Rollover(months=1), "deficit": "bill"}),
    ("rollover for 3 months, billed", {"rollover": Rollover(months=3), "deficit": "bill"}),
    ("rollover of all, billed", {"rollover": Rollover(), "deficit": "bill"}),
    ("rollover of all, carried", {"rollover": Rollover(), "deficit": "carry"}),
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a set of rules makes of a retainer's hours through its last period."""

    rules: str
    used: Decimal
    available: Decimal
    """In the last period."""
    billed: Decimal
    overage_fee: Decimal
    absorbed: Decimal
    expired: Decimal
    rolled_on: Decimal
    deficit: Decimal
    """What is carried on at the end."""


def compared(rows: Sequence[BurnRow]) -> tuple[Outcome, ...]:
    """Return a retainer's outcome under each variant; ``rows`` are its periods in order.

    Everything but rollover and deficit stays as agreed. Sums are over all periods.
    """
    return tuple(_outcome(name, changes, rows) for name, changes in VARIANTS)


def _outcome(name: str, changes: dict[str, object], rows: Sequence[BurnRow]) -> Outcome:
    ledgers = ledger_of(list(_turns(rows, changes)))
    return Outcome(
        rules=name,
        used=sum((ledger.used for ledger in ledgers), ZERO),
        available=ledgers[-1].available,
        billed=sum((ledger.billed for ledger in ledgers), ZERO),
        overage_fee=sum((_fee(r, ledger) for r, ledger in zip(rows, ledgers, strict=True)), ZERO),
        absorbed=sum((ledger.absorbed for ledger in ledgers), ZERO),
        expired=sum((total(ledger.expired) for ledger in ledgers), ZERO),
        rolled_on=total(ledgers[-1].rolled_out),
        deficit=ledgers[-1].deficit_out,
    )


def _turns(rows: Sequence[BurnRow], changes: dict[str, object]) -> Iterator[Turn]:
    for row in rows:
        ledger = row.ledger
        policy: Policy = replace(row.span.policy, **changes)  # type: ignore[arg-type]
        figures = ledger.allotted, ledger.adjusted, ledger.used
        yield Turn(ledger.period, *figures, policy, row.span.first)


def _fee(row: BurnRow, ledger: Ledger) -> Decimal:
    return overage_fee(row.agreement, row.span, ledger, row.minutes_by_role())
