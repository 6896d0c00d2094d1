"""``toolkit burn``: hours against retainers, and what happens next."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from toolkit.cli.options import agency_options, history_option, out_option, progress, read_agency

__all__ = ["burn"]


@click.command()
@agency_options
@click.option("--client", metavar="NAME", help="Only the retainers of this client.")
@click.option(
    "--period",
    metavar="PERIOD",
    help="2026-07, 2026-Q3, 2026, a day in it, or all; default: the one that runs.",
)
@click.option("--explain", metavar="CLIENT", help="Print the arithmetic line by line, with cells.")
@click.option("--compare-policies", is_flag=True, help="The same hours under other rules.")
@click.option(
    "--by",
    type=click.Choice(["product", "role", "person", "job", "week"]),
    help="Show what the hours of each retainer went into.",
)
@click.option(
    "--recap", is_flag=True, help="Profit, products, utilisation, risks: of this year or --period."
)
@click.option("--alerts", is_flag=True, help="Print crossings nobody was told of, and keep them.")
@click.option("--close", is_flag=True, help="Close finished periods, and say what was restated.")
@click.option(
    "--format", "style", type=click.Choice(["text", "json", "csv", "html"]), default="text"
)
@click.option("--width", type=click.IntRange(min=40), help="Columns of the text; default: yours.")
@history_option
@out_option
@click.option("--write", is_flag=True, help="Put the Retainer Burn sheet into the book itself.")
@click.option("--copy", is_flag=True, help="Put the Retainer Burn sheet into a copy of the book.")
@click.pass_context
def burn(
    ctx: click.Context,
    /,
    books: tuple[str, ...],
    config_path: Path | None,
    as_of: date | None,
    client: str | None,
    period: str | None,
    by: str | None,
    style: str,
    width: int | None,
    history: str | None,
    out: Path | None,
    write: bool,
    copy: bool,
    **instead: str | bool | None,
) -> None:
    """Burn hours against retainers.

    What is left, how fast it goes, and what is due. Hours count through the day of --as-of,
    that day included. Policies are columns of the retainers sheet or stand in agency.toml.
    --format json and csv give every period unless --period is given.

    \b
    Example:
      toolkit burn toolkit-demo --as-of 2026-06-15
    """
    from toolkit.cli.burn_modes import Asked, answer_to

    wanted = [name for name, value in instead.items() if value]
    if len(wanted) > 1:
        names = " and ".join(f"--{name.replace('_', '-')}" for name in wanted)
        raise click.UsageError(f"{names} show different things; ask for one at a time")
    if instead["alerts"] and period:
        raise click.UsageError("--alerts tells of the periods that run; leave out --period")
    client = str(instead["explain"]) if instead["explain"] else client
    asked = Asked(client, period, by, style, width, history, out, write, copy)
    with progress() as tell:
        agency = read_agency(books, as_of, config_path, tell)
        tell("Burning hours")
        answer = answer_to(agency, asked, wanted[0] if wanted else None)
    answer.say()
    for line in answer.made:
        click.echo(f"→ {line}")
    ctx.exit(1 if answer.has_findings else 0)
