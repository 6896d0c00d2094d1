"""``toolkit burn``: hours against retainers, and what happens next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.cli.options import agency_options, out_option, progress, read_agency

if TYPE_CHECKING:
    from toolkit.agency import Agency
    from toolkit.retainers.burn import Burn, BurnRow

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
@click.option("--recap", is_flag=True, help="Profit, products, utilisation, risks, this year.")
@click.option("--alerts", is_flag=True, help="Print crossings nobody was told of, and keep them.")
@click.option("--close", is_flag=True, help="Close finished periods, and say what was restated.")
@click.option(
    "--format", "style", type=click.Choice(["text", "json", "csv", "html"]), default="text"
)
@click.option("--width", type=click.IntRange(min=40), help="Columns of the text; default: yours.")
@out_option
@click.option("--write", is_flag=True, help="Put the Retainer Burn sheet into the book itself.")
@click.option("--copy", is_flag=True, help="Put the Retainer Burn sheet into a copy of the book.")
@click.pass_context
def burn(
    ctx: click.Context,
    books: tuple[str, ...],
    config_path: Path | None,
    as_of: date | None,
    client: str | None,
    period: str | None,
    explain: str | None,
    compare_policies: bool,
    by: str | None,
    recap: bool,
    alerts: bool,
    close: bool,
    style: str,
    width: int | None,
    out: Path | None,
    write: bool,
    copy: bool,
) -> None:
    """Burn hours against retainers.

    What is left, how fast it goes, and what is due. Hours count through the day of --as-of,
    that day included. Policies are columns of the retainers sheet or stand in agency.toml.
    --format json and csv give every period unless --period is given.

    \b
    Example:
      toolkit burn toolkit-demo --as-of 2026-06-15
    """
    from toolkit.actions import burning
    from toolkit.cli import burn_text as text

    if recap and style == "csv":
        raise click.UsageError("--recap has several tables; use --format json or html")
    with progress() as tell:
        agency = read_agency(books, as_of, config_path, tell)
        tell("Burning hours")
        found = burning.burn(agency)
        all_periods = style in ("json", "csv") and period is None
        chosen = "all" if all_periods else period
        rows = burning.select_rows(found, client=explain or client, period=chosen)
        made: list[str] = []
        if write or copy:
            tell("Writing the Retainer Burn sheet")
            receipts = burning.write_burn(agency, found, rows, out=out, in_place=write)
            made = [line for receipt in receipts for line in (receipt.book, *receipt.remarks)]
        review = burning.recap(agency, found) if recap else None
        if style == "html" and review:
            made.append(str(burning.recap_page(agency, review, out=out)))
        elif style == "html":
            made.append(str(burning.burn_page(agency, found, rows, out=out)))
    moment = datetime.now(UTC)
    if explain:
        text.print_explanations(found, rows, width)
    elif compare_policies:
        text.print_comparison(burning.compare_policies(found, client=client), width)
    elif review and style == "json":
        click.echo(burning.recap_as_json(review))
    elif review and style != "html":
        from toolkit.cli.burn_recap import print_recap

        print_recap(review, burning.recap_in_tables(review), width)
    elif alerts:
        text.print_alerts(burning.new_alerts(agency, found, moment), width)
    elif close:
        text.print_closed(burning.close_periods(agency, found, moment), width)
    elif style == "json":
        click.echo(burning.rows_as_json(agency, found, rows))
    elif style == "csv":
        click.echo(burning.rows_as_csv(found, rows), nl=False)
    elif style == "text":
        _print(agency, found, rows, by, width)
    for line in made:
        click.echo(f"→ {line}")
    ctx.exit(1 if found.findings else 0)


def _print(
    agency: Agency, found: Burn, rows: Sequence[BurnRow], by: str | None, width: int | None
) -> None:
    """Print the periods with their alerts, and the breakdown that was asked for."""
    from toolkit.actions import burning
    from toolkit.cli.burn_recap import print_breakdowns
    from toolkit.cli.burn_text import print_burn

    keys = {row.agreement.key for row in rows}
    told = [a for a in burning.alerts(agency, found) if a.row.agreement.key in keys]
    print_burn(found, rows, told, width)
    if by:
        print_breakdowns(burning.breakdowns(agency, rows, by), by, width)
