"""Settings of agency.toml that name a client, job, role, product or currency nobody knows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from toolkit.config import Config, RetainerConfig
from toolkit.config.working import Contact
from toolkit.currency import CURRENCIES
from toolkit.model import Tracker, id_key, name_key
from toolkit.reading.folding import fold, nearest_name

__all__ = ["strange_names"]


@dataclass(frozen=True, slots=True)
class _Known:
    """What the books call something, as it is compared and as it is written; empty: no idea."""

    what: str
    names: Mapping[str, str]

    @classmethod
    def of(cls, what: str, names: Iterable[str | None]) -> _Known:
        return cls(what, {name_key(name): name for name in names if name and name_key(name)})

    def told(self, where: str, wanted: Iterable[str]) -> Iterator[str]:
        """Yield a sentence for each name the books do not have."""
        for name in wanted:
            if self.names and name_key(name) not in self.names:
                near = nearest_name(name, self.names.values())
                yield f'agency.toml: {where}: "{name}" is no {self.what} in these books{near}'


def strange_names(config: Config, tracker: Tracker) -> Iterator[str]:
    """Yield a sentence for each name in a setting that no record of the books has.

    What the books do not keep at all is not held against a setting: without an hours or people
    sheet no role is known, and none is strange.
    """
    clients = _Known.of("client", _clients(tracker))
    for client, settings in config.retainers.items():
        where = f'retainers."{client}"'
        if not any(name_key(name) in clients.names for name in settings.clients):
            yield from clients.told(where, [client])
        yield from clients.told(f"{where}.clients", settings.clients)
        yield from _strange_scope(where, settings, tracker)
    yield from clients.told("forecast.goals", config.forecast.goals)
    yield from clients.told(
        "export.accounts", dict.fromkeys(a.client for a in config.export.accounts if a.client)
    )
    yield from _strange_teams(config, tracker)
    yield from _strange_currencies(config)


def _strange_scope(where: str, settings: RetainerConfig, tracker: Tracker) -> Iterator[str]:
    numbers = {id_key(job.number): str(job.number) for job in tracker.jobs if job.number}
    jobs = _Known("job number", numbers)
    roles = _Known.of("role", _roles(tracker))
    products = _Known.of("product", _products(tracker))
    for name, known in (("jobs", jobs), ("products", products), ("roles", roles)):
        for key in (name, f"without_{name}"):
            yield from known.told(f"{where}.{key}", getattr(settings, key))
    yield from roles.told(f"{where}.overage_rates", settings.overage_rates)


def _strange_teams(config: Config, tracker: Tracker) -> Iterator[str]:
    """Yield teams that are part of no department's name; those of the handbook are not held."""
    names = {person.department for person in tracker.people if person.department}
    for team in config.contact.teams if config.contact.teams != Contact().teams else ():
        wanted = set(fold(team).split())
        if names and not any(wanted <= set(fold(name).split()) for name in names):
            near = nearest_name(team, names)
            yield f'agency.toml: contact.teams: "{team}" is no department in these books{near}'


def _strange_currencies(config: Config) -> Iterator[str]:
    told = partial(_no_currency, known=CURRENCIES)
    yield from told("agency.currency", [config.agency.currency])
    yield from told("burn.policy.currency", [config.burn.policy.currency])
    for client, settings in config.retainers.items():
        yield from told(f'retainers."{client}".currency', [settings.currency])
    yield from told("forecast.rates", config.forecast.rates)
    yield from told("forecast.current_rates", config.forecast.current_rates)


def _no_currency(where: str, codes: Iterable[str], known: Iterable[str]) -> Iterator[str]:
    for code in codes:
        if code and code.strip().upper() not in CURRENCIES:
            near = nearest_name(code, known)
            yield f'agency.toml: {where}: "{code}" is no currency of ISO 4217{near}'


def _clients(tracker: Tracker) -> Iterator[str | None]:
    kept = (
        tracker.jobs, tracker.hours, tracker.retainers, tracker.meetings, tracker.contacts,
        tracker.invoices, tracker.pipeline, tracker.actuals, tracker.accounts,
    )  # fmt: skip
    for records in kept:
        yield from dict.fromkeys(record.client for record in records)


def _roles(tracker: Tracker) -> Iterator[str | None]:
    for records in (tracker.hours, tracker.rates, tracker.people):
        yield from dict.fromkeys(record.role for record in records)


def _products(tracker: Tracker) -> Iterator[str | None]:
    yield from dict.fromkeys(job.product for job in tracker.jobs)
    for records in (tracker.retainers, tracker.accounts):
        for several in dict.fromkeys(record.products for record in records):
            yield from (several or "").replace(";", ",").split(",")
