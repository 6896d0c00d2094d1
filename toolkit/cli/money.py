"""What the forecast's commands share: options, and tables no wider than the terminal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any, TypeVar

import click

from toolkit.cli.findings import clean

__all__ = [
    "months_option",
    "print_table",
    "scenario_option",
    "style_option",
    "whole",
]

F = TypeVar("F", bound=Callable[..., Any])

months_option = click.option(
    "--months", type=click.IntRange(1, 120), help="Periods from today on; default: 12."
)
scenario_option = click.option(
    "--scenario",
    type=click.Choice(["low", "likely", "high", "won or lost"]),
    default="likely",
    show_default=True,
)
style_option = click.option(
    "--format", "style", type=click.Choice(["text", "json", "csv", "html"]), default="text"
)


def print_table(
    header: Sequence[str], rows: Sequence[Sequence[str]], width: int | None = None
) -> None:
    """Print rows under a header; the first column is text, the others stand to the right."""
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for n, name in enumerate(header):
        table.add_column(clean(name), justify="right" if n else "left", no_wrap=bool(n))
    for row in rows:
        table.add_row(*(clean(cell) for cell in row))
    console = Console(width=width, highlight=False, markup=False, emoji=False, soft_wrap=False)
    console.print(table)


def whole(amount: Decimal) -> str:
    """Return an amount as a terminal shows it: without minor units, a thousand by comma."""
    return f"{amount:,.0f}"
