"""The numbers of a quarterly review as tables of text, as a page, and as JSON."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from toolkit.reports.templates import Templates
from toolkit.retainers.overservice import OverService, Stretch
from toolkit.retainers.recap import Recap
from toolkit.retainers.wording import amount, hours, money, percent

__all__ = ["RecapTable", "recap_html", "recap_json", "recap_tables"]


@dataclass(frozen=True, slots=True)
class RecapTable:
    """One table for people to read."""

    title: str
    headers: tuple[str, ...]
    texts: int
    """How many columns at the left are words; the rest are figures."""
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


def recap_tables(recap: Recap) -> tuple[RecapTable, ...]:
    """Return client profit, product budgets, utilisation, over-servicing and write-off risks."""
    return _profits(recap), _products(recap), _people(recap), _over_services(recap), _risks(recap)


def _profits(recap: Recap) -> RecapTable:
    headers = ("Client", "from", "Revenue", "Pass-through", "Cost", "Profit", "Margin")
    rows = tuple(
        (
            found.client,
            found.revenue_from,
            money(found.revenue, found.currency),
            money(found.pass_through, found.currency),
            money(found.cost, found.currency) + (" *" if found.uncosted else ""),
            money(found.profit, found.currency),
            percent(found.margin),
        )
        for found in recap.profits
    )
    note = "* some hours have no cost rate" if any(p.uncosted for p in recap.profits) else ""
    return RecapTable("Client profit", headers, 2, rows, note)


def _products(recap: Recap) -> RecapTable:
    headers = ("Client", "Product", "Jobs", "Budget", "Billed", "Hours", "At rates")
    rows = tuple(
        (
            found.client,
            found.product,
            str(found.jobs),
            money(found.budget, found.currency),
            money(found.billed, found.currency),
            hours(found.minutes),
            money(found.at_rates, found.currency) + (" *" if found.unpriced else ""),
        )
        for found in recap.products
    )
    note = "* some hours have no rate" if any(p.unpriced for p in recap.products) else ""
    return RecapTable("Product budgets", headers, 2, rows, note)


def _people(recap: Recap) -> RecapTable:
    headers = ("Person", "Billable", "Hours", "Capacity", "Utilisation")
    rows = tuple(
        (p.person, hours(p.billable), hours(p.minutes), hours(p.capacity), percent(p.share))
        for p in recap.people
    )
    return RecapTable("Utilisation", headers, 1, rows)


def _over_services(recap: Recap) -> RecapTable:
    headers = ("Retainer", "Allotted", "Used", "Beyond", "Worth", "Beyond, last 3", "Worth, last 3")
    rows = tuple(
        (
            found.agreement.name,
            amount(found.life.allotted, found.agreement),
            amount(found.life.used, found.agreement),
            *_beyond(found, found.life),
            *_beyond(found, found.trailing),
        )
        for found in recap.over_services
    )
    note = "Finished periods of the retainer's life; below 0 is less than was agreed."
    return RecapTable("Over-servicing", headers, 1, rows, note if rows else "")


def _beyond(found: OverService, stretch: Stretch) -> tuple[str, str]:
    value = stretch.value
    worth = "–" if value is None else money(value, found.agreement.currency)
    return amount(stretch.beyond, found.agreement), worth


def _risks(recap: Recap) -> RecapTable:
    rows = tuple(
        (risk.client, risk.why, str(risk.place), money(risk.amount, risk.currency))
        for risk in recap.risks
    )
    return RecapTable("Write-off risks", ("Client", "Why", "Cell", "At risk"), 3, rows)


def recap_html(recap: Recap, templates: Path | None = None) -> bytes:
    """Return a page that needs nothing from outside; raises OutputError when a template fails."""
    found = Templates(templates)
    values = {
        "title": "Quarterly review",
        "first": recap.first.isoformat(),
        "through": recap.through.isoformat(),
        "tables": recap_tables(recap),
        "missing": recap.missing,
    }
    text = found.run(found.environment(autoescape=True), "recap.html.j2", values)
    return text.encode("utf-8")


def recap_json(recap: Recap) -> str:
    """Return an object of lists, figures as exact decimals in text, time in minutes."""
    values = {
        "first": recap.first.isoformat(),
        "through": recap.through.isoformat(),
        "profits": _plain(recap.profits, "profit", "margin"),
        "products": _plain(recap.products),
        "people": _plain(recap.people, "share"),
        "over_services": [_over_service(found) for found in recap.over_services],
        "risks": _plain(recap.risks),
        "missing": list(recap.missing),
    }
    return json.dumps(values, ensure_ascii=False, indent=1)


def _over_service(found: OverService) -> dict[str, Any]:
    life, trailing = _plain((found.life, found.trailing), "beyond")
    return {
        "client": found.agreement.client,
        "scope": str(found.agreement.scope),
        "unit": found.agreement.currency if found.agreement.in_money else "minutes",
        "currency": found.agreement.currency,
        "life": life,
        "trailing": trailing,
    }


def _plain(found: Sequence[Any], *worked_out: str) -> list[dict[str, Any]]:
    """Return the fields of dataclasses, and properties that are worked out of them."""
    return [
        {
            name: _value(getattr(one, name))
            for name in (*(field.name for field in dataclasses.fields(one)), *worked_out)
        }
        for one in found
    ]


def _value(value: Any) -> Any:
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value if isinstance(value, int | None) else str(value)
