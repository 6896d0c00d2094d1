"""A retainer's arithmetic, line by line, with the cells its figures come from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from toolkit.retainers.agreement import calendar_days, covered_days
from toolkit.retainers.burn import BurnRow
from toolkit.retainers.ledger import Lot
from toolkit.retainers.policy import NO_ROLLOVER
from toolkit.retainers.projection import Calendar
from toolkit.retainers.wording import amount, hours, money, percent, rows_of, signed

__all__ = ["Line", "explained"]


@dataclass(frozen=True, slots=True)
class Line:
    """One step: its name, the sum with its result, and where it comes from."""

    name: str
    sum: str
    cells: tuple[str, ...] = ()


def explained(row: BurnRow, calendar: Calendar) -> tuple[Line, ...]:
    """Return every step from the agreed hours to what is due, in the order they are worked out."""
    return (
        *_given(row, calendar),
        *_used(row),
        *_rest(row),
        *_ahead(row, calendar),
        *_paid(row),
    )


def _given(row: BurnRow, calendar: Calendar) -> Iterator[Line]:
    ledger, agreement = row.ledger, row.agreement
    for portion in row.span.portions:
        terms = portion.terms
        agreed = (terms.fee if agreement.in_money else terms.hours) or Decimal(0)
        whole = agreed if agreement.in_money else agreed * 60
        by_days = terms.policy.proration == "calendar days"
        count = calendar_days if by_days else calendar.count
        kind = "calendar days" if by_days else "working days"
        text = f"{amount(whole, agreement)} a {terms.policy.cycle}"
        if terms.policy.cycle != "to date" and terms.policy.proration not in ("full", "none"):
            one = type(row.span)(row.span.period, (portion,))
            covered = covered_days(agreement, one, portion.through, count)
            text += f" × {covered} of {count(*row.span.period)} {kind}"
        else:
            text += f", proration: {terms.policy.proration}"
        cell = "fee" if agreement.in_money else "hours"
        place = terms.record.place(cell) if terms.record else terms.place
        yield Line("agreed", text, (str(place),))
    yield Line("allotted", f"= {amount(ledger.allotted, agreement)}")
    for lot in ledger.rolled_in:
        yield Line("rolled in", f"{signed(lot.amount, agreement)} {_from(lot)}")
    for change in row.adjustments:
        text = f"{signed(change.amount, agreement)} {change.reason} ({change.on})"
        yield Line("adjusted", text, (str(change.place),))
    if ledger.deficit_in:
        yield Line("deficit carried in", signed(-ledger.deficit_in, agreement))
    yield Line("available", f"= {amount(ledger.available, agreement)}")


def _from(lot: Lot) -> str:
    lapses = f", lapses {lot.until}" if lot.until else ""
    return f"left of {lot.origin.label}{lapses}"


def _used(row: BurnRow) -> Iterator[Line]:
    counted = row.span.policy.counts
    kind = "" if counted == "all" else f" {counted}"
    text = f"{amount(row.ledger.used, row.agreement)} in {len(row.entries)}{kind} entries"
    yield Line("used", text, rows_of(row.entries))
    for lot in row.ledger.drawn:
        own = lot.origin == row.ledger.period
        source = "this period's own" if own else f"what was left of {lot.origin.label}"
        yield Line("  of it", f"{amount(lot.amount, row.agreement)} from {source}")


def _rest(row: BurnRow) -> Iterator[Line]:
    ledger, agreement = row.ledger, row.agreement
    yield Line(
        "left",
        f"{amount(ledger.available, agreement)} − {amount(ledger.used, agreement)} = "
        f"{amount(ledger.left, agreement)}",
    )
    so_far = " if it ended now" if row.is_open else ""
    for name, value in (
        ("overage billed", ledger.billed),
        ("overage absorbed", ledger.absorbed),
        ("deficit carried on", ledger.deficit_out),
    ):
        if value:
            yield Line(name, amount(value, agreement) + so_far)
    for lot in ledger.expired:
        why = _why_lost(lot, row)
        yield Line(
            "expired",
            f"{amount(lot.amount, agreement)} left of {lot.origin.label}, {why}{so_far}",
        )
    for lot in ledger.rolled_out:
        yield Line("rolled on", f"{amount(lot.amount, agreement)} {_from(lot)}{so_far}")


def _why_lost(lot: Lot, row: BurnRow) -> str:
    if row.span.policy.rollover == NO_ROLLOVER:
        return "for nothing rolls over"
    too_old = lot.until is not None and lot.until <= row.ledger.period.until
    return f"lapsed {lot.until}" if too_old else "above the cap of the rollover"


def _ahead(row: BurnRow, calendar: Calendar) -> Iterator[Line]:
    pace, ledger, agreement = row.pace(calendar), row.ledger, row.agreement
    used, available = amount(ledger.used, agreement), amount(ledger.available, agreement)
    yield Line("burn", f"{used} / {available} = {percent(pace.burn, 2)}")
    if pace.days:
        elapsed = f"{pace.days_gone} of {pace.days} working days = {percent(pace.elapsed, 2)}"
        yield Line("elapsed", elapsed)
    if pace.pace is not None:
        text = f"{percent(pace.burn, 2)} / {percent(pace.elapsed, 2)} = {pace.pace:.2f}"
        yield Line("pace", text)
    if row.is_open and pace.projected is not None:
        text = f"{used} / {pace.days_gone} × {pace.days} = {amount(pace.projected, agreement)}"
        yield Line("projected by working day", text)
    if row.is_open and pace.straight is not None:
        yield Line("projected by calendar day", amount(pace.straight, agreement))
    if pace.scheduled is not None:
        text = f"{amount(pace.scheduled, agreement)} with what is booked ahead"
        yield Line("scheduled", text, rows_of(row.ahead))
    if pace.exhausted_on:
        yield Line("used up" if pace.is_exhausted else "will be used up", f"{pace.exhausted_on}")


def _paid(row: BurnRow) -> Iterator[Line]:
    worth, agreement = row.worth, row.agreement
    yield Line("fee", "unknown" if worth.fee is None else money(worth.fee, worth.currency))
    if worth.overage_fee:
        policy = row.span.policy
        by_role = bool(policy.overage_rates) and not agreement.in_money
        rate = None if by_role or agreement.in_money else policy.overage_rate
        at = "" if rate is None else f" × {money(rate, worth.currency)}"
        at = ", by the roles' rates and hours" if by_role else at
        text = f"{amount(row.ledger.billed, agreement)}{at} = "
        yield Line("overage fee", text + money(worth.overage_fee, worth.currency))
        if worth.due is not None:
            yield Line("due", f"= {money(worth.due, worth.currency)}")
    yield Line("at the rate card", _at_rates(row))
    if worth.fee is not None and worth.given_away is not None:
        text = f"{money(worth.at_rates, worth.currency)} − {money(worth.fee, worth.currency)} = "
        yield Line("given away", text + money(worth.given_away, worth.currency))
    if worth.due is not None and worth.not_billed is not None and worth.overage_fee:
        text = f"{money(worth.at_rates, worth.currency)} − {money(worth.due, worth.currency)} = "
        yield Line("not billed", text + money(worth.not_billed, worth.currency))
    if worth.fee is not None and worth.effective_rate is not None:
        text = f"{money(worth.fee, worth.currency)} / {hours(worth.hours)} = "
        yield Line(
            "effective rate", text + f"{money(worth.effective_rate, worth.currency)} an hour"
        )
    if worth.realisation is not None:
        yield Line("realisation", percent(worth.realisation, 1))


def _at_rates(row: BurnRow) -> str:
    worth = row.worth
    if not worth.unpriced:
        return money(worth.at_rates, worth.currency)
    if worth.unpriced == worth.hours and not worth.at_rates:
        return f"unknown: {hours(worth.unpriced)} without a rate"
    return f"{money(worth.at_rates, worth.currency)}, and {hours(worth.unpriced)} without a rate"
