"""What each product of a client was to cost, was billed, and took."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from toolkit.model import Job, Status, Tracker, id_key, name_key
from toolkit.retainers.amounts import rounded
from toolkit.retainers.burn import Burn

__all__ = ["ProductRecap", "product_recaps"]

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class ProductRecap:
    """One product of one client; money in ``currency``."""

    client: str
    product: str
    currency: str
    jobs: int
    budget: Decimal
    """The jobs' current budgets: signed estimates and signed change orders, as the list has them;
    the estimate where it has no budget."""
    billed: Decimal
    minutes: Decimal
    at_rates: Decimal
    unpriced: Decimal
    """Minutes without a known rate, which ``at_rates`` lacks."""


def product_recaps(
    tracker: Tracker, burn: Burn, first: date, through: date
) -> tuple[ProductRecap, ...]:
    """Return every client's products, by client and product.

    Budgets and bills are of all jobs but cancelled ones; hours are of the days, ends included.
    """
    groups: dict[tuple[str, str, str], list[Job]] = {}
    names: dict[tuple[str, str, str], tuple[str, str]] = {}
    group_of: dict[str, tuple[str, str, str]] = {}
    for job in tracker.jobs:
        if not job.client or not job.product or job.status is Status.CANCELLED:
            continue
        currency = (job.currency or burn.card.currency).upper()
        group = name_key(job.client), name_key(job.product), currency
        groups.setdefault(group, []).append(job)
        names.setdefault(group, (job.client, job.product))
        if number := id_key(job.number):
            group_of[number] = group
    hours = _hours(tracker, burn, group_of, first, through)
    nothing = [ZERO, ZERO, ZERO]
    return tuple(
        ProductRecap(
            *names[group],
            currency=group[2],
            jobs=len(jobs),
            budget=sum((_budget(job) for job in jobs), ZERO),
            billed=sum((job.billed or ZERO for job in jobs), ZERO),
            minutes=hours.get(group, nothing)[0],
            at_rates=rounded(hours.get(group, nothing)[1] / 60, group[2]),
            unpriced=hours.get(group, nothing)[2],
        )
        for group, jobs in sorted(groups.items())
    )


def _budget(job: Job) -> Decimal:
    return next((value for value in (job.budget, job.estimate) if value is not None), ZERO)


def _hours(
    tracker: Tracker,
    burn: Burn,
    group_of: dict[str, tuple[str, str, str]],
    first: date,
    through: date,
) -> dict[tuple[str, str, str], list[Decimal]]:
    """Return group → minutes, minutes × rate, minutes without a rate."""
    sums: dict[tuple[str, str, str], list[Decimal]] = {}
    for entry in tracker.hours:
        group = group_of.get(id_key(entry.job))
        if group is None or not entry.date or not first <= entry.date <= through:
            continue
        worked = burn.minutes[entry.hours] or ZERO
        rate = burn.card.sold_at(entry, group[2])
        found = sums.setdefault(group, [ZERO, ZERO, ZERO])
        found[0] += worked
        found[1] += worked * (rate or ZERO)
        found[2] += worked if rate is None else ZERO
    return sums
