"""Shares of a retainer that were passed, and pace that leads past its end: who is to be told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from toolkit.config import Config
from toolkit.model import Tracker, name_key
from toolkit.retainers.burn import Burn, BurnRow
from toolkit.retainers.projection import crossings
from toolkit.retainers.wording import amount, percent

__all__ = ["BurnAlert", "alerts_of"]


@dataclass(frozen=True, slots=True)
class BurnAlert:
    """One crossing in one period; a person is to be told of it once."""

    row: BurnRow
    crossing: str
    """``50 %``, ``100 %`` or ``pace``: with retainer and period, what tells it from others."""
    on: date
    """The day it was passed; the day asked for where it is the pace."""
    message: str
    to: tuple[str, ...]
    """The client's owners and supervisors."""


def alerts_of(burn: Burn, tracker: Tracker, config: Config) -> tuple[BurnAlert, ...]:
    """Return the alerts of the periods that hold the day asked for, by retainer, then by share.

    Source: domain, section 5: on crossing each of ``burn.alerts_at``, and on a pace above
    ``burn.pace_above`` once ``burn.pace_after`` of the period has gone.
    """
    names = {name_key(p.initials): p.name for p in tracker.people if p.initials and p.name}
    told = {
        name_key(account.client): tuple(
            dict.fromkeys(
                names.get(name_key(who), who) for who in (*account.owner, *account.supervisor)
            )
        )
        for account in tracker.accounts
    }
    return tuple(
        alert
        for row in burn.current()
        if row.span.period.first <= burn.as_of <= row.span.through
        for alert in _alerts(row, burn, config, told.get(name_key(row.agreement.client), ()))
    )


def _alerts(row: BurnRow, burn: Burn, config: Config, to: tuple[str, ...]) -> Iterator[BurnAlert]:
    settings, ledger = config.burn, row.ledger
    if ledger.available <= 0 and (ledger.used or ledger.deficit_in):
        message = (
            f"{row.agreement.name} has nothing left for {ledger.period.label}: "
            f"{amount(ledger.available, row.agreement)} were available"
        )
        yield BurnAlert(row, "100 %", row.span.first, message, to)
    for share, on in crossings(row.used_by_day(), ledger.available, settings.alerts_at):
        message = (
            f"{row.agreement.name} had used {percent(share)} of "
            f"{amount(ledger.available, row.agreement)} for {ledger.period.label} on {on}"
        )
        yield BurnAlert(row, percent(share), on, message, to)
    pace = row.pace(burn.calendar)
    due = pace.elapsed is not None and pace.elapsed >= settings.pace_after
    if due and pace.pace is not None and pace.pace > settings.pace_above:
        message = (
            f"{row.agreement.name} is used {pace.pace:.2f} times as fast as {ledger.period.label} "
            f"goes by: {percent(pace.burn)} after {percent(pace.elapsed)} of its working days"
        )
        yield BurnAlert(row, "pace", burn.as_of, message, to)
