"""Time entries → the periods of the agreements they count against, and those that do not."""

from __future__ import annotations

import bisect
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from operator import attrgetter, getitem
from typing import Any

from toolkit.model import Job, Person, TimeEntry, id_key, name_key
from toolkit.retainers.agreement import Agreement, Span, spans_of
from toolkit.retainers.amounts import FINEST, minutes_of, seconds_of
from toolkit.retainers.scope import Choice

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


DATE: Callable[[TimeEntry], Any] = attrgetter("date")
HOURS: Callable[[TimeEntry], Any] = attrgetter("hours")
ASIDE = {reason: number for number, reason in enumerate(Aside)}
ZERO = Decimal(0)
ALL = Choice()


class Minutes(dict[Decimal | None, Decimal | None]):
    """Hours → exact minutes, worked out once for each figure; None for what no day can hold."""

    def __init__(self, most: Decimal) -> None:
        self.most = most
        self.seconds: dict[Decimal | None, Decimal | int] = {}
        """Hours → exact seconds, whole ones as int, which sum up quicker; none for what no day
        can hold."""

    def __missing__(self, hours: Decimal | None) -> Decimal | None:
        usable = hours is not None and abs(hours) <= self.most
        minutes = minutes_of(hours) if usable and hours is not None else None
        self[hours] = minutes
        seconds = seconds_of(hours) if usable and hours is not None else ZERO
        self.seconds[hours] = int(seconds) if seconds == int(seconds) else seconds
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
    once for them all, so that a million entries take about a second.
    """
    minutes = Minutes(most)
    usable, unusable, absurd = _sorted_out(entries, minutes)
    days = sorted(set(map(DATE, usable)))
    number = {day: index for index, day in enumerate(days)}
    without_client = not all(map(attrgetter("client"), usable))
    router = _Router(agreements, refused, as_of, days, jobs, people, without_client=without_client)
    # Each entry's route by what it was booked on, its place on the route by the day, and there the
    # number of its shelf: no step is Python's own.
    routes = _Routes(router)
    found = map(routes.__getitem__, map(attrgetter(*router.asked), usable))
    places = map(number.__getitem__, map(DATE, usable))
    numbers = list(map(getitem, found, places))
    numbers += [ASIDE[Aside.UNUSABLE]] * len(unusable) + [ASIDE[Aside.ABSURD]] * len(absurd)
    filled = _filled(router.shelves, numbers, (*usable, *unusable, *absurd), minutes)
    return Assigned(
        router.filled(filled),
        {reason: filled[shelf] for reason, shelf in ASIDE.items()},
        minutes,
        _negative(usable, minutes),
    )


def _sorted_out(
    entries: Sequence[TimeEntry], minutes: Minutes
) -> tuple[Sequence[TimeEntry], list[TimeEntry], list[TimeEntry]]:
    """Return the entries with a day and hours a day can hold, those without, and those beyond."""
    odd = {hours for hours in set(map(HOURS, entries)) if minutes[hours] is None}
    if not odd and None not in set(map(DATE, entries)):
        return entries, [], []
    unusable = [e for e in entries if e.hours is None or e.date is None]
    absurd = [e for e in entries if e.hours in odd and e.hours is not None and e.date]
    return [e for e in entries if e.hours not in odd and e.date], unusable, absurd


def _filled(
    count: int, numbers: Sequence[int], entries: Sequence[TimeEntry], minutes: Minutes
) -> list[Shelf]:
    """Return the shelves, given the number of each entry's.

    Seconds are summed and rounded once to minutes. They are summed in the order of the entries:
    where the rows have none, those of one shelf lie far apart in memory, and a second look at each
    of them would take longer than all the rest.
    """
    shelves: list[list[TimeEntry]] = [[] for _ in range(count)]
    deque(map(list.append, map(shelves.__getitem__, numbers), entries), maxlen=0)
    seconds: list[Decimal | int] = [0] * count
    worked = map(minutes.seconds.__getitem__, map(HOURS, entries))
    for shelf, exact in zip(numbers, worked, strict=True):
        seconds[shelf] += exact
    sums = ((Decimal(total) / 60).quantize(FINEST).normalize() + 0 for total in seconds)
    return list(map(Shelf, shelves, sums))


def _negative(entries: Iterable[TimeEntry], minutes: Minutes) -> tuple[TimeEntry, ...]:
    below = {hours for hours, worked in minutes.items() if worked is not None and worked < 0}
    return tuple(e for e in entries if e.hours in below) if below else ()


def role_key(role: str | None, person: Sequence[str], roles: Mapping[str, str]) -> str:
    """Return an entry's role as compared: its own, or that of its first person."""
    if role:
        return name_key(role)
    return roles.get(name_key(person[0]), "") if person else ""


class _Routes(dict[Any, list[int]]):
    """What entries were booked on → their route, found once for all that are alike."""

    def __init__(self, router: _Router) -> None:
        self.router = router

    def __missing__(self, booked_on: Any) -> list[int]:
        asked = self.router.asked
        fields = dict(zip(asked, booked_on if len(asked) > 1 else (booked_on,), strict=True))
        route = self[booked_on] = self.router.route(**fields)
        return route


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
        *,
        without_client: bool,
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
        self.asked = _asked(agreements, without_client)

    def filled(self, shelves: Sequence[Shelf]) -> tuple[Account, ...]:
        """Return the agreements that have begun, with their shelves."""
        return tuple(
            Account(agreement, spans, tuple(shelves[first:ahead]), shelves[ahead])
            for agreement, spans, first in zip(self.agreements, self.spans, self.first, strict=True)
            if spans and (ahead := first + len(spans))
        )

    def route(
        self,
        client: str | None,
        billable: bool | None = None,
        approved: bool | None = None,
        job: str | int | None = None,
        role: str | None = None,
        person: tuple[str, ...] = (),
    ) -> list[int]:
        """Return where entries that were booked like this go."""
        number = id_key(job)
        listed = self.jobs.get(number) if number else None
        payer = name_key(client) or (name_key(listed.client) if listed else "")
        if not payer:
            return self._nowhere(Aside.UNUSABLE)
        indexes = self.by_client.get(payer, [])
        if not indexes:
            return self._nowhere(Aside.REFUSED if payer in self.refused else Aside.NO_RETAINER)
        keys = (
            number,
            name_key(listed.product) if listed else "",
            role_key(role, person, self.roles),
        )
        inside = tuple(i for i in indexes if self.agreements[i].scope.takes(*keys))
        if not inside:
            return self._nowhere(Aside.OUT_OF_SCOPE)
        flags = {"all": True, "billable": billable is True, "approved": approved is True}
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


def _asked(agreements: Sequence[Agreement], without_client: bool) -> tuple[str, ...]:
    """Return the fields of an entry that decide where it counts; fewer are quicker."""
    scopes = [agreement.scope for agreement in agreements]
    counted = {terms.policy.counts for a in agreements for terms in a.terms}
    asked = ["client"] + [flag for flag in ("billable", "approved") if flag in counted]
    if without_client or any(s.jobs != ALL or s.products != ALL for s in scopes):
        asked.append("job")
    if any(scope.roles != ALL for scope in scopes):
        asked += ["role", "person"]
    return tuple(asked)
