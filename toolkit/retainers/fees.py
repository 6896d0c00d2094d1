"""What retainers are paid month by month: each period's fee, on the days it is paid for."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from toolkit.currency import minor_unit
from toolkit.money import from_minor, split, to_minor
from toolkit.retainers.agreement import (
    Agreement,
    CountDays,
    Portion,
    Span,
    Terms,
    allotted,
    calendar_days,
    days_of,
    spans_of,
)
from toolkit.retainers.periods import FOREVER, period_at

__all__ = ["FeeDue", "fees_due"]


class FeeDue(NamedTuple):
    """A part of one period's fee, and the days of one month (or week) it is paid for."""

    agreement: Agreement
    terms: Terms
    """Those of the days, with the record they were read from."""
    first: date
    through: date
    amount: Decimal
    """In the agreement's currency, rounded to its minor unit."""


def fees_due(
    agreements: Iterable[Agreement], first: date, through: date, count: CountDays
) -> Iterator[FeeDue]:
    """Yield the fee of each agreement for each of its months between two days, both included.

    A month is listed whole when it begins or ends outside of the days. The parts of a period tie
    to the fee its ledger shows (``BurnRow.fee``): a whole quarter or year is paid in equal months,
    a part of one by the days its proration counts. A block (``to date``) without an end is paid on
    its first day.

    9,000 a quarter from 1 May 2026, by calendar days: 61 of 91 days are 6,032.97, of which May
    gets 31 and June 30 of 61: 3,065.94 and 2,967.03.
    """
    count = functools.cache(count)
    for agreement in agreements:
        if any(terms.fee for terms in agreement.terms):
            for span in spans_of(agreement, through):
                if span.through >= first:
                    for due in _parts(agreement, span, count):
                        if due.first <= through and due.through >= first:
                            yield due


def _parts(agreement: Agreement, span: Span, count: CountDays) -> Iterator[FeeDue]:
    fee = allotted(agreement, span, count, fee=True)
    pieces = [piece for portion in span.portions for piece in _months(portion)]
    if len(pieces) == 1:
        (piece,) = pieces
        yield FeeDue(agreement, piece.terms, piece.first, piece.through, fee)
        return
    days = [_weight(agreement, span, piece, count) for piece in pieces]
    if not any(days):
        days = [_weight(agreement, span, piece, calendar_days) for piece in pieces]
    shares = split(to_minor(fee, agreement.currency), days)
    for piece, share in zip(pieces, shares, strict=True):
        amount = from_minor(share, agreement.currency)
        yield FeeDue(agreement, piece.terms, piece.first, piece.through, amount)


def _months(portion: Portion) -> Iterator[Portion]:
    """Yield the part of a portion in each calendar month, a period of a month or less as it is."""
    first, through, terms = portion.first, portion.through, portion.terms
    if through == FOREVER:
        yield Portion(first, first, terms)
        return
    policy = terms.policy
    if policy.cycle in ("week", "month"):
        yield portion
        return
    counted_from = terms.first if policy.anchor == "start" else None
    while first <= through:
        month = period_at(first, "month", counted_from)
        yield Portion(first, min(month.through, through), terms)
        first = month.until


def _weight(agreement: Agreement, span: Span, piece: Portion, count: CountDays) -> int:
    """Return a piece's part of the period's fee, in no unit: its days at the fee of its terms."""
    policy = piece.terms.policy
    whole = (span.first, span.through) == span.period and len(span.portions) == 1
    if whole and policy.cycle != "to date" and not agreement.pauses:
        return 1
    if policy.proration == "calendar days":
        count = calendar_days
    rate = 1 if policy.proration in ("full", "none") else piece.terms.fee or Decimal(0)
    days = days_of(agreement, piece.first, piece.through, count)
    return days * int(rate / minor_unit(agreement.currency))
