"""``toolkit rules`` and ``toolkit rule CODE``: what is checked, and why."""

from __future__ import annotations

import click

__all__ = ["rule", "rules"]


@click.command()
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text")
@click.option("--width", type=click.IntRange(min=40), help="Columns of the text; default: yours.")
def rules(style: str, width: int | None) -> None:
    """List every rule, and what it finds.

    \b
    Example:
      toolkit rules --format json
    """
    from toolkit.checks import FAMILIES, RULES
    from toolkit.checks.manual import rules_as_json

    if style == "json":
        import json

        click.echo(json.dumps(rules_as_json(), ensure_ascii=False, indent=1))
        return
    from rich.console import Console
    from rich.table import Table

    console = Console(width=width, highlight=False, markup=False, emoji=False)
    for family, name in FAMILIES.items():
        console.print(f"{family}  {name}", style="bold")
        table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
        for one in RULES:
            if one.family == family:
                table.add_row(f"  {one.code}", one.severity.value, one.title)
        console.print(table)
        console.print()


@click.command()
@click.argument("code")
@click.option("--width", type=click.IntRange(min=40), help="Columns of the text; default: yours.")
def rule(code: str, width: int | None) -> None:
    """Show one rule, with why it matters and how to set it.

    \b
    Example:
      toolkit rule DAT301
    """
    from rich.console import Console
    from rich.padding import Padding

    from toolkit.checks.manual import rule_called

    one = rule_called(code)
    console = Console(width=width, highlight=False, markup=False, emoji=False)
    console.print(f"{one.code}  {one.title}.", style="bold")
    console.print(f"{one.severity.value}; needs {', '.join(one.needed) or 'nothing'}", style="dim")
    for heading, text in one.sections.items():
        console.print(f"\n{heading}", style="bold")
        console.print(Padding(" ".join(text.split()), (0, 0, 0, 2)))
    if one.yields_to:
        console.print(f"\nSilent where {', '.join(one.yields_to)} explains the row.")
