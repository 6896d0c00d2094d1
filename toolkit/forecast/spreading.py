"""When a job's remaining money is earned: over working days, by milestones, along a curve."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise

from toolkit.forecast.frame import Frame
from toolkit.forecast.recognition import JobRows
from toolkit.forecast.streams import Span
from toolkit.model import Job
from toolkit.money import from_minor, split, to_minor
from toolkit.workdays import days

__all__ = ["work_spans"]


def work_spans(
    job: Job, rows: JobRows, amount: Decimal, currency: str, frame: Frame
) -> tuple[Span, ...] | None:
    """Return when a job's remaining amount is earned; None when no row says until when.

    An overdue job is earned in the rest of the first period. On the billed basis it is invoiced
    when it is due.
    """
    if not amount:
        return ()
    as_of = frame.as_of
    due = max((day for day in (job.due, *_new_dues(rows, as_of)) if day), default=None)
    if due is None and rows.milestones:
        due = rows.milestones[-1].due
    if due is None and job.is_open:
        return None
    start = max(as_of, job.started) if job.started else as_of
    end = due if due and due >= start else max(start, frame.periods[0].through)
    config = frame.config.forecast
    if config.spread == "milestones" and rows.milestones:
        points = [max(milestone.due or as_of, as_of) for milestone in rows.milestones]
        return _points(points, amount, currency)
    if frame.basis == "billed":
        return _points([end if job.is_open else max(as_of, frame.first)], amount, currency)
    if config.spread == "curve" and config.curve:
        return _curve(start, end, amount, currency, frame)
    return (Span(start, end, amount, working=True),)


def _new_dues(rows: JobRows, as_of: date) -> Iterator[date]:
    for order in rows.orders:
        if order.new_due and order.signed_on and order.signed_on <= as_of:
            yield order.new_due


def _points(points: Sequence[date], amount: Decimal, currency: str) -> tuple[Span, ...]:
    parts = split(to_minor(amount, currency), [1] * len(points))
    return tuple(
        Span(day, day, from_minor(part, currency), working=False)
        for day, part in zip(points, parts, strict=True)
    )


def _curve(
    start: date, end: date, amount: Decimal, currency: str, frame: Frame
) -> tuple[Span, ...]:
    """Cut the working days into equal slices, and give each its share of the curve."""
    worked = [d for d in days(start, end) if frame.calendar.is_workday(d)] or [start]
    curve = frame.config.forecast.curve
    slices = min(len(curve), len(worked))
    shares = [int(share * 1_000_000) for share in curve]
    # Fewer days than shares: the last day takes the shares that have none of their own.
    weights = [*shares[: slices - 1], sum(shares[slices - 1 :])]
    parts = split(to_minor(amount, currency), weights)
    bounds = [len(worked) * n // slices for n in range(slices + 1)]
    return tuple(
        Span(worked[a], worked[b - 1], from_minor(part, currency), working=True)
        for (a, b), part in zip(pairwise(bounds), parts, strict=True)
    )
