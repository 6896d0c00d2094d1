"""How much of each person's time was billable."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from toolkit.config import Config
from toolkit.model import Person, Tracker, name_key
from toolkit.retainers.burn import Burn

__all__ = ["Utilisation", "utilisations"]

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Utilisation:
    """One person over the days asked for, in minutes."""

    person: str
    billable: Decimal
    minutes: Decimal
    capacity: Decimal
    """Working days they were there × ``burn.hours_a_day``."""

    @property
    def share(self) -> Decimal | None:
        """Billable / capacity, a fraction to four places."""
        if self.capacity <= 0:
            return None
        return (self.billable / self.capacity).quantize(Decimal("0.0001"))


def utilisations(
    tracker: Tracker, burn: Burn, config: Config, first: date, through: date
) -> tuple[Utilisation, ...]:
    """Return everybody who booked hours on the days, ends included, by name.

    Hours are billable where their row says so. An entry of several people counts for each by an
    equal part.
    """
    people = {name_key(person.name): person for person in tracker.people}
    names: dict[str, str] = {}
    worked: dict[str, Decimal] = {}
    billable: dict[str, Decimal] = {}
    for entry in tracker.hours:
        if not entry.date or not first <= entry.date <= through:
            continue
        for name in entry.person:
            key = name_key(name)
            part = (burn.minutes[entry.hours] or ZERO) / len(entry.person)
            names.setdefault(key, name)
            worked[key] = worked.get(key, ZERO) + part
            billable[key] = billable.get(key, ZERO) + (part if entry.billable else ZERO)
    a_day = config.burn.hours_a_day * 60
    found = (
        Utilisation(
            names[key],
            billable[key],
            worked[key],
            _days_there(people.get(key), burn, first, through) * a_day,
        )
        for key in worked
    )
    return tuple(sorted(found, key=lambda u: name_key(u.person)))


def _days_there(person: Person | None, burn: Burn, first: date, through: date) -> int:
    """Return the working days without those a person was out or had left."""
    if person and person.left_on:
        through = min(through, person.left_on - timedelta(days=1))
    days = burn.calendar.count(first, through)
    if person and person.out_from:
        out = max(person.out_from, first), min(person.out_through or through, through)
        days -= burn.calendar.count(*out)
    return days
