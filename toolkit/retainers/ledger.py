"""The arithmetic of a retainer: what each period gives, takes over, uses and hands on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from toolkit.retainers.periods import Period, add_months
from toolkit.retainers.policy import Policy, Rollover

__all__ = ["Ledger", "Lot", "Turn", "ledger_of"]

ZERO = Decimal(0)


class Lot(NamedTuple):
    """An amount by the period it was left over from; it lapses for periods from ``until`` on."""

    origin: Period
    amount: Decimal
    until: date | None = None


class Turn(NamedTuple):
    """What goes into one period: minutes, or money."""

    period: Period
    allotted: Decimal
    adjusted: Decimal
    used: Decimal
    policy: Policy
    first: date | None = None
    """The first day covered, where a change of cycle left the days before it to other terms."""


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
        following = _begun(turns[index + 1]) if index + 1 < len(turns) else turn.period.until
        row = _turned(turn, lots, deficit, following)
        rows.append(row)
        lots, deficit = row.rolled_out, row.deficit_out
    return tuple(rows)


def _begun(turn: Turn) -> date:
    return turn.first or turn.period.first


def _turned(turn: Turn, rolled_in: tuple[Lot, ...], deficit_in: Decimal, following: date) -> Ledger:
    """Return one period's row; ``following`` is the first day of the next one.

    Lots stand in the order in which they were left over, this period's own last.
    """
    period, allotted, adjusted, used, policy, _ = turn
    own = allotted + adjusted - deficit_in
    mine = Lot(period, own if own > 0 else ZERO, _lapses(period, policy.rollover))
    lots = (*rolled_in, mine)
    taken, beyond = _taken(lots, used if own > 0 else used - own, policy.order)
    kept, expired = _carried(lots, taken, policy.rollover, allotted, following)
    return Ledger(
        period=period,
        allotted=allotted,
        adjusted=adjusted,
        rolled_in=rolled_in,
        deficit_in=deficit_in,
        used=used,
        drawn=tuple([Lot(o, out, u) for (o, _, u), out in zip(lots, taken, strict=True) if out]),
        billed=beyond if policy.deficit == "bill" else ZERO,
        absorbed=beyond if policy.deficit == "absorb" else ZERO,
        deficit_out=beyond if policy.deficit == "carry" else ZERO,
        expired=expired,
        rolled_out=kept,
    )


def _lapses(period: Period, rollover: Rollover) -> date | None:
    """Return the day from which what is left of a period is lost; None when it never is."""
    return None if rollover.months is None else add_months(period.until, rollover.months)


def _taken(lots: Sequence[Lot], demand: Decimal, order: str) -> tuple[list[Decimal], Decimal]:
    """Return what is used of each lot, and what no lot is left for."""
    taken = [ZERO] * len(lots)
    for index in _in_order(lots, order):
        if not demand:
            break
        amount = lots[index].amount
        taken[index] = amount if amount < demand else demand
        demand -= taken[index]
    return taken, demand


def _in_order(lots: Sequence[Lot], order: str) -> Sequence[int]:
    """Return lots by number as they are used up; the last one is this period's own.

    ``oldest first`` goes by origin alone, ``rollover first`` by what lapses first; they differ
    only where the expiry was changed on the way.
    """
    own = len(lots) - 1
    if order == "allotment first":
        return (own, *range(own))
    if order == "rollover first":
        return (*sorted(range(own), key=lambda n: lots[n].until or date.max), own)
    return range(len(lots))


def _carried(
    lots: Sequence[Lot],
    taken: Sequence[Decimal],
    rollover: Rollover,
    allotted: Decimal,
    following: date,
) -> tuple[tuple[Lot, ...], tuple[Lot, ...]]:
    """Return what goes on to the next period, and what is lost by age or above the cap."""
    kept: list[Lot] = []
    lost: list[Lot] = []
    room = _room(rollover, allotted)
    for (origin, amount, until), out in zip(reversed(lots), reversed(taken), strict=True):
        left = amount - out
        if not left:
            continue
        on = left if room is None or left < room else room
        if until is not None and until <= following:
            on = ZERO
        if on:
            kept.append(Lot(origin, on, until))
            room = None if room is None else room - on
        if left > on:
            lost.append(Lot(origin, left - on, until))
    return tuple(reversed(kept)), tuple(reversed(lost))


def _room(rollover: Rollover, allotted: Decimal) -> Decimal | None:
    caps = [] if rollover.cap is None else [rollover.cap]
    caps += [] if rollover.share is None else [max(allotted, ZERO) * rollover.share]
    return min(caps, default=None)
