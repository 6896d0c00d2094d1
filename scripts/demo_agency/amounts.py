"""What the jobs cost: estimates that the hours fit in, change orders, and the invoices."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from scripts.demo_agency.chance import Chance
from scripts.demo_agency.days import AS_OF, LAST_BOOKED, days_through, working_day_after
from scripts.demo_agency.plans import JobPlan
from scripts.demo_agency.records import NOWHERE
from toolkit.model import ChangeOrder, TimeEntry

__all__ = ["Costing", "Instalment", "costings", "numbered_orders", "rounded"]

ZERO = Decimal(0)
LARGE = Decimal(8000)
"""From here on a job is invoiced in instalments."""
ROOM = Decimal("0.88")
"""The share of a budget that hours may have used when a job is done."""


@dataclass(frozen=True, slots=True)
class Instalment:
    """A part of a job's budget, and the day it is invoiced."""

    on: date
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Costing:
    """A job's money: what its hours are worth, its estimate and changes, its instalments."""

    plan: JobPlan
    value: Decimal
    estimate: Decimal
    orders: tuple[ChangeOrder, ...]
    instalments: tuple[Instalment, ...]

    @property
    def budget(self) -> Decimal:
        """The estimate and the signed change orders."""
        signed = (o.fee_delta for o in self.orders if o.signed_on and o.fee_delta)
        return sum(signed, self.estimate)


def costings(plans: tuple[JobPlan, ...], hours: tuple[TimeEntry, ...]) -> tuple[Costing, ...]:
    """Return the money of every job, in the order of the plans."""
    values: defaultdict[str | int, Decimal] = defaultdict(Decimal)
    for entry in hours:
        if entry.job is not None:
            values[entry.job] += (entry.hours or ZERO) * (entry.rate or ZERO)
    return numbered_orders([_costing(plan, values) for plan in plans])


def _costing(plan: JobPlan, values: Mapping[str | int, Decimal]) -> Costing:
    chance = Chance(f"amounts {plan.number}")
    value = values.get(plan.number, ZERO)
    if plan.is_retainer:
        return _retainer_costing(plan, value)
    budget = _budget(plan, value, chance)
    orders = tuple(_orders(plan, budget, chance))
    signed = sum((o.fee_delta for o in orders if o.signed_on and o.fee_delta), ZERO)
    return Costing(plan, value, budget - signed, orders, tuple(_instalments(plan, budget, chance)))


def rounded(amount: Decimal, step: int) -> Decimal:
    """Return the amount rounded up to whole steps."""
    return -(-amount // step) * step


def _budget(plan: JobPlan, value: Decimal, chance: Chance) -> Decimal:
    """Return a budget the hours fit in; for a running job, with room for what is still to come."""
    if not value:
        return Decimal(chance.between(30, 180) * 100)
    share = ROOM - Decimal(chance.between(0, 12)) / 100
    if plan.end >= AS_OF:
        total = len(list(days_through(plan.start, plan.end)))
        gone = len(list(days_through(plan.start, LAST_BOOKED)))
        share *= max(Decimal(gone) / total, Decimal("0.2"))
    return max(rounded(value / share, 50), Decimal(950))


def _retainer_costing(plan: JobPlan, value: Decimal) -> Costing:
    months = [date(plan.start.year, month, 1) for month in range(1, 13)]
    billed = [m for m in months if m < AS_OF]
    fee = rounded(value * Decimal("1.04") / len(billed), 100)
    first = (working_day_after(max(m, plan.start), 0) for m in billed)
    return Costing(plan, value, fee * 12, (), tuple(Instalment(day, fee) for day in first))


def _orders(plan: JobPlan, budget: Decimal, chance: Chance) -> Iterator[ChangeOrder]:
    """Return no, one or two change orders; the last days' may wait for a signature."""
    last = min(plan.end, LAST_BOOKED)
    if plan.is_cancelled or budget < 3000 or not chance.likely(0.2):
        return
    for _ in range(chance.pick((1, 1, 2))):
        on = working_day_after(plan.start, chance.between(4, 16))
        if on > last:
            return
        yield _order(plan, on, budget, chance)


def _order(plan: JobPlan, on: date, budget: Decimal, chance: Chance) -> ChangeOrder:
    what, hours = chance.pick(CHANGES[plan.type])
    fee = rounded(budget * chance.between(4, 11) / 100, 25)
    fee = -fee if hours < 0 else fee
    signed: date | None = working_day_after(on, chance.between(1, 3))
    if signed and signed > LAST_BOOKED:
        signed = None
    contact = chance.pick(plan.client.contacts)
    return ChangeOrder(
        NOWHERE,
        0,
        job=plan.number,
        requested_by=contact.name,
        on=on,
        source_of_request="Change form",
        what=what,
        hours_delta=Decimal(hours),
        fee_delta=fee,
        new_due=plan.end if fee > 0 and chance.likely(0.3) else None,
        signed_by=plan.client.contacts[0].name if signed else None,
        signed_on=signed,
        distributed_to=(plan.owner.initials, *(p.initials for p in plan.team[2:5])),
        verbal_confirmed_by=contact.name,
        verbal_confirmed_on=on,
    )


CHANGES: Mapping[str, tuple[tuple[str, int], ...]] = {
    # what is changed, and the hours it takes
    "Campaign": (
        ("Extra social sizes", 10),
        ("Second round of retouching", 12),
        ("Copy changes after legal review", 7),
        ("Drop outdoor format", -8),
    ),
    "Digital": (("Welsh language version", 16), ("New product added to range page", 8)),
    "Film": (("Re-cut to 20 seconds", 14), ("Subtitles in three languages", 9)),
    "Print": (("Additional A4 insert", 9), ("Stock photography in place of shoot", -6)),
    "Event": (("Second stand wall", 12), ("Staff briefing on site", 8)),
    "Media": (("Extended media plan by two weeks", 11), ("Two more regional titles", 5)),
    "Research": (("Two more focus groups", 20), ("Extra question round", 8)),
    "Brand": (("Icons for the app", 14), ("Templates for presentations", 10)),
}


def numbered_orders(costed: list[Costing]) -> tuple[Costing, ...]:
    """Return the costings with their change orders numbered without a gap, by date."""
    orders = [o for costing in costed for o in costing.orders]
    orders.sort(key=lambda o: (o.on or AS_OF, str(o.job)))
    numbers = {id(order): f"CO-{101 + index}" for index, order in enumerate(orders)}
    return tuple(
        replace(c, orders=tuple(replace(o, number=numbers[id(o)]) for o in c.orders))
        for c in costed
    )


def _instalments(plan: JobPlan, budget: Decimal, chance: Chance) -> Iterator[Instalment]:
    """Return what has been invoiced so far: half first, most in the middle, the rest when done."""
    if plan.is_cancelled:
        return
    length = len(list(days_through(plan.start, plan.end)))
    days = [working_day_after(plan.end, chance.between(2, 7))]
    shares = [Decimal(1)]
    if budget >= LARGE or length > 30:
        days.insert(0, working_day_after(plan.start, 2))
        shares = [Decimal("0.5"), Decimal("0.5")]
        if length > 26:
            days.insert(1, working_day_after(plan.start, 24))
            shares = [Decimal("0.5"), Decimal("0.4"), Decimal("0.1")]
    left = budget
    for day, share in zip(days, shares, strict=True):
        amount = left if day == days[-1] else (budget * share).quantize(Decimal(1))
        left -= amount
        if day <= LAST_BOOKED:
            yield Instalment(day, amount)
