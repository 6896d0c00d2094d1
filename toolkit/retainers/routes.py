"""Where hours go: the period they count in, or why they count in none, by what they are."""

from __future__ import annotations

import bisect
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from operator import attrgetter
from typing import Any

from toolkit.model import Job, Person, TimeEntry, id_key, name_key
from toolkit.retainers.agreement import Agreement, spans_of
from toolkit.retainers.scope import Choice, booked_on

__all__ = ["ASIDE", "Aside", "Route", "Router", "Routes"]

Route = Sequence[int]
"""A shelf's number for each of the days that have entries."""


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
"""The shelf of each reason; those of the periods follow."""
NOT_COUNTED = ASIDE[Aside.NOT_COUNTED]
ALL = Choice()


class Router:
    """Finds the shelf of an entry by its day; the answers are shared by many entries."""

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
        self.shared: dict[object, Route] = {}

    def asked(self, client: str | None) -> tuple[str, ...]:
        """Return the fields that decide where a client's entries count; fewer are quicker.

        Without a client it is the job that tells whose entry it is, and all may matter.
        """
        agreements: Sequence[Agreement] = self.agreements
        if name_key(client):
            agreements = [self.agreements[i] for i in self.by_client.get(name_key(client), ())]
        scopes = [agreement.scope for agreement in agreements]
        counted = {terms.policy.counts for a in agreements for terms in a.terms}
        asked: list[str] = [flag for flag in ("billable", "approved") if flag in counted]
        if not name_key(client) or any(s.jobs != ALL or s.products != ALL for s in scopes):
            asked.append("job")
        if any(scope.roles != ALL for scope in scopes):
            asked += ["role", "person"]
        return tuple(asked)

    def route(
        self,
        client: str | None,
        billable: bool | None = None,
        approved: bool | None = None,
        job: str | int | None = None,
        role: str | None = None,
        person: tuple[str, ...] = (),
    ) -> Route:
        """Return where entries that were booked like this go."""
        number = id_key(job)
        listed = self.jobs.get(number) if number else None
        payer = name_key(client) or (name_key(listed.client) if listed else "")
        if not payer:
            return self._nowhere(Aside.UNUSABLE)
        indexes = self.by_client.get(payer, [])
        if not indexes:
            return self._nowhere(Aside.REFUSED if payer in self.refused else Aside.NO_RETAINER)
        keys = booked_on(job, role, person, self.jobs, self.roles)
        inside = tuple(i for i in indexes if self.agreements[i].scope.takes(*keys))
        if not inside:
            return self._nowhere(Aside.OUT_OF_SCOPE)
        flags = {"all": True, "billable": billable is True, "approved": approved is True}
        asked = sorted({terms.policy.counts for i in inside for terms in self.agreements[i].terms})
        key = inside, *(flags[counts] for counts in asked)
        if key not in self.shared:
            self.shared[key] = self._laid_out(inside, flags)
        return self.shared[key]

    def _nowhere(self, reason: Aside) -> Route:
        return self.shared.setdefault(reason, _run(ASIDE[reason], len(self.days)))

    def _laid_out(self, inside: Sequence[int], flags: Mapping[str, bool]) -> Route:
        days, past = self.days, self.past
        route = _run(ASIDE[Aside.OUTSIDE], past) + _run(ASIDE[Aside.LATER], len(days) - past)
        for index in inside:
            ahead = self.first[index] + len(self.spans[index])
            for shelf, span in enumerate(self.spans[index], start=self.first[index]):
                for portion in span.portions:
                    counted = flags[portion.terms.policy.counts]
                    first = bisect.bisect_left(days, portion.first)
                    until = bisect.bisect_right(days, portion.through)
                    today = min(max(past, first), until)
                    route[first:today] = _run(shelf if counted else NOT_COUNTED, today - first)
                    route[today:until] = _run(ahead if counted else NOT_COUNTED, until - today)
        return route


def _run(shelf: int, days: int) -> array[int]:
    """Return the same shelf for some days; an array, for a thousand routes stay near at hand."""
    return array("I", (shelf,)) * days


class Routes(dict[str | None, Route | None]):
    """Client → the route of all their hours; None where it takes more than the client to tell."""

    def __init__(self, router: Router) -> None:
        self.router = router
        self.finer = _ByClient(router)

    def __missing__(self, client: str | None) -> Route | None:
        route = self[client] = None if self.router.asked(client) else self.router.route(client)
        return route


class _ByClient(dict[str | None, tuple[Callable[[TimeEntry], Any], "_Finer"]]):
    """Client → what to ask their entries for, and the routes by the answer."""

    def __init__(self, router: Router) -> None:
        self.router = router

    def __missing__(self, client: str | None) -> tuple[Callable[[TimeEntry], Any], _Finer]:
        asked = self.router.asked(client)
        found = self[client] = attrgetter(*asked), _Finer(self.router, client, asked)
        return found


class _Finer(dict[Any, Route]):
    """What a client's entries were booked on → their route, found once for all that are alike."""

    def __init__(self, router: Router, client: str | None, asked: Sequence[str]) -> None:
        self.router, self.client, self.asked = router, client, asked

    def __missing__(self, booked_on: Any) -> Route:
        answers = booked_on if len(self.asked) > 1 else (booked_on,)
        fields = dict(zip(self.asked, answers, strict=True))
        route = self[booked_on] = self.router.route(self.client, **fields)
        return route
