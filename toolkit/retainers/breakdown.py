"""What a period's hours went into: by product, role, person, job or week."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from decimal import Decimal

from toolkit.model import Job, TimeEntry, id_key
from toolkit.retainers.burn import BurnRow

__all__ = ["BY", "broken_down"]

NOBODY = "(none)"
Key = Callable[[TimeEntry, Mapping[str, Job]], str]
BY: Mapping[str, Key] = {
    "product": lambda entry, jobs: _product(entry, jobs) or NOBODY,
    "role": lambda entry, _: entry.role or NOBODY,
    "person": lambda entry, _: ", ".join(entry.person) or NOBODY,
    "job": lambda entry, _: str(entry.job or NOBODY),
    "week": lambda entry, _: _monday(entry),
}


def broken_down(row: BurnRow, by: str, jobs: Mapping[str, Job]) -> dict[str, Decimal]:
    """Return key → amount in the ledger's unit, the largest first, weeks in order.

    ``by`` is one of BY; a week is named by its Monday. ``jobs`` are by their compared number.
    """
    key = BY[by]
    parts: dict[str, Decimal] = {}
    for entry in row.entries:
        name = key(entry, jobs)
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


def _monday(entry: TimeEntry) -> str:
    day = entry.date
    return str(day - timedelta(days=day.weekday())) if day else NOBODY
