"""Hours against retainers: every agreement's ledger through a day, and what leads on from it."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from toolkit.collector import collector_resting
from toolkit.config import Config
from toolkit.model import Finding, TimeEntry, Tracker
from toolkit.retainers.agreement import (
    Adjustment,
    Agreement,
    CountDays,
    Span,
    allotted,
)
from toolkit.retainers.agreements import agreements_of
from toolkit.retainers.amounts import rounded
from toolkit.retainers.hours import Account, Minutes, Shelf, assign
from toolkit.retainers.ledger import Ledger, Turn, ledger_of
from toolkit.retainers.projection import Calendar, Pace, pace_of
from toolkit.retainers.routes import Aside
from toolkit.retainers.suspects import suspects
from toolkit.retainers.worth import RateCard, Worth, minutes_by_role, worth_of
from toolkit.workdays import Workdays

__all__ = ["Burn", "BurnRow", "burn_of"]

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class BurnRow:
    """One period of one retainer, with the entries its figures come from."""

    agreement: Agreement
    span: Span
    ledger: Ledger
    fee: Decimal
    """The fee of the period, prorated; terms without one add nothing (``is_fee_known``)."""
    entries: Sequence[TimeEntry]
    ahead: Sequence[TimeEntry]
    """Entries already booked for days after the one asked for."""
    adjustments: tuple[Adjustment, ...]
    minutes: Minutes
    card: RateCard
    as_of: date

    @property
    def is_open(self) -> bool:
        """The period runs on after the day asked for."""
        return self.span.through > self.as_of

    @property
    def is_fee_known(self) -> bool:
        """All terms of the period give a fee, if only 0."""
        return all(portion.terms.fee is not None for portion in self.span.portions)

    @property
    def worth(self) -> Worth:
        """The period in money."""
        fee = self.fee if self.is_fee_known else None
        return worth_of(
            self.agreement, self.span, self.ledger, fee, self.entries, self.minutes, self.card
        )

    def minutes_by_role(self) -> dict[str, Decimal]:
        """Return role, as names are compared → minutes."""
        return minutes_by_role(self.entries, self.minutes, self.card)

    def amount(self, entry: TimeEntry) -> Decimal:
        """Return what an entry uses up: exact minutes, or money before it is rounded."""
        worked = self.minutes[entry.hours] or ZERO
        if not self.agreement.in_money:
            return worked
        return worked * (self.card.sold_at(entry, self.agreement.currency) or ZERO) / 60

    def used_by_day(self) -> tuple[tuple[date, Decimal], ...]:
        """Return what was used on each day with entries, in order."""
        days: dict[date, Decimal] = {}
        for entry in self.entries:
            if entry.date:
                days[entry.date] = days.get(entry.date, ZERO) + self.amount(entry)
        return tuple(sorted(days.items()))

    def pace(self, calendar: Calendar) -> Pace:
        """Return where the period stands and ends."""
        return pace_of(
            self.agreement,
            self.span,
            self.ledger,
            self.as_of,
            calendar,
            used_by_day=self.used_by_day(),
            ahead=sum(map(self.amount, self.ahead), ZERO),
        )


@dataclass(frozen=True, slots=True)
class Burn:
    """Every retainer's rows through a day, in order of the agreements and their periods."""

    as_of: date
    rows: tuple[BurnRow, ...]
    findings: tuple[Finding, ...]
    aside: Mapping[Aside, Shelf]
    """The entries that count against no retainer, by reason; with the rows', all there are."""
    calendar: Calendar
    card: RateCard
    minutes: Minutes

    @property
    def is_partial(self) -> bool:
        """Some hours could not be counted, so that figures may be too low."""
        doubtful = (Aside.ABSURD, Aside.UNUSABLE, Aside.REFUSED)
        return any(self.aside[reason].entries for reason in doubtful)

    def current(self) -> tuple[BurnRow, ...]:
        """Return the row of each agreement that holds the day asked for, or its last one."""
        last = {row.agreement.key: row for row in self.rows}
        return tuple(last.values())


def burn_of(tracker: Tracker, config: Config, as_of: date) -> Burn:
    """Return every retainer's ledger at the end of a day.

    Bad rows become findings and the rest goes on; nothing is dropped: an entry is in exactly one
    row or stands aside with a reason. Raises ConfigError for a policy that cannot be.
    """
    with collector_resting():
        return _burnt(tracker, config, as_of)


def _burnt(tracker: Tracker, config: Config, as_of: date) -> Burn:
    workdays = Workdays.of(config)
    agreed = agreements_of(tracker, config)
    assigned = assign(
        tracker.hours,
        agreed.agreements,
        agreed.refused,
        as_of,
        jobs=tracker.jobs,
        people=tracker.people,
        most=config.checks.hours_a_day,
    )
    card = RateCard(tracker.rates, tracker.people, config.agency.currency)
    count = functools.cache(workdays.count)
    rows = [
        row
        for account in assigned.accounts
        for row in _rows(account, as_of, count, assigned.minutes, card)
    ]
    findings = (*agreed.findings, *suspects(tracker, assigned, agreed.agreements, config))
    return Burn(as_of, tuple(rows), findings, assigned.aside, workdays, card, assigned.minutes)


def _rows(
    account: Account, as_of: date, count: CountDays, minutes: Minutes, card: RateCard
) -> Iterable[BurnRow]:
    agreement = account.agreement
    changes = _adjustments(account)
    turns = [
        Turn(
            span.period,
            allotted(agreement, span, count, fee=agreement.in_money),
            sum((change.amount for change in changed), ZERO) if changed else ZERO,
            _used(agreement, shelf, minutes, card),
            span.policy,
            span.first,
        )
        for span, shelf, changed in zip(account.spans, account.shelves, changes, strict=True)
    ]
    for index, ledger in enumerate(ledger_of(turns)):
        span = account.spans[index]
        yield BurnRow(
            agreement,
            span,
            ledger,
            allotted(agreement, span, count, fee=True),
            account.shelves[index].entries,
            account.ahead.entries if index == len(turns) - 1 else (),
            changes[index],
            minutes,
            card,
            as_of,
        )


def _used(agreement: Agreement, shelf: Shelf, minutes: Minutes, card: RateCard) -> Decimal:
    """Return minutes, or money at the rate card rounded once."""
    if not agreement.in_money:
        return shelf.minutes
    exact = ZERO
    for entry in shelf.entries:
        exact += (minutes[entry.hours] or ZERO) * (card.sold_at(entry, agreement.currency) or ZERO)
    return rounded(exact / 60, agreement.currency)


def _adjustments(account: Account) -> list[tuple[Adjustment, ...]]:
    """Return each span's adjustments; those of a day in no span belong to the next one."""
    by_span: list[list[Adjustment]] = [[] for _ in account.spans]
    for change in sorted(account.agreement.adjustments, key=lambda a: a.on):
        index = next(
            (i for i, s in enumerate(account.spans) if change.on <= s.period.through), None
        )
        if index is not None:
            by_span[index].append(change)
    return [tuple(changes) for changes in by_span]
