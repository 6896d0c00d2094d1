"""What every stream is found under: the day, the periods, the agency's choices, clients' names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from toolkit.config import Config
from toolkit.forecast.fiscal import Period
from toolkit.forecast.streams import Stream, Unplaced
from toolkit.model import Account, Tracker, name_key
from toolkit.money import currency_code
from toolkit.workdays import Workdays

__all__ = ["Found", "Frame", "Names"]

Found = Stream | Unplaced


@dataclass(frozen=True, slots=True)
class Frame:
    """What a forecast is made under: the day, the periods, the basis, the agency's choices."""

    as_of: date
    periods: tuple[Period, ...]
    config: Config
    calendar: Workdays
    basis: str

    @property
    def first(self) -> date:
        """The first day of the forecast."""
        return self.periods[0].first

    @property
    def through(self) -> date:
        """The last day of the forecast."""
        return self.periods[-1].through


class Names:
    """Clients under one spelling each, with the owner and currency of their account."""

    def __init__(self, tracker: Tracker, home: str) -> None:
        self._home = home
        self._spelled: dict[str, str] = {}
        self._seen: dict[str | None, str] = {}
        self._codes: dict[tuple[str | None, str | None], str | None] = {}
        self._accounts = {name_key(a.client): a for a in reversed(tracker.accounts)}
        for account in tracker.accounts:
            self.client(account.client)

    def client(self, name: str | None) -> str:
        """Return a client's name as it was first spelled."""
        if name not in self._seen:
            spelled = " ".join((name or "").split())
            self._seen[name] = self._spelled.setdefault(name_key(name), spelled)
        return self._seen[name]

    def owner(self, client: str | None, people: Sequence[str] = ()) -> str:
        """Return who owns a row: the first one named, or the account's owner."""
        if people:
            return people[0]
        account = self._account(client)
        return account.owner[0] if account and account.owner else ""

    def currency(self, client: str | None, text: str | None) -> str | None:
        """Return a row's currency: its own, its account's, the agency's; None when not known."""
        key = client, text
        if key not in self._codes:
            account = self._account(client)
            own = text or (account.currency if account else None)
            self._codes[key] = currency_code(own, self._home)
        return self._codes[key]

    def _account(self, client: str | None) -> Account | None:
        return self._accounts.get(name_key(client)) if self._accounts else None
