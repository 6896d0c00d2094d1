"""Time entries → the periods of the agreements they count against, and those that do not."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from toolkit.model import Job, Person, TimeEntry, id_key, name_key
from toolkit.retainers.agreement import Agreement, Span, span_on
from toolkit.retainers.amounts import minutes_of
from toolkit.table import Value
from toolkit.workdays import days

__all__ = ["Account", "Aside", "Assigned", "Minutes", "assign", "role_key"]


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


class Minutes(dict[Decimal | None, Decimal | None]):
    """Hours → exact minutes, worked out once for each figure; None for what no day can hold."""

    def __init__(self, most: Decimal) -> None:
        self.most = most

    def __missing__(self, hours: Decimal | None) -> Decimal | None:
        minutes = None if hours is None or abs(hours) > self.most else minutes_of(hours)
        self[hours] = minutes
        return minutes

    def of(self, entries: Iterable[TimeEntry]) -> Decimal:
        """Return the sum of entries that were found usable."""
        return sum((self[entry.hours] or Decimal(0) for entry in entries), Decimal(0))


@dataclass(slots=True)
class Account:
    """An agreement with its periods, and the entries of each, while they are filled."""

    agreement: Agreement
    spans: tuple[Span, ...]
    entries: tuple[list[TimeEntry], ...]
    scheduled: list[TimeEntry]
    """Entries of the last period that are dated after the day asked for."""


@dataclass(frozen=True, slots=True)
class Assigned:
    """Every entry in exactly one place."""

    accounts: tuple[Account, ...]
    aside: Mapping[Aside, list[TimeEntry]]
    minutes: Minutes
    first_of: Mapping[tuple[str | None, Value], TimeEntry]
    """(client, job) as written → the first entry that names them."""
    negative: tuple[TimeEntry, ...]


class _Stretch(NamedTuple):
    """Days from ``first`` through another whose entries go to the same list."""

    entries: list[TimeEntry]
    first: date
    through: date


class _Route(dict[date, list[TimeEntry]]):
    """Day → the list that takes an entry of that day, found once for each stretch of days."""

    def __init__(self, find: Callable[[date], _Stretch]) -> None:
        self.find = find

    def __missing__(self, day: date) -> list[TimeEntry]:
        entries, first, through = self.find(day)
        self.update(dict.fromkeys(_days(first, through), entries))
        return entries


@functools.lru_cache(maxsize=512)
def _days(first: date, through: date) -> list[date]:
    return days(first, through)


def assign(
    entries: Iterable[TimeEntry],
    accounts: Sequence[Account],
    refused: frozenset[str],
    as_of: date,
    *,
    jobs: Iterable[Job] = (),
    people: Iterable[Person] = (),
    most: Decimal = Decimal(24),
) -> Assigned:
    """Put every entry where it counts, or aside; ``most`` is the most hours one entry may have.

    An entry without a client is its job's. Entries below 0 count, as the corrections they mostly
    are, and are listed.

    What is the same for many entries (client, job, role, flags) is looked up once for them all,
    so that a million entries take about a second.
    """
    minutes = Minutes(most)
    aside: dict[Aside, list[TimeEntry]] = {reason: [] for reason in Aside}
    first_of: dict[tuple[str | None, Value], TimeEntry] = {}
    negative: list[TimeEntry] = []
    router = _Router(accounts, aside, refused, as_of, jobs, people)
    routes: dict[object, _Route] = {}
    for entry in entries:
        worked, day = minutes[entry.hours], entry.date
        if worked is None or day is None:
            absurd = entry.hours is not None and day is not None
            aside[Aside.ABSURD if absurd else Aside.UNUSABLE].append(entry)
            continue
        key = (entry.client, entry.job, entry.role or entry.person, entry.billable, entry.approved)
        route = routes.get(key)
        if route is None:
            route = routes[key] = router.route(entry)
            first_of.setdefault((entry.client, entry.job), entry)
        route[day].append(entry)
        if worked < 0:
            negative.append(entry)
    return Assigned(tuple(accounts), aside, minutes, first_of, tuple(negative))


def role_key(entry: TimeEntry, roles: Mapping[str, str]) -> str:
    """Return an entry's role as compared: its own, or that of its first person."""
    if entry.role:
        return name_key(entry.role)
    return roles.get(name_key(entry.person[0]), "") if entry.person else ""


class _Router:
    """Finds the agreements an entry may count against; the answers are shared by many entries."""

    def __init__(
        self,
        accounts: Sequence[Account],
        aside: Mapping[Aside, list[TimeEntry]],
        refused: frozenset[str],
        as_of: date,
        jobs: Iterable[Job],
        people: Iterable[Person],
    ) -> None:
        self.aside, self.refused, self.as_of = aside, refused, as_of
        self.jobs = {id_key(job.number): job for job in jobs}
        self.roles = {name_key(person.name): name_key(person.role) for person in people}
        self.by_client: dict[str, list[int]] = {}
        self.accounts = accounts
        for index, account in enumerate(accounts):
            agreement = account.agreement
            for name in {name_key(agreement.client), *agreement.names}:
                self.by_client.setdefault(name, []).append(index)
        self.shared: dict[object, _Route] = {}

    def route(self, entry: TimeEntry) -> _Route:
        """Return where entries like this one go, by day."""
        number = id_key(entry.job)
        job = self.jobs.get(number) if number else None
        client = name_key(entry.client) or (name_key(job.client) if job else "")
        if not client:
            return self._nowhere(Aside.UNUSABLE)
        indexes = self.by_client.get(client, [])
        if not indexes:
            return self._nowhere(Aside.REFUSED if client in self.refused else Aside.NO_RETAINER)
        keys = number, name_key(job.product) if job else "", role_key(entry, self.roles)
        inside = tuple(i for i in indexes if self.accounts[i].agreement.scope.takes(*keys))
        if not inside:
            return self._nowhere(Aside.OUT_OF_SCOPE)
        flags = {
            "all": True,
            "billable": entry.billable is True,
            "approved": entry.approved is True,
        }
        key = inside, *flags.values()
        if key not in self.shared:
            self.shared[key] = _Route(lambda day: self._stretch(day, inside, flags))
        return self.shared[key]

    def _nowhere(self, reason: Aside) -> _Route:
        return self.shared.setdefault(
            reason, _Route(lambda day: _Stretch(self.aside[reason], day, day))
        )

    def _stretch(self, day: date, inside: Sequence[int], flags: Mapping[str, bool]) -> _Stretch:
        for index in inside:
            account = self.accounts[index]
            found = span_on(account.spans, day)
            portion = None if found is None else account.spans[found].portion_on(day)
            if found is None or portion is None:
                continue
            if not flags[portion.terms.policy.counts]:
                return _Stretch(self.aside[Aside.NOT_COUNTED], day, day)
            if day > self.as_of:
                return _Stretch(account.scheduled, day, day)
            through = min(portion.through, self.as_of)
            return _Stretch(account.entries[found], portion.first, through)
        return _Stretch(self.aside[Aside.LATER if day > self.as_of else Aside.OUTSIDE], day, day)
