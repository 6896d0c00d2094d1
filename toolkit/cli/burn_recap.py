"""The numbers of a quarterly review, and what a retainer's hours went into, in a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from toolkit.cli.burn_text import console_of, table_of
from toolkit.cli.findings import clean
from toolkit.retainers.wording import amount, percent

if TYPE_CHECKING:
    from toolkit.actions.reviewing import Breakdown
    from toolkit.reports.recap import RecapTable
    from toolkit.retainers.recap import Recap

__all__ = ["print_breakdowns", "print_recap"]


def print_recap(recap: Recap, tables: Sequence[RecapTable], width: int | None = None) -> None:
    """Print client profit, product budgets, utilisation and so on, a table each."""
    console = console_of(width)
    console.print(f"{recap.first} to {recap.through}", style="bold")
    for text in recap.missing:
        console.print(f"Left out: {text}", style="yellow")
    for found in tables:
        if not found.rows:
            continue
        table = table_of(*found.headers)
        for row in found.rows:
            table.add_row(*map(clean, row))
        console.print(found.title, style="bold")
        console.print(table)
        if found.note:
            console.print(found.note, style="dim")
        console.print()


def print_breakdowns(found: Sequence[Breakdown], by: str, width: int | None = None) -> None:
    """Print what each row's hours went into, the largest part first."""
    console = console_of(width)
    console.print()
    table = table_of("Retainer", "Period", by.capitalize(), "Used", "Share")
    table.columns[2].justify = "left"
    for row, parts in found:
        agreement, used = row.agreement, row.ledger.used
        for name, part in parts.items():
            share = part / used if used > 0 else None
            texts = (agreement.name, row.span.period.label, name, amount(part, agreement))
            table.add_row(*map(clean, texts), percent(share))
    console.print(table)
