"""What the hours of a period are worth at the rate card, and what is paid for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from toolkit.model import Person, Rate, TimeEntry, name_key
from toolkit.retainers.agreement import Agreement, Span
from toolkit.retainers.amounts import rounded
from toolkit.retainers.hours import Minutes
from toolkit.retainers.ledger import Ledger
from toolkit.retainers.scope import role_key

__all__ = ["RateCard", "Worth", "minutes_by_role", "overage_fee", "worth_of"]

ZERO = Decimal(0)


class RateCard:
    """What an hour of a role is sold for and costs, by client and day.

    The newest rate of the client and role counts, then the newest of the role for everyone, then
    the rate that stands in the time entry itself. Rates in another currency are not used.
    """

    def __init__(
        self, rates: Iterable[Rate], people: Iterable[Person] = (), currency: str = "USD"
    ) -> None:
        self.currency = currency.upper()
        self.roles = {name_key(person.name): name_key(person.role) for person in people}
        self.titles = {name_key(person.role): person.role for person in people if person.role}
        """Role, as names are compared → as the list of people writes it."""
        self._by_role: dict[tuple[str, str], list[Rate]] = {}
        for rate in rates:
            key = name_key(rate.client), name_key(rate.role)
            self._by_role.setdefault(key, []).append(rate)
        for listed in self._by_role.values():
            listed.sort(key=lambda r: r.valid_from or date.min, reverse=True)
        self._found: dict[object, tuple[Rate, ...]] = {}

    def sold_at(self, entry: TimeEntry, currency: str) -> Decimal | None:
        """Return the rate an hour of the entry is sold at; None where none is known."""
        rate = self._rate(entry)
        if rate and rate.rate is not None:
            return rate.rate if (rate.currency or self.currency).upper() == currency else None
        return self._own(entry.rate, entry, currency)

    def cost(self, entry: TimeEntry, currency: str) -> Decimal | None:
        """Return what an hour of the entry costs the agency; None where that is not known."""
        rate = self._rate(entry)
        if rate and rate.cost_rate is not None:
            same = (rate.currency or self.currency).upper() == currency
            return rate.cost_rate if same else None
        return self._own(entry.cost_rate, entry, currency)

    def _own(self, rate: Decimal | None, entry: TimeEntry, currency: str) -> Decimal | None:
        own = _code(entry.currency) or self.currency
        return rate if own == currency else None

    def _rate(self, entry: TimeEntry) -> Rate | None:
        key = entry.client, entry.role or entry.person
        rates = self._found.get(key)
        if rates is None:
            role = role_key(entry.role, entry.person, self.roles)
            own = self._by_role.get((name_key(entry.client), role), [])
            rates = self._found[key] = (*own, *self._by_role.get(("", role), []))
        day = entry.date
        for rate in rates:
            if day is None or rate.valid_from is None or rate.valid_from <= day:
                return rate
        return None


def _code(text: str | None) -> str:
    """Return the currency code of ``GBP`` or, as Harvest has it, ``British Pound - GBP``."""
    return (text or "").rpartition("-")[2].strip().upper()


@dataclass(frozen=True, slots=True)
class Worth:
    """A period in money, rounded to the currency's minor unit."""

    currency: str
    fee: Decimal | None
    """None where the retainer's terms give no fee: nobody knows then what is due."""
    overage_fee: Decimal
    """Overage × overage rate; by role, where the roles have their own."""
    at_rates: Decimal
    """Σ(hours × rate card)."""
    unpriced: Decimal
    """Minutes without a known rate, which ``at_rates`` lacks."""
    hours: Decimal
    """Minutes used."""

    @property
    def due(self) -> Decimal | None:
        """Fee and overage fee: what is to be billed for the period."""
        return None if self.fee is None else self.fee + self.overage_fee

    @property
    def given_away(self) -> Decimal | None:
        """Σ(hours × rate card) − fee; below 0 when the client pays for more than they got.

        Source: domain, section 5. 50 h at 100 for a fee of 4,000: 5,000 − 4,000 = 1,000.
        """
        return None if self.unpriced or self.fee is None else self.at_rates - self.fee

    @property
    def not_billed(self) -> Decimal | None:
        """Given away − overage fee: what nobody pays for once overage is billed.

        25 h at 300 for a fee of 5,000 and 1,000 of overage: 2,500 given away, 1,500 not billed.
        """
        return None if self.unpriced or self.due is None else self.at_rates - self.due

    @property
    def effective_rate(self) -> Decimal | None:
        """What an hour brings of the fee: fee / hours (domain, section 5). 4,000 / 50 = 80."""
        if self.fee is None or self.hours <= 0:
            return None
        return rounded(self.fee * 60 / self.hours, self.currency)

    @property
    def realisation(self) -> Decimal | None:
        """Due / at rates, a fraction to four places."""
        if self.unpriced or self.at_rates <= 0 or self.due is None:
            return None
        return (self.due / self.at_rates).quantize(Decimal("0.0001"))


def worth_of(
    agreement: Agreement,
    span: Span,
    ledger: Ledger,
    fee: Decimal | None,
    entries: Sequence[TimeEntry],
    minutes: Minutes,
    card: RateCard,
) -> Worth:
    """Return what a period's hours are worth, and what is due for them.

    Sums are exact and rounded once, so that neither order nor splitting of entries matters.
    """
    priced = unpriced = used = ZERO
    for entry in entries:
        worked = minutes[entry.hours] or ZERO
        rate = card.sold_at(entry, agreement.currency)
        used += worked
        if rate is None:
            unpriced += worked
        else:
            priced += worked * rate
    return Worth(
        agreement.currency,
        fee,
        overage_fee(agreement, span, ledger, minutes_by_role(entries, minutes, card)),
        rounded(priced / 60, agreement.currency),
        unpriced,
        used,
    )


def minutes_by_role(
    entries: Iterable[TimeEntry], minutes: Minutes, card: RateCard
) -> dict[str, Decimal]:
    """Return role, as names are compared → minutes."""
    by_role: dict[str, Decimal] = {}
    for entry in entries:
        role = role_key(entry.role, entry.person, card.roles)
        by_role[role] = by_role.get(role, ZERO) + (minutes[entry.hours] or ZERO)
    return by_role


def overage_fee(
    agreement: Agreement, span: Span, ledger: Ledger, by_role: Mapping[str, Decimal]
) -> Decimal:
    """Return what is billed for overage.

    Roles with a rate of their own share the overage by the hours they worked in the period. Money
    retainers are billed what was used beyond the fee.

    20 h for $5,000 at $200 beyond, 25 used: 5 × 200 = 1,000, so $6,000 are due.
    """
    if agreement.in_money:
        return ledger.billed
    policy = span.policy
    blended = policy.overage_rate or ZERO
    used = sum(by_role.values(), ZERO)
    if not policy.overage_rates or used <= 0:
        return rounded(ledger.billed * blended / 60, agreement.currency)
    weighted = sum(
        (worked * policy.overage_rates.get(role, blended) for role, worked in by_role.items()), ZERO
    )
    return rounded(ledger.billed * weighted / used / 60, agreement.currency)
