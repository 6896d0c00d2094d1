"""The numbers of a quarterly review in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.cli.burn_text import console_of, table_of
from toolkit.cli.findings import clean
from toolkit.retainers.wording import hours, money, percent

if TYPE_CHECKING:
    from rich.console import Console

    from toolkit.actions.burning import Recap

__all__ = ["print_recap"]


def print_recap(recap: Recap, width: int | None = None) -> None:
    """Print client profit, product budgets, utilisation and write-off risks, a table each."""
    console = console_of(width)
    console.print(f"{recap.first} to {recap.through}", style="bold")
    _profits(console, recap)
    _products(console, recap)
    _people(console, recap)
    _risks(console, recap)


def _profits(console: Console, recap: Recap) -> None:
    table = table_of("Client", "Revenue", "from", "Pass-through", "Cost", "Profit", "Margin")
    for found in recap.profits:
        table.add_row(
            clean(found.client),
            money(found.revenue, found.currency),
            found.revenue_from,
            money(found.pass_through, found.currency),
            money(found.cost, found.currency) + (" *" if found.uncosted else ""),
            money(found.profit, found.currency),
            percent(found.margin),
        )
    console.print(table)
    if any(found.uncosted for found in recap.profits):
        console.print("* some hours have no cost rate", style="dim")
    console.print()


def _products(console: Console, recap: Recap) -> None:
    table = table_of("Client", "Product", "Jobs", "Budget", "Billed", "Hours", "At rates")
    for found in recap.products:
        table.add_row(
            clean(found.client),
            clean(found.product),
            str(found.jobs),
            money(found.budget, found.currency),
            money(found.billed, found.currency),
            hours(found.minutes),
            money(found.at_rates, found.currency) + (" *" if found.unpriced else ""),
        )
    console.print(table)
    console.print()


def _people(console: Console, recap: Recap) -> None:
    table = table_of("Person", "Billable", "Hours", "Capacity", "Utilisation")
    for found in recap.people:
        table.add_row(
            clean(found.person),
            hours(found.billable),
            hours(found.minutes),
            hours(found.capacity),
            percent(found.share),
        )
    console.print(table)
    console.print()


def _risks(console: Console, recap: Recap) -> None:
    table = table_of("Client", "At risk", "Why", "Cell")
    for found in recap.risks:
        table.add_row(
            clean(found.client),
            money(found.amount, found.currency),
            clean(found.why),
            clean(str(found.place)),
        )
    console.print(table)
