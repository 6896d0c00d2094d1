"""The client side of the books: accounts, contacts, retainers, the rate card, quarterly reviews."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal

from scripts.demo_agency.amounts import Costing, rounded
from scripts.demo_agency.chance import Chance
from scripts.demo_agency.clients import CLIENTS, Client
from scripts.demo_agency.days import AS_OF, LAST_BOOKED, working_day_after
from scripts.demo_agency.hours import RETAINER_TASKS
from scripts.demo_agency.people import BY_INITIALS, RATES, STAFF
from scripts.demo_agency.records import NOWHERE
from toolkit.model import Account, Contact, Invoice, Person, Rate, Retainer, Review, TimeEntry

__all__ = ["accounts", "contacts", "people", "rates", "retainers", "reviews", "yearly_revenue"]

LARGE = Decimal(100000)


def yearly_revenue(client: Client, billed: Iterable[Invoice]) -> Decimal:
    """Return what a client was invoiced in the twelve months before the day, in thousands."""
    since = AS_OF.replace(year=AS_OF.year - 1)
    amounts = (
        i.amount
        for i in billed
        if i.client == client.name and i.amount and i.issued and i.issued >= since
    )
    return rounded(sum(amounts, Decimal(0)), 1000)


def accounts(billed: tuple[Invoice, ...]) -> Iterator[Account]:
    """Return one account for each client."""
    for client in CLIENTS:
        revenue = yearly_revenue(client, billed)
        yield Account(
            NOWHERE,
            0,
            client=client.name,
            annual_revenue=revenue,
            renewal_on=client.renewal_on,
            owner=client.owners[:1],
            supervisor=(client.supervisor,),
            director=("HV",),
            products=", ".join(client.products),
            goals=client.goals,
            needs_po=client.needs_po,
            pass_through=rounded(revenue * Decimal("0.18"), 500),
            currency="GBP",
            country="GB",
        )


def contacts() -> Iterator[Contact]:
    """Return everybody at the clients."""
    for client in CLIENTS:
        chance = Chance(f"contacts {client.prefix}")
        for person in client.contacts:
            first, _, last = person.name.casefold().partition(" ")
            yield Contact(
                NOWHERE,
                0,
                name=person.name,
                client=client.name,
                role=person.role,
                is_decision_maker=person.decides,
                email=f"{first}.{last}@{client.domain}",
                phone=f"01632 960{chance.between(100, 999)}",
                department=person.department,
                last_contact=working_day_after(LAST_BOOKED, -chance.between(0, 20)),
            )


def people() -> Iterator[Person]:
    """Return everybody at the agency; one is away, one has left."""
    for person in STAFF:
        away = person.initials == "LK"
        yield Person(
            NOWHERE,
            0,
            name=person.name,
            initials=person.initials,
            role=person.role,
            department=person.department,
            email=f"{person.first}.{person.last}@larkhillvane.example".casefold(),
            is_head=person.is_head,
            cover=(person.cover,),
            out_from=date(2026, 6, 15) if away else None,
            out_through=date(2026, 6, 19) if away else None,
            left_on=person.left_on,
        )


def rates() -> Iterator[Rate]:
    """Return the rate card."""
    for role, (rate, cost) in RATES.items():
        yield Rate(
            NOWHERE,
            0,
            role=role,
            rate=Decimal(rate),
            cost_rate=Decimal(cost),
            valid_from=date(2025, 1, 1),
            currency="GBP",
        )


def retainers(costed: tuple[Costing, ...], hours: tuple[TimeEntry, ...]) -> Iterator[Retainer]:
    """Return the terms of each retainer and year: the hours sold are about those worked."""
    for costing in costed:
        plan = costing.plan
        if not plan.is_retainer:
            continue
        worked = sum((e.hours for e in hours if e.job == plan.number and e.hours), Decimal(0))
        months = Decimal(12) if plan.end < AS_OF else Decimal("5.4")
        yield Retainer(
            NOWHERE,
            0,
            client=plan.client.name,
            hours=rounded(worked / months, 5),
            fee=costing.budget / 12,
            period="Month",
            start=date(plan.start.year, 1, 1),
            end=date(plan.start.year, 12, 31),
            scope=", ".join(RETAINER_TASKS),
            overage_rate=Decimal(115),
            rollover=ROLLOVER[plan.client.prefix],
            deficit="Bill" if plan.client.prefix != "QUI" else "Carry",
            currency="GBP",
        )


ROLLOVER = {
    "KES": "10 h for 3 months",
    "MFT": "None",
    "TID": "25 % for 2 months",
    "FER": "None",
    "QUI": "All",
}
QUARTERS = (
    date(2025, 4, 8),
    date(2025, 7, 8),
    date(2025, 10, 7),
    date(2026, 1, 20),
    date(2026, 4, 21),
)


def reviews(listed: Iterable[Account]) -> Iterator[Review]:
    """Return the quarterly reviews of the large accounts, the last ones of this quarter."""
    large = {a.client for a in listed if a.annual_revenue and a.annual_revenue >= LARGE}
    for quarter in QUARTERS:
        for index, client in enumerate(c for c in CLIENTS if c.name in large):
            day = working_day_after(quarter + timedelta(days=3 * index), 0)
            yield Review(
                NOWHERE,
                0,
                client=client.name,
                planned_on=day,
                held_on=day,
                progress_report=True,
                renewal_discussed=True,
                issues_raised=True,
                decision_makers_met=True,
                invited=(*(c.name for c in client.contacts), BY_INITIALS["HV"].name),
            )
