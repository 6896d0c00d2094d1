"""Time entries → the periods of the agreements they count against, and those that do not."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from toolkit.model import Job, Person, TimeEntry
from toolkit.retainers.agreement import Agreement, Span
from toolkit.retainers.amounts import in_minutes, seconds_of
from toolkit.retainers.routes import ASIDE, Aside, Router, Routes

__all__ = ["Account", "Assigned", "Minutes", "Shelf", "assign"]


class Seconds(dict[Decimal | None, Decimal | int | None]):
    """Hours → exact seconds, whole ones as int, which sum up quicker; None for what is no day's."""

    def __init__(self, most: Decimal) -> None:
        self.most = most

    def __missing__(self, hours: Decimal | None) -> Decimal | int | None:
        exact: Decimal | int | None = None
        if hours is not None and abs(hours) <= self.most:
            exact = seconds_of(hours)
            exact = int(exact) if exact == int(exact) else exact
        self[hours] = exact
        return exact


class Minutes(dict[Decimal | None, Decimal | None]):
    """Hours → exact minutes, worked out once for each figure; None for what no day can hold."""

    def __init__(self, most: Decimal) -> None:
        self.seconds = Seconds(most)

    def __missing__(self, hours: Decimal | None) -> Decimal | None:
        exact = self.seconds[hours]
        minutes = self[hours] = None if exact is None else in_minutes(exact)
        return minutes


@dataclass(frozen=True, slots=True)
class Shelf:
    """Entries that belong together, and the sum of their minutes."""

    entries: Sequence[TimeEntry]
    minutes: Decimal


@dataclass(frozen=True, slots=True)
class Account:
    """An agreement, its periods, and the hours of each."""

    agreement: Agreement
    spans: tuple[Span, ...]
    shelves: tuple[Shelf, ...]
    ahead: Shelf
    """Hours of the last period that are dated after the day asked for."""


@dataclass(frozen=True, slots=True)
class Assigned:
    """Every entry in exactly one place."""

    accounts: tuple[Account, ...]
    aside: Mapping[Aside, Shelf]
    minutes: Minutes
    negative: tuple[TimeEntry, ...]


def assign(
    entries: Sequence[TimeEntry],
    agreements: Sequence[Agreement],
    refused: frozenset[str],
    as_of: date,
    *,
    jobs: Iterable[Job] = (),
    people: Iterable[Person] = (),
    most: Decimal = Decimal(24),
) -> Assigned:
    """Put every entry where it counts, or aside; ``most`` is the most hours one entry may have.

    An entry without a client is its job's. Entries below 0 count, as the corrections they mostly
    are, and are listed. What is the same for many entries (client, job, role, flags) is looked up
    once for them all.
    """
    minutes = Minutes(most)
    days = {entry.date for entry in entries}
    usable, worked, odd = _sorted_out(entries, minutes.seconds, dated=None not in days)
    router = Router(agreements, refused, as_of, sorted(filter(None, days)), jobs, people)
    shelves = _shelved(usable, worked, router, odd, minutes.seconds)
    return Assigned(
        _accounts(router, shelves),
        {reason: shelves[number] for reason, number in ASIDE.items()},
        minutes,
        _negative(usable, minutes.seconds),
    )


def _sorted_out(
    entries: Sequence[TimeEntry], seconds: Seconds, *, dated: bool
) -> tuple[Sequence[TimeEntry], list[Any], Mapping[Aside, list[TimeEntry]]]:
    """Return the entries with a day and hours a day can hold, their seconds, and the others."""
    worked = [seconds[entry.hours] for entry in entries]
    if dated and None not in seconds.values():
        return entries, worked, {}
    unusable = [e for e in entries if e.hours is None or e.date is None]
    absurd = [e for e in entries if e.hours is not None and e.date and seconds[e.hours] is None]
    usable = [e for e in entries if e.date and seconds[e.hours] is not None]
    worked = [seconds[entry.hours] for entry in usable]
    return usable, worked, {Aside.UNUSABLE: unusable, Aside.ABSURD: absurd}


def _shelved(
    entries: Sequence[TimeEntry],
    worked: Sequence[Any],
    router: Router,
    odd: Mapping[Aside, Sequence[TimeEntry]],
    exact_of: Seconds,
) -> list[Shelf]:
    """Return the shelves by number, each with its entries and their seconds as minutes.

    Three looks at the entries, one thing at a time: what a look goes back and forth in (routes,
    sums, lists) then stays near at hand, which counts where the rows have no order.
    """
    at = _numbers(entries, router)
    seconds: list[Any] = [0] * router.shelves
    for shelf, exact in zip(at, worked, strict=True):
        seconds[shelf] += exact
    shelves: list[list[TimeEntry]] = [[] for _ in range(router.shelves)]
    for shelf, entry in zip(at, entries, strict=True):
        shelves[shelf].append(entry)
    for reason, others in odd.items():
        shelves[ASIDE[reason]] += others
        seconds[ASIDE[reason]] += sum(exact_of[entry.hours] or 0 for entry in others)
    return list(map(Shelf, shelves, map(in_minutes, seconds)))


def _numbers(entries: Iterable[TimeEntry], router: Router) -> array[int]:
    """Return each entry's shelf; an array, for a million numbers are nine times as large."""
    routes = Routes(router)
    finer = routes.finer
    number: Mapping[Any, int] = {day: index for index, day in enumerate(router.days)}
    at = array("I")
    for entry in entries:
        route = routes[entry.client]
        if route is None:
            booked_on, by_answer = finer[entry.client]
            route = by_answer[booked_on(entry)]
        at.append(route[number[entry.date]])
    return at


def _accounts(router: Router, shelves: Sequence[Shelf]) -> tuple[Account, ...]:
    """Return the agreements that have begun, with their shelves."""
    return tuple(
        Account(agreement, spans, tuple(shelves[first:ahead]), shelves[ahead])
        for agreement, spans, first in zip(
            router.agreements, router.spans, router.first, strict=True
        )
        if spans and (ahead := first + len(spans))
    )


def _negative(entries: Iterable[TimeEntry], seconds: Seconds) -> tuple[TimeEntry, ...]:
    below = {hours for hours, exact in seconds.items() if exact is not None and exact < 0}
    return tuple(e for e in entries if e.hours in below) if below else ()
