"""What is done once for each period and kept in the history: telling its alerts, closing it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from toolkit.actions.remembering import history_address
from toolkit.agency import Agency
from toolkit.retainers.alerts import BurnAlert, alerts_of
from toolkit.retainers.burn import Burn, BurnRow
from toolkit.retainers.restated import Restatement, closed, restatements

__all__ = ["Closed", "alerts", "close_periods", "new_alerts"]


def alerts(agency: Agency, found: Burn) -> tuple[BurnAlert, ...]:
    """Return what was crossed in the periods of the day, told before or not."""
    return alerts_of(found, agency.tracker, agency.config)


def new_alerts(
    agency: Agency,
    found: Burn,
    rows: Sequence[BurnRow],
    at: datetime,
    history: str | None = None,
) -> tuple[BurnAlert, ...]:
    """Return the alerts of the retainers of ``rows`` nobody was given yet, and remember them.

    Those of other retainers stay untold. ``history`` is its address, where it is not as
    configured. Raises HistoryError, and MissingExtraError without the ``db`` extra.
    """
    from toolkit.history import Alert, open_history

    keys = {row.agreement.key for row in rows}
    with open_history(history_address(agency, history)) as kept_in:
        return tuple(
            alert
            for alert in alerts(agency, found)
            if alert.row.agreement.key in keys
            and kept_in.add_alert(
                Alert(at, alert.row.agreement.key, alert.row.span.period.first, alert.crossing)
            )
        )


@dataclass(frozen=True, slots=True)
class Closed:
    """What closing did: periods closed now, and those closed earlier that read differently now."""

    now: tuple[BurnRow, ...]
    restated: tuple[Restatement, ...]


def close_periods(
    agency: Agency,
    found: Burn,
    rows: Sequence[BurnRow],
    at: datetime,
    history: str | None = None,
) -> Closed:
    """Close every finished period of ``rows`` that is not closed yet, and compare those that are.

    ``history`` is its address, where it is not as configured. Raises HistoryError, and
    MissingExtraError without the ``db`` extra.
    """
    from toolkit.history import Closing, open_history

    with open_history(history_address(agency, history)) as kept_in:
        before = {(c.retainer, c.first): c for c in kept_in.closings()}
        finished = [row for row in rows if row.span.through < found.as_of]
        new = [row for row in finished if (row.agreement.key, row.span.first) not in before]
        for row in new:
            key = row.agreement.key
            kept_in.close_period(Closing(at, key, row.span.first, row.span.through, closed(row)))
    return Closed(
        tuple(new),
        tuple(
            change
            for row in finished
            if (kept := before.get((row.agreement.key, row.span.first)))
            for change in restatements(row, kept.ledger, kept.at)
        ),
    )
