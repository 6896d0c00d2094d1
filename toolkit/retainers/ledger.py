"""The arithmetic of a retainer: what each period gives, takes over, uses and hands on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from toolkit.retainers.periods import Period, add_months
from toolkit.retainers.policy import Policy, Rollover

__all__ = ["Ledger", "Lot", "Turn", "ledger_of"]

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Lot:
    """An amount by the period it was left over from; it lapses for periods from ``until`` on."""

    origin: Period
    amount: Decimal
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """What goes into one period: minutes, or money."""

    period: Period
    allotted: Decimal
    adjusted: Decimal
    used: Decimal
    policy: Policy


@dataclass(frozen=True, slots=True)
class Ledger:
    """One period of a retainer, in minutes or money.

    For each period: allotted + rolled in + adjusted − deficit in
    = used − billed − absorbed − deficit out + expired + rolled out.
    """

    period: Period
    allotted: Decimal
    adjusted: Decimal
    rolled_in: tuple[Lot, ...]
    deficit_in: Decimal
    used: Decimal
    drawn: tuple[Lot, ...]
    """How much of each lot was used, this period's own among them."""
    billed: Decimal
    absorbed: Decimal
    deficit_out: Decimal
    expired: tuple[Lot, ...]
    rolled_out: tuple[Lot, ...]

    @property
    def available(self) -> Decimal:
        """Allotted + rolled in + adjusted − deficit carried in."""
        return self.allotted + total(self.rolled_in) + self.adjusted - self.deficit_in

    @property
    def overage(self) -> Decimal:
        """What was used beyond what was available, whatever became of it."""
        return self.billed + self.absorbed + self.deficit_out

    @property
    def left(self) -> Decimal:
        """Available − used; below 0 when it is overdrawn."""
        return self.available - self.used


def total(lots: Iterable[Lot]) -> Decimal:
    """Return the sum of lots."""
    return sum((lot.amount for lot in lots), ZERO)


def ledger_of(turns: Sequence[Turn]) -> tuple[Ledger, ...]:
    """Return the ledger over periods in their order; an unfinished one as if it ended now.

    Source: domain, section 5, and its worked answers. 40 h a month, September 30 used: October
    has 50. October 60 used, deficit carried: November has 30.
    """
    rows: list[Ledger] = []
    lots: tuple[Lot, ...] = ()
    deficit = ZERO
    for index, turn in enumerate(turns):
        following = turns[index + 1].period.first if index + 1 < len(turns) else turn.period.until
        row = _turned(turn, lots, deficit, following)
        rows.append(row)
        lots, deficit = row.rolled_out, row.deficit_out
    return tuple(rows)


def _turned(turn: Turn, rolled_in: tuple[Lot, ...], deficit_in: Decimal, following: date) -> Ledger:
    """Return one period's row; ``following`` is the first day of the next one."""
    policy = turn.policy
    own = turn.allotted + turn.adjusted - deficit_in
    demand = turn.used - min(own, ZERO)
    lapses = _lapses(turn.period, policy.rollover)
    left: list[Lot] = []
    drawn: list[Lot] = []
    for lot in _in_order((*rolled_in, Lot(turn.period, max(own, ZERO), lapses)), policy.order):
        taken = min(lot.amount, demand)
        demand -= taken
        if taken:
            drawn.append(Lot(lot.origin, taken, lot.until))
        if lot.amount > taken:
            left.append(Lot(lot.origin, lot.amount - taken, lot.until))
    kept, expired = _carried(left, policy.rollover, turn.allotted, following)
    return Ledger(
        period=turn.period,
        allotted=turn.allotted,
        adjusted=turn.adjusted,
        rolled_in=rolled_in,
        deficit_in=deficit_in,
        used=turn.used,
        drawn=tuple(sorted(drawn, key=_age)),
        billed=demand if policy.deficit == "bill" else ZERO,
        absorbed=demand if policy.deficit == "absorb" else ZERO,
        deficit_out=demand if policy.deficit == "carry" else ZERO,
        expired=expired,
        rolled_out=kept,
    )


def _lapses(period: Period, rollover: Rollover) -> date | None:
    """Return the day from which what is left of a period is lost; None when it never is."""
    return None if rollover.months is None else add_months(period.until, rollover.months)


def _age(lot: Lot) -> tuple[date, date]:
    return lot.origin.first, lot.origin.through


def _in_order(lots: Sequence[Lot], order: str) -> list[Lot]:
    """Return lots as they are used up; the last one is this period's own.

    ``oldest first`` goes by origin alone, ``rollover first`` by what lapses first; they differ
    only where the expiry was changed on the way.
    """
    *older, own = lots
    older = sorted(older, key=_age)
    if order == "allotment first":
        return [own, *older]
    if order == "rollover first":
        older.sort(key=lambda lot: lot.until or date.max)
    return [*older, own]


def _carried(
    left: Iterable[Lot], rollover: Rollover, allotted: Decimal, following: date
) -> tuple[tuple[Lot, ...], tuple[Lot, ...]]:
    """Return what goes on to the next period, and what is lost by age or above the cap."""
    kept: list[Lot] = []
    lost: list[Lot] = []
    room = _room(rollover, allotted)
    for lot in sorted(left, key=_age, reverse=True):
        too_old = lot.until is not None and lot.until <= following
        amount = ZERO if too_old else lot.amount if room is None else min(lot.amount, room)
        room = None if room is None else room - amount
        if amount:
            kept.append(Lot(lot.origin, amount, lot.until))
        if lot.amount > amount:
            lost.append(Lot(lot.origin, lot.amount - amount, lot.until))
    return tuple(reversed(kept)), tuple(reversed(lost))


def _room(rollover: Rollover, allotted: Decimal) -> Decimal | None:
    caps = [] if rollover.cap is None else [rollover.cap]
    caps += [] if rollover.share is None else [max(allotted, ZERO) * rollover.share]
    return min(caps, default=None)
