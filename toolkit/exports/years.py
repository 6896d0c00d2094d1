"""Rows of twelve periods, one a fiscal year, for programs that budget by whole years."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from toolkit.exports.batch import Batch, Key

__all__ = ["PERIODS", "years_of"]

PERIODS = 12


def years_of(
    batch: Batch, key: Key, amounts: Sequence[Decimal]
) -> Iterator[tuple[int, list[Decimal | None]]]:
    """Yield each fiscal year the forecast touches, with the amount of each of its periods.

    A period outside of the forecast repeats what was sent for it before; None where nothing was,
    for the program must not lose what it has.
    """
    sent = {period.first: batch.last.get((key, period.first)) for period in batch.around}
    made = {p.first: amount for p, amount in zip(batch.periods, amounts, strict=True)}
    years = sorted({period.year for period in batch.periods})
    everything = sorted((*batch.around, *batch.periods), key=lambda period: period.first)
    for year in years:
        yield (
            year,
            [
                made.get(period.first, sent.get(period.first))
                for period in everything
                if period.year == year
            ],
        )
