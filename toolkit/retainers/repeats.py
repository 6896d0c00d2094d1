"""The same hours in two tables, as when an export was downloaded twice into one folder."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from operator import attrgetter
from typing import NamedTuple

from toolkit.model import Finding, Severity, TimeEntry, Tracker

__all__ = ["repeated_hours"]

DAY: Callable[[TimeEntry], date] = attrgetter("date")
MANY = 10
"""So many rows of one table are no accident in another; fewer are, unless they are all it has."""


def repeated_hours(tracker: Tracker) -> Iterator[Finding]:
    """Yield RET114 for each table of hours that repeats rows of an earlier one; both count.

    Rows are the same that have day, person, client, job, hours, task and notes in common, letter
    by letter: two downloads of one export do.
    """
    if sum(table.kind == "hours" for table in tracker.tables) < 2:
        return
    rows: defaultdict[int, list[TimeEntry]] = defaultdict(list)
    for entry in tracker.hours:
        if entry.date:
            rows[id(entry.source)].append(entry)
    tables = [
        _Table(listed, min(map(DAY, listed)), max(map(DAY, listed)))
        for listed in rows.values()
        if listed
    ]
    for one, other in itertools.combinations(tables, 2):
        yield from _repeated(one, other)


class _Table(NamedTuple):
    """The dated entries of one table, and their first and last day."""

    entries: Sequence[TimeEntry]
    first: date
    through: date


def _repeated(one: _Table, other: _Table) -> Iterator[Finding]:
    """Compare two tables where their days overlap; exports of one month after another do not."""
    first, through = max(one.first, other.first), min(one.through, other.through)
    if through < first:
        return
    kept, again = (
        Counter(_same(entry) for entry in table.entries if first <= DAY(entry) <= through)
        for table in (one, other)
    )
    both = kept & again
    shared, smaller = both.total(), min(len(one.entries), len(other.entries))
    if shared >= MANY or (shared == smaller and shared > 1):
        later = next(entry for entry in other.entries if _same(entry) in both)
        earlier = next(entry for entry in one.entries if _same(entry) == _same(later))
        yield _finding(later, earlier, shared)


def _same(entry: TimeEntry) -> object:
    who = entry.person, entry.client, entry.job
    return entry.date, entry.hours, who, entry.task, entry.notes


def _finding(first: TimeEntry, earlier: TimeEntry, shared: int) -> Finding:
    place = earlier.place("hours")
    return Finding(
        "RET114",
        Severity.ERROR,
        first.place("hours"),
        f"{shared} rows of hours from here on stand in {place.book} {place.reference} too, "
        "and count twice",
        "Take one of the two files or sheets out of the folder",
        value=first.typed("hours"),
        client=first.client or "",
    )
