"""How amounts, shares, days and cells are written for people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal

from toolkit.model import TimeEntry
from toolkit.retainers.agreement import Agreement
from toolkit.retainers.amounts import hours_of, rounded

__all__ = ["amount", "hours", "money", "percent", "rows_of", "share_used", "signed"]


def hours(minutes: Decimal) -> str:
    """Return minutes as hours: ``12.5 h``, to the hundredth."""
    text = f"{hours_of(minutes, 2):,}"
    return f"{text.rstrip('0').rstrip('.')} h".replace("-", "−")


def money(value: Decimal, currency: str) -> str:
    """Return an amount with its currency: ``1,150.00 GBP``."""
    return f"{rounded(value, currency):,} {currency}".replace("-", "−")


def amount(value: Decimal, agreement: Agreement) -> str:
    """Return an amount of a retainer's ledger in its unit."""
    return money(value, agreement.currency) if agreement.in_money else hours(value)


def signed(value: Decimal, agreement: Agreement) -> str:
    """Return an amount with its sign in front, a true minus below 0."""
    return f"{'−' if value < 0 else '+'} {amount(abs(value), agreement)}"


def percent(share: Decimal | None, places: int = 0) -> str:
    """Return a fraction in per cent; a dash where there is none."""
    if share is None:
        return "–"
    return f"{(share * 100).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)} %"


def share_used(burn: Decimal | None, overage: Decimal) -> str:
    """Return how much was used in per cent; ``all`` where there was nothing to use."""
    return "all" if burn is None and overage else percent(burn)


def rows_of(entries: Iterable[TimeEntry]) -> tuple[str, ...]:
    """Return the rows entries stand in, by book and sheet: ``hours.csv hours 2–14, 20``."""
    rows: dict[tuple[str, str], list[int]] = {}
    for entry in entries:
        place = entry.place("hours")
        rows.setdefault((place.book, place.sheet), []).append(place.row)
    return tuple(
        f"{book} {sheet} rows {', '.join(_runs(sorted(numbers)))}"
        for (book, sheet), numbers in rows.items()
    )


def _runs(numbers: Sequence[int]) -> list[str]:
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number <= runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return [f"{first}" if first == last else f"{first}–{last}" for first, last in runs]
