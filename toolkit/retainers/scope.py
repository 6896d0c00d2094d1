"""Which hours a retainer pays for: jobs, products and roles, taken in or left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from toolkit.config import RetainerConfig
from toolkit.model import Job, id_key, name_key

__all__ = ["EVERYTHING", "Choice", "Scope", "booked_on", "role_key", "scope_of"]


@dataclass(frozen=True, slots=True)
class Choice:
    """What is taken in, or all of it, and what is left out."""

    only: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()

    def takes(self, key: str) -> bool:
        """Whether a key is in; a blank one only where nothing is asked for."""
        return (not self.only or key in self.only) and key not in self.without

    def excludes(self, other: Choice) -> bool:
        """Whether no key can be taken by both."""
        ours, theirs = self.only - self.without, other.only - other.without
        if self.only and other.only:
            return not ours & theirs
        return bool(self.only and ours <= other.without) or bool(
            other.only and theirs <= self.without
        )

    def __str__(self) -> str:
        words = ["/".join(sorted(self.only))] if self.only else []
        words += ["not " + "/".join(sorted(self.without))] if self.without else []
        return " ".join(words)


@dataclass(frozen=True, slots=True)
class Scope:
    """The hours that count against a retainer, by what they were booked on."""

    jobs: Choice = field(default_factory=Choice)
    products: Choice = field(default_factory=Choice)
    roles: Choice = field(default_factory=Choice)

    def takes(self, job: str, product: str, role: str) -> bool:
        """Whether hours with these keys are in scope."""
        return self.jobs.takes(job) and self.products.takes(product) and self.roles.takes(role)

    def excludes(self, other: Scope) -> bool:
        """Whether no hour can be in both scopes."""
        return (
            self.jobs.excludes(other.jobs)
            or self.products.excludes(other.products)
            or self.roles.excludes(other.roles)
        )

    def __str__(self) -> str:
        named = {"jobs": self.jobs, "products": self.products, "roles": self.roles}
        return ", ".join(
            text if name == "products" else f"{name} {text}"
            for name, choice in named.items()
            if (text := str(choice))
        )


EVERYTHING = Scope()


def role_key(role: str | None, person: Sequence[str], roles: Mapping[str, str]) -> str:
    """Return an entry's role as compared: its own, or that of its first person."""
    if role:
        return name_key(role)
    return roles.get(name_key(person[0]), "") if person else ""


def booked_on(
    job: str | int | None,
    role: str | None,
    person: Sequence[str],
    jobs: Mapping[str, Job],
    roles: Mapping[str, str],
) -> tuple[str, str, str]:
    """Return the job, product and role of hours as ``Scope.takes`` compares them.

    ``jobs`` are by their compared number, ``roles`` by the person's compared name.
    """
    number = id_key(job)
    listed = jobs.get(number) if number else None
    return number, name_key(listed.product) if listed else "", role_key(role, person, roles)


def scope_of(products: str | None, own: RetainerConfig) -> Scope:
    """Return the scope of a retainer from its products cell and its settings."""
    listed = [part for part in re.split(r"[;,/\n]", products or "") if part.strip()]
    return Scope(
        Choice(_keys(own.jobs, id_key), _keys(own.without_jobs, id_key)),
        Choice(_keys(listed or own.products, name_key), _keys(own.without_products, name_key)),
        Choice(_keys(own.roles, name_key), _keys(own.without_roles, name_key)),
    )


def _keys(names: Iterable[str], key: Callable[[str], str]) -> frozenset[str]:
    return frozenset(key(name) for name in names)
