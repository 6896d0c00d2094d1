"""Days, amounts, hours and jobs as findings name them: the same on every machine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from toolkit.model import Finding, Job, Severity
from toolkit.table import Value

__all__ = [
    "NO_OWNER",
    "count_of",
    "counted",
    "day",
    "hours",
    "job_name",
    "listed",
    "money",
    "quoted",
    "shown",
]

NO_OWNER = "(no owner)"
SEVERITIES = {
    Severity.ERROR: ("error", "errors"),
    Severity.WARNING: ("warning", "warnings"),
    Severity.ADVICE: ("piece of advice", "pieces of advice"),
}

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day(value: date) -> str:
    """Return a day as people write it, whatever the machine's language: ``5 Mar 2026``."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def money(amount: Decimal) -> str:
    """Return an amount with separators; cents only where there are any."""
    cents = amount.quantize(Decimal("0.01"))
    return f"{cents:,.0f}" if cents == cents.to_integral_value() else f"{cents:,.2f}"


def hours(amount: Decimal) -> str:
    """Return hours without needless noughts: ``7.5 h``."""
    return f"{amount.quantize(Decimal('0.01')).normalize():f} h"


def count_of(number: int, noun: str, plural: str = "") -> str:
    """Return a count with its noun: ``1 day``, ``3 days``."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def counted(findings: Iterable[Finding]) -> str:
    """Return how many findings there are of each severity: ``2 errors, 1 piece of advice``."""
    counts = Counter(finding.severity for finding in findings)
    parts = (count_of(counts[s], *SEVERITIES[s]) for s in Severity if counts[s])
    return ", ".join(parts) or "Nothing found"


def shown(value: Value) -> str:
    """Return what a cell holds as a person sees it: 2950.0 as ``2950``, a day in ISO form."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes")
    return "" if value is None else str(value)


def quoted(typed: Value, longest: int = 40) -> str:
    """Return what somebody typed, in quotes, on one line, shortened where it is long."""
    text = " ".join(shown(typed).split())
    return f"“{text if len(text) <= longest else text[: longest - 1] + '…'}”"


def listed(names: Iterable[str], longest: int = 4) -> str:
    """Return names as a list in a sentence: ``Ana, Ben and 3 more``."""
    every = list(names)
    if len(every) > longest:
        return f"{', '.join(every[: longest - 1])} and {len(every) - longest + 1} more"
    return " and ".join([", ".join(every[:-1]), every[-1]] if len(every) > 1 else every)


def job_name(job: Job) -> str:
    """Return a job as people speak of it: number and name, or what there is of them."""
    parts = [str(job.number) if job.number is not None else "", job.name or ""]
    name = " ".join(" ".join(parts).split())
    return name if len(name) <= 60 else name[:59] + "…"
