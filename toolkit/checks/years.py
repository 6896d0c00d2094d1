"""Dates whose year cannot be meant: told apart first, so that no rule counts with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from toolkit.model import KINDS, Reads, Record, Tracker, fields_of

__all__ = ["OddDate", "without_odd_dates"]

DATES = (Reads.DAY, Reads.MOMENT)
YEARS_EITHER_WAY = 25
"""A date further from today than this is a slip of the century; no job lasts so long."""


class OddDate(NamedTuple):
    """A date that can be read, and cannot be meant."""

    record: Record
    field: str
    day: date


def without_odd_dates(tracker: Tracker, as_of: date) -> tuple[Tracker, tuple[OddDate, ...]]:
    """Return the tracker with those dates blank, and where they stand.

    Records without any are the same objects.
    """
    odd = tuple(_odd_dates(tracker, as_of))
    if not odd:
        return tracker, ()
    blank: defaultdict[int, dict[str, Any]] = defaultdict(dict)
    for one in odd:
        blank[id(one.record)][one.field] = None
    kinds = {one.record.source.kind or "" for one in odd}
    changed = {
        kind: tuple(
            replace(record, **blank[id(record)]) if id(record) in blank else record
            for record in getattr(tracker, kind)
        )
        for kind in kinds
    }
    return replace(tracker, **changed), odd


def _odd_dates(tracker: Tracker, as_of: date) -> Iterator[OddDate]:
    first = date(max(as_of.year - YEARS_EITHER_WAY, 1), 1, 1)
    last = date(min(as_of.year + YEARS_EITHER_WAY, 9999), 12, 31)
    for kind, record_class in KINDS.items():
        records = getattr(tracker, kind)
        for spec in fields_of(record_class):  # type: ignore[arg-type]  # a class of slots is hashable
            if spec.reads not in DATES:
                continue
            name, is_moment = spec.name, spec.reads is Reads.MOMENT
            for record in records:
                value = getattr(record, name)
                if value is not None:
                    day = value.date() if is_moment else value
                    if not first <= day <= last:
                        yield OddDate(record, name, day)
