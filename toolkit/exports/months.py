"""Months as finance programs name them: English on every machine, whatever its language."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.exports.batch import Batch

__all__ = ["ENGLISH", "not_months"]

ENGLISH = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def not_months(batch: Batch, program: str) -> Iterator[str]:
    """Yield each period that is no calendar month, for programs that budget by month."""
    for period in batch.periods:
        if not period.is_month:
            yield (
                f"{program} budgets by calendar month, {period.label} ({period.first} to"
                f" {period.through}) is none; export with forecast.weeks left out"
            )
