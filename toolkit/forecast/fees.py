"""What retainers pay by calendar month: fee, cycle, start, end, pauses and changed terms.

The meaning is the burn's own; it is kept here because forecast and retainers stand side by side.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from toolkit.config import Config, RetainerConfig
from toolkit.forecast.fiscal import month_after, month_end
from toolkit.forecast.streams import Span
from toolkit.model import Retainer, name_key
from toolkit.money import from_minor, split, to_minor
from toolkit.workdays import Workdays, days

__all__ = ["cycle_of", "fee_spans", "policy_of"]

MONTHS = {"month": 1, "quarter": 3, "year": 12}
WORDS = {
    **dict.fromkeys(("month", "monthly", "months", "pcm", "per month", "a month"), "month"),
    **dict.fromkeys(("quarter", "quarterly", "per quarter"), "quarter"),
    **dict.fromkeys(("year", "yearly", "annual", "annually", "per year", "pa", "p.a."), "year"),
    **dict.fromkeys(("week", "weekly", "per week"), "week"),
}


@dataclass(frozen=True, slots=True)
class Fee:
    """A fee per cycle, and the days it holds."""

    amount: Decimal
    first: date
    through: date


def policy_of(client: str | None, config: Config) -> RetainerConfig:
    """Return the ``[retainers]`` entry of a client, or an empty one."""
    for name, policy in config.retainers.items():
        if name_key(name) == name_key(client):
            return policy
    return RetainerConfig()


def cycle_of(retainer: Retainer, config: Config) -> str | None:
    """Return week, month, quarter or year; None for a word that is none of them."""
    if retainer.period:
        return WORDS.get(name_key(retainer.period).removeprefix("/"))
    cycle = policy_of(retainer.client, config).cycle or config.burn.policy.cycle or "month"
    return cycle if cycle in WORDS else None


def fee_spans(
    retainer: Retainer,
    config: Config,
    first: date,
    through: date,
    calendar: Workdays,
    currency: str,
) -> tuple[Span, ...]:
    """Return what a retainer pays in each of its months (or weeks) between two days.

    A quarter or year is paid in equal months that tie to it. A part of a month pays its share of
    the days, by the policy's proration: working days unless it says otherwise.
    """
    cycle = cycle_of(retainer, config)
    policy = policy_of(retainer.client, config)
    proration = policy.proration or config.burn.policy.proration or "working days"
    paused = frozenset(_paused(policy.pauses))
    spans = []
    for fee in _fees(retainer, policy, through):
        for begin, end, amount in _cycles(fee, cycle or "month", max(fee.first, first), currency):
            if begin > min(through, fee.through):
                break
            if not paused and fee.first <= begin and end <= fee.through:
                spans.append(Span(begin, end, amount, working=False))
                continue
            covered = [
                day
                for day in days(max(begin, fee.first), min(end, fee.through))
                if day not in paused
            ]
            if covered:
                share = _share(covered, begin, end, proration, calendar)
                paid = from_minor(to_minor(amount * share, currency), currency)
                spans.append(Span(covered[0], covered[-1], paid, working=False))
    return tuple(spans)


def _fees(retainer: Retainer, policy: RetainerConfig, through: date) -> Iterator[Fee]:
    """Yield the fee of the sheet, then what changed terms make of it."""
    start, end = retainer.start or date.min, retainer.end or date.max
    changes = sorted((t for t in policy.terms if t.fee is not None), key=lambda t: t.start)
    if retainer.fee is None:
        start = date.min
    changes = [t for t in changes if start < t.start <= min(end, through)]
    ends = [t.start - timedelta(days=1) for t in changes]
    if retainer.fee is not None:
        yield Fee(retainer.fee, start, min([end, *ends[:1]]))
    for n, terms in enumerate(changes):
        last = min([end, terms.end or date.max, *ends[n + 1 : n + 2]])
        yield Fee(terms.fee or Decimal(0), terms.start, last)


def _cycles(
    fee: Fee, cycle: str, first: date, currency: str
) -> Iterator[tuple[date, date, Decimal]]:
    """Yield (first day, last day, full amount) of each month, or week, from a day on, for ever."""
    if cycle == "week":
        weekly = from_minor(to_minor(fee.amount, currency), currency)
        monday = first - timedelta(days=first.weekday())
        while True:
            yield monday, monday + timedelta(days=6), weekly
            monday += timedelta(days=7)
    length = MONTHS[cycle]
    parts = split(to_minor(fee.amount, currency), [1] * length)
    month = first.replace(day=1)
    while True:
        yield month, month_end(month), from_minor(parts[(month.month - 1) % length], currency)
        month = month_after(month, 1)


def _share(
    covered: list[date], begin: date, end: date, proration: str, calendar: Workdays
) -> Decimal:
    whole = days(begin, end)
    if proration == "full" or len(covered) == len(whole):
        return Decimal(1)
    if proration == "none":
        # The policy's own word for a part of a period that pays nothing.
        return Decimal(0)
    if proration == "working days":
        worked = sum(map(calendar.is_workday, whole))
        if worked:
            return Decimal(sum(map(calendar.is_workday, covered))) / worked
    return Decimal(len(covered)) / len(whole)


def _paused(texts: tuple[str, ...]) -> Iterator[date]:
    for text in texts:
        first, _, last = text.partition("..")
        yield from days(date.fromisoformat(first), date.fromisoformat(last or first))
