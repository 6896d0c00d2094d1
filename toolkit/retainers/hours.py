"""Time entries → the periods of the agreements they count against, and those that do not."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from toolkit.model import Job, Person, TimeEntry, id_key, name_key
from toolkit.retainers.agreement import Agreement, Span, spans_of
from toolkit.retainers.amounts import minutes_of
from toolkit.table import Value

__all__ = ["Account", "Aside", "Assigned", "Minutes", "Shelf", "assign", "role_key"]


class Aside(StrEnum):
    """Why hours count against no retainer."""

    NO_RETAINER = "client without a retainer"
    REFUSED = "retainers that overlap or are unclear"
    OUT_OF_SCOPE = "not in a retainer's scope"
    NOT_COUNTED = "not billable or not approved, as the policy asks"
    OUTSIDE = "before or after the retainer"
    UNUSABLE = "no date, no client or no hours"
    ABSURD = "more hours than a day has"
    LATER = "after the day asked for"


ASIDE = {reason: number for number, reason in enumerate(Aside)}
ZERO = Decimal(0)


class Minutes(dict[Decimal | None, Decimal | None]):
    """Hours → exact minutes, worked out once for each figure; None for what no day can hold."""

    def __init__(self, most: Decimal) -> None:
        self.most = most

    def __missing__(self, hours: Decimal | None) -> Decimal | None:
        minutes = None if hours is None or abs(hours) > self.most else minutes_of(hours)
        self[hours] = minutes
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
    first_of: Mapping[tuple[str | None, Value], TimeEntry]
    """(client, job) as written → the first entry that names them."""
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
    once for them all, so that a million entries take about a second.
    """
    minutes = Minutes(most)
    first_of: dict[tuple[str | None, Value], TimeEntry] = {}
    days = sorted({entry.date for entry in entries if entry.date})
    number = {day: index for index, day in enumerate(days)}
    router = _Router(agreements, refused, as_of, days, jobs, people)
    shelves: list[list[TimeEntry]] = [[] for _ in range(router.shelves)]
    sums = [ZERO] * router.shelves
    routes: dict[object, list[int]] = {}
    for entry in entries:
        worked, day = minutes[entry.hours], entry.date
        if worked is None or day is None:
            absurd = entry.hours is not None and day is not None
            shelves[ASIDE[Aside.ABSURD if absurd else Aside.UNUSABLE]].append(entry)
            continue
        key = (entry.client, entry.job, entry.role or entry.person, entry.billable, entry.approved)
        route = routes.get(key)
        if route is None:
            route = routes[key] = router.route(entry)
            first_of.setdefault((entry.client, entry.job), entry)
        shelf = route[number[day]]
        shelves[shelf].append(entry)
        sums[shelf] += worked
    filled = [Shelf(*pair) for pair in zip(shelves, sums, strict=True)]
    return Assigned(
        router.filled(filled),
        {reason: filled[shelf] for reason, shelf in ASIDE.items()},
        minutes,
        first_of,
        _negative(entries, minutes),
    )


def _negative(entries: Iterable[TimeEntry], minutes: Minutes) -> tuple[TimeEntry, ...]:
    below = {hours for hours, worked in minutes.items() if worked is not None and worked < 0}
    return tuple(e for e in entries if e.hours in below and e.date) if below else ()


def role_key(entry: TimeEntry, roles: Mapping[str, str]) -> str:
    """Return an entry's role as compared: its own, or that of its first person."""
    if entry.role:
        return name_key(entry.role)
    return roles.get(name_key(entry.person[0]), "") if entry.person else ""


class _Router:
    """Finds the shelf of an entry by its day; the answers are shared by many entries.

    A route holds a shelf's number for each of the days that have entries.
    """

    def __init__(
        self,
        agreements: Sequence[Agreement],
        refused: frozenset[str],
        as_of: date,
        days: Sequence[date],
        jobs: Iterable[Job],
        people: Iterable[Person],
    ) -> None:
        self.agreements, self.refused, self.days = agreements, refused, days
        self.past = bisect.bisect_right(days, as_of)
        """How many of the days are not after the day asked for."""
        self.jobs = {id_key(job.number): job for job in jobs}
        self.roles = {name_key(person.name): name_key(person.role) for person in people}
        self.spans = [spans_of(agreement, as_of) for agreement in agreements]
        self.by_client: dict[str, list[int]] = {}
        self.first: list[int] = []
        """The shelf of each agreement's first period; what lies ahead follows its last."""
        self.shelves = len(ASIDE)
        for index, agreement in enumerate(agreements):
            self.first.append(self.shelves)
            self.shelves += len(self.spans[index]) + 1
            for name in {name_key(agreement.client), *agreement.names}:
                self.by_client.setdefault(name, []).append(index)
        self.shared: dict[object, list[int]] = {}

    def filled(self, shelves: Sequence[Shelf]) -> tuple[Account, ...]:
        """Return the agreements that have begun, with their shelves."""
        return tuple(
            Account(agreement, spans, tuple(shelves[first:ahead]), shelves[ahead])
            for agreement, spans, first in zip(self.agreements, self.spans, self.first, strict=True)
            if spans and (ahead := first + len(spans))
        )

    def route(self, entry: TimeEntry) -> list[int]:
        """Return where entries like this one go."""
        number = id_key(entry.job)
        job = self.jobs.get(number) if number else None
        client = name_key(entry.client) or (name_key(job.client) if job else "")
        if not client:
            return self._nowhere(Aside.UNUSABLE)
        indexes = self.by_client.get(client, [])
        if not indexes:
            return self._nowhere(Aside.REFUSED if client in self.refused else Aside.NO_RETAINER)
        keys = number, name_key(job.product) if job else "", role_key(entry, self.roles)
        inside = tuple(i for i in indexes if self.agreements[i].scope.takes(*keys))
        if not inside:
            return self._nowhere(Aside.OUT_OF_SCOPE)
        flags = {
            "all": True,
            "billable": entry.billable is True,
            "approved": entry.approved is True,
        }
        asked = sorted({terms.policy.counts for i in inside for terms in self.agreements[i].terms})
        key = inside, *(flags[counts] for counts in asked)
        if key not in self.shared:
            self.shared[key] = self._laid_out(inside, flags)
        return self.shared[key]

    def _nowhere(self, reason: Aside) -> list[int]:
        return self.shared.setdefault(reason, [ASIDE[reason]] * len(self.days))

    def _laid_out(self, inside: Sequence[int], flags: Mapping[str, bool]) -> list[int]:
        later = [ASIDE[Aside.LATER]] * (len(self.days) - self.past)
        route = [ASIDE[Aside.OUTSIDE]] * self.past + later
        for index in inside:
            ahead = self.first[index] + len(self.spans[index])
            for shelf, span in enumerate(self.spans[index], start=self.first[index]):
                for portion in span.portions:
                    counted = flags[portion.terms.policy.counts]
                    through = bisect.bisect_right(self.days, portion.through)
                    for day in range(bisect.bisect_left(self.days, portion.first), through):
                        target = shelf if day < self.past else ahead
                        route[day] = target if counted else ASIDE[Aside.NOT_COUNTED]
        return route
