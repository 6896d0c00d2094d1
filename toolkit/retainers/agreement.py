"""A retainer as it was agreed: its terms over time, and the periods they make."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from toolkit.currency import minor_unit
from toolkit.model import Retainer, name_key
from toolkit.retainers.amounts import MINUTE, nearest
from toolkit.retainers.periods import DAY, FOREVER, Period, period_at
from toolkit.retainers.policy import Policy
from toolkit.retainers.scope import EVERYTHING, Scope
from toolkit.table import Place

__all__ = [
    "Adjustment",
    "Agreement",
    "CountDays",
    "Portion",
    "Span",
    "Terms",
    "allotted",
    "calendar_days",
    "covered_days",
    "days_of",
    "spans_of",
]

CountDays = Callable[[date, date], int]
"""Working days from a day through another, both included."""


@dataclass(frozen=True, slots=True)
class Adjustment:
    """Minutes or money given (or taken, below 0) in the period of a day, and why."""

    on: date
    amount: Decimal
    reason: str
    place: Place


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds from a day through another."""

    first: date
    through: date
    """date.max while it runs until further notice."""
    hours: Decimal | None
    fee: Decimal | None
    policy: Policy
    place: Place
    record: Retainer | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """One retainer of one client: terms that follow one another, for one scope, in one unit."""

    client: str
    terms: tuple[Terms, ...]
    """In order, without overlap; a gap is a time without a retainer."""
    currency: str
    scope: Scope = EVERYTHING
    label: str = ""
    """What tells it from the client's other retainers, where there are any."""
    names: frozenset[str] = frozenset()
    """Further client names under which its hours are booked, as names are compared."""
    adjustments: tuple[Adjustment, ...] = ()
    pauses: tuple[tuple[date, date], ...] = ()

    @property
    def name(self) -> str:
        """Client, and what tells it from the client's other retainers."""
        return f"{self.client} ({self.label})" if self.label else self.client

    @property
    def key(self) -> str:
        """What tells it from every other agreement, also next month."""
        return f"{name_key(self.client)}|{self.scope}|{self.unit}|{self.terms[0].first}"

    @property
    def in_money(self) -> bool:
        """Burnt in money at the rate card, because no hours were agreed."""
        return self.terms[0].hours is None

    @property
    def unit(self) -> str:
        """``hours``, or the currency."""
        return self.currency if self.in_money else "hours"

    def paused(self, day: date) -> bool:
        """Whether the retainer rests on a day."""
        return any(first <= day <= through for first, through in self.pauses)


@dataclass(frozen=True, slots=True)
class Portion:
    """The days of a period on which the same terms hold, both included."""

    first: date
    through: date
    terms: Terms


@dataclass(frozen=True, slots=True)
class Span:
    """A period of an agreement, with the portions of it that terms cover."""

    period: Period
    portions: tuple[Portion, ...]

    @property
    def first(self) -> date:
        """The first day covered."""
        return self.portions[0].first

    @property
    def through(self) -> date:
        """The last day covered."""
        return self.portions[-1].through

    @property
    def policy(self) -> Policy:
        """The policy at the period's end, which decides what becomes of the rest."""
        return self.portions[-1].terms.policy

    def covers(self, day: date) -> bool:
        """Whether terms hold on a day."""
        return any(portion.first <= day <= portion.through for portion in self.portions)


def spans_of(agreement: Agreement, through: date) -> tuple[Span, ...]:
    """Return the periods that begin through a day, in order; each whole, also when it runs on."""
    spans: list[Span] = []
    start = agreement.terms[0].first
    for terms in agreement.terms:
        policy = terms.policy
        counted_from = start if policy.anchor == "start" else None
        if policy.cycle == "to date":
            counted_from = terms.first
        day = terms.first
        while day <= min(terms.through, through):
            period = period_at(day, policy.cycle, counted_from, terms.through)
            portion = Portion(day, min(period.through, terms.through), terms)
            if spans and spans[-1].period == period:
                spans[-1] = Span(period, (*spans[-1].portions, portion))
            else:
                spans.append(Span(period, (portion,)))
            if portion.through == FOREVER:
                break
            day = portion.through + DAY
    return tuple(spans)


def covered_days(agreement: Agreement, span: Span, through: date, count: CountDays) -> int:
    """Return the days of a period that terms cover through a day, without pauses."""
    return sum(
        days_of(agreement, portion.first, min(portion.through, through), count)
        for portion in span.portions
        if portion.first <= through
    )


def allotted(agreement: Agreement, span: Span, count: CountDays, *, fee: bool = False) -> Decimal:
    """Return what a period gives: minutes, or money (``fee``), prorated and rounded once.

    Source: domain, section 5: H × prorate. Under ``full`` and ``none`` the terms of the first
    covered day decide. A period without a working day is prorated by calendar days.

    40 hours from 16 July 2026 in the US are 12 of 22 working days: 21 h 49 min.
    """
    terms = span.portions[0].terms
    unit = minor_unit(agreement.currency) if fee else MINUTE
    if (span.portions[0].first, span.portions[0].through) == span.period and not agreement.pauses:
        return _whole(terms, fee, unit)
    exact = Fraction(0)
    if terms.policy.cycle == "to date" or terms.policy.proration == "full":
        exact = _amount(terms, fee)
    elif terms.policy.proration == "none":
        exact = _amount(terms, fee) if _is_whole(agreement, span) else exact
    else:
        for portion in span.portions:
            exact += _amount(portion.terms, fee) * _share(agreement, span.period, portion, count)
    return nearest(exact, unit)


def _whole(terms: Terms, fee: bool, unit: Decimal) -> Decimal:
    amount = terms.fee if fee else terms.hours
    return _rounded(amount or Decimal(0), 1 if fee else 60, unit)


@functools.cache
def _rounded(amount: Decimal, times: int, unit: Decimal) -> Decimal:
    return nearest(Fraction(amount) * times, unit)


def _amount(terms: Terms, fee: bool) -> Fraction:
    return Fraction(terms.fee or 0) if fee else Fraction(terms.hours or 0) * 60


def _is_whole(agreement: Agreement, span: Span) -> bool:
    return days_of(agreement, span.first, span.through, calendar_days) == calendar_days(
        *span.period
    )


def _share(agreement: Agreement, period: Period, portion: Portion, count: CountDays) -> Fraction:
    if portion.terms.policy.proration == "calendar days" or not count(*period):
        count = calendar_days
    covered = days_of(agreement, portion.first, portion.through, count)
    return Fraction(covered, count(*period))


def days_of(agreement: Agreement, first: date, through: date, count: CountDays) -> int:
    """Return the days from one through another, both included, without pauses."""
    rest = 0
    for start, end in agreement.pauses:
        if start <= through and end >= first:
            rest += count(max(start, first), min(end, through))
    return count(first, through) - rest


def calendar_days(first: date, through: date) -> int:
    """Return how many days lie from a day through another, both included."""
    return (through - first).days + 1
