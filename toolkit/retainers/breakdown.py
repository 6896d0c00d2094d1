"""What a period's hours went into: by product, role, person, job or week."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from decimal import Decimal

from toolkit.model import Job, TimeEntry, id_key
from toolkit.retainers.burn import BurnRow
from toolkit.retainers.scope import role_key
from toolkit.retainers.worth import RateCard

__all__ = ["BY", "broken_down"]

NOBODY = "(none)"
Key = Callable[[TimeEntry, Mapping[str, Job], RateCard], str]
BY: Mapping[str, Key] = {
    "product": lambda entry, jobs, _: _product(entry, jobs) or NOBODY,
    "role": lambda entry, _, card: _role(entry, card) or NOBODY,
    "person": lambda entry, *_: ", ".join(entry.person) or NOBODY,
    "job": lambda entry, *_: str(entry.job or NOBODY),
    "week": lambda entry, *_: _monday(entry),
}


def broken_down(row: BurnRow, by: str, jobs: Mapping[str, Job]) -> dict[str, Decimal]:
    """Return key → amount in the ledger's unit, the largest first, weeks in order.

    ``by`` is one of BY; a week is named by its Monday. ``jobs`` are by their compared number.
    """
    key = BY[by]
    parts: dict[str, Decimal] = {}
    for entry in row.entries:
        name = key(entry, jobs, row.card)
        parts[name] = parts.get(name, Decimal(0)) + row.amount(entry)
    ordered = (
        sorted(parts.items())
        if by == "week"
        else sorted(parts.items(), key=lambda item: (-item[1], item[0]))
    )
    return dict(ordered)


def _product(entry: TimeEntry, jobs: Mapping[str, Job]) -> str | None:
    job = jobs.get(id_key(entry.job))
    return job.product if job else None


def _role(entry: TimeEntry, card: RateCard) -> str | None:
    """Return the entry's own role, else that of its person, as the list of people writes it."""
    role = role_key(entry.role, entry.person, card.roles)
    return card.titles.get(role) or entry.role


def _monday(entry: TimeEntry) -> str:
    day = entry.date
    return str(day - timedelta(days=day.weekday())) if day else NOBODY
